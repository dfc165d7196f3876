using Answerprint.Media.Colour;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>One clip or grade of a list.</summary>
/// <param name="Line">In the file, from 1; 0 where it comes from a cut.</param>
/// <param name="Name">The clip's name, or the grade's id.</param>
/// <param name="Reel">Tape or reel; empty where none is said.</param>
/// <param name="Start">The label of the first frame.</param>
/// <param name="End">The label of the first frame after.</param>
/// <param name="Fields">A value a column of the list.</param>
public sealed record ClipEntry(int Line, string Name, string Reel, Timecode? Start, Timecode? End, Cdl? Grade, IReadOnlyList<string> Fields);

/// <summary>Clips or grades without an order in time: an Avid log (ALE), grades (.cc, .ccc, .cdl), the clips of an event.</summary>
/// <param name="Kind">"ale", "cc", "ccc", "cdl", "fcpxml".</param>
/// <param name="Rate">Frames a second that the whole list says; null where it says none.</param>
/// <param name="Heading">What stands above the list, name and value, in the order of the file.</param>
/// <param name="Warnings">What was guessed or not understood, with its line.</param>
public sealed record ClipList(
    string File, string Kind, FrameRate? Rate, IReadOnlyList<(string Name, string Value)> Heading, IReadOnlyList<string> Columns, IReadOnlyList<ClipEntry> Entries, IReadOnlyList<string> Warnings)
{
    public const int MostEntries = 200_000;

    /// <summary>Whether a file's suffix names a list of clips or grades.</summary>
    public static bool IsList(string path) => Path.GetExtension(path).ToUpperInvariant() is ".ALE" or ".CC" or ".CCC" or ".CDL";

    /// <summary>Reads a list by its suffix.</summary>
    /// <param name="rate">Frames a second, for labels of a list that says none; null: what it says.</param>
    /// <exception cref="Media.Frames.BadInputException">The file is not there or is no such list; with the line.</exception>
    public static ClipList Read(string path, FrameRate? rate = null) => Read(CutFile.Read(path, CutElement.MostBytes), path, rate);

    /// <inheritdoc cref="Read(string, FrameRate?)"/>
    /// <param name="file">Its name, for messages; its suffix says the format.</param>
    public static ClipList Read(byte[] bytes, string file, FrameRate? rate) =>
        Path.GetExtension(file).Equals(".ale", StringComparison.OrdinalIgnoreCase) ? new AleReader(file, rate).Read(bytes) : new GradeReader(file).Read(bytes);

    /// <summary>The list of a cut: a line for each picture event that is switched on, in record order.</summary>
    public static ClipList Of(Turnover cut)
    {
        string[] columns = ["Name", "Tape", "Start", "End", "Duration", "Tracks", "Source File", "Record Start", "ASC_SOP", "ASC_SAT", "Comments"];
        var rate = cut.Timeline.Rate;
        var entries = new List<ClipEntry>();
        foreach (var e in cut.Events.Where(e => e.Kind == TrackKind.Picture && e.Enabled && e.Media is not GeneratorReference))
        {
            var (first, end) = e.SourceFrames();
            var drop = e.RecordStart.IsDropFrame && Timecode.CanDrop(rate);
            var (sop, saturation) = CdlText.Read(e.Clip.Metadata["cdl"]);
            Timecode start = Timecode.FromFrame(first, rate, drop), after = Timecode.FromFrame(end, rate, drop);
            var path = e.Media switch { ExternalReference external => external.TargetUrl, ImageSequenceReference sequence => sequence.TargetUrlBase + sequence.Pattern, _ => "" };
            entries.Add(new(0, e.Name, e.Reel, start, after, GradeOf(sop, saturation, e.Name),
            [
                e.Name, e.Reel, start.ToString(), after.ToString(), Timecode.FromFrame(end - first, rate, drop).ToString(), "V", path, e.RecordStart.ToString(),
                sop is null ? "" : CdlText.Sop(sop), saturation is { } s ? CdlText.Number(s) : "", string.Join(" / ", e.Clip.Markers.Select(m => m.Name.Length > 0 ? m.Name : m.Comment).Where(t => t.Length > 0)),
            ]));
        }
        (string, string)[] heading = [("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", "1080"), ("AUDIO_FORMAT", "48khz"), ("FPS", AleWriter.RateText(rate))];
        return new(cut.File, "ale", rate, heading, columns, entries, []);
    }

    internal static Cdl? GradeOf(double[]? sop, double? saturation, string id)
    {
        if (sop is null && saturation is null) return null;
        float[] Three(int from, float otherwise) => sop is null ? [otherwise, otherwise, otherwise] : [(float)sop[from], (float)sop[from + 1], (float)sop[from + 2]];
        return new(Three(0, 1), Three(3, 0), Three(6, 1), (float)(saturation ?? 1), id);
    }
}
