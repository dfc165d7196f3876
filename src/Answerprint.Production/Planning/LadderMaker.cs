using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Planning;

/// <summary>Makes the ladders of a cut's missing shots: re-pull, found material, punch-in, a move over the empty set, pick-up. Reads pictures through its sources only; makes none.</summary>
public sealed class LadderMaker
{
    /// <summary>Pieces of found material that are shown.</summary>
    private const int Shown = 6;

    /// <summary>Pieces in which a punch-in is looked for, and frames of each.</summary>
    private const int Wider = 8;

    private const double PullMinutes = 20, LookMinutes = 10, PunchMinutes = 15, MoveMinutes = 30, CardMinutes = 30;

    /// <summary>Seconds of a machine for a resampled megapixel.</summary>
    private const double ResampleSeconds = 0.3;

    private readonly ConformedCut cut;
    private readonly ShowRates rates;
    private readonly LadderSources sources;
    private readonly CutPlaces places;
    private readonly Dictionary<string, MediaEntry> media;

    public LadderMaker(ConformedCut cut, SurveyReport survey, ShowRates rates, LadderSources sources)
    {
        (this.cut, this.rates, this.sources) = (cut, rates, sources);
        places = new(cut, survey);
        media = cut.Media.ToDictionary(m => m.Path, StringComparer.Ordinal);
        Missing = [.. survey.Missing.Where(IsShot).DistinctBy(m => m.Record)];
    }

    /// <summary>The missing shots: what no tool may make and nobody can mend from the same take.</summary>
    public IReadOnlyList<MissingSpan> Missing { get; }

    public static bool IsShot(MissingSpan m) =>
        m.Severity != Severity.Note && m.PlateFrames.Count == 0 && m.Kind is MissingKind.Gap or MissingKind.MissingMedia or MissingKind.MissingReference or MissingKind.Slug && m.Event?.Take is null;

    /// <param name="shot">Its name in the show; empty for a gap.</param>
    public Ladder Make(MissingSpan span, string shot, CancellationToken cancel = default)
    {
        var near = places.Near(span.Record).ToList();
        var place = PlaceOf(span, near, cancel);
        var (found, all) = Found(place, cancel);
        var size = near.Select(n => n.Event.Take!.Facts).Select(f => new PickUpCard.TakeSizes(f.Width, f.Height)).FirstOrDefault();
        var around = place.Neighbours.Where(n => Math.Abs(n.Distance) == 1).OrderBy(n => n.Distance)
            .Select(n => new RungPicture(n.Path, n.Name, n.Samples[n.Distance < 0 ? n.Samples.Count - 1 : 0].Frame, n.Frames, n.Distance < 0 ? "the shot before" : "the shot after", null)).ToList();
        return new(shot, span, around, [RePull(span), FoundRung(place, found, all), PunchInRung(place, found, cancel), EmptySet(place, cancel), PickUp(place, size)]);
    }

    /// <summary>The ranking alone.</summary>
    public IReadOnlyList<FoundPiece> Rank(MissingSpan span, CancellationToken cancel = default) => Found(PlaceOf(span, [.. places.Near(span.Record)], cancel), cancel).Ranked;

    private ShotPlace PlaceOf(MissingSpan span, List<(int Distance, ConformedEvent Event)> near, CancellationToken cancel)
    {
        var neighbours = new List<PlaceNeighbour>();
        foreach (var (distance, e) in near)
        {
            cancel.ThrowIfCancellationRequested();
            if (!media.TryGetValue(e.Take!.Path, out var entry) || sources.Descriptor(entry) is not { } descriptor || e.PlateFrames() is not var (first, end)) continue;
            var range = new FrameRange((int)first, (int)Math.Max(first + 1, end));
            neighbours.Add(new(distance, e.Take.Name, e.Take.Path, range, descriptor.In(range)));
        }
        var asked = span.Event?.Event;
        return new(
            span.Record.Length, neighbours, asked?.Name is { Length: > 0 } name ? name : asked?.Media is ExternalReference file ? file.FileName : "", asked?.Reel is "AX" or null ? "" : asked.Reel,
            asked is null ? null : asked.SourceFrames().First, cut.Cut.Timeline.Rate);
    }

    /// <returns>The best in order, and how many pieces are long enough.</returns>
    private (IReadOnlyList<FoundPiece> Ranked, int All) Found(ShotPlace place, CancellationToken cancel)
    {
        var pieces = new List<UnusedPiece>();
        foreach (var entry in cut.Media.Where(m => m.Kind != MediaKind.Still))
        {
            cancel.ThrowIfCancellationRequested();
            if (sources.Facts(entry) is not { } facts) continue;
            var unused = places.Unused(entry.Path, facts).Where(u => u.Frames.Length >= place.Frames).ToList();
            if (unused.Count == 0 || sources.Descriptor(entry) is not { } descriptor) continue;
            pieces.AddRange(unused.Select(u => new UnusedPiece(entry.Path, entry.Name, u.Use, u.Frames, descriptor, facts.Range, facts.Start)));
        }
        return (FoundMaterial.Rank(place, pieces), pieces.Count);
    }

    private Rung RePull(MissingSpan span)
    {
        var line = PullLine.Of(span, cut.Cut.Timeline);
        return line is null
            ? new(RungKind.RePull, Open: false, "Nothing can be asked for again: the cut does not say what stood here.", null, [], [])
            : new(RungKind.RePull, Open: true, $"Ask the lab or the data wrangler for it again: {line.Words}. It costs least if it exists.", Bid.OfPeople(PullMinutes, 0, rates), [], line.Write());
    }

    private Rung FoundRung(ShotPlace place, IReadOnlyList<FoundPiece> found, int all)
    {
        if (found.Count == 0) return new(RungKind.Found, Open: false, $"No unused frames of {place.Frames} in a row lie in the media folders. Name the folders of the dailies with --media when the cut is ingested.", null, [], []);
        var pictures = found.Take(Shown).Select(f => new RungPicture(f.Piece.Path, f.Piece.Name, Middle(f), f.Frames, Why(f), null)).ToList();
        return new(
            RungKind.Found, Open: true, $"{(all == 1 ? "1 piece of real material is" : $"{all} pieces of real material are")} long enough; those that resemble what the place asks for come first{(all > Shown ? $", and the first {Shown} are shown" : "")}. People in them are as they were filmed.",
            Bid.OfPeople(LookMinutes, 0, rates), pictures, []);
    }

    private static string Why(FoundPiece f)
    {
        var words = new List<string> { f.Piece.Use };
        if (f.Like is { } like) words.Add(string.Create(CultureInfo.InvariantCulture, $"like {like.Name}, {Math.Abs(like.Distance)} {(Math.Abs(like.Distance) == 1 ? "cut" : "cuts")} {(like.Distance < 0 ? "before" : "after")}: framing {100 * f.Framing:0} %, light and colour {100 * f.Light:0} %, motion {100 * f.Motion:0} %"));
        if (f.Names is { } names) words.Add(string.Create(CultureInfo.InvariantCulture, $"names agree to {100 * names:0} %"));
        if (f.Nearness is { } near) words.Add(string.Create(CultureInfo.InvariantCulture, $"timecode nearness {100 * near:0} %"));
        if (f.Piece.Start is { } start) words.Add($"from {start.Add(f.Frames.Start - f.Piece.Take.Start)}");
        return string.Join("; ", words);
    }

    private Rung PunchInRung(ShotPlace place, IReadOnlyList<FoundPiece> found, CancellationToken cancel)
    {
        // what the place asks for: a shot that the cut may go back to, and the one that the best piece resembles
        var references = place.Neighbours.Where(n => Math.Abs(n.Distance) == 2).Concat(found.Take(1).Select(f => f.Like).OfType<PlaceNeighbour>()).Concat(place.Neighbours.Where(n => Math.Abs(n.Distance) == 1)).DistinctBy(n => n.Path).Take(2).ToList();
        if (references.Count == 0 || found.Count == 0) return Closed("There is no wider unused frame to look in.");
        var wide = found.OrderByDescending(f => f.Light).Take(Wider).ToList();
        var pictures = new List<(double Factor, RungPicture Picture)>();
        foreach (var f in wide)
        {
            Frame? whole = null;
            foreach (var reference in references.Where(r => r.Path != f.Piece.Path))
            {
                cancel.ThrowIfCancellationRequested();
                try
                {
                    whole ??= sources.Read(f.Piece.Path, Middle(f));
                    if (PunchIn.Find(sources.Read(reference.Path, reference.Samples[reference.Samples.Count / 2].Frame), whole) is not { } punch) continue;
                    int width = (int)(f.Piece.Descriptor.Width * punch.Width), height = (int)(f.Piece.Descriptor.Height * punch.Height);
                    pictures.Add((punch.Factor, new(f.Piece.Path, f.Piece.Name, Middle(f), f.Frames, string.Create(CultureInfo.InvariantCulture, $"enlarged {punch.Factor:0.00} times to frame it like {reference.Name}; {width}×{height} pixels are left of {f.Piece.Descriptor.Width}×{f.Piece.Descriptor.Height}"), (punch.X, punch.Y, punch.Width, punch.Height))));
                }
                catch (BadInputException)
                {
                    // a frame that can not be read shows nothing; the survey names broken media
                }
            }
        }
        if (pictures.Count == 0) return Closed($"In none of the {wide.Count} pieces of the most similar light is there a wider frame that shows what {string.Join(" or ", references.Select(r => r.Name))} shows.");
        var best = pictures.OrderBy(p => p.Factor).DistinctBy(p => p.Picture.Path).Take(3).Select(p => p.Picture).ToList();
        return new(RungKind.PunchIn, Open: true, "A part of a wider frame, enlarged as a whole: one declared transform of the picture, nothing else.",
            Bid.OfPeople(PunchMinutes, place.Frames * Megapixels(place) * ResampleSeconds, rates), best, []);

        static Rung Closed(string words) => new(RungKind.PunchIn, Open: false, words, null, [], []);
    }

    private Rung EmptySet(ShotPlace place, CancellationToken cancel)
    {
        var frames = new List<(double Distance, MediaEntry Entry, TakeSample Sample)>();
        foreach (var entry in cut.Media)
        {
            cancel.ThrowIfCancellationRequested();
            if (sources.Facts(entry) is not { } facts || !facts.Range.Numbers.Any(n => sources.NoPeople(entry.Name, n))) continue;
            if (sources.Descriptor(entry) is not { } descriptor) continue;
            foreach (var sample in descriptor.Samples.Where(s => sources.NoPeople(entry.Name, s.Frame)))
                frames.Add((place.Neighbours.Count == 0 ? 1 : place.Neighbours.Min(n => n.Samples.Min(l => sample.Picture.ColourDistance(l.Picture) + sample.Picture.LightDistance(l.Picture))), entry, sample));
        }
        if (frames.Count == 0)
            return new(RungKind.EmptySet, Open: false, "No plate of the cut is declared to have nobody in it, and a move is made over such a frame only: answerprint declare SHOW PLATE --no-people --by PERSON.", null, [], []);
        var best = frames.GroupBy(f => f.Entry.Path, StringComparer.Ordinal).Select(g => g.MinBy(f => f.Distance)).OrderBy(f => f.Distance).Take(3).ToList();
        return new(
            RungKind.EmptySet, Open: true, string.Create(CultureInfo.InvariantCulture, $"A slow push-in of 4 % over {place.Frames / place.Rate.PerSecond:0.0} s on one real frame in which, as declared, nobody is; at the end 96 % of its width and height fill the picture."),
            Bid.OfPeople(MoveMinutes, place.Frames * Megapixels(place) * ResampleSeconds, rates),
            [.. best.Select(f => new RungPicture(f.Entry.Path, f.Entry.Name, f.Sample.Frame, new(f.Sample.Frame, f.Sample.Frame + 1), "declared to have nobody in it", (0.02, 0.02, 0.96, 0.96)))], []);
    }

    private Rung PickUp(ShotPlace place, PickUpCard.TakeSizes size) => new(
        RungKind.PickUp, Open: true, "Film it. The card says what the neighbours' files and pictures tell; the cost is that of the card, for what a shooting day costs does not stand in the show's rates.",
        Bid.OfPeople(CardMinutes, 0, rates), [], PickUpCard.Facts(place, size, sources));

    private double Megapixels(ShotPlace place) =>
        place.Neighbours.Count > 0 && media.TryGetValue(place.Neighbours[0].Path, out var entry) && sources.Facts(entry) is { } facts ? facts.Width * facts.Height / 1e6 : 2;

    private static int Middle(FoundPiece f) => f.Frames.Start + (f.Frames.Length / 2);
}
