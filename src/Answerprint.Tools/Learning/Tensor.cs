namespace Answerprint.Tools.Learning;

/// <summary>A block of floats whose way of being computed is remembered, so that gradients can be had of it. Lives as long as its tape.</summary>
internal readonly unsafe record struct Tensor(Tape Tape, nint Handle)
{
    public static Tensor operator +(Tensor a, Tensor b) => Pair(0, a, b);

    public static Tensor operator -(Tensor a, Tensor b) => Pair(1, a, b);

    public static Tensor operator *(Tensor a, Tensor b) => Pair(2, a, b);

    public static Tensor operator *(Tensor a, float factor) => a.One(4, factor);

    /// <summary>x, or <paramref name="slope"/> · x below 0.</summary>
    public Tensor Ramp(float slope) => One(0, slope);

    /// <summary>Held within ± <paramref name="limit"/>.</summary>
    public Tensor Held(float limit) => One(1, limit);

    public Tensor Sigmoid() => One(2, 0);

    /// <summary>ln(x + <paramref name="plus"/>).</summary>
    public Tensor Log(float plus) => One(3, plus);

    public Tensor Softmax(int dimension) => One(5, dimension);

    public Tensor Sum(int dimension) => One(6, dimension);

    /// <summary>N×C×H×W to twice the size, bilinear, pixel centres as they lie.</summary>
    public Tensor Twice() => One(7, 0);

    /// <summary>The mean of each entry of dimension 0.</summary>
    public Tensor MeanOfEach() => One(8, 0);

    public Tensor Mean() => One(9, 0);

    /// <summary>Without so many rows and columns at every border.</summary>
    public Tensor Inside(int border) => One(10, border);

    public Tensor Part(int dimension, long first, long count)
    {
        nint result;
        TorchLibrary.Check(TorchLibrary.Part(Handle, dimension, first, count, &result), "part");
        return Tape.Keep(result);
    }

    public Tensor Shape(params ReadOnlySpan<long> sizes)
    {
        nint result;
        fixed (long* shape = sizes) TorchLibrary.Check(TorchLibrary.Shape(Handle, shape, sizes.Length, &result), "shape");
        return Tape.Keep(result);
    }

    /// <summary>Convolved, with zeros beyond the borders.</summary>
    public Tensor Convolve(Tensor weights, Tensor? bias, int padding, int dilation = 1)
    {
        nint result;
        TorchLibrary.Check(TorchLibrary.Convolve(Handle, weights.Handle, bias?.Handle ?? 0, padding, dilation, &result), "convolve");
        return Tape.Keep(result);
    }

    /// <summary>Works out the gradients of this one number by every tensor that learns.</summary>
    public void Backward() => TorchLibrary.Check(TorchLibrary.Backward(Handle), "backward");

    public float[] Read(int count)
    {
        var values = new float[count];
        fixed (float* to = values) TorchLibrary.Check(TorchLibrary.Read(Handle, to, count), "read");
        return values;
    }

    public void Gradient(Span<float> values)
    {
        fixed (float* to = values) TorchLibrary.Check(TorchLibrary.Gradient(Handle, to, values.Length), "gradient");
    }

    private Tensor One(int operation, double parameter)
    {
        nint result;
        TorchLibrary.Check(TorchLibrary.One(operation, Handle, parameter, &result), $"operation {operation}");
        return Tape.Keep(result);
    }

    private static Tensor Pair(int operation, Tensor a, Tensor b)
    {
        nint result;
        TorchLibrary.Check(TorchLibrary.Pair(operation, a.Handle, b.Handle, &result), $"pair {operation}");
        return a.Tape.Keep(result);
    }
}
