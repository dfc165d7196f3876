namespace Answerprint.Media.Colour;

/// <summary>What the numbers of a picture mean: a name that people use, primaries, and how codes become light.</summary>
/// <param name="Name">As `--colour` takes it.</param>
/// <param name="Into">How its white becomes that of ACES, as its maker's transform does it.</param>
public sealed record ColourSpace(string Name, Transfer Transfer, Chromaticities Primaries, Adaptation Into = Adaptation.Bradford)
{
    /// <summary>Broadcast and web movies: BT.709 primaries seen on a BT.1886 display.</summary>
    public static ColourSpace Bt1886 { get; } = new("bt1886", Transfer.Bt1886, Chromaticities.Rec709);

    /// <summary>PNG and JPEG that say nothing else.</summary>
    public static ColourSpace Srgb { get; } = new("srgb", Transfer.Srgb, Chromaticities.Rec709);

    /// <summary>Scene-linear light of BT.709 primaries.</summary>
    public static ColourSpace Linear { get; } = new("linear", Transfer.Linear, Chromaticities.Rec709);

    /// <summary>BT.2020 primaries seen on a BT.1886 display.</summary>
    public static ColourSpace Rec2020 { get; } = new("rec2020", Transfer.Bt1886, Chromaticities.Rec2020);

    /// <summary>Scanned negative film in printing density (Cineon, DPX), its dyes taken as BT.709 primaries.</summary>
    public static ColourSpace Cineon { get; } = new("cineon", Transfer.Cineon, Chromaticities.Rec709);

    /// <summary>SMPTE ST 2065-1: scene-linear light of ACES primaries 0; what all spaces are converted through.</summary>
    public static ColourSpace Aces { get; } = new("aces2065-1", Transfer.Linear, Chromaticities.Ap0);

    /// <summary>AMPAS S-2014-004: scene-linear light of ACES primaries 1.</summary>
    public static ColourSpace AcesCg { get; } = new("acescg", Transfer.Linear, Chromaticities.Ap1);

    /// <summary>AMPAS S-2014-003.</summary>
    public static ColourSpace AcesCc { get; } = new("acescc", Transfer.Acescc, Chromaticities.Ap1);

    /// <summary>AMPAS S-2016-001.</summary>
    public static ColourSpace AcesCct { get; } = new("acescct", Transfer.Acescct, Chromaticities.Ap1);

    /// <summary>The spaces that can be named, without a config.</summary>
    public static IReadOnlyList<ColourSpace> All { get; } =
    [
        Bt1886, Srgb, Linear, Rec2020, Cineon, Aces, AcesCg, AcesCc, AcesCct,
        new("rec709", Transfer.Rec709, Chromaticities.Rec709),
        new("rec2020-camera", Transfer.Rec709, Chromaticities.Rec2020),
        new("gamma2.2", Transfer.Gamma22, Chromaticities.Rec709),
        new("p3-d65", Transfer.Gamma26, Chromaticities.P3D65),
        new("display-p3", Transfer.Srgb, Chromaticities.P3D65),
        new("pq", Transfer.Pq, Chromaticities.Rec2020),
        new("p3-d65-pq", Transfer.Pq, Chromaticities.P3D65),
        new("hlg", Transfer.Hlg, Chromaticities.Rec2020),
        new("logc3", Transfer.LogC3, Chromaticities.ArriWideGamut3, Adaptation.Cat02),
        new("logc4", Transfer.LogC4, Chromaticities.ArriWideGamut4, Adaptation.Cat02),
        new("slog3", Transfer.SLog3, Chromaticities.SGamut3, Adaptation.Cat02),
        new("slog3-cine", Transfer.SLog3, Chromaticities.SGamut3Cine, Adaptation.Cat02),
        new("log3g10", Transfer.Log3G10, Chromaticities.RedWideGamut),
        new("vlog", Transfer.VLog, Chromaticities.VGamut),
        new("clog2", Transfer.CLog2, Chromaticities.CanonCinemaGamut, Adaptation.Cat02),
        new("clog3", Transfer.CLog3, Chromaticities.CanonCinemaGamut, Adaptation.Cat02),
        new("linear-rec2020", Transfer.Linear, Chromaticities.Rec2020),
        new("linear-p3-d65", Transfer.Linear, Chromaticities.P3D65),
        new("linear-awg3", Transfer.Linear, Chromaticities.ArriWideGamut3, Adaptation.Cat02),
        new("linear-awg4", Transfer.Linear, Chromaticities.ArriWideGamut4, Adaptation.Cat02),
        new("linear-sgamut3", Transfer.Linear, Chromaticities.SGamut3, Adaptation.Cat02),
        new("linear-sgamut3cine", Transfer.Linear, Chromaticities.SGamut3Cine, Adaptation.Cat02),
        new("linear-rwg", Transfer.Linear, Chromaticities.RedWideGamut),
        new("linear-vgamut", Transfer.Linear, Chromaticities.VGamut),
        new("linear-cgamut", Transfer.Linear, Chromaticities.CanonCinemaGamut, Adaptation.Cat02),
    ];

    /// <summary>Whether a code decides the light of its own channel alone.</summary>
    public bool IsByChannel => Pixels is null;

    /// <summary>The hash of the config that says what the space means (<see cref="OcioConfig.Hash"/>); null for the managed spaces.</summary>
    public string? Config { get; init; }

    /// <summary>What stands in the place of <see cref="Transfer"/> where channels depend on each other; null for the managed spaces.</summary>
    internal IPixelCoding? Pixels { get; init; }

    /// <summary>Case, spaces, dots and strokes do not count: "S-Log3" is "slog3".</summary>
    /// <exception cref="FormatException">No space has that name.</exception>
    public static ColourSpace Parse(string name) => Find(name)
        ?? throw new FormatException($"'{name}' is no colour space; choose one of {string.Join(", ", All.Select(s => s.Name))}");

    /// <summary>The managed space of that name, or null.</summary>
    public static ColourSpace? Find(string name)
    {
        var letters = Letters(name);
        return letters.Length == 0 ? null : All.FirstOrDefault(s => Letters(s.Name) == letters);
    }

    /// <summary>The same primaries without a transfer: what the light of this space is.</summary>
    public ColourSpace Light => IsByChannel && Transfer == Transfer.Linear
        ? this
        : All.FirstOrDefault(s => s.Transfer == Transfer.Linear && s.Primaries == Primaries && s.Into == Into) ?? new($"linear of {Name}", Transfer.Linear, Primaries, Into);

    /// <summary>Rows of codes → rows of scene-linear light of <see cref="Primaries"/>, in place; three rows of equal length.</summary>
    public void ToLight(Span<float> red, Span<float> green, Span<float> blue)
    {
        if (Pixels is not null)
        {
            Pixels.ToLight(red, green, blue);
            return;
        }
        Transfer.ToLight(red);
        Transfer.ToLight(green);
        Transfer.ToLight(blue);
    }

    /// <summary>Rows of light → rows of codes, in place: the inverse of <see cref="ToLight"/>.</summary>
    public void ToCode(Span<float> red, Span<float> green, Span<float> blue)
    {
        if (Pixels is not null)
        {
            Pixels.ToCode(red, green, blue);
            return;
        }
        Transfer.ToCode(red);
        Transfer.ToCode(green);
        Transfer.ToCode(blue);
    }

    /// <summary>
    /// This space with its light in other primaries: what `--working` asks for. Decoding ends with a matrix by way of ACES2065-1, coding begins with its inverse.
    /// </summary>
    /// <param name="working">A linear managed space.</param>
    /// <exception cref="FormatException">It is not linear.</exception>
    public ColourSpace In(ColourSpace working)
    {
        if (!working.IsByChannel || working.Transfer != Transfer.Linear)
            throw new FormatException($"'{working.Name}' is not scene-linear; work in one of {string.Join(", ", All.Where(s => s.Transfer == Transfer.Linear).Select(s => s.Name))}");
        return (working.Primaries, working.Into) == (Primaries, Into)
            ? this
            : new($"{Name} as {working.Name}", Transfer, working.Primaries, working.Into) { Pixels = new WorkingPixels(this, working), Config = Config };
    }

    /// <summary>The name, and the config that gives it its meaning: what a plate's record says.</summary>
    public override string ToString() => Config is null ? Name : $"{Name} (config {Config})";

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
