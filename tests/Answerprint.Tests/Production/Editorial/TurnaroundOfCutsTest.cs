using System.IO.Compression;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

/// <summary>Cuts of every kind go the whole way and come back as OpenTimelineIO.</summary>
public sealed class TurnaroundOfCutsTest
{
    [Theory]
    [InlineData("otioz")]
    [InlineData("xml")]
    [InlineData("fcpxml")]
    [InlineData("edl")]
    public void Turnaround_OfACutOfAnyKind_ComesBackWithItsTracksAndTheVersion(string kind)
    {
        using var small = new SmallTurnover("cut" + kind, 1, 16, 8);
        var cut = Path.Combine(small.Folder, "reel." + kind);
        switch (kind)
        {
            case "otioz":
                using (var zip = ZipFile.Open(cut, ZipArchiveMode.Create)) zip.CreateEntryFromFile(small.Cut, "content.otio");
                break;
            case "xml":
                File.WriteAllText(cut, """<!DOCTYPE xmeml><xmeml version="5"><sequence><name>reel</name><rate><timebase>24</timebase></rate><media><video><track><clipitem><name>beach</name><start>0</start><end>8</end><in>4</in><out>12</out></clipitem></track></video></media></sequence></xmeml>""");
                break;
            case "fcpxml":
                File.WriteAllText(cut, """<!DOCTYPE fcpxml><fcpxml version="1.10"><resources><format id="f" frameDuration="1/24s"/><asset id="a" name="beach" src="file:///v/beach.0001.exr" hasVideo="1" start="0s" duration="16/24s" format="f"/></resources><project name="reel"><sequence format="f"><spine><asset-clip name="beach" ref="a" start="4/24s" duration="8/24s"/></spine></sequence></project></fcpxml>""");
                break;
            default:
                File.WriteAllText(cut, "TITLE: reel\n001  AX  V  C  00:00:00:04 00:00:00:12 00:00:00:00 00:00:00:08\n* FROM CLIP NAME: beach\n");
                break;
        }
        var ran = CommandLine.Run("turnaround", small.Show, cut, "--media", small.Media, "--out", small.Out, "--title", "Small", "--rate", "24", "--by", "Ann Lee", "--progress", "none", "--declare", small.People, "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        var back = Turnover.Read(Assert.Single(Directory.GetFiles(small.Out, "cut.otio", SearchOption.AllDirectories)));
        Assert.Equal(2, back.Timeline.PictureTracks.Count());
        Assert.Equal("beach 0-7", $"{back.Events[0].Name} {back.Events[0].Record}");
        Assert.Contains("_comp_v001", back.Events[^1].Name, StringComparison.Ordinal);
        Assert.False(back.Events[^1].Enabled);
    }
}
