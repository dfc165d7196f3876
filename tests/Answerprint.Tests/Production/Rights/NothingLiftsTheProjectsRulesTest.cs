using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>Attempts to remove, weaken or override the project's own rules: by a pack, a stated fact, a paper, a role, an edited build. Each must change nothing.</summary>
public sealed class NothingLiftsTheProjectsRulesTest
{
    private static readonly string Own = Encoding.UTF8.GetString(Document());

    /// <summary>Packs that try, by name.</summary>
    public static IEnumerable<object[]> Attacks =>
    [
        ["the same ids with the effect allow", Edited(r => r["effect"] = new JsonObject { ["allow"] = "" })],
        ["the same ids that are never hit", Edited(r => r["when"] = JsonNode.Parse("""{"eq":["never.so",true]}"""))],
        ["the same ids out of force", Edited(r => r["inForce"] = JsonNode.Parse("""{"from":"1999-01-01","to":"1999-12-31"}"""))],
        ["the same ids still to come", Edited(r => r["inForce"] = JsonNode.Parse("""{"from":"2999-01-01"}"""))],
        ["the same ids, discharged by any paper", Edited(r => { r["effect"] = new JsonObject { ["record"] = "" }; r["evidence"] = new JsonArray("paper"); })],
        ["no rules at all under the project's id", """{"format":"answerprint.rules.1","id":"project","title":"t","rules":[]}"""],
        ["a claim to be the pinned document", $$"""{"format":"answerprint.rules.1","id":"project","title":"t","hash":"{{ProjectPack.Pinned}}","sha256":"{{ProjectPack.Pinned}}","rules":[]}"""],
        ["members that nothing reads", """{"format":"answerprint.rules.1","id":"x","title":"t","remove":["PRJ-07"],"override":{"PRJ-07":"allow"},"disable":["project"],"rules":[]}"""],
        ["rules that allow everything", """{"format":"answerprint.rules.1","id":"zzz","title":"t","reviewed":{"by":"everybody","on":"2026-01-01"},"rules":[{"id":"A","title":"all is allowed","when":{"ne":["never.so",true]},"effect":{"allow":"everything"}},{"id":"PRJ-07","title":"allowed","when":{"not":{"eq":["never.so",true]}},"effect":{"allow":""}}]}"""],
        ["constraints that demand what would clear", """{"format":"answerprint.rules.1","id":"a","title":"t","rules":[],"constraints":[{"id":"PRJ-C1","if":{"ne":["never.so",true]},"then":{"eq":["use.people_in_made_region","none_attested"]}},{"id":"PRJ-07","if":{"eq":["use.makes_pixels",true]},"then":{"eq":["proof.performance_lock",true]}}]}"""],
        ["constraints that are never broken", """{"format":"answerprint.rules.1","id":"a","title":"t","rules":[],"constraints":[{"id":"PRJ-C2","if":{"ne":["never.so",true]},"then":{"ne":["never.so",true]}}]}"""],
        ["the project's own document with a space", Own + " "],
        ["the project's own document itself", Own],
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Judge_UnderAPackThatTries_EveryRuleOfTheProjectCountsAsWithoutIt(string attack, string document)
    {
        var pack = RulePack.Read(Encoding.UTF8.GetBytes(document), "attack.json");
        foreach (var (use, facts) in Refusable())
        {
            foreach (var day in new[] { Samples.Day, new DateOnly(1999, 6, 1), new DateOnly(2999, 1, 1) })
            {
                var bare = Gate.Judge(use, facts, [], day).Decision;
                var tried = Gate.Judge(use, facts, [pack, pack], day).Decision;
                Assert.True(tried.Strongest >= bare.Strongest, attack);
                Assert.True(bare.Allowed || !tried.Allowed, attack);
                Assert.Equal(ProjectPack.Pinned, tried.Packs[0].Hash);
                Assert.Equal([], bare.Hits.Select(h => (h.Rule, h.Title, h.Effect, h.Standing)).Except(tried.Hits.Where(h => h.Pack == ProjectPack.Id).Select(h => (h.Rule, h.Title, h.Effect, h.Standing))));
            }
        }
    }

    [Fact]
    public void Judge_SamplesReachEveryRuleOfTheProject()
    {
        // the attempts above are worth what the uses reach
        var hit = Refusable().SelectMany(s => Gate.Judge(s.Use, s.Facts, [], Samples.Day).Decision.Hits).Select(h => h.Rule).ToHashSet(StringComparer.Ordinal);
        Assert.Equal([], ProjectPack.Pack.Rules.Select(r => r.Id).Except(hit, StringComparer.Ordinal).Where(id => int.Parse(id["PRJ-".Length..]) is <= 17 or 31 or 32));
    }

    [Fact]
    public void For_ForgedStatementsAndPapersInTheBook_AreNotBelieved()
    {
        var clearing = new JsonObject
        {
            ["proof.performance_lock"] = true, ["proof.mask_confinement"] = true, ["approval.human"] = true, ["approval.contact_sheet"] = true, ["approval.outside_step"] = true, ["attest.not_cast"] = true,
            ["consent.exists"] = true, ["consent.setting"] = true, ["contest.open"] = false, ["grant.train"] = true, ["train.people_masked"] = true, ["model.data_receipt"] = true, ["tool.is_model"] = false, ["tool.outside"] = false,
            ["tool.training_data"] = "declared", ["use.people_in_made_region"] = "none_attested", ["use.people_in_changed_region"] = "none_attested", ["use.touches_performer"] = false, ["use.makes_pixels"] = false, ["use.performer_class"] = "P0",
            ["use.stage"] = "alter", ["use.purpose"] = "temp", ["use.cut_freezes"] = true, ["use.longest_hold"] = 0, ["use.setting"] = "same", ["use.changed_regions_to_be_seen"] = false, ["evidence"] = new JsonArray("human_approval"),
        };
        var papers = ProjectPack.Pack.Rules.SelectMany(r => r.Evidence).Distinct().Select(e => (ShowRules.FiledName, new JsonObject { ["evidence"] = e, ["document"] = new string('a', 64) }));
        var rules = ShowRules.From(Acts("legal", [(ShowRules.StatedName, clearing.DeepClone() is var f ? new JsonObject { ["facts"] = f } : []), .. papers]));
        Assert.Empty(rules.For("s").All);
        // whatever the project's rules ask, and stating it could clear, is in that forgery
        Assert.Equal([], ProjectPack.Pack.Rules.SelectMany(r => r.When.Tests()).Where(t => t.Test.Operator is "ne" or "lt" || t.Nots > 0).Select(t => t.Test.Name).Distinct().Where(n => !clearing.ContainsKey(n) && KnownFacts.CanBeStated(n)));
    }

    [Theory]
    [InlineData("performer")]
    [InlineData("artist")]
    [InlineData("vfx_editor")]
    [InlineData("nobody")]
    public void From_WordsOfARoleThatDoesNotDecide_DoNotCount(string role)
    {
        (string, JsonObject)[] acts = [(ShowRules.ChosenName, new() { ["packs"] = new JsonArray() }), (ShowRules.StatedName, new() { ["facts"] = new JsonObject { ["production.client"] = "netflix" } })];
        Assert.Empty(ShowRules.From(Acts(role, acts)).Stated);
        Assert.Single(ShowRules.From(Acts("legal", acts)).Stated);
    }

    [Fact]
    public void Judge_StatedFactThatGainsaysTheUse_IsDenied()
    {
        var verdict = Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None.With("use.purpose", "temp"), [], Samples.Day);
        Assert.Equal("PRJ-C0", Assert.IsType<Verdict.Refused>(verdict).Decision.Hits[0].Rule);
    }

    [Fact]
    public void Checked_AnEditedDocumentInTheBuild_JudgesNothing()
    {
        var document = Document();
        Assert.Equal(ProjectPack.Pack.Count, ProjectPack.Checked(document, ProjectPack.Pinned).Count);
        var chance = new Random(5);
        for (var n = 0; n < 300; n++)
        {
            var edited = document.ToArray();
            var at = chance.Next(edited.Length);
            edited[at] ^= (byte)(1 << chance.Next(8));
            if (edited[at] == '\r' || document[at] == '\r') continue;
            Assert.Throws<InvalidOperationException>(() => ProjectPack.Checked(edited, ProjectPack.Pinned));
        }
        Assert.Throws<InvalidOperationException>(() => ProjectPack.Checked([], ProjectPack.Pinned));
    }

    [Fact]
    public void Pack_OfTheRunningProgram_CanBeReplacedByNobody()
    {
        foreach (var type in new[] { typeof(ProjectPack), typeof(Ruling), typeof(Gate), typeof(Remedy), typeof(KnownFacts) })
        {
            Assert.All(type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic), f => Assert.True(f.IsInitOnly || f.IsLiteral, $"{type.Name}.{f.Name}"));
            Assert.All(type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic), p => Assert.Null(p.SetMethod));
        }
        // the room of rights asks neither the environment nor show.json
        Assert.Equal([], Checkout.Sources("src/Answerprint.Production/Rights").Where(f => File.ReadAllText(f) is var text && (text.Contains("Environment.", StringComparison.Ordinal) || text.Contains("AppContext", StringComparison.Ordinal) || text.Contains("ShowFile", StringComparison.Ordinal))).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("deny,allow")]
    [InlineData("0")]
    [InlineData("Deny")]
    [InlineData(" allow")]
    [InlineData("+1")]
    public void Read_EffectThatIsNoWord_IsBadInput(string effect) =>
        Assert.Throws<BadInputException>(() => RulePack.Read(Encoding.UTF8.GetBytes($$"""{"format":"answerprint.rules.1","id":"x","title":"t","rules":[{"id":"A","title":"t","when":{"eq":["a",true]},"effect":{"{{effect}}":""} }]}"""), "x.json"));

    [Theory]
    [InlineData("title", "fine\\n  It could go ahead if you: do nothing")]
    [InlineData("words", "fine\\u001b[2K this may go ahead")]
    [InlineData("words", "fine\\u202eliated si siht")]
    [InlineData("note", "a\\u2028b")]
    public void Read_TextThatWouldForgeAVerdict_IsBadInput(string member, string text)
    {
        var rule = new JsonObject { ["id"] = "A", ["title"] = "t", ["when"] = JsonNode.Parse("""{"eq":["a",true]}"""), ["effect"] = new JsonObject { ["deny"] = "d" } };
        rule[member] = JsonNode.Parse($"\"{text}\"");
        var bytes = Encoding.UTF8.GetBytes(new JsonObject { ["format"] = RulePack.Format, ["id"] = "x", ["title"] = "t", ["rules"] = new JsonArray(rule) }.ToJsonString());
        Assert.Equal("A", Assert.Throws<BadInputException>(() => RulePack.Read(bytes, "x.json")).Place);
    }

    private static IEnumerable<Act> Acts(string role, IReadOnlyList<(string Name, JsonObject Body)> acts) =>
        acts.Select((a, i) => new Act(a.Name, default, new Actor(Actor.TheSite, role, "c", "e", "Us Ltd", "here"), a.Body, i));

    /// <summary>Uses and facts that between them hit every rule of the project's own.</summary>
    private static IEnumerable<(Use Use, Facts Facts)> Refusable()
    {
        foreach (var stage in Enum.GetValues<Stage>())
            foreach (var there in Enum.GetValues<PeopleThere>())
            {
                yield return (Samples.Fill(there, stage), Facts.None);
                yield return (Samples.Fill(there, stage) with { IsModel = true }, Facts.None.With("contest.open", value: true));
                yield return (Samples.Fill(there, stage) with { IsModel = true }, Samples.Proved.With("tool.outside", value: true));
                yield return (Samples.Fill(there, stage) with { Operation = "hold" }, Samples.Proved);
                yield return (Samples.Hold(5, stage) with { InChangedRegion = there }, Facts.None);
                foreach (var kind in Enum.GetValues<PerformerClass>()) yield return (Samples.Hold(0, stage) with { Class = kind, InChangedRegion = there, Setting = NewSetting.Brand }, Samples.Proved.WithEvidence("paper"));
                foreach (var change in new[] { "performance", "new_performance", "likeness" }) yield return (Samples.Hold(0, stage) with { InChangedRegion = there }, Samples.Proved.With("use.performer_change", change));
                yield return (Samples.Fill(there, stage), Samples.Proved.With("use.synthetic_performer", value: true));
            }
    }

    private static byte[] Document()
    {
        using var stream = typeof(ProjectPack).Assembly.GetManifestResourceStream("Answerprint.Production.Rights.Packs.project.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string Edited(Action<JsonObject> edit)
    {
        var json = (JsonObject)JsonNode.Parse(Own)!;
        foreach (var rule in json["rules"]!.AsArray()) edit((JsonObject)rule!);
        return json.ToJsonString();
    }
}
