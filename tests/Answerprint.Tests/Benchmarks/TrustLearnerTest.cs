using Answerprint.Benchmarks.Cases;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

/// <summary>Errors are drawn whose size is known: a multiple of one sign of each cell, and of a factor of the shot that only its trials tell.</summary>
public sealed class TrustLearnerTest
{
    private const int Cells = 500;

    [Fact]
    public void Learn_ErrorsWhoseLawIsKnown_IsCalibratedOnOtherShots()
    {
        var random = new Random(11);
        var model = TrustLearner.Learn([.. Enumerable.Range(0, 8).SelectMany(n => Shot($"learn {n}", random))]);
        var check = TrustCheck.All("others", [.. Enumerable.Range(0, 8).Select(n => TrustCheck.Of($"check {n}", model, Shot($"check {n}", random)))]);
        Assert.InRange(check.Reliability.Error, 0, 0.05);
        Assert.InRange(check.Bias, -1, 1);
        Assert.InRange(check.Rms, 0, 2);
        Assert.True(check.Caught.Fifth >= 0.75, $"{check.Caught.Fifth} of the worst tenth among the lowest fifth");
        // without what trials showed, the factor of a shot stays unknown
        var blind = TrustCheck.All("blind", [.. Enumerable.Range(0, 8).Select(n => TrustCheck.Of($"check {n}", model, Shot($"check {n}", random).Select(s => s with { Trials = [] })))]);
        Assert.True(blind.Rms > 1.3 * check.Rms, $"{blind.Rms} without trials, {check.Rms} with them");
    }

    [Fact]
    public void Learn_TheSameSamples_GivesTheSameModel()
    {
        string Model() => TrustLearner.Learn([.. Enumerable.Range(0, 3).SelectMany(n => Shot($"{n}", new Random(n)))]).Write([]).ToJsonString();
        Assert.Equal(Model(), Model());
    }

    [Fact]
    public void Monotone_OfNeighboursThatDisagree_PoolsThem() =>
        Assert.Equal([1, 2.5, 2.5, 4], TrustFit.Monotone([1, 3, 2, 4], [1, 1, 1, 1], rising: true));

    [Fact]
    public void Sample_WrittenAndRead_IsTheSame()
    {
        var sample = Shot("a", new Random(5)).First();
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        sample.Write(writer);
        writer.Flush();
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var back = TrustSample.Read(reader);
        Assert.Equal((sample.Source, sample.Chosen, sample.Squared, sample.Trials.Count), (back.Source, back.Chosen, back.Squared, back.Trials.Count));
        Assert.Equal(sample.Signs, back.Signs);
        Assert.Equal(sample.Luma, back.Luma);
    }

    private static IEnumerable<TrustSample> Shot(string name, Random random)
    {
        var factor = Math.Exp(0.5 * Normal(random));
        foreach (var method in (FillMethod[])[FillMethod.Motion, FillMethod.Repeat, FillMethod.Blend])
        {
            for (var n = 0; n < 6; n++)
            {
                var hardness = Math.Exp(0.7 * Normal(random));
                yield return Frame(name, method, factor, hardness, random, [Frame(name, method, factor, hardness, random, [])]) with { Chosen = true };
            }
        }
    }

    private static TrustSample Frame(string name, FillMethod method, double factor, double hardness, Random random, IReadOnlyList<TrustSample> trials)
    {
        var signs = new float[Cells * Evidence.Names.Count];
        float[] largest = new float[Cells], luma = new float[Cells];
        for (var c = 0; c < Cells; c++)
        {
            var around = hardness * Math.Exp(0.8 * Normal(random));
            for (var s = 0; s < Evidence.Names.Count; s++) signs[(c * Evidence.Names.Count) + s] = (float)(s == 3 ? around : 3 * random.NextDouble());
            largest[c] = (float)Math.Abs(4 * factor * around * Normal(random));
            luma[c] = 0.8f * largest[c];
        }
        return new(name, FillProtocol.K, method, 2, 0.5f, 1, luma.Average(v => (double)v * v), signs, largest, luma, trials);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
