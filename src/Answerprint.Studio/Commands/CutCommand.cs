using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Studio.Commands;

/// <summary>Reads any cut: its events as a table or JSON; converts it; compares two.</summary>
internal static class CutCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = $"The cut: {CutFile.Kinds}; or a list of clips or grades: .ale, .cc, .ccc, .cdl" };
    private static readonly Option<string?> Rate = new("--rate") { Description = "Frames a second: 24, 23.976, 30000/1001. An EDL says none, so it must be given" };
    private static readonly Option<string?> To = new("--to") { Description = "Writes the cut as this .otio or .edl (an EDL a picture track), count sheet .csv, log .ale or grades .cc, .ccc, .cdl, and says what is lost" };
    private static readonly Option<string?> For = new("--for") { Description = "Fits an .otio to a program: any, resolve, openrv, xstudio, premiere" };
    private static readonly Option<string?> Sequence = new("--sequence") { Description = "Which sequence, project or timeline of a file that holds several: its name, or #1, #2 …" };
    private static readonly Option<string?> Against = new("--against") { Description = "Compares with this newer cut, event by event" };

    public static Command Create()
    {
        var command = new Command("cut", "Reads a cut and shows its events, converts it, or compares two. Example: answerprint cut reel1.edl --rate 24 --to reel1.otio");
        command.Arguments.Add(File);
        foreach (var option in (Option[])[Rate, Sequence, To, For, Against]) command.Options.Add(option);
        return command.Does(Run);
    }

    private static Outcome Run(Session session, ParseResult parsed)
    {
        var file = parsed.GetValue(File)!;
        var rate = parsed.GetValue(Rate) is { } text ? FrameRate.Parse(text) : (FrameRate?)null;
        var host = OtioHost.Parse(parsed.GetValue(For) ?? "");
        var to = parsed.GetValue(To);
        if (host != CutHost.Any && (to is null || Suffix(to) != ".OTIO")) throw new FormatException("--for fits an .otio file: add --to NAME.otio");
        if (to is not null && Suffix(to) is not (".OTIO" or ".EDL") && !ClipListing.Writes(to)) throw new FormatException($"'{to}' is no cut or list that can be written; name an .otio, .edl, .csv, .ale, .cc, .ccc or .cdl file");
        Output.CheckFile("--to", to);
        var newer = parsed.GetValue(Against);
        if (ClipListing.Of(session, file, rate) is { } list)
        {
            if (newer is not null) throw new FormatException("--against compares cuts, and this is a list of clips or grades");
            return ClipListing.Show(session, list, to);
        }
        var sequence = parsed.GetValue(Sequence);
        var (cut, result) = session.Apart(() => Turnover.Read(file, rate, sequence) is var read ? (read, Describe(read)) : default);
        if (newer is not null)
        {
            // labels of a list are read at the rate of the cut that it stands against
            var changes = session.Apart(() => CutCompare.Run(cut, Turnover.Read(newer, rate ?? (Turnover.NeedsRate(newer) ? cut.Timeline.Rate : null), ClipListing.HoldsSeveral(newer) ? sequence : null)));
            ShowChanges(session, changes);
            result["changes"] = new JsonArray([.. changes.Select(c => (JsonNode)new JsonObject
            {
                ["change"] = c.Kind.ToString().ToLowerInvariant(), ["name"] = (c.New ?? c.Old)!.Name, ["old"] = c.Old?.Number, ["new"] = c.New?.Number,
                ["head"] = c.Head, ["tail"] = c.Tail, ["moved"] = c.Moved, ["words"] = c.Words,
            })]);
        }
        else ShowEvents(session, cut);
        foreach (var warning in cut.Warnings) session.Say($"note: {warning}");
        if (to is not null) Convert(session, cut, to, host, result);
        return Outcome.Done(result);
    }

    private static void Convert(Session session, Turnover cut, string to, CutHost host, JsonObject result)
    {
        List<(string Path, byte[] Bytes)> files = [];
        var losses = new List<Loss>();
        switch (Suffix(to))
        {
            case ".OTIO":
                var document = cut.Document;
                files.Add((to, (host == CutHost.Any ? document : document.For(host, losses)).ToBytes()));
                break;
            case ".EDL":
                var edl = EdlDocument.From(cut.Timeline, cut.File);
                losses.AddRange(edl.Losses);
                foreach (var empty in edl.Files.Where(f => f.Events == 0)) losses.Add(new(empty.Track, "nothing on it is switched on: no list is written"));
                files.AddRange(edl.Files.Where(f => f.Events > 0).Select((f, i) => (i == 0 ? to : Path.ChangeExtension(to, $".{f.Track}.edl"), Encoding.UTF8.GetBytes(f.Text))));
                if (files.Count == 0) throw new BadInputException("no-picture", cut.File, "", "the cut has no clip that is switched on and that a list can say", "Write an .otio");
                break;
            default:
                files.Add((to, ClipListing.Bytes(cut, to, losses)));
                break;
        }
        Write(session, cut.File, files, losses, result);
    }

    /// <summary>Writes what was made, and says what was lost on the way.</summary>
    internal static void Write(Session session, string from, List<(string Path, byte[] Bytes)> files, List<Loss> losses, JsonObject result)
    {
        foreach (var (path, bytes) in files)
        {
            if (Path.GetFullPath(path) == Path.GetFullPath(from)) throw new BadInputException("same-file", path, "", "a cut is never written over itself", "Name another file with --to");
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder)) throw new BadInputException("no-folder", folder, "", "there is no such folder", "Make it, or name another with --to");
            WholeFile.Write(path, bytes);
            session.Say($"wrote {path}");
        }
        foreach (var loss in losses) session.Say($"lost: {loss}");
        result["written"] = new JsonArray([.. files.Select(f => (JsonNode)f.Path)]);
        result["losses"] = new JsonArray([.. losses.Select(l => (JsonNode)new JsonObject { ["place"] = l.Place, ["what"] = l.What })]);
    }

    private static void ShowEvents(Session session, Turnover cut)
    {
        var timeline = cut.Timeline;
        session.Say($"{(timeline.Name.Length > 0 ? timeline.Name : Path.GetFileName(cut.File))}: {Counted.Of(cut.Events.Count, "event")} on {Counted.Of(timeline.Tracks.Count, "track")}, {Counted.Of(cut.PictureLength, "frame")} at {timeline.Rate}{(timeline.DropFrame ? " drop-frame" : "")} from {timeline.RecordTimecode(0)}");
        Table(session, ["event", "track", "name", "reel", "source in", "source out", "record in", "record out", "media", "status"], cut.Events.Select(e => (string[])
        [
            e.Number.ToString(CultureInfo.InvariantCulture), e.Track.Length > 0 ? e.Track : $"#{e.TrackIndex + 1}", e.Name, e.Reel, Source(e).In, Source(e).Out, e.RecordStart.ToString(), e.RecordEnd.ToString(), MediaWords(e.Media), Status(e),
        ]));
    }

    private static void ShowChanges(Session session, IReadOnlyList<EventChange> changes)
    {
        session.Say(string.Join(", ", changes.GroupBy(c => c.Kind).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key.ToString().ToLowerInvariant()}")));
        Table(session, ["change", "name", "old record in", "new record in"], changes.Select(c => (string[])
            [c.Words, (c.New ?? c.Old)!.Name, c.Old?.RecordStart.ToString() ?? "", c.New?.RecordStart.ToString() ?? ""]));
    }

    internal static void Table(Session session, string[] heading, IEnumerable<string[]> rows)
    {
        var lines = rows.Prepend(heading).Select(r => r.Select(Cell).ToArray()).ToList();
        var widths = heading.Select((_, i) => lines.Max(l => l[i].Length)).ToArray();
        foreach (var line in lines) session.Say(string.Join("  ", line.Select((c, i) => c.PadRight(widths[i]))).TrimEnd());

        static string Cell(string text)
        {
            var clean = new string([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
            return clean.Length > 44 ? clean[..43] + "…" : clean;
        }
    }

    private static JsonObject Describe(Turnover cut) => new()
    {
        ["file"] = cut.File,
        ["kind"] = cut.Format,
        ["sha256"] = cut.Sha256,
        ["name"] = cut.Timeline.Name,
        ["rate"] = cut.Timeline.Rate.ToString(),
        ["dropFrame"] = cut.Timeline.DropFrame,
        ["start"] = cut.Timeline.RecordTimecode(0).ToString(),
        ["frames"] = cut.PictureLength,
        ["tracks"] = new JsonArray([.. cut.Timeline.Tracks.Select(t => (JsonNode)new JsonObject { ["name"] = t.Name, ["kind"] = t.Kind.ToString().ToLowerInvariant(), ["enabled"] = t.Enabled })]),
        ["events"] = new JsonArray([.. cut.Events.Select(e => (JsonNode)new JsonObject
        {
            ["event"] = e.Number, ["track"] = e.Track, ["name"] = e.Name, ["reel"] = e.Reel,
            ["sourceIn"] = Source(e).In, ["sourceOut"] = Source(e).Out, ["sourceFrames"] = new JsonArray(e.SourceFrames().First, e.SourceFrames().End),
            ["recordIn"] = e.RecordStart.ToString(), ["recordOut"] = e.RecordEnd.ToString(), ["recordFrames"] = new JsonArray(e.Record.Start, e.Record.End),
            ["speed"] = e.Speed, ["enabled"] = e.Enabled, ["media"] = MediaWords(e.Media), ["transitionIn"] = e.In?.Type, ["transitionOut"] = e.Out?.Type, ["headOverlap"] = e.HeadOverlap, ["tailOverlap"] = e.TailOverlap,
            ["effects"] = new JsonArray([.. e.Clip.Effects.Where(x => x is not LinearTimeWarp).Select(x => (JsonNode)(x.Name.Length > 0 ? x.Name : x.EffectName))]), ["status"] = Status(e),
            ["markers"] = new JsonArray([.. e.Clip.Markers.Select(m => (JsonNode)new JsonObject { ["name"] = m.Name, ["color"] = m.Color, ["comment"] = m.Comment, ["at"] = m.Range.Start.Round() })]),
        })]),
        ["warnings"] = new JsonArray([.. cut.Warnings.Select(w => (JsonNode)w)]),
    };

    private static (string In, string Out) Source(CutEvent e)
    {
        var rate = e.Source.Start.Rate;
        if (rate.Nominal > Timecode.MostNominal) return (Seconds(e.Source.Start), Seconds(e.Source.End));
        var (first, end) = e.SourceFrames();
        var drop = e.RecordStart.IsDropFrame && Timecode.CanDrop(rate);
        return (Timecode.FromFrame(first, rate, drop).ToString(), Timecode.FromFrame(end, rate, drop).ToString());

        static string Seconds(RationalTime time) => time.Seconds.ToString("0.000 s", CultureInfo.InvariantCulture);
    }

    private static string MediaWords(MediaReference media) => media switch
    {
        ExternalReference file => file.FileName,
        ImageSequenceReference sequence => sequence.Pattern,
        GeneratorReference generator => generator.Kind,
        MissingReference => "",
        UnknownReference unknown => unknown.Schema,
        _ => "",
    };

    private static string Status(CutEvent e) => string.Join(", ", new[]
    {
        e.Enabled ? "" : "off",
        e.Speed == 0 ? "freeze" : e.Speed == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"speed {e.Speed * 100:0.##} %"),
        e.In is null ? "" : e.In.Type.Contains("Wipe", StringComparison.OrdinalIgnoreCase) ? "wipe in" : "dissolve in",
        e.Media is MissingReference && e.Reel.Length == 0 ? "no media named" : "",
    }.Where(s => s.Length > 0).DefaultIfEmpty("ok"));

    private static string Suffix(string path) => Path.GetExtension(path).ToUpperInvariant();
}
