using System.CommandLine;
using Answerprint.Studio.Commands;

namespace Answerprint.Studio;

/// <summary>The commands of the command line, one line each, in the order of the help.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> Commands =>
    [
        FramesCommand.Create(),
        TryCommand.Create(),
        BenchCommand.Create(),
    ];
}
