using System.Text;
using System.Text.Json;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>The packs that come with the program: what they cover, what they say of themselves, and that each rule of theirs is tried from both sides.</summary>
public sealed class OwnPacksTest
{
    public static IEnumerable<object[]> Names => SamplePacks.Names.Append(ProjectPack.Id).Select(n => new object[] { n });

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_SituationsBesideAPack_HitExactlyTheRulesThatTheyName(string name)
    {
        var expected = JsonDocument.Parse(SamplePacks.Scenarios(name)).RootElement.GetProperty("scenarios").EnumerateArray()
            .Select(s => string.Join(" ", s.GetProperty("rules").EnumerateArray().Select(r => r.GetString()).Order(StringComparer.Ordinal))).ToList();
        var outcomes = Run(name);
        Assert.Equal([], outcomes.SelectMany(o => o.Faults.Select(f => $"{o.Name}: {f}")));
        Assert.Equal(expected, outcomes.Select(o => string.Join(" ", o.Hit.Order(StringComparer.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_EveryRuleOfAPack_HasAHitAndANearMissOneFactAway(string name)
    {
        var outcomes = Run(name).ToList();
        if (name == ProjectPack.Id) outcomes.AddRange(Scenarios.Run(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Production", "Rights", "project-scenarios.json")), [], Samples.Day));
        var pack = Pack(name);
        Assert.Equal([], pack.Rules.Select(r => r.Id).Concat(pack.Constraints.Select(c => c.Id)).Where(id =>
            !outcomes.Where(o => o.Hit.Contains(id)).Any(hit => outcomes.Any(miss => !miss.Hit.Contains(id) && miss.Day == hit.Day && Differing(hit.Facts, miss.Facts) == 1))));
    }

    [Fact]
    public void Names_OfSamples_CoverEveryRuleThatWasReadOfThem()
    {
        string[] ids =
        [
            .. Numbered("PRJ-", 1, 10), .. Numbered("NFX-", 0, 11), .. Numbered("SAG-", 1, 15), .. Numbered("DGA-", 1, 4), .. Numbered("WGA-", 1, 2), .. Numbered("IAT-", 1, 5), "EDG-01", "CA-2602", "CA-1836", "CA-2013", "CA-942",
            "NY-8420", "NY-8391", "EU-50-2", "EU-50-2b", "EU-50-4", "EU-53-1d", "UK-EQ", "OSC-01", "OSC-02", "EO-01", "HPF-01", "TPN-01", "LIC-01", "LIC-02", "DAT-01",
        ];
        Assert.Equal(68, ids.Length);
        var all = SamplePacks.Names.Select(SamplePacks.Open).Append(ProjectPack.Pack).SelectMany(p => p.Rules).ToList();
        Assert.Equal([], ids.Except(all.Select(r => r.Id), StringComparer.Ordinal));
        Assert.Equal(all.Count, all.Select(r => r.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Numbered("CON-", 1, 6), SamplePacks.Names.Select(SamplePacks.Open).SelectMany(p => p.Constraints).Select(c => c.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

        static IEnumerable<string> Numbered(string prefix, int from, int to) => Enumerable.Range(from, to - from + 1).Select(n => $"{prefix}{n:00}");
    }

    [Fact]
    public void Open_EverySample_SaysThatItIsOneReviewedByNobodyAndAsOfWhen()
    {
        foreach (var name in SamplePacks.Names)
        {
            var (pack, bytes) = (SamplePacks.Open(name), SamplePacks.Bytes(name));
            Assert.Equal(name, pack.Id);
            Assert.StartsWith("Sample: ", pack.Title, StringComparison.Ordinal);
            Assert.Null(pack.Review);
            Assert.Contains("not been reviewed", pack.Banner, StringComparison.Ordinal);
            Assert.Contains("not advice", pack.Note, StringComparison.Ordinal);
            Assert.Equal(new DateOnly(2026, 11, 22), pack.AsOf);
            Assert.Equal([], PackCheck.Of(pack, bytes).Select(r => $"{r.Rule}: {r.Problem}"));
            Assert.All(pack.Rules, r => Assert.True(r.Words != r.Title && r.Source.StartsWith("https://", StringComparison.Ordinal) && r.Authority.Length > 0 && r.Kind.Length > 0, r.Id));
            Assert.DoesNotContain(pack.Rules, r => r.Id.StartsWith(ProjectPack.RulePrefix, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Open_RuleOverWhoseFirstDayReportsDiffer_NamesTheSourceOfItsDays()
    {
        var rule = SamplePacks.Open("california").Rules.Single(r => r.Id == "CA-1836");
        Assert.StartsWith("https://", rule.DatesFrom, StringComparison.Ordinal);
        Assert.Contains("2026-01-01", rule.Note, StringComparison.Ordinal);
    }

    [SharedFact("design/policy/scenarios.json")]
    public void Run_GivenSituationsUnderOurPacks_AsExpectedAndByTheGoldenListOfHits()
    {
        var packs = SamplePacks.Names.Select(SamplePacks.Open).ToList();
        var outcomes = Scenarios.Run(File.ReadAllBytes(Checkout.Shared("design/policy/scenarios.json")!), packs, Samples.Day);
        Assert.Equal(34, outcomes.Count);
        Assert.Equal([], outcomes.SelectMany(o => o.Faults.Select(f => $"{o.Name}: {f}")));
        var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Production", "Rights", "golden-hits.json"))).RootElement.EnumerateArray()
            .Select(g => $"{g.GetProperty("strongest").GetString()}: {string.Join(" ", g.GetProperty("hit").EnumerateArray().Select(h => h.GetString()))}");
        Assert.Equal(golden, outcomes.Select(o => $"{o.Strongest.Word()}: {string.Join(" ", o.Hit.Order(StringComparer.Ordinal))}"));
    }

    [SharedFact("design/policy/rules.json")]
    public void Open_OurRules_SayItInOurWords()
    {
        var theirs = RulePack.Open(Checkout.Shared("design/policy/rules.json")!).Rules.SelectMany(r => new[] { r.Title, r.Note, r.Effect == Effect.Deny ? r.Demand : "" }).Where(t => t.Contains(' ', StringComparison.Ordinal)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ours = SamplePacks.Names.Select(SamplePacks.Open).SelectMany(p => p.Rules).SelectMany(r => new[] { r.Title, r.Words, r.Note, r.Demand });
        Assert.Equal([], ours.Where(theirs.Contains));
    }

    [Fact]
    public void Examples_OfTheManual_AreReadCheckedAndComeOutAsTheySay()
    {
        var examples = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "rules.md")).Split("```json").Skip(1).Select(part => Encoding.UTF8.GetBytes(part[..part.IndexOf("```", StringComparison.Ordinal)])).ToList();
        Assert.Equal(2, examples.Count);
        var pack = RulePack.Read(examples[0], "example.json");
        Assert.Empty(PackCheck.Of(pack, examples[0]));
        var outcomes = Scenarios.Run(examples[1], [pack], Samples.Day);
        Assert.Equal(3, outcomes.Count);
        Assert.Equal([], outcomes.SelectMany(o => o.Faults));
        Assert.All(SamplePacks.Names, name => Assert.Contains($"`{name}`", File.ReadAllText(Path.Combine(Checkout.Root, "docs", "rules.md")), StringComparison.Ordinal));
    }

    [Fact]
    public void Find_EveryFactThatTheWorkAndTheBookGive_IsInTheDictionaryAndNotForPeopleToState()
    {
        var given = Samples.Fill(PeopleThere.People).ToFacts().All.Keys.Concat(Samples.Proved.All.Keys).ToList();
        Assert.All(given, name => Assert.False(KnownFacts.CanBeStated(name), name));
        Assert.Equal([], given.Where(n => KnownFacts.Find(n) is null));
        Assert.All(Samples.Fill(PeopleThere.People).ToFacts().All, f => Assert.True(KnownFacts.Find(f.Key)!.Fits(f.Value), f.Key));
        foreach (var kind in Enum.GetValues<PerformerClass>()) Assert.True(KnownFacts.Find("use.performer_class")!.Fits(new Fact.Word(kind.ToString())), kind.ToString());
        foreach (var setting in Enum.GetValues<NewSetting>()) Assert.True(KnownFacts.Find("use.setting")!.Fits(new Fact.Word(setting.ToString().ToLowerInvariant())), setting.ToString());
        Assert.All(KnownFacts.All, f => Assert.True(KnownFacts.IsName(f.Name) && f.Meaning.Length > 10, f.Name));
    }

    [Theory]
    [InlineData("""{"eq":["production.cleint","netflix"]}""", "production.cleint")]
    [InlineData("""{"eq":["production.signatory","DGA"]}""", "never DGA")]
    [InlineData("""{"eq":["use.stage","delivery"]}""", "never delivery")]
    [InlineData("""{"in":["production.signatory",["DGA"]]}""", "never DGA")]
    [InlineData("""{"eq":["tool.genrative",true]}""", "nobody can state it")]
    public void Check_FactThatNobodyGives_IsRemarked(string condition, string said)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"format":"answerprint.rules.1","id":"x","title":"t","asOf":"2026-11-22","rules":[{"id":"A-1","title":"t","authority":"us","source":{"url":"https://a.example"},"when":{{condition}},"effect":{"deny":"d"} }]}""");
        var remark = Assert.Single(PackCheck.Of(RulePack.Read(bytes, "x.json"), bytes));
        Assert.Equal("A-1", remark.Rule);
        Assert.Contains(said, remark.Problem, StringComparison.Ordinal);
    }

    private static RulePack Pack(string name) => name == ProjectPack.Id ? ProjectPack.Pack : SamplePacks.Open(name);

    private static IReadOnlyList<ScenarioOutcome> Run(string name) => Scenarios.Run(SamplePacks.Scenarios(name), [Pack(name)], Samples.Day, name);

    private static int Differing(Facts one, Facts other) => one.All.Keys.Union(other.All.Keys, StringComparer.Ordinal).Count(n => one.Find(n)?.Equals(other.Find(n)) != true);
}
