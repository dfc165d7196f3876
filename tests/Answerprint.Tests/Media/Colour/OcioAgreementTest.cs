using Answerprint.Media.Colour;
using Xunit;
using Xunit.Abstractions;

namespace Answerprint.Tests.Media.Colour;

/// <summary>Our arithmetic against OpenColorIO's own transforms, without its quicker approximations: |a − b| ≤ 1e-5·(1 + the pixel's largest channel).</summary>
public sealed class OcioAgreementTest(ITestOutputHelper output)
{
    [Theory]
    [InlineData("acescg", "ACEScg_to_ACES2065-1")]
    [InlineData("acescc", "ACEScc_to_ACES2065-1")]
    [InlineData("acescct", "ACEScct_to_ACES2065-1")]
    [InlineData("logc3", "ARRI_ALEXA-LOGC-EI800-AWG_to_ACES2065-1")]
    [InlineData("slog3", "SONY_SLOG3-SGAMUT3_to_ACES2065-1")]
    [InlineData("slog3-cine", "SONY_SLOG3-SGAMUT3.CINE_to_ACES2065-1")]
    [InlineData("log3g10", "RED_LOG3G10-RWG_to_ACES2065-1")]
    [InlineData("vlog", "PANASONIC_VLOG-VGAMUT_to_ACES2065-1")]
    [InlineData("clog2", "CANON_CLOG2-CGAMUT_to_ACES2065-1")]
    [InlineData("clog3", "CANON_CLOG3-CGAMUT_to_ACES2065-1")]
    public void IntoAces_EverySpaceThatOcioHas_IsWithin1e5(string name, string style)
    {
        var space = ColourSpace.Parse(name);
        using var into = OcioProcessor.Builtin(style);
        using var outOf = OcioProcessor.Builtin(style, inverse: true);
        var linear = space.Transfer == Transfer.Linear;
        // where OpenColorIO has a table of codes 0..1 instead of a formula, it ends there
        var table = name is "acescc" or "clog2" or "clog3";
        Compare(name, new ColourConversion(space, ColourSpace.Aces), into, Codes(linear ? 60 : table ? 1 : 1.1f, linear ? -2 : table ? 0 : -0.05f), table);
        Compare(name + " inverse", new ColourConversion(ColourSpace.Aces, space), outOf, Codes(8, table ? 1e-4f : -0.02f), table);
    }

    [Fact]
    public void IntoAces_LogC4_IsTheReferenceImplementationsPixel()
    {
        // OpenColorIO 2.1 has no LogC4; later ones give this pixel in their tests
        Pixel("logc4", "aces2065-1", [0.5f, 0.4f, 0.3f], [1.786878082249, 0.743018593362, 0.232840037656]);
        Pixel("clog2", "aces2065-1", [0.5f, 0.4f, 0.3f], [0.408435767126, 0.197486903378, 0.034204558318]);
        Pixel("clog3", "aces2065-1", [0.5f, 0.4f, 0.3f], [0.496034919950, 0.301015360499, 0.083691829261]);
    }

    [Fact]
    public void Conversion_GreyOfAcesCg_IsThePublishedAcesCct() => Pixel("acescg", "acescct", [0.18f, 0.18f, 0.18f], [0.413588, 0.413588, 0.413588]);

    private static void Pixel(string from, string to, float[] p, double[] wanted)
    {
        new ColourConversion(ColourSpace.Parse(from), ColourSpace.Parse(to)).Apply(p.AsSpan(0, 1), p.AsSpan(1, 1), p.AsSpan(2, 1));
        for (var c = 0; c < 3; c++) Assert.True(Math.Abs(p[c] - wanted[c]) <= 1e-5 * (1 + Math.Abs(wanted[c])), $"{from}: {p[c]} not {wanted[c]}");
    }

    private void Compare(string name, ColourConversion ours, OcioProcessor theirs, float[][] pixels, bool ends)
    {
        var a = pixels.Select(p => (float[])p.Clone()).ToArray();
        var b = pixels.Select(p => (float[])p.Clone()).ToArray();
        ours.Apply(a[0], a[1], a[2]);
        theirs.Apply(b[0], b[1], b[2]);
        var (worst, at, compared) = (0.0, 0, 0);
        for (var i = 0; i < a[0].Length; i++)
        {
            var largest = Math.Max(Math.Abs((double)b[0][i]), Math.Max(Math.Abs((double)b[1][i]), Math.Abs((double)b[2][i])));
            if (ends && b.Any(v => v[i] <= 0 || v[i] == 1)) continue;
            compared++;
            for (var c = 0; c < 3; c++)
            {
                var error = Math.Abs((double)a[c][i] - b[c][i]) / (1 + largest);
                if (error > worst) (worst, at) = (error, i);
            }
        }
        output.WriteLine($"{name}: {worst:E2}");
        Assert.True(compared > 10_000, $"{name}: only {compared} pixels say anything");
        Assert.True(worst <= 1e-5, $"{name}: {worst:E2} at {pixels[0][at]} {pixels[1][at]} {pixels[2][at]}: {a[0][at]} {a[1][at]} {a[2][at]}, OpenColorIO {b[0][at]} {b[1][at]} {b[2][at]}");
    }

    private static float[][] Codes(float most, float least)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 40_000).Select(_ => least + ((most - least) * (float)random.NextDouble())).ToArray())];
    }
}
