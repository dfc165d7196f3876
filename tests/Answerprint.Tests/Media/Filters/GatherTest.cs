using System.Runtime.InteropServices;
using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Tests.Media.Motion;
using Xunit;

namespace Answerprint.Tests.Media.Filters;

public sealed class GatherTest
{
    private const int W = 24, H = 18;
    private static readonly string[] Rgb = ["R", "G", "B"];

    [Fact]
    public void Again_OfWholePixelsOfWeightOne_GivesTheBitsOfTheSource()
    {
        var source = new Texture(1).Frame(W, H, 0, 0);
        // values that no encoding and back would keep
        (source.Plane(0)[5], source.Plane(0)[6], source.Plane(1)[7], source.Plane(2)[8]) = (float.NaN, float.PositiveInfinity, -0f, -12345.678f);
        source.Plane(1)[9] = 1e-30f;
        var made = Gather.Again(Shifted(0, 0), (_, _) => new(source), Rgb);
        for (var c = 0; c < 3; c++) Assert.Equal(Bits(source.Plane(c)), Bits(made.Plane(c)));
    }

    [Fact]
    public void Again_OfTapsBetweenPixels_IsTheSumInTheDisplayEncoding()
    {
        Frame a = new Texture(1).Frame(W, H, 0, 0), b = new Texture(2).Frame(W, H, 0, 0);
        var origin = new Origin(W, H, 2);
        Fill(origin.Tap[0], 0.25f, 10, 1.5f, -0.25f);
        Fill(origin.Tap[1], 0.75f, 11, -2 + (1 / 64f), 3);
        var made = Gather.Again(origin, (_, f) => new(f == 10 ? a : b), Rgb);
        for (var i = 0; i < W * H; i++)
        {
            double x = i % W, y = i / W;
            var sum = (0.25 * Sample(a.Plane(1), x + 1.5, y - 0.25)) + (0.75 * Sample(b.Plane(1), x - 2 + (1 / 64.0), y + 3));
            Assert.Equal(Math.CopySign(Math.Pow(Math.Abs(sum), 2.4), sum), made.Plane(1)[i], 2e-5);
        }
    }

    [Fact]
    public void Again_BesideASampleThatIsNoNumber_SpoilsOnlyWhatReadsIt()
    {
        var source = new Texture(1).Frame(W, H, 0, 0);
        source.Plane(0)[(9 * W) + 12] = float.NaN;
        var whole = new EncodedPicture(source);
        var origin = new Origin(W, H, 2);
        Fill(origin.Tap[0], 0.5f, 1, 0, 0);
        Fill(origin.Tap[1], 0.5f, 1, 0.5f, 0);
        var made = Gather.Again(origin, (_, _) => whole, Rgb);
        for (var i = 0; i < W * H; i++)
        {
            // half a pixel to the right, the eight taps of the row reach from x − 3 to x + 4
            var reads = i / W == 9 && 12 >= (i % W) - 3 && 12 <= (i % W) + 4;
            Assert.Equal(reads, float.IsNaN(made.Plane(0)[i]));
        }
    }

    [Fact]
    public void Again_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        var source = new EncodedPicture(new Texture(4).Frame(W, H, 0, 0));
        var origin = Shifted(0.33f, -5.7f);
        var one = Gather.Again(origin, (_, _) => source, Rgb, 1);
        var four = Gather.Again(origin, (_, _) => source, Rgb, 4);
        for (var c = 0; c < 3; c++) Assert.Equal(Bits(one.Plane(c)), Bits(four.Plane(c)));
    }

    [Fact]
    public void Again_FarOutside_RepeatsTheBorder()
    {
        var source = new Texture(4).Frame(W, H, 0, 0);
        var made = Gather.Again(Shifted(-1000, 0), (_, _) => new(source), Rgb);
        for (var i = 0; i < W * H; i++) Assert.Equal(source.Plane(0)[i / W * W], made.Plane(0)[i]);
    }

    private static Origin Shifted(float dx, float dy)
    {
        var origin = new Origin(W, H, 1);
        Fill(origin.Tap[0], 1, 1, dx, dy);
        return origin;
    }

    private static void Fill(OriginTap tap, float weight, uint frame, float dx, float dy)
    {
        tap.Weight.AsSpan().Fill(weight);
        tap.Frame.AsSpan().Fill(frame);
        for (var i = 0; i < tap.X.Length; i++)
        {
            tap.X[i] = MathF.Round(((i % W) + dx) * 64) / 64;
            tap.Y[i] = MathF.Round(((i / W) + dy) * 64) / 64;
        }
    }

    private static double Sample(float[] linear, double x, double y)
    {
        var encoded = (float[])linear.Clone();
        Transfer.Bt1886.ToCode(encoded);
        double sum = 0, weights = 0;
        for (var v = (int)Math.Floor(y) - 3; v <= Math.Floor(y) + 4; v++)
        {
            for (var u = (int)Math.Floor(x) - 3; u <= Math.Floor(x) + 4; u++)
            {
                var weight = Window(x - u) * Window(y - v);
                weights += weight;
                sum += weight * encoded[(Math.Clamp(v, 0, H - 1) * W) + Math.Clamp(u, 0, W - 1)];
            }
        }
        return sum / weights;
    }

    private static double Window(double d) => Math.Abs(d) < 1e-9 ? 1 : Math.Abs(d) >= 4 ? 0 : 4 * Math.Sin(Math.PI * d) * Math.Sin(Math.PI * d / 4) / (Math.PI * Math.PI * d * d);

    private static int[] Bits(float[] plane) => MemoryMarshal.Cast<float, int>(plane).ToArray();
}
