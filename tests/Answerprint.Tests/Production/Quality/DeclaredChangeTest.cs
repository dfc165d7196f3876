using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Quality;

public sealed class DeclaredChangeTest : IDisposable
{
    private readonly TestFolder room = new("declared-change");

    public void Dispose() => room.Dispose();

    private string Folder => room.Path;

    [Fact]
    public void Read_EveryClass_ComesBackAsItWasWritten()
    {
        const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var cube = string.Join(",", Enumerable.Range(0, 8).SelectMany(i => new[] { i & 1, i >> 1 & 1, i >> 2 }));
        var change = Read($$"""
            {"format": "answerprint.change.1", "changes": [
             {"frames": "1-9", "class": "P1", "field": {"columns": 2, "rows": 2, "stops": [0, 0.5, -0.5, 1.5]},
              "steps": [{"cdl": {"slope": [1, 1, 1.5]} }, {"matrix": [1,0,0, 0,1,0, 0,0,1]}, {"lut": {"red": [0, 1], "green": [0, 2], "blue": [0, 0.5]} }, {"cube": {"edge": 2, "entries": [{{cube}}]} }, {"despill": {"screen": "green", "limit": "mean"} }]},
             {"frames": "1-9", "class": "P2", "transform": {"shift": [3, 1], "scale": 1.05, "rotate": 2, "about": [50, 40], "filter": "lanczos3", "shear": [0, 0.1, 0.2]} },
             {"frames": "5", "class": "P3", "shows": {"5": 4} },
             {"frames": "1-9", "class": "P4", "band": 2.5, "blur": 4, "words": "A street by night", "setting": "violent",
              "alpha": {"files": "a.%04d.exr", "hash": "{{Hash}}"}, "foreground": {"files": "f.mov", "hash": "{{Hash}}"}, "background": {"files": "bg/b.%04d.exr", "hash": "{{Hash}}"} },
             {"frames": "7", "class": "P5", "holes": [{"box": "4,5,6,7", "from": 3, "dx": -2}]},
             {"frames": "1-9", "class": "N", "region": ["0,0,30,40@1-4"], "attested": "Ann Lee"},
             {"frames": "1-9", "class": "R", "defects": ["812,400", "3:10,12,6,2"]}]}
            """);
        Assert.Equal([PerformerClass.P1, PerformerClass.P2, PerformerClass.P3, PerformerClass.P4, PerformerClass.P5, PerformerClass.N, PerformerClass.R], change.Classes);
        Assert.Equal(NewSetting.Violent, change.Setting);
        Assert.Equal(["P1", "P2", "P4", "N", "R"], change.On(2).Select(r => r.Class.ToString()));
        var again = DeclaredChange.From(change.ToJson());
        Assert.Equal(change.ToJson().ToJsonString(), again.ToJson().ToJsonString());
        // the matrix takes the version's pixel back to the plate's: the point about which it turns lies 3, 1 farther
        Assert.Equal((50, 40), new PictureTransform(change.Records[1].Transform!.Rows, [], PictureFilter.Nearest).PlaceOf(53, 41));
    }

    [Theory]
    [InlineData("""{"class": "X"}""", "always refused")]
    [InlineData("""{"class": "P0"}""", "one of P1")]
    [InlineData("""{"class": "P1"}""", "steps or a field")]
    [InlineData("""{"class": "P1", "steps": [{"cdl": {"slope": [1, 1, 1], "gamma": 2}}]}""", "no member 'gamma'")]
    [InlineData("""{"class": "P1", "steps": [{"cdl": {"slope": [1, 1]}}]}""", "3 numbers")]
    [InlineData("""{"class": "P1", "steps": [{"cdl": {"power": [0, 1, 1]}}]}""", "may be 0.05")]
    [InlineData("""{"class": "P1", "steps": [{"blur": {"size": 3}}]}""", "one of cdl")]
    [InlineData("""{"class": "P1", "steps": [{"lut": {"red": [0, 1, 0.5], "green": [0, 1, 2], "blue": [0, 1, 2]}}]}""", "'red' falls")]
    [InlineData("""{"class": "P1", "steps": [{"cube": {"edge": 34, "entries": []}}]}""", "may be 2 to 33")]
    [InlineData("""{"class": "P1", "steps": [{"cube": {"edge": 2, "entries": [0,0,0, 1,0,0, 0,1,0, 1,1,0, 0,0,1, -1,0,1, 0,1,1, 1,1,1]}}]}""", "red falls")]
    [InlineData("""{"class": "P1", "field": {"columns": 9, "rows": 1, "stops": [0,0,0,0,0,0,0,0,0]}}""", "may be 1 to 8")]
    [InlineData("""{"class": "P1", "field": {"columns": 1, "rows": 1, "stops": [1.6]}}""", "may be -1.5 to 1.5")]
    [InlineData("""{"class": "P1", "field": {"columns": 1, "rows": 1, "stops": [1e999]}}""", "number")]
    [InlineData("""{"class": "P2", "transform": {"matrix": [1,0,0, 0,1,0], "filter": "cubic"}}""", "9 numbers")]
    [InlineData("""{"class": "P2", "transform": {"shift": [1, 1], "filter": "2"}}""", "'filter' is one of")]
    [InlineData("""{"class": "P2", "transform": {"filter": "linear", "shear": [0, 1]}}""", "that is a warp")]
    [InlineData("""{"class": "P2", "transform": {"filter": "linear", "shear": [0, 0.2, 0]}}""", "that is a warp")]
    [InlineData("""{"class": "P3", "shows": {"99": 3}}""", "names frames of the record")]
    [InlineData("""{"class": "P4", "band": 3.5, "words": "x", "setting": "neutral", "alpha": {"files": "a", "hash": "00"}}""", "no SHA-256")]
    [InlineData("""{"class": "P5", "holes": [{"box": "4,5,6", "from": 3}]}""", "is no region")]
    [InlineData("""{"class": "N", "region": ["0,0,30,40"]}""", "'attested'")]
    [InlineData("""{"class": "R", "defects": ["4,5,7,1"]}""", "larger than 6 pixels")]
    [InlineData("""{"class": "R", "defects": ["4,5"], "frames": "1,3"}""", "one range")]
    public void Read_OutOfBounds_IsToldInWords(string record, string words)
    {
        if (!record.Contains("frames\": \"1,3")) record = record.Replace("{\"class\"", "{\"frames\": \"1-9\", \"class\"");
        var e = Assert.Throws<BadInputException>(() => Read($$"""{"format": "answerprint.change.1", "changes": [{{record}}]}"""));
        Assert.Equal("bad-change", e.Code);
        Assert.Contains(words, e.Message);
    }

    [Theory]
    [InlineData("../plate.%04d.exr")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b.exr")]
    [InlineData("C:\\a.exr")]
    public void Read_PicturesOutsideItsFolder_AreRefused(string files)
    {
        const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        var e = Assert.Throws<BadInputException>(() => Read($$"""
            {"format": "answerprint.change.1", "changes": [{"frames": "1", "class": "P4", "band": 2, "words": "x", "setting": "neutral", "alpha": {"files": {{System.Text.Json.JsonSerializer.Serialize(files)}}, "hash": "{{Hash}}"},
             "foreground": {"files": "f", "hash": "{{Hash}}"}, "background": {"files": "b", "hash": "{{Hash}}"} }]}
            """));
        Assert.Contains("outside the folder", e.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"format": "answerprint.change.2", "changes": []}""")]
    [InlineData("""{"format": "answerprint.change.1", "changes": []}""")]
    [InlineData("""{"format": "answerprint.change.1", "changes": [1]}""")]
    [InlineData("""{"format": "answerprint.change.1", "changes": [], "changes": []}""")]
    public void Read_NoSuchDocument_IsToldInWords(string text) => Assert.Equal("bad-change", Assert.Throws<BadInputException>(() => Read(text)).Code);

    [Fact]
    public void Read_DeepDocument_IsToldInWords() =>
        Assert.Equal("bad-change", Assert.Throws<BadInputException>(() => Read(new string('[', 200_000))).Code);

    [UnixFact]
    public void Read_LinkToItselfPipeAndFolder_EndInWords()
    {
        var link = Path.Combine(Folder, "loop.json");
        File.CreateSymbolicLink(link, link);
        Assert.Contains(Assert.Throws<BadInputException>(() => DeclaredChange.Read(link)).Code, new[] { "missing-file", "unreadable" });
        var pipe = Path.Combine(Folder, "pipe.json");
        using (var made = System.Diagnostics.Process.Start("mkfifo", pipe)) made.WaitForExit();
        Assert.Equal("bad-change", Assert.Throws<BadInputException>(() => DeclaredChange.Read(pipe)).Code);
        var around = Path.Combine(Folder, "around.json");
        File.CreateSymbolicLink(around, pipe);
        Assert.Contains(Assert.Throws<BadInputException>(() => DeclaredChange.Read(around)).Code, new[] { "bad-change", "unreadable" });
        Assert.Equal("missing-file", Assert.Throws<BadInputException>(() => DeclaredChange.Read(Folder)).Code);
    }

    [Fact]
    public void Read_TooLarge_IsToldWithoutReadingIt()
    {
        var path = Path.Combine(Folder, "large.json");
        using (var file = File.Create(path)) file.SetLength(DeclaredChange.MostBytes + 1L);
        Assert.Equal("too-large", Assert.Throws<BadInputException>(() => DeclaredChange.Read(path)).Code);
    }

    private DeclaredChange Read(string text)
    {
        var path = Path.Combine(Folder, "change.json");
        File.WriteAllText(path, text, Encoding.UTF8);
        return DeclaredChange.Read(path);
    }
}
