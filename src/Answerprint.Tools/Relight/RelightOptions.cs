using System.Text.Json;
using System.Text.Json.Serialization;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Relight;

/// <summary>What `relight` is asked for beside its plates. All of it is a colour function without a place and one smooth field: what class P1 allows on people (docs/performers.md).</summary>
/// <param name="Frames">The frames to work on, in the plate's numbers; null: all.</param>
/// <param name="Match">The light of the second plate is matched.</param>
/// <param name="Deflicker">Exposure that jumps from frame to frame is evened out, each channel by itself.</param>
/// <param name="Stops">Exposure, -6..6.</param>
/// <param name="Kelvin">The light that is taken for white, 2500..15000; higher is warmer; null: as it is (6500).</param>
/// <param name="Tint">Stops by which green is taken down, -2..2.</param>
/// <param name="Contrast">Power around <paramref name="Pivot"/>, 0.25..4.</param>
/// <param name="Pivot">The light that contrast leaves, 0.01..1.</param>
/// <param name="Saturation">0..4.</param>
/// <param name="Key">The side that the light comes from: "left", "right", "top", "bottom", "top-left" …; null: none.</param>
/// <param name="Ratio">Stops between the key side and the other, 0..3.</param>
/// <param name="Falloff">Stops at the corners against the middle, -1.5..1.5.</param>
/// <param name="Light">In a show: the digest of the pictures in the vault whose light is matched. The recipe bears it; the tool is given the pictures as its second plate.</param>
public sealed record RelightOptions(
    IReadOnlyList<int>? Frames = null, bool Match = false, bool Deflicker = false, double Stops = 0, double? Kelvin = null, double Tint = 0, double Contrast = 1, double Pivot = 0.18, double Saturation = 1,
    string? Key = null, double Ratio = 0, double Falloff = 0, string? Light = null) : IMatted
{
    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Mattes { get; init; }

    private static readonly string[] Sides = ["left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"];

    /// <summary>Nothing is asked for.</summary>
    public bool IsNothing => this with { Frames = null, Key = null, Light = null, Mattes = null } == new RelightOptions();

    /// <exception cref="FormatException">A value is out of its range.</exception>
    public RelightOptions Checked()
    {
        if (Mattes?.Keys.FirstOrDefault(k => !WorkMattes.IsKey(k)) is { } unknown) throw new FormatException($"relight has no option '{unknown}'");
        Within("stops", Stops, -6, 6);
        if (Kelvin is { } kelvin) Within("kelvin", kelvin, 2500, 15000);
        Within("tint", Tint, -2, 2);
        Within("contrast", Contrast, 0.25, 4);
        Within("pivot", Pivot, 0.01, 1);
        Within("saturation", Saturation, 0, 4);
        Within("ratio", Ratio, 0, 3);
        Within("falloff", Falloff, -1.5, 1.5);
        if (Key is not null && !Sides.Contains(Key)) throw new FormatException($"key is one of {string.Join(", ", Sides)}, not {Key}");
        if (Ratio > 0 != Key is not null) throw new FormatException("a key side and the ratio in stops go together: key=left, ratio=1");
        if (IsNothing) throw new FormatException("relight is asked for nothing: match, deflicker, stops, kelvin, tint, contrast, saturation, key and ratio, or falloff");
        if (Ratio > 0 && Ratio / 2 + Math.Abs(Falloff) > SmoothField.MostStops) throw new FormatException(FormattableString.Invariant($"key side and falloff together lift or lower by more than {SmoothField.MostStops} stops"));
        return this;
    }

    private static void Within(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most)) throw new FormatException(FormattableString.Invariant($"{name} is {least} to {most}, not {value}"));
    }
}
