using System.Text.Json.Nodes;

namespace Answerprint.Production.Planning;

/// <summary>The steps that may be done, in the order of the cut.</summary>
public sealed record Plan(IReadOnlyList<Step> Steps)
{
    public const string ActName = "PlanMade.1";

    public double Cost => Math.Round(Steps.Sum(s => s.Bid.Cost), 2);

    public JsonObject Write() => new() { ["steps"] = new JsonArray([.. Steps.Select(s => (JsonNode)s.Write())]), ["cost"] = Cost };
}
