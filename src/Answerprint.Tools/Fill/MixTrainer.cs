using Answerprint.Tools.Learning;

namespace Answerprint.Tools.Fill;

/// <summary>
/// Teaches a mixing network: squares of rendered frames, the mean over them of the logarithm of the squared error of luma in display codes. Every step's squares follow from
/// the seed and the number of the step, so that what is stopped goes on as if it had not been. Not safe for several threads.
/// </summary>
internal sealed class MixTrainer
{
    private const int Batch = 6;

    /// <summary>Rows and columns at the borders that do not count: there the network sees zeros that are none, and the blur's border.</summary>
    private const int Border = 12;

    private const int Blur = 9;

    private const double Highest = 2e-3, Lowest = 2e-5;

    /// <summary>Added to the squared error before its logarithm: errors of a third of a code are as good as none.</summary>
    private const float Floor = 0.15f;

    private readonly IReadOnlyList<MixLesson> lessons;
    private readonly IReadOnlyList<MixLesson> tests;
    private readonly int seed;
    private readonly Adam adam;

    /// <param name="tests">Never learnt from.</param>
    public MixTrainer(IReadOnlyList<MixLesson> lessons, IReadOnlyList<MixLesson> tests, int seed)
    {
        (this.lessons, this.tests, this.seed) = (lessons, tests, seed);
        Network = Network.Untaught(MixNetwork.Layers, seed);
        adam = new(Network.Parameters.Length);
        TorchLibrary.Check(TorchLibrary.Threads(1), "threads");
    }

    /// <summary>As far as it has learnt.</summary>
    public Network Network { get; private set; }

    public int Steps => adam.Steps;

    public void Write(BinaryWriter to)
    {
        foreach (var value in Network.Parameters) to.Write(value);
        adam.Write(to);
    }

    public void Read(BinaryReader from)
    {
        Network = new(MixNetwork.Layers, [.. Network.Parameters.Select(_ => from.ReadSingle())]);
        adam.Read(from);
    }

    /// <summary>One step of <paramref name="all"/>.</summary>
    /// <param name="compare">Whether to say what was gained, which costs a third more.</param>
    /// <returns>By how many dB the error of luma of these squares lies below that of the mix without the network; 0 if that was not asked for.</returns>
    public double Step(int all, bool compare)
    {
        var chance = new Random(unchecked((seed * 7919) + Steps));
        var batch = new MixBatch(Batch);
        for (var n = 0; n < Batch; n++) batch.Put(n, lessons[chance.Next(lessons.Count)], chance);
        using var tape = new Tape();
        var learning = new List<Network.Learning>();
        var (loss, gain) = Loss(tape, batch, learning, compare);
        loss.Mean().Backward();
        var gradient = new float[Network.Parameters.Length];
        foreach (var part in learning) part.Tensor.Gradient(gradient.AsSpan(part.First, part.Count));
        var way = Math.Min(1, (double)Steps / all);
        adam.Step(Network.Parameters, gradient, Lowest + ((Highest - Lowest) * 0.5 * (1 + Math.Cos(Math.PI * way))));
        return gain.Average();
    }

    /// <summary>The gain in dB over the mix without the network on lessons never learnt from, by the length of the gap.</summary>
    public IReadOnlyDictionary<int, double> Test()
    {
        var gains = new SortedDictionary<int, List<double>>();
        foreach (var lesson in tests)
        {
            var batch = new MixBatch(1);
            batch.Put(0, lesson, null);
            using var tape = new Tape();
            var (_, gain) = Loss(tape, batch, [], compare: true);
            if (!gains.TryGetValue(lesson.Gap, out var list)) gains[lesson.Gap] = list = [];
            list.AddRange(gain);
        }
        return gains.ToDictionary(g => g.Key, g => g.Value.Average());
    }

    private (Tensor Loss, double[] Gain) Loss(Tape tape, MixBatch batch, List<Network.Learning> learning, bool compare)
    {
        long count = batch.Count, slots = MixEvidence.Names.Count, side = MixBatch.Side, half = side / 2;
        var worth = tape.Make(batch.Worth, false, count, slots, side, side);
        var odds = tape.Make(batch.Odds, false, count, slots, side, side);
        var a = tape.Make(batch.A, false, count, slots, side, side);
        var b = tape.Make(batch.B, false, count, slots, side, side);
        var truth = tape.Make(batch.Truth, false, count, 1, side, side).Inside(Border);
        var said = Network.Forward(tape, tape.Make(batch.Features, false, count, MixFeatures.Count, half, half), learning).Held(MixNetwork.Most).Twice();
        var down = tape.Make(Kernel, false, 1, 1, Blur, 1);
        var across = tape.Make(Kernel, false, 1, 1, 1, Blur);
        var loss = Error(worth + said.Part(1, 0, slots), odds + said.Part(1, slots, slots)).Log(Floor);
        if (!compare) return (loss, [0]);
        var (with, without) = (loss.Read(batch.Count), Error(worth, odds).Log(Floor).Read(batch.Count));
        return (loss, [.. with.Select((w, n) => 10 / Math.Log(10) * (without[n] - w))]);

        // N: the mean squared error
        Tensor Error(Tensor logWeight, Tensor logOdds)
        {
            long inner = side - Blur + 1;
            var weight = logWeight.Softmax(1).Shape(count * slots, 1, side, side).Convolve(down, null, 0).Convolve(across, null, 0).Shape(count, slots, inner, inner);
            var each = (b + (logOdds.Sigmoid() * (a - b))).Inside(Blur / 2);
            var made = (weight * each).Sum(1).Shape(count, 1, inner, inner).Inside(Border - (Blur / 2));
            var error = made - truth;
            return (error * error).MeanOfEach();
        }
    }

    // the smoothing of weights, σ 1.2
    private static readonly float[] Kernel = MakeKernel();

    private static float[] MakeKernel()
    {
        var line = Enumerable.Range(-Blur / 2, Blur).Select(k => Math.Exp(-0.5 * k * k / 1.44)).ToArray();
        var sum = line.Sum();
        return [.. line.Select(v => (float)(v / sum))];
    }
}
