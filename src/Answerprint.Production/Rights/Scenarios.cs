using System.Globalization;
using System.Text.Json;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>How one scenario went.</summary>
/// <param name="Hit">The rules that counted.</param>
/// <param name="Faults">What was expected otherwise and why it came out so, one sentence each.</param>
public sealed record ScenarioOutcome(string Name, Effect Strongest, IReadOnlyList<string> Hit, IReadOnlyList<string> Faults)
{
    public bool Passed => Faults.Count == 0;

    /// <summary>What was judged.</summary>
    public Facts Facts { get; init; } = Facts.None;

    /// <summary>The day whose rules judged it.</summary>
    public DateOnly Day { get; init; }
}

/// <summary>
/// Tries packs on situations. A situation has a "name", "facts", "expect" (the strongest effect), "rules" (must be hit), "not" (must not be), and may have a "day". A file is a list of
/// them, or a document `answerprint.scenarios.1`: "facts" that all share, and "scenarios", each of which may begin where an earlier one ended ("like": its name); null takes a fact away.
/// Rules interact, so a pack is judged by the rules that it hits and not by the verdict alone. Gives no leave.
/// </summary>
public static class Scenarios
{
    public const string Format = "answerprint.scenarios.1";

    private const int MostBytes = 4 << 20;
    private const int Most = 10_000;

    /// <exception cref="BadInputException">It is no list of scenarios.</exception>
    public static IReadOnlyList<ScenarioOutcome> Run(byte[] json, IReadOnlyList<RulePack> packs, DateOnly day, string file = "scenarios")
    {
        if (json.Length > MostBytes) throw Bad("", "it is larger than 4 MiB");
        var place = "";
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 16 });
            var root = document.RootElement;
            var shared = Facts.None;
            if (root.ValueKind == JsonValueKind.Object)
            {
                if (Text(root, "format") is var format && format != Format) throw Bad("", $"'{format}' is no format of scenarios");
                if (root.TryGetProperty("facts", out var all)) shared = Over(shared, all, file);
                root = root.GetProperty("scenarios");
            }
            if (root.GetArrayLength() > Most) throw Bad("", $"there are more than {Most} scenarios");
            var named = new Dictionary<string, Facts>(StringComparer.Ordinal);
            var outcomes = new List<ScenarioOutcome>();
            foreach (var scenario in root.EnumerateArray())
            {
                var name = scenario.GetProperty("name").GetString() ?? "";
                place = Shown(name);
                var from = Text(scenario, "like") is not { } like ? shared : named.GetValueOrDefault(like) ?? throw Bad(place, $"there is no scenario '{Shown(like)}' before it");
                var facts = Over(from, scenario.GetProperty("facts"), file);
                named[name] = facts;
                outcomes.Add(Run(scenario, name, facts, packs, Text(scenario, "day") is { } own ? DateOnly.ParseExact(own, "yyyy-MM-dd", CultureInfo.InvariantCulture) : day));
            }
            return outcomes;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw Bad(place, $"it is no list of scenarios: {e.Message.TrimEnd('.')}", e);
        }

        BadInputException Bad(string where, string problem, Exception? inner = null) =>
            new("scenarios", file, where, problem, "Write [{\"name\", \"facts\", \"expect\", \"rules\", \"not\"}, …]", inner);
    }

    private static Facts Over(Facts from, JsonElement json, string file)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException("facts are a JSON object");
        foreach (var property in json.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Null)) from = from.Without(property.Name);
        var known = new Dictionary<string, JsonElement>(json.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => KeyValuePair.Create(p.Name, p.Value)), StringComparer.Ordinal);
        foreach (var (name, fact) in Facts.From(JsonSerializer.SerializeToElement(known), file).All) from = from.With(name, fact);
        return from;
    }

    private static ScenarioOutcome Run(JsonElement scenario, string name, Facts facts, IReadOnlyList<RulePack> packs, DateOnly day)
    {
        var ruling = Ruling.Of(facts, packs, day);
        var counts = ruling.Judged.Where(j => j.Hit.Standing == HitStanding.Counts).ToList();
        List<string> hit = [.. counts.Select(j => j.Hit.Rule).Distinct(StringComparer.Ordinal)];
        var expected = EffectWords.Parse(scenario.GetProperty("expect").GetString()?.ToLowerInvariant());
        List<string> must = [.. List("rules")], mustNot = [.. List("not")];
        var faults = new List<string>();
        if (ruling.Strongest != expected)
            faults.Add($"the strongest effect is {ruling.Strongest.Word()}, expected {expected.Word()}: {string.Join("; ", counts.Where(j => j.Hit.Effect == ruling.Strongest && ruling.Strongest > expected).Select(j => $"{j.Hit.Rule} is hit, and {Why(j)}").DefaultIfEmpty(hit.Count > 0 ? $"hit are {string.Join(", ", hit)}" : "no rule is hit"))}");
        faults.AddRange(must.Where(r => !hit.Contains(r)).Select(r => $"{Shown(r)} is not hit: {WhyNot(r)}"));
        faults.AddRange(counts.Where(j => mustNot.Contains(j.Hit.Rule)).DistinctBy(j => j.Hit.Rule).Select(j => $"{j.Hit.Rule} is hit, and should not be: {Why(j)}"));
        return new(name, ruling.Strongest, hit, faults) { Facts = facts, Day = day };

        IEnumerable<string> List(string member) => scenario.TryGetProperty(member, out var list) ? list.EnumerateArray().Select(r => r.GetString() ?? "") : [];

        string Why((RuleHit Hit, Rule? Rule) judged) =>
            judged.Rule is { } rule ? Because.Hit(rule, facts)
            : Ruling.InOrder(packs).Where(p => p.Id == judged.Hit.Pack).SelectMany(p => p.Constraints).FirstOrDefault(c => c.Id == judged.Hit.Rule) is { } broken ? $"the facts would agree if {Because.Say(broken.Then, want: true, facts)}" : "the facts contradict one another";

        string WhyNot(string id)
        {
            var rules = Ruling.InOrder(packs).SelectMany(p => p.Rules).Where(r => r.Id == id).ToList();
            if (rules.Count > 0) return string.Join("; or ", rules.Select(r => Because.NotHit(r, facts, day)));
            return Ruling.InOrder(packs).SelectMany(p => p.Constraints).FirstOrDefault(c => c.Id == id) switch
            {
                null => "no pack that is tested has a rule of this name",
                var c when !c.If.Holds(facts) => $"it would have been hit if {Because.Say(c.If, want: true, facts)}",
                var c => $"it would have been hit if {Because.Say(c.Then, want: false, facts)}",
            };
        }
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? throw new FormatException($"'{name}' is a text") : null;

    private static string Shown(string text) => new([.. text.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);
}
