namespace Answerprint.Media.Frames;

/// <summary>
/// Where each pixel of a made picture came from: per pixel up to eight taps into real plates, and the share that was synthesised.
/// Σ weights + synth = 1. A tap's position is in source pixels (0,0 = centre of the top left pixel), rounded to 1/64 px before it was
/// sampled, so that gathering the taps again gives the same picture to the bit.
/// </summary>
public sealed class Origin
{
    /// <summary>At most this many taps a pixel (n = 0..7 in the file).</summary>
    public const int MostTaps = 8;

    public Origin(int width, int height, int taps)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taps, MostTaps);
        Width = width;
        Height = height;
        Taps = new OriginTap[taps];
        for (var n = 0; n < taps; n++) Taps[n] = new OriginTap(checked(width * height));
        Synth = new float[width * height];
        Confidence = new float[width * height];
    }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<OriginTap> Tap => Taps;

    internal OriginTap[] Taps { get; }

    /// <summary>Share of the pixel that comes from no plate, 0..1.</summary>
    public float[] Synth { get; }

    /// <summary>Probability that the largest RGB error is at most 8 display codes of 255, 0..1.</summary>
    public float[] Confidence { get; }
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
}
