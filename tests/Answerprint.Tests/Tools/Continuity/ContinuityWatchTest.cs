using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tools.Continuity;
using Xunit;

namespace Answerprint.Tests.Tools.Continuity;

/// <summary>A textured wall before a camera that pans three pixels a frame; faults are put into it.</summary>
public sealed class ContinuityWatchTest
{
    private const int W = 192, H = 108;

    [Fact]
    public void Watch_OfAnHonestPan_NamesNothing()
    {
        var found = Of(Pan(0, 30));
        Assert.Empty(found.Faults);
        Assert.Equal([new SeenShot("shot", 1, 30)], found.Shots);
        Assert.Equal(30, found.Frames);
    }

    [Fact]
    public void Watch_OfARepeatedFrame_NamesIt()
    {
        var frames = Pan(0, 30);
        frames[14] = frames[13];
        var fault = Assert.Single(Of(frames).Faults);
        Assert.Equal((FaultKind.Duplicate, 15), (fault.Kind, fault.Frame));
        Assert.Contains("fill 15", fault.Remedy, StringComparison.Ordinal);
    }

    /// <summary>Drawn or filmed at half the rate: that is one thing to say, not fifteen.</summary>
    [Fact]
    public void Watch_OfAShotOnTwos_SaysSoOnce()
    {
        var fault = Assert.Single(Of([.. Enumerable.Range(0, 30).Select(n => Picture(2 * (n / 2)))]).Faults);
        Assert.Equal(FaultKind.Duplicate, fault.Kind);
        Assert.Contains("lower rate", fault.Words, StringComparison.Ordinal);
    }

    /// <summary>A camera that stands before a wall repeats nothing.</summary>
    [Fact]
    public void Watch_OfAStillCamera_NamesNothing() => Assert.Empty(Of([.. Enumerable.Range(0, 20).Select(n => Picture(5, seed: n))]).Faults);

    [Fact]
    public void Watch_OfAMissingFrame_NamesTheOneAfterIt()
    {
        var frames = Pan(0, 30);
        frames.RemoveAt(15);
        var fault = Assert.Single(Of(frames).Faults);
        Assert.Equal((FaultKind.Dropped, 16), (fault.Kind, fault.Frame));
    }

    [Theory]
    [InlineData(1.12)]
    [InlineData(0.88)]
    public void Watch_OfAFrameThatFlickers_NamesItAndByHowMuch(double gain)
    {
        var frames = Pan(0, 24);
        frames[10] = Picture(10, gain);
        var fault = Assert.Single(Of(frames).Faults);
        Assert.Equal((FaultKind.Flicker, 11), (fault.Kind, fault.Frame));
        Assert.Contains(gain > 1 ? "lighter" : "darker", fault.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_OfLightThatJumpsAndStays_NamesWhere()
    {
        var fault = Assert.Single(Of([.. Enumerable.Range(0, 24).Select(n => Picture(n, n < 12 ? 1 : 0.75))]).Faults);
        Assert.Equal((FaultKind.LightStep, 13), (fault.Kind, fault.Frame));
    }

    /// <summary>A fade of two seconds is none.</summary>
    [Fact]
    public void Watch_OfASlowFade_NamesNothing() => Assert.Empty(Of([.. Enumerable.Range(0, 40).Select(n => Picture(n, Math.Pow(2, -0.06 * n)))]).Faults);

    /// <summary>A shot, another, and the first again with a third of a stop more: the cuts are found, and what does not match across them.</summary>
    [Fact]
    public void Watch_AcrossCuts_HoldsTheSameThingsAgainstEachOther()
    {
        var noise = new Random(5);
        float[] other = [.. Enumerable.Range(0, W * H / 16).Select(_ => 0.02f + (0.15f * (float)noise.NextDouble()))];
        List<Frame> frames = [.. Pan(0, 14), .. Enumerable.Range(0, 10).Select(_ => Of((x, y, c) => other[(y / 4 * (W / 4)) + (x / 4)])), .. Enumerable.Range(12, 14).Select(n => Picture(n, 1.26))];
        var found = Of(frames);
        Assert.Equal([1, 15, 25], found.Shots.Select(s => s.First));
        var fault = Assert.Single(found.Faults);
        Assert.Equal((FaultKind.LightAcrossCut, 25, 14), (fault.Kind, fault.Frame, fault.Against!.Value.Frame));
        Assert.Contains("0.33 stops lighter", fault.Words, StringComparison.Ordinal);
        Assert.Empty(Of([.. Pan(0, 14), .. frames[14..24], .. Pan(12, 14)]).Faults);
    }

    [Fact]
    public void Watch_OfAStuckPixel_NamesItsPlace()
    {
        var frames = Pan(0, 30);
        foreach (var frame in frames) for (var c = 0; c < 3; c++) frame.Plane(c)[(40 * W) + 70] = 1;
        var fault = Assert.Single(Of(frames).Faults);
        Assert.Equal((FaultKind.StuckPixel, (70, 40)), (fault.Kind, fault.Place!.Value));
    }

    [Fact]
    public void Watch_OnAnyNumberOfThreads_FindsTheSame()
    {
        var frames = Pan(0, 24);
        frames[10] = Picture(10, 1.2);
        frames[17] = frames[16];
        using var clip = MemoryClip.Of("shot", new FrameRate(24), 1, [.. frames]);
        var (one, two) = (ContinuityWatch.Of([clip], 1, null, default), ContinuityWatch.Of([clip], 2, null, default));
        Assert.Equal(2, one.Faults.Count);
        Assert.Equal(one.Faults, two.Faults);
    }

    private static ContinuityReport Of(List<Frame> frames)
    {
        using var clip = MemoryClip.Of("shot", new FrameRate(24), 1, [.. frames]);
        return ContinuityWatch.Of([clip], 2, null, default);
    }

    private static List<Frame> Pan(int from, int frames) => [.. Enumerable.Range(from, frames).Select(n => Picture(n))];

    private static Frame Picture(int n, double gain = 1, int? seed = null)
    {
        var random = new Random(seed ?? n);
        return Of((x, y, c) =>
        {
            var at = x + (3 * n);
            var cell = new Random((at / 11 * 131) + (y / 9 * 17) + c);
            var light = 0.05 + (0.4 * cell.NextDouble());
            return (float)(gain * light * (1 + (0.02 * (random.NextDouble() - 0.5))));
        });
    }

    private static Frame Of(Func<int, int, int, float> value)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = value(i % W, i / W, c);
        return frame;
    }
}
