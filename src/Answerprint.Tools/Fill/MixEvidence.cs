using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>What the mixing network is told of one candidate: planes of half the size of analysis, each cell the mean of four pixels.</summary>
internal sealed class MixEvidence
{
    /// <summary>Hypotheses in the order in which the network knows them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["fine", "far", "leap", "still", "plane", "along"];

    public const int Planes = 7;

    private MixEvidence(string name, float[][] planes) => (Slot, All) = (SlotOf(name), planes);

    /// <summary>From planes kept; see <see cref="All"/>.</summary>
    public MixEvidence(int slot, float[][] planes) => (Slot, All) = (slot, planes);

    /// <summary>Its place among <see cref="Names"/>.</summary>
    public int Slot { get; }

    /// <summary>Cost, |A − B|, visibility from A, from B, luma of the two mixed, motion across, motion down.</summary>
    public float[][] All { get; }

    public float[] Cost => All[0];

    public float[] Difference => All[1];

    public float[] SeenA => All[2];

    public float[] SeenB => All[3];

    public float[] Luma => All[4];

    public float[] X => All[5];

    public float[] Y => All[6];

    public static int SlotOf(string name)
    {
        for (var n = 0; n < Names.Count; n++)
            if (string.Equals(Names[n], name, StringComparison.Ordinal)) return n;
        throw new ArgumentException($"no hypothesis is called {name}", nameof(name));
    }

    /// <param name="seenA">Null where nothing moves: all is seen.</param>
    public static MixEvidence Of(string name, float[] cost, float[] codesA, float[] codesB, float[]? seenA, float[]? seenB, float[] share, FlowField motion)
    {
        int w = motion.Width, h = motion.Height, columns = Half(w), rows = Half(h);
        var planes = new float[Planes][];
        for (var p = 0; p < Planes; p++) planes[p] = new float[columns * rows];
        for (var y = 0; y < rows; y++)
        {
            int top = 2 * y * w, low = Math.Min((2 * y) + 1, h - 1) * w;
            for (var x = 0; x < columns; x++)
            {
                int left = 2 * x, right = Math.Min(left + 1, w - 1), i = (y * columns) + x;
                int a = top + left, b = top + right, c = low + left, d = low + right;
                planes[0][i] = Mean(cost, a, b, c, d);
                planes[1][i] = ((MathF.Abs(codesA[a] - codesB[a]) + MathF.Abs(codesA[b] - codesB[b])) + (MathF.Abs(codesA[c] - codesB[c]) + MathF.Abs(codesA[d] - codesB[d]))) * 0.25f;
                planes[2][i] = seenA is null ? 1 : Mean(seenA, a, b, c, d);
                planes[3][i] = seenB is null ? 1 : Mean(seenB, a, b, c, d);
                planes[4][i] = ((Mixed(a) + Mixed(b)) + (Mixed(c) + Mixed(d))) * 0.25f;
                planes[5][i] = Mean(motion.Values, 2 * a, 2 * b, 2 * c, 2 * d);
                planes[6][i] = Mean(motion.Values, (2 * a) + 1, (2 * b) + 1, (2 * c) + 1, (2 * d) + 1);
            }
        }
        return new(name, planes);

        float Mixed(int n) => codesB[n] + (share[n] * (codesA[n] - codesB[n]));
    }

    /// <summary>How far a deviation reaches, pixels, at half the size.</summary>
    public static float[] Length(FlowField deviation)
    {
        int w = deviation.Width, h = deviation.Height, columns = Half(w), rows = Half(h);
        var length = new float[columns * rows];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var i = (2 * y * w) + (2 * x);
                length[(y * columns) + x] = MathF.Sqrt((deviation.X(i) * deviation.X(i)) + (deviation.Y(i) * deviation.Y(i)));
            }
        }
        return length;
    }

    public static int Half(int size) => (size + 1) / 2;

    private static float Mean(float[] plane, int a, int b, int c, int d) => ((plane[a] + plane[b]) + (plane[c] + plane[d])) * 0.25f;
}
