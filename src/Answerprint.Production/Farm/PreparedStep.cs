using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Farm;

/// <summary>A step whose tool has prepared: from here on the recipe stands and every chunk can be rendered anywhere.</summary>
public sealed record PreparedStep(Step Step, Assignment Assignment, Preparation Preparation, Recipe Recipe)
{
    /// <summary>The name of the act that records the preparation.</summary>
    public const string ActName = "StepPrepared.1";

    /// <summary>The recipe but for the preparation: whether a step was prepared already is asked under the hash of this.</summary>
    public static Recipe Unprepared(Step step, Assignment assignment, string machineClass)
    {
        var range = step.Range;
        var read = new SortedSet<int>(range.Numbers);
        foreach (var need in step.Tool.Needs(assignment, range))
            if (need.Plate == step.Plate.Index) read.UnionWith(need.Frames);
        var inputs = read.Where(step.Plate.Bits.ContainsKey).ToDictionary(n => (step.Plate.Index, n), n => step.Plate.Bits[n]);
        return new(
            step.Tool.Card.Name, step.Tool.Card.Version, ToolOptions.Write(step.Tool.Card, step.Options), default, inputs,
            assignment.Mattes.Where(m => m.Value is PlateMattes).ToDictionary(m => m.Key, m => ((PlateMattes)m.Value).What), range, step.Seed, machineClass, FrameTags.Of(step.Plate).Document())
        {
            Colour = step.Plate.Colour.Write(),
        };
    }

    public static JsonObject Body(string shot, Digest key, Digest recipe, Digest recipeDocument, Digest preparation, double seconds, double cpuSeconds, Step step) => new()
    {
        ["shot"] = shot, ["key"] = key.Hex, ["recipe"] = recipe.Hex, ["recipeDocument"] = recipeDocument.Hex, ["preparation"] = preparation.Hex, ["seconds"] = Math.Round(seconds, 3),
        ["cpuSeconds"] = Math.Round(cpuSeconds, 3), ["tool"] = step.Tool.Card.Name, ["work"] = DoneWork.Write(step.Terms), ["bidSeconds"] = step.Bid.MachineSeconds,
    };
}
