using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public class RightsFactsTest
{
    private static readonly string Ann = PersonDigest.Of("salt of Ann, of chance", "Ann");
    private static readonly string Bob = PersonDigest.Of("salt of Bob, of chance", "Bob");
    private static readonly DateTimeOffset At = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void From_DeclarationTakenBack_IsGone()
    {
        var said = new Declaration("pl1", null, null, null, ["ab"], Ann, At, -1);
        Assert.Single(RightsFacts.From(Acts((Declaration.ActName, Ann, said.ToJson()))).Of("pl1"));
        Assert.Empty(RightsFacts.From(Acts((Declaration.ActName, Ann, said.ToJson()), (Declaration.WithdrawnName, Ann, new JsonObject { ["index"] = 0L }))).Of("pl1"));
    }

    [Fact]
    public void For_OpenContestOfTheShot_RefusesDeliveryUntilAnotherAnswers()
    {
        var raised = (Contest.ActName, Ann, new JsonObject { ["subject"] = "shot", ["name"] = "sh010", ["reason"] = "that is me" });
        var own = (ContestAnswer.ActName, Ann, new JsonObject { ["contest"] = 0L, ["answer"] = "never mind" });
        var other = (ContestAnswer.ActName, Bob, new JsonObject { ["contest"] = 0L, ["answer"] = "it is a poster" });
        Assert.IsType<Verdict.Refused>(Deliver(raised));
        Assert.IsType<Verdict.Refused>(Deliver(raised, own));
        Assert.IsType<Verdict.Allowed>(Deliver(raised, other));

        static Verdict Deliver(params (string, string, JsonObject)[] acts)
        {
            var use = Samples.Fill(PeopleThere.NoneAttested, Stage.Deliver);
            return Gate.Judge(use, Samples.Proved.And(RightsFacts.From(Acts(acts)).For(use, ["pl1"], Samples.Day)), [], Samples.Day);
        }
    }

    [Fact]
    public void For_ConsentForClassAndShot_AllowsUntilWithdrawnOrOver()
    {
        var consent = new Consent(Ann, [PerformerClass.P5], [], ["sh010"], new(2026, 12, 31), "", SeparatelySigned: true, Describes: true, Bob, At, -1);
        var use = Samples.Hold(0) with { Shot = "sh010", Operation = "cleanup", Class = PerformerClass.P5, People = [Ann] };
        var given = (Consent.ActName, Bob, consent.ToJson());
        Assert.IsType<Verdict.Allowed>(Judge(use, Samples.Day, given));
        Assert.IsType<Verdict.Refused>(Judge(use, new(2027, 1, 1), given));
        Assert.IsType<Verdict.Refused>(Judge(use with { Shot = "sh020" }, Samples.Day, given));
        Assert.IsType<Verdict.Refused>(Judge(use with { People = [Ann, Bob] }, Samples.Day, given));
        Assert.IsType<Verdict.Refused>(Judge(use, Samples.Day, given, (Consent.WithdrawnName, Bob, new JsonObject { ["index"] = 0L })));

        static Verdict Judge(Use use, DateOnly day, params (string, string, JsonObject)[] acts) => Gate.Judge(use, RightsFacts.From(Acts(acts)).For(use, [], day), [], day);
    }

    [Fact]
    public void From_ConsentToClassX_CanNotBeRead() =>
        Assert.Throws<BadInputException>(() => RightsFacts.From(Acts((Consent.ActName, Bob, new JsonObject { ["performer"] = Ann, ["classes"] = new JsonArray("X") }))));

    [Fact]
    public void From_GrantWithdrawn_TrainsNoLonger()
    {
        var grant = new Grant([GrantSubject.All], UseTerms.Of([GrantScope.Train], null, null, null, null), "the studio", "", Bob, At, -1).ToJson();
        var use = Samples.Fill(PeopleThere.NoneAttested, Stage.Train) with { MakesPixels = false, Operation = "learn" };
        Assert.True(RightsFacts.From(Acts((Grant.ActName, Bob, grant))).For(use, ["pl1"], Samples.Day).Is("grant.train"));
        Assert.False(RightsFacts.From(Acts((Grant.ActName, Bob, grant), (Grant.WithdrawnName, Bob, new JsonObject { ["index"] = 0L }))).For(use, ["pl1"], Samples.Day).Is("grant.train"));
    }

    [Fact]
    public void From_EveryActOfTheRoom_HasANameThatTheBookTakes() => Assert.All(
        [Declaration.ActName, Declaration.WithdrawnName, Contest.ActName, ContestAnswer.ActName, Grant.ActName, Grant.WithdrawnName, Consent.ActName, Consent.WithdrawnName, Revocation.ActName, Revocation.PerformerName, Decision.ActName],
        name => Assert.NotNull(ActName.TryParse(name)));

    private static IEnumerable<Act> Acts(params (string Name, string By, JsonObject Body)[] acts) =>
        acts.Select((a, n) => new Act(a.Name, At, new Actor(a.By, "legal", "", "", "", "site"), a.Body, n));
}
