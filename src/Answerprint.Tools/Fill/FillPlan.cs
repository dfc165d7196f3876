using System.Text.Json;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>What was decided for each gap, before any frame is made. Its bytes are the preparation of the recipe.</summary>
internal sealed record FillPlan(IReadOnlyList<FillPlan.Choice> Choices)
{
    /// <param name="First">First missing frame of the gap.</param>
    /// <param name="Last">Last missing frame.</param>
    /// <param name="Method">How.</param>
    /// <param name="Bend">Share of the measured deviation from straight motion, 0..1.</param>
    /// <param name="Forecast">PSNR in dB that the trials saw; 0 where there were none.</param>
    /// <param name="Habit">How the shot moves, for each missing frame, where that says something; else null.</param>
    /// <param name="Share">How much of the habit is believed.</param>
    /// <param name="Fade">Share of the cross-fade that is mixed in, 0..1.</param>
    /// <param name="Shot">What the trials say of its errors; null where there were none.</param>
    /// <param name="Mix">SHA-256 of the network that corrects the mix, or null.</param>
    internal sealed record Choice(
        int First, int Last, FillMethod Method, float Bend, double Forecast, IReadOnlyList<BendLaw>? Habit = null, float Share = 0, float Fade = 0, ShotWord? Shot = null, string? Mix = null);

    public Preparation Pack() => new(JsonSerializer.SerializeToUtf8Bytes(Choices));

    public static FillPlan Unpack(Preparation preparation) => new(JsonSerializer.Deserialize<List<Choice>>(preparation.Bytes) ?? []);

    public Choice For(Gap gap) => Choices.Single(c => c.First == gap.First && c.Last == gap.Last);
}
