using System.Globalization;

namespace Answerprint.Media.Time;

/// <summary>A frame rate in frames a second as a reduced fraction (24000/1001), never a double.</summary>
public readonly record struct FrameRate : IComparable<FrameRate>
{
    /// <exception cref="ArgumentOutOfRangeException">A part is not positive.</exception>
    public FrameRate(long numerator, long denominator = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        long a = numerator, b = denominator;
        while (b != 0) (a, b) = (b, a % b);
        Numerator = numerator / a;
        Denominator = denominator / a;
    }

    public long Numerator { get; }

    public long Denominator { get; }

    /// <summary>Frames a second as a double: for display and for file formats that can say nothing else.</summary>
    public double PerSecond => (double)Numerator / Denominator;

    /// <summary>The whole number of labels in a second of timecode: 24 for 23.976, 30 for 29.97 (SMPTE ST 12-1).</summary>
    public int Nominal => (int)((Numerator + Denominator - 1) / Denominator);

    /// <summary>The same nominal SMPTE rate within 0.1 %: 23.976 media agrees with a 24 cut.</summary>
    public bool AgreesWith(FrameRate other) =>
        Nominal == other.Nominal && Math.Abs((PerSecond / other.PerSecond) - 1) <= 0.00101;

    /// <summary>The rate that a double in a file means: the nearest of n and n·1000/1001, else a fraction over 1000.</summary>
    /// <exception cref="FormatException">The number is not a rate.</exception>
    public static FrameRate FromDouble(double perSecond)
    {
        if (!double.IsFinite(perSecond) || perSecond is <= 0 or > 100_000) throw new FormatException($"{perSecond} is no frame rate");
        var whole = Math.Max(1, (long)Math.Round(perSecond));
        if (Math.Abs(perSecond - whole) < 1e-4) return new(whole);
        var ntsc = (long)Math.Round(perSecond * 1001 / 1000);
        if (ntsc > 0 && Math.Abs(perSecond - (ntsc * 1000.0 / 1001)) < 0.005) return new(ntsc * 1000, 1001);
        return new(Math.Max(1, (long)Math.Round(perSecond * 1000)), 1000);
    }

    /// <summary>Reads "24", "23.976", "24000/1001".</summary>
    /// <exception cref="FormatException">The text is not a rate.</exception>
    public static FrameRate Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var n) &&
            long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var d) && n > 0 && d > 0)
            return new(n, d);
        if (parts.Length == 1 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return FromDouble(value);
        throw new FormatException($"'{text}' is no frame rate; write 24, 23.976 or 24000/1001");
    }

    public int CompareTo(FrameRate other) => ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    public static bool operator <(FrameRate a, FrameRate b) => a.CompareTo(b) < 0;

    public static bool operator >(FrameRate a, FrameRate b) => a.CompareTo(b) > 0;

    public static bool operator <=(FrameRate a, FrameRate b) => a.CompareTo(b) <= 0;

    public static bool operator >=(FrameRate a, FrameRate b) => a.CompareTo(b) >= 0;

    public override string ToString() => Denominator == 1 ? $"{Numerator}" : $"{Numerator}/{Denominator}";
}
