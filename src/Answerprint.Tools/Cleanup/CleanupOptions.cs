using System.Text.Json;
using System.Text.Json.Serialization;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>What `cleanup` is asked for beside its matte.</summary>
/// <param name="Frames">The frames to work on, in the plate's numbers; null: every frame that has a matte.</param>
/// <param name="Grow">Pixels around a matte from which nothing is taken: what was drawn tightly leaves the edge of the thing outside, 0..64.</param>
/// <param name="Spread">Pixels around the matte that are replaced as well, 0..64; 0: exactly what the matte covers.</param>
/// <param name="Reach">So many frames before and after are looked at, 1..400.</param>
/// <param name="Invent">What no frame shows is made of patches of the same frame, and said to be invented; else it is refused.</param>
public sealed record CleanupOptions(IReadOnlyList<int>? Frames = null, int Grow = 2, int Spread = 0, int Reach = 48, bool Invent = true) : IMatted
{
    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Mattes { get; init; }

    int IMatted.Around => Spread;

    /// <exception cref="FormatException">A value is out of its range, or no option is called so.</exception>
    public CleanupOptions Checked()
    {
        if (Mattes?.Keys.FirstOrDefault(k => !WorkMattes.IsAnyKey(k)) is { } unknown) throw new FormatException($"cleanup has no option '{unknown}'; it has grow, spread, reach and invent");
        if (Grow is < 0 or > 64) throw new FormatException($"grow is 0 to 64 pixels, not {Grow}");
        if (Spread is < 0 or > 64) throw new FormatException($"spread is 0 to 64 pixels, not {Spread}");
        return Reach is < 1 or > 400 ? throw new FormatException($"reach is 1 to 400 frames, not {Reach}") : this;
    }
}
