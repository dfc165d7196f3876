namespace Answerprint.Tools.Relight;

/// <summary>
/// The linear map that brings mean and covariance of some colours to those of others and moves them least (Monge and Kantorovich; Pitié and Kokaram, "The linear Monge-Kantorovitch linear colour mapping for
/// example-based colour transfer", 2007).
/// </summary>
/// <param name="Rows">3×3, symmetric.</param>
public sealed record LinearMap(double[,] Rows, double[] Offset)
{
    public static LinearMap Between((double[] Mean, double[,] Spread) from, (double[] Mean, double[,] Spread) to)
    {
        var root = Root(from.Spread, 0.5);
        var back = Root(from.Spread, -0.5);
        var map = Times(Times(back, Root(Times(Times(root, to.Spread), root), 0.5)), back);
        var offset = new double[3];
        for (var c = 0; c < 3; c++) offset[c] = to.Mean[c] - (map[c, 0] * from.Mean[0]) - (map[c, 1] * from.Mean[1]) - (map[c, 2] * from.Mean[2]);
        return new(map, offset);
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        var m = new double[3, 3];
        for (var i = 0; i < 3; i++)
            for (var j = 0; j < 3; j++) m[i, j] = (a[i, 0] * b[0, j]) + (a[i, 1] * b[1, j]) + (a[i, 2] * b[2, j]);
        return m;
    }

    /// <summary>A power of a symmetric matrix, by Jacobi's rotations.</summary>
    private static double[,] Root(double[,] symmetric, double power)
    {
        var a = (double[,])symmetric.Clone();
        var v = new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };
        for (var sweep = 0; sweep < 30; sweep++)
        {
            foreach (var (p, q) in new[] { (0, 1), (0, 2), (1, 2) })
            {
                if (Math.Abs(a[p, q]) < 1e-18) continue;
                var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
                var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
                var c = 1 / Math.Sqrt((t * t) + 1);
                var s = t * c;
                for (var k = 0; k < 3; k++) (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
                for (var k = 0; k < 3; k++) (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
                for (var k = 0; k < 3; k++) (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
            }
        }
        var m = new double[3, 3];
        for (var k = 0; k < 3; k++)
        {
            var value = Math.Pow(Math.Max(a[k, k], 1e-9), power);
            for (var i = 0; i < 3; i++)
                for (var j = 0; j < 3; j++) m[i, j] += value * v[i, k] * v[j, k];
        }
        return m;
    }
}
