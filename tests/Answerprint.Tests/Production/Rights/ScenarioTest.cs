using Xunit;
using System.Text.Json;
using Answerprint.Production.Rights;

namespace Answerprint.Tests.Production.Rights;

public class ScenarioTest
{
    [SharedPolicyFact]
    public void Of_SharedPackAndScenarios_AllAsExpected()
    {
        var pack = RulePack.Open(Samples.Shared("design", "policy", "rules.json")!);
        Assert.Equal(68, pack.Count);
        Assert.Equal(34, Run(File.ReadAllText(Samples.Shared("design", "policy", "scenarios.json")!), pack));
    }

    [Fact]
    public void Of_OwnScenarios_AllAsExpected()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Production", "Rights", "project-scenarios.json");
        Assert.True(Run(File.ReadAllText(path)) >= 25);
    }

    [Fact]
    public void Of_OwnScenarios_MeetEveryRuleOfTheProject()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Production", "Rights", "project-scenarios.json");
        var met = JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray().SelectMany(s => s.GetProperty("rules").EnumerateArray()).Select(r => r.GetString()).ToHashSet();
        Assert.DoesNotContain(ProjectPack.Pack.Rules.Select(r => r.Id).Concat(ProjectPack.Pack.Constraints.Select(c => c.Id)), id => !met.Contains(id));
    }

    private static int Run(string scenarios, params RulePack[] packs)
    {
        var faults = new List<string>();
        var count = 0;
        foreach (var scenario in JsonDocument.Parse(scenarios).RootElement.EnumerateArray())
        {
            count++;
            var ruling = Ruling.Of(Facts.From(scenario.GetProperty("facts")), packs, Samples.Day);
            var hit = ruling.Hits.Where(h => h.Standing == HitStanding.Counts).Select(h => h.Rule).ToHashSet();
            var name = scenario.GetProperty("name").GetString();
            var expected = Enum.Parse<Effect>(scenario.GetProperty("expect").GetString()!, ignoreCase: true);
            if (ruling.Strongest != expected) faults.Add($"{name}: {ruling.Strongest}, expected {expected} ({string.Join(" ", hit)})");
            foreach (var must in scenario.GetProperty("rules").EnumerateArray().Select(r => r.GetString()!).Where(r => !hit.Contains(r))) faults.Add($"{name}: {must} is not hit");
            foreach (var not in scenario.GetProperty("not").EnumerateArray().Select(r => r.GetString()!).Where(hit.Contains)) faults.Add($"{name}: {not} is hit");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        return count;
    }
}
