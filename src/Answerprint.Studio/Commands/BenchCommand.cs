using System.CommandLine;

namespace Answerprint.Studio.Commands;

/// <summary>`bench`: what is measured, against the peers that are installed.</summary>
internal static class BenchCommand
{
    /// <param name="run">Runs another command of this program, as if typed.</param>
    public static Command Create(Func<string[], int> run) => new("bench", "Accuracy, seconds and cost a frame, against the peers that are installed. Example: answerprint bench fill --clips footage")
    {
        BenchFillCommand.Create(), BenchGrowthCommand.Create(), BenchKitCommand.Create(), BenchScoreCommand.Create(),
        BenchPicturesCommand.Create(), BenchPicturesCommand.Reading(), BenchFormatsCommand.Create(), BenchFoundCommand.Create(), BenchStageCommand.Create(),
        BenchCalibrateCommand.Create(), BenchBidsCommand.Create(), BenchMixCommand.Create(), BenchBriefsCommand.Create(run), BenchCleanupCommand.Create(), BenchScreensCommand.Create(), BenchBackgroundCommand.Create(), BenchMattesCommand.Create(), BenchRelightCommand.Create(), BenchContinuityCommand.Create(), BenchReframeCommand.Create(),
    };
}
