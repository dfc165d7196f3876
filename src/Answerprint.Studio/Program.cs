using System.CommandLine;
using Answerprint.Studio;

return Run(args.Length == 0 ? ["--help"] : args);

static int Run(string[] words)
{
    var parsed = CommandList.Root(Run).Parse(words);
    if (parsed.Errors.Count > 0) return (int)Shell.Misused(parsed);
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
