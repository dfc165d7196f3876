using System.Globalization;

namespace Answerprint.Media.Time;

/// <summary>
/// A label of SMPTE timecode (ST 12-1, ST 12-3 above 60 frames a second) at a rate: hours, minutes, seconds, frames within one day.
/// Drop-frame exists at 30000/1001 and 60000/1001 only: labels 0 and 1 (0 to 3 at 59.94) of every minute but each tenth are left out, so a
/// 29.97 day holds 2,589,408 frames. Counting is in frames from 00:00:00:00; a day wraps.
/// </summary>
public readonly partial record struct Timecode : IComparable<Timecode>
{
    /// <summary>Labels have at most three digits of frames.</summary>
    public const int MostNominal = 999;

    private Timecode(int frame, FrameRate rate, bool dropFrame)
    {
        Frame = frame;
        Rate = rate;
        IsDropFrame = dropFrame;
    }

    /// <summary>Frames since 00:00:00:00, from 0 to one less than <see cref="FramesOfDay"/>.</summary>
    public int Frame { get; }

    public FrameRate Rate { get; }

    public bool IsDropFrame { get; }

    public int Hours => Fields.Hours;

    public int Minutes => Fields.Minutes;

    public int Seconds => Fields.Seconds;

    /// <summary>The last two digits (three from 100 frames a second on).</summary>
    public int Frames => Fields.Frames;

    /// <summary>Whether drop-frame exists at a rate.</summary>
    public static bool CanDrop(FrameRate rate) => rate == new FrameRate(30000, 1001) || rate == new FrameRate(60000, 1001);

    /// <summary>How many frames carry a label before midnight comes again.</summary>
    /// <exception cref="ArgumentException">Drop-frame is asked for at a rate that has none, or the rate has no labels.</exception>
    public static int FramesOfDay(FrameRate rate, bool dropFrame) => PerTenMinutes(rate, dropFrame) * 6 * 24;

    /// <summary>The label of a frame; frames before midnight and after the day wrap round.</summary>
    /// <param name="frame">Frames since 00:00:00:00; any number.</param>
    /// <exception cref="ArgumentException">Drop-frame is asked for at a rate that has none, or the rate has no labels.</exception>
    public static Timecode FromFrame(long frame, FrameRate rate, bool dropFrame = false)
    {
        var day = FramesOfDay(rate, dropFrame);
        var within = frame % day;
        return new((int)(within < 0 ? within + day : within), rate, dropFrame);
    }

    /// <summary>The label so many frames later; negative goes back. Wraps at midnight.</summary>
    public Timecode Add(long frames) => FromFrame(Frame + frames, Rate, IsDropFrame);

    public int CompareTo(Timecode other) => ((Int128)Frame * Rate.Denominator * other.Rate.Numerator).CompareTo((Int128)other.Frame * other.Rate.Denominator * Rate.Numerator);

    public static bool operator <(Timecode a, Timecode b) => a.CompareTo(b) < 0;

    public static bool operator >(Timecode a, Timecode b) => a.CompareTo(b) > 0;

    public static bool operator <=(Timecode a, Timecode b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Timecode a, Timecode b) => a.CompareTo(b) >= 0;

    /// <summary>"01:00:00:00", or "01:00:00;00" where it is drop-frame.</summary>
    public override string ToString()
    {
        if (Rate.Numerator == 0) return "";
        var (h, m, s, f) = Fields;
        return Label(h, m, s, f, Rate, IsDropFrame);
    }

    private (int Hours, int Minutes, int Seconds, int Frames) Fields
    {
        get
        {
            if (Rate.Numerator == 0) return default;
            int nominal = Rate.Nominal, frame = Frame;
            if (IsDropFrame)
            {
                // put the left-out labels back, then split as if none were missing
                int drop = Dropped(Rate), ten = PerTenMinutes(Rate, dropFrame: true), minute = (nominal * 60) - drop;
                int tens = frame / ten, rest = frame % ten;
                frame += (9 * drop * tens) + (rest < nominal * 60 ? 0 : drop * (1 + ((rest - (nominal * 60)) / minute)));
            }
            return (frame / (nominal * 3600), frame / (nominal * 60) % 60, frame / nominal % 60, frame % nominal);
        }
    }

    /// <summary>Labels left out of a minute: 2 of 30, 4 of 60.</summary>
    private static int Dropped(FrameRate rate) => rate.Nominal / 15;

    private static int PerTenMinutes(FrameRate rate, bool dropFrame)
    {
        if (rate.Numerator == 0 || rate.Nominal > MostNominal) throw new ArgumentException($"{rate} frames a second has no timecode", nameof(rate));
        if (dropFrame && !CanDrop(rate)) throw new ArgumentException($"{rate} frames a second has no drop-frame timecode; it exists at 30000/1001 and 60000/1001 only", nameof(dropFrame));
        return (rate.Nominal * 600) - (dropFrame ? 9 * Dropped(rate) : 0);
    }

    private static string Label(int h, int m, int s, int f, FrameRate rate, bool drop) => string.Create(
        CultureInfo.InvariantCulture, $"{h:00}:{m:00}:{s:00}{(drop ? ';' : ':')}{f.ToString(rate.Nominal > 100 ? "000" : "00", CultureInfo.InvariantCulture)}");
}
