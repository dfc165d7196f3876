namespace Answerprint.Benchmarks.Cases;

/// <summary>
/// Whether confidence holds: of the pixels that were given a confidence, how many lie within 8 display codes of the truth in each of R, G and B
/// (`contracts.md`). A calibrated tool's two columns agree in every bin.
/// </summary>
/// <param name="Pixels">How many fell into each bin; twenty bins from 0 to 1.</param>
/// <param name="Believed">The sum of their confidences.</param>
/// <param name="Right">How many of them were within the bound.</param>
public sealed record Reliability(long[] Pixels, double[] Believed, long[] Right)
{
    public const int Bins = 20;

    /// <summary>The largest error that counts as right, display codes of 255.</summary>
    public const int Bound = 8;

    public static Reliability Empty() => new(new long[Bins], new double[Bins], new long[Bins]);

    /// <summary>Mean difference between what was believed and what was right, each bin weighted by its pixels: expected calibration error, 0..1.</summary>
    public double Error => Pixels.Sum() is > 0 and var all ? Enumerable.Range(0, Bins).Sum(b => Math.Abs(Believed[b] - Right[b])) / all : 0;

    /// <summary>Adds a frame.</summary>
    /// <param name="confidence">H×W, 0..1.</param>
    /// <param name="made">R, G, B planes of 8-bit display codes.</param>
    /// <param name="truth">The same.</param>
    public void Add(ReadOnlySpan<float> confidence, byte[][] made, byte[][] truth)
    {
        for (var i = 0; i < confidence.Length; i++)
        {
            var bin = Math.Clamp((int)(confidence[i] * Bins), 0, Bins - 1);
            Pixels[bin]++;
            Believed[bin] += confidence[i];
            if (Math.Abs(made[0][i] - truth[0][i]) <= Bound && Math.Abs(made[1][i] - truth[1][i]) <= Bound && Math.Abs(made[2][i] - truth[2][i]) <= Bound) Right[bin]++;
        }
    }

    /// <summary>Adds cells of a frame.</summary>
    /// <param name="largest">The largest error of R, G and B of each, display codes.</param>
    public void Add(ReadOnlySpan<float> confidence, ReadOnlySpan<float> largest)
    {
        for (var i = 0; i < confidence.Length; i++)
        {
            var bin = Math.Clamp((int)(confidence[i] * Bins), 0, Bins - 1);
            Pixels[bin]++;
            Believed[bin] += confidence[i];
            if (largest[i] <= Bound) Right[bin]++;
        }
    }

    /// <summary>Both together.</summary>
    public Reliability And(Reliability other) => new(
        [.. Pixels.Zip(other.Pixels, (a, b) => a + b)], [.. Believed.Zip(other.Believed, (a, b) => a + b)], [.. Right.Zip(other.Right, (a, b) => a + b)]);
}
