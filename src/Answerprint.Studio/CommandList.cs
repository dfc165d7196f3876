using System.CommandLine;
using Answerprint.Studio.Commands;

namespace Answerprint.Studio;

/// <summary>The commands of the command line, one line each, in the order of the help.</summary>
internal static class CommandList
{
    /// <param name="run">Runs another command of this program, as if typed.</param>
    public static IEnumerable<Command> Commands(Func<string[], int> run) =>
    [
        DemoCommand.Create(run),
        InitCommand.Create(),
        IngestCommand.Create(),
        PersonCommand.Create(),
        DeclareCommand.Create(),
        ContestCommand.Create(),
        SurveyCommand.Create(),
        BriefCommand.Create(),
        PlanCommand.Create(),
        RenderCommand.Create(),
        ReviewCommand.Create(),
        TurnbackCommand.Create(),
        TurnaroundCommand.Create(),
        VerifyCommand.Create(),
        WhyCommand.Create(),
        FramesCommand.Create(),
        TryCommand.Create(),
        BenchCommand.Create(),
        CutCommand.Create(),
    ];
}
