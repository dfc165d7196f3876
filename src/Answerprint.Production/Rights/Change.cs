using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>One thing that would have to be otherwise for the work to be allowed.</summary>
/// <param name="Facts">The facts that it makes so.</param>
/// <param name="Words">What to do, as a producer would say it.</param>
/// <param name="By">Whose task it is: "vfx_supervisor".</param>
public sealed record Change(Facts Facts, string Words, string By)
{
    internal JsonObject ToJson() => new() { ["facts"] = Facts.ToJson(), ["words"] = Words, ["by"] = By };

    internal static Change From(JsonElement json) => new(Rights.Facts.From(json.GetProperty("facts")), json.GetProperty("words").GetString() ?? "", json.GetProperty("by").GetString() ?? "");
}
