using System.Xml.Linq;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Editorial;
using Answerprint.Soundstage;
using Answerprint.Tests.House;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

/// <summary>Rendered scenes as truth: the same in memory and in EXR files, scored in display codes, at a show's rates.</summary>
public sealed class TruthClipTest
{
    private static readonly Stage Small = Stage.Of(3, new(1001, 1010), 96, 64, SceneKind.Tabletop) with { Grain = 0.02, Shutter = 180, Exposure = 1.5 };

    [Fact]
    public void OfStage_AsFilesAndInMemory_IsTheSameLightAndCodes()
    {
        using var folder = new TestFolder();
        var memory = TruthClip.OfStage("tabletop", Small, 2, 2, CancellationToken.None);
        var files = TruthClip.OfStage("tabletop", Small, 2, 1, folder.Path, out var opened, CancellationToken.None);
        using (opened)
        {
            Assert.Equal(9, files.Codes.Count);
            Assert.Equal(9, Directory.GetFiles(folder.Path, "tabletop.*.exr").Length);
            for (var n = 0; n < 9; n++)
            {
                Assert.Equal(memory.Codes[n], files.Codes[n]);
                for (var c = 0; c < 3; c++) Assert.Equal(memory.Read(n).Plane(c), files.Read(n).Plane(c));
                // codes are those that the measures take of the light
                Assert.Equal(Fidelity.Codes(memory.Read(n))[1][1000], memory.Codes[n][3001]);
            }
            // a stop and a half up there is light above display white, which codes do not hold
            Assert.InRange(memory.AboveWhite, 1e-4, 0.9);
            Assert.Equal(memory.AboveWhite, files.AboveWhite);
            // some of the frames are those of the middle, at the same pace
            Assert.Equal(memory.Codes.Skip(3).Take(3), TruthClip.OfStage("tabletop", Small, 2, 2, CancellationToken.None, 3).Codes);
        }
    }

    [ProgramFact("ffmpeg")]
    public void Score_OfARenderedClip_CountsMoneyAtTheShowsRatesAndHoldsBidsAgainstWhatWasTaken()
    {
        var truth = TruthClip.OfStage("tabletop", Small with { Grain = 0 }, 2, 2, CancellationToken.None);
        var terms = new FillTerms { Rates = new ShowRates("CHF", 36, 60), MostGaps = 2 };
        var first = FillCase.Score(truth, 1, FillProtocol.D, 2, FillMethod.Linear, terms);
        var second = FillCase.Score(truth, 1, FillProtocol.D, 2, FillMethod.Linear, terms);
        // of 1, 3, 5 and 7 the two in the middle
        Assert.Equal([3, 5], first.Frames.Select(f => f.Number));
        // 36 an hour is a hundredth a second
        Assert.Equal(first.Ours.Seconds / 100, first.Ours.Money, 1e-9);
        Assert.Equal(first.Ours.Seconds * 2, first.Bid.Actual, 1e-9);
        Assert.False(first.Bid.Measured);
        Assert.True(second.Bid.Measured);
        // it moves from the first bid towards what that took; bids are rounded to a tenth of a second
        Assert.InRange(second.Bid.Bid, Math.Min(first.Bid.Bid, first.Bid.Actual) - 0.06, Math.Max(first.Bid.Bid, first.Bid.Actual) + 0.06);

        var report = new FillReport("rendered", "answerprint bench fill --stage", new(terms.Rates, "A Show"));
        var text = FillScoreboard.Markdown([first, second], report);
        Assert.Contains("36 CHF an hour of one machine, the rate of the show A Show", text, StringComparison.Ordinal);
        Assert.Contains("| 1 | all other frames | 2 |", Papers.Figures(text, "rendered"), StringComparison.Ordinal);
        Assert.Equal("CHF", (string?)FillScoreboard.Json([first], report)["rates"]!["currency"]);
        var rows = text.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Trim().Count(c => c == '|')).ToList();
        Assert.Equal([rows[0], rows[0], rows[0], rows[0]], rows.Take(4));
    }

    [ProgramFact("ffmpeg")]
    public void Steps_OfExposure_ArePlottedAtTheirValues()
    {
        var steps = StageParameter.Of("exposure").Steps(Small with { Grain = 0, Shutter = 0 }, [-2, 0]).Select(one => new StepScore(
            "tabletop", "exposure", one.Parameter.Says, one.Value, FillCase.Score(TruthClip.OfStage(one.Name, one.Stage, 1, 2, CancellationToken.None), 1, FillProtocol.K, 2, FillMethod.Linear, new() { MostGaps = 1 }))).ToList();
        var report = new FillReport("steps", "answerprint bench fill --stage --step exposure=-2,0", RatesChoice.Default);
        Assert.Contains("| exposure, tabletop | -2 … 0 (stops) | 2 |", Papers.Figures(StepScoreboard.Markdown(steps, report), "steps"), StringComparison.Ordinal);
        Assert.Equal([-2.0, 0.0], StepScoreboard.Json(steps, report)["scores"]!.AsArray().Select(s => (double)s!["value"]!));
        var (name, svg) = Assert.Single(StepScoreboard.Plots(steps, "steps"));
        Assert.Equal("steps-tabletop-exposure.svg", name);
        Assert.Equal(5, XDocument.Parse(svg).Root!.Elements().Count(e => e.Name.LocalName == "polyline"));
        // a darker picture has smaller errors in codes, whoever makes it
        Assert.True(steps[0].Score.Of("repeat").Mean.PsnrLuma > steps[1].Score.Of("repeat").Mean.PsnrLuma);
    }

    [Theory]
    [InlineData(32, 33)]
    [InlineData(7, 8)]
    public void Score_OfAClipThatIsTooShort_SaysSo(int gap, int frames)
    {
        var truth = new TruthClip("short", 16, 16, [.. Enumerable.Range(0, frames).Select(_ => new byte[16 * 16 * 3])]);
        var error = Assert.Throws<BadInputException>(() => FillCase.Score(truth, gap, FillProtocol.K, 1, FillMethod.Repeat));
        Assert.Equal("too-short", error.Code);
    }

    [ProgramFact("ffmpeg")]
    public void Growth_OfAClip_CountsWhatWasMadeOfIt()
    {
        var truth = TruthClip.OfStage("street", GrowthCase.Stage(13, 96, 64), 1, 2, CancellationToken.None, 13);
        var terms = new FillTerms();
        var scores = new[] { FillProtocol.K, FillProtocol.D }.Select(p => GrowthCase.Measure("gap", truth, 3, p, 2, terms, CancellationToken.None)).ToList();
        Assert.Equal([9, 3], scores.Select(s => s.Made));
        Assert.All(scores, s => Assert.True(s.Seconds > 0 && s.PeerSeconds > 0 && s.PeerBytes > 1 << 20, $"{s}"));
        Assert.Equal(scores[0].Seconds / scores[0].PeerSeconds, scores[0].Ratio, 1e-9);
        // two threads can not use more than two of the clock's seconds each; ticks are hundredths
        Assert.All(scores, s => Assert.InRange(s.Cpu * s.Made, 0.01, (2.5 * s.Seconds * s.Made) + 0.1));
        Assert.True(scores.Max(s => s.PeerCpu) > 0);
        var text = GrowthScoreboard.Markdown(scores, RatesChoice.Default, "answerprint bench growth");
        Assert.Contains("| gap: 3 | every (gap+1)th frame known |", Papers.Figures(text, "growth"), StringComparison.Ordinal);
        Assert.Equal(["growth-gap-seconds.svg", "growth-gap-memory.svg"], GrowthScoreboard.Plots(scores).Select(p => p.Name));
        Assert.All(GrowthScoreboard.Plots(scores), p => XDocument.Parse(p.Svg));
    }
}
