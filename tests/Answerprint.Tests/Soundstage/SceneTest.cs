using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class SceneTest
{
    [Fact]
    public void Of_ManySeeds_AllDifferAndAllAreWellLitSets()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (ulong seed = 1; seed <= 25; seed++)
        {
            var stage = Shots.Small(seed, (SceneKind)(seed % 5), width: 80, height: 45);
            var frame = new Renderer(stage, 4, 2).Render(1001, Passes.Picture | Passes.Ids);
            var green = frame.Picture!.Plane(1);
            double mean = green.Average(), spread = Math.Sqrt(green.Average(g => (g - mean) * (g - mean)));

            Assert.True(seen.Add(Shots.Digest(frame)), $"seed {seed} repeats another");
            Assert.InRange(mean, 0.04, 0.9);
            Assert.InRange(spread, 0.04, 0.6);
            Assert.True(frame.Ids!.Distinct().Count() >= 5, $"seed {seed}: the camera sees too little");
            Assert.DoesNotContain(0u, frame.Ids!);
            Assert.All(green, g => Assert.InRange(g, 0f, 4f));
        }
    }

    [Fact]
    public void Of_NoKindNamed_SeedsChooseEveryKind() =>
        Assert.Equal(3, Enumerable.Range(1, 30).Select(s => Scene.Of((ulong)s).Kind).Distinct().Count());

    [Fact]
    public void Of_AnyKind_IdentifiersAreUniqueAndSomethingMoves()
    {
        for (ulong seed = 1; seed <= 30; seed++)
        {
            var scene = Scene.Of(seed);
            Assert.Equal(scene.Things.Count, scene.Things.Select(t => t.Id).Distinct().Count());
            Assert.Contains(scene.Things, t => t.Moves);
        }
    }

    [Fact]
    public void Trigonometry_AgainstTheRuntime_AgreesToElevenDigits()
    {
        for (var i = -4000; i <= 4000; i++)
        {
            var x = i * 0.0937;
            Assert.Equal(Math.Sin(x), Trigonometry.Sin(x), 1e-11);
            Assert.Equal(Math.Cos(x), Trigonometry.Cos(x), 1e-11);
        }
    }
}
