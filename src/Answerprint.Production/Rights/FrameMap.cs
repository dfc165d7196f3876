using Answerprint.Media.Time;

namespace Answerprint.Production.Rights;

/// <summary>
/// Which real frame each held frame shows: all that a hold is. In the plate's numbers. A hold is that of every cutting room: the real frame
/// before the gap stands still; at the head of a shot, where there is none, the first one after it.
/// </summary>
public sealed record FrameMap(IReadOnlyDictionary<int, int> Shows)
{
    /// <summary>How far beyond the shot a real frame is looked for, where the shot itself has none.</summary>
    private const int Beyond = 16;

    /// <summary>Nothing is held.</summary>
    public static FrameMap None { get; } = new(new Dictionary<int, int>());

    /// <summary>The longest run of held frames that show one real frame: how long it stands still beyond its own showing.</summary>
    public int Longest
    {
        get
        {
            var (longest, run) = (0, 0);
            (int Number, int Real)? last = null;
            foreach (var (number, real) in Shows.OrderBy(s => s.Key))
            {
                run = last is var (n, r) && r == real && n + 1 == number ? run + 1 : 1;
                longest = Math.Max(longest, run);
                last = (number, real);
            }
            return longest;
        }
    }

    /// <summary>The map of a hold. A frame for which no real one is near enough is left out.</summary>
    /// <param name="held">The frames that show another.</param>
    /// <param name="range">The shot with its handles; a real frame of it comes before one beyond it.</param>
    /// <param name="real">Whether the plate has the frame and nobody asks for another in its place.</param>
    public static FrameMap Holding(IEnumerable<int> held, FrameRange range, Func<int, bool> real)
    {
        var shows = new SortedDictionary<int, int>();
        foreach (var number in held)
            if ((Before(number, range.Start) ?? After(number, range.End) ?? Before(number, range.Start - Beyond) ?? After(number, range.End + Beyond)) is { } near) shows[number] = near;
        return new(shows);

        int? Before(int number, int first)
        {
            for (var n = number - 1; n >= first; n--)
                if (real(n)) return n;
            return null;
        }

        int? After(int number, int end)
        {
            for (var n = number + 1; n < end; n++)
                if (real(n)) return n;
            return null;
        }
    }
}
