using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

public sealed class CleanupCaseTest
{
    [Fact]
    public void Run_WireOverARoom_ScoresEveryToolInTheHoleAlone()
    {
        var truth = TruthClip.OfStage("room", Stage.Of(3, new(0, 48), 160, 90, SceneKind.Room), 2, 2, default, 10);
        var scores = new CleanupCase(truth, HoleKind.Wire, 2).Run(2, default);
        Assert.Equal([CleanupScore.Ours, "Telea", "Navier-Stokes", "nearest frame", "temporal median"], scores.Select(s => s.Tool));
        Assert.Equal((0, true), (scores[0].Outside, scores[0].Coverage > 0.99));
        Assert.True(scores[0].Psnr > scores.Skip(1).Max(s => s.Psnr), string.Join(", ", scores.Select(s => $"{s.Tool} {s.Psnr:0.0}")));
        Assert.All(scores, s => Assert.InRange(s.Psnr, 5, 80));
        var text = CleanupScoreboard.Markdown(scores, "bench cleanup");
        Assert.Contains("| wire | 1 |", text, StringComparison.Ordinal);
        Assert.Equal(5, CleanupScoreboard.Json(scores)["scores"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(HoleKind.Wire)]
    [InlineData(HoleKind.Object)]
    [InlineData(HoleKind.Marks)]
    public void On_EveryKind_CoversSomeAndMoves(HoleKind kind)
    {
        var (first, last) = (SyntheticHole.On(kind, 0, 20, 160, 90), SyntheticHole.On(kind, 19, 20, 160, 90));
        Assert.InRange(first.Count(h => h), 20, 160 * 90 / 5);
        Assert.NotEqual(first, last);
        Assert.Equal(first, SyntheticHole.On(kind, 0, 20, 160, 90));
    }
}
