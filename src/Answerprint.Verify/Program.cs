using System.CommandLine;
using Answerprint.Verify;
using Answerprint.Verify.Terminal;

var root = VerifyCommand.Alone();
var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0) return (int)Shell.Misused(parsed);
return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
