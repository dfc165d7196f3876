namespace Answerprint.Tools.Learning;

internal sealed partial class Network
{
    /// <summary>Kernels or biases of a layer on a tape, and where they stand among <see cref="Parameters"/>.</summary>
    internal readonly record struct Learning(Tensor Tensor, int First, int Count);

    /// <summary>The network on a tape, to learn with.</summary>
    /// <param name="input">N×C×H×W.</param>
    /// <param name="learning">Gets what gradients are wanted of.</param>
    public Tensor Forward(Tape tape, Tensor input, List<Learning> learning)
    {
        var at = 0;
        var now = input;
        for (var n = 0; n < Layers.Count; n++)
        {
            var layer = Layers[n];
            var kernels = tape.Make(Parameters.AsSpan(at, layer.Kernels), true, layer.Out, layer.In, layer.Side, layer.Side);
            var bias = tape.Make(Parameters.AsSpan(at + layer.Kernels, layer.Out), true, layer.Out);
            learning.Add(new(kernels, at, layer.Kernels));
            learning.Add(new(bias, at + layer.Kernels, layer.Out));
            now = now.Convolve(kernels, bias, layer.Reach, layer.Step);
            if (n < Layers.Count - 1) now = now.Ramp(Slope);
            at += layer.Parameters;
        }
        return now;
    }
}
