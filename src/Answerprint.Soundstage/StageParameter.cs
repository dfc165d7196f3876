namespace Answerprint.Soundstage;

/// <summary>One thing about a stage that can be changed by itself: everything that does not follow from it keeps its bytes.</summary>
/// <param name="Name">As it is written: "blur".</param>
/// <param name="Says">Unit and meaning.</param>
/// <param name="Least">The lowest value.</param>
/// <param name="Most">The highest value.</param>
public sealed record StageParameter(string Name, string Says, double Least, double Most)
{
    /// <summary>What it changes.</summary>
    internal Func<Stage, double, Stage> Set { get; private init; } = (s, _) => s;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<StageParameter> All { get; } =
    [
        new("speed", "how fast camera and things move about the middle frame, which keeps its bytes; 1 as designed", 0, 8) { Set = (s, v) => s with { Speed = v } },
        new("gap", "frames in the middle of the take that are missing; no picture changes", 0, 64) { Set = (s, _) => s },
        new("grain", "rms as a share of the square root of the light", 0, 0.5) { Set = (s, v) => s with { Grain = v } },
        new("blur", "degrees of a frame that the shutter is open", 0, 360) { Set = (s, v) => s with { Shutter = v } },
        new("defocus", "one over the f-number of the lens, 0 for a pinhole", 0, 2) { Set = (s, v) => s with { Aperture = v == 0 ? 0 : 1 / v } },
        new("focus", "metres in focus, 0 for the scene's subject", 0, 1000) { Set = (s, v) => s with { Focus = v } },
        new("exposure", "stops", -10, 10) { Set = (s, v) => s with { Exposure = v } },
        new("kelvin", "the light that the camera takes for white; 6500 leaves it", ColourTemperature.Least, ColourTemperature.Most) { Set = (s, v) => s with { Kelvin = v } },
        new("tint", "stops that green is taken down", -2, 2) { Set = (s, v) => s with { Tint = v } },
        new("occluders", "things that pass before the camera; the first ones stay as more are added", 0, 12) { Set = (s, v) => s with { Scene = s.Scene.Occluded((int)v, s.Seed) } },
        new("texture", "contrast of every pattern about its mean, 0 for flat paint", 0, 2) { Set = (s, v) => s with { Scene = s.Scene.Textured(v) } },
        new("size", "pixels of width; the shape of the picture stays", 16, 8192) { Set = (s, v) => s with { Width = (int)v, Height = Math.Max(1, (int)Math.Round(v * s.Height / s.Width)) } },
        new("view", "horizontal angle of view, degrees", 5, 120) { Set = (s, v) => s with { View = v } },
        new("shadows", "1 for lights with shadows, 0 without", 0, 1) { Set = (s, v) => s with { Shadows = v != 0 } },
    ];

    /// <summary>The parameter of a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static StageParameter Of(string name) =>
        All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal)) ?? throw new FormatException($"no parameter {name}: it is one of {string.Join(", ", All.Select(p => p.Name))}");

    /// <summary>The stage with this one thing changed.</summary>
    /// <exception cref="FormatException">The value is out of range.</exception>
    public Stage Apply(Stage stage, double value) =>
        value >= Least && value <= Most ? Set(stage, value) : throw new FormatException($"{Name} is {Least}..{Most} ({Says}), not {value}");

    /// <summary>Cases of one seed that differ in nothing but this: for telling what a measure depends on.</summary>
    /// <exception cref="FormatException">A value is out of range, or a gap is as long as the take.</exception>
    public IReadOnlyList<StageCase> Steps(Stage stage, IEnumerable<double> values) => [.. values.Select(v => new StageCase(this, v, Apply(stage, v), Gap(stage, v)))];

    private IReadOnlyList<int> Gap(Stage stage, double value)
    {
        var length = Name == "gap" ? (int)value : 0;
        if (length > 0 && length > stage.Range.Length - 2) throw new FormatException($"a gap of {length} leaves nothing on both sides of a take of {stage.Range.Length} frames");
        return [.. Enumerable.Range(stage.Range.Start + ((stage.Range.Length - length) / 2), length)];
    }
}

/// <summary>One case of a row in which a single parameter varies.</summary>
/// <param name="Missing">Frames that a tool is not shown; empty unless the parameter is the gap.</param>
public sealed record StageCase(StageParameter Parameter, double Value, Stage Stage, IReadOnlyList<int> Missing)
{
    /// <summary>Its name: "blur-180".</summary>
    public string Name => $"{Parameter.Name}-{Value}";
}
