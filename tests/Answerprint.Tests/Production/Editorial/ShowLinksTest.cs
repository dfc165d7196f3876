using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

/// <summary>Parts of a show that lead out of it, and things that hold up whoever opens them.</summary>
public sealed class ShowLinksTest
{
    [Theory]
    [InlineData("book")]
    [InlineData("vault")]
    [InlineData("keys")]
    [InlineData("people")]
    [InlineData("show.json")]
    [InlineData("keys/site.key")]
    [InlineData("book/checkpoint")]
    [InlineData("hold")]
    public void Open_PartThatIsALink_IsRefusedAndNothingIsTouched(string part)
    {
        using var room = new TestFolder();
        var show = Made(room, "show");
        var (inside, outside) = (Path.Combine(show, part), room.File("elsewhere"));
        if (Directory.Exists(inside)) Directory.Move(inside, outside);
        else if (File.Exists(inside)) File.Move(inside, outside);
        else File.WriteAllText(outside, "");
        File.CreateSymbolicLink(inside, outside);
        foreach (var open in new Func<Show>[] { () => Show.Open(show, TimeProvider.System), () => Show.Look(show, TimeProvider.System) })
        {
            var refused = Assert.Throws<BadInputException>(open);
            Assert.Equal(("link", part), (refused.Code, refused.Place));
        }
    }

    [Theory]
    [InlineData("book")]
    [InlineData("people")]
    public void Open_PartThatIsALinkToNothing_IsRefused(string part)
    {
        using var room = new TestFolder();
        var show = Made(room, "show");
        Directory.Delete(Path.Combine(show, part), recursive: true);
        File.CreateSymbolicLink(Path.Combine(show, part), room.File("nowhere"));
        Assert.Equal("link", Assert.Throws<BadInputException>(() => Show.Look(show, TimeProvider.System)).Code);
    }

    [Fact]
    public void Open_ShowThroughALink_IsNamedByThePlaceWhereItLies()
    {
        using var room = new TestFolder();
        var show = Made(room, "show");
        File.CreateSymbolicLink(room.File("door"), show);
        File.CreateSymbolicLink(room.File("second"), room.File("door"));
        foreach (var name in new[] { "door", "second", "second/" })
        {
            using var open = Show.Open(room.File(name), TimeProvider.System);
            Assert.Equal(show, open.Folder);
        }
        File.CreateSymbolicLink(room.File("round"), room.File("round"));
        Assert.Equal("no-show", Assert.Throws<BadInputException>(() => Show.Look(room.File("round"), TimeProvider.System)).Code);
    }

    [Fact]
    public void Look_ShowFileThatIsAPipe_EndsInWords()
    {
        using var room = new TestFolder();
        var show = Made(room, "show");
        File.Delete(Path.Combine(show, "show.json"));
        OtherProgram.Do("mkfifo", Path.Combine(show, "show.json"));
        Assert.Equal("bad-show", Assert.Throws<BadInputException>(() => Show.Look(show, TimeProvider.System)).Code);
    }

    [Fact]
    public void People_FileThatIsALinkOrAPipe_IsNeitherReadNorOverwritten()
    {
        using var room = new TestFolder();
        var people = new PeopleFiles(room.File("people"));
        var ann = people.Add("Ann", []);
        var file = Assert.Single(Directory.GetFiles(room.File("people")));
        File.Move(file, room.File("diary"));
        var kept = File.ReadAllBytes(room.File("diary"));
        File.CreateSymbolicLink(file, room.File("diary"));
        Assert.Equal("link", Assert.Throws<BadInputException>(() => people.All).Code);
        Assert.Equal("link", Assert.Throws<BadInputException>(() => people.Erase(ann.Digest)).Code);
        Assert.Equal(kept, File.ReadAllBytes(room.File("diary")));
        File.Delete(file);
        OtherProgram.Do("mkfifo", file);
        Assert.Equal("person-file", Assert.Throws<BadInputException>(() => people.All).Code);
    }

    private static string Made(TestFolder room, string name)
    {
        Show.Create(room.File(name), ShowFile.New("Show", FrameRate.Parse("24")), TimeProvider.System);
        return room.File(name);
    }
}
