using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>
/// How far motion leaves the straight line, from real frames outside the gap: the cubic through the places of a pixel at times
/// −u, 0, 1, 1+v minus the line from 0 to 1. Trusted as far as flows agree, and as far as acceleration outweighs jerk.
/// </summary>
internal sealed class Deviation
{
    private readonly SourceFrame a;
    private readonly SourceFrame b;
    private readonly FlowField forward;
    private readonly FlowField backward;
    private FlowField[] before;
    private FlowField[] after;
    private readonly IReadOnlyList<BendLaw>? laws;
    private readonly float u;
    private readonly float v;
    private readonly float[] trustA;
    private readonly float[] trustB;
    private readonly Lazy<float[]> weightA;
    private readonly Lazy<float[]> weightB;
    private readonly Lazy<float[]> beliefA;
    private readonly Lazy<float[]> beliefB;

    /// <param name="a">The last real frame before the gap (time 0).</param>
    /// <param name="b">The first after it (time 1).</param>
    /// <param name="p">A real frame before a.</param>
    /// <param name="n">A real frame after b.</param>
    /// <param name="laws">How the shot is seen to move, for each missing frame; without them the cubic is followed.</param>
    /// <param name="small">The frames further out that the laws look at.</param>
    public Deviation(
        SourceFrame p, SourceFrame a, SourceFrame b, SourceFrame n, FlowStore flows, int threads, CancellationToken cancel,
        IReadOnlyList<BendLaw>? laws = null, SmallFrames? small = null)
    {
        this.a = a;
        this.b = b;
        float gap = b.Number - a.Number;
        u = (a.Number - p.Number) / gap;
        v = (n.Number - b.Number) / gap;
        FlowField toP = null!, fromP = null!, toN = null!, fromN = null!, ab = null!, ba = null!;
        Rows.All(threads,
        [
            () => toP = flows.Fine(a, p), () => toN = flows.Fine(b, n), () => fromP = Back(p, a), () => fromN = Back(n, b),
            () => ab = flows.Fine(a, b), () => ba = flows.Fine(b, a),
        ], cancel);
        (forward, backward, before, after) = (ab, ba, [toP], [toN]);
        this.laws = laws;
        if (laws is [var law, ..] && small is not null)
        {
            Rows.All(threads,
            [
                () => before = OuterPath.Follow(toP, p.Number, -1, law.Before.Length, small, threads, cancel),
                () => after = OuterPath.Follow(toN, n.Number, 1, law.After.Length, small, threads, cancel),
            ], cancel);
        }

        // the way back only lends trust: in a retime it is the next gap's own flow, else a quick one will do
        FlowField Back(SourceFrame from, SourceFrame to) => Math.Abs(from.Number - to.Number) == b.Number - a.Number ? flows.Fine(from, to) : FlowSolver.Fast.Solve(from.Small, to.Small);
        float[] atA = null!, atB = null!, outA = null!, outB = null!;
        Rows.All(threads,
        [
            () => atA = Trust(a, b, forward, backward), () => atB = Trust(b, a, backward, forward),
            () => outA = Trust(a, p, toP, fromP), () => outB = Trust(b, n, toN, fromN),
        ], cancel);
        trustA = Joined(atA, outA, outB, forward);
        trustB = Joined(atB, outB, outA, backward);
        (weightA, weightB) = (new(() => Weight(trustA)), new(() => Weight(trustB)));
        (beliefA, beliefB) = (new(() => Belief(fromFirst: true)), new(() => Belief(fromFirst: false)));
    }

    /// <summary>The deviation at time <paramref name="t"/>, on the pixels of the picture to make.</summary>
    /// <param name="share">How much of the cubic is believed, 0..1.</param>
    /// <param name="habit">How much of the laws.</param>
    public FlowField At(float t, float share, float habit, int threads, CancellationToken cancel)
    {
        FlowField fromA = null!, fromB = null!;
        Rows.All(threads, [() => fromA = Carried(t, fromFirst: true, share, habit), () => fromB = Carried(t, fromFirst: false, share, habit)], cancel);
        var splat = new Splat(a.Width, a.Height);
        splat.Add(fromA, 1, forward, t, self: true, trustA, 1 - t);
        splat.Add(fromB, 1, backward, 1 - t, self: true, trustB, t);
        var mean = splat.Mean(1e-4f);
        var middle = new FlowField(a.Width, a.Height);
        Median.Three(mean.Values, middle.Values, a.Width, a.Height, 2);
        Median.Three(middle.Values, mean.Values, a.Width, a.Height, 2);
        return mean;
    }

    private FlowField Carried(float t, bool fromFirst, float share, float habit)
    {
        int w = a.Width, h = a.Height;
        var x = Lanes.Plane(w * h);
        var y = Lanes.Plane(w * h);
        var weight = (fromFirst ? weightA : weightB).Value;
        var field = new FlowField(w, h);
        Array.Clear(field.Values);
        if (share > 0)
        {
            Follow(BendLaw.Cubic(u, v, t), fromFirst, x, y);
            var belief = (fromFirst ? beliefA : beliefB).Value;
            for (var i = 0; i < w * h; i++)
            {
                var part = share * belief[i] / (weight[i] + 0.004f);
                field.Values[2 * i] = x[i] * part;
                field.Values[(2 * i) + 1] = y[i] * part;
            }
        }
        if (habit > 0 && laws is not null)
        {
            Follow(laws[(int)MathF.Round(t * (laws.Count + 1)) - 1], fromFirst, x, y);
            for (var i = 0; i < w * h; i++)
            {
                var part = habit / (weight[i] + 0.004f);
                field.Values[2 * i] += x[i] * part;
                field.Values[(2 * i) + 1] += y[i] * part;
            }
        }
        return field;
    }

    private float[] Weight(float[] trust)
    {
        var weight = (float[])trust.Clone();
        Gaussian.Blur(weight, a.Width, a.Height, 3);
        return weight;
    }

    // the deviation that a law gives, held within 8 pixels, times trust, smoothed by σ 3
    private void Follow(BendLaw law, bool fromFirst, float[] x, float[] y)
    {
        int w = a.Width, h = a.Height;
        var trust = fromFirst ? trustA : trustB;
        var own = fromFirst ? forward : backward;
        var (near, far) = fromFirst ? (before, after) : (after, before);
        var (nears, fars) = fromFirst ? (law.Before, law.After) : (law.After, law.Before);
        var across = fromFirst ? law.Own : -law.Own;
        for (var row = 0; row < h; row++)
        {
            for (var column = 0; column < w; column++)
            {
                var i = (row * w) + column;
                float ox = own.X(i), oy = own.Y(i), dx = across * ox, dy = across * oy;
                for (var k = 0; k < nears.Length; k++)
                {
                    dx += nears[k] * near[k].X(i);
                    dy += nears[k] * near[k].Y(i);
                }
                for (var k = 0; k < fars.Length; k++)
                {
                    var (fx, fy) = far[k].At(column + ox, row + oy);
                    dx += fars[k] * fx;
                    dy += fars[k] * fy;
                }
                x[i] = Math.Clamp(dx, -8, 8) * trust[i];
                y[i] = Math.Clamp(dy, -8, 8) * trust[i];
            }
        }
        Gaussian.Blur(x, w, h, 3);
        Gaussian.Blur(y, w, h, 3);
    }

    // the cubic is believed as far as acceleration outweighs jerk
    private float[] Belief(bool fromFirst)
    {
        int w = a.Width, h = a.Height;
        var bend = Lanes.Plane(w * h);
        var jerk = Lanes.Plane(w * h);
        var own = fromFirst ? forward : backward;
        var (near, far) = fromFirst ? (before[0], after[0]) : (after[0], before[0]);
        var sign = fromFirst ? 1 : -1;
        for (var row = 0; row < h; row++)
        {
            for (var column = 0; column < w; column++)
            {
                var i = (row * w) + column;
                float ox = own.X(i), oy = own.Y(i), nx = near.X(i), ny = near.Y(i);
                var (fx, fy) = far.At(column + ox, row + oy);
                // velocities a gap, in time's direction, before, inside and after the gap
                var (px, py, ax, ay) = fromFirst ? (-nx / u, -ny / u, fx / v, fy / v) : (-fx / u, -fy / u, nx / v, ny / v);
                float bx = ax - px, by = ay - py, jx = ax + px - (2 * sign * ox), jy = ay + py - (2 * sign * oy);
                bend[i] = (bx * bx) + (by * by);
                jerk[i] = (jx * jx) + (jy * jy);
            }
        }
        Gaussian.Blur(bend, w, h, 6);
        Gaussian.Blur(jerk, w, h, 6);
        for (var i = 0; i < w * h; i++) bend[i] = (bend[i] + 0.01f) / (bend[i] + (0.3f * jerk[i]) + 0.01f);
        return bend;
    }

    // exp(−.12 |difference, σ 1.5| − .5 min(|there and back|, 8)), 0 where it leaves the picture
    private static float[] Trust(SourceFrame a, SourceFrame b, FlowField there, FlowField back)
    {
        int w = a.Width, h = a.Height;
        var error = Lanes.Plane(w * h);
        var loop = Lanes.Plane(w * h);
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var i = (y * w) + x;
                float px = x + there.X(i), py = y + there.Y(i);
                error[i] = MathF.Abs(a.Codes[i] - b.Luma.Bilinear(px, py));
                var (bx, by) = back.At(px, py);
                float lx = there.X(i) + bx, ly = there.Y(i) + by;
                loop[i] = px >= 0 && px <= w - 1 && py >= 0 && py <= h - 1 ? MathF.Min(MathF.Sqrt((lx * lx) + (ly * ly)), 8) : 1000;
            }
        }
        Gaussian.Blur(error, w, h, 1.5f);
        for (var i = 0; i < error.Length; i += Lanes.Count)
            Lanes.Store(Lanes.Exp((Lanes.Load(error, i) * -0.12f) - (Lanes.Load(loop, i) * 0.5f)), error, i);
        return error;
    }

    private static float[] Joined(float[] own, float[] near, float[] far, FlowField move)
    {
        var joined = Lanes.Plane(move.Width * move.Height);
        var there = new PaddedPlane(far.AsSpan(0, move.Width * move.Height), move.Width, move.Height);
        for (var y = 0; y < move.Height; y++)
        {
            for (var x = 0; x < move.Width; x++)
            {
                var i = (y * move.Width) + x;
                joined[i] = (own[i] * near[i] * there.Bilinear(x + move.X(i), y + move.Y(i))) + 0.001f;
            }
        }
        return joined;
    }
}
