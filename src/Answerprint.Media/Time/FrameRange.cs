using System.Globalization;

namespace Answerprint.Media.Time;

/// <summary>Frame numbers from <see cref="Start"/> up to but not including <see cref="End"/>. People write ranges inclusive: see <see cref="FrameList"/>.</summary>
public readonly record struct FrameRange
{
    /// <exception cref="ArgumentOutOfRangeException">The end lies before the start.</exception>
    public FrameRange(int start, int end)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(end, start);
        Start = start;
        End = end;
    }

    public int Start { get; }

    /// <summary>The first number after the range.</summary>
    public int End { get; }

    public int Length => End - Start;

    public bool IsEmpty => End == Start;

    public bool Contains(int frame) => frame >= Start && frame < End;

    public bool Contains(FrameRange other) => other.IsEmpty || (other.Start >= Start && other.End <= End);

    public FrameRange Intersect(FrameRange other)
    {
        var start = Math.Max(Start, other.Start);
        return new(start, Math.Max(start, Math.Min(End, other.End)));
    }

    public IEnumerable<int> Numbers
    {
        get { for (var n = Start; n < End; n++) yield return n; }
    }

    /// <summary>As people write it, both ends included: "1001-1050"; the empty range is the empty text.</summary>
    public override string ToString() => Length switch
    {
        0 => "",
        1 => Start.ToString(CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Start}-{End - 1}"),
    };
}
