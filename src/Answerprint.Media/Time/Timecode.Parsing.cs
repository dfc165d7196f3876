using System.Diagnostics.CodeAnalysis;

namespace Answerprint.Media.Time;

public readonly partial record struct Timecode
{
    /// <summary>Reads a label: "01:00:00:00"; a ';', '.' or ',' before the frames means drop-frame.</summary>
    /// <param name="dropFrame">Whether labels are drop-frame, where the file says so apart (FCM); null: the label's own separator decides.</param>
    /// <exception cref="FormatException">No label, or a label that does not exist at this rate: the message names the nearest that does.</exception>
    public static Timecode Parse(string text, FrameRate rate, bool? dropFrame = null) =>
        Read(text, rate, dropFrame, out var timecode) is { } problem ? throw new FormatException(problem) : timecode;

    /// <summary>As <see cref="Parse"/>; <paramref name="problem"/> says what is wrong, with the nearest legal label where there is one.</summary>
    public static bool TryParse(string text, FrameRate rate, bool? dropFrame, out Timecode timecode, [NotNullWhen(false)] out string? problem) =>
        (problem = Read(text, rate, dropFrame, out timecode)) is null;

    private static string? Read(string text, FrameRate rate, bool? dropFrame, out Timecode timecode)
    {
        timecode = default;
        Span<int> fields = stackalloc int[4];
        var part = 0;
        var digits = 0;
        var separator = ':';
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && digits < 3)
            {
                fields[part] = (fields[part] * 10) + (c - '0');
                digits++;
                continue;
            }
            var last = part == 2;
            if (digits == 0 || part == 3 || (last ? c is not (':' or ';' or '.' or ',') : c is not (':' or ';'))) return NoLabel(text);
            if (last) separator = c;
            part++;
            digits = 0;
        }
        if (part != 3 || digits == 0) return NoLabel(text);
        if (rate.Numerator == 0 || rate.Nominal > MostNominal) return $"{rate} frames a second has no timecode";

        var drop = dropFrame ?? separator != ':';
        if (drop && !CanDrop(rate))
            return $"'{text}' is a drop-frame label and {rate} frames a second has none (30000/1001 and 60000/1001 only); the nearest legal label is {Nearest(fields, rate, drop: false)}";
        var (h, m, s, f) = (fields[0], fields[1], fields[2], fields[3]);
        if (h > 23 || m > 59 || s > 59 || f >= rate.Nominal || (drop && s == 0 && m % 10 != 0 && f < Dropped(rate)))
            return $"'{text}' does not exist at {rate}{(drop ? " drop-frame" : "")}; the nearest legal label is {Nearest(fields, rate, drop)}";
        var minutes = (h * 60) + m;
        var frame = (((minutes * 60) + s) * rate.Nominal) + f;
        timecode = new(drop ? frame - (Dropped(rate) * (minutes - (minutes / 10))) : frame, rate, drop);
        return null;
    }

    /// <summary>Each field brought into its range; a left-out label becomes the first that follows it.</summary>
    private static string Nearest(ReadOnlySpan<int> fields, FrameRate rate, bool drop)
    {
        int h = Math.Min(fields[0], 23), m = Math.Min(fields[1], 59), s = Math.Min(fields[2], 59), f = Math.Min(fields[3], rate.Nominal - 1);
        if (drop && s == 0 && m % 10 != 0) f = Math.Max(f, Dropped(rate));
        return Label(h, m, s, f, rate, drop);
    }

    private static string NoLabel(string text) =>
        $"'{(text.Length > 40 ? text[..40] + "…" : text)}' is no timecode; write 01:00:00:00, or 01:00:00;00 for drop-frame";
}
