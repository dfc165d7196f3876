using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Learning;

namespace Answerprint.Tools.Fill;

/// <summary>
/// A small network that looks at all candidates of a place together and corrects what each is worth and how much of it comes from the first frame. It makes no
/// pixels: the picture stays a mix of real ones.
/// </summary>
internal sealed class MixNetwork(Network network)
{
    /// <summary>Corrections are held within this, each way.</summary>
    public const float Most = 2.5f;

    /// <summary>The layers: 43 planes of half the size in, a correction of the weight and one of the share for each of six hypotheses out.</summary>
    public static IReadOnlyList<Layer> Layers { get; } =
    [
        new(MixFeatures.Count, 24, 1, 1), new(24, 24, 3, 1), new(24, 24, 3, 2), new(24, 24, 3, 4), new(24, 2 * MixEvidence.Names.Count, 1, 1),
    ];

    /// <summary>The network that comes with the program, or null: it is built in where its weights and its receipt lie in Fill/Model.</summary>
    public static MixNetwork? Own { get; } = Kept("fill-mix.weights") is { } bytes ? new(Network.Read(bytes)) : null;

    /// <summary>What the card of the tool says of <see cref="Own"/>, as its receipt does.</summary>
    public static ToolModel? Card { get; } = Own is { } own && Kept("fill-mix.receipt.json") is { } receipt ? Described(own, receipt) : null;

    /// <summary>Takes <see cref="MixFeatures.Count"/> planes and says two things of each hypothesis.</summary>
    public Network Network { get; } = network.Layers.SequenceEqual(Layers) ? network : throw new FormatException("these layers are not those of the mixing network");

    /// <summary>SHA-256 of the weights' file.</summary>
    public string Hash { get; } = network.Hash;

    /// <summary>What is said of one candidate, at the size of analysis: added to the logarithm of its weight, and to the logarithm of the odds of the first frame.</summary>
    internal readonly record struct Correction(float[] Weight, float[] Share);

    /// <param name="evidence">Of every candidate, in their order.</param>
    /// <param name="width">Of the pictures of analysis.</param>
    public Correction[] Correct(IReadOnlyList<MixEvidence> evidence, float[]? deviation, float t, int gap, float doubt, int width, int height, int threads, CancellationToken cancel)
    {
        int columns = MixEvidence.Half(width), rows = MixEvidence.Half(height);
        var said = Network.Run(MixFeatures.Of(evidence, deviation, t, gap, doubt, columns, rows, threads, cancel), columns, rows, threads, cancel);
        var result = new Correction[evidence.Count];
        Rows.All(threads, [.. Enumerable.Range(0, result.Length).Select(c => (Action)(() =>
        {
            var slot = evidence[c].Slot;
            result[c] = new(Twice(said[slot], columns, rows, width, height), Twice(said[MixEvidence.Names.Count + slot], columns, rows, width, height));
        }))], cancel);
        return result;
    }

    /// <summary>What a receipt says of a network.</summary>
    /// <exception cref="FormatException">It is that of another network.</exception>
    public static ToolModel Described(MixNetwork network, byte[] receipt)
    {
        var document = JsonNode.Parse(receipt)!;
        if (Text("sha256") != network.Hash) throw new FormatException("the receipt is that of another network");
        return new(Text("model"), network.Hash, Text("learntFrom"), Text("licence"), Convert.ToHexStringLower(SHA256.HashData(receipt)));

        string Text(string name) => document[name]!.GetValue<string>();
    }

    private static byte[]? Kept(string name)
    {
        using var stream = typeof(MixNetwork).Assembly.GetManifestResourceStream(name);
        if (stream is null) return null;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Corrects shares: share / (share + (1 − share) e^−correction).</summary>
    public static void Shift(float[] share, float[] correction)
    {
        for (var i = 0; i < share.Length; i += Lanes.Count)
        {
            var first = Lanes.Load(share, i);
            var rest = (Vector256<float>.One - first) * Lanes.Exp(-Lanes.Load(correction, i));
            Lanes.Store(first / (first + rest + Vector256.Create(1e-9f)), share, i);
        }
    }

    // bilinear, centres of cells between four pixels, held within the most
    private static float[] Twice(float[] half, int columns, int rows, int width, int height)
    {
        var full = Lanes.Plane(width * height);
        for (var y = 0; y < height; y++)
        {
            var (top, low, down) = Between(y, rows);
            for (var x = 0; x < width; x++)
            {
                var (left, right, across) = Between(x, columns);
                var above = Held(half[(top * columns) + left]) + (across * (Held(half[(top * columns) + right]) - Held(half[(top * columns) + left])));
                var below = Held(half[(low * columns) + left]) + (across * (Held(half[(low * columns) + right]) - Held(half[(low * columns) + left])));
                full[(y * width) + x] = above + (down * (below - above));
            }
        }
        return full;
    }

    private static float Held(float value) => MathF.Min(MathF.Max(value, -Most), Most);

    private static (int First, int Second, float Fraction) Between(int pixel, int cells)
    {
        var cell = (pixel - 1) >> 1;
        return (Math.Max(cell, 0), Math.Min(cell + 1, cells - 1), (pixel & 1) == 0 ? 0.75f : 0.25f);
    }
}
