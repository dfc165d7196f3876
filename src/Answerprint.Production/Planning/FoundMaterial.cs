using Answerprint.Media.Measures;
using Answerprint.Media.Time;

namespace Answerprint.Production.Planning;

/// <summary>
/// Ranks what was shot and is not used by what the place of a missing shot asks for. A scene is cut by going back to set-ups that were seen shortly before or
/// come shortly after, and rarely from a set-up to itself: so a piece counts that resembles a shot two or more cuts away, and less if it also resembles the shot it would
/// touch. Names and timecode count where there are any.
/// </summary>
public static class FoundMaterial
{
    /// <summary>How likely a shot returns to the set-up so many cuts away: of the touching shots least.</summary>
    private static readonly double[] Returns = [0, 0.55, 1, 0.95, 0.9];

    /// <summary>What resembling the touching shot costs.</summary>
    private const double JumpCut = 0.4;

    /// <summary>The distance at which two pictures are alike by 1/e.</summary>
    private const double Reach = 0.34;

    private const double FramingShare = 0.5, ColourShare = 0.3, LightShare = 0.1, MotionShare = 0.1;

    private const double NamesCount = 1.0, TimecodeCounts = 0.3, SceneCounts = 0.15;

    /// <summary>So many pieces are looked at window by window; of more, those that are as a whole most like it.</summary>
    private const int Closely = 120;

    /// <summary>Frames of a piece that are looked at when it is judged as a whole.</summary>
    private const int Coarse = 6;

    /// <summary>The pieces in order, the best first, at most one window of each piece.</summary>
    /// <param name="pieces">Only those that are long enough are ranked.</param>
    public static IReadOnlyList<FoundPiece> Rank(ShotPlace place, IEnumerable<UnusedPiece> pieces)
    {
        var enough = pieces.Where(p => p.Frames.Length >= place.Frames).ToList();
        if (enough.Count > Closely)
            enough = [.. enough.Select(p => Judge(place, p, p.Frames, Coarse)).OrderByDescending(f => f.Score).ThenBy(f => f.Piece.Path, StringComparer.Ordinal).Take(Closely).Select(f => f.Piece)];
        return
        [
            .. enough.Select(p => Windows(p, place.Frames).Select(w => Judge(place, p, w, TakeDescriptor.Most)).MaxBy(f => f.Score)!)
                .OrderByDescending(f => f.Score).ThenBy(f => f.Piece.Path, StringComparer.Ordinal).ThenBy(f => f.Frames.Start),
        ];
    }

    /// <summary>0 for the same, 1 for nothing alike: each frame against the one most like it in the other, both ways.</summary>
    internal static double Distance(IReadOnlyList<TakeSample> a, IReadOnlyList<TakeSample> b) => (OneWay(a, b) + OneWay(b, a)) / 2;

    private static double OneWay(IReadOnlyList<TakeSample> a, IReadOnlyList<TakeSample> b) => a.Average(x => b.Min(y => Distance(x, y)));

    private static double Distance(TakeSample a, TakeSample b) =>
        (FramingShare * a.Picture.FramingDistance(b.Picture)) + (ColourShare * a.Picture.ColourDistance(b.Picture)) + (LightShare * a.Picture.LightDistance(b.Picture)) + (MotionShare * a.Motion.Distance(b.Motion));

    private static FoundPiece Judge(ShotPlace place, UnusedPiece piece, FrameRange window, int most)
    {
        var samples = piece.Descriptor.In(window);
        if (samples.Count > most) samples = [.. Enumerable.Range(0, most).Select(i => samples[((2 * i) + 1) * samples.Count / (2 * most)])];
        double best = 0, touching = 0, scene = 0;
        PlaceNeighbour? like = null;
        foreach (var n in place.Neighbours)
        {
            var alike = Math.Exp(-Math.Pow(Distance(samples, n.Samples) / Reach, 2));
            var weight = Returns[Math.Min(Math.Abs(n.Distance), Returns.Length - 1)];
            if (weight * alike > best || like is null) (best, like) = (Math.Max(best, weight * alike), n);
            if (Math.Abs(n.Distance) == 1) touching = Math.Max(touching, alike);
            scene = Math.Max(scene, 1 - samples.Min(l => n.Samples.Min(s => l.Picture.ColourDistance(s.Picture))));
        }
        var names = place.Name.Length > 0 ? SlateName.Likeness(place.Name, piece.Name) : null;
        var nearness = Nearness(place, piece);
        var score = best - (JumpCut * touching) + (SceneCounts * scene) + (NamesCount * (names ?? 0)) + (TimecodeCounts * (nearness ?? 0));
        double Alike(Func<TakeSample, TakeSample, double> distance) => like is null ? 0 : 1 - ((samples.Average(x => like.Samples.Min(y => distance(x, y))) + like.Samples.Average(x => samples.Min(y => distance(x, y)))) / 2);
        return new(
            piece, window, Math.Round(score, 6), like, Alike((x, y) => x.Picture.FramingDistance(y.Picture)),
            Alike((x, y) => (0.5 * x.Picture.ColourDistance(y.Picture)) + (0.5 * x.Picture.LightDistance(y.Picture))), Alike((x, y) => x.Motion.Distance(y.Motion)), names, nearness);
    }

    /// <summary>1 at the moment that was asked for, half five minutes away.</summary>
    private static double? Nearness(ShotPlace place, UnusedPiece piece)
    {
        if (place.SourceFirst is not > 0 || piece.Start is not { } start || place.SourceFirst is not { } wanted) return null;
        var at = start.Frame + (piece.Frames.Start - piece.Take.Start);
        var seconds = Math.Abs(wanted - at) / place.Rate.PerSecond;
        return 1 / (1 + (seconds / 300));
    }

    /// <summary>At most twelve places for so many frames, evenly over the piece, its first and last among them.</summary>
    private static IEnumerable<FrameRange> Windows(UnusedPiece piece, int frames)
    {
        var slack = piece.Frames.Length - frames;
        var count = Math.Clamp(slack / Math.Max(1, frames / 2), 0, 11) + 1;
        for (var i = 0; i < count; i++)
        {
            var start = piece.Frames.Start + (count == 1 ? slack / 2 : (int)((long)slack * i / (count - 1)));
            yield return new(start, start + frames);
        }
    }
}
