using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

/// <summary>
/// What a piece of work will look like, seconds after it was asked for: a few of its frames, made by the tool itself from pictures of a quarter of the size.
/// It is no version: nothing of it enters vault or book, and what is made at full size may differ from it in detail.
/// </summary>
public static class FirstLook
{
    /// <summary>Width and height are divided by this.</summary>
    public const int Factor = 4;

    /// <summary>Frames on each side of those that are shown that a tool may look at.</summary>
    private const int Around = 25;

    /// <summary>The frames that are shown: first, middle and last of the longest run, the hardest there is; of several as long, of the earliest.</summary>
    /// <param name="asked">At least one, ascending.</param>
    public static IReadOnlyList<int> Frames(IReadOnlyList<int> asked)
    {
        var (best, length) = (0, 0);
        for (int start = 0, n = 1; n <= asked.Count; n++)
        {
            if (n < asked.Count && asked[n] == asked[n - 1] + 1) continue;
            if (n - start > length) (best, length) = (start, n - start);
            start = n;
        }
        return [.. new[] { best, best + (length / 2), best + length - 1 }.Distinct().Select(n => asked[n])];
    }

    /// <summary>Makes them.</summary>
    /// <param name="assignment">The work at full size; only the frames around those that are shown are read.</param>
    /// <param name="asked">The frames that it makes or changes, ascending.</param>
    /// <exception cref="ToolRefusedException">The tool would not do it at full size either.</exception>
    /// <exception cref="BadInputException">A frame can not be read.</exception>
    public static IEnumerable<MadeFrame> Make(Tool tool, Assignment assignment, IReadOnlyList<int> asked, CancellationToken cancel)
    {
        var shown = Frames(asked);
        var small = assignment with
        {
            Plates = [.. assignment.Plates.Select(p => p with { Clip = new ReducedClip(p.Clip, Factor) })],
            Range = assignment.Range.Intersect(new FrameRange(shown[0] - Around, shown[^1] + Around + 1)),
            Mattes = assignment.Mattes.ToDictionary(m => m.Key, m => (Clip)new ReducedClip(m.Value, Factor), StringComparer.Ordinal),
        };
        var preparation = tool.Prepare(small, null, cancel);
        // the run in one piece: its motion is found once
        return tool.Render(small, preparation, new FrameRange(shown[0], shown[^1] + 1), cancel).Where(made => shown.Contains(made.Number));
    }
}
