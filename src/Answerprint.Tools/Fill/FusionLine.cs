using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>One row of a candidate (or of the deviation) at the size of the picture, brought up from the size of analysis bilinearly.</summary>
internal sealed class FusionLine
{
    private readonly Candidate? candidate;
    private readonly FlowField field;
    private readonly int factor;
    private readonly int width;
    private readonly float[] blended;
    private readonly int[] column;
    private readonly float[] fraction;

    public FusionLine(Candidate candidate, int width, int factor)
        : this(candidate.Motion, width, factor) => this.candidate = candidate;

    public FusionLine(FlowField field, int width, int factor)
    {
        this.field = field;
        this.factor = factor;
        this.width = width;
        X = Lanes.Plane(width);
        Y = Lanes.Plane(width);
        Share = Lanes.Plane(width);
        Weight = Lanes.Plane(width);
        blended = new float[Lanes.Padded(2 * field.Width) + Lanes.Count];
        column = new int[width];
        fraction = new float[width];
        for (var x = 0; x < width; x++) (column[x], fraction[x]) = Place(x, factor, field.Width);
    }

    /// <summary>Motion in pixels of the picture.</summary>
    public float[] X { get; }

    /// <summary>Motion in pixels of the picture.</summary>
    public float[] Y { get; }

    /// <summary>Of the first frame, 0..1.</summary>
    public float[] Share { get; }

    public float[] Weight { get; }

    public bool IsStill => candidate?.IsStill ?? false;

    /// <summary>Takes row <paramref name="y"/> of the picture.</summary>
    public void Load(int y)
    {
        var (row, down) = Place(y, factor, field.Height);
        Blend(field.Values, 2 * field.Width, row, down);
        for (var x = 0; x < width; x++)
        {
            var at = 2 * column[x];
            X[x] = factor * (blended[at] + (fraction[x] * (blended[at + 2] - blended[at])));
            Y[x] = factor * (blended[at + 1] + (fraction[x] * (blended[at + 3] - blended[at + 1])));
        }
        if (candidate is null) return;
        Take(candidate.Share, Share, row, down);
        Take(candidate.Cost, Weight, row, down);
    }

    /// <summary>
    /// Keeps the heaviest few candidates of each pixel: those that say nearly the same are made one, the others get weight 0; the weights that
    /// stay sum to 1.
    /// </summary>
    /// <param name="most">How many stay.</param>
    /// <param name="same">Motions less than this many pixels apart are one.</param>
    /// <param name="least">Lighter ones go.</param>
    public static void Choose(FusionLine[] lines, int most, float same, float least)
    {
        Span<Vector256<float>> x = stackalloc Vector256<float>[lines.Length];
        Span<Vector256<float>> y = stackalloc Vector256<float>[lines.Length];
        Span<Vector256<float>> weight = stackalloc Vector256<float>[lines.Length];
        Span<Vector256<float>> share = stackalloc Vector256<float>[lines.Length];
        for (var at = 0; at < lines[0].X.Length; at += Lanes.Count)
        {
            for (var c = 0; c < lines.Length; c++)
            {
                (x[c], y[c]) = (Lanes.Load(lines[c].X, at), Lanes.Load(lines[c].Y, at));
                (weight[c], share[c]) = (Lanes.Load(lines[c].Weight, at), Lanes.Load(lines[c].Share, at));
                if (lines[c].IsStill) continue;
                for (var d = 0; d < c; d++)
                {
                    if (lines[d].IsStill) continue;
                    var apart = Vector256.Abs(x[c] - x[d]) + Vector256.Abs(y[c] - y[d]);
                    var one = Vector256.LessThan(apart, Vector256.Create(same)) & Vector256.GreaterThan(Vector256.Min(weight[c], weight[d]), Vector256<float>.Zero);
                    var gain = Vector256.ConditionalSelect(one, weight[c] / (weight[c] + weight[d]), Vector256<float>.Zero);
                    x[d] += (x[c] - x[d]) * gain;
                    y[d] += (y[c] - y[d]) * gain;
                    share[d] += (share[c] - share[d]) * gain;
                    weight[d] += Vector256.ConditionalSelect(one, weight[c], Vector256<float>.Zero);
                    weight[c] = Vector256.ConditionalSelect(one, Vector256<float>.Zero, weight[c]);
                }
            }
            var sum = Vector256<float>.Zero;
            for (var c = 0; c < lines.Length; c++)
            {
                // how many are heavier, or as heavy and earlier
                var rank = Vector256<float>.Zero;
                for (var d = 0; d < lines.Length; d++)
                {
                    if (d == c) continue;
                    var heavier = d < c ? Vector256.GreaterThanOrEqual(weight[d], weight[c]) : Vector256.GreaterThan(weight[d], weight[c]);
                    rank += Vector256.ConditionalSelect(heavier, Vector256<float>.One, Vector256<float>.Zero);
                }
                var stays = Vector256.LessThan(rank, Vector256.Create((float)most)) & (Vector256.GreaterThan(weight[c], Vector256.Create(least)) | Vector256.LessThan(rank, Vector256<float>.One));
                x[c].StoreUnsafe(ref lines[c].X[at]);
                y[c].StoreUnsafe(ref lines[c].Y[at]);
                share[c].StoreUnsafe(ref lines[c].Share[at]);
                var left = Vector256.ConditionalSelect(stays, weight[c], Vector256<float>.Zero);
                left.StoreUnsafe(ref lines[c].Weight[at]);
                sum += left;
            }
            foreach (var line in lines) Lanes.Store(Lanes.Load(line.Weight, at) / sum, line.Weight, at);
        }
    }

    private void Take(float[] plane, float[] line, int row, float down)
    {
        Blend(plane, field.Width, row, down);
        for (var x = 0; x < width; x++) line[x] = blended[column[x]] + (fraction[x] * (blended[column[x] + 1] - blended[column[x]]));
    }

    // two rows of analysis into one
    private void Blend(float[] plane, int length, int row, float down)
    {
        int top = row * length, low = Math.Min(row + 1, field.Height - 1) * length;
        var x = 0;
        for (; x <= length - Lanes.Count; x += Lanes.Count)
        {
            var first = Lanes.Load(plane, top + x);
            Lanes.Store(first + ((Lanes.Load(plane, low + x) - first) * down), blended, x);
        }
        for (; x < length; x++) blended[x] = plane[top + x] + ((plane[low + x] - plane[top + x]) * down);
    }

    // the cell at or before a pixel's centre, and how far past its centre
    private static (int Cell, float Fraction) Place(int pixel, int factor, int cells)
    {
        var place = Math.Clamp(((pixel + 0.5f) / factor) - 0.5f, 0, cells - 1);
        var cell = Math.Max(0, Math.Min((int)place, cells - 2));
        return (cell, place - cell);
    }
}
