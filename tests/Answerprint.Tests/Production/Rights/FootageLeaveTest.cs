using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Ledgers;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>Footage and grants: what the facts say and what the gate makes of them.</summary>
public sealed class FootageLeaveTest
{
    private static readonly string Ann = PersonDigest.Of("salt of Ann, of chance", "Ann");
    private static readonly string Cy = PersonDigest.Of("salt of Cy, of chance", "Cy");
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly string A = new('a', 64), B = new('b', 64), C = new('c', 64);
    private static readonly ShowTerms Small = new("Small", ["US", "FR"], Required: false);

    private readonly List<(string Name, JsonObject Body)> said = [];

    [Fact]
    public void For_ShowWithoutAnyGrant_WorksAndSaysThatTheTurnoverIsTheLeave()
    {
        var verdict = Assert.IsType<Verdict.Allowed>(Judge(Samples.Fill(PeopleThere.NoneAttested), A));
        Assert.Contains(verdict.Decision.Duties, d => d.Rule == "PRJ-23");
        Assert.Contains("No grant is on file", verdict.Words(), StringComparison.Ordinal);
        // the show itself says that grants are required
        var refused = Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), A, Small with { Required = true }));
        Assert.Equal("PRJ-21", Assert.Single(refused.Decision.Reasons).Rule);
        Assert.Contains("answerprint grant SHOW PLATE --for alter", Assert.Single(refused.Decision.SmallestChange).Words, StringComparison.Ordinal);
        Assert.Equal([WayOut.Ask, WayOut.AlternateTake, WayOut.PickUp], refused.Decision.WaysOut);
    }

    [Fact]
    public void For_GrantForOnePurpose_GivesNoOther()
    {
        Plate(0, A, "beach.mov");
        Grant(new(SubjectKind.Plate, "beach.mov", A), GrantScope.Alter);
        var alter = Assert.IsType<Verdict.Allowed>(Judge(Samples.Fill(PeopleThere.NoneAttested), A));
        Assert.Contains(alter.Decision.Duties, d => d.Rule == "PRJ-22");
        Assert.DoesNotContain(alter.Decision.Duties, d => d.Rule == "PRJ-23");
        Assert.Equal("PRJ-21", Assert.Single(Deliver(A).Decision.Reasons).Rule);
        Assert.False(Facts(A).Is("grant.train"));
        Grant(GrantSubject.All, GrantScope.Deliver);
        Assert.IsType<Verdict.Allowed>(Deliver(A));
    }

    [Fact]
    public void For_SecondPlateOfTheUseOrOfTheShow_NeedsItsOwn()
    {
        Plate(0, A, "beach.mov");
        Plate(1, B, "pier.mov");
        Grant(new(SubjectKind.Plate, "beach.mov", A), GrantScope.Alter, GrantScope.Deliver);
        Assert.True(Facts(A).Is("grant.alter"));
        Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), B));
        var rights = Rights();
        Assert.False(rights.For(Samples.Fill(PeopleThere.NoneAttested), [A, B], Samples.Day).Is("grant.alter"));
    }

    [Theory]
    [InlineData("2026-11-21", false)]
    [InlineData("2026-11-22", true)]
    [InlineData("2026-12-31", true)]
    [InlineData("2027-01-01", false)]
    public void For_DaysOfAGrant_BothEndsCount(string day, bool holds)
    {
        said.Add((Answerprint.Production.Rights.Grant.ActName, new Grant([GrantSubject.All], UseTerms.Of([GrantScope.Alter], null, null, new(2026, 11, 22), new(2026, 12, 31)), "x", "", Ann, At, -1).ToJson()));
        Assert.Equal(holds, Rights().For(Samples.Fill(PeopleThere.NoneAttested), [A], DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Is("grant.alter"));
    }

    [Fact]
    public void For_AlterEndedAfterTheWork_DoesNoHarmAtDelivery_WithdrawnDoes()
    {
        var ended = Grant(GrantSubject.All, UseTerms.Of([GrantScope.Alter], null, null, null, Samples.Day.AddDays(-1)));
        Grant(GrantSubject.All, GrantScope.Deliver);
        Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), A));
        Assert.IsType<Verdict.Allowed>(Deliver(A));
        Withdraw(ended);
        Assert.IsType<Verdict.Refused>(Deliver(A));
    }

    [Fact]
    public void For_TheLastGrantWithdrawn_DoesNotSetFootageFree()
    {
        Withdraw(Grant(GrantSubject.All, GrantScope.Alter));
        Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), A));
    }

    [Fact]
    public void For_TitleAndTerritory_AreHeldAgainstTheShow()
    {
        Grant(GrantSubject.All, UseTerms.Of([GrantScope.Alter], ["small"], ["US", "EU"], null, null));
        Assert.True(Rights().For(Samples.Fill(PeopleThere.NoneAttested), [A], Samples.Day).Is("grant.alter"));
        foreach (var other in new[] { Small with { Title = "Small 2" }, Small with { Territories = ["US", "NO"] }, Small with { Territories = [] }, ShowTerms.Unsaid })
            Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), A, other));
    }

    [Fact]
    public void For_PlateTakenInAgainWithMoreFrames_KeepsItsGrant_AnotherOfTheSameNameDoesNot()
    {
        Plate(0, A, "beach.mov");
        Plate(1, B, "beach.mov", range: "1-48");
        Plate(2, C, "beach.mov", start: 7);
        Grant(new(SubjectKind.Plate, "beach.mov", A), GrantScope.Alter);
        Assert.True(Facts(A).Is("grant.alter"));
        Assert.True(Facts(B).Is("grant.alter"));
        Assert.False(Facts(C).Is("grant.alter"));
        Assert.Equal([A, B], Rights().Leave.Meant(new(SubjectKind.Plate, "beach.mov", A)).Select(p => p.Root));
    }

    [Theory]
    [InlineData("beach.%04d.exr", "", "beach", true)]
    [InlineData("beach_####.dpx", "", "BEACH", true)]
    [InlineData("A001C003.mov", "TAPE7", "tape7", true)]
    [InlineData("A001C003.mov", "", "A001C004", false)]
    public void For_TakeByName_CoversItsPlates(string name, string reel, string take, bool covers)
    {
        Grant(new(SubjectKind.Take, take), GrantScope.Alter);
        Plate(0, A, name, reel: reel);
        Assert.Equal(covers, Facts(A).Is("grant.alter"));
    }

    [Fact]
    public void For_PlateRevoked_OnlyWhatIsGrantedAnewCounts()
    {
        Plate(0, A, "beach.mov");
        Plate(1, B, "pier.mov");
        Grant(GrantSubject.All, GrantScope.Alter, GrantScope.Deliver);
        said.Add((Revocation.ActName, new Revocation(new(SubjectKind.Plate, "beach.mov", A), null, "sold", Ann, At, -1).ToJson()));
        Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), A));
        Assert.IsType<Verdict.Refused>(Deliver(A));
        Assert.IsType<Verdict.Allowed>(Deliver(B));
        Grant(new(SubjectKind.Plate, "beach.mov", A), GrantScope.Alter, GrantScope.Deliver);
        Assert.IsType<Verdict.Allowed>(Deliver(A));
    }

    [Fact]
    public void For_PlateRevokedThatNobodyGranted_IsRefusedAsWell()
    {
        Plate(0, A, "beach.mov");
        said.Add((Revocation.ActName, new Revocation(new(SubjectKind.Plate, "beach.mov", A), null, "", Ann, At, -1).ToJson()));
        Assert.IsType<Verdict.Refused>(Judge(Samples.Fill(PeopleThere.NoneAttested), A));
    }

    [Fact]
    public void For_ModelThatSomebodyGaveLeaveFor_IsHeldAgainstIt()
    {
        var use = Samples.Fill(PeopleThere.NoneAttested) with { IsModel = true, HasReceipt = true, Models = ["fill-mix", "ab"] };
        Assert.IsType<Verdict.Allowed>(Judge(use, A));
        var grant = Grant(new(SubjectKind.Model, "fill-mix"), GrantScope.Alter);
        Assert.IsType<Verdict.Allowed>(Judge(use, A));
        // leave for a model is none for footage, and asks for none
        Assert.True(Facts(A).Find("grant.kept") is Fact.Flag { Value: false });
        Withdraw(grant);
        Assert.IsType<Verdict.Refused>(Judge(use, A));
        said.Add((Contest.ActName, new JsonObject { ["subject"] = "model", ["name"] = "ab", ["reason"] = "mine" }));
        Assert.True(Rights().For(use with { Stage = Stage.Deliver }, [A], Samples.Day).Is("contest.open"));
    }

    [Fact]
    public void For_PerformerWhoTookBackAllLeave_IsChangedNoFurtherUntilTheyAgreeAnew()
    {
        var grade = Samples.Hold(0) with { Shot = "sh010", Operation = "relight", Class = PerformerClass.P1, People = [Cy] };
        Consent(PerformerClass.P5);
        Assert.IsType<Verdict.Allowed>(Judge(grade, A));
        Assert.IsType<Verdict.Allowed>(Judge(grade with { Operation = "cleanup", Class = PerformerClass.P5 }, A));
        said.Add((Revocation.PerformerName, new Revocation(null, Cy, "", Cy, At, -1).ToJson()));
        Assert.Contains("PRJ-24", Assert.IsType<Verdict.Refused>(Judge(grade, A)).Decision.Reasons.Select(r => r.Rule));
        Assert.IsType<Verdict.Refused>(Judge(grade with { Operation = "cleanup", Class = PerformerClass.P5 }, A));
        Assert.Empty(Rights().Consents);
        // work that stays away from people is none of theirs to stop
        Assert.IsType<Verdict.Allowed>(Judge(Samples.Fill(PeopleThere.NoneAttested) with { People = [Cy] }, A));
        Consent(PerformerClass.P1);
        Assert.IsType<Verdict.Allowed>(Judge(grade, A));
        Assert.IsType<Verdict.Refused>(Judge(grade with { Operation = "cleanup", Class = PerformerClass.P5 }, A));
    }

    [Fact]
    public void For_ConsentWithCounselUnionAndProject_GivesTheFactsThatRulesAskFor()
    {
        said.Add((Answerprint.Production.Rights.Consent.ActName, (new Consent(Cy, [PerformerClass.P5], [NewSetting.Brand], ["*"], null, A, true, true, Ann, At, -1) { Counsel = Ann, Union = "SAG-AFTRA 77", Project = "small" }).ToJson()));
        var facts = Rights().For(Samples.Hold(0) with { Class = PerformerClass.P5, Setting = NewSetting.Brand, People = [Cy] }, [], Samples.Day);
        foreach (var name in new[] { "consent.exists", "consent.separate_signature", "consent.specific_description", "consent.counsel", "consent.union", "consent.setting" }) Assert.True(facts.Is(name), name);
        Assert.Equal("this", facts.Find("consent.project")?.ToString());
        Assert.Equal(["counsel_or_union_record", "performer_consent", "setting_consent"], facts.Evidence);
        Assert.Null(facts.Find("consent.estate"));
        Assert.All(facts.All.Keys, name => Assert.True(name == Answerprint.Production.Rights.Facts.EvidenceName || KnownFacts.Find(name) is not null, name));
    }

    [Fact]
    public void House_GrantAndConsentOfTheFirstVersion_AreReadAsTheyWere()
    {
        // as an earlier release wrote them
        var grant = Lifted("""{"document":"","from":"the studio","plates":["*","beach.mov"],"scopes":["train","alter"],"until":"2026-12-31","later":7}""", "GrantGiven.1");
        Assert.Equal((Answerprint.Production.Rights.Grant.ActName, 7), (grant.Name, (int)grant.Body["later"]!));
        var read = Answerprint.Production.Rights.Grant.Read(grant.Body, Ann, At, 0);
        Assert.Equal([GrantSubject.All, new(SubjectKind.Plate, "beach.mov")], read.Subjects);
        Assert.Equal(UseTerms.Of([GrantScope.Train, GrantScope.Alter], null, null, null, new(2026, 12, 31)), read.Terms);
        var consent = Lifted($$"""{"classes":["P5"],"describes":true,"document":"","performer":"{{Cy}}","separatelySigned":true,"settings":[],"shots":["*"],"until":null}""", "ConsentGiven.1");
        Assert.True(RightsFacts.From([consent]).For(Samples.Hold(0) with { Class = PerformerClass.P5, People = [Cy] }, [], Samples.Day).Is("consent.exists"));
    }

    [Theory]
    [InlineData("""{"subjects":[{"kind":"planet","name":"x"}],"purposes":["alter"]}""")]
    [InlineData("""{"subjects":[{"kind":"3","name":"x"}],"purposes":["alter"]}""")]
    [InlineData("""{"subjects":"*","purposes":["alter"]}""")]
    [InlineData("""{"subjects":[],"purposes":["conquer"]}""")]
    [InlineData("""{"subjects":[],"purposes":["1"]}""")]
    [InlineData("""{"subjects":[],"purposes":["alter"],"territories":["Mars"]}""")]
    [InlineData("""{"subjects":[],"purposes":["alter"],"until":"soon"}""")]
    public void From_GrantThatCanNotBeRead_JudgesNothingPastIt(string body)
    {
        said.Add((Answerprint.Production.Rights.Grant.ActName, (JsonObject)JsonNode.Parse(body)!));
        Assert.Equal("act-body", Assert.Throws<BadInputException>(Rights).Code);
    }

    private static Act Lifted(string body, string name)
    {
        var text = $$$"""{"act":"{{{name}}}","at":"2026-11-22T12:00:00.0000000Z","body":{{{body}}},"by":{"craft":"","employer":"","entity":"","person":"site","role":"legal","site":""},"format":"answerprint.act.1"}""";
        return ActReader.House.Read(new Entry(Encoding.UTF8.GetBytes(text)), 0);
    }

    private void Plate(int index, string root, string name, string range = "1-24", int start = 0, string reel = "") => said.Add((Answerprint.Production.Plates.Plate.ActName, new JsonObject
    {
        ["plate"] = index, ["name"] = name, ["root"] = root, ["range"] = range, ["holes"] = "", ["rate"] = "24", ["width"] = 64, ["height"] = 48, ["start"] = start, ["reel"] = reel, ["decode"] = "",
    }));

    private int Grant(GrantSubject subject, params GrantScope[] purposes) => Grant(subject, UseTerms.Of(purposes, null, null, null, null));

    private int Grant(GrantSubject subject, UseTerms terms)
    {
        said.Add((Answerprint.Production.Rights.Grant.ActName, new Grant([subject], terms, "Northlight", "", Ann, At, -1).ToJson()));
        return said.Count - 1;
    }

    private void Consent(PerformerClass kind) => said.Add((Answerprint.Production.Rights.Consent.ActName, new Consent(Cy, [kind], [], ["*"], null, A, true, true, Cy, At, -1).ToJson()));

    private void Withdraw(int index) => said.Add((Answerprint.Production.Rights.Grant.WithdrawnName, new JsonObject { ["index"] = (long)index }));

    private RightsFacts Rights() => RightsFacts.From(said.Select((s, n) => new Act(s.Name, At, new Actor(Ann, "legal", "", "", "", "site"), s.Body, n))).Under(Small);

    private Facts Facts(string root) => Rights().For(Samples.Fill(PeopleThere.NoneAttested), [root], Samples.Day);

    private Verdict Judge(Use use, string root, ShowTerms? terms = null) => Gate.Judge(use, Rights().Under(terms ?? Small).For(use, [root], Samples.Day), [], Samples.Day);

    private Verdict Deliver(string root)
    {
        var use = Samples.Fill(PeopleThere.NoneAttested, Stage.Deliver);
        return Gate.Judge(use, Samples.Proved.And(Rights().For(use, [root], Samples.Day)), [], Samples.Day);
    }
}
