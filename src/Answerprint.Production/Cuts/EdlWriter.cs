using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

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
        var files = new List<EdlFile>();
        var byTrack = events.ToLookup(e => e.TrackIndex);
        var sound = Sound(byTrack);
        var order = 0;
        for (var i = 0; i < timeline.Tracks.Count; i++)
        {
            if (timeline.Tracks[i].Kind != TrackKind.Picture) continue;
            var name = string.Create(CultureInfo.InvariantCulture, $"V{++order}");
            var track = i;
            var mine = byTrack[track].ToList();
            if (timeline.Tracks[i].Items.Any(x => x is NestedItem)) losses.Add(new(name, "a nested cut is written as its clips"));
            if (timeline.Tracks[i].Name is { Length: > 0 } called && called != name) losses.Add(new(name, $"the name of the track ({BadCut.Quote(called)}) is not written"));
            foreach (var off in mine.Where(e => !e.Enabled)) losses.Add(new(Named(name, off), "a disabled clip is left out: a list has no switch for it"));
            var groups = Groups(name, FoldOverlaps(name, [.. mine.Where(e => e.Enabled)]));
            // sound goes with the lowest picture track
            files.AddRange(WriteTrack(name, order == 1 ? Merge(groups, sound) : groups));
        }
        if (order == 0 && sound.Count > 0) files.AddRange(WriteTrack("A", Merge([], sound)));
        Unsaid(events);
        return files;
    }

    /// <summary>What a list has no words for, counted.</summary>
    private void Unsaid(IReadOnlyList<CutEvent> events)
    {
        if (timeline.Markers.Count > 0) losses.Add(new("", $"{timeline.Markers.Count} markers of the whole cut are not written: a list has locators on events only"));
        var others = timeline.Tracks.Sum(t => t.Markers.Count + t.Items.OfType<TimedItem>().Where(i => i is not ClipItem).Sum(i => i.Markers.Count));
        if (others > 0) losses.Add(new("", $"{others} markers of tracks, gaps and nested cuts are not written"));
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        int metadata = 0, ranges = 0;
        foreach (var e in events.Where(e => e.Enabled))
        {
            var unknown = e.Clip.Metadata.Where(m => m.Key is not ("cmx_3600" or "cdl")).Select(m => m.Key).ToList();
            if (unknown.Count > 0) metadata++;
            keys.UnionWith(unknown);
            if (e.Media.AvailableRange is not null) ranges++;
        }
        if (metadata > 0) losses.Add(new("", $"metadata of {metadata} clips is not written ({BadCut.Clean(string.Join(", ", keys.Take(12)), 200)}{(keys.Count > 12 ? " …" : "")})"));
        if (ranges > 0) losses.Add(new("", $"how far the media of {ranges} clips reaches is not written"));
    }

    /// <summary>The events of sound that are switched on, each with its channel.</summary>
    private List<(Group Group, int Channel)> Sound(ILookup<int, CutEvent> events)
    {
        var groups = new List<(Group, int)>();
        var used = new HashSet<int>();
        var rounded = 0;
        for (var i = 0; i < timeline.Tracks.Count; i++)
        {
            if (timeline.Tracks[i].Kind == TrackKind.Picture) continue;
            var track = i;
            // a track that is named by its channel keeps it
            var channel = timeline.Tracks[i].Name is ['A', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var own) && own is > 0 and < 100 && !used.Contains(own) ? own : Enumerable.Range(1, 100).First(n => n == 100 || !used.Contains(n));
            var name = string.Create(CultureInfo.InvariantCulture, $"A{channel}");
            var mine = events[track].ToList();
            if (timeline.Tracks[i].Kind == TrackKind.Other || channel > 99)
            {
                losses.Add(new(timeline.Tracks[i].Name, $"a track of the kind {BadCut.Quote(timeline.Tracks[i].KindName)} is not written"));
                continue;
            }
            used.Add(channel);
            foreach (var off in mine.Where(e => !e.Enabled)) losses.Add(new(Named(name, off), "a disabled clip is left out: a list has no switch for it"));
            rounded += mine.Count(e => !e.Source.Start.At(timeline.Rate).IsWhole);
            foreach (var group in Groups(name, FoldOverlaps(name, [.. mine.Where(e => e.Enabled)]))) groups.Add((group, channel));
        }
        if (rounded > 0) losses.Add(new("", $"{rounded} events of sound begin between two frames and are written from the frame before"));
        return groups;
    }

    /// <summary>Sound that is cut as its picture, or as other sound, shares an event with it.</summary>
    private static List<Group> Merge(List<Group> picture, List<(Group Group, int Channel)> sound)
    {
        var byLines = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var group in picture) byLines.TryAdd(group.Lines + group.Name, group);
        var all = new List<Group>(picture);
        foreach (var (group, channel) in sound)
        {
            if (!byLines.TryGetValue(group.Lines + group.Name, out var same) || !same.Channels.Add(channel))
            {
                same = group with { Channels = [channel] };
                byLines[group.Lines + group.Name] = same;
                all.Add(same);
            }
        }
        return [.. all.OrderBy(g => g.At).ThenBy(g => !g.Picture)];
    }

    /// <summary>An event as text: its lines with marks where number and channels will stand, and what stands below.</summary>
    private sealed record Group(int At, bool Picture, bool SourceDrop, string Lines, string Name, string Notes, SortedSet<int> Channels);

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

    private List<Group> Groups(string track, List<CutEvent> events)
    {
        var groups = new List<Group>();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            var before = i > 0 && events[i - 1].Record.End == e.Record.Start ? events[i - 1] : null;
            var after = i + 1 < events.Count && events[i + 1].Record.Start == e.Record.End ? events[i + 1] : null;
            groups.Add(Event(track, e, before));
            // a fade out: black comes in over the tail
            if (e.Out is { } fade && after is null) groups.Add(new(e.Record.End - Frames(fade.In), e.Kind == TrackKind.Picture, timeline.DropFrame, FadeOut(e, fade), "", "", []));
        }
        return groups;
    }

    private IEnumerable<EdlFile> WriteTrack(string track, List<Group> groups)
    {
        var parts = (groups.Count + MostEvents - 1) / MostEvents;
        if (parts > 1) losses.Add(new(track, $"{groups.Count} events are split over {parts} lists of at most {MostEvents}"));
        for (var part = 0; part < Math.Max(1, parts); part++)
        {
            var text = new StringBuilder();
            var suffix = parts > 1 ? $" part {part + 1}" : "";
            text.Append(CultureInfo.InvariantCulture, $"TITLE: {Clean(timeline.Name.Length > 0 ? timeline.Name : "untitled", 60)} {track}{suffix}\n");
            var drop = timeline.DropFrame;
            text.Append(Mode(drop));
            foreach (var line in Texts(timeline.Metadata["cmx_3600"], "header")) text.Append(line[0] == '*' ? "" : "* ").Append(line).Append('\n');
            foreach (var (group, index) in groups.Skip(part * MostEvents).Take(MostEvents).Select((g, n) => (g, n)))
            {
                text.Append('\n');
                if (group.SourceDrop != drop) text.Append(Mode(drop = group.SourceDrop));
                var (channels, extra) = Channels(group);
                text.Append(group.Lines.Replace(NumberMark, (index + 1).ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace(ChannelMark, $"{channels,-5}", StringComparison.Ordinal));
                if (extra.Count > 0) text.Append("AUD  ").AppendJoin("    ", extra).Append('\n');
                text.Append(group.Notes);
            }
            yield return new(part == 0 ? track : $"{track}.{part + 1}", text.ToString(), Math.Clamp(groups.Count - (part * MostEvents), 0, MostEvents));
        }

        static string Mode(bool drop) => drop ? "FCM: DROP FRAME\n" : "FCM: NON-DROP FRAME\n";
    }

    /// <summary>V, B (V and A), A, A2, AA (both), AA/V, A2/V; channels from the third on stand on a line AUD.</summary>
    private static (string Word, IReadOnlyList<int> More) Channels(Group group)
    {
        bool one = group.Channels.Contains(1), two = group.Channels.Contains(2);
        List<int> more = [.. group.Channels.Where(c => c > 2)];
        var sound = one && two ? "AA" : one ? "A" : two ? "A2" : "";
        if (group.Picture) return (sound switch { "" => "V", "A" => "B", _ => sound + "/V" }, more);
        return sound.Length > 0 || more.Count == 0 ? (sound.Length > 0 ? sound : "A", more) : (string.Create(CultureInfo.InvariantCulture, $"A{more[0]}"), more[1..]);
    }

    // stand for the event's number and channels until they are known; no text of a cut can hold them, for control characters are cleaned away
    private const string NumberMark = "\u0001";
    private const string ChannelMark = "\u0002";

    private Group Event(string track, CutEvent e, CutEvent? before)
    {
        var (text, notes) = (new StringBuilder(), new StringBuilder());
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
            if (before is { Name.Length: > 0 }) notes.Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {Clean(before.Name, 200)}\n");
            if (e.Name.Length > 0) notes.Append(CultureInfo.InvariantCulture, $"* TO CLIP NAME: {Clean(e.Name, 200)}\n");
        }
        else
        {
            text.Append(Line(reel, "C", 0, start, start.Add(shown), Record(record.Start), Record(record.End)));
            if (e.Name.Length > 0 && !(reel == "BL" && e.Name == "BL")) notes.Append(CultureInfo.InvariantCulture, $"* FROM CLIP NAME: {Clean(e.Name, 200)}\n");
        }
        Notes(track, e, reel, start, notes);
        return new(record.Start, e.Kind == TrackKind.Picture, SourceDrop(e), text.ToString(), e.Name, notes.ToString(), e.Kind == TrackKind.Picture ? [] : [1]);
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
        var (sop, saturation) = CdlText.Read(e.Clip.Metadata["cdl"]);
        if (sop is not null) text.Append(CultureInfo.InvariantCulture, $"* ASC_SOP {CdlText.Sop(sop)}\n");
        if (saturation is { } sat) text.Append(CultureInfo.InvariantCulture, $"* ASC_SAT {CdlText.Number(sat)}\n");
        foreach (var marker in e.Clip.Markers) Locator(track, e, marker, text);
        foreach (var effect in e.Clip.Effects.Where(x => x is not LinearTimeWarp)) losses.Add(new(Named(track, e), $"the effect {BadCut.Quote(effect.EffectName)} is not written"));
        foreach (var comment in Texts(e.Clip.Metadata["cmx_3600"], "comments")) text.Append(CultureInfo.InvariantCulture, $"* {comment}\n");
        foreach (var line in Texts(e.Clip.Metadata["cmx_3600"], "lines"))
        {
            // what would be read as something else stays a comment
            var bare = !char.IsAsciiDigit(line[0]) && !line.StartsWith("TITLE", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("FCM", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("M2", StringComparison.Ordinal) && !line.StartsWith("AUD", StringComparison.Ordinal);
            text.Append(bare ? "" : "* ").Append(line).Append('\n');
        }
    }

    private static IEnumerable<string> Texts(JsonNode? cmx, string field) =>
        ((cmx as JsonObject)?[field] as JsonArray)?.OfType<JsonValue>().Where(c => c.GetValueKind() == System.Text.Json.JsonValueKind.String).Select(c => Clean(c.GetValue<string>(), 1000)).Where(t => t.Length > 0) ?? [];

    private void Locator(string track, CutEvent e, Marker marker, StringBuilder text)
    {
        var offset = (marker.Range.Start - e.Source.Start).At(timeline.Rate).Round();
        if (offset < 0 || offset >= e.Record.Length || e.Speed != 1) { losses.Add(new(Named(track, e), $"the marker {BadCut.Quote(marker.Name)} lies outside what is seen and is not written")); return; }
        var words = string.Join(" - ", new[] { marker.Name, marker.Comment }.Where(w => w.Length > 0).Distinct(StringComparer.Ordinal));
        var color = Clean(marker.Color.Length > 0 ? marker.Color.ToUpperInvariant().Replace(' ', '_') : "RED", 20);
        text.Append($"* LOC: {Record(e.Record.Start + (int)offset)} {color,-7} {Clean(words, 400)}".TrimEnd()).Append('\n');
        if (marker.Range.Duration.Numerator > 0) losses.Add(new(Named(track, e), $"the marker {BadCut.Quote(marker.Name)} keeps its start and loses its length"));
    }

    private static string Line(string reel, string kind, int length, Timecode sourceIn, Timecode sourceOut, Timecode recordIn, Timecode recordOut) => string.Create(
        CultureInfo.InvariantCulture, $"{NumberMark}  {reel,-8} {ChannelMark} {kind,-4} {(length > 0 ? length.ToString("000", CultureInfo.InvariantCulture) : ""),3} {sourceIn} {sourceOut} {recordIn} {recordOut}\n");

    private string TransitionCode(string track, CutEvent e, TransitionItem transition)
    {
        if ((transition.Metadata["cmx_3600"] as JsonObject)?["transition"] is JsonValue code && code.GetValueKind() == System.Text.Json.JsonValueKind.String)
        {
            var said = code.GetValue<string>();
            if (said is ['W', _, _, _] && said.Skip(1).All(char.IsAsciiDigit)) return said;
            if (said is "K" or "KB" or "KO") return said;
        }
        if (transition.Type == "SMPTE_Wipe") return "W001";
        if (transition.Type != "SMPTE_Dissolve") losses.Add(new(Named(track, e), $"the transition {BadCut.Quote(transition.Type)} is written as a dissolve"));
        return "D";
    }

    /// <summary>The label of the source frame so many record frames after the event's first.</summary>
    private Timecode SourceLabel(CutEvent e, int offset)
    {
        var moment = e.Source.Start.At(timeline.Rate) + new RationalTime(offset, timeline.Rate).Times(e.Speed < 0 ? 1 : e.Speed);
        return Timecode.FromFrame(moment.Floor(), timeline.Rate, SourceDrop(e));
    }

    /// <summary>Whether the labels of a source are drop-frame: as its list said, else as the record side.</summary>
    private bool SourceDrop(CutEvent e) =>
        Timecode.CanDrop(timeline.Rate) && ((e.Clip.Metadata["cmx_3600"] as JsonObject)?["drop_frame"]?.GetValueKind() switch { System.Text.Json.JsonValueKind.True => true, System.Text.Json.JsonValueKind.False => false, _ => timeline.DropFrame });

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
