using System.Text;
using Answerprint.Media.Time;

namespace Answerprint.Production.Delivery;

/// <summary>An Avid Log Exchange file of proxies: heading, columns and data, parted by tabs, lines ended by CR LF as Media Composer writes them.</summary>
public static class AleLog
{
    /// <summary>One master clip.</summary>
    /// <param name="Tape">What the MXF and the list call its tape.</param>
    /// <param name="End">The label after its last frame.</param>
    public sealed record Clip(string Name, string Tape, Timecode Start, Timecode End, string File, string Shot, string Status, string Comments);

    /// <param name="height">Of the pictures, in lines.</param>
    public static string Write(FrameRate rate, int width, int height, IEnumerable<Clip> clips)
    {
        var text = new StringBuilder();
        var format = (width, height) switch { (1920, 1080) => "1080", (1280, 720) => "720", _ => "CUSTOM" };
        Line("Heading");
        Line("FIELD_DELIM", "TABS");
        Line("VIDEO_FORMAT", format);
        Line("AUDIO_FORMAT", "48khz");
        // two figures after the point, as the rates of the format are called: 23.976, 29.97
        Line("FPS", Fps(rate));
        Line();
        Line("Column");
        Line("Name", "Tracks", "Start", "End", "Duration", "Tape", "Source File", "Shot", "Status", "Comments");
        Line();
        Line("Data");
        foreach (var c in clips) Line(c.Name, "V", c.Start.ToString(), c.End.ToString(), Timecode.FromFrame(c.End.Frame - c.Start.Frame, rate, c.Start.IsDropFrame).ToString(), c.Tape, c.File, c.Shot, c.Status, c.Comments);
        return text.ToString();

        void Line(params ReadOnlySpan<string> cells)
        {
            for (var i = 0; i < cells.Length; i++)
            {
                if (i > 0) text.Append('\t');
                foreach (var c in cells[i]) text.Append(char.IsControl(c) ? ' ' : c);
            }
            text.Append("\r\n");
        }
    }

    private static string Fps(FrameRate rate) => rate.PerSecond switch
    {
        var f when Math.Abs(f - Math.Round(f)) < 1e-9 => Math.Round(f).ToString(System.Globalization.CultureInfo.InvariantCulture),
        var f when Math.Abs(f - 23.976) < 0.01 => "23.976",
        var f => f.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture),
    };
}
