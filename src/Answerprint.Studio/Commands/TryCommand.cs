using System.CommandLine;

namespace Answerprint.Studio.Commands;

/// <summary>`try TOOL`: one tool on loose frames, outside any show, for trying and measuring.</summary>
internal static class TryCommand
{
    public static Command Create() => new(
        "try", "One tool on loose frames, outside any show. What it writes is marked as a trial and can not enter a show. Example: answerprint try fill --in plate.%04d.exr --out filled.%04d.exr --missing 1012-1014")
    {
        TryFillCommand.Create(), TryCleanupCommand.Create(), TryBackgroundCommand.Create(), TryRelightCommand.Create(), TryContinuityCommand.Create(), TryReframeCommand.Create(),
    };
}
