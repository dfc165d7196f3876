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

    /// <summary>Taps of which each lies wholly in one frame of one plate: at 4K the indices would take as much memory as the picture, so taps share them.</summary>
    /// <param name="frames">The frame of every tap.</param>
    public Origin(int width, int height, uint plate, IReadOnlyList<uint> frames)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(frames.Count, MostTaps);
        (Width, Height) = (width, height);
        var size = checked(width * height);
        var known = new Dictionary<uint, uint[]>();
        Taps = [.. frames.Select(f => new OriginTap(size, Filled(plate), Filled(f)))];
        Synth = new float[size];
        Confidence = new float[size];

        uint[] Filled(uint value)
        {
            if (known.TryGetValue(value, out var there)) return there;
            var filled = GC.AllocateUninitializedArray<uint>(size);
            filled.AsSpan().Fill(value);
            return known[value] = filled;
        }
    }

    public int Width { get; }

    public int Height { get; }

    public IReadOnlyList<OriginTap> Tap => Taps;

    /// <summary>The memory that it takes.</summary>
    public long Bytes => (8L + (20L * Taps.Length)) * Width * Height;

    internal OriginTap[] Taps { get; }

    /// <summary>Share of the pixel that comes from no plate, 0..1.</summary>
    public float[] Synth { get; }

    /// <summary>Probability that the largest RGB error is at most 8 display codes of 255, 0..1.</summary>
    public float[] Confidence { get; }
}

/// <summary>One tap of every pixel, arrays of H×W row by row.</summary>
public sealed class OriginTap(int size, uint[] plate, uint[] frame)
{
    public OriginTap(int size)
        : this(size, new uint[size], new uint[size])
    {
    }

    /// <summary>Source column in pixels, a multiple of 1/64.</summary>
    public float[] X { get; } = new float[size];

    /// <summary>Source row in pixels, a multiple of 1/64.</summary>
    public float[] Y { get; } = new float[size];

    /// <summary>Share of the pixel that this tap gives.</summary>
    public float[] Weight { get; } = new float[size];

    /// <summary>Index into the plate table of the manifest; taps may share the array.</summary>
    public uint[] Plate { get; } = plate;

    /// <summary>Frame number in that plate; taps may share the array.</summary>
    public uint[] Frame { get; } = frame;
}
