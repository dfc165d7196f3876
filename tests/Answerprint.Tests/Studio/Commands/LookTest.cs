using System.Text;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>A first look: pictures of a quarter of the size with their confidence, and nothing that could be taken for a version.</summary>
public sealed class LookTest
{
    [Fact]
    public void TryFill_Look_ThreeSmallPicturesOfTheLongestGapAndTheirConfidence()
    {
        using var room = new TestFolder();
        foreach (var n in new[] { 1, 2, 4, 5, 9, 10, 11 }) SmallTurnover.WritePlate(room.File($"p.{n:0000}.exr"), n);
        var ran = CommandLine.Run("try", "fill", "--in", room.File("p.%04d.exr"), "--look", room.File("look"), "--no-people", "A. Person", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(["6", "7", "8"], ran.Json["result"]!["frames"]!.AsArray().Select(f => f!["frame"]!.ToString()));
        var files = Directory.GetFiles(room.File("look")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["look.0006.confidence.png", "look.0006.png", "look.0007.confidence.png", "look.0007.png", "look.0008.confidence.png", "look.0008.png"], files);
        foreach (var file in files)
        {
            var path = Path.Combine(room.File("look"), file!);
            var (width, height, _) = PngFile.Describe(path, file!, ColourSpace.Srgb);
            Assert.Equal((SmallTurnover.Width / 4, SmallTurnover.Height / 4), (width, height));
            Assert.Contains("no version", Encoding.Latin1.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
        }
        Assert.Equal(2, CommandLine.Run("try", "fill", "--in", room.File("p.%04d.exr"), "--no-people", "A. Person").Exit);
        Assert.Equal(2, CommandLine.Run("try", "fill", "--in", room.File("p.%04d.exr"), "--out", room.File("o.%04d.exr"), "--look", room.File("l"), "--no-people", "A. Person").Exit);
    }

    [Fact]
    public void Render_Look_NeedsTheGatesLeaveAndMakesNoVersion()
    {
        using var small = new SmallTurnover("look", 1, 24, 12, 13);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        var folder = Path.Combine(small.Folder, "look");
        var refused = CommandLine.Run("render", small.Show, "--look", folder, "--by", "Ann Lee", "--json");
        Assert.True(refused.Exit == 4, refused.ToString());
        Assert.False(Directory.Exists(folder), "nothing is shown without leave");

        var declared = CommandLine.Run("declare", small.Show, "beach.%04d.exr", "--no-people", "--by", "Ann Lee");
        Assert.True(declared.Exit == 0, declared.ToString());
        var looked = CommandLine.Run("render", small.Show, "--look", folder, "--by", "Ann Lee", "--json");
        Assert.True(looked.Exit == 0, looked.ToString());
        Assert.Equal(2, looked.Json["result"]!["frames"]!.AsArray().Count);
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        using var show = Show.Open(small.Show, TimeProvider.System);
        Assert.DoesNotContain(show.Book.Acts, act => act.Name is "VersionMade.1" or "StepPrepared.1" or "ChunkRendered.1");
        Assert.Empty(CommandLine.Run("review", small.Show, "--json").Json["result"]!["versions"]!.AsArray());
    }
}
