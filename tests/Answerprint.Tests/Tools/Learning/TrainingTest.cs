using Answerprint.Tests.House;
using Answerprint.Tools.Learning;
using Xunit;

namespace Answerprint.Tests.Tools.Learning;

public sealed class TrainingTest
{
    [TorchFact]
    public void Backward_OfAKnownSum_GivesItsGradient()
    {
        // mean over both rows of ln(sum of squares + 1), by hand
        using var tape = new Tape();
        var x = tape.Make([1, 2, -3, 0.5f], true, 2, 2);
        (x * x).Sum(1).Log(1).Mean().Backward();
        var gradient = new float[4];
        x.Gradient(gradient);
        float[] right = [2f / 6 / 2, 4f / 6 / 2, -6f / 10.25f / 2, 1f / 10.25f / 2];
        for (var n = 0; n < 4; n++) Assert.InRange(gradient[n] - right[n], -1e-6f, 1e-6f);
    }

    [TorchFact]
    public void Adam_FollowingGradients_FindsAPlane()
    {
        // one layer has to find out that its answer is 2a − b + 0.5
        var network = new Network([new(2, 1, 1, 1)], [0, 0, 0]);
        var adam = new Adam(3);
        var chance = new Random(1);
        for (var step = 0; step < 400; step++)
        {
            var planes = Enumerable.Range(0, 2 * 64).Select(_ => (float)chance.NextDouble()).ToArray();
            using var tape = new Tape();
            var learning = new List<Network.Learning>();
            var wrong = network.Forward(tape, tape.Make(planes, false, 1, 2, 8, 8), learning)
                - tape.Make([.. Enumerable.Range(0, 64).Select(i => (2 * planes[i]) - planes[64 + i] + 0.5f)], false, 1, 1, 8, 8);
            (wrong * wrong).Mean().Backward();
            var gradient = new float[3];
            foreach (var part in learning) part.Tensor.Gradient(gradient.AsSpan(part.First, part.Count));
            adam.Step(network.Parameters, gradient, 0.05);
        }
        Assert.InRange(network.Parameters[0], 1.95, 2.05);
        Assert.InRange(network.Parameters[1], -1.05, -0.95);
        Assert.InRange(network.Parameters[2], 0.45, 0.55);
    }

    [TorchFact]
    public void Convolve_WithTensorsThatDoNotFit_IsAnException()
    {
        using var tape = new Tape();
        var picture = tape.Make(new float[2 * 16], false, 1, 2, 4, 4);
        Assert.Throws<InvalidOperationException>(() => picture.Convolve(tape.Make(new float[27], false, 1, 3, 3, 3), null, 1));
    }
}
