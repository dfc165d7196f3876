using System.Globalization;
using System.Text;
using Answerprint.Media.Filters;
using Answerprint.Production.Quality;

namespace Answerprint.Tools.Relight;

/// <summary>A grade as files that other programs open. Both work on display codes (light to the power 1/2.4, BT.1886), as a colourist's picture has them; what lies outside 0..1 is held by those programs, and not by ours.</summary>
public static class GradeFile
{
    private const int Edge = 33;

    private const double Gamma = 2.4;

    /// <summary>A cube of 33³ entries (Adobe, Resolve), red fastest.</summary>
    public static string Cube(IReadOnlyList<ColourStep> steps, string title)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"TITLE \"{title.Replace('"', '\'')}\"\n# display codes, BT.1886 (light to the power 1/2.4), in and out\nLUT_3D_SIZE {Edge}\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n");
        for (var i = 0; i < Edge * Edge * Edge; i++)
        {
            var made = OnCodes(steps, [(double)(i % Edge) / (Edge - 1), (double)(i / Edge % Edge) / (Edge - 1), (double)(i / (Edge * Edge)) / (Edge - 1)]);
            text.Append(CultureInfo.InvariantCulture, $"{made[0]:0.000000} {made[1]:0.000000} {made[2]:0.000000}\n");
        }
        return text.ToString();
    }

    /// <summary>The colour decision (ASC CDL 1.2) that comes nearest to a grade, as a ColorDecisionList; and by how many display codes of 255 it misses, rms over the colours.</summary>
    public static (string Text, double Miss) Cdl(IReadOnlyList<ColourStep> steps, string id)
    {
        var (p, miss) = Nearest(steps);
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <ColorDecisionList xmlns="urn:ASC:CDL:v1.2">
              <ColorDecision>
                <ColorCorrection id="{System.Security.SecurityElement.Escape(id)}">
                  <SOPNode>
                    <Description>On display codes, BT.1886; the nearest to the grade, off by {miss:0.00} codes of 255 rms</Description>
                    <Slope>{p[0]:0.000000} {p[1]:0.000000} {p[2]:0.000000}</Slope>
                    <Offset>{p[3]:0.000000} {p[4]:0.000000} {p[5]:0.000000}</Offset>
                    <Power>{p[6]:0.000000} {p[7]:0.000000} {p[8]:0.000000}</Power>
                  </SOPNode>
                  <SatNode>
                    <Saturation>{p[9]:0.000000}</Saturation>
                  </SatNode>
                </ColorCorrection>
              </ColorDecision>
            </ColorDecisionList>

            """);
        return (text, miss);
    }

    private static (double[] Parameters, double Miss) Nearest(IReadOnlyList<ColourStep> steps)
    {
        double[] levels = [0.06, 0.2, 0.4, 0.6, 0.8, 0.95];
        var colours = (from r in levels from g in levels from b in levels where Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b)) < 0.5 select new[] { r, g, b }).ToList();
        var aims = colours.ConvertAll(c => OnCodes(steps, c));
        double[] p = [1, 1, 1, 0, 0, 0, 1, 1, 1, 1];
        var (cost, damp) = (Cost(p), 1e-3);
        for (var round = 0; round < 60; round++)
        {
            var (a, v) = (new double[10, 10], new double[10]);
            for (var k = 0; k < colours.Count; k++)
            {
                var made = Made(p, colours[k]);
                var slopes = new double[10][];
                for (var j = 0; j < 10; j++)
                {
                    var near = (double[])p.Clone();
                    near[j] += 1e-5;
                    var moved = Made(near, colours[k]);
                    slopes[j] = [(moved[0] - made[0]) / 1e-5, (moved[1] - made[1]) / 1e-5, (moved[2] - made[2]) / 1e-5];
                }
                for (var c = 0; c < 3; c++)
                    for (var i = 0; i < 10; i++)
                    {
                        v[i] -= slopes[i][c] * (made[c] - aims[k][c]);
                        for (var j = 0; j < 10; j++) a[i, j] += slopes[i][c] * slopes[j][c];
                    }
            }
            for (var i = 0; i < 10; i++) a[i, i] *= 1 + damp;
            if (LinearSystem.Solve(a, v) is not { } move) break;
            double[] next = [.. p.Select((value, i) => i is >= 6 and < 9 ? Math.Clamp(value + move[i], 0.1, 10) : i is < 3 or 9 ? Math.Max(0, value + move[i]) : value + move[i])];
            if (Cost(next) is var now && now < cost)
            {
                var gain = (cost - now) / cost;
                (p, cost, damp) = (next, now, damp / 5);
                if (gain < 1e-9) break;
            }
            else if ((damp *= 10) > 1e6) break;
        }
        return (p, 255 * Math.Sqrt(cost));

        double Cost(double[] at)
        {
            double sum = 0;
            for (var k = 0; k < colours.Count; k++)
            {
                var made = Made(at, colours[k]);
                for (var c = 0; c < 3; c++) sum += (made[c] - aims[k][c]) * (made[c] - aims[k][c]);
            }
            return sum / (3 * colours.Count);
        }
    }

    private static double[] Made(double[] p, double[] colour)
    {
        var (r, g, b) = (colour[0], colour[1], colour[2]);
        new CdlColour(p[..3], p[3..6], p[6..9], p[9]).Apply(ref r, ref g, ref b);
        return [r, g, b];
    }

    private static double[] OnCodes(IReadOnlyList<ColourStep> steps, double[] code)
    {
        double r = Math.Pow(code[0], Gamma), g = Math.Pow(code[1], Gamma), b = Math.Pow(code[2], Gamma);
        foreach (var step in steps) step.Apply(ref r, ref g, ref b);
        return [Coded(r), Coded(g), Coded(b)];
    }

    private static double Coded(double light) => Math.Sign(light) * Math.Pow(Math.Abs(light), 1 / Gamma);
}
