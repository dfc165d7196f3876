using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Delivery;

/// <summary>The proxies of a package as a log (ALE): what an Avid bin takes them in by.</summary>
internal static class ProxyLog
{
    /// <summary>One proxy.</summary>
    /// <param name="Tape">What the MXF and the list call its tape.</param>
    /// <param name="End">The label after its last frame.</param>
    public sealed record Clip(string Name, string Tape, Timecode Start, Timecode End, string File, string Shot, string Status, string Comments);

    public static string Text(FrameRate rate, int width, int height, IEnumerable<Clip> clips)
    {
        var format = (width, height) switch { (1920, 1080) => "1080", (1280, 720) => "720", _ => "CUSTOM" };
        (string, string)[] heading = [("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", format), ("AUDIO_FORMAT", "48khz"), ("FPS", AleWriter.RateText(rate))];
        string[] columns = ["Name", "Tracks", "Start", "End", "Duration", "Tape", "Source File", "Shot", "Status", "Comments"];
        var entries = clips.Select(c => new ClipEntry(0, c.Name, c.Tape, c.Start, c.End, null,
            [c.Name, "V", c.Start.ToString(), c.End.ToString(), Timecode.FromFrame(c.End.Frame - c.Start.Frame, rate, c.Start.IsDropFrame).ToString(), c.Tape, c.File, c.Shot, c.Status, c.Comments]));
        return AleWriter.Text(new("", "ale", rate, heading, columns, [.. entries], []));
    }
}
