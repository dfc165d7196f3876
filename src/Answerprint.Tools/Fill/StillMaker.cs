using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>Frames without motion: a real frame repeated or held bit for bit, or two cross-faded.</summary>
internal static class StillMaker
{
    /// <param name="confidence">Of each cell of analysis; null where nothing is known.</param>
    public static (Frame Picture, OriginPass Origin) Make(
        SourceFrames sources, uint plate, Gap gap, FillMethod method, int number, float[]? confidence, int threads, CancellationToken cancel)
    {
        var taps = Taps(gap, method, number);
        var gathered = new GatherSources();
        foreach (var (frame, _) in taps) gathered.Add(plate, (uint)frame, sources[frame].Picture);
        var first = sources[taps[0].Frame].Picture;
        var factor = sources[taps[0].Frame].Factor;
        var origin = new StillOrigin(first.Width, first.Height, plate, taps, (y, row) => FrameTrust.Row(confidence, factor, y, row.Confidence));
        var picture = new Frame(first.Width, first.Height, [.. first.Linear.Channels]);
        Rows.Each(threads, first.Height, (y, end) => Gather.Strip(origin, gathered, picture, y, end), cancel);
        return (picture, origin);
    }

    private static List<(int Frame, float Weight)> Taps(Gap gap, FillMethod method, int number)
    {
        if (gap.Before is not { } b) return [(gap.After!.Value, 1)];
        if (gap.After is not { } a) return [(b, 1)];
        if (method != FillMethod.Blend) return [(number - b <= a - number ? b : a, 1)];
        var later = MathF.Round(4096f * (number - b) / (a - b)) / 4096;
        return [(b, 1 - later), (a, later)];
    }
}
