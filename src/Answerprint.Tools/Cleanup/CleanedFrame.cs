using System.Diagnostics;
using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>One frame of which something is taken out.</summary>
/// <param name="hole">H×W, what is replaced.</param>
internal sealed class CleanedFrame(Assignment assignment, HoleFrames frames, int number, bool[] hole, CancellationToken cancel)
{
    /// <summary>So many frames should show a pixel before it is enough, and for so large a share of the hole.</summary>
    private const int Enough = 3;
    private const double EnoughOf = 0.995;

    /// <summary>Steps that were passed over and are looked at after all, for what nothing else shows.</summary>
    private const int MostExtra = 12;

    /// <summary>From so many frames away on, one that shows a pixel is enough.</summary>
    private const int Far = 8;

    /// <summary>Frames this near are all held against the frame as they stand.</summary>
    private const int Nearest = 13;

    /// <summary>Views that are kept, at most, and of a very large hole.</summary>
    private const int MostViews = 18, MostValues = 12_000_000;

    private readonly CleanupOptions options = CleanupTool.Options(assignment);
    private readonly int width = assignment.Plate.Clip.Width;
    private readonly int height = assignment.Plate.Clip.Height;

    /// <param name="clock">When its work began.</param>
    public MadeFrame Make(long clock)
    {
        int[] pixels = [.. Enumerable.Range(0, hole.Length).Where(i => hole[i])];
        var own = frames[number];
        var views = Views(own, pixels);
        var (view, spread) = SourceChoice.Of(views, pixels, width, height);
        if (views.Exists(v => v.IsWhole))
        {
            views.AddRange(Beside(own, pixels));
            StillChoice.Settle(views, number, hole, pixels, width, height, view);
        }
        var people = new FrontFill(assignment, frames, number, hole);
        if (people.Front() is { } front) views.AddRange(people.Fill(front, pixels, view, views.Count));
        var unseen = view.Count(v => v < 0);
        if (unseen > 0 && !options.Invent)
            throw new ToolRefusedException("never-seen", $"frame {number}", $"{unseen} pixels of what is hidden are shown by no frame within {options.Reach}", "Look farther (--reach), hand over more of the take, or let it be invented and see whether it will do");
        var confidence = Confidence(views, view, spread);
        var at = new int[hole.Length];
        at.AsSpan().Fill(-1);
        for (var n = 0; n < pixels.Length; n++) at[pixels[n]] = n;
        var origin = new CleanupOrigin(width, height, assignment.Plate.Index, number, at, Used(views, view), view, confidence);
        var picture = Gathered(origin);
        if (unseen > 0) Invent(picture, pixels, view);
        var work = new Matte(width, height);
        foreach (var i in pixels) work.Coverage[i] = 1;
        var seen = view.Index().Where(v => v.Item >= 0).ToList();
        var error = seen.Count == 0 ? 40 : seen.Average(v => (double)(views[v.Item].Error[v.Index] * views[v.Item].Error[v.Index]));
        var (mean, coverage) = (confidence.Average(), (double)seen.Count / pixels.Length);
        var forecast = 10 * Math.Log10(255 * 255 / Math.Max(0.05, (coverage * error) + ((1 - coverage) * 900)));
        return new(number, picture, work, origin, new FrameFigures(
            Stopwatch.GetElapsedTime(clock).TotalSeconds, mean, forecast, mean < 0.7 || coverage < 0.95, Calibrated: false, coverage > 0 ? "temporal" : "patches",
            new Dictionary<string, double>(StringComparer.Ordinal)
            {
                ["hole"] = pixels.Length, ["coverage"] = coverage, ["frames"] = seen.Select(v => views[v.Item].Frame).Distinct().Count(), ["farthest"] = seen.Count == 0 ? 0 : seen.Max(v => Math.Abs(views[v.Item].Frame - number)),
            }))
        {
            OnPlate = true,
        };
    }

    /// <summary>Looks at the frames around, nearest first, until enough of them show every pixel.</summary>
    private List<SourceView> Views(HoleFrame own, int[] pixels)
    {
        var views = new List<SourceView>();
        var shown = new int[pixels.Length];
        var depth = Masks.Depth(hole, pixels, width, height);
        var most = Math.Clamp(MostValues / Math.Max(1, pixels.Length), 4, MostViews);
        var around = Around(own);
        var extra = 0;
        foreach (var (step, isExtra) in CleanupPlan.Away(options.Reach).Select(a => (a, false)).Concat(CleanupPlan.Between(options.Reach).Select(a => (a, true))))
        {
            cancel.ThrowIfCancellationRequested();
            var once = (double)shown.Count(s => s > 0) / pixels.Length;
            // enough is known of all of it; what nothing showed yet is looked for in every frame within reach
            if (once >= 1 && ((double)shown.Count(s => s >= Enough) / pixels.Length >= EnoughOf || step > Far || views.Count >= most)) break;
            if (isExtra && ++extra > MostExtra) break;
            var others = new[] { number - step, number + step }.Where(n => CleanupTool.IsThere(assignment, n)).Select(n => frames[n]).ToList();
            if (others.Count == 0) continue;
            var ways = new IReadOnlyList<Alignment>[others.Count];
            Rows.All(assignment.Threads, [.. others.Select((other, n) => (Action)(() => ways[n] = Alignment.Find(own, other, around)))], cancel);
            foreach (var (n, other) in others.Index())
            {
                var mine = ways[n].Select(way => new SourceView(own, other, frames.Picture(other.Number), way, pixels, depth, assignment.Threads)).ToList();
                var full = views.Count >= most;
                views.AddRange(mine.Where(v => full ? Enumerable.Range(0, pixels.Length).Any(i => shown[i] == 0 && v.Shows(i)) : v.Cost.AsSpan().IndexOfAnyExceptInRange(float.PositiveInfinity, float.PositiveInfinity) >= 0));
                for (var i = 0; i < pixels.Length; i++) if (mine.Exists(v => v.Shows(i))) shown[i]++;
            }
        }
        return views;
    }

    /// <summary>The near frames that were passed over, as they stand: where the camera does, the nearest is the best.</summary>
    private IEnumerable<SourceView> Beside(HoleFrame own, int[] pixels)
    {
        var depth = new float[pixels.Length];
        foreach (var step in CleanupPlan.Between(Math.Min(options.Reach, Nearest)))
            foreach (var other in new[] { number - step, number + step }.Where(n => CleanupTool.IsThere(assignment, n)).Select(n => frames[n]))
                yield return new SourceView(own, other, frames.Picture(other.Number), Alignment.AsItStands(own, other, Around(own)), pixels, depth, assignment.Threads);
    }

    private (int X0, int Y0, int X1, int Y1) Around(HoleFrame own)
    {
        var bounds = Masks.Bounds(hole, width)!.Value;
        return (bounds.X0 / own.Factor, bounds.Y0 / own.Factor, bounds.X1 / own.Factor, bounds.Y1 / own.Factor);
    }

    /// <summary>Views that nothing is taken from keep no lists.</summary>
    private static IReadOnlyList<SourceView> Used(List<SourceView> views, int[] view)
    {
        var used = view.Where(v => v >= 0).ToHashSet();
        return [.. views.Select((v, n) => used.Contains(n) ? v : v.Emptied())];
    }

    private float[] Confidence(List<SourceView> views, int[] view, float[] spread)
    {
        var confidence = new float[view.Length];
        for (var n = 0; n < view.Length; n++)
            confidence[n] = view[n] < 0 ? 0.1f : 1 / (1 + MathF.Exp((views[view[n]].Error[n] + (0.6f * spread[n]) - 6) / 2));
        return confidence;
    }

    private Frame Gathered(CleanupOrigin origin)
    {
        var clip = frames.Picture(number).Linear;
        var sources = new GatherSources();
        sources.Add(assignment.Plate.Index, (uint)number, frames.Picture(number));
        foreach (var n in origin.Frames.Where(f => f != number)) sources.Add(assignment.Plate.Index, (uint)n, frames.Picture(n));
        var picture = clip.Copy();
        for (var y = 0; y < height; y++)
        {
            if (!hole.AsSpan(y * width, width).Contains(true)) continue;
            var end = y + 1;
            while (end < height && hole.AsSpan(end * width, width).Contains(true)) end++;
            for (var c = 0; c < picture.Channels.Count; c++) picture.Plane(c).AsSpan(y * width, (end - y) * width).Clear();
            var first = y;
            Rows.Each(assignment.Threads, end - first, (from, to) => Gather.Strip(origin, sources, picture, first + from, first + to), cancel);
            y = end;
        }
        return picture;
    }

    /// <summary>Fills what nothing shows with patches of this frame, in display codes, and gives it back as light.</summary>
    private void Invent(Frame picture, int[] pixels, int[] view)
    {
        var unseen = new bool[hole.Length];
        for (var n = 0; n < pixels.Length; n++) unseen[pixels[n]] = view[n] < 0;
        var blocked = frames[number].Blocked ?? hole;
        var colours = picture.Channels.Select((name, c) => (name, c)).Where(c => c.name != "A").Select(c => c.c).ToArray();
        var codes = colours.Select(c =>
        {
            var plane = (float[])picture.Plane(c).Clone();
            Transfer.Bt1886.ToCode(plane);
            return Array.ConvertAll(plane, v => float.IsFinite(v) ? 255 * v : 0);
        }).ToArray();
        PatchFill.Fill(codes, width, height, unseen, Array.ConvertAll(blocked, b => !b), assignment.Seed ^ ((ulong)(uint)number << 20), cancel);
        foreach (var (n, c) in colours.Index())
        {
            var line = Array.ConvertAll(codes[n], v => v / 255);
            Transfer.Bt1886.ToLight(line);
            for (var i = 0; i < unseen.Length; i++) if (unseen[i]) picture.Plane(c)[i] = line[i];
        }
        if (picture.Channels.ToList().IndexOf("A") is >= 0 and var alpha) for (var i = 0; i < unseen.Length; i++) if (unseen[i]) picture.Plane(alpha)[i] = 1;
    }
}
