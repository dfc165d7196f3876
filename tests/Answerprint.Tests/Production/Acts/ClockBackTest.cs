using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

public sealed class ClockBackTest
{
    [Theory]
    [InlineData(119, true)]
    [InlineData(121, false)]
    [InlineData(86_400, false)]
    public void Append_ClockSetBack_IsRefusedBeyondTwoMinutes(int seconds, bool taken)
    {
        using var room = new TestFolder();
        var clock = new SetClock();
        using var book = Book.Create(room.File("book"), BookTest.Key, "o", clock);
        book.Append("ShotMade.1", BookTest.Site, []);
        clock.Now -= TimeSpan.FromSeconds(seconds);
        if (taken) book.Append("ShotMade.1", BookTest.Site, []);
        else Assert.Contains("the last act of the book", Assert.Throws<ClockBackException>(() => book.Append("ShotMade.1", BookTest.Site, [])).Message, StringComparison.Ordinal);
        Assert.Equal(taken ? 2 : 1, book.Acts.Count);
        clock.Now += TimeSpan.FromDays(2);
        book.Append("ShotMade.1", BookTest.Site, []);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_EntryWhoseTimeRunsBackwards_IsNamedAndAFaultInShowsOfThisRelease(bool ruled)
    {
        var at = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
        var ann = BookTest.Site with { Person = PersonDigest.Of("salt of Ann, of chance", "Ann") };
        Act[] acts =
        [
            new(PeopleActs.PersonAdded, at, ann, new JsonObject { ["person"] = ann.Person, ["roles"] = new JsonArray("vfx_editor") }, 0),
            new(PeopleActs.ShowCreated, at, ann, ruled ? new JsonObject { [PeopleActs.PeopleMember] = PeopleActs.PeopleOf(solo: false) } : [], 1),
            new("ShotMade.1", at + TimeSpan.FromHours(3), BookTest.Site, [], 2),
            new("ShotMade.1", at + TimeSpan.FromHours(1), BookTest.Site, [], 3),
            new("ShotMade.1", at + TimeSpan.FromHours(1) - TimeSpan.FromSeconds(90), BookTest.Site, [], 4),
        ];
        var remark = Assert.Single(BookRemarks.Of(acts));
        Assert.Equal((3, "time", ruled), (remark.Index, remark.Code, remark.IsFault));
        Assert.Contains("02:00:00 before", remark.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Append_ClockRanAhead_GoesOnOnceTheFounderHasSaidSo()
    {
        using var room = new TestFolder();
        var clock = new SetClock();
        using var book = Book.Create(room.File("book"), BookTest.Key, "o", clock);
        var ann = BookTest.Site with { Person = PersonDigest.Of("salt of Ann, of chance", "Ann") };
        var bo = BookTest.Site with { Person = PersonDigest.Of("salt of Bo, of chance!", "Bo") };
        clock.Now += TimeSpan.FromDays(3650);
        book.Append(PeopleActs.PersonAdded, ann, new JsonObject { ["person"] = ann.Person, ["roles"] = new JsonArray("vfx_editor") });
        book.Append(PeopleActs.ShowCreated, ann, new JsonObject { [PeopleActs.PeopleMember] = PeopleActs.PeopleOf(solo: false) });
        clock.Now -= TimeSpan.FromDays(3650);
        Doorkeeper.Stand(book, _ => "somebody");
        Assert.Throws<ClockBackException>(() => book.Append("ShotMade.1", BookTest.Site, []));
        Assert.Throws<ClockBackException>(() => book.AppendAll([(Book.ClockCorrected, ann, []), ("ShotMade.1", BookTest.Site, [])]));
        Assert.Equal("not-founder", Assert.Throws<NotEntitledException>(() => book.Append(Book.ClockCorrected, bo, [])).Code);
        book.Append(Book.ClockCorrected, ann, []);
        book.Append("ShotMade.1", BookTest.Site, []);
        var remark = Assert.Single(BookRemarks.Of(book.Acts));
        Assert.Equal((2, "time", false), (remark.Index, remark.Code, remark.IsFault));
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
