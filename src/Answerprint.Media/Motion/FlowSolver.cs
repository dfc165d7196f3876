namespace Answerprint.Media.Motion;

/// <summary>
/// Dense inverse search (Kroeger et al., ECCV 2016) as OpenCV implements it, on 8-bit luma. The same bits on any number of threads.
/// </summary>
/// <param name="FinestScale">0 = full size, 1 = half size, …</param>
/// <param name="Patch">Side of a patch in pixels.</param>
/// <param name="Stride">Pixels between patches.</param>
/// <param name="Iterations">Of gradient descent, at most.</param>
/// <param name="Variational">Steps of variational refinement on each scale.</param>
public readonly record struct FlowSolver(int FinestScale, int Patch, int Stride, int Iterations, int Variational)
{
    /// <summary>Small patches, closely set.</summary>
    public static FlowSolver Fine { get; } = new(0, 8, 3, 30, 10);

    /// <summary>Larger patches reach further.</summary>
    public static FlowSolver Coarse { get; } = new(0, 12, 6, 30, 10);

    /// <summary>OpenCV's medium setting.</summary>
    public static FlowSolver Medium { get; } = new(0, 8, 3, 25, 5);

    /// <summary>To refine what is nearly aligned.</summary>
    public static FlowSolver Fast { get; } = new(0, 8, 4, 16, 5);

    /// <summary>Solvers keep what memory they have freed for the next one; whoever needs no more for a while gives it back to the system.</summary>
    public static void LetGo() => NativeMotion.Check(NativeMotion.LetGo(), "giving memory back");

    /// <summary>The motion from <paramref name="a"/> to <paramref name="b"/>; still where the pictures are too small to search.</summary>
    /// <exception cref="ArgumentException">The pictures differ in size.</exception>
    public unsafe FlowField Solve(LumaPicture a, LumaPicture b)
    {
        if (a.Width != b.Width || a.Height != b.Height) throw new ArgumentException("the pictures differ in size", nameof(b));
        var flow = new FlowField(a.Width, a.Height);
        int code;
        fixed (byte* from = a.Pixels, to = b.Pixels)
        fixed (float* values = flow.Values)
            code = NativeMotion.DenseFlow(from, to, a.Width, a.Height, FinestScale, Patch, Stride, Iterations, Variational, values);
        if (code == -3) return FlowField.Still(a.Width, a.Height);
        NativeMotion.Check(code, "dense flow");
        return flow;
    }
}
