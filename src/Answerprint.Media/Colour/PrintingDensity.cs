namespace Answerprint.Media.Colour;

/// <summary>
/// Printing density of negative film as Cineon and DPX hold it (Kodak, "Conversion of 10-bit Log Film Data to 8-bit Linear or Video Data", 1995,
/// equations 1–3): .002 density a 10-bit code, a negative's gamma of .6, white at 685, black at 95. Only + − × ÷ of doubles in one fixed order: the same bits on every processor.
/// </summary>
internal static class PrintingDensity
{
    private const double Log2Of10 = 3.3219280948873623;
    private const double Gain = 300 / 1023.0 / Log2Of10;
    private const double White = 685 / 1023.0;

    /// <summary>10^((95 − 685)·.002/.6): what black lets through.</summary>
    private const double Black = 0.010797751623277094;

    /// <summary>Light at code 0; below it the curve goes on straight, so that every light has one code.</summary>
    private static readonly double Least = (Exp2(-White / Gain) - Black) / (1 - Black);

    private static readonly double Slope = Gain * 1.4426950408889634 * (1 - Black) / ((Least * (1 - Black)) + Black);

    // light = (10^((1023·code − 685)/300) − black)/(1 − black)
    public static void ToLight(Span<float> codes)
    {
        foreach (ref var v in codes)
            if (float.IsFinite(v)) v = v < 0 ? (float)(Least + (v / Slope)) : (float)((Exp2((v - White) / Gain) - Black) / (1 - Black));
    }

    public static void ToCode(Span<float> light)
    {
        foreach (ref var v in light)
            if (float.IsFinite(v)) v = v < Least ? (float)((v - Least) * Slope) : (float)((Log2((v * (1 - Black)) + Black) * Gain) + White);
    }

    private static double Exp2(double x)
    {
        var n = Math.Clamp(Math.Floor(x + 0.5), -1000, 1000);
        var f = (x - n) * 0.69314718055994531;
        var r = 1.0;
        for (var k = 13; k >= 1; k--) r = (r * f / k) + 1;
        return r * BitConverter.Int64BitsToDouble(((long)n + 1023) << 52);
    }

    private static double Log2(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var e = (bits - 0x3FE6A09E667F3BCDL) >> 52;
        var m = BitConverter.Int64BitsToDouble(bits - (e << 52));
        var s = (m - 1) / (m + 1);
        var q = s * s;
        var series = 2 / 19.0;
        for (var k = 17; k >= 1; k -= 2) series = (series * q) + (2.0 / k);
        return e + (s * series * 1.4426950408889634);
    }
}

/// <summary>The same as a transfer.</summary>
internal sealed class DensityCurve : Curve
{
    public override void ToLight(Span<float> codes) => PrintingDensity.ToLight(codes);

    public override void ToCode(Span<float> light) => PrintingDensity.ToCode(light);
}
