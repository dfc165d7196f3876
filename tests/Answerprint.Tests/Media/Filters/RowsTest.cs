using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Formats;
using Answerprint.Media.Time;
using Xunit;

namespace Answerprint.Tests.Media.Filters;

public sealed class RowsTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void All_EveryPieceIsDoneOnce(int threads)
    {
        var done = new int[23];
        Rows.All(threads, [.. done.Select((_, n) => (Action)(() => Interlocked.Increment(ref done[n])))]);
        Assert.All(done, times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void All_APieceFails_ItsFaultComesOutAsItWas(int threads)
    {
        var fault = Assert.Throws<BadInputException>(() => Rows.All(threads, [Rest, Rest, () => throw new BadInputException("odd", "file", "place", "problem", "Remedy"), Rest]));
        Assert.Equal("odd", fault.Code);

        static void Rest() => Thread.Sleep(1);
    }

    [Fact]
    public void Reduction_WholeCells_AreTheirMeanAndWhatIsNotWholeIsLeftOut()
    {
        var frame = new Frame(10, 5);
        for (var i = 0; i < frame.Size; i++) frame.Plane(0)[i] = (i % 10) + (100 * (i / 10));
        var small = Reduction.Of(frame, 4);
        Assert.Equal((2, 1), (small.Width, small.Height));
        Assert.Equal([151.5f, 155.5f], small.Plane(0));
        Assert.Equal([frame.Plane(0).Sum() / 50], Reduction.Of(frame, 10) is { Width: 1, Height: 1 } one ? [one.Plane(0)[0]] : []);
    }

    [Fact]
    public void ReducedClip_HolesAndNumbers_AreThoseOfTheClip()
    {
        using var clip = new MemoryClip("c", new FrameRate(24), new[] { 3, 5 }.Select(n => KeyValuePair.Create(n, new Frame(8, 8).ToStored(SampleType.Float))));
        using var small = new ReducedClip(clip, 4);
        Assert.Equal((2, 2), (small.Width, small.Height));
        Assert.Equal([true, false, true], new[] { 3, 4, 5 }.Select(small.Has));
        Assert.Same(small.Read(3), small.Read(3));
        Assert.Equal(2, small.ReadStored(5).Width);
        Assert.Throws<BadInputException>(() => small.Read(4));
    }
}
