using Answerprint.Media.Filters;
using Answerprint.Media.Measures;
using Answerprint.Production.Quality;

namespace Answerprint.Tools.Relight;

/// <summary>A curve of display codes for each channel, that never falls: what is left between pairs after a grade, by knots that are held smooth and near to changing nothing.</summary>
internal static class CurveFit
{
    private const int Knots = 17, Rounds = 4;

    /// <summary>How dear a bend is, and how dear it is to leave the straight, against a mean squared code.</summary>
    private const double Bend = 3e-3, Hold = 1e-4;

    /// <summary>A curve falls nowhere, and rises by so much of the straight at least, so that nothing is lost.</summary>
    private const double LeastRise = 0.1;

    /// <param name="steps">The grade so far, from light to light.</param>
    public static LineColour Of(ColourPairs pairs, IReadOnlyList<int> indices, IReadOnlyList<ColourStep> steps)
    {
        var made = new double[3][];
        for (var c = 0; c < 3; c++) made[c] = new double[indices.Count];
        for (var k = 0; k < indices.Count; k++)
        {
            var i = 3 * indices[k];
            double r = pairs.From[i], g = pairs.From[i + 1], b = pairs.From[i + 2];
            foreach (var step in steps) step.Apply(ref r, ref g, ref b);
            (made[0][k], made[1][k], made[2][k]) = (GradeFit.Code(r), GradeFit.Code(g), GradeFit.Code(b));
        }
        return new(0, 1, [Line(0), Line(1), Line(2)]);

        double[] Line(int c)
        {
            var line = new double[Knots];
            for (var round = 0; round < Rounds; round++)
            {
                var (a, v) = (new double[Knots, Knots], new double[Knots]);
                for (var k = 0; k < indices.Count; k++)
                {
                    var code = made[c][k];
                    if (!(code >= 0 && code <= 1)) continue;
                    var aim = GradeFit.Code(pairs.To[(3 * indices[k]) + c]) - code;
                    var at = Math.Min(code * (Knots - 1), Knots - 1 - 1e-9);
                    var low = (int)at;
                    var (right, left) = (at - low, 1 - at + low);
                    var miss = aim - (left * line[low]) - (right * line[low + 1]);
                    var weight = 1 / (1 + (miss * miss / (GradeFit.Doubt * GradeFit.Doubt))) / indices.Count;
                    a[low, low] += weight * left * left;
                    a[low, low + 1] += weight * left * right;
                    a[low + 1, low] += weight * left * right;
                    a[low + 1, low + 1] += weight * right * right;
                    v[low] += weight * left * aim;
                    v[low + 1] += weight * right * aim;
                }
                for (var k = 0; k < Knots; k++) a[k, k] += Hold;
                for (var k = 1; k + 1 < Knots; k++)
                {
                    int[] at = [k - 1, k, k + 1];
                    double[] by = [1, -2, 1];
                    for (var i = 0; i < 3; i++)
                        for (var j = 0; j < 3; j++) a[at[i], at[j]] += Bend * by[i] * by[j];
                }
                line = LinearSystem.Solve(a, v) ?? new double[Knots];
            }
            for (var k = 0; k < Knots; k++) line[k] += (double)k / (Knots - 1);
            for (var k = 1; k < Knots; k++) line[k] = Math.Max(line[k], line[k - 1] + (LeastRise / (Knots - 1)));
            return line;
        }
    }
}
