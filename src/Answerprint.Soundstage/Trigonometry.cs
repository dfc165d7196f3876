namespace Answerprint.Soundstage;

/// <summary>
/// Sine and cosine from additions and multiplications alone, so that a scene has the same bits wherever IEEE 754 holds; those of the
/// runtime come from the platform's own library. Error below 1e-11 for |x| under 1,000 rad (Taylor series on ±π/4).
/// </summary>
internal static class Trigonometry
{
    // π/2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980)
    private const double HalfPiHigh = 1.57079632673412561417;
    private const double HalfPiLow = 6.07710050650619224932e-11;

    public static double Sin(double x) => Quarter(x, 0);

    public static double Cos(double x) => Quarter(x, 1);

    private static double Quarter(double x, long ahead)
    {
        var k = Math.Floor((x * 0.63661977236758134308) + 0.5);
        var r = x - (k * HalfPiHigh) - (k * HalfPiLow);
        var z = r * r;
        var sin = r * (1 + (z * (-1.0 / 6 + (z * (1.0 / 120 + (z * (-1.0 / 5040 + (z * (1.0 / 362880 + (z * (-1.0 / 39916800 + (z / 6227020800))))))))))));
        var cos = 1 + (z * (-0.5 + (z * (1.0 / 24 + (z * (-1.0 / 720 + (z * (1.0 / 40320 + (z * (-1.0 / 3628800 + (z * (1.0 / 479001600 - (z / 87178291200)))))))))))));
        return (((long)k + ahead) & 3) switch { 0 => sin, 1 => cos, 2 => -sin, _ => -cos };
    }
}
