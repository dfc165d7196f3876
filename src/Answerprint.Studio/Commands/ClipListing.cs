using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`cut` on a list of clips or grades: shows it and writes it as another list.</summary>
internal static class ClipListing
{
    /// <summary>Whether a list can be written under this name.</summary>
    public static bool Writes(string path) => Suffix(path) is ".CSV" or ".ALE" or ".CC" or ".CCC" or ".CDL";

    /// <summary>Whether a file of this suffix may hold several cuts.</summary>
    public static bool HoldsSeveral(string path) => Suffix(path) is ".OTIO" or ".OTIOZ" or ".OTIOD" or ".FCPXML" or ".FCPXMLD" or ".XML";

    /// <summary>The list in a file; null where it holds a cut.</summary>
    public static ClipList? Of(Session session, string file, FrameRate? rate)
    {
        if (ClipList.IsList(file)) return session.Apart(() => ClipList.Read(file, rate));
        return Suffix(file) is ".FCPXML" or ".FCPXMLD" ? session.Apart(() => FcpxmlClips.Read(file, rate)) : null;
    }

    public static Outcome Show(Session session, ClipList list, string? to)
    {
        session.Say($"{Path.GetFileName(list.File)}: {Counted.Of(list.Entries.Count, "clip")}{(list.Rate is { } rate ? $" at {rate}" : "")}, {Counted.Of(list.Entries.Count(e => e.Grade is not null), "grade")}");
        CutCommand.Table(session, ["line", "name", "reel", "start", "end", "slope, offset, power", "saturation"], list.Entries.Select(e => (string[])
        [
            e.Line.ToString(CultureInfo.InvariantCulture), e.Name, e.Reel, e.Start?.ToString() ?? "", e.End?.ToString() ?? "", e.Grade is { } g ? $"{Three(g.Slope)} {Three(g.Offset)} {Three(g.Power)}" : "", e.Grade is { } s ? Text(s.Saturation) : "",
        ]));
        foreach (var warning in list.Warnings) session.Say($"note: {warning}");
        var result = Describe(list);
        if (to is not null)
        {
            if (!Writes(to)) throw new FormatException($"'{to}' is a cut, and a list of clips or grades has no order in time; name a .csv, .ale, .cc, .ccc or .cdl file");
            var losses = new List<Loss>();
            CutCommand.Write(session, list.File, [(to, Bytes(list, to, losses))], losses, result);
        }
        return Outcome.Done(result);
    }

    /// <summary>A cut as a list.</summary>
    public static byte[] Bytes(Turnover cut, string to, ICollection<Loss> losses)
    {
        if (Suffix(to) == ".CSV") return Encoding.UTF8.GetBytes(CountSheet.Of(cut));
        var list = ClipList.Of(cut);
        if (Suffix(to) == ".ALE") losses.Add(new("", "a log has no record side: order, tracks, transitions and speeds are not written"));
        foreach (var off in cut.Events.Where(e => e.Kind == TrackKind.Picture && !e.Enabled)) losses.Add(new($"{off.Track} {off.RecordStart}", "a disabled clip is left out"));
        return Bytes(list, to, losses);
    }

    private static byte[] Bytes(ClipList list, string to, ICollection<Loss> losses)
    {
        switch (Suffix(to))
        {
            case ".CSV":
                return Encoding.UTF8.GetBytes(CountSheet.Of(list));
            case ".ALE":
                if (list.Kind != "ale") list = AsLog(list);
                return Encoding.UTF8.GetBytes(AleWriter.Text(list));
            default:
                if (list.Kind == "ale" && list.Columns.Count > 0) losses.Add(new("", "only names and grades are written"));
                return GradeWriter.Write(list, Suffix(to), losses);
        }
    }

    /// <summary>Grades or clips in the columns of a log.</summary>
    private static ClipList AsLog(ClipList list) => list with
    {
        Kind = "ale",
        Heading = [("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", "1080"), ("AUDIO_FORMAT", "48khz"), ("FPS", AleWriter.RateText(list.Rate ?? list.Entries.Select(e => e.Start?.Rate).OfType<FrameRate>().FirstOrDefault(new FrameRate(24))))],
        Columns = ["Name", "Tape", "Start", "End", "ASC_SOP", "ASC_SAT", .. list.Columns],
        Entries = [.. list.Entries.Select(e => e with
        {
            Fields = [e.Name, e.Reel, e.Start?.ToString() ?? "", e.End?.ToString() ?? "", e.Grade is { } g ? $"({Three(g.Slope)})({Three(g.Offset)})({Three(g.Power)})" : "", e.Grade is { } s ? Text(s.Saturation) : "", .. e.Fields],
        })],
    };

    private static JsonObject Describe(ClipList list) => new()
    {
        ["file"] = list.File,
        ["kind"] = list.Kind,
        ["rate"] = list.Rate?.ToString(),
        ["heading"] = new JsonArray([.. list.Heading.Select(h => (JsonNode)new JsonArray(h.Name, h.Value))]),
        ["columns"] = new JsonArray([.. list.Columns.Select(c => (JsonNode)c)]),
        ["clips"] = new JsonArray([.. list.Entries.Select(e => (JsonNode)new JsonObject
        {
            ["line"] = e.Line, ["name"] = e.Name, ["reel"] = e.Reel, ["start"] = e.Start?.ToString(), ["end"] = e.End?.ToString(),
            ["grade"] = e.Grade is { } g ? new JsonObject { ["slope"] = Numbers(g.Slope), ["offset"] = Numbers(g.Offset), ["power"] = Numbers(g.Power), ["saturation"] = g.Saturation } : null,
            ["fields"] = new JsonArray([.. e.Fields.Select(f => (JsonNode)f)]),
        })]),
        ["warnings"] = new JsonArray([.. list.Warnings.Select(w => (JsonNode)w)]),
    };

    private static JsonArray Numbers(float[] values) => new([.. values.Select(v => (JsonNode)v)]);

    private static string Three(float[] values) => string.Join(' ', values.Select(Text));

    private static string Text(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Suffix(string path) => Path.GetExtension(path.TrimEnd('/', '\\')).ToUpperInvariant();
}
