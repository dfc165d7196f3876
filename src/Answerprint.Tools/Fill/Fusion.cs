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

    /// <summary>Turns the costs into weights: exp(−(cost − least)/6), smoothed by σ 1.2, sum 1.</summary>
    /// <returns>The least cost of each pixel.</returns>
    public static float[] Weigh(IReadOnlyList<Candidate> candidates, int width, int height, int threads, CancellationToken cancel)
    {
        var least = Lanes.Plane(width * height);
        for (var i = 0; i < least.Length; i += Lanes.Count)
        {
            var min = Lanes.Load(candidates[0].Cost, i);
            for (var c = 1; c < candidates.Count; c++) min = Vector256.Min(min, Lanes.Load(candidates[c].Cost, i));
            Lanes.Store(min, least, i);
            var sum = Vector256<float>.Zero;
            foreach (var candidate in candidates)
            {
                var weight = Lanes.Exp(Vector256.Min((min - Lanes.Load(candidate.Cost, i)) * (1f / 6), Vector256<float>.Zero));
                sum += weight;
                Lanes.Store(weight, candidate.Cost, i);
            }
            foreach (var candidate in candidates) Lanes.Store(Lanes.Load(candidate.Cost, i) / sum, candidate.Cost, i);
        }
        Rows.All(threads, [.. candidates.Select(c => (Action)(() => Gaussian.Blur(c.Cost, width, height, 1.2f)))], cancel);
        return least;
    }

    /// <summary>Makes the picture and its origin. <see cref="Weigh"/> has been called.</summary>
    public static (Frame Picture, Origin Origin) Make(
        IReadOnlyList<Candidate> candidates, PairMotion pair, float t, FlowField? deviation, uint plate, int threads, CancellationToken cancel)
    {
        SourceFrame a = pair.A, b = pair.B;
        var picture = new Frame(a.Width, a.Height, [.. a.Picture.Linear.Channels]);
        var origin = new Origin(a.Width, a.Height, 2 * Most);
        for (var n = 0; n < origin.Tap.Count; n++)
        {
            origin.Tap[n].Plate.AsSpan().Fill(plate);
            origin.Tap[n].Frame.AsSpan().Fill((uint)(n % 2 == 0 ? a : b).Number);
        }
        var sources = new GatherSources();
        sources.Add(plate, (uint)a.Number, a.Picture);
        sources.Add(plate, (uint)b.Number, b.Picture);
        Rows.Each(threads, a.Height, (first, end) =>
        {
            for (var y = first; y < end; y++)
            {
                Row(candidates, a, b, t, deviation, origin, y);
                Gather.Strip(origin, sources, picture, y, y + 1);
            }
        }, cancel);
        return (picture, origin);
    }

    // tap 2c is from the first frame by the c-th best candidate, tap 2c + 1 from the second
    private static void Row(IReadOnlyList<Candidate> candidates, SourceFrame a, SourceFrame b, float t, FlowField? deviation, Origin origin, int y)
    {
        int w = a.Width, h = a.Height;
        Span<int> chosen = stackalloc int[Most];
        Span<float> weights = stackalloc float[Most];
        Span<int> grains = stackalloc int[2 * Most];
        for (var x = 0; x < w; x++)
        {
            var i = (y * w) + x;
            var count = Best(candidates, i, chosen, weights);
            float dx = deviation?.X(i) ?? 0, dy = deviation?.Y(i) ?? 0;
            var left = Grain;
            var heaviest = 0;
            for (var n = 0; n < 2 * count; n++)
            {
                var share = candidates[chosen[n / 2]].Share[i];
                grains[n] = (int)((weights[n / 2] * (n % 2 == 0 ? share : 1 - share) * Grain) + 0.5f);
                if (grains[n] < Least / 2) grains[n] = 0;
                left -= grains[n];
                if (grains[n] > grains[heaviest]) heaviest = n;
            }
            grains[heaviest] += left;
            for (var n = 0; n < 2 * count; n++)
            {
                if (grains[n] == 0) continue;
                var candidate = candidates[chosen[n / 2]];
                var reach = n % 2 == 0 ? -t : 1 - t;
                var bend = candidate.IsStill ? 0 : 1;
                var px = x + (reach * candidate.Motion.X(i)) - (bend * dx);
                var py = y + (reach * candidate.Motion.Y(i)) - (bend * dy);
                var tap = origin.Tap[n];
                tap.X[i] = Lanczos.Units(PaddedPlane.Hold(px, w)) / (float)Lanczos.Phases;
                tap.Y[i] = Lanczos.Units(PaddedPlane.Hold(py, h)) / (float)Lanczos.Phases;
                tap.Weight[i] = grains[n] / (float)Grain;
            }
        }
    }

    // the heaviest few, heaviest first, made to sum 1
    private static int Best(IReadOnlyList<Candidate> candidates, int i, Span<int> chosen, Span<float> weights)
    {
        var count = 0;
        for (var c = 0; c < candidates.Count; c++)
        {
            var weight = candidates[c].Cost[i];
            if (count == Most && weight <= weights[Most - 1]) continue;
            var at = count < Most ? count++ : Most - 1;
            while (at > 0 && weights[at - 1] < weight)
            {
                weights[at] = weights[at - 1];
                chosen[at] = chosen[at - 1];
                at--;
            }
            weights[at] = weight;
            chosen[at] = c;
        }
        while (count > 1 && weights[count - 1] * Grain < Least) count--;
        var sum = 0f;
        for (var c = 0; c < count; c++) sum += weights[c];
        for (var c = 0; c < count; c++) weights[c] /= sum;
        return count;
    }
}
