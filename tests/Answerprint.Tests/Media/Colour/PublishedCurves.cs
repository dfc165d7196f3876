namespace Answerprint.Tests.Media.Colour;

/// <summary>The transfers once more, in double and as their papers print them: what the fast rows are judged by.</summary>
internal static class PublishedCurves
{
    private const double M1 = 2610.0 / 16384, M2 = 2523.0 / 4096 * 128, C1 = 3424.0 / 4096, C2 = 2413.0 / 4096 * 32, C3 = 2392.0 / 4096 * 32;
    private const double A4 = (262144.0 - 16) / 117.45, B4 = (1023.0 - 95) / 1023, C4 = 95.0 / 1023;
    private static readonly double S4 = 7 * Math.Log(2) * Math.Pow(2, 7 - (14 * C4 / B4)) / (A4 * B4);
    private static readonly double T4 = (Math.Pow(2, (14 * (-C4 / B4)) + 6) - 64) / A4;

    private static readonly double Black = Math.Pow(10, (95 - 685) / 300.0);

    // the slope of the curve where its code is 0
    private static readonly double CineonFoot = 300 * (1 - Black) / (Math.Log(10) * Math.Pow(10, -685 / 300.0)) / 1023;

    public static double ToCode(string transfer, double x) => transfer switch
    {
        "linear" => x,
        "bt1886" => Odd(x, v => Math.Pow(v, 1 / 2.4)),
        "gamma2.2" => Odd(x, v => Math.Pow(v, 1 / 2.2)),
        "gamma2.6" => Odd(x, v => Math.Pow(v, 1 / 2.6)),
        "srgb" => Odd(x, v => v <= 0.0031308 ? 12.92 * v : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055),
        "rec709" => Odd(x, v => v < 0.018053968510807 ? 4.5 * v : (1.09929682680944 * Math.Pow(v, 0.45)) - 0.09929682680944),
        "acescc" => x <= 0 ? (-16 + 9.72) / 17.52 : (Math.Log2(x < Math.Pow(2, -15) ? Math.Pow(2, -16) + (x / 2) : x) + 9.72) / 17.52,
        "acescct" => x <= 0.0078125 ? (10.5402377416545 * x) + 0.0729055341958355 : (Math.Log2(x) + 9.72) / 17.52,
        "pq" => Odd(x, v => Math.Pow((C1 + (C2 * Math.Pow(v / 100, M1))) / (1 + (C3 * Math.Pow(v / 100, M1))), M2)),
        "hlg" => Odd(x, v => v <= 1 / 12.0 ? Math.Sqrt(3 * v) : (0.17883277 * Math.Log((12 * v) - 0.28466892)) + 0.55991073),
        "logc3" => x > 0.010591 ? (0.247190 * Math.Log10((5.555556 * x) + 0.052272)) + 0.385537 : (5.367655 * x) + 0.092809,
        "logc4" => x >= T4 ? ((Math.Log2((A4 * x) + 64) - 6) / 14 * B4) + C4 : (x - T4) / S4,
        "slog3" => x >= 0.01125 ? (420 + (Math.Log10((x + 0.01) / 0.19) * 261.5)) / 1023 : ((x * (171.2102946929 - 95) / 0.01125) + 95) / 1023,
        "log3g10" => x + 0.01 < 0 ? (x + 0.01) * 15.1927 : 0.224282 * Math.Log10((155.975327 * (x + 0.01)) + 1),
        "vlog" => x < 0.01 ? (5.6 * x) + 0.125 : (0.241514 * Math.Log10(x + 0.00873)) + 0.598206,
        "clog2" => x < 0 ? 0.092864125 - (0.24136077 * Math.Log10(1 - (87.099375 * x / 0.9))) : 0.092864125 + (0.24136077 * Math.Log10(1 + (87.099375 * x / 0.9))),
        "clog3" => (x / 0.9) switch
        {
            < -0.014 => (-0.36726845 * Math.Log10(1 - (14.98325 * x / 0.9))) + 0.12783901,
            <= 0.014 => (1.9754798 * x / 0.9) + 0.12512219,
            _ => (0.36726845 * Math.Log10(1 + (14.98325 * x / 0.9))) + 0.12240537,
        },
        "cineon" => x >= (Math.Pow(10, -685 / 300.0) - Black) / (1 - Black) ? ((300 * Math.Log10((x * (1 - Black)) + Black)) + 685) / 1023 : CineonFoot * (x - ((Math.Pow(10, -685 / 300.0) - Black) / (1 - Black))),
        _ => throw new ArgumentException(transfer, nameof(transfer)),
    };

    public static double ToLight(string transfer, double c) => transfer switch
    {
        "linear" => c,
        "bt1886" => Odd(c, v => Math.Pow(v, 2.4)),
        "gamma2.2" => Odd(c, v => Math.Pow(v, 2.2)),
        "gamma2.6" => Odd(c, v => Math.Pow(v, 2.6)),
        "srgb" => Odd(c, v => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4)),
        "rec709" => Odd(c, v => v < 4.5 * 0.018053968510807 ? v / 4.5 : Math.Pow((v + 0.09929682680944) / 1.09929682680944, 1 / 0.45)),
        "acescc" => c <= (9.72 - 15) / 17.52 ? (Math.Pow(2, (c * 17.52) - 9.72) - Math.Pow(2, -16)) * 2 : Math.Pow(2, (c * 17.52) - 9.72),
        "acescct" => c > 0.155251141552511 ? Math.Pow(2, (c * 17.52) - 9.72) : (c - 0.0729055341958355) / 10.5402377416545,
        "pq" => Odd(c, v => 100 * Math.Pow(Math.Max(Math.Pow(v, 1 / M2) - C1, 0) / (C2 - (C3 * Math.Pow(v, 1 / M2))), 1 / M1)),
        "hlg" => Odd(c, v => v <= 0.5 ? v * v / 3 : (Math.Exp((v - 0.55991073) / 0.17883277) + 0.28466892) / 12),
        "logc3" => c > (5.367655 * 0.010591) + 0.092809 ? (Math.Pow(10, (c - 0.385537) / 0.247190) - 0.052272) / 5.555556 : (c - 0.092809) / 5.367655,
        "logc4" => c >= 0 ? (Math.Pow(2, (14 * (c - C4) / B4) + 6) - 64) / A4 : (c * S4) + T4,
        "slog3" => c >= 171.2102946929 / 1023 ? (Math.Pow(10, ((c * 1023) - 420) / 261.5) * 0.19) - 0.01 : ((c * 1023) - 95) * 0.01125 / (171.2102946929 - 95),
        "log3g10" => c < 0 ? (c / 15.1927) - 0.01 : ((Math.Pow(10, c / 0.224282) - 1) / 155.975327) - 0.01,
        "vlog" => c < 0.181 ? (c - 0.125) / 5.6 : Math.Pow(10, (c - 0.598206) / 0.241514) - 0.00873,
        "clog2" => 0.9 * (c < 0.092864125 ? -(Math.Pow(10, (0.092864125 - c) / 0.24136077) - 1) / 87.099375 : (Math.Pow(10, (c - 0.092864125) / 0.24136077) - 1) / 87.099375),
        "clog3" => 0.9 * (c < 0.097465473 ? -(Math.Pow(10, (0.12783901 - c) / 0.36726845) - 1) / 14.98325
            : c <= 0.15277891 ? (c - 0.12512219) / 1.9754798 : (Math.Pow(10, (c - 0.12240537) / 0.36726845) - 1) / 14.98325),
        "cineon" => c >= 0 ? (Math.Pow(10, ((1023 * c) - 685) / 300) - Black) / (1 - Black) : (c / CineonFoot) + ((Math.Pow(10, -685 / 300.0) - Black) / (1 - Black)),
        _ => throw new ArgumentException(transfer, nameof(transfer)),
    };

    private static double Odd(double x, Func<double, double> half) => double.IsNaN(x) ? x : x < 0 ? -half(-x) : half(x);
}
