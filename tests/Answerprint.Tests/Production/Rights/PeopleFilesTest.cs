using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public sealed class PeopleFilesTest : IDisposable
{
    private readonly TestFolder room = new(nameof(PeopleFilesTest));

    public void Dispose() => room.Dispose();

    [Fact]
    public void Add_ThenRead_SamePersonOneFileUnderTheDigest()
    {
        var people = new PeopleFiles(room.Path);
        var ann = people.Add("Ann Ågren", [Role.VfxEditor], "editorial", "North Light", "North Light AB");
        Assert.True(PersonDigest.IsDigest(ann.Digest));
        Assert.Equal(ann.Digest, people.Get("ann ågren").Digest);
        Assert.Equal("North Light AB", people.Get(ann.Digest).Accountable);
        Assert.DoesNotContain("Ann", Path.GetFileName(Assert.Single(Directory.GetFiles(room.Path))), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(room.Path)[0]));
    }

    [Fact]
    public void Add_SameNameAgain_KeepsDigestAndJoinsRoles()
    {
        var people = new PeopleFiles(room.Path);
        var first = people.Add("Ann", [Role.VfxEditor], "editorial");
        var again = people.Add("Ann", [Role.Legal]);
        Assert.Equal(first.Digest, again.Digest);
        Assert.Equal([Role.VfxEditor, Role.Legal], again.Roles);
        Assert.Equal("editorial", again.Craft);
    }

    [Fact]
    public void Add_SameNameInTwoShows_TellsNobodyThatItIsOnePerson() =>
        Assert.NotEqual(new PeopleFiles(room.Path).Add("Ann", []).Digest, new PeopleFiles(Path.Combine(room.Path, "other")).Add("Ann", []).Digest);

    [Fact]
    public void Erase_KnownPerson_LeavesOnlyADigest()
    {
        var people = new PeopleFiles(room.Path);
        var ann = people.Add("Ann", []);
        Assert.True(people.Erase(ann.Digest));
        Assert.False(people.Erase(ann.Digest));
        Assert.Empty(Directory.GetFiles(room.Path));
        Assert.DoesNotContain("Ann", people.NameOf(ann.Digest), StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => people.Get("Ann"));
    }

    [Fact]
    public void All_FileWithAnotherName_IsBadInput()
    {
        var people = new PeopleFiles(room.Path);
        people.Add("Ann", []);
        var path = Directory.GetFiles(room.Path)[0];
        File.WriteAllText(path, File.ReadAllText(path).Replace("Ann", "Bob", StringComparison.Ordinal));
        Assert.Throws<BadInputException>(() => people.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void Add_NoName_IsBadInput(string name) => Assert.Throws<BadInputException>(() => new PeopleFiles(room.Path).Add(name, []));
}
