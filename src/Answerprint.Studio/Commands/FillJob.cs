using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>What `try fill` was asked for, in frames: see contracts, "Frames, ranges, numbers".</summary>
/// <param name="Source">The input.</param>
/// <param name="Clip">The input in the timing of the output.</param>
/// <param name="Range">The frames of the output.</param>
/// <param name="Missing">The frames to make, ascending.</param>
internal sealed record FillJob(FileClip Source, FileClip Clip, FrameRange Range, IReadOnlyList<int> Missing, bool OnlyMade)
{
    /// <summary>Output frames beyond which a retime is refused.</summary>
    private const int MostFrames = 10_000_000;

    /// <summary>The moment of the input that each made frame shows; null where the timing is the input's own.</summary>
    public Retime? Retime { get; init; }

    /// <summary>Where frames that are there are damaged; <see cref="Missing"/> are then those that are mended.</summary>
    public DefectMap? Repair { get; init; }

    /// <summary>The speed in words; null where the timing is the input's own.</summary>
    public Pace? Pace { get; init; }

    /// <exception cref="FormatException">The options do not go together.</exception>
    /// <exception cref="BadInputException">Nothing is missing, or more than was listed.</exception>
    public static FillJob Of(FileClip input, string? missing, int between, string? retime, string? repair, string? range, bool hold, bool onlyMade)
    {
        if (missing is not null && between != 0) throw new FormatException("--missing and --between do not go together");
        if (retime is not null && (missing is not null || between != 0)) throw new FormatException("--retime does not go together with --missing or --between");
        if (repair is not null && (missing is not null || between != 0 || retime is not null)) throw new FormatException("--repair does not go together with --missing, --between or --retime");
        if (between < 0 || between > 1000) throw new FormatException("--between takes 1 to 1000");
        var listed = missing is null ? null : FrameList.Parse(missing);
        var wanted = range is null ? input.Range : Whole(range);
        if (listed is not null && range is null && hold)
            wanted = new(Math.Min(wanted.Start, listed[0]), Math.Max(wanted.End, listed[^1] + 1));
        if (repair is not null) return Mended(input, wanted, DefectFile.Read(repair), repair, onlyMade);
        if (between > 0) return Retimed(input, wanted, Pace.Even(1, between + 1), between + 1, "frames between frames need two frames", onlyMade);
        if (retime is not null) return Retimed(input, wanted, Pace.Parse(retime), 1, "a retime needs two frames", onlyMade);
        var holes = wanted.Numbers.Where(n => !input.Has(n)).ToList();
        if (listed is null)
        {
            if (holes.Count == 0) throw new BadInputException("nothing-missing", input.Name, $"frames {wanted}", "no frame is missing", "Name frames to make with --missing, or say --between N or --retime SPEED");
            return new(input, input, wanted, holes, onlyMade);
        }
        var beyond = listed.Where(n => !wanted.Contains(n)).ToList();
        if (beyond.Count > 0)
            throw new BadInputException("out-of-range", input.Name, $"frames {FrameList.Format(beyond)}", "they lie outside the range", hold ? "Name them inside --range" : "Name them inside the range, or say --hold");
        var unlisted = holes.Except(listed).ToList();
        if (unlisted.Count > 0)
            throw new BadInputException("unlisted-hole", input.Name, $"frames {FrameList.Format(unlisted)}", "they do not exist and were not listed as missing", "List them in --missing, or name a --range without them");
        return new(input, input, wanted, listed, onlyMade);
    }

    private static FillJob Mended(FileClip input, FrameRange wanted, DefectMap defects, string file, bool onlyMade)
    {
        wanted = wanted.Intersect(input.Range);
        if (wanted.Numbers.FirstOrDefault(n => !input.Has(n), int.MinValue) is var hole && hole != int.MinValue)
            throw new BadInputException("missing-frame", input.Name, $"frame {hole}", "the frame does not exist", "Fill the holes first, then mend");
        var named = defects.Defects.FirstOrDefault(d => d.Frame is { } f && !wanted.Contains(f));
        if (named is not null) throw new BadInputException("defect-outside", file, $"{named}", $"the input has the frames {wanted}", "Name frames inside the range");
        foreach (var d in defects.Defects) _ = new DefectMap([d with { Frame = null }]).On(0, input.Width, input.Height);
        return new(input, input, wanted, [.. wanted.Numbers.Where(defects.IsOn)], onlyMade) { Repair = defects };
    }

    /// <param name="faster">What the rate is multiplied by.</param>
    private static FillJob Retimed(FileClip input, FrameRange wanted, Pace pace, int faster, string tooShort, bool onlyMade)
    {
        wanted = wanted.Intersect(input.Range);
        if (wanted.Length < 2) throw new BadInputException("too-short", input.Name, $"range {wanted}", tooShort, "Name a longer range");
        if (wanted.Numbers.FirstOrDefault(n => !input.Has(n), int.MinValue) is var hole && hole != int.MinValue)
            throw new BadInputException("missing-frame", input.Name, $"frame {hole}", "the frame does not exist", "Fill the holes first, then ask for frames between");
        var (real, moments, count) = (new Dictionary<int, int>(), new SortedDictionary<int, double>(), 0);
        // with the last frame it ends: nothing is made of what comes after
        for (var moment = (double)wanted.Start; moment <= wanted.End - 1 + Retime.OnFrame; moment = pace.After(wanted.Start, ++count))
        {
            var near = (int)Math.Round(moment);
            if (count > MostFrames || wanted.Start + (long)count >= int.MaxValue) throw new BadInputException("too-long", input.Name, $"range {wanted}", "the retime has too many frames", "Name a shorter range");
            if (Math.Abs(moment - near) <= Retime.OnFrame) real[wanted.Start + count] = near;
            else moments[wanted.Start + count] = moment;
        }
        var range = new FrameRange(wanted.Start, wanted.Start + count);
        var retimed = new RetimedClip(input, range, new(input.Rate.Numerator * faster, input.Rate.Denominator), real);
        return new(input, retimed, range, [.. moments.Keys], onlyMade) { Retime = new(moments, wanted.Start, wanted.End - 1), Pace = pace };
    }

    /// <summary>The nearest real frames that are not to be made, in the input's numbers.</summary>
    public (int? Before, int? After) Around(int number)
    {
        if (Repair is not null) return (Clip.Has(number - 1) ? number - 1 : null, Clip.Has(number + 1) ? number + 1 : null);
        if (Retime is not null)
        {
            var moment = Retime.Moments[number];
            return ((int)Math.Floor(moment), (int)Math.Ceiling(moment));
        }
        var made = Missing.ToHashSet();
        int? before = null, after = null;
        for (var n = number - 1; n >= Range.Start && before is null; n--)
            if (!made.Contains(n) && Clip.Has(n)) before = n;
        for (var n = number + 1; n < Range.End && after is null; n++)
            if (!made.Contains(n) && Clip.Has(n)) after = n;
        return (before, after);
    }

    /// <summary>A frame of <see cref="Clip"/> as which one that is made is written; null for the nearest.</summary>
    public int? Like(int number) => Retime is null && Around(number) is var (before, after) ? before ?? after : null;

    /// <summary>The longest run of frames to be made.</summary>
    public FrameRange Longest
    {
        get
        {
            var longest = default(FrameRange);
            for (var i = 0; i < Missing.Count;)
            {
                var end = i + 1;
                while (end < Missing.Count && Missing[end] == Missing[end - 1] + 1) end++;
                if (end - i > longest.Length) longest = new(Missing[i], Missing[end - 1] + 1);
                i = end;
            }
            return longest;
        }
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
