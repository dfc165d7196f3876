using System.Diagnostics;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>
/// Mends damaged pixels of real frames and nothing beside them. Dead pixels and dust come from sound pixels of the same frame. Regions may come from the frames before and after as well,
/// along the motion that those two show: for each part of a region the way is taken that does better on the sound pixels around it, where the truth is known.
/// </summary>
internal sealed class Repair(Assignment assignment, Func<int, bool> real, Func<Gap, SourceFrames, SmallFrames, FillMaker> maker, CancellationToken cancel)
{
    /// <summary>Sound pixels around a part on which the ways are compared: this far from it, then farther where there are none.</summary>
    private const int Near = 3, Far = 24;

    /// <summary>Sound pixels that are compared, at most.</summary>
    private const int MostRing = 600;

    /// <summary>Pixels around a tap that its kernel reads.</summary>
    private const int KernelReach = 4;

    private readonly FillOptions options = (FillOptions)assignment.Options;
    private readonly SourceFrames sources = new(assignment.Plate.Clip);
    private readonly SmallFrames small = new(assignment.Plate.Clip);

    /// <summary>The frames of a range that are damaged and there.</summary>
    public static IEnumerable<int> Frames(FillOptions options, FrameRange range, Func<int, bool> real) =>
        options.Defects.Count == 0 ? [] : range.Numbers.Where(n => real(n) && options.Defects.Any(d => d.Frame is null || d.Frame == n));

    /// <summary>The frames that mending one reads.</summary>
    public static IEnumerable<int> Reads(FillOptions options, int number, Clip clip, Func<int, bool> real)
    {
        yield return number;
        if (Damage.Of(options.Defects, number, clip.Width, clip.Height) is not { HasRegion: true }) yield break;
        foreach (var beside in new[] { number - 2, number - 1, number + 1, number + 2 })
            if (real(beside)) yield return beside;
    }

    public IEnumerable<(int Number, Func<MadeFrame> Make)> Render(FrameRange range) => Frames(options, range, real).Select(n => (n, (Func<MadeFrame>)(() => Make(n))));

    private MadeFrame Make(int number)
    {
        cancel.ThrowIfCancellationRequested();
        var clock = Stopwatch.GetTimestamp();
        var clip = assignment.Plate.Clip;
        var damage = Damage.Of(options.Defects, number, clip.Width, clip.Height) ?? throw new InvalidOperationException($"frame {number} is not damaged");
        sources.ForgetBefore(number - 2);
        small.ForgetBefore(number - 2);
        var own = new EncodedPicture(clip.Read(number));
        var space = new SpaceMender(own, damage.Inside, number);
        var moved = damage.HasRegion ? Moved(number) : null;
        var pictures = new Dictionary<int, EncodedPicture> { [number] = own };
        if (moved is not null) foreach (var n in new[] { number - 1, number + 1 }) pictures[n] = sources[n].Picture;
        var mends = new Dictionary<int, Mend>();
        var (error, moving) = (0.0, 0);
        foreach (var part in damage.Parts)
        {
            cancel.ThrowIfCancellationRequested();
            var ways = new List<Func<int, IReadOnlyList<MendTap>>>();
            foreach (var manner in Enumerable.Range(0, SpaceMender.Manners.Count)) ways.Add(i => space.At(i % own.Width, i / own.Width, 1, manner));
            var tried = new List<Func<int, IReadOnlyList<MendTap>>>();
            // as far from what is known as the middle of the part is
            foreach (var manner in Enumerable.Range(0, SpaceMender.Manners.Count)) tried.Add(i => space.At(i % own.Width, i / own.Width, (part.Across + 1) / 2, manner));
            if (moved is not null && !part.IsDust)
            {
                ways.Add(moved);
                tried.Add(moved);
            }
            var (best, squared, within) = Best(part, damage.Inside, own, pictures, tried);
            foreach (var i in part.Pixels)
            {
                var taps = ways[best](i);
                if (taps.Count == 0) taps = space.At(i % own.Width, i / own.Width, 1, SpaceMender.Manners.Count - 1);
                if (taps.Count == 0) throw new ToolRefusedException("all-damaged", $"frame {number}", "no sound pixel is left to mend from", "List the frame as missing instead: --missing");
                mends[i] = new(taps, within);
            }
            error += squared * part.Pixels.Count;
            if (best >= SpaceMender.Manners.Count) moving += part.Pixels.Count;
        }
        var origin = new MendedOrigin(own.Width, own.Height, assignment.Plate.Index, number, mends);
        var mean = mends.Values.Average(m => (double)m.Confidence);
        var forecast = 10 * Math.Log10(255 * 255 / Math.Max(0.02, error / mends.Count));
        var figures = new FrameFigures(
            Stopwatch.GetElapsedTime(clock).TotalSeconds, mean, forecast, mean < 0.8 || forecast < 30, Calibrated: false, moving == 0 ? "mend" : "mend along motion",
            new Dictionary<string, double>(StringComparer.Ordinal) { ["damaged"] = mends.Count, ["fromOtherFrames"] = (double)moving / mends.Count });
        return new(number, Picture(own, origin, damage, pictures), damage.Work, origin, figures);
    }

    /// <summary>What the frames before and after give at a pixel, along motion; null where they give nothing. A tap that would read a damaged pixel of theirs is left out.</summary>
    private Func<int, IReadOnlyList<MendTap>>? Moved(int number)
    {
        if (!real(number - 1) || !real(number + 1)) return null;
        var gap = new Gap(number, number, number - 1, number + 1, real(number - 2) ? number - 2 : null, real(number + 2) ? number + 2 : null);
        if (CutDetector.IsIn(gap, small)) return null;
        var bends = gap is { Earlier: not null, Later: not null };
        var made = maker(gap, sources, small).Along(0.5f, bends ? 1 : 0, 0, 0, cancel);
        var origin = made.Origin.Whole();
        var clip = assignment.Plate.Clip;
        var spoilt = new[] { number - 1, number + 1 }.ToDictionary(n => n, n => Damage.Of(options.Defects, n, clip.Width, clip.Height)?.Inside);
        return i =>
        {
            var taps = new List<MendTap>();
            foreach (var tap in origin.Tap)
                if (tap.Weight[i] > 0 && !Spoilt(spoilt[(int)tap.Frame[i]], tap.X[i], tap.Y[i])) taps.Add(new((int)tap.Frame[i], tap.X[i], tap.Y[i], tap.Weight[i]));
            return SpaceMender.Grained(taps);
        };

        bool Spoilt(bool[]? inside, float x, float y)
        {
            if (inside is null) return false;
            var (left, top) = ((int)MathF.Floor(x) - KernelReach + 1, (int)MathF.Floor(y) - KernelReach + 1);
            for (var v = Math.Max(0, top); v < Math.Min(clip.Height, top + (2 * KernelReach)); v++)
                for (var u = Math.Max(0, left); u < Math.Min(clip.Width, left + (2 * KernelReach)); u++)
                    if (inside[(v * clip.Width) + u]) return true;
            return false;
        }
    }

    /// <returns>The way with the least squared error in codes on the sound pixels around, that error, and the share of them within 8 codes.</returns>
    private static (int Way, double Squared, float Within) Best(
        Damage.Part part, bool[] damaged, EncodedPicture own, Dictionary<int, EncodedPicture> pictures, IReadOnlyList<Func<int, IReadOnlyList<MendTap>>> ways)
    {
        var ring = Ring(part, damaged, own.Width, own.Height);
        if (ring.Count == 0) return (0, 1000, FrameTrust.Unknown);
        var (best, least, within) = (0, double.PositiveInfinity, 0f);
        for (var way = 0; way < ways.Count; way++)
        {
            var (sum, good) = (0.0, 0);
            foreach (var i in ring)
            {
                var taps = ways[way](i);
                var (squared, most) = taps.Count == 0 ? (10_000, 255) : Error(taps, own, i, pictures);
                sum += squared;
                if (most <= 8) good++;
            }
            if (sum / ring.Count < least) (best, least, within) = (way, sum / ring.Count, Math.Max(FrameTrust.Unknown, (float)good / ring.Count));
        }
        return (best, least, within);
    }

    private static (double Squared, double Most) Error(IReadOnlyList<MendTap> taps, EncodedPicture own, int i, Dictionary<int, EncodedPicture> pictures)
    {
        var (sum, most) = (0.0, 0.0);
        var planes = Math.Min(3, own.Planes.Length);
        for (var c = 0; c < planes; c++)
        {
            var made = 0.0;
            foreach (var tap in taps)
            {
                var source = pictures[tap.Frame];
                made += tap.Weight * Sample(source.Planes[c], tap.X, tap.Y);
            }
            var difference = 255 * (made - Sample(own.Planes[c], i % own.Width, i / own.Width));
            if (!double.IsFinite(difference)) difference = 255;
            sum += difference * difference;
            most = Math.Max(most, Math.Abs(difference));
        }
        return (sum / planes, most);
    }

    // at a whole pixel its own sample: what lies beside it may be no number
    private static float Sample(PaddedPlane plane, float x, float y) => x == MathF.Floor(x) && y == MathF.Floor(y)
        ? plane.Values[(((int)y + PaddedPlane.Pad) * plane.Stride) + (int)x + PaddedPlane.Pad]
        : plane.Lanczos(Lanczos.Units(PaddedPlane.Hold(x, plane.Width)), Lanczos.Units(PaddedPlane.Hold(y, plane.Height)));

    // sound pixels around a part, the nearest that there are; of many every n-th
    private static List<int> Ring(Damage.Part part, bool[] damaged, int width, int height)
    {
        int x0 = part.Pixels.Min(i => i % width), x1 = part.Pixels.Max(i => i % width), y0 = part.Pixels[0] / width, y1 = part.Pixels[^1] / width;
        for (var reach = Near; reach <= Far; reach *= 2)
        {
            var ring = new List<int>();
            for (var y = Math.Max(0, y0 - reach); y <= Math.Min(height - 1, y1 + reach); y++)
                for (var x = Math.Max(0, x0 - reach); x <= Math.Min(width - 1, x1 + reach); x++)
                    if (!damaged[(y * width) + x]) ring.Add((y * width) + x);
            if (ring.Count < 8) continue;
            var step = (ring.Count + MostRing - 1) / MostRing;
            return step == 1 ? ring : [.. ring.Where((_, n) => n % step == 0)];
        }
        return [];
    }

    // rows without damage are the frame's own
    private Frame Picture(EncodedPicture own, OriginPass origin, Damage damage, Dictionary<int, EncodedPicture> pictures)
    {
        var gathered = new GatherSources();
        foreach (var (n, picture) in pictures) gathered.Add(assignment.Plate.Index, (uint)n, picture);
        var result = own.Linear.Copy();
        for (var y = 0; y < own.Height; y++)
        {
            if (!damage.Inside.AsSpan(y * own.Width, own.Width).Contains(true)) continue;
            var end = y + 1;
            while (end < own.Height && damage.Inside.AsSpan(end * own.Width, own.Width).Contains(true)) end++;
            for (var c = 0; c < result.Channels.Count; c++) result.Plane(c).AsSpan(y * own.Width, (end - y) * own.Width).Clear();
            var first = y;
            Rows.Each(assignment.Threads, end - first, (from, to) => Gather.Strip(origin, gathered, result, first + from, first + to), cancel);
            y = end;
        }
        return result;
    }
}
