using System.Text.Json.Nodes;

namespace Answerprint.Production.Quality;

/// <summary>How much a finding weighs.</summary>
public enum Weight
{
    /// <summary>Worth knowing.</summary>
    Note = 0,

    /// <summary>A person should look.</summary>
    Flag,

    /// <summary>The version does not pass.</summary>
    Fault,
}

/// <summary>One thing that a check saw.</summary>
/// <param name="Code">A short stable word: "outside-changed".</param>
/// <param name="Check">The check that saw it.</param>
/// <param name="Frame">In the plate's numbers; null: the whole version.</param>
/// <param name="Place">Where in the frame: "x 12 y 40, channel G"; may be empty.</param>
/// <param name="Count">How many pixels or samples, where they were counted.</param>
/// <param name="Words">One sentence without full stop.</param>
public sealed record Finding(string Code, string Check, Weight Weight, int? Frame, string Place, long Count, string Words)
{
    public JsonObject ToJson() => new()
    {
        ["code"] = Code,
        ["check"] = Check,
        ["weight"] = Weight.ToString().ToLowerInvariant(),
        ["frame"] = Frame,
        ["place"] = Place,
        ["count"] = Count,
        ["words"] = Words,
    };
}
