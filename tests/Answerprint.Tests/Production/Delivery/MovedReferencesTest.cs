using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Where the references of a returned cut lead, from the folder that it lies in.</summary>
public sealed class MovedReferencesTest
{
    [Theory]
    [InlineData("back", "../../media/")]
    [InlineData("deep/er/back", "../../../../media/")]
    // beside the cut's folder: the way there would write names that the cut did not carry
    [InlineData("../elsewhere", "media/")]
    public void Turnback_RelativeReferences_LeadToTheirFilesFromThePackage(string output, string led)
    {
        using var small = new SmallTurnover("moved", 1, 12, 6);
        var media = SmallTurnover.Sequence("beach", 1, 12);
        media["target_url_base"] = "media/";
        var inner = Path.Combine(small.Folder, "cutfolder");
        Directory.CreateDirectory(inner);
        Directory.Move(small.Media, Path.Combine(inner, "media"));
        var cut = Path.Combine(inner, "cut.otio");
        File.WriteAllText(cut, SmallTurnover.CutOf(("beach", media, 2, 8), ("sea", SmallTurnover.Movie("sea.mov"), 0, 4)).ToJsonString());
        var back = Path.GetFullPath(Path.Combine(inner, output));
        var ran = CommandLine.Run(
            "turnaround", small.Show, cut, "--media", Path.Combine(inner, "media"), "--out", back, "--rate", "24", "--by", "Ann Lee", "--declare", small.People, "--json", "--progress", "none");
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Path.Combine(back, "TURNBACK_show_1");
        var text = File.ReadAllText(Path.Combine(package, "cut.otio"));
        Assert.DoesNotContain(small.Folder, text, StringComparison.Ordinal);
        Assert.DoesNotContain("cutfolder", text, StringComparison.Ordinal);
        var tracks = OtioDocument.Parse(System.Text.Encoding.UTF8.GetBytes(text), "cut.otio").ToTimeline(null, out _).Tracks;
        var original = tracks[0].Items.OfType<ClipItem>().ToList();
        Assert.Equal(led, Assert.IsType<ImageSequenceReference>(original[0].Media).TargetUrlBase);
        Assert.Equal("file:///plates/sea.mov", Assert.IsType<ExternalReference>(original[1].Media).TargetUrl);
        var laid = tracks[^1].Items.OfType<ClipItem>().Single();
        Assert.Equal(led, Assert.IsType<ImageSequenceReference>(laid.References["plate"]).TargetUrlBase);
        Assert.True(File.Exists(Path.Combine(package, Assert.IsType<ExternalReference>(laid.Media).TargetUrl)));
        var version = Assert.IsType<ImageSequenceReference>(laid.References["version"]);
        Assert.True(File.Exists(Path.Combine(package, version.TargetUrlBase, $"{version.NamePrefix}{version.StartFrame:0000}{version.NameSuffix}")));
        if (led.StartsWith("..", StringComparison.Ordinal)) Assert.True(File.Exists(Path.Combine(package, led, "beach.0001.exr")));
    }
}
