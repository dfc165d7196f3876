namespace Answerprint.Media.Frames;

/// <summary>Puts row <paramref name="y"/> of an origin pass into <paramref name="row"/>, an origin of the pass's width and taps and of height 1, every value of it. For one thread.</summary>
public delegate void OriginReader(int y, Origin row);

/// <summary>
/// Where each pixel of a made picture came from, told row by row: per pixel up to eight taps into real plates, and the share that was synthesised.
/// Σ weights + synth = 1. At 4K all taps at once would take eight times the memory of the picture, so whoever makes them keeps what they are
/// worked out from, and a row is worked out when it is asked for: the same row gives the same bits each time. Safe for reading from several threads.
/// </summary>
public abstract class OriginPass
{
    /// <summary>At most this many taps a pixel (n = 0..7 in the file).</summary>
    public const int MostTaps = 8;

    protected OriginPass(int width, int height, int taps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(taps, MostTaps);
        Width = width;
        Height = height;
        TapCount = taps;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Taps of every pixel; some may have weight 0.</summary>
    public int TapCount { get; }

    /// <summary>The memory that it holds, bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>Whether it is known without a look that nothing is synthesised.</summary>
    public virtual bool IsReal => false;

    /// <summary>Begins to read, in any order of rows. Each thread reads with a reader of its own.</summary>
    public abstract OriginReader Reader();

    /// <summary>One row to read into.</summary>
    public Origin Row() => new(Width, 1, TapCount);

    /// <summary>Row after row from the top, each in the same place: it counts until the next is asked for.</summary>
    public IEnumerable<Origin> Rows()
    {
        var (reader, row) = (Reader(), Row());
        for (var y = 0; y < Height; y++)
        {
            reader(y, row);
            yield return row;
        }
    }

    /// <summary>All of it at once: 20 bytes a tap and 8 more for every pixel.</summary>
    public virtual Origin Whole()
    {
        var (whole, y) = (new Origin(Width, Height, TapCount), 0);
        foreach (var row in Rows()) whole.Put(y++, row);
        return whole;
    }
}
