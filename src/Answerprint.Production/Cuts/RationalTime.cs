using System.Globalization;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// A point in time or a length, counted in frames of <see cref="Rate"/> as an exact reduced fraction: 3, −7/2. A double is met only at the
/// edge of a file. Arithmetic that no longer fits 128 bits throws <see cref="OverflowException"/> (only a hostile file gets there).
/// </summary>
public readonly record struct RationalTime : IComparable<RationalTime>
{
    /// <summary>Larger counts than this are refused when read: a century at 240 frames a second.</summary>
    public const double Most = 1e12;

    public RationalTime(Int128 numerator, Int128 denominator, FrameRate rate)
    {
        if (denominator <= 0) throw new ArgumentOutOfRangeException(nameof(denominator));
        Rate = rate;
        if (denominator == 1)
        {
            (Numerator, Denominator) = (numerator, denominator);
            return;
        }
        Int128 a = Int128.Abs(numerator), b = denominator;
        while (b != 0) (a, b) = (b, a % b);
        Numerator = a == 0 ? 0 : numerator / a;
        Denominator = a == 0 ? 1 : denominator / a;
    }

    public RationalTime(long frames, FrameRate rate)
        : this(frames, 1, rate)
    {
    }

    public Int128 Numerator { get; }

    public Int128 Denominator { get; }

    public FrameRate Rate { get; }

    public bool IsWhole => Denominator == 1;

    public bool IsZero => Numerator == 0;

    /// <summary>The count as a double: for files that can say nothing else, and for people.</summary>
    public double Value => (double)Numerator / (double)Denominator;

    /// <summary>Seconds as a double, for people.</summary>
    public double Seconds => Value / Rate.PerSecond;

    public static RationalTime Zero(FrameRate rate) => new(0, rate);

    /// <summary>The fraction that a double in a file means: the one with the smallest denominator up to 1,000,000 within 1e-9 (continued fractions).</summary>
    /// <exception cref="FormatException">Not finite, or beyond ±1e12.</exception>
    public static RationalTime FromDouble(double value, FrameRate rate)
    {
        if (!double.IsFinite(value) || Math.Abs(value) > Most) throw new FormatException($"{value.ToString(CultureInfo.InvariantCulture)} is no time");
        if (double.IsInteger(value)) return new((long)value, rate);
        var (numerator, denominator) = Fraction(value);
        return new(numerator, denominator, rate);
    }

    /// <summary>The same moment counted at another rate, exactly.</summary>
    public RationalTime RescaleTo(FrameRate rate) => rate == Rate ? this : new(
        checked(Numerator * rate.Numerator * Rate.Denominator), checked(Denominator * rate.Denominator * Rate.Numerator), rate);

    /// <summary>
    /// Counted at another rate as an editor means it: frame for frame where the nominal SMPTE rates agree (24 and 23.976), else the same moment.
    /// </summary>
    public RationalTime At(FrameRate rate) => Rate.AgreesWith(rate) ? new(Numerator, Denominator, rate) : RescaleTo(rate);

    /// <summary>The frame that this moment lies in: the count rounded down.</summary>
    public long Floor() => Denominator == 1 ? checked((long)Numerator) : checked((long)(Numerator >= 0 ? Numerator / Denominator : -((-Numerator + Denominator - 1) / Denominator)));

    /// <summary>The nearest whole count, halves up.</summary>
    public long Round() => Denominator == 1 ? checked((long)Numerator) : new RationalTime(checked((2 * Numerator) + Denominator), checked(2 * Denominator), Rate).Floor();

    /// <summary>The count rounded up.</summary>
    public long Ceiling() => -new RationalTime(-Numerator, Denominator, Rate).Floor();

    public int CompareTo(RationalTime other)
    {
        var o = other.At(Rate);
        return checked(Numerator * o.Denominator).CompareTo(checked(o.Numerator * Denominator));
    }

    /// <summary>The sum, at the rate of the first.</summary>
    public static RationalTime operator +(RationalTime a, RationalTime b)
    {
        var o = b.At(a.Rate);
        return new(checked((a.Numerator * o.Denominator) + (o.Numerator * a.Denominator)), checked(a.Denominator * o.Denominator), a.Rate);
    }

    public static RationalTime operator -(RationalTime a) => new(-a.Numerator, a.Denominator, a.Rate);

    public static RationalTime operator -(RationalTime a, RationalTime b) => a + -b;

    public static bool operator <(RationalTime a, RationalTime b) => a.CompareTo(b) < 0;

    public static bool operator >(RationalTime a, RationalTime b) => a.CompareTo(b) > 0;

    public static bool operator <=(RationalTime a, RationalTime b) => a.CompareTo(b) <= 0;

    public static bool operator >=(RationalTime a, RationalTime b) => a.CompareTo(b) >= 0;

    public static RationalTime Min(RationalTime a, RationalTime b) => b < a ? b : a;

    public static RationalTime Max(RationalTime a, RationalTime b) => b > a ? b : a;

    /// <summary>Times a speed given as a double (a time warp's scalar, −1, 1.983333).</summary>
    public RationalTime Times(double factor)
    {
        var f = FromDouble(factor, Rate);
        return new(checked(Numerator * f.Numerator), checked(Denominator * f.Denominator), Rate);
    }

    /// <summary>Divided by a speed given as a double.</summary>
    /// <exception cref="DivideByZeroException">The speed is 0.</exception>
    public RationalTime DividedBy(double factor)
    {
        if (factor == 1) return this;
        var f = FromDouble(factor, Rate);
        if (f.Numerator == 0) throw new DivideByZeroException();
        var sign = f.Numerator < 0 ? -1 : 1;
        return new(checked(Numerator * f.Denominator * sign), checked(Denominator * f.Numerator * sign), Rate);
    }

    public override string ToString() => IsWhole ? $"{Numerator}@{Rate}" : $"{Numerator}/{Denominator}@{Rate}";

    private static (Int128 Numerator, Int128 Denominator) Fraction(double value)
    {
        const double Near = 1e-9;
        var rest = Math.Abs(value);
        Int128 p0 = 0, q0 = 1, p1 = 1, q1 = 0;
        for (var step = 0; step < 40; step++)
        {
            var whole = Math.Floor(rest);
            var a = (Int128)whole;
            Int128 p = (a * p1) + p0, q = (a * q1) + q0;
            if (q > 1_000_000) break;
            (p0, q0, p1, q1) = (p1, q1, p, q);
            if (Math.Abs(((double)p1 / (double)q1) - Math.Abs(value)) <= Near * Math.Max(1, Math.Abs(value) / 1e6) || rest - whole < 1e-12) break;
            rest = 1 / (rest - whole);
        }
        return (value < 0 ? -p1 : p1, q1);
    }
}

/// <summary>From <see cref="Start"/> for <see cref="Duration"/>; the end is the first moment after.</summary>
public readonly record struct TimeRange(RationalTime Start, RationalTime Duration)
{
    /// <summary>Start + duration, at the rate of the start.</summary>
    public RationalTime End => Start + Duration;

    public static TimeRange Of(long start, long duration, FrameRate rate) => new(new(start, rate), new(duration, rate));

    public static TimeRange Between(RationalTime start, RationalTime end) => new(start, end - start);

    public override string ToString() => $"{Start}+{Duration}";
}
