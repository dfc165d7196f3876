using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Frames of context that are taken in beyond what versions carry: tools look at them, nobody delivers them.</summary>
    private const int Reach = 16;

    /// <summary>Reads a cut, finds its media, takes the digest of every frame that the cut may need, and writes it all down at once.</summary>
    /// <param name="folders">Where the media lie.</param>
    /// <param name="rate">Of an .edl, which says none; null: the show's.</param>
    /// <exception cref="BadInputException">The cut or its media can not be used; nothing is written.</exception>
    public ConformedCut Ingest(string cut, IReadOnlyList<string> folders, FrameRate? rate)
    {
        var turnover = Apart.Run(() => Turnover.Read(cut, Turnover.NeedsRate(cut) ? rate ?? Show.File.Rate : rate), cancel);
        if (!turnover.Timeline.Rate.AgreesWith(Show.File.Rate))
            throw new BadInputException("rate-mismatch", cut, "", $"the cut runs at {turnover.Timeline.Rate} frames a second and the show at {Show.File.Rate}", "Export the cut at the show's rate, or make a show of that rate");
        var conformed = Conformed(turnover, folders);
        foreach (var remark in conformed.Remarks) watch.Say($"{remark}.");
        var takes = conformed.Takes.ToList();
        ShowsSomething(turnover, conformed);
        if (takes.Count == 0 && conformed.Events.Count > 0)
            throw new BadInputException("no-media", cut, "", $"no media of the cut is in {string.Join(", ", folders)}", "Name the folders of the turnover's media with --media");

        var now = Now;
        var places = PlatePlaces.Open(Show.Folder);
        places.Folders = [.. folders.Select(Path.GetFullPath)];
        places.CutFolder = Directory.Exists(cut) ? Path.GetFullPath(cut) : Path.GetDirectoryName(Path.GetFullPath(cut)) ?? "";
        var uses = conformed.Events.Where(e => e.Take is not null).GroupBy(e => e.Take!.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<ConformedEvent>)[.. g], StringComparer.Ordinal);
        var past = now.Past.Where(s => s.Plate is not null).ToLookup(s => now.Plates[s.Plate!.Value].Body.Text("name"), s => s.Range, StringComparer.Ordinal);
        var media = new MediaTaken(now.Plates, PlateOf, takes.ToDictionary(t => t.Path, t => Take(t, uses[t.Path], [.. past[t.Name].Distinct()], turnover.Timeline.Rate), StringComparer.Ordinal), Reach);
        var events = ShotEvents(conformed);
        var paths = new Dictionary<ShotEvent, string>(events.Select(e => KeyValuePair.Create(e.Event, e.Path)), ReferenceEqualityComparer.Instance);
        var recut = Recut.Of(now, [.. events.Select(e => e.Event)], Show.File.Naming, Show.File.Code, (e, plate, range) => media.Agrees(PathOf(e), plate, range), e => e.Media.Length == 0 ? null : media.PlateFor(PathOf(e)));
        foreach (var take in takes) media.Keep(take.Path);
        foreach (var shot in recut.Shots.Zip(events).Where(s => s.First.Plate is not null)) places.Put(shot.First.Plate!.Value, shot.Second.Path);
        foreach (var plate in media.New) places.Put(plate.Index, plate.Path);
        var acts = media.New.Select(p => (Plate.ActName, by, p.Plate.Body(Show.Vault.Add(PlainJson.Bytes(p.Plate.Document()))))).ToList();
        var shots = recut.Shots;
        var said = CutFile.Load(cut);
        var document = Show.Vault.Add(said.Bytes);
        places.Save();
        var same = acts.Count == 0 && now.Cut?.Body.TextOrNull("document") == document.Hex && now.Shots.Values.SequenceEqual(shots);
        if (same) return conformed;
        (string, Actor, JsonObject)[] written =
        [
            (ActNames.CutIngested, by, new JsonObject
            {
                ["name"] = Path.GetFileName(said.Name), ["document"] = document.Hex, ["format"] = turnover.Format, ["rate"] = turnover.Timeline.Rate.ToString(),
                ["frames"] = turnover.PictureLength, ["events"] = turnover.Events.Count, ["warnings"] = JsonReading.Array(turnover.Warnings.Concat(conformed.Remarks).Take(100)),
            }),
            .. acts,
            .. shots.Select(s => (ActNames.ShotConformed, by, s.Write())),
            .. Changed(now, recut, document),
        ];
        cancel.ThrowIfCancellationRequested();
        Show.Book.AppendAll(written);
        return conformed;

        string PathOf(ShotEvent e) => paths[e];
    }

    /// <summary>What became of each shot, where there was a cut before: the list in the vault, its figures in the act.</summary>
    private IEnumerable<(string, Actor, JsonObject)> Changed(Standing now, Recut recut, Digest document)
    {
        if (now.Cut is not { } before) yield break;
        var list = Show.Vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = "answerprint.recut.1", ["changes"] = new JsonArray([.. recut.Changes.Select(c => (JsonNode)c.Write())]) }));
        var counts = new JsonObject(recut.Changes.GroupBy(c => c.Word).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => KeyValuePair.Create(g.Key, (JsonNode?)g.Count())));
        yield return (ActNames.CutChanged, by, new() { ["from"] = before.Body.TextOrNull("document") ?? "", ["fromCut"] = before.Index, ["to"] = document.Hex, ["changes"] = list.Hex, ["counts"] = counts });
    }

    /// <summary>A cut that shows nothing, or only moments that its media does not hold, is a mistake of the export: nothing is made of it.</summary>
    private static void ShowsSomething(Turnover cut, ConformedCut conformed)
    {
        if (!conformed.Events.Any(e => e.Event.Enabled))
        {
            throw new BadInputException(
                "empty-cut", cut.File, cut.Timeline.PictureTracks.Any() ? $"{conformed.Events.Count} picture events, none switched on" : "no picture track", "the cut shows no picture",
                "Export the timeline with its picture track and its clips switched on");
        }
        var found = conformed.Events.Where(e => e.Event.Enabled && e.Take is { Kind: not MediaKind.Still }).ToList();
        if (found.Count == 0 || found.Exists(e => e.PlateFrames() is var (first, end) && first < e.Take!.Facts.Range.End && end > e.Take.Facts.Range.Start)) return;
        var (one, take) = (found[0], found[0].Take!);
        var (from, to) = one.PlateFrames()!.Value;
        throw new BadInputException(
            "outside-media", cut.File, $"event {one.Event.Number} ({one.Event.Track} {one.Event.RecordStart}, {BadCut.Quote(one.Event.Name)})",
            $"no clip of the cut shows a moment that its media holds: this one asks for the frames {from}-{to - 1} and {take.Name} holds {take.Facts.Range}{(take.Facts.Start is { } label ? $" from {label}" : " and has no timecode, which counts as 00:00:00:00")}",
            "Check that the cut counts from the media's own timecode, and that the media is the one that was cut");
    }

    /// <summary>The cut with its media as it was ingested, found again.</summary>
    private ConformedCut Conformed()
    {
        var turnover = TurnoverOf(Now.Cut ?? throw new BadInputException("no-cut", Show.Folder, "", "the show has no cut yet", "Take one in: answerprint ingest SHOW CUT --media DIR"));
        return Conformed(turnover, PlatePlaces.Open(Show.Folder).Folders);
    }

    private ConformedCut Conformed(Turnover turnover, IReadOnlyList<string> folders)
    {
        WatchedWork? reading = null;
        try
        {
            return Conform.Run(turnover, folders, OpenedMedia.Facts, cancel, Reel, (done, total) => (reading ??= watch.Begin("read headers for their reels", total)).Step($"{done}"));
        }
        finally
        {
            reading?.Dispose();
        }
    }

    private static string Reel(MediaEntry entry)
    {
        using var clip = FrameFiles.Open(OpenedMedia.First(entry));
        return clip.Reel ?? "";
    }

    /// <summary>The cut of an act; read once, for it is long work and never changes.</summary>
    private Turnover TurnoverOf(Act cut)
    {
        if (cutRead?.Act != cut.Index) cutRead = (cut.Index, Apart.Run(() => Turnover.Read(Show.Vault.Read(cut.Body.Digest("document")), cut.Body.Text("name"), cut.Body.Rate("rate")), cancel));
        return cutRead.Value.Cut;
    }

    /// <param name="before">Frames that shots of earlier cuts had of the same media: looked at again where this cut is near them, so that what was made of them can stand.</param>
    private Plate Take(Take take, IReadOnlyList<ConformedEvent> uses, IReadOnlyList<FrameRange> before, FrameRate rate)
    {
        using var clip = FrameFiles.Open(take.Path, new OpenOptions { Rate = take.Facts.Rate ?? rate, Colour = Show.File.Colour.Plates is { Length: > 0 } named ? colours.Value.Parse(named) : null });
        foreach (var warning in clip.Warnings) watch.Say($"{take.Name}: {warning}");
        var wanted = new SortedSet<int>();
        var done = clip.Range.Start;
        var spans = uses.Select(Span).ToList();
        var near = new RecordIndex<FrameRange>(spans, s => s);
        foreach (var span in spans.Concat(before.Where(b => near.TryFind(b, out _))).OrderBy(s => s.Start))
        {
            cancel.ThrowIfCancellationRequested();
            var part = new FrameRange((int)Math.Max(int.MinValue / 2, span.Start - Reach), span.End + Reach).Intersect(clip.Range);
            for (var n = Math.Max(done, part.Start); n < part.End; n++)
                if (clip.Has(n)) wanted.Add(n);
            done = Math.Max(done, part.End);
        }
        var reel = uses.FirstOrDefault(e => e.Event.Reel is not ("" or "AX"))?.Event.Reel ?? "";
        var decode = clip.Coding is { } coding ? $"{clip.Packing}; {coding.Model} {coding.Depth} bit {coding.Matrix} {coding.Range} {coding.Colour} {coding.Site}" : "";
        using var work = watch.Begin($"ingest {take.Name}", wanted.Count);
        Trials.RefuseMarked(take.Path, wanted);
        var trials = Trials.Of(Show.Book.Acts);
        var plate = Plate.Ingest(trials.Any ? new TrialsRefused(clip, trials) : clip, take.Name, 0, take.Facts.Start?.Frame ?? 0, reel, decode, wanted, n => work.Step($"frame {n}"), cancel);
        return plate with { Colour = new(clip.Coding is { } c ? ColourChoice.Word(c.Colour) : "", ClipLight.Of(clip).Name, colours.Value.Hash) };
    }

    /// <summary>The clips that are switched on, in record order, each with the path of its media; disabled ones are not worked on.</summary>
    private List<(ShotEvent Event, string Path)> ShotEvents(ConformedCut conformed)
    {
        var events = new List<(ShotEvent, string)>();
        foreach (var e in conformed.Events.Where(e => e.Event.Enabled).OrderBy(e => e.Event.Record.Start).ThenBy(e => e.Event.TrackIndex))
        {
            cancel.ThrowIfCancellationRequested();
            events.Add((new(e.Event.Name, e.Take?.Name ?? "", Shown(e), Span(e), e.Event.Record, e.Event.TrackIndex, e.Event.Number, e.Event.Speed), e.Take?.Path ?? ""));
        }
        return events;
    }

    /// <summary>The plate frames that the cut shows.</summary>
    private static FrameRange Shown(ConformedEvent e) =>
        e.PlateFrames(e.Event.HeadOverlap, e.Event.TailOverlap) is var (first, end) ? new((int)first, (int)end) : default;

    /// <summary>The same with handles, as far as the media goes.</summary>
    private FrameRange Span(ConformedEvent e)
    {
        var shown = Shown(e);
        if (e.Take is not { } take || e.PlateFrames(e.Event.HeadOverlap + Show.File.Handles, e.Event.TailOverlap + Show.File.Handles) is not var (first, end)) return shown;
        var there = new FrameRange((int)first, (int)end).Intersect(take.Facts.Range);
        if (there.IsEmpty) return shown;
        // a handle ends where the media has a hole: nobody asks for that frame to be made, and none is handed back without it
        var head = take.Facts.HoleBefore(shown.Start) is { } hole && hole >= there.Start ? hole + 1 : there.Start;
        var tail = take.Facts.HolesIn(shown.End, there.End).DefaultIfEmpty(there.End).First();
        return new(Math.Min(shown.Start, head), Math.Max(shown.End, tail));
    }
}
