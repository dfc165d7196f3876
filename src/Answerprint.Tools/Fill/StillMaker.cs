using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>Frames without motion: a real frame repeated or held bit for bit, or two cross-faded.</summary>
internal static class StillMaker
{
    public static (Frame Picture, Origin Origin) Make(
        SourceFrames sources, uint plate, Gap gap, FillMethod method, int number, int threads, CancellationToken cancel)
    {
        var taps = Taps(gap, method, number);
        var gathered = new GatherSources();
        foreach (var (frame, _) in taps) gathered.Add(plate, (uint)frame, sources[frame].Picture);
        var first = sources[taps[0].Frame].Picture;
        var origin = new Origin(first.Width, first.Height, taps.Count);
        for (var n = 0; n < taps.Count; n++)
        {
            var tap = origin.Tap[n];
            tap.Plate.AsSpan().Fill(plate);
            tap.Frame.AsSpan().Fill((uint)taps[n].Frame);
            tap.Weight.AsSpan().Fill(taps[n].Weight);
            for (var i = 0; i < tap.X.Length; i++)
            {
                tap.X[i] = i % first.Width;
                tap.Y[i] = i / first.Width;
            }
        }
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
