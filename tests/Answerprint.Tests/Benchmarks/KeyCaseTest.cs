using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

public sealed class KeyCaseTest
{
    [Fact]
    public void Run_HairBeforeGreen_ScoresEveryKeyer()
    {
        var elements = Enumerable.Range(0, 2).Select(n => KeyElement.Drawn(KeyElementKind.Hair, n / 24.0, 320, 180, 3)).ToList();
        Assert.InRange(elements[0].Coverage.Count(c => c is > 0 and < 1), 200, 20000);
        var scores = new KeyCase("hair", elements, 320, 180, ("green", 40, 165, 70), light: true, 2).Run(default);
        Assert.Equal([KeyScore.Ours, "chromakey", "colorkey"], scores.Select(s => s.Tool));
        Assert.True(scores[0].Mattes.Error < scores.Skip(1).Min(s => s.Mattes.Error) / 4, string.Join(", ", scores.Select(s => $"{s.Tool} {s.Mattes.Error:0.00}")));
        Assert.InRange(scores[0].Psnr, 28, 60);
        Assert.Contains("| light | green | background | 1 |", KeyScoreboard.Markdown(scores, "bench"), StringComparison.Ordinal);
        Assert.Equal(3, KeyScoreboard.Json(scores)["scores"]!.AsArray().Count);
    }

    [Fact]
    public void Run_PosterOverARoom_ScoresEveryTracker()
    {
        var truth = TruthClip.OfStage("room", Stage.Of(3, new(0, 48), 320, 180, SceneKind.Room), 2, 2, default, 8);
        var scores = new ScreenCase(truth, ScreenKind.Printed, 2).Run(default);
        Assert.Equal([ScreenScore.Ours, "features", "four marks"], scores.Select(s => s.Tool));
        Assert.Equal((true, 0), (scores[0].Error < 0.6, scores[0].Lost));
        Assert.InRange(scores[0].Psnr, 25, 60);
        Assert.Contains("| printed | planar track | 1 |", ScreenScoreboard.Markdown(scores, "bench"), StringComparison.Ordinal);
        Assert.Equal(3, ScreenScoreboard.Json(scores)["scores"]!.AsArray().Count);
    }
}
