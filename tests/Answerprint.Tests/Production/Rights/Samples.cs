using System.Text;
using Answerprint.Production.Rights;

namespace Answerprint.Tests.Production.Rights;

/// <summary>Uses, facts and packs that the tests of this room share.</summary>
internal static class Samples
{
    public static readonly DateOnly Day = new(2026, 11, 22);

    public static Use Fill(PeopleThere people, Stage stage = Stage.Alter) => new()
    {
        Stage = stage,
        Shot = "sh010",
        Operation = "missing_frames",
        MakesPixels = true,
        IsModel = false,
        Plates = ["sha256:aa"],
        Frames = new(1012, 1015),
        InMadeRegion = people,
        InChangedRegion = people,
    };

    public static Use Hold(int extra, Stage stage = Stage.Alter) => new()
    {
        Stage = stage,
        Shot = "sh020",
        Operation = "hold",
        MakesPixels = false,
        IsModel = false,
        Class = PerformerClass.P3,
        InChangedRegion = PeopleThere.People,
        InMadeRegion = PeopleThere.NoneAttested,
        LongestHold = extra,
    };

    public static Facts Proved => Facts.None
        .With("proof.performance_lock", value: true)
        .With("proof.mask_confinement", value: true)
        .With("approval.human", value: true)
        .With("approval.contact_sheet", value: true);

    public static RulePack Pack(string rules, string extra = "") =>
        RulePack.Read(Encoding.UTF8.GetBytes($$"""{"format":"answerprint.rules.1","id":"sample","rules":[{{rules}}]{{extra}}}"""), "sample.json");
}
