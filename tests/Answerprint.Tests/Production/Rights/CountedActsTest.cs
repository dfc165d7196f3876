using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Tests.Production.Acts;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>Attacks by whoever has the site's key and the folder of the show, and the laws that stand against them.</summary>
public sealed class CountedActsTest
{
    private const string Approved = "VersionApproved.1";

    [Fact]
    public void Of_ActInTheNameOfAPersonWithAKey_CountsOnlyWithTheirSignature()
    {
        using var book = new ForgedBook();
        var before = Approve(book);
        book.Key("Ann", "ann-1", sign: false);
        var forged = Approve(book);
        book.Book.SignFor(ForgedBook.Digest("Ann"), ForgedBook.KeyOf("mallory"));
        var stranger = Approve(book);
        book.Book.SignFor(ForgedBook.Digest("Ann"), ForgedBook.KeyOf("ann-1"));
        var real = Approve(book);
        Assert.Equal([null, "unsigned", "wrong-key", null], new[] { before, forged, stranger, real }.Select(book.Why));
        Assert.Equal(["the site signed for them", "signed by the person"], new[] { before, real }.Select(CountedActs.SignedBy));
    }

    [Fact]
    public void Of_SignatureOfAnotherActPlaceOrShow_IsFalse()
    {
        using var book = new ForgedBook();
        book.Key("Ann", "ann-1");
        var real = Approve(book);
        var text = book.Text(real.Index);
        Assert.Equal("false-signature", book.Why(book.WriteRaw(text)));
        Assert.Equal("false-signature", book.Why(book.WriteRaw(text.Replace(new string('a', 64), new string('b', 64), StringComparison.Ordinal))));

        // another show, where by chance of the forger everything is the same but its name
        using var other = new ForgedBook("south.answerprint/har");
        other.Key("Ann", "ann-1");
        var there = Approve(other);
        Assert.Equal(real.Index, there.Index);
        using var third = new ForgedBook();
        third.Key("Ann", "ann-1");
        Assert.Equal("false-signature", third.Why(third.WriteRaw(other.Text(there.Index))));
        // and the real one carried over to its own place in a book of the same name holds: it is the same act
        using var fourth = new ForgedBook();
        fourth.Key("Ann", "ann-1");
        Assert.Null(fourth.Why(fourth.WriteRaw(text)));
    }

    [Fact]
    public void Of_KeyRotatedThenRevoked_OldActsStayAndNewOnesDoNot()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "legal");
        var first = book.Key("Ann", "ann-1");
        var one = Approve(book);
        var rotated = book.Do(PeopleActs.KeyRotated, "Ann", PeopleActs.Key(ForgedBook.Digest("Ann"), ForgedBook.KeyOf("ann-2"), book.Book.Origin));
        var withOld = Approve(book);
        book.Book.SignFor(ForgedBook.Digest("Ann"), ForgedBook.KeyOf("ann-2"));
        var two = Approve(book);
        var revoked = book.Do(PeopleActs.KeyRevoked, "Bo", PeopleActs.Revoked(ForgedBook.Digest("Ann"), PersonKey.Of(ForgedBook.KeyOf("ann-2")), "lost"), "legal");
        var withRevoked = Approve(book);
        Assert.Equal([null, null, "revoked-key", null, null, "revoked-key"], new[] { one, rotated, withOld, two, revoked, withRevoked }.Select(book.Why));

        // nobody signs for somebody who had a key, and a key that was revoked does not come back
        using var site = new ForgedBook();
        site.Add("Ann", "Bo", "legal");
        site.Add("Ann", "Di", "artist");
        site.Key("Ann", "ann-1", sign: false);
        site.Do(PeopleActs.KeyRevoked, "Bo", PeopleActs.Revoked(ForgedBook.Digest("Ann"), PersonKey.Of(first), ""), "legal");
        Assert.Equal("unsigned", site.Why(Approve(site)));
        Assert.Equal("used-key", site.Why(site.Do(PeopleActs.PersonKeyed, "Bo", PeopleActs.Key(ForgedBook.Digest("Ann"), first, site.Book.Origin), "legal")));
        Assert.Equal("role", site.Why(site.Do(PeopleActs.PersonKeyed, "Di", PeopleActs.Key(ForgedBook.Digest("Ann"), ForgedBook.KeyOf("di-1"), site.Book.Origin))));
        Assert.Null(site.Why(site.Do(PeopleActs.PersonKeyed, "Bo", PeopleActs.Key(ForgedBook.Digest("Ann"), ForgedBook.KeyOf("ann-3"), site.Book.Origin), "legal")));
    }

    [Fact]
    public void Of_KeyWithoutItsHoldersProof_IsNobodys()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "artist");
        var key = PersonKey.Of(ForgedBook.KeyOf("bo-1"));
        Assert.Equal("key-proof", book.Why(book.Do(PeopleActs.PersonKeyed, "Bo", PeopleActs.Key(ForgedBook.Digest("Bo"), key, ""))));
        // made for another show, and for another person
        Assert.Equal("key-proof", book.Why(book.Do(PeopleActs.PersonKeyed, "Bo", PeopleActs.Key(ForgedBook.Digest("Bo"), key, PersonKey.Prove(ForgedBook.KeyOf("bo-1"), "south.answerprint/har", ForgedBook.Digest("Bo"))))));
        Assert.Equal("key-proof", book.Why(book.Do(PeopleActs.PersonKeyed, "Bo", PeopleActs.Key(ForgedBook.Digest("Bo"), key, PersonKey.Prove(ForgedBook.KeyOf("bo-1"), book.Book.Origin, ForgedBook.Digest("Ann"))))));
        // somebody else's key registered by a third
        book.Add("Ann", "Di", "artist");
        Assert.Equal("role", book.Why(book.Do(PeopleActs.PersonKeyed, "Di", PeopleActs.Key(ForgedBook.Digest("Bo"), ForgedBook.KeyOf("di-1"), book.Book.Origin))));
        book.Key("Bo", "bo-1", sign: false);
        Assert.Equal(key, book.Counted.Roll.Find(ForgedBook.Digest("Bo"))!.Key);
        // one key, two people: then the second person is the first
        Assert.Equal("used-key", book.Why(book.Do(PeopleActs.PersonKeyed, "Di", PeopleActs.Key(ForgedBook.Digest("Di"), ForgedBook.KeyOf("bo-1"), book.Book.Origin))));
    }

    [Theory]
    [InlineData("Bo", "Bo", "legal", "self-given")]
    [InlineData("Bo", "Bo", "vfx_supervisor", "self-given")]
    [InlineData("Bo", "Bo", "editor", "self-given")]
    [InlineData("Bo", "Di", "legal", "giver")]
    [InlineData("Bo", "Di", "producer", "giver")]
    [InlineData("Bo", "Di", "vfx_supervisor", "giver")]
    [InlineData("Bo", "Di", "artist", null)]
    [InlineData("Ann", "Di", "legal", null)]
    [InlineData("Ann", "Ann", "legal", "self-given")]
    [InlineData("Ann", "Ann", "artist", null)]
    [InlineData("Nobody", "Di", "artist", "unknown-person")]
    public void Of_RoleGiven_CountsOnlyFromWhoMayGiveIt(string by, string whom, string role, string? why)
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "artist");
        Assert.Equal(why, book.Why(book.Add(by, whom, role)));
        Assert.Equal(why is null, book.Counted.Roll.Find(ForgedBook.Digest(whom))?.Roles.Contains(RoleWords.Parse(role)) ?? false);
    }

    /// <summary>What changes the rules of a show, or answers for work made elsewhere, counts from few.</summary>
    [Theory]
    [InlineData("RulesChosen.1", "editor", false)]
    [InlineData("RulesChosen.1", "legal", true)]
    [InlineData("FactsStated.1", "artist", false)]
    [InlineData("FactsStated.1", "clearance", true)]
    [InlineData("EvidenceFiled.1", "editor", false)]
    [InlineData("EvidenceTakenBack.1", "artist", false)]
    [InlineData("OutsideStepApproved.1", "vfx_supervisor", false)]
    [InlineData("OutsideStepApproved.1", "legal", true)]
    [InlineData("ToolAdded.1", "artist", false)]
    [InlineData("ToolAdded.1", "engineer", true)]
    public void Of_ActOfWeight_CountsOnlyFromTheRolesThatMayDoIt(string act, string role, bool counts)
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", role);
        Assert.Equal(counts, book.Why(book.Do(act, "Bo", [], role)) is null);
    }

    [Theory]
    [InlineData("Bo", null)] // laid down
    [InlineData("Ann", null)] // a producer gave it
    [InlineData("Di", "giver")]
    public void Of_RoleEnded_WhatWasDoneInItStandsAndNothingMoreCounts(string by, string? why)
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "legal");
        book.Add("Ann", "Di", "vfx_supervisor");
        var before = book.Do("RulesChosen.1", "Bo", [], "legal");
        Assert.Equal(why, book.Why(book.Do(PeopleActs.RoleEnded, by, PeopleActs.Ended(ForgedBook.Digest("Bo"), [Role.Legal]))));
        var after = book.Do("RulesChosen.1", "Bo", [], "legal");
        Assert.Equal((null, why is null ? "role" : null), (book.Why(before), book.Why(after)));
    }

    [Fact]
    public void Of_RoleEnded_TheFounderStaysAProducerAndARoleThatNobodyHoldsDoesNotEnd()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "producer");
        Assert.Equal("founder", book.Why(book.Do(PeopleActs.RoleEnded, "Bo", PeopleActs.Ended(ForgedBook.Digest("Ann"), [Role.Producer]))));
        Assert.Equal("no-role", book.Why(book.Do(PeopleActs.RoleEnded, "Ann", PeopleActs.Ended(ForgedBook.Digest("Bo"), [Role.Legal]))));
        Assert.Equal("unknown-person", book.Why(book.Do(PeopleActs.RoleEnded, "Ann", PeopleActs.Ended(ForgedBook.Digest("Zed"), [Role.Legal]))));
        Assert.Contains(Role.Producer, book.Counted.Roll.Find(ForgedBook.Digest("Ann"))!.Roles);
    }

    [Fact]
    public void Of_RoleThatTheBookDoesNotGive_ApprovesNothing()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "artist");
        var claimed = Approve(book, "Bo", "vfx_supervisor");
        book.Add("Bo", "Bo", "artist", "vfx_supervisor");
        var given = Approve(book, "Bo", "vfx_supervisor");
        var asAnother = Approve(book, "Ann", "legal");
        Assert.Equal(["role", "role", "role"], new[] { claimed, given, asAnother }.Select(book.Why));
        Assert.Empty(Standing.Of(book.Book.Acts).Approvals);
        var real = Approve(book);
        Assert.Null(book.Why(real));
        Assert.Equal(real.Index, Assert.Single(Standing.Of(book.Book.Acts).Approvals.SelectMany(a => a)).Index);
    }

    [Fact]
    public void Of_ConsentAndTrainingGrant_WaitForASecondPersonWithAuthority()
    {
        using var book = new ForgedBook();
        foreach (var (name, role) in new[] { ("Bo", "legal"), ("Cy", "performer"), ("Di", "artist"), ("Ed", "clearance"), ("Fy", "performer") }) book.Add("Ann", name, role);
        var consent = book.Consent("Bo", "legal");
        var alter = Grant(book, "alter");
        var train = Grant(book, "alter", "train");
        Assert.Equal(["second", null, "second"], new[] { consent, alter, train }.Select(book.Why));
        Assert.Empty(RightsFacts.From(book.Book.Acts).Consents);
        Assert.Single(RightsFacts.From(book.Book.Acts).Grants);

        Assert.Equal("same-person", book.Why(Second(book, "Bo", consent, "legal")));
        Assert.Equal("role", book.Why(Second(book, "Di", consent, "artist")));
        // a performer stands behind nobody's consent but their own
        Assert.Equal("other-performer", book.Why(Second(book, "Fy", consent, "performer")));
        Assert.Equal("nothing-to-second", book.Why(Second(book, "Cy", alter, "performer")));
        Assert.Equal("second", book.Why(consent));
        Assert.Null(book.Why(Second(book, "Cy", consent, "performer")));
        Assert.Null(book.Why(Second(book, "Bo", train, "legal")));
        Assert.Equal([null, null], new[] { consent, train }.Select(book.Why));
        Assert.Single(RightsFacts.From(book.Book.Acts).Consents);
        Assert.Equal(2, RightsFacts.From(book.Book.Acts).Grants.Count);
        Assert.Equal("nothing-to-second", book.Why(Second(book, "Bo", train, "legal")));

        // the performer takes it back, whoever gave it; what was taken back while it waited is not seconded later
        Assert.Null(book.Why(book.Do(Consent.WithdrawnName, "Cy", new() { ["index"] = consent.Index }, "performer")));
        Assert.Empty(RightsFacts.From(book.Book.Acts).Consents);
        var again = book.Consent("Bo", "legal");
        book.Do(Consent.WithdrawnName, "Cy", new() { ["index"] = again.Index }, "performer");
        Assert.Equal("nothing-to-second", book.Why(Second(book, "Cy", again, "performer")));
        Assert.Equal("role", book.Why(book.Do(Consent.WithdrawnName, "Di", new() { ["index"] = consent.Index })));
    }

    [Fact]
    public void Of_SoloProfile_OnePersonIsEnoughWhileItIsOn()
    {
        using var book = new ForgedBook(solo: true);
        Assert.Null(book.Why(book.Add("Ann", "Ann", "legal")));
        book.Add("Ann", "Bo", "artist");
        Assert.Equal("self-given", book.Why(book.Add("Bo", "Bo", "legal")));
        var consent = book.Consent("Ann", "legal");
        Assert.Null(book.Why(consent));
        Assert.Equal("not-founder", book.Why(book.Do(PeopleActs.AuthoritySet, "Bo", PeopleActs.Solo(true))));
        Assert.Null(book.Why(book.Do(PeopleActs.AuthoritySet, "Ann", PeopleActs.Solo(false))));
        var roll = book.Counted.Roll;
        Assert.Equal((false, true), (roll.Solo, roll.EverSolo));
        // what she made herself is over; what was done with it then stands
        Assert.DoesNotContain(Role.Legal, roll.Find(ForgedBook.Digest("Ann"))!.Roles);
        Assert.Null(book.Why(consent));
        Assert.Equal("role", book.Why(book.Consent("Ann", "legal")));
    }

    [Fact]
    public void Of_RoleThatWasGivenToOneself_IsNotMadeGoodByAnothersSmallGift()
    {
        using var book = new ForgedBook(solo: true);
        book.Add("Ann", "Ann", "legal");
        book.Add("Ann", "Bo", "artist");
        Assert.Null(book.Why(book.Add("Bo", "Ann", "legal", "editor")));
        book.Do(PeopleActs.AuthoritySet, "Ann", PeopleActs.Solo(false));
        Assert.Equal([Role.Editor, Role.VfxSupervisor, Role.Producer], book.Counted.Roll.Find(ForgedBook.Digest("Ann"))!.Roles);
    }

    [Fact]
    public void Of_Auditor_ReadsNotesObjectsAndNothingElse()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Au", "auditor");
        Assert.Null(book.Why(book.Do("NoteWritten.1", "Au", [], "auditor")));
        Assert.Null(book.Why(book.Do(Contest.ActName, "Au", new Contest(ContestSubject.Shot, "sh010", "why", "", default, -1).ToJson(), "auditor")));
        foreach (var act in new[] { Approved, "BriefAsked.1", "PlateDeclared.1", Grant1, PeopleActs.PersonAdded }) Assert.Equal("auditor", book.Why(book.Do(act, "Au", [], "auditor")));
    }

    [Fact]
    public void Of_ForgedObjection_IsUnheardAndItsAnswerBringsNothingDown()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "artist");
        book.Key("Bo", "bo-1", sign: false);
        var forged = book.Do(Contest.ActName, "Bo", new Contest(ContestSubject.Shot, "sh010", "why", "", default, -1).ToJson());
        var answer = book.Do(ContestAnswer.ActName, "Ann", new ContestAnswer(forged.Index, "no", "", default).ToJson());
        Assert.Equal(["unsigned", "nothing-to-answer"], new[] { forged, answer }.Select(book.Why));
        Assert.Empty(RightsFacts.From(book.Book.Acts).Contests);
    }

    [Fact]
    public void Of_BookOfAnOlderRelease_CountsAllOfIt()
    {
        using var book = new ForgedBook(ruled: false);
        book.Add("Nobody", "Bo", "legal");
        Approve(book, "Bo", "vfx_supervisor");
        Approve(book, "Unknown", "vfx_supervisor");
        book.Consent("Di", "artist");
        Grant(book, "train");
        Assert.Same(book.Book.Acts.GetType(), book.Counted.Acts.GetType());
        Assert.Empty(book.Counted.Others);
        Assert.Single(RightsFacts.From(book.Book.Acts).Consents);
        // from the day that its founder says so it is a show like others
        Assert.Equal("not-founder", book.Why(book.Do(PeopleActs.AuthoritySet, "Bo", PeopleActs.Solo(false))));
        book.Do(PeopleActs.AuthoritySet, "Ann", PeopleActs.Solo(false));
        Assert.Equal("unknown-person", book.Why(Approve(book, "Unknown", "vfx_supervisor")));
        Assert.Single(RightsFacts.From(book.Book.Acts).Consents);
    }

    /// <summary>
    /// Whatever is written into a book in whatever order: what counted goes on to count, what did not never does, but for what waits; nobody's key signs for another; only the founder, or
    /// somebody who was given a role by a producer or by legal, ever holds a role of weight.
    /// </summary>
    [Fact]
    public void Of_AnyActsOfAnybody_TheLawsHold()
    {
        var moves = Gen.Choose(0, 11).SelectMany(_ => Gen.Choose(0, 3), (kind, who) => (kind, who)).SelectMany(_ => Gen.Choose(0, 3), (m, whom) => (m.kind, m.who, whom)).SelectMany(_ => Gen.Choose(0, 14), (m, what) => (m.kind, m.who, m.whom, what));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261128, 11), Prop.ForAll(Gen.ListOf(moves, 14).ToArbitrary(), list =>
        {
            using var book = new ForgedBook();
            string[] names = ["Ann", "Bo", "Cy", "Di"];
            var roles = Enum.GetValues<Role>();
            var before = new Dictionary<long, string?>();
            foreach (var (kind, who, whom, what) in list)
            {
                var (by, to, role) = (names[who], names[whom], roles[what]);
                _ = kind switch
                {
                    <= 3 => book.Add(by, to, role.Word()),
                    4 => book.Do(PeopleActs.PersonKeyed, by, PeopleActs.Key(ForgedBook.Digest(to), ForgedBook.KeyOf($"k{what % 5}"), book.Book.Origin), role.Word()),
                    5 => book.Do(PeopleActs.KeyRevoked, by, PeopleActs.Revoked(ForgedBook.Digest(to), PersonKey.Of(ForgedBook.KeyOf($"k{what % 5}")), ""), role.Word()),
                    6 => Signing(book, by, $"k{what % 5}", role),
                    7 => book.Consent(by, role.Word(), to),
                    8 => Second(book, by, book.Book.Acts[Math.Min(what, book.Book.Acts.Count - 1)], role.Word()),
                    9 => Grant(book, "train"),
                    10 => book.Do(PeopleActs.AuthoritySet, by, PeopleActs.Solo(what % 2 == 0)),
                    _ => Approve(book, by, role.Word()),
                };
                var counted = book.Counted;
                var now = counted.Others.ToDictionary(o => o.Act.Index, o => (string?)o.Why.Code);
                for (long n = 0; n < book.Book.Acts.Count; n++)
                {
                    var code = now.GetValueOrDefault(n);
                    if (before.TryGetValue(n, out var was) && was != code && !(was == Uncounted.Waits && code is null)) return false;
                    before[n] = code;
                }
                var keys = counted.Roll.People.Where(p => p.Key is not null).Select(p => p.Key!.Text).ToList();
                if (keys.Distinct().Count() != keys.Count) return false;
                foreach (var one in counted.Roll.People)
                    foreach (var held in one.Roles.Where(r => Authority.IsOfWeight(r) && one.Person != counted.Roll.Founder))
                        if (!counted.Acts.Any(a => a.Name == PeopleActs.PersonAdded && (string?)a.Body["person"] == one.Person && a.By.Person != one.Person && a.Body["roles"]!.AsArray().Any(r => (string?)r == held.Word()))) return false;
                // whoever has a key and did not sign has done nothing
                if (counted.Acts.Any(a => a.Signature is { } s && !s.Holds(a.Origin))) return false;
            }
            return true;
        }));

        static Act Signing(ForgedBook book, string by, string key, Role role)
        {
            book.Book.SignFor(ForgedBook.Digest(by), ForgedBook.KeyOf(key));
            return Approve(book, by, role.Word());
        }
    }

    [Fact]
    public void Stand_AtTheDoorOfABook_LetsInWhatCountsOrWaitsAndNothingElse()
    {
        using var book = new ForgedBook();
        book.Add("Ann", "Bo", "legal");
        book.Add("Ann", "Di", "artist");
        Doorkeeper.Stand(book.Book, d => d == ForgedBook.Digest("Di") ? "Di" : d == ForgedBook.Digest("Bo") ? "Bo Ek" : "somebody");
        var count = book.Book.Acts.Count;
        var refused = Assert.Throws<NotEntitledException>(() => Approve(book, "Di", "vfx_supervisor"));
        Assert.Equal(("role", "Di"), (refused.Code, refused.Who));
        Assert.Contains("somebody (VFX supervisor, producer)", refused.Remedy, StringComparison.Ordinal);
        Assert.Contains("Bo Ek (legal)", Assert.Throws<NotEntitledException>(() => book.Add("Di", "Di", "legal")).Remedy, StringComparison.Ordinal);
        // together with one that is not allowed the other is not written either
        Assert.Throws<NotEntitledException>(() => book.Book.AppendAll([("NoteWritten.1", ForgedBook.Actor("Di"), []), (Approved, ForgedBook.Actor("Di", "vfx_supervisor"), [])]));
        Assert.Equal(count, book.Book.Acts.Count);
        Assert.Equal("second", book.Why(book.Consent("Bo", "legal")));
        // one act of several may rest on the one before it
        book.Book.AppendAll([(PeopleActs.PersonAdded, ForgedBook.Actor("Bo"), new() { ["person"] = ForgedBook.Digest("Ed"), ["roles"] = new JsonArray("director") }), (Approved, ForgedBook.Actor("Ed", "director"), new() { ["bytes"] = new string('c', 64), ["version"] = "v", ["words"] = "" })]);
        Assert.Single(book.Counted.Others);
    }

    private const string Grant1 = "GrantGiven.1";

    private static Act Approve(ForgedBook book, string by = "Ann", string role = "vfx_supervisor") =>
        book.Do(Approved, by, new() { ["version"] = "tst_0010_comp_v001", ["shot"] = "tst_0010", ["bytes"] = new string('a', 64), ["words"] = "" }, role);

    private static Act Grant(ForgedBook book, params string[] scopes) =>
        book.Do(Grant1, "Ann", new() { ["plates"] = new JsonArray("*"), ["scopes"] = new JsonArray([.. scopes.Select(s => (JsonNode)s)]), ["from"] = "the studio" }, "producer");

    private static Act Second(ForgedBook book, string by, Act act, string role) => book.Do(PeopleActs.ActSeconded, by, PeopleActs.Seconds(act.Index), role);
}
