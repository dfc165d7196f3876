namespace Answerprint.Tools.Learning;

/// <summary>Holds the tensors of one step of training and frees them together. Not safe for several threads.</summary>
internal sealed unsafe class Tape : IDisposable
{
    private readonly List<nint> made = [];

    /// <summary>A tensor of these values, row by row.</summary>
    /// <param name="learns">Gradients of it are kept.</param>
    public Tensor Make(ReadOnlySpan<float> values, bool learns, params ReadOnlySpan<long> sizes)
    {
        long count = 1;
        foreach (var size in sizes) count *= size;
        if (count != values.Length) throw new ArgumentException($"{values.Length} values for {count} places", nameof(values));
        nint result;
        fixed (float* from = values)
        fixed (long* shape = sizes)
            TorchLibrary.Check(TorchLibrary.Make(from, shape, sizes.Length, learns ? 1 : 0, &result), "make");
        return Keep(result);
    }

    public Tensor Keep(nint handle)
    {
        made.Add(handle);
        return new(this, handle);
    }

    public void Dispose()
    {
        for (var n = made.Count - 1; n >= 0; n--) TorchLibrary.Free(made[n]);
        made.Clear();
    }
}
