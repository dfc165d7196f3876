using System.Globalization;

namespace Answerprint.Media.Time;

/// <summary>
/// How fast frames are played: one speed, or speeds at frames of the source with a straight change of speed between them. 1 is as shot, 0.4 takes two and a half times as long.
/// Between two points the speed is v(s) = v₀ + k·(s − s₀), so that after j frames s = s₀ + v₀·(exp(k·j) − 1)/k; before the first and after the last point it stays.
/// </summary>
public sealed class Pace
{
    /// <summary>The slowest and the fastest speed.</summary>
    public const double Least = 0.1, Most = 10;

    /// <summary>More points are refused.</summary>
    private const int MostPoints = 1000;

    private readonly long numerator;
    private readonly long denominator;
    private readonly IReadOnlyList<(int Frame, double Speed)> points;
    private readonly string words;

    private Pace(long numerator, long denominator, IReadOnlyList<(int Frame, double Speed)> points, string words) =>
        (this.numerator, this.denominator, this.points, this.words) = (numerator, denominator, points, words);

    /// <summary>Whether there is one speed for all frames.</summary>
    public bool IsEven => points.Count == 0;

    /// <summary>One speed.</summary>
    /// <param name="numerator">Frames of the source …</param>
    /// <param name="denominator">… to so many frames that are shown.</param>
    public static Pace Even(long numerator, long denominator)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(numerator);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        var (a, b) = (numerator, denominator);
        while (b != 0) (a, b) = (b, a % b);
        (numerator, denominator) = (numerator / a, denominator / a);
        return new(numerator, denominator, [], Exact((double)numerator / denominator, numerator, denominator));
    }

    /// <summary>Reads "0.4", "0.4x", "40%", "1/1.25", "24->25" (material of 24 frames a second played at 25), or points "1001=1,1020=0.5" (speeds at frames of the source).</summary>
    /// <exception cref="FormatException">The text is no speed, or one is not within 0.1 and 10.</exception>
    public static Pace Parse(string text)
    {
        try
        {
            return Read(text.Trim());
        }
        catch (OverflowException)
        {
            throw Unread(text);
        }
    }

    private static Pace Read(string text)
    {
        if (text.Contains("->", StringComparison.Ordinal)) return Bounded(Rates(text), text);
        if (!text.Contains('=', StringComparison.Ordinal)) return Bounded(Fraction(text), text);
        var listed = new List<(int Frame, double Speed)>();
        foreach (var part in text.Split(','))
        {
            if (part.Split('=') is not [var at, var speed] || !int.TryParse(at.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var frame)) throw Unread(part);
            var (n, d) = Fraction(speed);
            Bounded((n, d), part);
            if (listed.Count > 0 && frame <= listed[^1].Frame) throw new FormatException($"the frames of '{text}' do not rise at {frame}; write them in order: 1001=1,1020=0.5");
            listed.Add((frame, (double)n / d));
            if (listed.Count > MostPoints) throw new FormatException($"more than {MostPoints} points of speed");
        }
        return new(0, 0, listed, string.Join(',', listed.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Frame}={p.Speed:0.######}"))));
    }

    /// <summary>The moment of the source that is shown <paramref name="steps"/> frames after <paramref name="start"/> is.</summary>
    /// <param name="start">A moment of the source, in its frame numbers.</param>
    /// <param name="steps">Frames that are shown; of an even pace it may be negative.</param>
    public double After(double start, int steps)
    {
        if (IsEven) return start + ((double)((Int128)steps * numerator) / denominator);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var (at, left) = (start, (double)steps);
        var next = 0;
        while (next < points.Count && points[next].Frame <= at) next++;
        while (left > 0)
        {
            if (next == 0 || next == points.Count)
            {
                // one speed up to the first point, or from the last one on
                var speed = points[next == 0 ? 0 : ^1].Speed;
                var reach = next == 0 ? (points[0].Frame - at) / speed : double.PositiveInfinity;
                if (reach >= left) return at + (speed * left);
                (at, left, next) = (points[0].Frame, left - reach, 1);
                continue;
            }
            var (from, to) = (points[next - 1], points[next]);
            var k = (to.Speed - from.Speed) / (to.Frame - from.Frame);
            var now = from.Speed + (k * (at - from.Frame));
            var span = Math.Abs(k) < 1e-12 ? (to.Frame - at) / now : Math.Log(to.Speed / now) / k;
            if (span >= left) return Math.Abs(k) < 1e-12 ? at + (now * left) : at + (now * (Math.Exp(k * left) - 1) / k);
            (at, left, next) = (to.Frame, left - span, next + 1);
        }
        return at;
    }

    public override string ToString() => words;

    private static (long Numerator, long Denominator) Rates(string text)
    {
        if (text.Split("->") is not [var from, var to]) throw Unread(text);
        FrameRate a = FrameRate.Parse(from.Trim()), b = FrameRate.Parse(to.Trim());
        return (checked(a.Numerator * b.Denominator), checked(a.Denominator * b.Numerator));
    }

    // decimals as what they say: 0.4 is 2/5
    private static (long Numerator, long Denominator) Fraction(string text)
    {
        var whole = text.Trim();
        if (whole.Split('/') is [var over, var under])
        {
            var (a, b) = (Fraction(over), Fraction(under));
            return (checked(a.Numerator * b.Denominator), checked(a.Denominator * b.Numerator));
        }
        var percent = whole.EndsWith('%');
        var digits = whole.TrimEnd('x', 'X', '%').Trim();
        if (digits.Length > 12 || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value <= 0) throw Unread(text);
        long scale = percent ? 100 : 1;
        while (value != decimal.Truncate(value)) (value, scale) = (value * 10, scale * 10);
        return ((long)value, scale);
    }

    private static Pace Bounded((long Numerator, long Denominator) speed, string text) =>
        (double)speed.Numerator / speed.Denominator is >= Least - 1e-12 and <= Most + 1e-12
            ? Even(speed.Numerator, speed.Denominator)
            : throw new FormatException($"'{text}' is not a speed within {Least.ToString(CultureInfo.InvariantCulture)} and {Most.ToString(CultureInfo.InvariantCulture)}");

    private static FormatException Unread(string text) => new($"'{text}' is no speed; write 0.4, 40%, 1/1.25, 24->25, or points of speed at frames: 1001=1,1020=0.5");

    private static string Exact(double value, long numerator, long denominator)
    {
        var plain = value.ToString("0.######", CultureInfo.InvariantCulture);
        return decimal.Parse(plain, CultureInfo.InvariantCulture) * denominator == numerator ? plain : string.Create(CultureInfo.InvariantCulture, $"{numerator}/{denominator}");
    }
}
