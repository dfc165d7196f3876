namespace Answerprint.Media.Colour;

/// <summary>CIE 1931 xy of the primaries and of white.</summary>
public readonly record struct Chromaticities(float RedX, float RedY, float GreenX, float GreenY, float BlueX, float BlueY, float WhiteX, float WhiteY)
{
    /// <summary>ITU-R BT.709 and sRGB, white D65.</summary>
    public static Chromaticities Rec709 { get; } = new(0.64f, 0.33f, 0.30f, 0.60f, 0.15f, 0.06f, 0.3127f, 0.3290f);

    /// <summary>ITU-R BT.2020, white D65.</summary>
    public static Chromaticities Rec2020 { get; } = new(0.708f, 0.292f, 0.170f, 0.797f, 0.131f, 0.046f, 0.3127f, 0.3290f);
}

/// <summary>What the numbers of a picture mean: a name that people use, primaries, and how codes become light.</summary>
/// <param name="Name">As `--colour` takes it.</param>
public sealed record ColourSpace(string Name, Transfer Transfer, Chromaticities Primaries)
{
    /// <summary>Broadcast and web movies: BT.709 primaries seen on a BT.1886 display.</summary>
    public static ColourSpace Bt1886 { get; } = new("bt1886", Transfer.Bt1886, Chromaticities.Rec709);

    /// <summary>PNG and JPEG that say nothing else.</summary>
    public static ColourSpace Srgb { get; } = new("srgb", Transfer.Srgb, Chromaticities.Rec709);

    /// <summary>Scene-linear light.</summary>
    public static ColourSpace Linear { get; } = new("linear", Transfer.Linear, Chromaticities.Rec709);

    /// <summary>BT.2020 primaries seen on a BT.1886 display.</summary>
    public static ColourSpace Rec2020 { get; } = new("rec2020", Transfer.Bt1886, Chromaticities.Rec2020);

    /// <summary>Scanned negative film in printing density (Cineon, DPX), its dyes taken as BT.709 primaries.</summary>
    public static ColourSpace Cineon { get; } = new("cineon", Transfer.Cineon, Chromaticities.Rec709);

    /// <summary>The spaces that can be named.</summary>
    public static IReadOnlyList<ColourSpace> All { get; } = [Bt1886, Srgb, Linear, Rec2020, Cineon];

    /// <exception cref="FormatException">No space has that name.</exception>
    public static ColourSpace Parse(string name) =>
        All.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"'{name}' is no colour space; choose one of {string.Join(", ", All.Select(s => s.Name))}");
}
