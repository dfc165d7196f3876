using System.Xml.Linq;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Tests.House;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

/// <summary>The scoreboard on a small clip of which everything is known.</summary>
public sealed class FillScoreboardTest
{
    [ProgramFact("ffmpeg")]
    public void Score_OfASquareThatMoves_CountsEveryToolOnTheSameFrames()
    {
        var score = FillCase.Score(new("square", 96, 64, [.. Enumerable.Range(0, 9).Select(Picture)]), gap: 1, FillProtocol.D, threads: 1, FillMethod.Linear);
        Assert.Equal(["answerprint", "minterpolate", "dis", "repeat", "blend"], score.Tools.Select(t => t.Tool));
        Assert.Equal([1, 3, 5, 7], score.Frames.Select(f => f.Number));
        // what is measured of the repeated frame can be worked out: 32 of 96×64 pixels are off by 160 codes
        var repeat = score.Of("repeat");
        Assert.Equal(10 * Math.Log10(255 * 255 / (160.0 * 160 * 32 / (96 * 64))), repeat.Mean.PsnrLuma, 0.2);
        Assert.Equal(repeat.Mean.PsnrLuma, repeat.Worst, 0.2);
        // each gap has two steps, into the made frame and out of it, of the whole error each
        Assert.Equal(Math.Sqrt(160.0 * 160 * 32 / (96 * 64)), repeat.Flicker, 0.2);
        Assert.True(score.Ours.Mean.PsnrLuma > repeat.Mean.PsnrLuma + 3, $"{score.Ours.Mean} against {repeat.Mean}");
        Assert.True(score.Ours.EdgeError < repeat.EdgeError);
        Assert.Equal(4 * 96 * 64, score.Reliability.Pixels.Sum());
        Assert.True(score.Ours.Seconds > 0 && score.Ours.Money > 0 && score.Of("minterpolate").Seconds > 0);

        var text = FillScoreboard.Markdown([score], "answerprint bench fill");
        Assert.Contains("| 1 | all other frames | 1 |", Papers.Figures(text, "fill"), StringComparison.Ordinal);
        foreach (var (name, svg) in FillScoreboard.Plots([score]))
        {
            Assert.EndsWith(".svg", name, StringComparison.Ordinal);
            Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
        }
    }

    [Fact]
    public void Reliability_OfWhatIsAlwaysSaidAndHalfRight_IsHalfAnError()
    {
        var found = Reliability.Empty();
        byte[][] truth = [new byte[10], new byte[10], new byte[10]], made = [new byte[10], [0, 0, 0, 0, 0, 9, 9, 9, 9, 9], [8, 8, 8, 8, 8, 8, 8, 8, 8, 8]];
        found.Add(Enumerable.Repeat(1f, 10).ToArray(), made, truth);
        Assert.Equal((10, 5), (found.Pixels[^1], found.Right[^1]));
        Assert.Equal(0.5, found.Error, 1e-9);
        Assert.Equal(0.5, found.And(found).Error, 1e-9);
    }

    /// <summary>A light square of 16 pixels' side on a dark ground, one pixel further to the right in every frame; interleaved R, G, B.</summary>
    private static byte[] Picture(int frame)
    {
        var rgb = new byte[96 * 64 * 3];
        for (var i = 0; i < 96 * 64; i++)
        {
            var (x, y) = (i % 96, i / 96);
            rgb.AsSpan(3 * i, 3).Fill((byte)(x >= 30 + frame && x < 46 + frame && y is >= 24 and < 40 ? 200 : 40));
        }
        return rgb;
    }
}
