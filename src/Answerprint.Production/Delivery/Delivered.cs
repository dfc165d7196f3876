using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production.Delivery;

/// <summary>A version on its way out. It needs the gate's leave for exactly this delivery, so what was refused can not be handed in.</summary>
/// <param name="Leaves">For what was made and for what is held, each; for a final where it is approved, else for looking at only.</param>
/// <param name="OneHand">Whether the person who approved also did the work: true in a one-person house, and said.</param>
/// <param name="Yes">The approval of these bytes; null while they await one.</param>
public sealed record Delivered(Version Version, Shot Shot, Plate Plate, IReadOnlyList<RenderedFrame> Frames, IReadOnlyList<Verdict.Allowed> Leaves, Approval? Yes, bool OneHand)
{
    /// <summary>Switched on in the cut, and called a final.</summary>
    public bool IsFinal => Yes is not null && Leaves.All(l => l.Use.IsFinal);

    public string Status => IsFinal ? "approved" : "awaiting approval";

    /// <summary>The label of its made frames; empty where nothing was made, as where the light or the place of whole pictures was changed by a declared formula.</summary>
    public string Label => Made.Count == 0 || (Version.Outside is null && Version.Tool is Brief.Relight or Brief.Reframe) ? "" : Version.Outside?.Label ?? "AI-ASSISTED";

    /// <summary>Whether it is open what the outside step learnt from, and legal has approved exactly these bytes.</summary>
    public bool OutsideApproved { get; init; }

    public IReadOnlyList<RenderedFrame> Made => [.. Frames.Where(f => f.IsMade)];

    /// <summary>Frames that show another real frame of the take; nothing of them was made.</summary>
    public IReadOnlyList<RenderedFrame> Held => [.. Frames.Where(f => f.IsHeld)];

    /// <summary>How fast the cut plays the shot: 1 as shot, 0 a freeze.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The frame map of the holds in the version's numbers: "1016=1015 1017=1015"; empty where nothing is held.</summary>
    public string FrameMap(int firstFrame) => Version.Timing is not null ? "" : string.Join(' ', Held.Select(f => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Version.FrameNumber(f.Number, firstFrame)}={Version.FrameNumber(f.Shows!.Value, firstFrame)}")));

    /// <summary>Which moment of the plate each frame of a retimed version shows, in the version's and the plate's numbers: "1001=12 1002=12.4"; empty where the timing is the plate's own.</summary>
    public string MomentMap(int firstFrame) => string.Join(' ', Frames.Where(f => f.Moment is not null).Select(f => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Version.FrameNumber(f.Number, firstFrame)}={f.Moment:0.######}")));

    /// <summary>The folder of the version in the package.</summary>
    public string Folder => $"versions/{Version.Name}";

    public string PictureName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Version.Name}.{number:0000}.exr");

    public string OriginName(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Version.Name}_origin.{number:0000}.exr");
}

/// <summary>Work that was asked for and is not in the package, and why.</summary>
/// <param name="What">"refused by the gate", "given up by the tool", "refused in review", "objection unanswered", "not done yet".</param>
/// <param name="Reason">Why, in plain words.</param>
/// <param name="WayOut">What to do next.</param>
/// <param name="Pack">Folder of the hand-off pack in the package; empty where there is none.</param>
public sealed record Withheld(string Shot, string Brief, string What, string Reason, string WayOut, string Pack)
{
    /// <summary>What stands for a version that the gate's second judgement kept back.</summary>
    public const string AtDelivery = "refused by the gate at delivery";
}
