using Xunit;
using System.Text;
using System.Text.Json;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;

namespace Answerprint.Tests.Production.Rights;

public class ScenarioTest
{
    [SharedFact("design/policy/scenarios.json")]
    public void Of_SharedPackAndScenarios_AllAsExpected()
    {
        var pack = RulePack.Open(Checkout.Shared("design/policy/rules.json")!);
        Assert.Equal(68, pack.Count);
        Assert.Equal(34, Run(File.ReadAllText(Checkout.Shared("design/policy/scenarios.json")!), pack));
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
        var met = JsonDocument.Parse(File.ReadAllText(path)).RootElement.EnumerateArray().Concat(JsonDocument.Parse(SamplePacks.Scenarios(ProjectPack.Id)).RootElement.GetProperty("scenarios").EnumerateArray()).SelectMany(s => s.GetProperty("rules").EnumerateArray()).Select(r => r.GetString()).ToHashSet();
        Assert.DoesNotContain(ProjectPack.Pack.Rules.Select(r => r.Id).Concat(ProjectPack.Pack.Constraints.Select(c => c.Id)), id => !met.Contains(id));
    }

    [Theory]
    [InlineData("""{"expect":"allow"}""", "expected allow")]
    [InlineData("""{"expect":"deny","not":["PRJ-11"]}""", "PRJ-11 is hit")]
    [InlineData("""{"expect":"deny","rules":["PRJ-07"]}""", "PRJ-07 is not hit")]
    public void Run_ScenarioThatExpectsOtherwise_SaysHow(string expected, string fault)
    {
        var scenario = expected[..^1] + ""","name":"s","facts":{"use.performer_class":"X"}}""";
        Assert.Contains(fault, Assert.Single(Scenarios.Run(Encoding.UTF8.GetBytes($"[{scenario}]"), [], Samples.Day)).Faults.Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""[{"name":"s"}]""")]
    [InlineData("""[{"name":"s","expect":"perhaps","facts":{}}]""")]
    [InlineData("[")]
    public void Run_NoScenarios_IsBadInput(string json) => Assert.Throws<BadInputException>(() => Scenarios.Run(Encoding.UTF8.GetBytes(json), [], Samples.Day));

    private static int Run(string scenarios, params RulePack[] packs)
    {
        var outcomes = Scenarios.Run(Encoding.UTF8.GetBytes(scenarios), packs, Samples.Day);
        Assert.True(outcomes.All(o => o.Passed), string.Join("\n", outcomes.SelectMany(o => o.Faults.Select(f => $"{o.Name}: {f}"))));
        return outcomes.Count;
    }
}
