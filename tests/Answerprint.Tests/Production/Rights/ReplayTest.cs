using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>A show under packs: what is chosen, stated and filed decides at once; past decisions come out the same under the rules of their day, however much later.</summary>
public sealed class ReplayTest
{
    private static readonly Actor Lee = new(PersonDigest.Of(PersonDigest.NewSalt(), "Lee"), "legal", "law", "Us", "Us Ltd", "here");
    private const string Dated = """
        {"format":"answerprint.rules.1","id":"house","title":"House rules","asOf":"2026-01-01","reviewed":{"by":"Counsel","on":"2026-01-02"},"rules":[
          {"id":"H-1","title":"made frames are approved by the client","authority":"client","source":{"url":"https://client.example","tier":"P"},"inForce":{"from":"2026-03-01","to":"2026-12-31"},
           "when":{"all":[{"eq":["production.client","acme"]},{"eq":["use.makes_pixels",true]}]},"effect":{"approve":"client"},"evidence":["client_letter"],"words":"The client has not agreed to made frames."}]}
        """;

    [Fact]
    public void Plan_PacksFactsAndPapersChange_EachIsJudgedAnewAndReplaysTheSame()
    {
        using var small = new SmallTurnover("rules", 1, 16, 8);
        var clock = new Clock(new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero));
        using var show = Made(small, clock);
        var desk = new Desk(show, Lee, [new FillTool()], "", Watch.Nobody, default);
        Begin(desk, small);
        Assert.True(Last(desk).Allowed);

        desk.UseRules([("house.json", Encoding.UTF8.GetBytes(Dated))]);
        desk.StateFacts(new Dictionary<string, Fact?> { ["production.client"] = new Fact.Word("acme") }, null);
        Assert.Null(desk.Now.Decision(desk.Now.Briefs[0]));
        desk.PlanAll();
        Assert.True(Last(desk).Allowed);

        clock.Now = clock.Now.AddMonths(2);
        desk.StateFacts(new Dictionary<string, Fact?> { ["production.type"] = new Fact.Word("fiction") }, null);
        desk.PlanAll();
        var refused = Last(desk);
        Assert.False(refused.Allowed);
        Assert.Equal(["H-1"], refused.Reasons.Select(r => r.Rule));
        Assert.Contains("rules file SHOW client_letter", Assert.Single(refused.SmallestChange).Words, StringComparison.Ordinal);
        Assert.Equal([true, true], refused.Packs.Select(p => p.Reviewed));

        desk.FileEvidence("client_letter", "yes"u8.ToArray(), null);
        desk.PlanAll();
        Assert.True(Last(desk).Allowed);
        Assert.Equal("H-1", Assert.Single(Last(desk).Discharged).Rule);
        desk.FileEvidence("client_letter", null, null);
        desk.StateFacts(new Dictionary<string, Fact?> { ["production.client"] = null }, null);
        desk.PlanAll();
        Assert.True(Last(desk).Allowed);

        // years later, the rules run out and others chosen: each decision comes out as it did
        desk.UseRules([]);
        var replay = new Replay(show.Vault, ShowRules.From(show.Book.Acts), new DateOnly(2028, 5, 1));
        var again = show.Book.Acts.Where(a => a.Name == ActNames.GateDecided).Select(replay.Of).ToList();
        Assert.Equal([true, true, false, true, true], again.Select(a => a.Then.Allowed));
        Assert.All(again, a => Assert.Equal([], a.Faults));
        Assert.All(again, a => Assert.True(a.AllowedToday));
        Assert.Contains("'house' is not chosen any more", string.Join("; ", again[2].Why), StringComparison.Ordinal);
        Assert.Contains("H-1 counted then and does not now: it was in force from 2026-03-01 to 2026-12-31", string.Join("; ", again[2].Why), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DecisionThatWasWrittenOtherwise_SaysWhatComesOut()
    {
        using var small = new SmallTurnover("forged", 1, 16, 8);
        using var show = Made(small, new(new(2026, 2, 1, 12, 0, 0, TimeSpan.Zero)));
        var refused = Gate.Judge(Samples.Fill(PeopleThere.People), Facts.None, [], Samples.Day).Decision;
        (string Fault, Action<JsonObject> Forge)[] forgeries =
        [
            ("it was allowed, and it is not", d => d["allowed"] = true),
            ("deny comes out", d => d["strongest"] = "notify"),
            ("PRJ-07 of 'project' (deny, counts) comes out and is not in the book", d => d["hits"] = new JsonArray()),
            ("never were the project's own".Replace("never", "ever", StringComparison.Ordinal), d => d["packs"]![0]!["hash"] = new string('0', 64)),
            ("ever were the project's own", d => d["packs"] = new JsonArray()),
            ("differ: use.performer_class", d => d["facts"]!["use.performer_class"] = "P3"),
        ];
        foreach (var (fault, forge) in forgeries)
        {
            var forged = (JsonObject)JsonNode.Parse(refused.ToJson().ToJsonString())!;
            forge(forged);
            var act = show.Book.Append(ActNames.GateDecided, Lee, new() { ["brief"] = "B1", ["shot"] = "sh010", ["stage"] = "alter", ["decision"] = forged });
            Assert.Contains(fault, string.Join("; ", new Replay(show.Vault, ShowRules.From([]), Samples.Day).Of(act).Faults), StringComparison.Ordinal);
        }
        var honest = show.Book.Append(ActNames.GateDecided, Lee, new() { ["brief"] = "B1", ["shot"] = "sh010", ["stage"] = "alter", ["decision"] = refused.ToJson() });
        Assert.True(new Replay(show.Vault, ShowRules.From([]), Samples.Day).Of(honest).Same);
    }

    [Fact]
    public void Plan_BytesOfAPackInTheVaultChanged_JudgesNothingAndNamesIt()
    {
        using var small = new SmallTurnover("tampered", 1, 16, 8);
        using var show = Made(small, new(new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero)));
        var desk = new Desk(show, Lee, [new FillTool()], "", Watch.Nobody, default);
        Begin(desk, small);
        desk.UseRules([("house.json", Encoding.UTF8.GetBytes(Dated))]);
        desk.StateFacts(new Dictionary<string, Fact?> { ["production.client"] = new Fact.Word("acme") }, null);
        desk.PlanAll();
        var path = show.Vault.PathOf(Digest.Parse(RulePack.Read(Encoding.UTF8.GetBytes(Dated), "h").Hash));
        File.WriteAllText(path, Dated.Replace("\"approve\"", "\"record\"", StringComparison.Ordinal));

        var count = show.Book.Acts.Count;
        var tampered = Assert.Throws<PackTamperedException>(() => new Desk(show, Lee, [new FillTool()], "", Watch.Nobody, default).PlanAll());
        Assert.Equal("house", tampered.Pack);
        Assert.Equal(count, show.Book.Acts.Count);
        var decided = show.Book.Acts.Last(a => a.Name == ActNames.GateDecided);
        Assert.Contains("'house'", Assert.Single(new Replay(show.Vault, ShowRules.From([]), Samples.Day).Of(decided).Faults), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Throws<PackTamperedException>(() => new Desk(show, Lee, [new FillTool()], "", Watch.Nobody, default).PlanAll());
    }

    [Fact]
    public void Plan_FiledPaperGoneFromTheVault_DoesNotCountAnyMore()
    {
        using var small = new SmallTurnover("paper", 1, 16, 8);
        using var show = Made(small, new(new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero)));
        var desk = new Desk(show, Lee, [new FillTool()], "", Watch.Nobody, default);
        Begin(desk, small);
        desk.UseRules([("house.json", Encoding.UTF8.GetBytes(Dated))]);
        desk.StateFacts(new Dictionary<string, Fact?> { ["production.client"] = new Fact.Word("acme") }, null);
        desk.FileEvidence("client_letter", "yes"u8.ToArray(), null);
        desk.PlanAll();
        Assert.True(Last(desk).Allowed);
        File.Delete(show.Vault.PathOf(Digest.Of("yes"u8)));
        var later = new Desk(show, Lee, [new FillTool()], "", Watch.Nobody, default);
        later.PlanAll();
        Assert.False(Last(later).Allowed);
    }

    [Fact]
    public void Of_RulesOfAnEarlierRelease_AreStillThere()
    {
        var old = ProjectPack.Of("57392ddcfe224216d87af0ed74cb7dd19d6d10cc0712b72861ecbd45d1c01787");
        Assert.Equal(17, old!.Count);
        Assert.Null(ProjectPack.Of(new string('0', 64)));
    }

    [Fact]
    public void ToJson_MoreHitsThanTheBookHolds_KeepsThoseThatBlockAndSaysHowManyMore()
    {
        var words = new string('w', 500);
        var rules = string.Join(",", Enumerable.Range(0, 900).Select(i => $$"""{"id":"R-{{i}}","title":"t","words":"{{words}}","when":{"eq":["use.makes_pixels",true]},"effect":{"{{(i % 2 == 0 ? "notify" : "approve")}}":"somebody"},"evidence":["paper_{{i}}"]}"""));
        var decision = Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [Samples.Pack(rules)], Samples.Day).Decision;
        using var folder = new TestFolder();
        Show.Create(folder.File("show"), ShowFile.New("Big", new(24)), TimeProvider.System);
        using var show = Show.Open(folder.File("show"), TimeProvider.System);
        var act = show.Book.Append(ActNames.GateDecided, Lee, new() { ["brief"] = "B1", ["shot"] = "sh010", ["stage"] = "alter", ["decision"] = decision.ToJson() });
        var back = Decision.From((JsonObject)act.Body["decision"]!);
        Assert.True(back.Hits.Count > 30 && back.Reasons.Any() && back.More == decision.Hits.Count - back.Hits.Count, $"{back.Hits.Count}");
        Assert.Equal(back.ToJson().ToJsonString(), Decision.From((JsonObject)JsonNode.Parse(back.ToJson().ToJsonString())!).ToJson().ToJsonString());
    }

    private static Show Made(SmallTurnover small, Clock clock)
    {
        Show.Create(small.Show, ShowFile.New("Small", new(24)), clock);
        return Show.Open(small.Show, clock);
    }

    private static void Begin(Desk desk, SmallTurnover small)
    {
        desk.Ingest(small.Cut, [small.Media], null);
        foreach (var plate in desk.Now.Plates.Values.ToList()) desk.DeclareNoPeople(plate, null, []);
        desk.FindWork();
        desk.PlanAll();
    }

    private static Decision Last(Desk desk) => Decision.From(desk.Now.LastDecision(desk.Now.Briefs[0])!.Decision);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
