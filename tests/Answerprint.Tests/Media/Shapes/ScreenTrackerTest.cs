using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Xunit;

namespace Answerprint.Tests.Media.Shapes;

public sealed class ScreenTrackerTest
{
    private const int Width = 320, Height = 200, Frames = 24;

    [Fact]
    public void Follow_APosterThatTurnsUnderChangingLightAndNoise_FindsItsCorners()
    {
        using var clip = Clip(noise: 0.012f, occluder: false);
        var found = ScreenTracker.Follow(Key(1), clip, null, "t", CancellationToken.None);
        Assert.Equal(Frames, found.Keys.Count);
        Assert.False(found.IsTracked);
        Assert.InRange(Worst(found), 0, 0.25);
    }

    [Fact]
    public void Follow_SomethingPassesBeforeIt_IsNotCarriedAlong()
    {
        using var clip = Clip(noise: 0.004f, occluder: true);
        Assert.InRange(Worst(ScreenTracker.Follow(Key(1), clip, null, "t", CancellationToken.None)), 0, 1.5);
        // and with the hold-out it is not even looked at
        Assert.InRange(Worst(ScreenTracker.Follow(Key(1), clip, Occluder, "t", CancellationToken.None)), 0, 0.3);
    }

    [Fact]
    public void Follow_TwoKeysOfWhichOneIsOff_MixesByHowNearTheyAre()
    {
        using var clip = Clip(noise: 0, occluder: false);
        var keys = new Dictionary<int, IReadOnlyList<ShapePoint>> { [1] = Corners(1), [Frames] = [.. Corners(Frames).Select(p => p + new ShapePoint(2, 0))] };
        var found = ScreenTracker.Follow(Key(1) with { Keys = keys }, clip, null, "t", CancellationToken.None);
        Assert.Equal(Corners(1), found.Keys[1]);
        var off = found.Keys[(1 + Frames) / 2].Zip(Corners((1 + Frames) / 2), (a, b) => a.X - b.X).Average();
        Assert.InRange(off, 0.7, 1.3);
    }

    [Fact]
    public void Follow_ItHasGone_NamesTheFrame()
    {
        using var clip = Clip(noise: 0, occluder: false, until: 10);
        var lost = Assert.Throws<BadInputException>(() => ScreenTracker.Follow(Key(1), clip, null, "t", CancellationToken.None));
        Assert.Contains("frame 11", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Follow_APlainWall_SaysThatThereIsNothingToFollow()
    {
        var flat = Enumerable.Range(0, 3).Select(_ =>
        {
            var f = new Frame(64, 48);
            for (var c = 0; c < 3; c++) f.Plane(c).AsSpan().Fill(0.2f);
            return f;
        }).ToArray();
        using var clip = MemoryClip.Of("flat", new FrameRate(24), 1, flat);
        var shape = new KeyedShape(ShapeKind.Screen, new Dictionary<int, IReadOnlyList<ShapePoint>> { [1] = [new(10, 10), new(50, 10), new(50, 40), new(10, 40)] }) { IsTracked = true };
        Assert.Contains("nothing on the picture to follow", Assert.Throws<BadInputException>(() => ScreenTracker.Follow(shape, clip, null, "t", CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    private static KeyedShape Key(int frame) => new(ShapeKind.Screen, new Dictionary<int, IReadOnlyList<ShapePoint>> { [frame] = Corners(frame) }) { IsTracked = true };

    private static double Worst(KeyedShape found) => found.Keys.Max(k => k.Value.Zip(Corners(k.Key), (a, b) => Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)))).Max());

    /// <summary>It wanders, grows, turns and tilts.</summary>
    private static ShapePoint[] Corners(int frame)
    {
        var t = frame - 1;
        double cx = 130 + (3.1 * t), cy = 90 + (12 * Math.Sin(t / 6.0)), s = 1 + (0.01 * t), a = 0.012 * t, tilt = 0.012 * t;
        return [.. new[] { (-60.0, -40.0 - (10 * tilt)), (60, -40 + (30 * tilt)), (60, 40 - (30 * tilt)), (-60, 40 + (10 * tilt)) }.Select(p => new ShapePoint(cx + (s * ((Math.Cos(a) * p.Item1) - (Math.Sin(a) * p.Item2))), cy + (s * ((Math.Sin(a) * p.Item1) + (Math.Cos(a) * p.Item2)))))];
    }

    private static Matte Occluder(int frame)
    {
        var matte = new Matte(Width, Height);
        for (var i = 0; i < matte.Coverage.Length; i++) if (IsBefore(frame, i % Width, i / Width)) matte.Coverage[i] = 1;
        return matte;
    }

    private static bool IsBefore(int frame, int x, int y) => Math.Abs(x - (260 - (7 * frame)) - (y / 8)) < 22;

    private static MemoryClip Clip(float noise, bool occluder, int until = Frames) => MemoryClip.Of("poster", new FrameRate(24), 1, [.. Enumerable.Range(1, Frames).Select(n =>
    {
        var frame = new Frame(Width, Height);
        var random = new Random(n);
        var back = Homography.Between([.. Corners(n).Select(p => (p.X, p.Y))], [(0, 0), (120, 0), (120, 80), (0, 80)])!.Value;
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var sum = 0.0;
                // four samples a pixel, as a lens does it
                foreach (var (dx, dy) in new[] { (-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25) })
                {
                    var p = back.At(x + dx, y + dy) ?? (-9, -9);
                    var inside = p.X is > 0 and < 120 && p.Y is > 0 and < 80 && n <= until;
                    sum += inside ? 0.35 + (0.2 * Math.Sin(p.X * 0.31) * Math.Cos(p.Y * 0.23)) + (0.12 * Math.Sin((p.X * 0.11) + (p.Y * 0.9))) : 0.2 + (0.05 * Math.Sin((x - n) * 0.15) * Math.Sin(y * 0.2));
                }
                var value = (float)((sum / 4) * (1 + (0.012 * n)) + (noise * (random.NextDouble() - 0.5) * 3.4));
                if (occluder && IsBefore(n, x, y)) value = 0.6f + (0.2f * MathF.Sin(y * 0.5f));
                for (var c = 0; c < 3; c++) frame.Plane(c)[(y * Width) + x] = value;
            }
        return frame;
    })]);
}
