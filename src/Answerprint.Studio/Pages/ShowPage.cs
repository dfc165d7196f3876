namespace Answerprint.Studio.Pages;

/// <summary>What the page of a show says. Plain values: whoever runs the work fills it, <see cref="PageWriter"/> lays it out.</summary>
/// <param name="Title">Of the show.</param>
/// <param name="Lead">One or two sentences: what was asked and what came of it.</param>
/// <param name="Shots">In the order of the cut; refused ones among them.</param>
/// <param name="Verify">What the check of the package said.</param>
/// <param name="Environment">Name and value: machine class, versions, the command that makes this page again.</param>
/// <param name="Notes">Sentences that a reader must know: what the figures leave out, what is not calibrated.</param>
internal sealed record ShowPage(
    string Title, string Lead, IReadOnlyList<PageShot> Shots, PageCheck Verify, IReadOnlyList<PageFact> Environment, IReadOnlyList<string> Notes);

/// <summary>A name and what stands beside it.</summary>
internal sealed record PageFact(string Name, string Value);

/// <summary>How a shot ended.</summary>
internal enum ShotStanding
{
    /// <summary>Made, inspected, and waiting for a person.</summary>
    AwaitsApproval,

    /// <summary>Made and approved.</summary>
    Approved,

    /// <summary>Refused by the gate, or by the tool itself.</summary>
    Refused,

    /// <summary>Nothing had to be done.</summary>
    Untouched,
}

/// <param name="Name">As the cut names it: "sh020".</param>
/// <param name="Brief">What was asked: "fill".</param>
/// <param name="Done">What was done, in sentences; for a refused shot what was not done.</param>
/// <param name="Frames">The frames shown, ascending; none where there is nothing to show.</param>
/// <param name="Measures">One a made frame; none where nothing was made.</param>
/// <param name="Reasons">Why it was refused; none where it was not.</param>
/// <param name="WaysOut">What can be done instead, the cheapest first.</param>
/// <param name="Facts">Further lines: plate, tool and version, recipe, seed.</param>
/// <param name="Seconds">Wall time of rendering.</param>
/// <param name="Cost">In the show's currency as it is to be printed; empty where nobody named a rate.</param>
/// <param name="ForecastSeconds">What the bid said; null where there was none.</param>
/// <param name="Aspect">Width over height of its pictures.</param>
internal sealed record PageShot(
    string Name,
    string Brief,
    ShotStanding Standing,
    string Done,
    IReadOnlyList<PageFrame> Frames,
    IReadOnlyList<PageMeasure> Measures,
    IReadOnlyList<PageReason> Reasons,
    IReadOnlyList<string> WaysOut,
    IReadOnlyList<PageFact> Facts,
    double Seconds,
    string Cost,
    double? ForecastSeconds = null,
    double Aspect = 16 / 9.0);

/// <summary>Pictures of one frame: file names relative to the page, null where there is no such picture.</summary>
/// <param name="Made">Whether this frame was made; else it is a neighbour, shown for comparison.</param>
/// <param name="Plate">What the plate has; null for a frame that was missing.</param>
/// <param name="Difference">From the truth where it is known, else from the plate, times eight.</param>
/// <param name="Legend">Of the origin picture: a colour as "#rrggbb" and what it stands for.</param>
internal sealed record PageFrame(
    int Number, bool Made, string? Plate, string? Version, string? Origin, string? Difference, IReadOnlyList<OriginKey> Legend, string Note = "");

/// <summary>One colour of an origin picture.</summary>
/// <param name="Colour">As "#rrggbb".</param>
/// <param name="Label">"from 1003".</param>
internal sealed record OriginKey(string Colour, string Label);

/// <summary>What was forecast for a frame and what was measured. PSNR in dB on the display encoding, luma.</summary>
/// <param name="Measured">Against the truth; null where there is none.</param>
/// <param name="Peer">The same for the program it is compared with; null where none ran.</param>
/// <param name="Confidence">Mean, 0..1.</param>
/// <param name="Flagged">A person should look at this frame.</param>
/// <param name="Seconds">Wall time of this frame.</param>
internal sealed record PageMeasure(int Number, string Method, double Forecast, double? Measured, double? Peer, double Confidence, bool Flagged, double Seconds);

/// <param name="Rule">Identifier of the rule: "PRJ-07".</param>
/// <param name="Text">What it says about this shot.</param>
/// <param name="Change">The smallest change that would turn the answer; empty where nothing can.</param>
internal sealed record PageReason(string Rule, string Text, string Change);

/// <param name="Passed">Whether every check held.</param>
/// <param name="Line">The one line of `verify`.</param>
/// <param name="Command">What a stranger types to check it.</param>
/// <param name="Checks">Each check with what it found.</param>
internal sealed record PageCheck(bool Passed, string Line, string Command, IReadOnlyList<PageFact> Checks);
