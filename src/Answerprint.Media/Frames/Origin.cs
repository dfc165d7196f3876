namespace Answerprint.Media.Frames;

/// <summary>
/// An origin pass whose rows all lie in memory. A tap's position is in source pixels (0,0 = centre of the top left pixel), rounded to 1/64 px before it was
/// sampled, so that gathering the taps again gives the same picture to the bit.
/// </summary>
public sealed class Origin : OriginPass
{
    public Origin(int width, int height, int taps)
        : base(width, height, taps)
    {
        Taps = new OriginTap[taps];
        for (var n = 0; n < taps; n++) Taps[n] = new OriginTap(checked(width * height));
        Synth = new float[width * height];
        Confidence = new float[width * height];
    }

    public IReadOnlyList<OriginTap> Tap => Taps;

    public override long Bytes => (8L + (20L * Taps.Length)) * Width * Height;

    internal OriginTap[] Taps { get; }

    /// <summary>Share of the pixel that comes from no plate, 0..1.</summary>
    public float[] Synth { get; }

    /// <summary>Probability that the largest RGB error is at most 8 display codes of 255, 0..1.</summary>
    public float[] Confidence { get; }

    public override OriginReader Reader() => (y, row) =>
    {
        for (var n = 0; n < Taps.Length; n++) row.Taps[n].Put(0, Taps[n], y * Width, Width);
        Synth.AsSpan(y * Width, Width).CopyTo(row.Synth);
        Confidence.AsSpan(y * Width, Width).CopyTo(row.Confidence);
    };

    public override Origin Whole() => this;

    /// <summary>Takes a row of the same width and taps.</summary>
    public void Put(int y, Origin row)
    {
        for (var n = 0; n < Taps.Length; n++) Taps[n].Put(y * Width, row.Taps[n], 0, Width);
        row.Synth.CopyTo(Synth.AsSpan(y * Width));
        row.Confidence.CopyTo(Confidence.AsSpan(y * Width));
    }
}

/// <summary>One tap of every pixel, arrays of H×W row by row.</summary>
public sealed class OriginTap(int size)
{
    /// <summary>Source column in pixels, a multiple of 1/64.</summary>
    public float[] X { get; } = new float[size];

    /// <summary>Source row in pixels, a multiple of 1/64.</summary>
    public float[] Y { get; } = new float[size];

    /// <summary>Share of the pixel that this tap gives.</summary>
    public float[] Weight { get; } = new float[size];

    /// <summary>Index into the plate table of the manifest.</summary>
    public uint[] Plate { get; } = new uint[size];

    /// <summary>Frame number in that plate.</summary>
    public uint[] Frame { get; } = new uint[size];

    /// <summary>Copies pixels of another tap.</summary>
    internal void Put(int at, OriginTap from, int first, int count)
    {
        from.X.AsSpan(first, count).CopyTo(X.AsSpan(at));
        from.Y.AsSpan(first, count).CopyTo(Y.AsSpan(at));
        from.Weight.AsSpan(first, count).CopyTo(Weight.AsSpan(at));
        from.Plate.AsSpan(first, count).CopyTo(Plate.AsSpan(at));
        from.Frame.AsSpan(first, count).CopyTo(Frame.AsSpan(at));
    }
}
