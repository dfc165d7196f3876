using System.CommandLine;
using Answerprint.Studio;
using Answerprint.Verify.Terminal;

return Run(args.Length == 0 ? ["--help"] : args);

static int Run(string[] words)
{
    var root = CommandList.Root(Run);
    if (UnknownCommand.In(root, words) is { } unknown) return (int)Shell.Misused(unknown, words);
    var parsed = root.Parse(words);
    if (parsed.Errors.Count > 0) return (int)Shell.Misused(parsed);
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
