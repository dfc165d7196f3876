using Answerprint.Media.Measures;

namespace Answerprint.Tools.Fill;

/// <summary>
/// Whether two frames belong to different shots: little of the one is found again in the other when moved by the best of two flows
/// (normalised correlation of blocks), and their colours lie elsewhere (histogram intersection). Fast motion keeps its colours; a flash or
/// a fade keeps its structure: both must be lost.
/// </summary>
internal static class CutDetector
{
    private const double Sure = 1;
    private const double Doubtful = 1.6;
    private const double Steady = 3;

    /// <summary>Whether the gap spans a cut.</summary>
    public static bool IsIn(Gap gap, SmallFrames frames)
    {
        if (gap is not { Before: { } b, After: { } a }) return false;
        // what one flow finds again is the least that all of them find, and mostly that is enough
        var (first, second) = (frames[b], frames[a]);
        if (Likeness.AtLeast(first, second).Score >= Doubtful) return false;
        var across = Likeness.Of(first, second).Score;
        if (across is < Sure or >= Doubtful) return across < Sure;
        // alike in part: a cut if what lies on either side holds together
        var sides = new List<double>();
        if (gap.Earlier is { } p) sides.Add(Likeness.Of(frames[p], frames[b]).Score);
        if (gap.Later is { } n) sides.Add(Likeness.Of(frames[a], frames[n]).Score);
        return sides.Count > 0 && sides.Min() > Steady;
    }
}
