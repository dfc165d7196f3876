using System.Text.Json;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>How one scenario went.</summary>
/// <param name="Hit">The rules that counted.</param>
/// <param name="Faults">What was expected otherwise, one sentence each.</param>
public sealed record ScenarioOutcome(string Name, Effect Strongest, IReadOnlyList<string> Hit, IReadOnlyList<string> Faults)
{
    public bool Passed => Faults.Count == 0;
}

/// <summary>
/// Tries packs on situations: a JSON list of {"name", "facts", "expect": the strongest effect, "rules": must be hit, "not": must not be}. Rules interact, so a pack is
/// judged by the rules that it hits and not by the verdict alone. Gives no leave.
/// </summary>
public static class Scenarios
{
    private const int MostBytes = 4 << 20;

    /// <exception cref="BadInputException">It is no list of scenarios.</exception>
    public static IReadOnlyList<ScenarioOutcome> Run(byte[] json, IReadOnlyList<RulePack> packs, DateOnly day, string file = "scenarios")
    {
        if (json.Length > MostBytes) throw Bad("it is larger than 4 MiB");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return [.. document.RootElement.EnumerateArray().Select(s => Run(s, packs, day, file))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw Bad(e.Message.TrimEnd('.'), e);
        }

        BadInputException Bad(string problem, Exception? inner = null) =>
            new("scenarios", file, "", $"it is no list of scenarios: {problem}", "Write [{\"name\", \"facts\", \"expect\", \"rules\", \"not\"}, …]", inner);
    }

    private static ScenarioOutcome Run(JsonElement scenario, IReadOnlyList<RulePack> packs, DateOnly day, string file)
    {
        var ruling = Ruling.Of(Facts.From(scenario.GetProperty("facts"), file), packs, day);
        List<string> hit = [.. ruling.Hits.Where(h => h.Standing == HitStanding.Counts).Select(h => h.Rule).Distinct(StringComparer.Ordinal)];
        var expected = Enum.Parse<Effect>(scenario.GetProperty("expect").GetString() ?? "", ignoreCase: true);
        var faults = new List<string>();
        if (ruling.Strongest != expected) faults.Add($"the strongest effect is {ruling.Strongest}, expected {expected} (hit: {string.Join(" ", hit)})");
        faults.AddRange(List("rules").Where(r => !hit.Contains(r)).Select(r => $"{r} is not hit"));
        faults.AddRange(List("not").Where(hit.Contains).Select(r => $"{r} is hit"));
        return new(scenario.GetProperty("name").GetString() ?? "", ruling.Strongest, hit, faults);

        IEnumerable<string> List(string name) => scenario.TryGetProperty(name, out var list) ? list.EnumerateArray().Select(r => r.GetString() ?? "") : [];
    }
}
