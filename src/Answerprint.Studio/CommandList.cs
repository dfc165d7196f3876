using System.CommandLine;
using Answerprint.Studio.Commands;
using Answerprint.Verify;

namespace Answerprint.Studio;

/// <summary>The commands of the command line, one line each, in the order of the help.</summary>
internal static class CommandList
{
    /// <summary>The whole command line, to parse words with.</summary>
    /// <param name="run">Runs another command of this program, as if typed.</param>
    public static RootCommand Root(Func<string[], int> run)
    {
        var root = new RootCommand("Answerprint takes a cut and its plates, does the post-production work that image models can do, and hands back shots with the answers.");
        foreach (var option in Shell.Common) root.Options.Add(option);
        foreach (var command in Commands(run)) root.Subcommands.Add(Seat.Signing(command));
        return root;
    }

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
        DrawCommand.Create(),
        PlanCommand.Create(),
        RenderCommand.Create(),
        AcceptCommand.Create(),
        ToolCommand.Create(),
        ReviewCommand.Create(),
        ServeCommand.Create(),
        TurnbackCommand.Create(),
        TurnaroundCommand.Create(),
        RecutCommand.Create(),
        VerifyCommand.Create(),
        WhyCommand.Create(),
        RulesCommand.Create(),
        FramesCommand.Create(),
        TryCommand.Create(),
        BenchCommand.Create(run),
        CutCommand.Create(),
        TrainCommand.Create(),
        SecondCommand.Create(),
        GrantCommand.Create(),
        ConsentCommand.Create(),
        RightsCommand.Create(),
    ];
}
