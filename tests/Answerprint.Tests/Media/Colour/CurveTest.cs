using Answerprint.Media.Colour;
using Xunit;

namespace Answerprint.Tests.Media.Colour;

public sealed class CurveTest
{
    public static TheoryData<string> Names => [.. Transfer.All.Select(t => t.Name)];

    // 1e-5·(1 + |wanted|) covers what single floats lose in 10^x and, for LogC3, that its paper prints six places
    [Theory, MemberData(nameof(Names))]
    public void ToCode_AllScalesOfLight_IsThePublishedFormula(string name)
    {
        var transfer = Transfer.All.Single(t => t.Name == name);
        var light = Lights();
        var codes = (float[])light.Clone();
        transfer.ToCode(codes);
        for (var i = 0; i < light.Length; i++) Near(PublishedCurves.ToCode(name, light[i]), codes[i], $"{name}: light {light[i]:R}");
    }

    [Theory, MemberData(nameof(Names))]
    public void ToLight_CodesFarBeyondTheScale_IsThePublishedFormula(string name)
    {
        var transfer = Transfer.All.Single(t => t.Name == name);
        var codes = Enumerable.Range(-8000, 24001).Select(i => i / 8000f).Where(c => Math.Abs(c) <= Most(name)).ToArray();
        var light = (float[])codes.Clone();
        transfer.ToLight(light);
        for (var i = 0; i < codes.Length; i++) Near(PublishedCurves.ToLight(name, codes[i]), light[i], $"{name}: code {codes[i]:R}");
    }

    [Theory, MemberData(nameof(Names))]
    public void ThereAndBack_AnyLight_IsTheSame(string name)
    {
        var transfer = Transfer.All.Single(t => t.Name == name);
        // ACEScc keeps nothing below zero, as its standard says
        var light = Lights().Where(x => name != "acescc" || x > 0).ToArray();
        var back = (float[])light.Clone();
        transfer.ToCode(back);
        transfer.ToLight(back);
        for (var i = 0; i < light.Length; i++) Near(light[i], back[i], $"{name}: {light[i]:R}");
    }

    [Theory, MemberData(nameof(Names))]
    public void ToLightAndToCode_WhatIsNoNumber_PassesThrough(string name)
    {
        var transfer = Transfer.All.Single(t => t.Name == name);
        float[] odd = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, -float.MaxValue, float.Epsilon, -0f];
        var light = (float[])odd.Clone();
        transfer.ToLight(light);
        Assert.True(float.IsNaN(light[0]));
        Assert.Equal(float.PositiveInfinity, light[1]);
        Assert.False(float.IsNaN(light[2]) || light[2] > 0, $"{light[2]}");
        var code = (float[])odd.Clone();
        transfer.ToCode(code);
        Assert.True(float.IsNaN(code[0]));
        // PQ alone ends: its formula goes to 1.9928 however bright
        if (name == "pq") Assert.InRange(code[1], 1.992f, 1.993f);
        else Assert.Equal(float.PositiveInfinity, code[1]);
        Assert.All(code[1..].Concat(light[1..]), v => Assert.False(float.IsNaN(v)));
    }

    [Theory, MemberData(nameof(Names))]
    public void Rows_OfAnyLength_HaveTheBitsOfSingleValues(string name)
    {
        var transfer = Transfer.All.Single(t => t.Name == name);
        var values = Enumerable.Range(0, 37).Select(i => (i - 5) * 0.0371f).ToArray();
        for (var length = 0; length < values.Length; length++)
        {
            var row = values[..length];
            transfer.ToLight(row);
            for (var i = 0; i < length; i++)
            {
                float[] alone = [values[i]];
                transfer.ToLight(alone);
                Assert.Equal(BitConverter.SingleToInt32Bits(alone[0]), BitConverter.SingleToInt32Bits(row[i]));
            }
        }
    }

    // published pairs: middle grey of each maker's paper
    [Theory]
    [InlineData("logc3", 0.18, 0.391007)]
    [InlineData("logc4", 0.18, 0.278396)]
    [InlineData("slog3", 0.18, 0.410557)]
    [InlineData("log3g10", 0.18, 0.333333)]
    [InlineData("vlog", 0.18, 0.423311)]
    [InlineData("acescct", 0.18, 0.413588)]
    [InlineData("acescc", 0.18, 0.413588)]
    [InlineData("clog2", 0.18, 0.398254)]
    [InlineData("clog3", 0.18, 0.343389)]
    [InlineData("pq", 1.0, 0.508078)]
    [InlineData("pq", 10.0, 0.751827)]
    [InlineData("pq", 100.0, 1.0)]
    [InlineData("hlg", 0.083333333, 0.5)]
    [InlineData("hlg", 1.0, 1.0)]
    [InlineData("rec709", 0.18, 0.408848)]
    [InlineData("srgb", 0.18, 0.461356)]
    public void ToCode_PublishedPairs_AreMet(string name, double light, double code)
    {
        float[] value = [(float)light];
        Transfer.All.Single(t => t.Name == name).ToCode(value);
        Assert.Equal(code, value[0], 2e-5);
    }

    // PQ ends at 1.99; the rounding of LogC3's table grows with the code
    private static double Most(string name) => name switch { "pq" => 1.5, "logc3" => 1, _ => 3 };

    private static float[] Lights()
    {
        var random = new Random(7);
        return [0, .. Enumerable.Range(0, 20_000).Select(_ => MathF.ScaleB(1 + (float)random.NextDouble(), random.Next(-24, 16)) * (random.Next(3) == 0 ? -1 : 1))];
    }

    private static void Near(double wanted, float got, string what)
    {
        if (Math.Abs(wanted) > float.MaxValue) Assert.True(float.IsInfinity(got), what);
        else Assert.True(Math.Abs(wanted - got) <= 1e-5 * (1 + Math.Abs(wanted)), $"{what}: {got:R}, not {wanted:R}");
    }
}
