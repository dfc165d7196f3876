using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>
/// What speaks for and against each cell of a frame to make, at the size of analysis: how well the two real frames agree there, how far the
/// beliefs of its motion lie apart, how far it moves and how rich in detail it is. Worked out row by row when asked for, so that little is kept.
/// </summary>
internal sealed class Evidence
{
    /// <summary>The signs that a cell is judged by; all but the first two grow with the error to expect. Cells are cells of analysis.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "detail", "length", "cost", "difference around", "difference", "spread of motion", "there and back", "bend", "one-sided",
        "spread x detail", "there and back x detail", "bend x detail", "length x detail x place",
    ];

    private readonly SourceFrame a;
    private readonly SourceFrame b;
    private readonly IReadOnlyList<Candidate> candidates;
    private readonly IReadOnlyList<Hypothesis> hypotheses;
    private readonly FlowField? bend;
    private readonly float[]? least;
    private readonly float[] difference;
    private readonly float[] around;

    private Evidence(SourceFrame a, SourceFrame b, int step, float t, IReadOnlyList<Candidate> candidates, IReadOnlyList<Hypothesis> hypotheses, FlowField? bend, float[]? least, int threads, CancellationToken cancel)
    {
        (this.a, this.b, Step, T, this.candidates, this.hypotheses, this.bend, this.least) = (a, b, step, t, candidates, hypotheses, bend, least);
        difference = Lanes.Plane(a.Width * a.Height);
        Rows.Each(threads, Height, (first, end) =>
        {
            for (var y = first; y < end; y++) Compare(y);
        }, cancel);
        around = (float[])difference.Clone();
        Gaussian.Blur(around, a.Width, a.Height, 1.5f);
    }

    public int Width => a.Width;

    public int Height => a.Height;

    /// <summary>0 at the frame before the gap, 1 at the frame after it.</summary>
    public float T { get; }

    /// <summary>Frames from the one before the gap to the one after it.</summary>
    public int Step { get; }

    /// <summary>Of a frame made along motion.</summary>
    /// <param name="candidates">Their costs are weights by now.</param>
    /// <param name="least">The cost of the best hypothesis.</param>
    public static Evidence Of(IReadOnlyList<Candidate> candidates, PairMotion pair, float t, FlowField? bend, float[] least, int threads, CancellationToken cancel) =>
        new(pair.A, pair.B, pair.Between + 1, t, candidates, pair.Hypotheses, bend, least, threads, cancel);

    /// <summary>Of a frame in which nothing moves.</summary>
    /// <param name="step">Frames from the one to the other.</param>
    public static Evidence OfStill(SourceFrame a, SourceFrame b, int step, float t, int threads, CancellationToken cancel) => new(a, b, step, t, [], [], null, null, threads, cancel);

    /// <summary>The signs of row <paramref name="y"/>: <see cref="Names"/> × width.</summary>
    public void Row(int y, float[][] signs)
    {
        var place = 4 * T * (1 - T);
        for (var x = 0; x < Width; x++)
        {
            var i = (y * Width) + x;
            var (mx, my, share, main) = Motion(i);
            var (dx, dy) = bend is null ? (0, 0) : (bend.X(i), bend.Y(i));
            float ax = x - (T * mx) - dx, ay = y - (T * my) - dy, bx = x + ((1 - T) * mx) - dx, by = y + ((1 - T) * my) - dy;
            var luma = share >= 0.5f ? a.Luma : b.Luma;
            var (px, py) = share >= 0.5f ? (ax, ay) : (bx, by);
            float gx = luma.Bilinear(px + 1, py) - luma.Bilinear(px - 1, py), gy = luma.Bilinear(px, py + 1) - luma.Bilinear(px, py - 1);
            var detail = 0.5f * MathF.Sqrt((gx * gx) + (gy * gy));
            var apart = 0f;
            foreach (var c in candidates)
            {
                float ux = c.Motion.X(i) - mx, uy = c.Motion.Y(i) - my;
                apart += c.Cost[i] * ((ux * ux) + (uy * uy));
            }
            var spread = MathF.Sqrt(apart);
            var loop = main < 0 || candidates[main].IsStill ? 0 : Loop(hypotheses[main], candidates[main], i, ax, ay, bx, by, share);
            var (length, bent) = (MathF.Sqrt((mx * mx) + (my * my)), MathF.Sqrt((dx * dx) + (dy * dy)));
            signs[0][x] = detail;
            signs[1][x] = length;
            signs[2][x] = least?[i] ?? 0;
            signs[3][x] = around[i];
            signs[4][x] = difference[i];
            signs[5][x] = spread;
            signs[6][x] = loop;
            signs[7][x] = bent;
            signs[8][x] = MathF.Abs(share - (1 - T));
            signs[9][x] = spread * detail;
            signs[10][x] = loop * detail;
            signs[11][x] = bent * detail;
            signs[12][x] = length * detail * place;
        }
    }

    // the mean motion, the share of the first frame and the heaviest candidate
    private (float X, float Y, float Share, int Main) Motion(int i)
    {
        float x = 0, y = 0, share = 0, most = -1;
        var main = -1;
        for (var c = 0; c < candidates.Count; c++)
        {
            var weight = candidates[c].Cost[i];
            x += weight * candidates[c].Motion.X(i);
            y += weight * candidates[c].Motion.Y(i);
            share += weight * candidates[c].Share[i];
            if (weight > most) (most, main) = (weight, c);
        }
        return candidates.Count == 0 ? (0, 0, 1 - T, -1) : (x, y, share, main);
    }

    // how far the motion that each frame sees for itself is from the one believed, by the share that is taken from it
    private float Loop(Hypothesis hypothesis, Candidate candidate, int i, float ax, float ay, float bx, float by, float share)
    {
        float fx = candidate.Motion.X(i), fy = candidate.Motion.Y(i);
        var (ux, uy) = hypothesis.Forward.At(ax, ay);
        var (vx, vy) = hypothesis.Backward.At(bx, by);
        return (share * MathF.Sqrt(((ux - fx) * (ux - fx)) + ((uy - fy) * (uy - fy)))) + ((1 - share) * MathF.Sqrt(((vx + fx) * (vx + fx)) + ((vy + fy) * (vy + fy))));
    }

    private void Compare(int y)
    {
        for (var x = 0; x < Width; x++)
        {
            var i = (y * Width) + x;
            var (mx, my, _, _) = Motion(i);
            var (dx, dy) = bend is null ? (0, 0) : (bend.X(i), bend.Y(i));
            difference[i] = candidates.Count == 0
                ? MathF.Abs(a.Codes[i] - b.Codes[i])
                : MathF.Abs(a.Luma.Bilinear(x - (T * mx) - dx, y - (T * my) - dy) - b.Luma.Bilinear(x + ((1 - T) * mx) - dx, y + ((1 - T) * my) - dy));
        }
    }
}
