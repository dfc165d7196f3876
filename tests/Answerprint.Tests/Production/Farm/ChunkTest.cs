using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Farm;
using Xunit;

namespace Answerprint.Tests.Production.Farm;

public sealed class ChunkTest
{
    [Theory]
    [InlineData(1, 2, "")]
    [InlineData(1, 25, "")]
    [InlineData(-7, 40, "7-10")]
    [InlineData(1001, 1101, "1007-1020,1024,1030-1090")]
    public void Of_AnyRange_CoversItOnceAndKeepsRunsWhole(int start, int end, string made)
    {
        var asked = made.Length > 0 ? FrameList.Parse(made) : [];
        var chunks = Chunk.Of(new(start, end), asked);
        Assert.Equal(Enumerable.Range(start, end - start), chunks.SelectMany(c => c.Range.Numbers));
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(c => c.Index));
        foreach (var chunk in chunks.SkipLast(1))
            Assert.False(asked.Contains(chunk.Range.End - 1) && asked.Contains(chunk.Range.End) && chunk.Range.Length < 4 * Chunk.Frames, $"{chunk.Range} cuts a run in two");
    }

    [Fact]
    public void Tags_OfAPlateWithoutAny_SayTimeRateAndReel()
    {
        var tags = new FrameTags(new(24), 101, 24 * 3600, "A001");
        var picture = new StoredFrame(new(0, 0, 0, 0), new(0, 0, 0, 0), [], []);
        var tagged = tags.On(picture, 101 + 25, own: true);
        Assert.Equal(["timeCode", "framesPerSecond", "reelName"], tagged.Attributes.Select(a => a.Name));
        Assert.Equal(["01:00:01:01", "24/1", "A001"], tagged.Attributes.Select(ExrAttributes.Describe));
    }

    [Fact]
    public void Tags_OfAPlateWithItsOwn_StandOnItsFramesAndMoveOnMadeOnes()
    {
        var tags = new FrameTags(new(24), 1, 0, "");
        var own = ExrAttributes.TimeCode(10, 0, 0, 0, dropFrame: false);
        var picture = new StoredFrame(new(0, 0, 0, 0), new(0, 0, 0, 0), [], [own, ExrAttributes.Text("capDate", "2026")]);
        Assert.Equal("10:00:00:00", ExrAttributes.Describe(tags.On(picture, 5, own: true).Attributes.Single(a => a.Name == "timeCode")));
        var made = tags.On(picture, 5, own: false);
        Assert.Equal("00:00:00:04", ExrAttributes.Describe(made.Attributes.Single(a => a.Name == "timeCode")));
        Assert.DoesNotContain(made.Attributes, a => a.Name == "capDate");
    }
}
