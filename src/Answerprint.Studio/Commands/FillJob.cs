using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Studio.Commands;

/// <summary>What `try fill` was asked for, in frames: see contracts, "Frames, ranges, numbers".</summary>
/// <param name="Clip">The input, or the input with room between its frames.</param>
/// <param name="Range">The frames of the output.</param>
/// <param name="Missing">The frames to make, ascending.</param>
internal sealed record FillJob(FileClip Clip, FrameRange Range, IReadOnlyList<int> Missing, bool OnlyMade)
{
    /// <exception cref="FormatException">The options do not go together.</exception>
    /// <exception cref="BadInputException">Nothing is missing, or more than was listed.</exception>
    public static FillJob Of(FileClip input, string? missing, int between, string? range, bool hold, bool onlyMade)
    {
        if (missing is not null && between != 0) throw new FormatException("--missing and --between do not go together");
        if (between < 0 || between > 1000) throw new FormatException("--between takes 1 to 1000");
        var listed = missing is null ? null : FrameList.Parse(missing);
        var wanted = range is null ? input.Range : Whole(range);
        if (listed is not null && range is null && hold)
            wanted = new(Math.Min(wanted.Start, listed[0]), Math.Max(wanted.End, listed[^1] + 1));
        if (between > 0)
        {
            wanted = wanted.Intersect(input.Range);
            if (wanted.Length < 2) throw new BadInputException("too-short", input.Name, $"range {wanted}", "frames between frames need two frames", "Name a longer range");
            if (wanted.Numbers.FirstOrDefault(n => !input.Has(n), int.MinValue) is var hole && hole != int.MinValue)
                throw new BadInputException("missing-frame", input.Name, $"frame {hole}", "the frame does not exist", "Fill the holes first, then ask for frames between");
            var retimed = new RetimedClip(input, wanted, between + 1);
            return new(retimed, retimed.Range, [.. retimed.Range.Numbers.Where(n => !retimed.Has(n))], onlyMade);
        }
        var holes = wanted.Numbers.Where(n => !input.Has(n)).ToList();
        if (listed is null)
        {
            if (holes.Count == 0) throw new BadInputException("nothing-missing", input.Name, $"frames {wanted}", "no frame is missing", "Name frames to make with --missing, or --between N");
            return new(input, wanted, holes, onlyMade);
        }
        var beyond = listed.Where(n => !wanted.Contains(n)).ToList();
        if (beyond.Count > 0)
            throw new BadInputException("out-of-range", input.Name, $"frames {FrameList.Format(beyond)}", "they lie outside the range", hold ? "Name them inside --range" : "Name them inside the range, or say --hold");
        var unlisted = holes.Except(listed).ToList();
        if (unlisted.Count > 0)
            throw new BadInputException("unlisted-hole", input.Name, $"frames {FrameList.Format(unlisted)}", "they do not exist and were not listed as missing", "List them in --missing, or name a --range without them");
        return new(input, wanted, listed, onlyMade);
    }

    /// <summary>The nearest real frames that are not to be made.</summary>
    public (int? Before, int? After) Around(int number)
    {
        var made = Missing.ToHashSet();
        int? before = null, after = null;
        for (var n = number - 1; n >= Range.Start && before is null; n--)
            if (!made.Contains(n) && Clip.Has(n)) before = n;
        for (var n = number + 1; n < Range.End && after is null; n++)
            if (!made.Contains(n) && Clip.Has(n)) after = n;
        return (before, after);
    }

    /// <summary>How many frames are to be made side by side where this one is.</summary>
    public int InARow(int number)
    {
        var made = Missing.ToHashSet();
        var (first, last) = (number, number);
        while (made.Contains(first - 1)) first--;
        while (made.Contains(last + 1)) last++;
        return last - first + 1;
    }

    private static FrameRange Whole(string text)
    {
        var numbers = FrameList.Parse(text);
        return numbers[^1] - numbers[0] + 1 == numbers.Count ? new(numbers[0], numbers[^1] + 1) : throw new FormatException("--range has no holes: 1001-1050");
    }
}
