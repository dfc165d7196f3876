using System.Text.RegularExpressions;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>What we say of ourselves in a file is nobody's business but the picture's: no command line, no path, no user, no machine.</summary>
public sealed partial class OwnMetadataTest
{
    [ProgramTheory("oiiotool")]
    [InlineData("v.%04d.exr")]
    [InlineData("v.%04d.png")]
    [InlineData("v.%04d.tif")]
    [InlineData("v.%04d.dpx")]
    [InlineData("v.mkv")]
    [InlineData("v.mov")]
    public void Written_ByTryAndByFrames_TellsNoCommandPathUserOrMachine(string target)
    {
        using var room = new TestFolder($"meta-{target[^3..]}");
        foreach (var n in new[] { 1, 2, 4, 5 })
        {
            var frame = new Frame(64, 48);
            for (var i = 0; i < frame.Size; i++) frame.Plane(n % 3)[i] = ((i % 64) + n) / 90f;
            ExrFile.Write(room.File($"p.{n:0000}.exr"), frame.ToStored());
        }
        var ran = CommandLine.Run("try", "fill", "--in", room.File("p.%04d.exr"), "--out", room.File(target), "--origin", room.File("o.%04d.exr"), "--no-people", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.Json.ToJsonString());
        Assert.Equal(0, CommandLine.Run("frames", room.File(target), "--to", room.File("w" + target[1..]), "--json").Exit);
        if (target.EndsWith("exr", StringComparison.Ordinal)) Assert.Equal(0, CommandLine.Run("frames", room.File(target), "--to", room.File("a.%04d.exr"), "--aces", "--json").Exit);
        var files = Directory.GetFiles(room.Path).Select(f => Path.GetFileName(f)).Where(f => f[0] != 'p').Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count >= 3);
        foreach (var file in files)
        {
            var said = Path.GetExtension(file) is ".mkv" or ".mov"
                ? OtherProgram.Run(room.Path, "ffprobe", ["-v", "error", "-show_format", "-show_streams", file]).Output
                : OtherProgram.Run(room.Path, "oiiotool", ["--info", "-v", file]).Output;
            Assert.Contains("64", said, StringComparison.Ordinal);
            Assert.Equal([], Telling(said).Except([file]));
            // nor where no reader looks: beside the pixels, in what is left over
            var bytes = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(room.File(file)));
            foreach (var secret in new[] { room.Path, AppContext.BaseDirectory, Environment.CurrentDirectory, "--no-people", "--out", "ffmpeg -" })
                Assert.False(bytes.Contains(secret, StringComparison.Ordinal), $"{file} holds {secret}");
        }
    }

    [Fact]
    public void Telling_OfWhatOthersWrite_FindsIt()
    {
        Assert.NotEmpty(Telling("oiiotool /shows/a/b.exr --resize 10x10 -o c.exr"));
        Assert.NotEmpty(Telling("""Software: "made on C:\shows\x" """));
        // names of two letters are found in any text
        foreach (var name in Names) Assert.NotEmpty(Telling($"Artist: {name}"));
        Assert.Empty(Telling("answerprint.trial: \"fill 1.2.0\" framesPerSecond: 24000/1001 (24/1) 64 x 48, 3 channel, half openexr"));
    }

    /// <summary>A plate's own attributes are the plate's: they pass, whatever they tell (decision 0012).</summary>
    [Fact]
    public void Version_OfAPlateThatTells_TellsTheSameAndNoMore()
    {
        using var room = new TestFolder();
        StoredAttribute[] told = [ExrAttributes.Text("Exif:ImageHistory", "oiiotool /shows/a.exr -o b.exr"), ExrAttributes.Text("owner", "somebody"), ExrAttributes.Text("capDate", "2026:11:22 10:00:00")];
        ExrFile.Write(room.File("p.exr"), new Frame(4, 4).ToStored(SampleType.Half, told));
        Assert.Equal(0, CommandLine.Run("frames", room.File("p.exr"), "--to", room.File("v.exr"), "--json").Exit);
        var back = ExrFile.Read(room.File("v.exr")).Attributes;
        foreach (var a in told) Assert.Equal(a.Value, back.Single(b => b.Name == a.Name).Value);
        Assert.Empty(back.Where(b => told.All(a => a.Name != b.Name)).SelectMany(b => Telling(ExrAttributes.Describe(b))));
    }

    private static IEnumerable<string> Telling(string said) =>
    [
        .. Paths().Matches(said).Select(m => m.Value), .. Options().Matches(said).Select(m => m.Value),
        .. Names.Where(name => Regex.IsMatch(said, $@"(?<!\w){Regex.Escape(name)}(?!\w)", RegexOptions.None, TimeSpan.FromSeconds(1))),
    ];

    private static IEnumerable<string> Names => new[] { Environment.UserName, Environment.MachineName }.Where(name => name.Length > 2);

    [GeneratedRegex(@"(?<![\w.])(/[\w.+-]+){2,}|\b[A-Za-z]:\\\w+|\\\\\w+\\|~/\w", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Paths();

    [GeneratedRegex(@"(?<=[\s""])--?[a-z][a-z:-]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Options();
}
