namespace Answerprint.Media.Colour;

/// <summary>
/// How code values and light belong together. Codes are 0..1 for the least and the largest code, light is linear; both go on beyond and nothing
/// is clipped. Display and video curves are odd-symmetric below zero; camera logarithms have a straight foot there. Infinite and NaN pass
/// through. The bits do not depend on the processor. Stateless, safe from several threads.
/// </summary>
public sealed class Transfer
{
    private readonly Curve? curve;

    private Transfer(string name, Curve? curve)
    {
        Name = name;
        this.curve = curve;
    }

    /// <summary>Codes are light.</summary>
    public static Transfer Linear { get; } = new("linear", null);

    /// <summary>ITU-R BT.1886 annex 1 with black at zero: light = code^2.4.</summary>
    public static Transfer Bt1886 { get; } = Of("bt1886", new PowerCurve(2.4));

    /// <summary>light = code^2.2: monitors that say no more.</summary>
    public static Transfer Gamma22 { get; } = Of("gamma2.2", new PowerCurve(2.2));

    /// <summary>light = code^2.6: cinema projection, SMPTE ST 428-1 without its luminance scale.</summary>
    public static Transfer Gamma26 { get; } = Of("gamma2.6", new PowerCurve(2.6));

    /// <summary>IEC 61966-2-1 (2003 amendment for what lies beyond 0..1): a straight foot, then the power 2.4 with an offset.</summary>
    public static Transfer Srgb { get; } = Of("srgb", new FootedPowerCurve(2.4, 0.055, 12.92, 0.0031308, 0.04045));

    /// <summary>
    /// The camera's curve of ITU-R BT.709-6 item 1.2 and BT.2020-2 table 4, with α and β as the latter's note gives them before rounding, so
    /// that the two pieces meet and the inverse is one. Against the rounded 1.099 and 0.018 of BT.709 it differs by less than 0.0003.
    /// </summary>
    public static Transfer Rec709 { get; } = Of("rec709", new FootedPowerCurve(1 / 0.45, 0.09929682680944, 4.5, 0.018053968510807, 4.5 * 0.018053968510807));

    /// <summary>AMPAS S-2014-003 (ACEScc).</summary>
    public static Transfer Acescc { get; } = Of("acescc", default(AcesccCurve));

    /// <summary>AMPAS S-2016-001 (ACEScct), equation 3. It goes on above 65504, where the standard clips.</summary>
    public static Transfer Acescct { get; } = Of("acescct", new LogCurve(1 / 17.52, 1, 0, 9.72 / 17.52, 10.5402377416545, 0.0729055341958355, 0.0078125));

    /// <summary>SMPTE ST 2084 (PQ): light 1 is 100 cd/m², code 1 is 10 000 cd/m².</summary>
    public static Transfer Pq { get; } = Of("pq", default(PqCurve));

    /// <summary>ITU-R BT.2100 hybrid log-gamma, scene side: light 1 is code 1.</summary>
    public static Transfer Hlg { get; } = Of("hlg", default(HlgCurve));

    /// <summary>
    /// ARRI LogC3 at EI 800 ("ALEXA Log C Curve: Usage in VFX", 2012, linear scene exposure). The table there is rounded to six places; these are the
    /// constants before rounding.
    /// </summary>
    public static Transfer LogC3 { get; } = Of("logc3", LogCurve.Smooth(0.247189638318671 * Math.Log10(2), 1 / 0.18, 0.0522722750251688, 0.385536998692443, 0.0105909904954696));

    /// <summary>ARRI LogC4 ("ARRI LogC4 Logarithmic Color Space Specification", 2022, section 4).</summary>
    public static Transfer LogC4 { get; } = Of("logc4", LogC4Curve());

    /// <summary>Sony S-Log3 ("Technical Summary for S-Gamut3.Cine/S-Log3 and S-Gamut3/S-Log3", appendix).</summary>
    public static Transfer SLog3 { get; } = Of("slog3", new LogCurve(
        261.5 / 1023 * Math.Log10(2), 1 / 0.19, 0.01 / 0.19, 420 / 1023.0, (171.2102946929 - 95) / 0.01125 / 1023, 95 / 1023.0, 0.01125));

    /// <summary>RED Log3G10 ("White Paper on REDWideGamutRGB and Log3G10", revision C): the curve whose black is not at code 0.</summary>
    public static Transfer Log3G10 { get; } = Of("log3g10", new LogCurve(
        0.224282 * Math.Log10(2), 155.975327, (155.975327 * 0.01) + 1, 0, 15.1927, 15.1927 * 0.01, -0.01));

    /// <summary>Panasonic V-Log ("V-Log/V-Gamut Reference Manual", 2014, section 2).</summary>
    public static Transfer VLog { get; } = Of("vlog", new LogCurve(0.241514 * Math.Log10(2), 1, 0.00873, 0.598206, 5.6, 0.125, 0.01));

    /// <summary>
    /// Printing density of negative film as Cineon and DPX hold it (Kodak, "Conversion of 10-bit Log Film Data to 8-bit Linear or Video Data", 1995,
    /// equations 1 to 3): .002 density a 10-bit code, a negative's gamma of .6, white at 685, black at 95. Below code 0 it goes straight on.
    /// </summary>
    public static Transfer Cineon { get; } = new("cineon", new DensityCurve());

    /// <summary>Canon Log 2 (Canon's input transform for ACES, 2016: full-range codes, light as reflectance).</summary>
    public static Transfer CLog2 { get; } = Of("clog2", new CanonCurve(0.092864125, 0.092864125, 0.24136077, 87.099375, 0, 1, 0));

    /// <summary>Canon Log 3 (Canon's input transform for ACES, 2016: full-range codes, light as reflectance).</summary>
    public static Transfer CLog3 { get; } = Of("clog3", new CanonCurve(0.12240537, 0.12783901, 0.36726845, 14.98325, 0.014, 1.9754798, 0.12512219));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Transfer> All { get; } =
        [Linear, Bt1886, Gamma22, Gamma26, Srgb, Rec709, Acescc, Acescct, Pq, Hlg, LogC3, LogC4, SLog3, Log3G10, VLog, CLog2, CLog3, Cineon];

    /// <summary>A short stable word: "linear", "bt1886", "logc3".</summary>
    public string Name { get; }

    /// <summary>Codes → light, in place.</summary>
    public void ToLight(Span<float> codes) => curve?.ToLight(codes);

    /// <summary>Light → codes, in place: the inverse of <see cref="ToLight"/>.</summary>
    public void ToCode(Span<float> light) => curve?.ToCode(light);

    public override string ToString() => Name;

    private static Transfer Of<T>(string name, T formula)
        where T : struct, ICurve => new(name, new Curve<T>(formula));

    // code = (log2(a·light + 64) − 6)/14·b + c from t up, else (light − t)/s
    private static LogCurve LogC4Curve()
    {
        const double a = (262144.0 - 16) / 117.45, b = (1023.0 - 95) / 1023, c = 95 / 1023.0;
        var s = 7 * Math.Log(2) * Math.Pow(2, 7 - (14 * c / b)) / (a * b);
        var t = (Math.Pow(2, (14 * (-c / b)) + 6) - 64) / a;
        return new(b / 14, a, 64, c - (6 * b / 14), 1 / s, -t / s, t);
    }
}
