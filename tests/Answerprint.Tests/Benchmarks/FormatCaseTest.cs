using System.Text.Json.Nodes;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Peers;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

/// <summary>The table of formats is measured anew: every kind that it calls the same is the same here.</summary>
public sealed class FormatCaseTest
{
    private static readonly string Results = Path.Combine(Checkout.Root, "bench", "results", "amd-epyc-2-cores", "formats.json");

    public static IEnumerable<object[]> Kinds() => LongRun.Of(FormatKind.All.Select(k => (object[])[k.Name]), seed: 5);

    [Fact]
    public void Published_Kinds_AreAllOfThem() =>
        Assert.Equal(FormatKind.All.Select(k => k.Name), JsonNode.Parse(File.ReadAllText(Results))!["scores"]!.AsArray().Select(s => (string)s!["kind"]!));

    [ProgramTheory("oiiotool", "ffmpeg", "ffprobe")]
    [MemberData(nameof(Kinds))]
    public void Score_OfEveryKind_IsThePublishedOne(string name)
    {
        using var folder = new TestFolder($"formats-{name.Length}-{name.GetHashCode(StringComparison.Ordinal):x}");
        var score = FormatCase.Score(FormatKind.All.Single(k => k.Name == name), folder.Path, Path.Combine(AppContext.BaseDirectory, "answerprint"));
        var published = JsonNode.Parse(File.ReadAllText(Results))!["scores"]!.AsArray().Single(s => (string?)s!["kind"] == name)!;
        var now = FormatScoreboard.Json([score])["scores"]![0]!;
        Assert.True(score.Samples > 8000);
        Assert.Equal((string?)published["layout"], (string?)now["layout"]);
        // what is the same is the same everywhere; how much a lossy packing loses depends on the encoder
        Assert.Equal(published["read"]!.ToJsonString() == "0", now["read"]!.ToJsonString() == "0");
        Assert.Equal(published["written"]?.ToJsonString() == "0", now["written"]?.ToJsonString() == "0");
    }

    [Theory]
    [InlineData("rgb24", "0A0B0C0D0E0F", "10,13 11,14 12,15")]
    [InlineData("gbrp10le", "0100020003000400050006FF", "5,65286 1,2 3,4")]
    [InlineData("gbrap", "010203040506070A", "5,6 1,2 3,4 7,10")]
    [InlineData("yuv422p10le", "010002000300 0400", "1,2 3 4")]
    [InlineData("rgba64le", "01000200030004000500060007000800", "1,5 2,6 3,7 4,8")]
    [InlineData("gray16le", "01020304", "513,1027")]
    public void Planes_OfTwoPixels_AreTheirSamples(string layout, string raw, string planes) =>
        Assert.Equal(planes, string.Join(' ', RawPicture.Planes(Convert.FromHexString(raw.Replace(" ", "", StringComparison.Ordinal)), layout, 2, 1).Select(p => string.Join(',', p))));

    [Fact]
    public void Planes_OfAnotherSizeOrLayout_AreRefused()
    {
        Assert.Throws<NotSupportedException>(() => RawPicture.Planes(new byte[5], "rgb24", 2, 1));
        Assert.Throws<NotSupportedException>(() => RawPicture.Planes(new byte[6], "bayer24", 2, 1));
    }
}
