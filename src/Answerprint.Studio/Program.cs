using System.CommandLine;
using Answerprint.Studio;

return Run(args.Length == 0 ? ["--help"] : args);

static int Run(string[] words)
{
    var root = new RootCommand("Answerprint takes a cut and its plates, does the post-production work that image models can do, and hands back shots with the answers.");
    foreach (var option in Shell.Common) root.Options.Add(option);
    foreach (var command in CommandList.Commands(Run)) root.Subcommands.Add(command);
    var parsed = root.Parse(words);
    if (parsed.Errors.Count > 0) return (int)Shell.Misused(parsed);
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
