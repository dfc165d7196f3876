using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>Frames to ask for again: what a lab or data wrangler needs to find them.</summary>
/// <param name="Reel">Empty where the cut says none.</param>
/// <param name="Clip">What the cut calls it.</param>
/// <param name="File">The file name that the cut or the folder knows; may be empty.</param>
/// <param name="In">The label of the first frame wanted, handles included.</param>
/// <param name="Frames">How many are wanted.</param>
/// <param name="Record">Where the cut shows it.</param>
/// <param name="Why">One sentence without full stop.</param>
public sealed record PullLine(string Reel, string Clip, string File, Timecode In, int Frames, Timecode Record, string Why)
{
    /// <summary>Frames more than are missing, on each side.</summary>
    public const int Handles = 8;

    /// <summary>The label after the last frame.</summary>
    public Timecode Out => In.Add(Frames);

    public string Words => $"{(Reel.Length > 0 ? $"reel {Reel}, " : "reel unknown, ")}{(File.Length > 0 ? File : Clip.Length > 0 ? Clip : "no name")}, {In}-{Out.Add(-1)} ({Frames} frames with handles of {Handles})";

    public JsonObject Write() => new()
    {
        ["reel"] = Reel.Length > 0 ? Reel : "unknown", ["clip"] = Clip, ["file"] = File, ["in"] = In.ToString(), ["out"] = Out.ToString(), ["frames"] = Frames, ["record"] = Record.ToString(), ["why"] = Why,
    };

    /// <summary>What is to be asked for again of a missing span; null where the cut does not say what it is, or where only handles lack.</summary>
    public static PullLine? Of(MissingSpan span, Timeline timeline)
    {
        if (span.Event?.Event is not { } e || span.Kind is MissingKind.Gap or MissingKind.Slug or MissingKind.ShortHandles) return null;
        var reel = e.Reel is "AX" or "BL" or "BLACK" ? "" : e.Reel;
        var file = e.Media switch { ExternalReference external => external.FileName, ImageSequenceReference sequence => sequence.Pattern, _ => span.Take?.Name ?? "" };
        if (reel.Length == 0 && file.Length == 0 && e.Name.Length == 0) return null;
        var (first, end) = e.SourceFrames(e.HeadOverlap, e.TailOverlap);
        if (span.Take is { } take && span.PlateFrames.Count > 0) (first, end) = (take.AvailableStart + ((span.PlateFrames[0] - take.First) / take.Step), take.AvailableStart + ((span.PlateFrames[^1] - take.First) / take.Step) + 1);
        var rate = e.Source.Start.Rate.Nominal is > 0 and <= Timecode.MostNominal ? e.Source.Start.Rate : timeline.Rate;
        var start = Math.Max(0, first - Handles);
        return new(reel, e.Name, file, Timecode.FromFrame(start, rate, e.RecordStart.IsDropFrame && Timecode.CanDrop(rate)), (int)Math.Min(int.MaxValue, end + Handles - start), span.RecordStart, span.Kind switch
        {
            MissingKind.Holes => "frames inside it are missing",
            MissingKind.ShortMedia => "it is shorter than the cut needs",
            _ => "it is not there",
        });
    }
}

/// <summary>A request for frames, for people and for the programs of labs: CSV, ALE or a CMX 3600 list.</summary>
public sealed record PullList(string Title, FrameRate Rate, IReadOnlyList<PullLine> Lines)
{
    /// <summary>The suffixes that can be written.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = [".csv", ".ale", ".edl"];

    public static PullList Of(ConformedCut cut, SurveyReport survey) => new(
        cut.Cut.Timeline.Name.Length > 0 ? cut.Cut.Timeline.Name : Path.GetFileNameWithoutExtension(cut.Cut.File), cut.Cut.Timeline.Rate,
        [.. survey.Missing.Select(m => PullLine.Of(m, cut.Cut.Timeline)).OfType<PullLine>()]);

    /// <summary>The file by its suffix. What it can not hold (an .edl cuts reels off) stands in <paramref name="losses"/>.</summary>
    /// <exception cref="FormatException">Another suffix.</exception>
    public byte[] Bytes(string path, ICollection<Loss> losses) => Encoding.UTF8.GetBytes(Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => Csv(),
        ".ale" => Ale(),
        ".edl" => Edl(losses),
        var other => throw new FormatException($"'{other}' is no pull list; name one of {string.Join(" ", Suffixes)}"),
    });

    private string Csv()
    {
        var text = new StringBuilder("reel,clip,file,in,out,frames,record,why\r\n");
        foreach (var l in Lines) text.AppendJoin(',', ((string[])[l.Reel, l.Clip, l.File, l.In.ToString(), l.Out.ToString(), l.Frames.ToString(CultureInfo.InvariantCulture), l.Record.ToString(), l.Why]).Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    // a cell that begins like a formula must not become one when a spreadsheet opens the file
    private static string Cell(string text)
    {
        if (text.Length > 1 && text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private string Ale()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\tCUSTOM\nFPS\t{Rate.PerSecond:0.###}\n\nColumn\nName\tTracks\tStart\tEnd\tTape\tSource File\tComments\n\nData\n");
        foreach (var l in Lines) text.AppendJoin('\t', ((string[])[l.Clip.Length > 0 ? l.Clip : l.File, "V", l.In.ToString(), l.Out.ToString(), l.Reel, l.File, l.Why]).Select(c => string.Concat(c.Where(x => !char.IsControl(x))))).Append('\n');
        return text.ToString();
    }

    /// <summary>One event a request, end to end on the record side.</summary>
    private string Edl(ICollection<Loss> losses)
    {
        var clips = Lines.Select(l => (TrackItem)new ClipItem(
            l.Clip, Enabled: true, new(new RationalTime(l.In.Frame, Rate), new RationalTime(l.Frames, Rate)),
            new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = l.File.Length > 0 ? new ExternalReference(l.File, l.File, null, []) : MissingReference.Unnamed },
            ClipItem.DefaultKey, [], [], []) { Reel = l.Reel }).ToList();
        var timeline = new Timeline($"{Title} pulls", Rate, RationalTime.Zero(Rate), Lines.Any(l => l.In.IsDropFrame), [new Track("V", TrackKind.Picture, "Video", Enabled: true, null, clips, [], [], [])], [], []);
        var edl = EdlDocument.From(timeline);
        foreach (var loss in edl.Losses) losses.Add(loss);
        return edl.Files.Count > 0 ? edl.Files[0].Text : $"TITLE: {Title} pulls\n";
    }
}
