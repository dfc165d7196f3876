using System.CommandLine;
using Answerprint.Studio.Commands;

namespace Answerprint.Studio;

/// <summary>The commands of the command line, one line each, in the order of the help.</summary>
internal static class CommandList
{
    public static IEnumerable<Command> Commands =>
    [
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
        BenchCommand.Create(),
        CutCommand.Create(),
    ];
}
