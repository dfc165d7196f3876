using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public sealed class PeopleFilesTest : IDisposable
{
    private readonly string folder = Path.Combine(AppContext.BaseDirectory, "people-files-test");

    public PeopleFilesTest() => Dispose();

    public void Dispose()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Add_ThenRead_SamePersonOneFileUnderTheDigest()
    {
        var people = new PeopleFiles(folder);
        var ann = people.Add("Ann Ågren", [Role.VfxEditor], "editorial", "North Light", "North Light AB");
        Assert.True(PersonDigest.IsDigest(ann.Digest));
        Assert.Equal(ann.Digest, people.Get("ann ågren").Digest);
        Assert.Equal("North Light AB", people.Get(ann.Digest).Accountable);
        Assert.DoesNotContain("Ann", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(folder)[0]));
    }

    [Fact]
    public void Add_SameNameAgain_KeepsDigestAndJoinsRoles()
    {
        var people = new PeopleFiles(folder);
        var first = people.Add("Ann", [Role.VfxEditor], "editorial");
        var again = people.Add("Ann", [Role.Legal]);
        Assert.Equal(first.Digest, again.Digest);
        Assert.Equal([Role.VfxEditor, Role.Legal], again.Roles);
        Assert.Equal("editorial", again.Craft);
    }

    [Fact]
    public void Add_SameNameInTwoShows_TellsNobodyThatItIsOnePerson() =>
        Assert.NotEqual(new PeopleFiles(folder).Add("Ann", []).Digest, new PeopleFiles(Path.Combine(folder, "other")).Add("Ann", []).Digest);

    [Fact]
    public void Erase_KnownPerson_LeavesOnlyADigest()
    {
        var people = new PeopleFiles(folder);
        var ann = people.Add("Ann", []);
        Assert.True(people.Erase(ann.Digest));
        Assert.False(people.Erase(ann.Digest));
        Assert.Empty(Directory.GetFiles(folder));
        Assert.DoesNotContain("Ann", people.NameOf(ann.Digest), StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => people.Get("Ann"));
    }

    [Fact]
    public void All_FileWithAnotherName_IsBadInput()
    {
        var people = new PeopleFiles(folder);
        people.Add("Ann", []);
        var path = Directory.GetFiles(folder)[0];
        File.WriteAllText(path, File.ReadAllText(path).Replace("Ann", "Bob", StringComparison.Ordinal));
        Assert.Throws<BadInputException>(() => people.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    public void Add_NoName_IsBadInput(string name) => Assert.Throws<BadInputException>(() => new PeopleFiles(folder).Add(name, []));
}
