using System.Text.Json.Nodes;
using Answerprint.Soundstage;

namespace Answerprint.Tools.Fill;

/// <summary>One rendered take with a gap in it that the mixing network learns from: all of it follows from a seed and a number.</summary>
internal sealed record MixStage(int Number, ulong Seed, SceneKind Scene, int Gap, bool IsRetime, double Share, double Softness, JsonObject Parameters, Stage Stage)
{
    public const int Width = 480, Height = 270, First = 1001, Length = 40;

    /// <summary>Every eleventh take is never learnt from (all scenes and gaps come round): it tells how well the rest was learnt.</summary>
    public bool IsTest => Number % 11 == 7;

    /// <summary>The last frame before the gap; the first after it is Gap + 1 further on.</summary>
    public int Before => First + (Length / 2) - ((Gap + 1) / 2);

    public int After => Before + Gap + 1;

    /// <summary>Frames from the ends of the gap to the real frames outside it.</summary>
    public int Reach => IsRetime ? Gap + 1 : 1;

    /// <summary>The frames of the gap that are looked at.</summary>
    public IReadOnlyList<int> Truths => Gap == 1 ? [Before + 1] : [Before + 1 + (Number % 2), Before + ((Gap + 1) / 2) + (Number / 2 % 2)];

    public static MixStage Of(int seed, int number)
    {
        var chance = new Random(unchecked((seed * 1_000_003) + number));
        var own = (ulong)chance.NextInt64(1, 1L << 40);
        var scene = (SceneKind)(number % 5);
        var gap = (number / 5 % 4) switch { 0 => 1, 1 or 2 => 3, _ => 7 };
        var parameters = new JsonObject
        {
            ["speed"] = Between(0.4, gap == 7 ? 1.3 : 2.4), ["grain"] = chance.Next(3) == 0 ? 0.0 : Between(0, 0.03), ["blur"] = chance.Next(4) == 0 ? 180.0 : 0.0, ["defocus"] = 0.0, ["exposure"] = Between(-0.8, 0.8),
            ["occluders"] = (double)chance.Next(4), ["texture"] = Between(0.5, 1.4), ["view"] = Between(35, 65), ["shadows"] = (double)chance.Next(2),
        };
        var stage = Stage.Of(own, new(First, First + Length), Width, Height, scene);
        foreach (var (name, value) in parameters) stage = StageParameter.Of(name).Apply(stage, value!.GetValue<double>());
        return new(number, own, scene, gap, chance.Next(2) == 0, chance.Next(3) switch { 0 => 0, 1 => 0.5, _ => 1 }, Between(0, 0.9).GetValue<double>(), parameters, stage);

        JsonNode Between(double low, double high) => Math.Round(low + ((high - low) * chance.NextDouble()), 4);
    }

    /// <summary>As the receipt lists it.</summary>
    public JsonObject Described() => new()
    {
        ["number"] = Number, ["test"] = IsTest, ["scene"] = Scene.ToString().ToLowerInvariant(), ["seed"] = Seed, ["move"] = Stage.Move.Kind.ToString(), ["gap"] = Gap, ["retime"] = IsRetime, ["bend"] = Share,
        ["softness"] = Softness, ["parameters"] = Parameters.DeepClone(), ["frames"] = new JsonArray([.. new[] { Before - Reach, Before, After, After + Reach }.Concat(Truths).Order().Select(f => (JsonNode)f)]),
    };
}
