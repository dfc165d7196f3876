using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;

namespace Answerprint.Tools.Learning;

internal sealed partial class Network
{
    /// <summary>Planes out that are summed side by side.</summary>
    private const int Group = 8;

    private readonly float[][] packed;

    /// <summary>What the network says about planes of one size.</summary>
    /// <param name="planes">As many as the first layer takes, W·H floats each or more.</param>
    /// <returns>As many as the last layer gives, each as <see cref="Lanes.Plane"/> makes them.</returns>
    public float[][] Run(IReadOnlyList<float[]> planes, int width, int height, int threads, CancellationToken cancel = default)
    {
        if (planes.Count != Layers[0].In) throw new ArgumentException($"{planes.Count} planes for {Layers[0].In}", nameof(planes));
        var border = Layers.Max(l => l.Reach);
        var stride = Lanes.Padded(width) + (2 * border);
        var size = stride * (height + (2 * border));
        var now = Fresh(planes.Count);
        for (var c = 0; c < planes.Count; c++)
            for (var y = 0; y < height; y++) planes[c].AsSpan(y * width, width).CopyTo(now[c].AsSpan(((y + border) * stride) + border));
        for (var n = 0; n < Layers.Count; n++)
        {
            var (layer, from, weights, last) = (Layers[n], now, packed[n], n == Layers.Count - 1);
            var next = Fresh((layer.Out + Group - 1) / Group * Group);
            Rows.Each(threads, height, (first, end) =>
            {
                for (var y = first; y < end; y++)
                    for (var group = 0; group < next.Length; group += Group) Row(layer, weights, from, next, group, y + border, border, stride, width, last);
            }, cancel);
            now = next;
        }
        var result = new float[Layers[^1].Out][];
        for (var c = 0; c < result.Length; c++)
        {
            result[c] = Lanes.Plane(width * height);
            for (var y = 0; y < height; y++) now[c].AsSpan(((y + border) * stride) + border, width).CopyTo(result[c].AsSpan(y * width));
        }
        return result;

        float[][] Fresh(int count) => [.. Enumerable.Range(0, count).Select(_ => new float[size + Lanes.Count])];
    }

    // eight planes of one row: bias, then every plane in, row and column of the kernel in their order
    private static void Row(Layer layer, float[] weights, float[][] from, float[][] to, int group, int y, int border, int stride, int width, bool last)
    {
        var taps = layer.In * layer.Side * layer.Side;
        var start = group * (taps + 1);
        var half = layer.Side / 2;
        for (var x = 0; x < width; x += Lanes.Count)
        {
            var at = start;
            var s0 = Vector256.Create(weights[at]);
            var s1 = Vector256.Create(weights[at + 1]);
            var s2 = Vector256.Create(weights[at + 2]);
            var s3 = Vector256.Create(weights[at + 3]);
            var s4 = Vector256.Create(weights[at + 4]);
            var s5 = Vector256.Create(weights[at + 5]);
            var s6 = Vector256.Create(weights[at + 6]);
            var s7 = Vector256.Create(weights[at + 7]);
            at += Group;
            foreach (var plane in from.AsSpan(0, layer.In))
            {
                for (var v = -half; v <= half; v++)
                {
                    var line = ((y + (v * layer.Step)) * stride) + border + x;
                    for (var u = -half; u <= half; u++)
                    {
                        var value = Lanes.Load(plane, line + (u * layer.Step));
                        var eight = weights.AsSpan(at, Group);
                        s0 += value * eight[0];
                        s1 += value * eight[1];
                        s2 += value * eight[2];
                        s3 += value * eight[3];
                        s4 += value * eight[4];
                        s5 += value * eight[5];
                        s6 += value * eight[6];
                        s7 += value * eight[7];
                        at += Group;
                    }
                }
            }
            var place = (y * stride) + border + x;
            Keep(s0, 0);
            Keep(s1, 1);
            Keep(s2, 2);
            Keep(s3, 3);
            Keep(s4, 4);
            Keep(s5, 5);
            Keep(s6, 6);
            Keep(s7, 7);

            void Keep(Vector256<float> sum, int n) => Lanes.Store(last ? sum : Vector256.Max(sum, sum * Slope), to[group + n], place);
        }
        // beyond the right border are zeros
        for (var n = group; n < group + Group; n++) to[n].AsSpan((y * stride) + border + width, Lanes.Padded(width) - width).Clear();
    }

    // for each eight planes out: their biases, then for each plane in, row and column of the kernel the eight weights
    private float[][] Packed()
    {
        var result = new float[Layers.Count][];
        var at = 0;
        for (var n = 0; n < result.Length; n++)
        {
            var layer = Layers[n];
            var taps = layer.In * layer.Side * layer.Side;
            var groups = (layer.Out + Group - 1) / Group;
            result[n] = new float[groups * Group * (taps + 1)];
            for (var o = 0; o < layer.Out; o++)
            {
                var start = o / Group * Group * (taps + 1);
                result[n][start + (o % Group)] = Parameters[at + layer.Kernels + o];
                for (var k = 0; k < taps; k++) result[n][start + (Group * (k + 1)) + (o % Group)] = Parameters[at + (o * taps) + k];
            }
            at += layer.Parameters;
        }
        return result;
    }
}
