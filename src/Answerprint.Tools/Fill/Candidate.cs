using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>A hypothesis brought to one moment of the gap: the motion of each pixel to make, the share of the first frame, and what it costs to believe it there.</summary>
internal sealed class Candidate
{
    private Candidate(FlowField motion, float[] share, float[] cost, bool still)
    {
        Motion = motion;
        Share = share;
        Cost = cost;
        IsStill = still;
    }

    /// <summary>From the first frame to the second, on the pixels of the picture to make.</summary>
    public FlowField Motion { get; }

    /// <summary>Weight of the first frame, 0..1.</summary>
    public float[] Share { get; }

    /// <summary>In the units of 30 × soft census + ¼ luma difference in codes.</summary>
    public float[] Cost { get; }

    /// <summary>Nothing moves: deviations do not apply.</summary>
    public bool IsStill { get; }

    /// <summary>What a mixing network is told of it, where that was asked for.</summary>
    public MixEvidence? Evidence { get; private set; }

    /// <summary>The luma of both frames, in codes, at the places that it takes a pixel from; kept only to learn from.</summary>
    public (float[] A, float[] B)? Seen { get; private init; }

    /// <summary>The hypothesis at time <paramref name="t"/> with the deviation that all share, or none.</summary>
    /// <param name="carried">Its motion at that time, where it was worked out before.</param>
    /// <param name="evidence">Whether a mixing network will be asked about it.</param>
    /// <param name="learn">Whether one learns from it.</param>
    public static Candidate At(PairMotion pair, Hypothesis hypothesis, float t, FlowField? deviation, FlowField? carried = null, bool evidence = false, bool learn = false)
    {
        SourceFrame a = pair.A, b = pair.B;
        int w = a.Width, h = a.Height;
        var still = hypothesis.Name == "still";
        var motion = still ? hypothesis.Forward : carried ?? Carried(hypothesis, t, w, h);
        var size = w * h;
        float[] codesA, codesB, seenA, seenB;
        var cost = Lanes.Plane(size);
        var share = Lanes.Plane(size);
        if (still)
        {
            (codesA, codesB) = (a.Codes, b.Codes);
            seenA = seenB = cost;
        }
        else
        {
            (codesA, codesB, seenA, seenB) = (Lanes.Plane(size), Lanes.Plane(size), Lanes.Plane(size), Lanes.Plane(size));
            Look(pair, hypothesis, t, motion, deviation, codesA, codesB, seenA, seenB);
        }
        Judge(codesA, codesB, seenA, seenB, still, hypothesis.Penalty, cost, w, h);
        if (still)
        {
            share.AsSpan().Fill(1 - t);
            return Made(null, null);
        }
        Visibility(seenA);
        Visibility(seenB);
        Gaussian.Blur(seenA, w, h, 1);
        Gaussian.Blur(seenB, w, h, 1);
        for (var i = 0; i < share.Length; i += Lanes.Count)
        {
            var first = (Lanes.Load(seenA, i) + Vector256.Create(1e-4f)) * (1 - t);
            var second = (Lanes.Load(seenB, i) + Vector256.Create(1e-4f)) * t;
            Lanes.Store(first / (first + second), share, i);
        }
        return Made(seenA, seenB);

        Candidate Made(float[]? fromA, float[]? fromB) => new(motion, share, cost, still)
        {
            Evidence = evidence || learn ? MixEvidence.Of(hypothesis.Name, cost, codesA, codesB, fromA, fromB, share, motion) : null,
            Seen = learn ? (codesA, codesB) : null,
        };
    }

    /// <summary>Lets go of what only a network needs.</summary>
    public void ForgetEvidence() => Evidence = null;

    /// <summary>The same with a cost and a share of its own, which weighing overwrites.</summary>
    public Candidate Apart() => new(Motion, (float[])Share.Clone(), (float[])Cost.Clone(), IsStill);

    // 30 × soft census + ¼ difference, σ 2.5; 4 where one frame has nothing to compare
    private static void Judge(float[] codesA, float[] codesB, float[] seenA, float[] seenB, bool still, float penalty, float[] cost, int w, int h)
    {
        SoftCensus.Distance(codesA, codesB, cost, w, h);
        for (var i = 0; i < cost.Length; i += Lanes.Count)
        {
            var difference = Vector256.Abs(Lanes.Load(codesA, i) - Lanes.Load(codesB, i));
            var value = (Lanes.Load(cost, i) * 30) + (Vector256.Min(difference, Vector256.Create(40f)) * 0.25f);
            if (!still)
            {
                var both = Vector256.GreaterThan(Vector256.Min(Lanes.Load(seenA, i), Lanes.Load(seenB, i)), Vector256<float>.Zero);
                value = Vector256.ConditionalSelect(both, value, Vector256.Create(4f));
            }
            Lanes.Store(value, cost, i);
        }
        Gaussian.Blur(cost, w, h, 2.5f);
        for (var i = 0; i < cost.Length; i += Lanes.Count) Lanes.Store(Lanes.Load(cost, i) + Vector256.Create(penalty), cost, i);
    }

    private static FlowField Carried(Hypothesis hypothesis, float t, int w, int h)
    {
        var splat = new Splat(w, h);
        splat.Add(hypothesis.Forward, 1, hypothesis.Forward, t, self: false, hypothesis.ImportanceA, 1 - t);
        splat.Add(hypothesis.Backward, -1, hypothesis.Backward, 1 - t, self: false, hypothesis.ImportanceB, t);
        var mean = splat.Mean(1e-3f);
        if (!hypothesis.Regular) return mean;
        var smooth = new FlowField(w, h);
        Median.Three(mean.Values, smooth.Values, w, h, 2);
        return smooth;
    }

    // samples both frames where the pixel would have come from; seen = 1 + |own flow there − flow here|, negative out of frame
    private static void Look(PairMotion pair, Hypothesis hypothesis, float t, FlowField motion, FlowField? deviation, float[] codesA, float[] codesB, float[] seenA, float[] seenB)
    {
        SourceFrame a = pair.A, b = pair.B;
        int w = a.Width, h = a.Height;
        var flow = motion.Values;
        var bend = deviation?.Values;
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var i = (y * w) + x;
                float fx = flow[2 * i], fy = flow[(2 * i) + 1];
                float dx = bend is null ? 0 : bend[2 * i], dy = bend is null ? 0 : bend[(2 * i) + 1];
                float ax = x - (t * fx) - dx, ay = y - (t * fy) - dy;
                float bx = x + ((1 - t) * fx) - dx, by = y + ((1 - t) * fy) - dy;
                codesA[i] = a.Luma.Lanczos(Lanczos.Units(PaddedPlane.Hold(ax, w)), Lanczos.Units(PaddedPlane.Hold(ay, h)));
                codesB[i] = b.Luma.Lanczos(Lanczos.Units(PaddedPlane.Hold(bx, w)), Lanczos.Units(PaddedPlane.Hold(by, h)));
                seenA[i] = ax >= 0 && ax <= w - 1 && ay >= 0 && ay <= h - 1 ? 1 + Apart(hypothesis.Forward.At(ax, ay), fx, fy) : -1;
                seenB[i] = bx >= 0 && bx <= w - 1 && by >= 0 && by <= h - 1 ? 1 + Apart(hypothesis.Backward.At(bx, by), -fx, -fy) : -1;
            }
        }
    }

    private static float Apart((float X, float Y) own, float x, float y) => MathF.Sqrt(((own.X - x) * (own.X - x)) + ((own.Y - y) * (own.Y - y)));

    // exp(−½ |own flow − flow|), 0 out of frame
    private static void Visibility(float[] seen)
    {
        for (var i = 0; i < seen.Length; i += Lanes.Count)
        {
            var value = Lanes.Load(seen, i);
            var inside = Vector256.GreaterThan(value, Vector256<float>.Zero);
            var visible = Lanes.Exp(Vector256.Min((Vector256<float>.One - value) * 0.5f, Vector256<float>.Zero));
            Lanes.Store(Vector256.BitwiseAnd(visible, inside.AsSingle()), seen, i);
        }
    }
}
