using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

/// <summary>Gaps from one frame to twenty-four, and one that is longer.</summary>
public sealed class GapLengthTest
{
    private const int W = 112, H = 64, Count = 60;
    private static readonly Texture Texture = new(9);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(24)]
    public void Render_GapsOfAnyLength_AreNearTheTruthInEveryFrame(int length)
    {
        var made = Render(length);
        Assert.Equal(Enumerable.Range(18, length), made.Select(m => m.Number));
        foreach (var frame in made)
        {
            var psnr = Fidelity.Of(frame.Picture, Seen(frame.Number)).PsnrLuma;
            Assert.True(psnr > 34, $"frame {frame.Number} of {length}: {psnr:0.0} dB by {frame.Figures.Method}");
            Assert.True(double.IsFinite(frame.Figures.ForecastPsnr));
            var origin = frame.Origin.Whole();
            for (var i = 0; i < W * H; i += 7) Assert.Equal(1, origin.Tap.Sum(t => t.Weight[i]) + origin.Synth[i]);
        }
    }

    [Fact]
    public void Render_OfALongerGap_AsksForALookAtEachFrame()
    {
        Assert.All(Render(25), m => Assert.True(m.Figures.Flagged));
        Assert.DoesNotContain(Render(24), m => m.Figures.Flagged);
    }

    private static List<MadeFrame> Render(int length)
    {
        var clip = MemoryClip.Of("plate", new FrameRate(24), 1, [.. Enumerable.Range(1, Count).Select(Seen)]);
        var work = new Assignment([new(0, clip)], clip.Range, new FillOptions([.. Enumerable.Range(18, length)]), 0, 2, Assignment.NoMattes);
        var tool = new FillTool();
        return [.. tool.Render(work, tool.Prepare(work, null, default), work.Range, default)];
    }

    // a slow drift that turns a little
    private static Frame Seen(int number) => Texture.Frame(W, H, -0.5 * number, 4 * Math.Sin(number / 40.0));
}
