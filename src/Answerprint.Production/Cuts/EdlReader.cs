using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Reads CMX 3600 lists in the dialects of Avid (FROM CLIP), Nucoda (FROM FILE) and Premiere (AX, file name as clip name): cuts, dissolves and
/// wipes, M2, LOC, ASC_SOP and ASC_SAT, several picture and sound channels. The first FCM says how the record side counts, a later one how the sources
/// after it do. Comments that mean nothing to us are kept, and so is what is not understood. What had to be guessed stands in <see cref="Warnings"/>.
/// </summary>
internal sealed class EdlReader(string file, FrameRate rate)
{
    public const int MostBytes = 64 << 20;
    public const int MostEvents = 200_000;
    private const int MostLine = 8_192;
    private const int MostWarnings = 1_000;

    private readonly List<string> warnings = [];
    private readonly List<EdlLine> lines = [];
    private readonly List<string> header = [];
    private string title = "";
    private bool drop;
    private bool sourceDrop;

    public IReadOnlyList<string> Warnings => warnings;

    /// <exception cref="BadInputException">A line that can not be read, with its number; two events at the same record time.</exception>
    public Timeline Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) throw BadCut.At(file, "", $"the file has {bytes.Length:N0} bytes and an EDL may have {MostBytes:N0}");
        if (bytes.Contains((byte)0)) throw BadCut.At(file, "", "the file holds zero bytes and so is no EDL", "Export a text EDL (CMX 3600)");
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var text = Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        var number = 0;
        var feeds = text.Contains('\n', StringComparison.Ordinal);
        foreach (var range in text.AsSpan().SplitAny('\n', '\r'))
        {
            // CR LF gives an empty line between: count line feeds only
            if (range.Start.Value == 0 || text[range.Start.Value - 1] == '\n' || (text[range.Start.Value - 1] == '\r' && !feeds)) number++;
            var line = text.AsSpan()[range].Trim();
            if (line.Length == 0) continue;
            if (line.Length > MostLine) throw Bad(number, "the line is longer than any EDL's");
            Line(line.ToString(), number);
        }
        if (lines.Count == 0) throw BadCut.At(file, "", "there is no event in the list", "Export a CMX 3600 list with at least one event");
        return Build();
    }

    private void Warn(string text)
    {
        if (warnings.Count < MostWarnings) warnings.Add(BadCut.Clean(text));
    }

    private void Line(string text, int number)
    {
        if (After(text, "TITLE:") is { } t) { title = t; return; }
        if (After(text, "FCM:") is { } fcm)
        {
            sourceDrop = !fcm.StartsWith("NON", StringComparison.OrdinalIgnoreCase);
            if (lines.Count == 0) drop = sourceDrop;
            if (sourceDrop && !Timecode.CanDrop(rate)) Warn($"line {number}: the list says drop-frame and {rate} frames a second has none; labels are read as they stand");
            return;
        }
        if (EdlLine.Read(text, number, (label, source) => Label(label, source ? sourceDrop : drop, number), problem => Bad(number, problem)) is { } line)
        {
            if (lines.Count >= MostEvents) throw Bad(number, $"the list has more than {MostEvents:N0} events");
            lines.Add(line);
            return;
        }
        if (lines.Count > 0) Note(text, number);
        else if (header.Count < MostWarnings)
        {
            header.Add(text);
            if (text[0] != '*') Warn($"line {number}: {BadCut.Quote(text)} stands before any event; it is kept and not understood");
        }
    }

    /// <summary>A line below an event.</summary>
    private void Note(string text, int number)
    {
        var last = lines[^1];
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words[0] == "M2") { Motion(words, number); return; }
        if (words[0] == "AUD")
        {
            last.ExtraAudio.AddRange(words.Skip(1).Select(w => int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is > 0 and < 100 ? n : 0).Where(n => n > 0));
            return;
        }
        if (words[0].StartsWith("SPLIT", StringComparison.Ordinal)) { Warn($"line {number}: SPLIT is kept and not worked on; picture and sound are laid as their own events say"); last.Strange.Add(text); return; }
        var note = text.TrimStart('*', ' ');
        if (After(note, "FROM CLIP NAME:") is { } from) last.FromName = from;
        else if (After(note, "TO CLIP NAME:") is { } to) last.ToName = to;
        else if ((After(note, "FROM CLIP:") ?? After(note, "FROM FILE:")) is { } fromFile) last.FromFile = fromFile;
        else if ((After(note, "TO CLIP:") ?? After(note, "TO FILE:")) is { } toFile) last.ToFile = toFile;
        else if (After(note, "REEL:") is { } reel) last.FullReel = reel;
        else if (After(note, "FINAL CUT PRO REEL:") is { } cut) last.FullReel = cut.IndexOf(" REPLACED BY:", StringComparison.OrdinalIgnoreCase) is > 0 and var end ? cut[..end].Trim() : cut;
        else if (After(note, "EFFECTS NAME IS") is not null) last.Strange.Add(text);
        else if (After(note, "LOC:") is { } locator) Locate(last, locator, text, number);
        else if ((After(note, "ASC_SOP:") ?? After(note, "ASC_SOP")) is { } sop && CdlText.Numbers(sop) is { Length: 9 } nine) last.Sop = nine;
        else if ((After(note, "ASC_SAT:") ?? After(note, "ASC_SAT")) is { } sat && CdlText.Numbers(sat) is [var one]) last.Saturation = one;
        else if (text.StartsWith('*'))
        {
            if (note.StartsWith("ASC_S", StringComparison.OrdinalIgnoreCase)) Warn($"line {number}: {BadCut.Quote(note)} is no grade that is understood; it is kept as a comment");
            last.Comments.Add(text[1..].Trim());
        }
        else
        {
            last.Strange.Add(text);
            Warn($"line {number}: {BadCut.Quote(text)} is kept and not understood");
        }
    }

    private void Locate(EdlLine line, string locator, string text, int number)
    {
        var words = locator.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 0 && Timecode.TryParse(words[0], rate, DropOf(words[0], drop), out var at, out _)) line.Locators.Add((at, words.Length > 1 ? words[1].ToUpperInvariant() : "", words.Length > 2 ? words[2].Trim() : ""));
        else
        {
            // a frame that the rate has not: ":24" of a list at 25, read at 24
            Warn($"line {number}: the locator {BadCut.Quote(locator)} has no timecode that exists at {rate} frames a second and is kept as a comment; nothing is asked for by it");
            line.Comments.Add(text.TrimStart('*').Trim());
        }
    }

    /// <summary>M2 reel speed timecode: speed in frames a second, 0 = freeze, negative = backwards.</summary>
    private void Motion(string[] words, int number)
    {
        double speed = 0;
        var at = words.Length >= 3 && Number(words[^2]) ? words.Length - 2 : words.Length >= 3 && Number(words[^1]) ? words.Length - 1 : 0;
        if (at == 0) throw Bad(number, "an M2 line is no 'M2 reel speed timecode'");
        var reel = string.Join(' ', words[1..at]);
        // with a transition, two lines share a number: the reel says which of them is meant
        var target = lines[^1];
        for (var i = lines.Count - 1; i >= Math.Max(0, lines.Count - 4) && lines[i].Number == lines[^1].Number; i--)
        {
            if ((reel.Length > 0 && lines[i].Reel != reel) || lines[i].MotionRate is not null) continue;
            target = lines[i];
            break;
        }
        target.MotionRate = speed;

        bool Number(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out speed) && double.IsFinite(speed) && Math.Abs(speed) <= 100_000;
    }

    private Timeline Build()
    {
        foreach (var line in lines.Where(l => l.RecordLength > Timecode.FramesOfDay(rate, l.RecordIn.IsDropFrame) / 2))
            throw Bad(line.Line, $"the event lasts from {line.RecordIn} to {line.RecordOut}, more than half a day");
        var seen = lines.Where(l => l.RecordLength > 0).ToList();
        if (seen.Count == 0) throw BadCut.At(file, "", "every event of the list has no length");
        // a step back by more than half a day is midnight
        var days = 0;
        for (var i = 1; i < lines.Count; i++)
        {
            var day = Timecode.FramesOfDay(rate, lines[i].RecordIn.IsDropFrame);
            if (lines[i - 1].RecordIn.Frame - lines[i].RecordIn.Frame > day / 2 && days == 0) days = 1;
            else if (lines[i].RecordIn.Frame - lines[i - 1].RecordIn.Frame > day / 2 && days == 1) days = 0;
            lines[i].At += days * day;
        }
        var start = seen.Min(l => l.At);
        var tracks = new SortedDictionary<(int Kind, int Number), List<EdlLine>>();
        foreach (var line in lines)
        {
            foreach (var channel in Channels(line))
            {
                if (!tracks.TryGetValue(channel, out var list)) tracks[channel] = list = [];
                list.Add(line);
            }
        }
        var built = tracks.Select(t => BuildTrack(t.Key, t.Value, start)).ToList();
        return new(title, rate, new(start, rate), lines.Any(l => l.RecordIn.IsDropFrame), built, [], header.Count == 0 ? [] : new JsonObject { ["cmx_3600"] = new JsonObject { ["header"] = new JsonArray([.. header.Select(h => (JsonNode)h)]) } });
    }

    private Track BuildTrack((int Kind, int Number) key, List<EdlLine> events, int start)
    {
        var items = new List<TrackItem>();
        var cursor = start;
        EdlLine? before = null, from = null;
        foreach (var line in events.OrderBy(l => l.At).ThenBy(l => l.Line))
        {
            if (line.RecordLength == 0)
            {
                if (from is not null) Warn($"line {from.Line}: the event has no length and no transition follows it; it is left out");
                from = line;
                continue;
            }
            if (from is not null && line.IsCut) Warn($"line {from.Line}: the event has no length and no transition follows it; it is left out");
            if (line.At < cursor)
                throw Bad(line.Line, $"the event begins at {line.RecordIn}, before the one of line {before!.Line} ends at {before.RecordOut}");
            if (line.At > cursor) items.Add(Gap(line.At - cursor));
            if (!line.IsCut) items.Add(Transition(line, before, from, items));
            items.Add(Clip(line, before, key.Kind == 0));
            cursor = line.At + line.RecordLength;
            before = line;
            from = null;
        }
        var picture = key.Kind == 0;
        if (from is not null) Warn($"line {from.Line}: the event has no length and no transition follows it; it is left out");
        var name = string.Create(CultureInfo.InvariantCulture, $"{(picture ? 'V' : 'A')}{key.Number}");
        return new(name, picture ? TrackKind.Picture : TrackKind.Audio, picture ? "Video" : "Audio", Enabled: true, null, items, [], [], []);
    }

    private GapItem Gap(int frames) => new("", Enabled: true, TimeRange.Of(0, frames, rate), [], [], []);

    /// <summary>A transition of CMX lies wholly after its cut: the outgoing clip runs on below it.</summary>
    private TransitionItem Transition(EdlLine line, EdlLine? before, EdlLine? from, List<TrackItem> items)
    {
        if (line.Transition.StartsWith('K')) Warn($"line {line.Line}: a key ({line.Transition}) is read as a transition; the layer below it is not in this event");
        if (line.Length > line.RecordLength) Warn($"line {line.Line}: the transition lasts {line.Length} frames and its event {line.RecordLength}");
        if (from is { IsBlack: false } && (items.Count == 0 || items[^1] is not ClipItem)) Warn($"line {from.Line}: the transition leaves reel {from.Reel}, which is not running there; it is read as one from black");
        if (from is { IsBlack: false } && before is not null && items.Count > 0 && items[^1] is ClipItem && from.Reel != before.Reel)
            Warn($"line {from.Line}: the transition leaves reel {from.Reel} where reel {before.Reel} is running; the running one is taken");
        var kind = line.Transition == "D" ? "SMPTE_Dissolve" : line.Transition.StartsWith('W') ? "SMPTE_Wipe" : "Custom_Transition";
        return new("", kind, RationalTime.Zero(rate), new(line.Length, rate), new JsonObject { ["cmx_3600"] = new JsonObject { ["transition"] = line.Transition } })
        {
            Place = Place(line),
        };
    }

    private ClipItem Clip(EdlLine line, EdlLine? before, bool picture)
    {
        // below a dissolve FROM names what goes out, TO what comes in
        var into = !line.IsCut;
        var name = into && line.ToName.Length > 0 ? line.ToName : into && line.ToName.Length == 0 && before?.FromName == line.FromName ? "" : line.FromName;
        var path = into && line.ToFile.Length > 0 ? line.ToFile : into && (line.ToName.Length > 0 || before?.FromFile == line.FromFile) ? "" : line.FromFile;
        var reel = line.FullReel.Length > 0 ? line.FullReel : line.Reel;
        var metadata = new JsonObject { ["cmx_3600"] = new JsonObject { ["reel"] = reel } };
        foreach (var (field, texts) in (ReadOnlySpan<(string, List<string>)>)[("comments", line.Comments), ("lines", line.Strange)])
            if (texts.Count > 0) metadata["cmx_3600"]![field] = new JsonArray([.. texts.Select(c => (JsonNode)c)]);
        if (line.SourceIn.IsDropFrame != line.RecordIn.IsDropFrame) metadata["cmx_3600"]!["drop_frame"] = line.SourceIn.IsDropFrame;
        if (!line.IsCut) metadata["cmx_3600"]!["transition"] = line.Transition;
        if (picture && CdlText.Of(line.Sop, line.Saturation) is { } cdl) metadata["cdl"] = cdl;

        var effects = new List<Effect>();
        if (line.MotionRate is { } fps && Math.Abs(fps - rate.Nominal) > 0.05 && Math.Abs(fps - rate.PerSecond) > 0.05)
            effects.Add(fps == 0 ? new FreezeFrame("", "FreezeFrame", []) : new LinearTimeWarp("", "LinearTimeWarp", fps / rate.Nominal, []));
        else if (line.SourceLength != line.RecordLength && !line.IsBlack)
            Warn($"line {line.Line}: {line.SourceLength} source frames stand against {line.RecordLength} record frames and no M2 line says why; the record length is taken, at the speed of shooting");

        var source = new TimeRange(new(line.SourceIn.Frame, rate), new(line.RecordLength, rate));
        List<Marker> markers = [.. line.Locators.Select(l => new Marker(l.Text, l.Color, "", TimeRange.Of(line.SourceIn.Frame + l.At.Frame - line.RecordIn.Frame, 0, rate), []))];
        MediaReference media = line.IsBlack ? new GeneratorReference("", "black", null, [])
            : path.Length > 0 ? new ExternalReference("", path, null, [])
            : Path.GetExtension(name).Length is > 1 and <= 6 ? new ExternalReference("", name, null, []) : MissingReference.Unnamed;
        return new(name.Length > 0 || !line.IsBlack ? name : "BL", Enabled: true, source, new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = media }, ClipItem.DefaultKey, markers, effects, metadata)
        {
            Place = Place(line),
            Reel = reel,
        };
    }

    /// <summary>V, V2, A, A2, AA (both), B (A and V), AA/V, A2/V …: picture is kind 0, sound kind 1; numbers from 1.</summary>
    private IEnumerable<(int Kind, int Number)> Channels(EdlLine line)
    {
        var found = new SortedSet<(int, int)>();
        foreach (var word in line.Channels.Split('/'))
        {
            if (word == "B") found.UnionWith([(0, 1), (1, 1)]);
            else if (word == "NONE" && line.ExtraAudio.Count > 0) continue;
            else if (word == "NONE") found.Add((0, 1));
            else if (word == "AA") found.UnionWith([(1, 1), (1, 2)]);
            else if (!Several(word, found)) Warn($"line {line.Line}: {BadCut.Quote(word)} is no channel; the event is taken for picture");
        }
        foreach (var extra in line.ExtraAudio) found.Add((1, extra));
        if (found.Count == 0) found.Add((0, 1));
        return found;
    }

    /// <summary>V, V2, A, A3, and several in one word: VA1A2.</summary>
    private static bool Several(string word, SortedSet<(int, int)> found)
    {
        if (word.Length == 0 || word[0] is not ('A' or 'V')) return false;
        for (var i = 0; i < word.Length;)
        {
            var kind = word[i++] switch { 'V' => 0, 'A' => 1, _ => -1 };
            var digits = i;
            while (i < word.Length && char.IsAsciiDigit(word[i])) i++;
            var number = digits == i ? 1 : int.TryParse(word.AsSpan(digits, i - digits), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n < 1000 ? n : 0;
            if (kind < 0 || number == 0) return false;
            found.Add((kind, number));
        }
        return true;
    }

    private Timecode Label(string text, bool drops, int number) =>
        Timecode.TryParse(text, rate, DropOf(text, drops), out var timecode, out var problem)
            ? timecode
            : throw BadCut.At(file, $"line {number}", problem, "Check --rate against the project, or correct the list");

    private bool? DropOf(string label, bool drops) => label.Contains(';', StringComparison.Ordinal) ? true : drops && Timecode.CanDrop(rate);

    private BadInputException Bad(int number, string problem) => BadCut.At(file, $"line {number}", problem, "Correct the line, or export the list again as CMX 3600");

    private static string Place(EdlLine line) => string.Create(CultureInfo.InvariantCulture, $"line {line.Line} (event {line.Number})");

    private static string? After(string text, string word) => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? text[word.Length..].Trim() : null;
}
