using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Xunit;

namespace Answerprint.Tests.Media.Shapes;

public sealed class MarkTrackerTest
{
    private const int W = 160, H = 120;

    /// <summary>A cross that wanders over a wall, under light that changes and noise.</summary>
    [Fact]
    public void Follow_AMarkOnAMovingWall_StaysWithinHalfAPixel()
    {
        using var plate = Plate(1, 20);
        var mark = ShapeWords.Parse(ShapeKind.Mark, "8: " + Words(8) + "; size 9");
        var followed = MarkTracker.Follow(mark, plate, "mark", default);
        Assert.Equal((new FrameRange(1, 21), false), (followed.Frames, followed.IsTracked));
        for (var n = 1; n <= 20; n++)
        {
            var (x, y) = Place(n);
            Assert.InRange(Math.Sqrt(Math.Pow(followed.At(n)[0].X - x, 2) + Math.Pow(followed.At(n)[0].Y - y, 2)), 0, 0.5);
        }
        Assert.Equal(followed.At(13)[0], MarkTracker.Follow(mark, plate, "mark", default).At(13)[0]);
    }

    [Fact]
    public void Follow_BetweenTwoKeys_IsMixedFromBothAndMeetsThem()
    {
        using var plate = Plate(1, 20);
        var followed = MarkTracker.Follow(ShapeWords.Parse(ShapeKind.Mark, $"4: {Words(4)}; 15: {Words(15)}; size 9; frames 4-15"), plate, "mark", default);
        Assert.Equal(new FrameRange(4, 16), followed.Frames);
        foreach (var key in new[] { 4, 15 }) Assert.Equal(Place(key).X, followed.At(key)[0].X, 0.06);
        Assert.Equal(Place(10).X, followed.At(10)[0].X, 0.5);
    }

    [Fact]
    public void Follow_AMarkThatIsCovered_SaysWhereItIsLost()
    {
        using var plate = Plate(1, 20, covered: 12);
        var lost = Assert.Throws<BadInputException>(() => MarkTracker.Follow(ShapeWords.Parse(ShapeKind.Mark, "8: " + Words(8) + "; size 9"), plate, "mark", default));
        Assert.Equal(("mark-lost", "frame 12"), (lost.Code, lost.Place));
        Assert.Contains("12: x,y", lost.Remedy, StringComparison.Ordinal);
        Assert.Equal(new FrameRange(1, 12), MarkTracker.Follow(ShapeWords.Parse(ShapeKind.Mark, "8: " + Words(8) + "; size 9; frames 1-11"), plate, "mark", default).Frames);
        Assert.Equal("mark-key", Assert.Throws<BadInputException>(() => MarkTracker.Follow(ShapeWords.Parse(ShapeKind.Mark, "99: 5,5"), plate, "mark", default)).Code);
        Assert.Equal("mark-key", Assert.Throws<BadInputException>(() => MarkTracker.Follow(ShapeWords.Parse(ShapeKind.Mark, "8: 500,5"), plate, "mark", default)).Code);
    }

    private static (double X, double Y) Place(int n) => (30 + (4.3 * n), 60 + (20 * Math.Sin(n * 0.3)));

    private static string Words(int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Place(n).X:0.##},{Place(n).Y:0.##}");

    private static MemoryClip Plate(int first, int last, int covered = int.MaxValue)
    {
        var noise = new Random(5);
        return new("wall", new FrameRate(24), Enumerable.Range(first, last - first + 1).Select(n =>
        {
            var frame = new Frame(W, H);
            var (px, py) = Place(n);
            for (var i = 0; i < frame.Size; i++)
            {
                var (u, v) = ((i % W) - px, (i / W) - py);
                var wall = 0.25 + (0.05 * Math.Sin(u * 0.21) * Math.Cos(v * 0.17)) + (0.03 * Math.Sin((u + (2 * v)) * 0.4));
                var cross = Math.Max(Math.Clamp(5 - Math.Abs(u), 0, 1) * Math.Clamp(2 - Math.Abs(v), 0, 1), Math.Clamp(5 - Math.Abs(v), 0, 1) * Math.Clamp(2 - Math.Abs(u), 0, 1));
                var light = (wall * (1 - (0.9 * cross)) * (1 + (0.02 * (n - 8)))) + (0.004 * noise.NextDouble());
                if (n >= covered && Math.Abs(u) < 40 && Math.Abs(v) < 40) light = 0.2 + (0.1 * noise.NextDouble());
                for (var c = 0; c < 3; c++) frame.Plane(c)[i] = (float)light;
            }
            return KeyValuePair.Create(n, frame.ToStored(SampleType.Float));
        }));
    }
}
