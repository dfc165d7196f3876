using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
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
        var turnover = Turnover.Read(cut, Turnover.NeedsRate(cut) ? rate ?? Show.File.Rate : rate);
        if (!turnover.Timeline.Rate.AgreesWith(Show.File.Rate))
            throw new BadInputException("rate-mismatch", cut, "", $"the cut runs at {turnover.Timeline.Rate} frames a second and the show at {Show.File.Rate}", "Export the cut at the show's rate, or make a show of that rate");
        var conformed = Conform.Run(turnover, folders, Facts, cancel);
        var takes = conformed.Takes.ToList();
        if (takes.Count == 0 && conformed.Events.Count > 0)
            throw new BadInputException("no-media", cut, "", $"no media of the cut is in {string.Join(", ", folders)}", "Name the folders of the turnover's media with --media");

        var now = Now;
        var places = PlatePlaces.Open(Show.Folder);
        places.Folders = [.. folders.Select(Path.GetFullPath)];
        var acts = new List<(string, Actor, JsonObject)>();
        var plateOf = new Dictionary<string, uint>(StringComparer.Ordinal);
        var next = now.Plates.Count == 0 ? 0u : now.Plates.Keys.Max() + 1;
        foreach (var take in takes)
        {
            var known = now.Plates.Values.LastOrDefault(p => p.Body.Text("name") == take.Name);
            var index = known is null ? next : (uint)known.Body.Long("plate");
            var plate = Take(take, index, conformed, turnover.Timeline.Rate);
            // what was said about a plate holds for a later cut that shows no other frames of it
            if (known is null || !plate.IsPartOf(PlateOf(known)))
            {
                plate = plate with { Index = next++ };
                acts.Add((Plate.ActName, by, plate.Body(Show.Vault.Add(PlainJson.Bytes(plate.Document())))));
            }
            plateOf[take.Path] = plate.Index;
            places.Put(plate.Index, take.Path);
        }
        var shots = ShotsOf(conformed, plateOf);
        var document = Show.Vault.Add(System.IO.File.ReadAllBytes(cut));
        places.Save();
        var same = acts.Count == 0 && now.Cut?.Body.TextOrNull("document") == document.Hex && now.Shots.Values.SequenceEqual(shots);
        if (same) return conformed;
        Show.Book.AppendAll(
        [
            (ActNames.CutIngested, by, new JsonObject
            {
                ["name"] = Path.GetFileName(cut), ["document"] = document.Hex, ["format"] = turnover.Format, ["rate"] = turnover.Timeline.Rate.ToString(),
                ["frames"] = turnover.PictureLength, ["events"] = turnover.Events.Count, ["warnings"] = JsonReading.Array(turnover.Warnings.Take(100)),
            }),
            .. acts,
            .. shots.Select(s => (ActNames.ShotConformed, by, s.Write())),
        ]);
        return conformed;
    }

    /// <summary>The cut with its media as it was ingested, found again.</summary>
    private ConformedCut Conformed()
    {
        var turnover = TurnoverOf(Now.Cut ?? throw new BadInputException("no-cut", Show.Folder, "", "the show has no cut yet", "Take one in: answerprint ingest SHOW CUT --media DIR"));
        return Conform.Run(turnover, PlatePlaces.Open(Show.Folder).Folders, Facts, cancel);
    }

    private Turnover TurnoverOf(Act cut) => Turnover.Read(Show.Vault.Read(cut.Body.Digest("document")), cut.Body.Text("name"), cut.Body.Rate("rate"));

    private Plate Take(Take take, uint index, ConformedCut conformed, FrameRate rate)
    {
        using var clip = FrameFiles.Open(take.Path, new OpenOptions { Rate = take.Facts.Rate ?? rate, Colour = Show.File.Colour.Plates is { Length: > 0 } named ? colours.Value.Parse(named) : null });
        foreach (var warning in clip.Warnings) watch.Say($"{take.Name}: {warning}");
        var wanted = new SortedSet<int>();
        foreach (var e in conformed.Events.Where(e => e.Take?.Path == take.Path))
            wanted.UnionWith(new FrameRange((int)Math.Max(int.MinValue / 2, Span(e).Start - Reach), Span(e).End + Reach).Intersect(clip.Range).Numbers.Where(clip.Has));
        var reel = conformed.Events.FirstOrDefault(e => e.Take?.Path == take.Path && e.Event.Reel is not ("" or "AX"))?.Event.Reel ?? "";
        var decode = clip.Coding is { } coding ? $"{clip.Packing}; {coding.Model} {coding.Depth} bit {coding.Matrix} {coding.Range} {coding.Colour} {coding.Site}" : "";
        using var work = watch.Begin($"ingest {take.Name}", wanted.Count);
        var plate = Plate.Ingest(clip, take.Name, index, take.Facts.Start?.Frame ?? 0, reel, decode, wanted, n => work.Step($"frame {n}"), cancel);
        return plate with { Colour = new(clip.Coding is { } c ? ColourChoice.Word(c.Colour) : "", ClipLight.Of(clip).Name, colours.Value.Hash) };
    }

    /// <summary>Shots in record order, counted by tens; disabled events are not worked on.</summary>
    private List<Shot> ShotsOf(ConformedCut conformed, Dictionary<string, uint> plateOf)
    {
        var shots = new List<Shot>();
        foreach (var e in conformed.Events.Where(e => e.Event.Enabled).OrderBy(e => e.Event.Record.Start).ThenBy(e => e.Event.TrackIndex))
        {
            var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Show.File.Code}_{(shots.Count + 1) * 10:0000}");
            var plate = e.Take is { } take ? plateOf[take.Path] : (uint?)null;
            shots.Add(new(name, e.Event.Name, plate, Shown(e), Span(e), e.Event.Record, e.Event.TrackIndex, e.Event.Number));
        }
        return shots;
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
        var head = take.Facts.Holes.Where(h => h >= there.Start && h < shown.Start).Select(h => h + 1).DefaultIfEmpty(there.Start).Max();
        var tail = take.Facts.Holes.Where(h => h >= shown.End && h < there.End).DefaultIfEmpty(there.End).Min();
        return new(Math.Min(shown.Start, head), Math.Max(shown.End, tail));
    }

    private static MediaFacts Facts(string path)
    {
        using var clip = FrameFiles.Open(path);
        var holes = clip.Range.Numbers.Where(n => !clip.Has(n)).ToList();
        if (FrameFiles.IsMovie(path)) return new(clip.Range, clip.Rate, clip.Width, clip.Height, holes);
        // a still says its rate in an attribute or not at all
        var said = clip.Coding is null && clip.ReadStored(clip.Frames[0]).Attributes.Any(a => a.Name == "framesPerSecond");
        return new(clip.Range, said ? clip.Rate : null, clip.Width, clip.Height, holes);
    }
}
