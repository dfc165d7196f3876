using Answerprint.Media.Time;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public sealed class FrameMapTest
{
    [Theory]
    [InlineData("12,13", "12:11 13:11", 2)]
    [InlineData("12,13,16,17", "12:11 13:11 16:15 17:15", 2)]
    [InlineData("10,11", "10:12 11:12", 2)]
    [InlineData("10,11,12,19", "10:13 11:13 12:13 19:18", 3)]
    [InlineData("12,14", "12:11 14:13", 1)]
    public void Holding_MissingFrames_ShowTheRealOneBeforeOrAtTheHeadTheOneAfter(string held, string shows, int longest)
    {
        var missing = FrameList.Parse(held);
        var map = FrameMap.Holding(missing, new(10, 20), n => n is >= 10 and < 20 && !missing.Contains(n));
        Assert.Equal(shows, string.Join(' ', map.Shows.OrderBy(s => s.Key).Select(s => $"{s.Key}:{s.Value}")));
        Assert.Equal(longest, map.Longest);
    }

    [Fact]
    public void Holding_ShotOfOneMissingFrame_LooksBeyondItAndNotFurtherThanNeeded()
    {
        Assert.Equal(9, FrameMap.Holding([10], new(10, 11), n => n is 9 or 12).Shows[10]);
        Assert.Equal(12, FrameMap.Holding([10], new(10, 11), n => n is 12).Shows[10]);
        Assert.Empty(FrameMap.Holding([10], new(10, 11), n => n > 1000).Shows);
    }
}
