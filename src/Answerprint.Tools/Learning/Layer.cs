namespace Answerprint.Tools.Learning;

/// <summary>One convolution: so many planes in, so many out, a square kernel of <paramref name="Side"/> taps each way, <paramref name="Step"/> pixels apart, zeros beyond the borders.</summary>
/// <param name="Side">1 or 3.</param>
internal readonly record struct Layer(int In, int Out, int Side, int Step)
{
    /// <summary>Kernels, then a bias for each plane out.</summary>
    public int Parameters => Kernels + Out;

    public int Kernels => Out * In * Side * Side;

    /// <summary>Pixels beyond a border that it looks at.</summary>
    public int Reach => Side / 2 * Step;
}
