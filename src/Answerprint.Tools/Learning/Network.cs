using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Answerprint.Tools.Learning;

/// <summary>
/// Convolutions one after the other, a leaky ramp (slope 1/8) between them: planes in, planes of the same size out. Runs in managed code with
/// sums in a fixed order (the same bits on any number of threads); learns through libtorch. Safe for several threads once it is made.
/// </summary>
internal sealed partial class Network
{
    /// <summary>Below 0 a plane between two layers is divided by 8.</summary>
    public const float Slope = 0.125f;

    private const int MostLayers = 64, MostPlanes = 4096;

    private static readonly byte[] Magic = "answerprint.network.1\n"u8.ToArray();

    /// <param name="layers">Each takes what the one before it gives.</param>
    /// <param name="parameters">Layer by layer: kernels (out, in, row, column), then biases. Kept.</param>
    public Network(IReadOnlyList<Layer> layers, float[] parameters)
    {
        for (var n = 1; n < layers.Count; n++)
            if (layers[n].In != layers[n - 1].Out) throw new ArgumentException($"layer {n} takes {layers[n].In} planes and is given {layers[n - 1].Out}", nameof(layers));
        if (parameters.Length != layers.Sum(l => l.Parameters)) throw new ArgumentException($"{parameters.Length} parameters for {layers.Sum(l => l.Parameters)}", nameof(parameters));
        (Layers, Parameters) = (layers, parameters);
        packed = Packed();
    }

    public IReadOnlyList<Layer> Layers { get; }

    public float[] Parameters { get; }

    /// <summary>SHA-256 of <see cref="Bytes"/>, hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Bytes()));

    /// <summary>Kernels by chance (He et al., ICCV 2015), the last layer all 0: it says nothing until it has learnt.</summary>
    public static Network Untaught(IReadOnlyList<Layer> layers, int seed)
    {
        var chance = new Random(seed);
        var parameters = new float[layers.Sum(l => l.Parameters)];
        var at = 0;
        foreach (var layer in layers)
        {
            var spread = layer == layers[^1] ? 0 : Math.Sqrt(2.0 / (layer.In * layer.Side * layer.Side));
            for (var n = 0; n < layer.Kernels; n++) parameters[at + n] = (float)(spread * Normal(chance));
            at += layer.Parameters;
        }
        return new(layers, parameters);
    }

    /// <summary>The file of it: a magic line, the layers, the parameters, all little-endian.</summary>
    public byte[] Bytes()
    {
        var bytes = new byte[Magic.Length + 4 + (16 * Layers.Count) + (4 * Parameters.Length)];
        Magic.CopyTo(bytes, 0);
        var rest = bytes.AsSpan(Magic.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest, Layers.Count);
        rest = rest[4..];
        foreach (var layer in Layers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, layer.In);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], layer.Out);
            BinaryPrimitives.WriteInt32LittleEndian(rest[8..], layer.Side);
            BinaryPrimitives.WriteInt32LittleEndian(rest[12..], layer.Step);
            rest = rest[16..];
        }
        for (var n = 0; n < Parameters.Length; n++) BinaryPrimitives.WriteSingleLittleEndian(rest[(4 * n)..], Parameters[n]);
        return bytes;
    }

    /// <exception cref="FormatException">The bytes are no network, or not all of one.</exception>
    public static Network Read(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Magic) || bytes.Length < Magic.Length + 4) throw new FormatException("this is no network of ours");
        bytes = bytes[Magic.Length..];
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        bytes = bytes[4..];
        if (count is < 1 or > MostLayers || bytes.Length < 16 * count) throw new FormatException($"a network of {count} layers");
        var layers = new Layer[count];
        long parameters = 0;
        for (var n = 0; n < count; n++, bytes = bytes[16..])
        {
            layers[n] = new(Whole(bytes), Whole(bytes[4..]), Whole(bytes[8..]), Whole(bytes[12..]));
            if (layers[n].Side is not (1 or 3) || layers[n].Step > 16 || (n > 0 && layers[n].In != layers[n - 1].Out)) throw new FormatException($"layer {n} does not fit");
            parameters += ((long)layers[n].In * layers[n].Out * layers[n].Side * layers[n].Side) + layers[n].Out;
        }
        if (4 * parameters != bytes.Length) throw new FormatException($"{bytes.Length / 4} parameters where the layers have {parameters}");
        var values = new float[parameters];
        for (var n = 0; n < values.Length; n++) values[n] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * n)..]);
        if (values.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue)) throw new FormatException("a parameter is not a finite number");
        return new(layers, values);

        static int Whole(ReadOnlySpan<byte> at) =>
            BinaryPrimitives.ReadInt32LittleEndian(at) is var value and > 0 and <= MostPlanes ? value : throw new FormatException("a layer has a size that can not be");
    }

    // Box and Muller 1958
    private static double Normal(Random chance) => Math.Sqrt(-2 * Math.Log(1 - chance.NextDouble())) * Math.Cos(2 * Math.PI * chance.NextDouble());
}
