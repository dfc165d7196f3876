using System.Text.Json;
using System.Text.Json.Serialization;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Background;

/// <summary>In which numbers foreground and background were mixed by the camera, or by whoever made the picture.</summary>
public enum MixIn
{
    /// <summary>In light, as a lens does.</summary>
    Light,

    /// <summary>In the display encoding, as much software does.</summary>
    Display,
}

/// <summary>What `background` is asked for beside its plates and mattes. Lengths are pixels.</summary>
/// <param name="Frames">The frames to work on, in the plate's numbers; null: all.</param>
/// <param name="Key">The screen: "auto", "green", "blue", or "R,G,B" in display codes of 255; null: mattes say what is kept.</param>
/// <param name="Solid">Share of coverage from which on what lies away from the screen is taken for solid, 0.3..1; 1: veils, smoke and glass keep what is seen through them.</param>
/// <param name="Black">Coverage up to which a pixel counts as the screen, 0..0.5; null: as much as the screen's own noise.</param>
/// <param name="White">Coverage from which on a pixel counts as the foreground, 0.5..1.</param>
/// <param name="Band">Pixels beside what is certain in which coverage is worked out anew, 1..24.</param>
/// <param name="Despill">How much of the screen's light is taken from the foreground, 0..1.</param>
/// <param name="Wrap">How much of the new plate's light comes over the edge, 0..1.</param>
/// <param name="WrapSize">How far, 1..200.</param>
/// <param name="Defocus">σ by which the new plate is softened, 0..100.</param>
/// <param name="Grain">The plate's grain is laid over the new plate.</param>
/// <param name="Gain">Factor on the new plate's light, 0.001..1000.</param>
/// <param name="Follow">The new plate moves with the camera, as what is seen beside the foreground tells it; null: with mattes where it can be told, before a screen not.</param>
/// <param name="Mix">In which numbers the plate is mixed.</param>
/// <param name="Blur">Where people are: pixels by which motion blur widens the soft band at their edge beyond 3, 0..200.</param>
/// <param name="Keep">In a show: the digest of the set of mattes of what is kept.</param>
/// <param name="Garbage">In a show: the digest of the set of mattes of what is thrown away.</param>
/// <param name="Holdout">In a show: the digest of the set of mattes of what is kept whatever it looks like.</param>
/// <param name="Behind">In a show: the digest of the document of the new plate (<see cref="BackgroundPaper"/>).</param>
public sealed record BackgroundOptions(
    IReadOnlyList<int>? Frames = null, string? Key = "auto", double Solid = 0.6, double? Black = null, double White = 0.93, int Band = 3, double Despill = 1,
    double Wrap = 0, double WrapSize = 8, double Defocus = 0, bool Grain = true, double Gain = 1, MixIn Mix = MixIn.Light, bool? Follow = null, double Blur = 0,
    string? Keep = null, string? Garbage = null, string? Holdout = null, string? Behind = null) : IMatted
{
    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Mattes { get; init; }

    /// <exception cref="FormatException">A value is out of its range, or no option is called so.</exception>
    public BackgroundOptions Checked()
    {
        if (Mattes?.Keys.FirstOrDefault(k => !WorkMattes.IsAnyKey(k)) is { } unknown) throw new FormatException($"background has no option '{unknown}'");
        if (Key is not null) _ = ScreenColour.Parse(Key);
        Within("solid", Solid, 0.3, 1);
        if (Black is { } black) Within("black", black, 0, 0.5);
        Within("white", White, 0.5, 1);
        Within("band", Band, 1, 24);
        Within("despill", Despill, 0, 1);
        Within("wrap", Wrap, 0, 1);
        Within("wrapSize", WrapSize, 1, 200);
        Within("defocus", Defocus, 0, 100);
        Within("gain", Gain, 0.001, 1000);
        Within("blur", Blur, 0, 200);
        return this;
    }

    private static void Within(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most)) throw new FormatException(FormattableString.Invariant($"{name} is {least} to {most}, not {value}"));
    }
}
