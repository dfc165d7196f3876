using Answerprint.Tests.House;
using Answerprint.Tools.Learning;
using Xunit;

namespace Answerprint.Tests.Tools.Learning;

public sealed class NetworkTest
{
    private const int W = 45, H = 23;
    private static readonly Layer[] Layers = [new(5, 12, 1, 1), new(12, 11, 3, 1), new(11, 8, 3, 2), new(8, 9, 3, 4), new(9, 3, 1, 1)];

    [TorchFact]
    public void Run_AgainstLibtorch_GivesTheSame()
    {
        var (network, planes) = (Some(), Planes());
        var ours = network.Run(planes, W, H, 2);
        using var tape = new Tape();
        var theirs = network.Forward(tape, tape.Make(planes.SelectMany(p => p).ToArray(), false, 1, planes.Length, H, W), []).Read(3 * W * H);
        Assert.Contains(theirs, v => Math.Abs(v) > 0.5);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < W * H; i++) Assert.InRange(ours[c][i] - theirs[(c * W * H) + i], -1e-4f, 1e-4f);
    }

    [Fact]
    public void Run_OnePixelByHand_GivesTheSum()
    {
        // 3 taps across by 3 down, 2 apart, all weights 1, bias 0.25, on a picture that is 1 in one place
        var network = new Network([new(1, 1, 3, 2)], [1, 1, 1, 1, 1, 1, 1, 1, 1, 0.25f]);
        var plane = new float[W * H];
        plane[(10 * W) + 20] = 1;
        var said = network.Run([plane], W, H, 1)[0];
        for (var y = 0; y < H; y++)
            for (var x = 0; x < W; x++)
                Assert.Equal(Math.Abs(y - 10) is 0 or 2 && Math.Abs(x - 20) is 0 or 2 ? 1.25f : 0.25f, said[(y * W) + x]);
    }

    [Fact]
    public void Run_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        var (network, planes) = (Some(), Planes());
        var one = network.Run(planes, W, H, 1);
        foreach (var threads in new[] { 2, 5 })
            Assert.All(network.Run(planes, W, H, threads).Zip(one), p => Assert.Equal(p.Second, p.First));
    }

    [Fact]
    public void Untaught_SaysNothing() => Assert.All(Network.Untaught(Layers, 3).Run(Planes(), W, H, 1), plane => Assert.All(plane, v => Assert.Equal(0, v)));

    [Fact]
    public void Read_OfItsOwnBytes_IsTheSameNetwork()
    {
        var network = Some();
        var again = Network.Read(network.Bytes());
        Assert.Equal(network.Layers, again.Layers);
        Assert.Equal(network.Parameters, again.Parameters);
        Assert.Equal(network.Hash, again.Hash);
    }

    [Fact]
    public void Read_OfWhatIsNoNetwork_IsRefused()
    {
        var whole = Some().Bytes();
        foreach (var length in new[] { 0, 5, 22, 26, 40, whole.Length - 1 }) Assert.Throws<FormatException>(() => Network.Read(whole.AsSpan(0, length)));
        Assert.Throws<FormatException>(() => Network.Read([.. whole, 0, 0, 0, 0]));
        // a count of layers, and a size of a layer, that claim gigabytes; a number that is none
        foreach (var (at, value) in new[] { (22, 0x7f), (26, 0x00), (29, 0x7f), (whole.Length - 1, 0x7f) })
        {
            var bad = (byte[])whole.Clone();
            bad[at] = (byte)value;
            if (at == whole.Length - 1) bad[at - 1] = 0xc0;
            Assert.Throws<FormatException>(() => Network.Read(bad));
        }
    }

    private static Network Some()
    {
        var chance = new Random(5);
        return new(Layers, [.. Enumerable.Range(0, Layers.Sum(l => l.Parameters)).Select(_ => (float)((chance.NextDouble() - 0.5) * 0.6))]);
    }

    private static float[][] Planes()
    {
        var chance = new Random(6);
        return [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, W * H).Select(_ => (float)((chance.NextDouble() * 4) - 2)).ToArray())];
    }
}
