using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Several candidates into one picture: the best few of each pixel, each two taps, their colours mixed in the display encoding.</summary>
internal static class Fusion
{
    /// <summary>Candidates that a pixel may draw from: two taps each, within <see cref="Origin.MostTaps"/>.</summary>
    public const int Most = 4;

    /// <summary>Weights are multiples of 1/4096, so that their sum is exactly 1.</summary>
    private const int Grain = 4096;

    /// <summary>Candidates lighter than this are left out, in grains.</summary>
    private const int Least = 24;

    /// <summary>
    /// Where even the best motion is dear, the cross-fade of the two frames gets this much of that cost for free: when nothing is known the mean
    /// errs least, and over a longer gap less is known.
    /// </summary>
    private static float Doubt(PairMotion pair) => Math.Min(0.7f, 0.3f + (0.1f * (pair.B.Number - pair.A.Number - 1)));

    /// <summary>Turns the costs into weights: exp(−(cost − least)/6), smoothed by σ 1.2, sum 1.</summary>
    /// <param name="fade">Share of the whole that the candidate without motion gets beforehand, 0..1.</param>
    /// <returns>The least cost of each pixel.</returns>
    public static float[] Weigh(IReadOnlyList<Candidate> candidates, PairMotion pair, float fade, int threads, CancellationToken cancel)
    {
        var (width, height, doubt) = (pair.A.Width, pair.A.Height, Doubt(pair));
        var least = Lanes.Plane(width * height);
        for (var i = 0; i < least.Length; i += Lanes.Count)
        {
            var min = Lanes.Load(candidates[0].Cost, i);
            for (var c = 1; c < candidates.Count; c++) min = Vector256.Min(min, Lanes.Load(candidates[c].Cost, i));
            Lanes.Store(min, least, i);
            var sum = Vector256<float>.Zero;
            foreach (var candidate in candidates)
            {
                var weight = Lanes.Exp((min - Lanes.Load(candidate.Cost, i) + (candidate.IsStill ? min * doubt : Vector256<float>.Zero)) * (1f / 6));
                sum += weight;
                Lanes.Store(weight, candidate.Cost, i);
            }
            foreach (var candidate in candidates) Lanes.Store(Lanes.Load(candidate.Cost, i) / sum, candidate.Cost, i);
        }
        Rows.All(threads, [.. candidates.Select(c => (Action)(() => Gaussian.Blur(c.Cost, width, height, 1.2f)))], cancel);
        if (fade <= 0) return least;
        foreach (var candidate in candidates)
        {
            var gift = Vector256.Create(candidate.IsStill ? fade : 0);
            for (var i = 0; i < least.Length; i += Lanes.Count) Lanes.Store((Lanes.Load(candidate.Cost, i) * (1 - fade)) + gift, candidate.Cost, i);
        }
        return least;
    }

    /// <summary>Makes the picture and its origin. <see cref="Weigh"/> has been called.</summary>
    public static (Frame Picture, Origin Origin) Make(
        IReadOnlyList<Candidate> candidates, PairMotion pair, float t, FlowField? deviation, uint plate, int threads, CancellationToken cancel)
    {
        HeapTide.Turned();
        SourceFrame a = pair.A, b = pair.B;
        var picture = new Frame(a.Picture.Width, a.Picture.Height, [.. a.Picture.Linear.Channels]);
        var origin = new Origin(picture.Width, picture.Height, plate, [.. Enumerable.Range(0, 2 * Most).Select(n => (uint)(n % 2 == 0 ? a : b).Number)]);
        var sources = new GatherSources();
        sources.Add(plate, (uint)a.Number, a.Picture);
        sources.Add(plate, (uint)b.Number, b.Picture);
        Rows.Each(threads, picture.Height, (first, end) =>
        {
            var lines = candidates.Select(c => new FusionLine(c, picture.Width, a.Factor)).ToArray();
            var bend = deviation is null ? null : new FusionLine(deviation, picture.Width, a.Factor);
            for (var y = first; y < end; y++)
            {
                foreach (var line in lines) line.Load(y);
                bend?.Load(y);
                Row(lines, bend, a, t, origin, y);
                Gather.Strip(origin, sources, picture, y, y + 1);
            }
        }, cancel);
        return (picture, origin);
    }

    // tap 2k is from the first frame by the k-th of the kept candidates, tap 2k + 1 from the second
    private static void Row(FusionLine[] lines, FusionLine? bend, SourceFrame a, float t, Origin origin, int y)
    {
        int w = a.Picture.Width, h = a.Picture.Height;
        Span<int> grains = stackalloc int[2 * Most];
        Span<int> kept = stackalloc int[Most];
        FusionLine.Choose(lines, Most, 0.2f, (float)Least / Grain);
        for (var x = 0; x < w; x++)
        {
            var i = (y * w) + x;
            var count = 0;
            var left = Grain;
            var heaviest = 0;
            for (var c = 0; c < lines.Length && count < Most; c++)
            {
                var weight = lines[c].Weight[x] * Grain;
                if (weight == 0) continue;
                var first = weight * lines[c].Share[x];
                kept[count] = c;
                for (var n = 2 * count; n < (2 * count) + 2; n++)
                {
                    var grain = (int)((n % 2 == 0 ? first : weight - first) + 0.5f);
                    if (grain < Least / 2) grain = 0;
                    grains[n] = grain;
                    left -= grain;
                    if (grain > grains[heaviest]) heaviest = n;
                }
                count++;
            }
            grains[heaviest] += left;
            for (var n = 0; n < 2 * count; n++)
            {
                if (grains[n] == 0) continue;
                var line = lines[kept[n / 2]];
                var reach = n % 2 == 0 ? -t : 1 - t;
                var px = x + (reach * line.X[x]);
                var py = y + (reach * line.Y[x]);
                if (bend is not null && !line.IsStill)
                {
                    px -= bend.X[x];
                    py -= bend.Y[x];
                }
                var tap = origin.Tap[n];
                tap.X[i] = Lanczos.Units(PaddedPlane.Hold(px, w)) / (float)Lanczos.Phases;
                tap.Y[i] = Lanczos.Units(PaddedPlane.Hold(py, h)) / (float)Lanczos.Phases;
                tap.Weight[i] = grains[n] / (float)Grain;
            }
        }
    }
}
