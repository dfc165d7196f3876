using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Continuity;

/// <summary>Something that hangs into a frame from its upper edge, and hangs there in no frame around.</summary>
/// <param name="Score">1: just enough to be named.</param>
/// <param name="X">Leftmost column in pixels of the picture.</param>
/// <param name="Width">In pixels of the picture.</param>
/// <param name="Height">From the upper edge down, in pixels of the picture.</param>
public sealed record Intruder(int Frame, double Score, int X, int Width, int Height);

/// <summary>
/// Looks for a boom in sampled frames of a shot: what differs from the median of eight frames around it, brought over it by the motion of the plane, by much more than these differ from each other, and hangs together from
/// the upper edge. What hangs there most of the time is the set to it. Samples are told in order; nineteen small pictures are kept.
/// </summary>
public sealed class IntruderWatch(int threads)
{
    private const int Wide = 320;

    /// <summary>Samples that a frame is held against, before and after it.</summary>
    private static readonly int[] Around = [-8, -4, -2, -1, 1, 2, 4, 8];

    /// <summary>Of these so many must show a place; and so much, in display codes and in spreads, differs what is foreign.</summary>
    private const int Fewest = 4;

    private const float Out = 14, Beyond = 4;

    /// <summary>Shares of the picture: the least area, depth, the most that it takes of the upper edge; and how near a side nothing lies as a whole, for there pictures have black borders.</summary>
    private const double LeastArea = 0.0015, LeastDepth = 0.05, MostTop = 0.4, Side = 0.06;

    private const int MostTimes = 2;

    private readonly List<Look> looks = [];
    private readonly List<(int At, Intruder Intruder)> found = [];
    private int judged;

    private sealed record Look(int Number, int Factor, float[][] Codes, LumaPicture Luma, Lazy<Features> Features);

    /// <param name="frame">Scene-linear; always of one size.</param>
    public void Add(int number, Frame frame)
    {
        var factor = Math.Max(1, (frame.Width + (Wide / 2)) / Wide);
        var small = Reduction.Of(frame, factor);
        var codes = new float[3][];
        for (var c = 0; c < 3; c++)
        {
            codes[c] = (float[])small.Plane(Math.Min(c, small.Channels.Count - 1)).Clone();
            Transfer.Bt1886.ToCode(codes[c]);
            foreach (ref var code in codes[c].AsSpan()) code = float.IsNaN(code) ? 0 : Math.Clamp(255 * code, 0, 255);
        }
        var bytes = new byte[small.Size];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)((0.2126f * codes[0][i]) + (0.7152f * codes[1][i]) + (0.0722f * codes[2][i]) + 0.5f);
        var luma = new LumaPicture(small.Width, small.Height, bytes);
        looks.Add(new(number, factor, codes, luma, new(() => Features.Of(luma))));
        while (judged + Around[^1] < looks.Count) Judge(judged++);
        // what no later sample is held against goes
        if (judged - Around[^1] - 1 is >= 0 and var gone) looks[gone] = null!;
    }

    /// <summary>What stood out most, each time by its best frame; two times at most.</summary>
    public IReadOnlyList<Intruder> Found()
    {
        while (judged < looks.Count) Judge(judged++);
        var times = new List<(int Last, Intruder Best)>();
        foreach (var (at, intruder) in found)
        {
            if (times.Count > 0 && at <= times[^1].Last + 2) times[^1] = (at, intruder.Score > times[^1].Best.Score ? intruder : times[^1].Best);
            else times.Add((at, intruder));
        }
        return [.. times.Select(t => t.Best).Where(b => b.Score >= 1).OrderByDescending(b => b.Score).Take(MostTimes)];
    }

    private void Judge(int at)
    {
        var own = looks[at];
        int width = own.Luma.Width, height = own.Luma.Height;
        var others = new (Look Look, Homography Plane)?[Around.Length];
        Rows.Each(threads, Around.Length, (first, end) =>
        {
            for (var k = first; k < end; k++)
                if (at + Around[k] is >= 0 and var i && i < looks.Count && Plane(own, looks[i]) is { } plane) others[k] = (looks[i], plane);
        });
        List<(Look Look, Homography Plane)> there = [.. others.OfType<(Look, Homography)>()];
        if (there.Count < Fewest) return;
        var foreign = new bool[width * height];
        Rows.Each(threads, height, (first, end) =>
        {
            for (var y = first; y < end; y++)
                for (var x = 0; x < width; x++) foreign[(y * width) + x] = IsForeign(own, there, x, y);
        });
        if (Hanging(foreign, width, height) is var (left, right, bottom, area)) found.Add((at, new(own.Number, area / (LeastArea * width * height) / 2, left * own.Factor, (right - left + 1) * own.Factor, (bottom + 1) * own.Factor)));
    }

    private static bool IsForeign(Look own, List<(Look Look, Homography Plane)> there, int x, int y)
    {
        int width = own.Luma.Width, height = own.Luma.Height;
        Span<float> values = stackalloc float[Around.Length], off = stackalloc float[Around.Length];
        for (var c = 0; c < 3; c++)
        {
            var n = 0;
            foreach (var (look, plane) in there)
                if (plane.At(x, y) is var (px, py) && px >= 0 && py >= 0 && px <= width - 1 && py <= height - 1) values[n++] = At(look.Codes[c], width, height, px, py);
            if (n < Fewest) return false;
            var told = values[..n];
            told.Sort();
            var median = (told[(n - 1) / 2] + told[n / 2]) / 2;
            for (var i = 0; i < n; i++) off[i] = Math.Abs(told[i] - median);
            off[..n].Sort();
            // the median of how far they lie off it, as a standard deviation
            if (Math.Abs(own.Codes[c][(y * width) + x] - median) > Out + (Beyond * 1.4826f * off[n / 2])) return true;
        }
        return false;
    }

    private static Homography? Plane(Look own, Look other)
    {
        if (own.Features.Value.PlaneTo(other.Features.Value) is { } plane) return plane;
        // a still camera needs no features
        double sum = 0;
        for (var i = 0; i < own.Luma.Pixels.Length; i++) sum += Math.Abs(own.Luma.Pixels[i] - other.Luma.Pixels[i]);
        return sum < 4.0 * own.Luma.Pixels.Length ? new Homography(1, 0, 0, 0, 1, 0, 0, 0, 1) : null;
    }

    private static float At(float[] plane, int width, int height, double x, double y)
    {
        int column = Math.Min((int)x, Math.Max(0, width - 2)), row = Math.Min((int)y, Math.Max(0, height - 2));
        float fx = (float)(x - column), fy = (float)(y - row);
        int i = (row * width) + column, right = width > 1 ? 1 : 0, below = height > 1 ? width : 0;
        return ((1 - fy) * (((1 - fx) * plane[i]) + (fx * plane[i + right]))) + (fy * (((1 - fx) * plane[i + below]) + (fx * plane[i + below + right])));
    }

    /// <summary>The largest piece that hangs together, touches the upper edge, and is of the size and shape of something that hangs in.</summary>
    private static (int Left, int Right, int Bottom, int Area)? Hanging(bool[] foreign, int width, int height)
    {
        (int, int, int, int)? best = null;
        var most = (int)(LeastArea * width * height);
        var seen = new bool[foreign.Length];
        var queue = new Queue<int>();
        for (var start = 0; start < 2 * width && start < foreign.Length; start++)
        {
            if (!foreign[start] || seen[start]) continue;
            int left = width, right = 0, bottom = 0, area = 0, top = 0;
            seen[start] = true;
            queue.Enqueue(start);
            while (queue.TryDequeue(out var i))
            {
                int x = i % width, y = i / width;
                (left, right, bottom, area) = (Math.Min(left, x), Math.Max(right, x), Math.Max(bottom, y), area + 1);
                if (y < 2) top++;
                for (var v = -1; v <= 1; v++)
                {
                    for (var u = -1; u <= 1; u++)
                    {
                        if (x + u < 0 || y + v < 0 || x + u >= width || y + v >= height) continue;
                        var next = i + (v * width) + u;
                        if (!foreign[next] || seen[next]) continue;
                        seen[next] = true;
                        queue.Enqueue(next);
                    }
                }
            }
            if (area > most && bottom >= LeastDepth * height && bottom < 0.75 * height && top <= MostTop * 2 * width && right >= Side * width && left < (1 - Side) * width) (best, most) = ((left, right, bottom, area), area);
        }
        return best;
    }
}
