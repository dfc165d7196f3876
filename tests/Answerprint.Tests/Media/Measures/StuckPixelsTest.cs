using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Motion;
using Xunit;

namespace Answerprint.Tests.Media.Measures;

public sealed class StuckPixelsTest
{
    private const int W = 160, H = 96;
    private static readonly (int X, int Y)[] Stuck = [(40, 30), (41, 30), (100, 7), (3, 90)];

    [Fact]
    public void Found_OnMovingTexture_NamesThoseAndNoOthers()
    {
        var pixels = new StuckPixels(W, H);
        for (var n = 0; n < 10; n++) pixels.Add(Broken(new Texture(9).Frame(W, H, 7.3 * n, 2.1 * n), n));
        Assert.Equal(Stuck.OrderBy(s => s.Y).ThenBy(s => s.X), pixels.Found().Select(d => (d.X, d.Y)));
    }

    [Fact]
    public void Found_WhereNothingMoves_NamesNone()
    {
        var pixels = new StuckPixels(W, H);
        for (var n = 0; n < 10; n++) pixels.Add(Broken(new Texture(9).Frame(W, H, 0, 0), n));
        Assert.Empty(pixels.Found());
    }

    [Fact]
    public void Found_OfTooFewFrames_NamesNone()
    {
        var pixels = new StuckPixels(W, H);
        for (var n = 0; n < StuckPixels.Fewest - 1; n++) pixels.Add(Broken(new Texture(9).Frame(W, H, 7.3 * n, 0), n));
        Assert.Empty(pixels.Found());
    }

    [SharedTheory("footage/car")]
    [InlineData("car")]
    [InlineData("coffee")]
    [InlineData("crystal")]
    public void Found_OnRealFootage_NamesNone(string name)
    {
        using var clip = FrameFiles.Open(Directory.EnumerateFiles(Checkout.Shared($"footage/{name}")!, "*.mp4").First());
        var pixels = new StuckPixels(clip.Width, clip.Height);
        for (var n = 0; n < 8; n++) pixels.Add(clip.Read(clip.Range.Start + (n * Math.Max(1, (clip.Range.Length - 1) / 8))));
        Assert.Empty(pixels.Found());
    }

    // bright, brighter than bright, none, and one that flickers above its surroundings
    private static Frame Broken(Frame frame, int n)
    {
        for (var c = 0; c < 3; c++)
        {
            foreach (var (x, y) in Stuck.Take(2)) frame.Plane(c)[(y * W) + x] = 4;
            frame.Plane(c)[(Stuck[2].Y * W) + Stuck[2].X] = float.NaN;
            frame.Plane(c)[(Stuck[3].Y * W) + Stuck[3].X] = 2 + (n % 3);
        }
        return frame;
    }
}
