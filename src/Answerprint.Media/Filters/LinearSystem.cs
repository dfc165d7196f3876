namespace Answerprint.Media.Filters;

/// <summary>Small systems of linear equations.</summary>
public static class LinearSystem
{
    /// <summary>Gauss with the greatest pivot; null where it has no answer.</summary>
    /// <param name="a">N×N; used up.</param>
    /// <param name="v">N; kept.</param>
    public static double[]? Solve(double[,] a, double[] v)
    {
        var n = v.Length;
        var x = (double[])v.Clone();
        for (var k = 0; k < n; k++)
        {
            var most = k;
            for (var i = k + 1; i < n; i++) if (Math.Abs(a[i, k]) > Math.Abs(a[most, k])) most = i;
            if (!(Math.Abs(a[most, k]) > 1e-300)) return null;
            if (most != k)
            {
                for (var j = 0; j < n; j++) (a[k, j], a[most, j]) = (a[most, j], a[k, j]);
                (x[k], x[most]) = (x[most], x[k]);
            }
            for (var i = k + 1; i < n; i++)
            {
                var by = a[i, k] / a[k, k];
                for (var j = k; j < n; j++) a[i, j] -= by * a[k, j];
                x[i] -= by * x[k];
            }
        }
        for (var k = n - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < n; j++) x[k] -= a[k, j] * x[j];
            x[k] /= a[k, k];
        }
        return x;
    }
}
