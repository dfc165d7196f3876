using Xunit;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Answerprint.Tests.Production.Rights;

public class GateTest
{
    [Fact]
    public void Judge_MadeFramesNobodyAttested_RefusesAndNamesDeclare()
    {
        var verdict = Assert.IsType<Verdict.Refused>(Gate.Judge(Samples.Fill(PeopleThere.Unknown), Facts.None, [], Samples.Day));
        Assert.Contains(verdict.Decision.Reasons, r => r.Code == "prj-07");
        Assert.Equal(WayOut.Declare, verdict.Decision.WaysOut[0]);
        Assert.Contains("answerprint declare", Assert.Single(verdict.Decision.SmallestChange).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_MadeFramesOverPeople_RefusesAndOffersHoldNeverADeclaration()
    {
        var verdict = Assert.IsType<Verdict.Refused>(Gate.Judge(Samples.Fill(PeopleThere.People), Facts.None, [], Samples.Day));
        Assert.DoesNotContain(WayOut.Declare, verdict.Decision.WaysOut);
        Assert.Contains(WayOut.Hold, verdict.Decision.WaysOut);
        Assert.Contains(WayOut.HandOff, verdict.Decision.WaysOut);
        Assert.All(verdict.Decision.SmallestChange, c => Assert.NotEqual("none_attested", c.Facts.Find("use.people_in_made_region")?.ToString()));
        Assert.Contains(verdict.Decision.SmallestChange, c => c.Words.Contains("hold", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_MadeFramesAttestedEmpty_AllowsWithObligations()
    {
        var verdict = Assert.IsType<Verdict.Allowed>(Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [], Samples.Day));
        Assert.Equal(["PRJ-03", "PRJ-05", "PRJ-17"], verdict.Decision.Obligations.Select(o => o.Rule));
        Assert.Empty(verdict.Decision.SmallestChange);
    }

    [Fact]
    public void Judge_DeliveryWithoutProofs_RefusesWhatAlterLeftPending()
    {
        var alter = Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [], Samples.Day);
        var deliver = Gate.Judge(Samples.Fill(PeopleThere.NoneAttested, Stage.Deliver), Facts.None, [], Samples.Day);
        Assert.IsType<Verdict.Refused>(deliver);
        Assert.Equal(alter.Decision.Obligations.Select(o => o.Rule), deliver.Decision.Reasons.Select(r => r.Rule));
        Assert.IsType<Verdict.Allowed>(Gate.Judge(Samples.Fill(PeopleThere.NoneAttested, Stage.Deliver), Samples.Proved, [], Samples.Day));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Judge_RealFramesHeldOverPeople_AllowsTwoExtra(int extra, bool allowed) =>
        Assert.Equal(allowed, Gate.Judge(Samples.Hold(extra), Facts.None, [], Samples.Day) is Verdict.Allowed);

    [Fact]
    public void Judge_ClassX_RefusedWithEveryConsentAndPaper()
    {
        var everything = Samples.Proved.With("consent.exists", value: true).With("consent.setting", value: true).With("attest.not_cast", value: true)
            .WithEvidence(ProjectPack.Pack.Rules.SelectMany(r => r.Evidence));
        foreach (var there in Enum.GetValues<PeopleThere>())
        {
            var verdict = Gate.Judge(Samples.Hold(0) with { Class = PerformerClass.X, InChangedRegion = there }, everything, [], Samples.Day);
            Assert.IsType<Verdict.Refused>(verdict);
            Assert.Contains(WayOut.HandOff, verdict.Decision.WaysOut);
            Assert.Empty(verdict.Decision.SmallestChange);
        }
    }

    [Fact]
    public void Judge_FactGainsaysTheUse_Refuses()
    {
        var sly = Facts.None.With("use.people_in_made_region", "none_attested").With("use.makes_pixels", value: false);
        var verdict = Gate.Judge(Samples.Fill(PeopleThere.People), sly, [], Samples.Day);
        Assert.IsType<Verdict.Refused>(verdict);
        Assert.Equal("PRJ-C0", verdict.Decision.Hits[0].Rule);
    }

    [Fact]
    public void Judge_PapersBesideThoseOfTheUse_AddUpAndContradictNothing()
    {
        var crew = Samples.Hold(0, Stage.Deliver) with { Operation = "repair", Class = PerformerClass.N, NotCast = true };
        var verdict = Gate.Judge(crew, Samples.Proved.WithEvidence("human_approval", "contact_sheet_signed"), [], Samples.Day);
        Assert.True(verdict is Verdict.Allowed, verdict.Words());
        Assert.Equal(["contact_sheet_signed", "crew_attestation", "human_approval"], verdict.Decision.Facts.Evidence);
        Assert.IsType<Verdict.Refused>(Gate.Judge(crew with { NotCast = false }, Samples.Proved.WithEvidence("human_approval", "contact_sheet_signed"), [], Samples.Day));
    }

    [Fact]
    public void Judge_PackNamedProjectWithItsRulesGone_ChangesNothing()
    {
        var hollow = RulePack.Read(Encoding.UTF8.GetBytes("""{"format":"answerprint.rules.1","id":"project","rules":[{"id":"PRJ-07","title":"all is well","when":{"ne":["x",true]},"effect":{"allow":""}}]}"""), "p.json");
        var verdict = Gate.Judge(Samples.Fill(PeopleThere.People), Facts.None, [hollow], Samples.Day);
        Assert.IsType<Verdict.Refused>(verdict);
        Assert.Equal(ProjectPack.Pinned, verdict.Decision.Packs[0].Hash);
    }

    [Fact]
    public void Judge_UnreviewedPack_BannerInEveryVerdict()
    {
        var pack = Samples.Pack("");
        Assert.Contains("not been reviewed", Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [pack], Samples.Day).Words(), StringComparison.Ordinal);
        Assert.Null(Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [], Samples.Day).Decision.Banner);
    }

    [Fact]
    public void Judge_RuleFromASecondaryReport_SaysCheck()
    {
        var pack = Samples.Pack("""{"id":"A-1","title":"tell them","when":{"eq":["use.makes_pixels",true]},"effect":{"notify":"them"},"source":{"tier":"S"}}""");
        var verdict = Assert.IsType<Verdict.Allowed>(Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [pack], Samples.Day));
        Assert.True(Assert.Single(verdict.Decision.Duties).Check);
        Assert.Contains("check the rule's own text", verdict.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-06-30", false)]
    [InlineData("2026-07-01", true)]
    [InlineData("2030-06-30", true)]
    [InlineData("2030-07-01", false)]
    public void Judge_DatedRule_JudgesByTheRulesOfTheDay(string day, bool hit)
    {
        var pack = Samples.Pack("""{"id":"A-1","title":"t","inForce":{"from":"2026-07-01","to":"2030-06-30"},"when":{"eq":["use.makes_pixels",true]},"effect":{"deny":"d"}}""");
        Assert.Equal(hit, Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [pack], DateOnly.Parse(day)) is Verdict.Refused);
    }

    [Fact]
    public void Judge_ApprovalRuleWithoutPapers_IsNeverDischargedByNothing()
    {
        var pack = Samples.Pack("""{"id":"A-1","title":"t","when":{"eq":["use.makes_pixels",true]},"effect":{"approve":"legal"},"evidence":[]}""");
        Assert.IsType<Verdict.Refused>(Gate.Judge(Samples.Fill(PeopleThere.NoneAttested), Facts.None, [pack], Samples.Day));
    }

    [Fact]
    public void From_DecisionWrittenToTheBook_ReadsBackTheSame()
    {
        foreach (var use in new[] { Samples.Fill(PeopleThere.Unknown), Samples.Fill(PeopleThere.NoneAttested), Samples.Hold(3) })
        {
            var decision = Gate.Judge(use, Facts.None.With("production.territory", ["EU"]), [Samples.Pack("")], Samples.Day).Decision;
            var text = decision.ToJson().ToJsonString();
            var back = Decision.From((JsonObject)JsonNode.Parse(text)!);
            Assert.Equal(text, back.ToJson().ToJsonString());
            Assert.Equal(decision.Words(), back.Words());
        }
    }

    [Fact]
    public void From_NoDecision_IsAFormatFault() => Assert.Throws<FormatException>(() => Decision.From(new JsonObject { ["format"] = Decision.Format }));

    [Fact]
    public void Words_AnyRefusalOfTheProject_BearNoJargon()
    {
        string[] jargon = ["undischarged", "fact", "predicate", "matte intersects", "use.", "proof.", "json", "null", "_"];
        foreach (var use in new[] { Samples.Fill(PeopleThere.Unknown), Samples.Fill(PeopleThere.People), Samples.Fill(PeopleThere.NoneAttested, Stage.Deliver), Samples.Hold(5) })
            Assert.All(jargon, word => Assert.DoesNotContain(word, Gate.Judge(use, Facts.None, [], Samples.Day).Words(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Allowed_WholeProgram_IsMadeInOnePlaceAndAskedForByTheGateOnly()
    {
        const string Leave = "Answerprint.Production.Rights.Verdict/Allowed";
        var makers = new SortedSet<string>(StringComparer.Ordinal);
        var askers = new SortedSet<string>(StringComparer.Ordinal);
        var doors = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "*nswerprint*.dll"))
        {
            using var module = ModuleDefinition.ReadModule(file);
            foreach (var type in module.GetTypes())
            {
                Assert.NotEqual(Leave, type.BaseType?.FullName);
                foreach (var method in type.Methods.Where(m => m.HasBody))
                foreach (var to in method.Body.Instructions.Where(i => i.OpCode.Code is Code.Newobj or Code.Call or Code.Ldftn or Code.Callvirt).Select(i => i.Operand).OfType<MethodReference>().Where(m => m.DeclaringType.FullName == Leave))
                {
                    if (to.Name == ".ctor") makers.Add($"{type.FullName}.{method.Name}");
                    else if (to.Name == "By") askers.Add($"{type.FullName}.{method.Name}");
                }
            }
            // the tests ask the gate as well; nobody else does but the desk, in one place, which brings the show's packs along
            foreach (var type in module.GetTypes().Where(_ => !file.EndsWith("Tests.dll", StringComparison.Ordinal)))
            foreach (var method in type.Methods.Where(m => m.HasBody && m.Body.Instructions.Any(i => i.Operand is MethodReference { Name: "Judge", DeclaringType.FullName: "Answerprint.Production.Rights.Gate" })))
                doors.Add($"{type.FullName}.{method.Name}");
        }
        Assert.Equal([$"{Leave}.By"], makers);
        Assert.Equal(["Answerprint.Production.Rights.Gate.Judge"], askers);
        Assert.Equal(["Answerprint.Production.Desk.Ask"], doors);
        Assert.All(typeof(Verdict.Allowed).GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public), c => Assert.True(c.IsPrivate));
        Assert.All(typeof(Verdict.Allowed).GetProperties(), p => Assert.Null(p.SetMethod));
    }

    [Fact]
    public void Judge_AnyUseAndFacts_PacksOnlyAddAndRemediesAreTrue()
    {
        string[] names = ["consent.exists", "consent.setting", "attest.not_cast", "proof.performance_lock", "proof.mask_confinement", "approval.human", "approval.contact_sheet", "contest.open", "model.data_receipt", "grant.train", "train.people_masked", "x"];
        var pack = Samples.Pack("""
            {"id":"A-1","title":"t","when":{"all":[{"eq":["x",true]},{"ne":["consent.exists",true]}]},"effect":{"approve":"legal"},"evidence":["paper"]},
            {"id":"A-2","title":"t","when":{"not":{"eq":["x",false]}},"effect":{"allow":""}}
            """);
        var any = from stage in Gen.Elements(Enum.GetValues<Stage>())
                  from kind in Gen.Elements(Enum.GetValues<PerformerClass>())
                  from made in Gen.Elements(Enum.GetValues<PeopleThere>())
                  from changed in Gen.Elements(Enum.GetValues<PeopleThere>())
                  from makes in Gen.Elements(true, false)
                  from model in Gen.Elements(true, false)
                  from hold in Gen.Choose(0, 4)
                  from setting in Gen.Elements(Enum.GetValues<NewSetting>())
                  from known in Gen.ArrayOf(Gen.Elements(true, false), names.Length * 2)
                  select (Use: new Use { Stage = stage, Shot = "s", Operation = makes ? "missing_frames" : "relight", MakesPixels = makes, IsModel = model, Class = kind, InMadeRegion = made, InChangedRegion = changed, LongestHold = hold, Setting = setting },
                      Facts: names.Select((n, i) => (n, i)).Where(p => known[p.i]).Aggregate(Facts.None, (f, p) => f.With(p.n, known[p.i + names.Length])));
        var allowed = 0;
        var mended = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(6_000)).WithReplay(20261122, 7), Prop.ForAll(any.ToArbitrary(), sample =>
        {
            var bare = Gate.Judge(sample.Use, sample.Facts, [], Samples.Day);
            var packed = Gate.Judge(sample.Use, sample.Facts, [pack], Samples.Day);
            Assert.True(packed.Decision.Strongest >= bare.Decision.Strongest);
            if (packed is Verdict.Allowed) Assert.IsType<Verdict.Allowed>(bare);
            if (bare is Verdict.Allowed { Use: var use })
            {
                allowed++;
                Assert.NotEqual(PerformerClass.X, use.Class);
                Assert.False(use.MakesPixels && use.InMadeRegion != PeopleThere.NoneAttested);
                Assert.False(use.InChangedRegion != PeopleThere.NoneAttested && use.Class == PerformerClass.P0);
            }
            foreach (var refused in new[] { bare, packed }.OfType<Verdict.Refused>().Where(v => v.Decision.SmallestChange.Count > 0))
            {
                mended++;
                var after = refused.Decision.SmallestChange.Aggregate(refused.Decision.Facts, (f, c) => f.And(c.Facts));
                Assert.True(Ruling.Of(after, ReferenceEquals(refused, packed) ? [pack] : [], Samples.Day).Clear);
            }
        }));
        Assert.True(allowed > 20 && mended > 200, $"{allowed} allowed, {mended} mended: the samples do not reach what they should");
    }
}
