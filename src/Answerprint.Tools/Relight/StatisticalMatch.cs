using Answerprint.Media.Measures;
using Answerprint.Production.Quality;

namespace Answerprint.Tools.Relight;

/// <summary>
/// The grade between pictures of which nothing is the same: one linear map of display codes (<see cref="LinearMap"/>). What differs is taken for grade, whether or not it is.
/// </summary>
internal static class StatisticalMatch
{
    private const double Gamma = 2.4;

    /// <summary>Variance of display codes (of 1) that every picture has, and the most that a colour is moved apart.</summary>
    private const double Least = 1e-5, MostGain = 8;

    public static IReadOnlyList<ColourStep> Of(IReadOnlyList<SeenLight> from, IReadOnlyList<SeenLight> to)
    {
        var (mean, spread) = Moments(from);
        var (aim, wanted) = Moments(to);
        var map = LinearMap.Between((mean, spread), (aim, wanted));
        // a picture that has next to no colours of its own is not blown up to those of another
        for (var even = Least; map.Rows.Cast<double>().Max(Math.Abs) > MostGain; even *= 4)
        {
            for (var c = 0; c < 3; c++) spread[c, c] += even;
            map = LinearMap.Between((mean, spread), (aim, wanted));
        }
        double[] rows = [.. map.Rows.Cast<double>()];
        return [new CdlColour([1, 1, 1], [0, 0, 0], [1 / Gamma, 1 / Gamma, 1 / Gamma], 1), new MatrixColour(rows), new CdlColour([1, 1, 1], map.Offset, [Gamma, Gamma, Gamma], 1)];
    }

    private static (double[] Mean, double[,] Spread) Moments(IReadOnlyList<SeenLight> pictures)
    {
        var (sum, squares, count) = (new double[3], new double[3, 3], 0L);
        var code = new double[3];
        foreach (var picture in pictures)
        {
            for (var i = 0; i < picture.Light.Size; i++)
            {
                var (r, g, b) = (picture.Light.Plane(0)[i], picture.Light.Plane(1)[i], picture.Light.Plane(2)[i]);
                if (!float.IsFinite(r) || !float.IsFinite(g) || !float.IsFinite(b)) continue;
                (code[0], code[1], code[2]) = (Code(r), Code(g), Code(b));
                count++;
                for (var c = 0; c < 3; c++)
                {
                    sum[c] += code[c];
                    for (var d = 0; d < 3; d++) squares[c, d] += code[c] * code[d];
                }
            }
        }
        if (count == 0) return ([0, 0, 0], new double[,] { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } });
        for (var c = 0; c < 3; c++) sum[c] /= count;
        for (var c = 0; c < 3; c++)
            for (var d = 0; d < 3; d++) squares[c, d] = (squares[c, d] / count) - (sum[c] * sum[d]) + (c == d ? Least : 0);
        return (sum, squares);
    }

    private static double Code(double light) => light > 0 ? Math.Pow(light, 1 / Gamma) : light;
}
