using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Editorial;

/// <summary>One list: a CMX 3600 file says one picture track, and at most 999 events.</summary>
/// <param name="Track">"V1"; its parts beyond the first 999 events are "V1.2", "V1.3".</param>
/// <param name="Events">How many events it has; 0 where nothing on the track is switched on.</param>
public sealed record EdlFile(string Track, string Text, int Events);

/// <summary>Writes CMX 3600, a list a picture track; what a list can not say goes to the losses.</summary>
internal sealed class EdlWriter(Timeline timeline, string file, ICollection<Loss> losses)
{
    /// <summary>The format has three digits.</summary>
    public const int MostEvents = 999;

    private readonly Dictionary<string, string> reels = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> tails = new(StringComparer.Ordinal);

    public IReadOnlyList<EdlFile> Write()
    {
        var (events, _) = CutLayout.Of(timeline, file);
        var rate = timeline.Rate;
        if (rate.Nominal > 99) losses.Add(new("", $"labels at {rate} frames a second have three digits; few programs read them in a list"));
        if (events.Any(e => e.Kind != TrackKind.Picture)) losses.Add(new("", "sound is not written"));
        var files = new List<EdlFile>();
        var order = 0;
        for (var i = 0; i < timeline.Tracks.Count; i++)
        {
            if (timeline.Tracks[i].Kind != TrackKind.Picture) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"V{++order}");
            var track = i;
            var mine = events.Where(e => e.TrackIndex == track).ToList();
            if (timeline.Tracks[i].Items.Any(x => x is NestedItem)) losses.Add(new(name, "a nested cut is written as its clips"));
            foreach (var off in mine.Where(e => !e.Enabled)) losses.Add(new(Named(name, off), "a disabled clip is left out: a list has no switch for it"));
            files.AddRange(WriteTrack(name, FoldOverlaps(name, [.. mine.Where(e => e.Enabled)])));
        }
        if (timeline.Markers.Count > 0) losses.Add(new("", $"{timeline.Markers.Count} markers of the whole cut are not written: a list has locators on events only"));
        return files;
    }

    /// <summary>Layers of a nested cut may lie over each other; a list takes the first.</summary>
    private List<CutEvent> FoldOverlaps(string track, List<CutEvent> events)
    {
        var kept = new List<CutEvent>();
        var end = 0;
        foreach (var e in events)
        {
            if (e.Record.Start < end) { losses.Add(new(Named(track, e), "lies over another clip of the same track and is left out")); continue; }
            kept.Add(e);
            end = e.Record.End;
        }
        return kept;
    }

    private IEnumerable<EdlFile> WriteTrack(string track, List<CutEvent> events)
    {
        var groups = new List<string>();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            var before = i > 0 && events[i - 1].Record.End == e.Record.Start ? events[i - 1] : null;
            var after = i + 1 < events.Count && events[i + 1].Record.Start == e.Record.End ? events[i + 1] : null;
            groups.Add(Event(track, e, before));
            // a fade out: black comes in over the tail
            if (e.Out is { } fade && after is null) groups.Add(FadeOut(e, fade));
        }
        var parts = (groups.Count + MostEvents - 1) / MostEvents;
        if (parts > 1) losses.Add(new(track, $"{groups.Count} events are split over {parts} lists of at most {MostEvents}"));
        for (var part = 0; part < Math.Max(1, parts); part++)
        {
            var text = new StringBuilder();
            var suffix = parts > 1 ? $" part {part + 1}" : "";
            text.Append(CultureInfo.InvariantCulture, $"TITLE: {Clean(timeline.Name.Length > 0 ? timeline.Name : "untitled", 60)} {track}{suffix}\n");
            text.Append(timeline.DropFrame ? "FCM: DROP FRAME\n" : "FCM: NON-DROP FRAME\n");
            foreach (var (group, index) in groups.Skip(part * MostEvents).Take(MostEvents).Select((g, n) => (g, n)))
                text.Append('\n').Append(group.Replace(NumberMark, (index + 1).ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal));
            yield return new(part == 0 ? track : $"{track}.{part + 1}", text.ToString(), Math.Clamp(groups.Count - (part * MostEvents), 0, MostEvents));
        }
    }

    // stands for the event's number until it is known; no text of a cut can hold it, for control characters are cleaned away
    private const string NumberMark = "\u0001";

    private string Event(string track, CutEvent e, CutEvent? before)
    {
        var text = new StringBuilder();
        // CMX begins a transition where the picture begins to change: what OpenTimelineIO puts before the cut moves after it
        int head = e.In is null ? 0 : e.HeadOverlap, tail = e.Out is null ? 0 : Frames(e.Out.In);
        var length = e.In is null ? 0 : head + Frames(e.In.Out);
        var record = new FrameRange(e.Record.Start - head, Math.Max(e.Record.Start - head, e.Record.End - tail));
        var reel = Reel(track, e);
        var start = SourceLabel(e, -head);
        var shown = e.Speed == 0 ? 1 : (long)Math.Ceiling(record.Length * Math.Abs(e.Speed) - 1e-9);
        if (e.Media is GeneratorReference { Kind: "black" }) shown = record.Length;
        if (e.In is { } into)
        {
            var (fromReel, fromAt) = before is null ? ("BL", Timecode.FromFrame(0, timeline.Rate, timeline.DropFrame)) : (Reel(track, before), SourceLabel(before, before.Record.Length - head));
            text.Append(Line(fromReel, "C", 0, fromAt, fromAt, Record(record.Start), Record(record.Start)));
            text.Append(Line(reel, TransitionCode(track, e, into), length, start, start.Add(shown), Record(record.Start), Record(record.End)));
            if (before is { Name.Length: > 0 }) text.Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {Clean(before.Name, 200)}\n");
            if (e.Name.Length > 0) text.Append(CultureInfo.InvariantCulture, $"* TO CLIP NAME: {Clean(e.Name, 200)}\n");
        }
        else
        {
            text.Append(Line(reel, "C", 0, start, start.Add(shown), Record(record.Start), Record(record.End)));
            if (e.Name.Length > 0 && !(reel == "BL" && e.Name == "BL")) text.Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {Clean(e.Name, 200)}\n");
        }
        Notes(track, e, reel, start, text);
        return text.ToString();
    }

    private string FadeOut(CutEvent e, TransitionItem fade)
    {
        int before = Frames(fade.In), length = before + Frames(fade.Out);
        var zero = Timecode.FromFrame(0, timeline.Rate, timeline.DropFrame);
        var at = Record(e.Record.End - before);
        var from = SourceLabel(e, e.Record.Length - before);
        return Line(Reel("", e), "C", 0, from, from, at, at) + Line("BL", "D", length, zero, zero.Add(length), at, at.Add(length));
    }

    private void Notes(string track, CutEvent e, string reel, Timecode start, StringBuilder text)
    {
        if (e.Speed != 1)
        {
            var fps = e.Speed * timeline.Rate.Nominal;
            var written = Math.Round(fps, 1, MidpointRounding.AwayFromZero);
            if (Math.Abs(written - fps) > 0.005) losses.Add(new(Named(track, e), string.Create(CultureInfo.InvariantCulture, $"the speed {e.Speed:0.#####} is written as {written:0.0} frames a second")));
            text.Append(CultureInfo.InvariantCulture, $"M2   {reel,-8}       {(written < 0 ? "-" : "")}{Math.Abs(written):000.0}                {start}\n");
        }
        var full = FullReel(e);
        if (e.Reel.Length > 0 && full != reel) text.Append(CultureInfo.InvariantCulture, $"* REEL: {Clean(full, 200)}\n");
        switch (e.Media)
        {
            case ExternalReference { TargetUrl.Length: > 0 } external when external.TargetUrl != e.Name:
                text.Append(CultureInfo.InvariantCulture, $"* {(e.In is null ? "FROM" : "TO")} FILE: {Clean(external.TargetUrl, 1000)}\n");
                break;
            case ImageSequenceReference sequence:
                text.Append(CultureInfo.InvariantCulture, $"* {(e.In is null ? "FROM" : "TO")} FILE: {Clean(sequence.TargetUrlBase + sequence.Pattern, 1000)}\n");
                break;
        }
        if (e.Clip.References.Count > 1) losses.Add(new(Named(track, e), $"only the active media of {e.Clip.References.Count} is written"));
        if (e.Clip.Metadata["cdl"] is JsonObject cdl) Cdl(cdl, text);
        foreach (var marker in e.Clip.Markers) Locator(track, e, marker, text);
        foreach (var effect in e.Clip.Effects.Where(x => x is not LinearTimeWarp)) losses.Add(new(Named(track, e), $"the effect {BadCut.Quote(effect.EffectName)} is not written"));
        if ((e.Clip.Metadata["cmx_3600"] as JsonObject)?["comments"] is JsonArray comments)
            foreach (var comment in comments.OfType<JsonValue>().Where(c => c.GetValueKind() == System.Text.Json.JsonValueKind.String)) text.Append(CultureInfo.InvariantCulture, $"* {Clean(comment.GetValue<string>(), 1000)}\n");
    }

    private void Locator(string track, CutEvent e, Marker marker, StringBuilder text)
    {
        var offset = (marker.Range.Start - e.Source.Start).At(timeline.Rate).Round();
        if (offset < 0 || offset >= e.Record.Length || e.Speed != 1) { losses.Add(new(Named(track, e), $"the marker {BadCut.Quote(marker.Name)} lies outside what is seen and is not written")); return; }
        var words = string.Join(" - ", new[] { marker.Name, marker.Comment }.Where(w => w.Length > 0).Distinct(StringComparer.Ordinal));
        var color = Clean(marker.Color.Length > 0 ? marker.Color.ToUpperInvariant().Replace(' ', '_') : "RED", 20);
        text.Append($"* LOC: {Record(e.Record.Start + (int)offset)} {color,-7} {Clean(words, 400)}".TrimEnd()).Append('\n');
        if (marker.Range.Duration.Numerator > 0) losses.Add(new(Named(track, e), $"the marker {BadCut.Quote(marker.Name)} keeps its start and loses its length"));
    }

    private static void Cdl(JsonObject cdl, StringBuilder text)
    {
        if (cdl["asc_sop"] is JsonObject sop)
        {
            var nine = new[] { "slope", "offset", "power" }.SelectMany(k => (sop[k] as JsonArray)?.Select(v => OtioText.Double(v) ?? double.NaN) ?? []).ToList();
            if (nine.Count == 9 && nine.All(double.IsFinite))
                text.Append("* ASC_SOP ").AppendJoin(' ', nine.Chunk(3).Select(c => $"({string.Join(' ', c.Select(v => v.ToString("0.0#####", CultureInfo.InvariantCulture)))})")).Append('\n');
        }
        if (OtioText.Double(cdl["asc_sat"]) is { } sat && double.IsFinite(sat)) text.Append(CultureInfo.InvariantCulture, $"* ASC_SAT {sat:0.0#####}\n");
    }

    private static string Line(string reel, string kind, int length, Timecode sourceIn, Timecode sourceOut, Timecode recordIn, Timecode recordOut) => string.Create(
        CultureInfo.InvariantCulture, $"{NumberMark}  {reel,-8} V     {kind,-4} {(length > 0 ? length.ToString("000", CultureInfo.InvariantCulture) : ""),3} {sourceIn} {sourceOut} {recordIn} {recordOut}\n");

    private string TransitionCode(string track, CutEvent e, TransitionItem transition)
    {
        if ((transition.Metadata["cmx_3600"] as JsonObject)?["transition"] is JsonValue code && code.GetValueKind() == System.Text.Json.JsonValueKind.String &&
            code.GetValue<string>() is ['W', _, _, _] wipe && wipe.Skip(1).All(char.IsAsciiDigit)) return wipe;
        if (transition.Type == "SMPTE_Wipe") return "W001";
        if (transition.Type != "SMPTE_Dissolve") losses.Add(new(Named(track, e), $"the transition {BadCut.Quote(transition.Type)} is written as a dissolve"));
        return "D";
    }

    /// <summary>The label of the source frame so many record frames after the event's first.</summary>
    private Timecode SourceLabel(CutEvent e, int offset)
    {
        var moment = e.Source.Start.At(timeline.Rate) + new RationalTime(offset, timeline.Rate).Times(e.Speed < 0 ? 1 : e.Speed);
        return Timecode.FromFrame(moment.Floor(), timeline.Rate, timeline.DropFrame);
    }

    private static string FullReel(CutEvent e) => e.Reel.Length > 0 ? e.Reel : e.Media switch
    {
        GeneratorReference { Kind: "black" } => "BL",
        ExternalReference external => Path.GetFileNameWithoutExtension(external.FileName),
        ImageSequenceReference sequence => sequence.NamePrefix.TrimEnd('.', '_', '-'),
        _ => "",
    };

    /// <summary>At most eight of A-Z a-z 0-9 . _ -; two reels never become one.</summary>
    private string Reel(string track, CutEvent e)
    {
        var full = FullReel(e);
        if (full.Length == 0) return "AX";
        if (reels.TryGetValue(full, out var known)) return known;
        var clean = new string([.. full.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')]);
        var shortName = clean.Length > 8 ? clean[..8] : clean;
        // the numbers that names of one beginning have used are never tried again
        var beginning = shortName;
        for (var n = tails.GetValueOrDefault(beginning, 1); !taken.Add(shortName) && n < 10_000_000; n++)
        {
            var tail = n.ToString(CultureInfo.InvariantCulture);
            shortName = (clean.Length > 8 - tail.Length ? clean[..(8 - tail.Length)] : clean) + tail;
            tails[beginning] = n + 1;
        }
        if (shortName != full && e.Reel.Length > 0) losses.Add(new(Named(track, e), $"the reel {BadCut.Quote(full)} is written as {shortName}, with the whole name in a REEL comment"));
        return reels[full] = shortName;
    }

    private Timecode Record(int frame) => timeline.RecordTimecode(frame);

    private int Frames(RationalTime time) => (int)Math.Clamp(time.At(timeline.Rate).Ceiling(), 0, CutLayout.MostFrames);

    private static string Named(string track, CutEvent e) => $"{track} {e.RecordStart}{(e.Name.Length > 0 ? $" ({Clean(e.Name, 60)})" : "")}";

    private static string Clean(string text, int most)
    {
        var clean = new string([.. text.Take(most).Select(c => char.IsControl(c) ? ' ' : c)]);
        return clean.Trim();
    }
}
