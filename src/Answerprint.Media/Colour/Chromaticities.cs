namespace Answerprint.Media.Colour;

/// <summary>CIE 1931 xy of the primaries and of white. At most seven digits, as they are published; calculations take those digits, not the nearest single float.</summary>
public readonly record struct Chromaticities(float RedX, float RedY, float GreenX, float GreenY, float BlueX, float BlueY, float WhiteX, float WhiteY)
{
    private const float D65X = 0.3127f, D65Y = 0.3290f, AcesX = 0.32168f, AcesY = 0.33767f;

    /// <summary>ITU-R BT.709 and sRGB, white D65.</summary>
    public static Chromaticities Rec709 { get; } = new(0.64f, 0.33f, 0.30f, 0.60f, 0.15f, 0.06f, D65X, D65Y);

    /// <summary>ITU-R BT.2020 and BT.2100, white D65.</summary>
    public static Chromaticities Rec2020 { get; } = new(0.708f, 0.292f, 0.170f, 0.797f, 0.131f, 0.046f, D65X, D65Y);

    /// <summary>SMPTE RP 431-2 primaries with white D65 (SMPTE EG 432-1).</summary>
    public static Chromaticities P3D65 { get; } = new(0.680f, 0.320f, 0.265f, 0.690f, 0.150f, 0.060f, D65X, D65Y);

    /// <summary>ACES primaries 0: SMPTE ST 2065-1 table 1.</summary>
    public static Chromaticities Ap0 { get; } = new(0.73470f, 0.26530f, 0f, 1f, 0.00010f, -0.07700f, AcesX, AcesY);

    /// <summary>ACES primaries 1: AMPAS S-2014-004 table 1.</summary>
    public static Chromaticities Ap1 { get; } = new(0.713f, 0.293f, 0.165f, 0.830f, 0.128f, 0.044f, AcesX, AcesY);

    /// <summary>ARRI Wide Gamut 3 ("ALEXA Log C Curve: Usage in VFX", 2012).</summary>
    public static Chromaticities ArriWideGamut3 { get; } = new(0.6840f, 0.3130f, 0.2210f, 0.8480f, 0.0861f, -0.1020f, D65X, D65Y);

    /// <summary>ARRI Wide Gamut 4 ("ARRI LogC4 Logarithmic Color Space Specification", 2022, table 1).</summary>
    public static Chromaticities ArriWideGamut4 { get; } = new(0.7347f, 0.2653f, 0.1424f, 0.8576f, 0.0991f, -0.0308f, D65X, D65Y);

    /// <summary>Sony S-Gamut3, the primaries of S-Gamut (Sony's technical summary of S-Log3).</summary>
    public static Chromaticities SGamut3 { get; } = new(0.730f, 0.280f, 0.140f, 0.855f, 0.100f, -0.050f, D65X, D65Y);

    /// <summary>Sony S-Gamut3.Cine (the same summary).</summary>
    public static Chromaticities SGamut3Cine { get; } = new(0.766f, 0.275f, 0.225f, 0.800f, 0.089f, -0.087f, D65X, D65Y);

    /// <summary>REDWideGamutRGB (RED's white paper, revision C).</summary>
    public static Chromaticities RedWideGamut { get; } = new(0.780308f, 0.304253f, 0.121595f, 1.493994f, 0.095612f, -0.084589f, 0.3127f, 0.3290f);

    /// <summary>Panasonic V-Gamut ("V-Log/V-Gamut Reference Manual", 2014).</summary>
    public static Chromaticities VGamut { get; } = new(0.730f, 0.280f, 0.165f, 0.840f, 0.100f, -0.030f, D65X, D65Y);

    /// <summary>Canon Cinema Gamut (Canon's input transform for ACES, 2016).</summary>
    public static Chromaticities CanonCinemaGamut { get; } = new(0.740f, 0.270f, 0.170f, 1.140f, 0.080f, -0.100f, D65X, D65Y);
}
