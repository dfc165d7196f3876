using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Background;

/// <summary>
/// Mattes of the frames between those that somebody drew. From each key the matte is carried along the motion from frame to frame, both ways (Kroeger et al., dense inverse search); on every frame what is
/// soft, or was not followed well, is solved in closed form again (Levin et al.), and counts for as much as the motion there and back do not agree: so it keeps to the edges that are seen. Where two keys speak of a frame the nearer one counts for more; where they disagree it is solved once more.
/// </summary>
internal static class MattePath
{
    /// <summary>Pictures are looked at so wide at most.</summary>
    private const int MostWidth = 960;

    /// <summary>Coverage nearer to none or all than this is certain, as far as it was followed.</summary>
    private const float Certain = 0.03f;

    /// <summary>Pixels around what is soft in which coverage is solved for; and within which what was followed badly is.</summary>
    private const int Rim = 1, Wide = 14;

    /// <summary>Pixels by which there and back may miss; and σ by which they miss where what was carried and what was solved are worth the same, near enough.</summary>
    private const float Missed = 0.8f, Doubted = 0.35f;

    /// <summary>Weight of what was carried, in the solver.</summary>
    private const float Trust = 0.003f;

    /// <summary>Two keys disagree where they differ by more.</summary>
    private const float Disagreed = 0.2f;

    /// <summary>Share of what is solved again where two keys say the same.</summary>
    private const float Agreed = 0.2f;

    /// <summary>Mattes of frames, at the size at which they were followed.</summary>
    /// <param name="Factor">The clip is so many times larger each way.</param>
    /// <param name="Mattes">Frame → coverage, of all frames that were asked for and have no key.</param>
    /// <param name="Doubt">Frame → share of the picture of which two keys, or the way there and back, say different things.</param>
    public sealed record Carried(int Factor, int Width, int Height, SortedDictionary<int, byte[]> Mattes, SortedDictionary<int, double> Doubt)
    {
        public JsonObject Write() => new()
        {
            ["factor"] = Factor, ["width"] = Width, ["height"] = Height,
            ["mattes"] = new JsonObject(Mattes.Select(m => KeyValuePair.Create(m.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)Convert.ToBase64String(m.Value)))),
            ["doubt"] = new JsonObject(Doubt.Select(m => KeyValuePair.Create(m.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)m.Value))),
        };

        public static Carried Read(JsonObject o) => new((int)o["factor"]!, (int)o["width"]!, (int)o["height"]!,
            new(o["mattes"]!.AsObject().ToDictionary(m => int.Parse(m.Key, CultureInfo.InvariantCulture), m => Convert.FromBase64String((string)m.Value!))),
            new(o["doubt"]!.AsObject().ToDictionary(m => int.Parse(m.Key, CultureInfo.InvariantCulture), m => (double)m.Value!)));

        /// <summary>Coverage of a frame in 255ths, row by row from the top, deflated.</summary>
        public static byte[] Packed(float[] matte)
        {
            using var bytes = new MemoryStream();
            using (var deflate = new DeflateStream(bytes, CompressionLevel.Fastest)) deflate.Write(Array.ConvertAll(matte, c => (byte)Math.Clamp((int)((255 * c) + 0.5f), 0, 255)));
            return bytes.ToArray();
        }

        public static float[] Unpacked(byte[] packed, int size)
        {
            var codes = new byte[size];
            using (var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress)) deflate.ReadExactly(codes);
            return Array.ConvertAll(codes, c => c / 255f);
        }
    }

    /// <param name="frames">Ascending; those that have no key get a matte.</param>
    /// <param name="key">The matte of a frame that somebody drew, H×W; null where nobody did.</param>
    public static Carried Of(Clip clip, IReadOnlyList<int> frames, Func<int, float[]?> key, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        var factor = Math.Max(1, (clip.Width + MostWidth - 1) / MostWidth);
        int width = Math.Max(1, clip.Width / factor), height = Math.Max(1, clip.Height / factor);
        var keys = new SortedDictionary<int, float[]>();
        foreach (var n in frames) if (key(n) is { } drawn) keys[n] = Reduced(drawn, clip.Width, width, height, factor);
        var carried = new Carried(factor, width, height, [], []);
        var (forward, backward) = (new Dictionary<int, byte[]>(), new Dictionary<int, byte[]>());
        Picture? last = null;
        var steps = 0;
        // one way, then the other: of each pair of neighbours both motions are needed, and they are cheaper to solve twice than to keep
        foreach (var (way, into) in new[] { (1, forward), (-1, backward) })
        {
            last = null;
            float[]? matte = null;
            foreach (var n in way > 0 ? frames : frames.Reverse())
            {
                cancel.ThrowIfCancellationRequested();
                progress?.Report((double)steps++ / (2 * frames.Count));
                var own = keys.GetValueOrDefault(n);
                if (own is null && matte is null) continue;
                var now = Picture.Of(clip.Read(n), width, height, factor, threads, cancel);
                matte = own ?? Stepped(last!, now, matte!, threads, cancel);
                if (own is null) into[n] = Carried.Packed(matte);
                last = now;
            }
        }
        foreach (var n in frames.Where(n => !keys.ContainsKey(n)))
        {
            cancel.ThrowIfCancellationRequested();
            int? before = keys.Keys.Where(k => k < n).Cast<int?>().LastOrDefault(), after = keys.Keys.Where(k => k > n).Cast<int?>().FirstOrDefault();
            if (before is null || after is null)
            {
                carried.Mattes[n] = (before is null ? backward : forward)[n];
                carried.Doubt[n] = Soft(Carried.Unpacked(carried.Mattes[n], width * height));
                continue;
            }
            var share = (float)(n - before.Value) / (after.Value - before.Value);
            var (matte, doubt) = Joined(clip, n, factor, width, height, Carried.Unpacked(forward[n], width * height), Carried.Unpacked(backward[n], width * height), share, threads, cancel);
            (carried.Mattes[n], carried.Doubt[n]) = (Carried.Packed(matte), doubt);
        }
        return carried;
    }

    /// <summary>The matte of a frame that was carried, at the size of the clip.</summary>
    /// <param name="codes">R, G, B of the frame, display encoding.</param>
    public static float[] At(Carried carried, int frame, float[][] codes, int width, int height, int threads, CancellationToken cancel)
    {
        var small = Carried.Unpacked(carried.Mattes[frame], carried.Width * carried.Height);
        if (carried.Factor == 1) return small;
        var (prior, soft) = (new float[width * height], new bool[width * height]);
        Rows.Each(threads, height, (top, low) =>
        {
            for (var i = top * width; i < low * width; i++)
            {
                prior[i] = Sample(small, carried.Width, carried.Height, (((i % width) + 0.5f) / carried.Factor) - 0.5f, (((i / width) + 0.5f) / carried.Factor) - 0.5f);
                soft[i] = prior[i] is > Certain and < 1 - Certain;
            }
        }, cancel);
        var rim = Masks.Grown(soft, width, height, carried.Factor);
        var known = new float[width * height];
        for (var i = 0; i < known.Length; i++) known[i] = rim[i] ? float.NaN : prior[i] < 0.5f ? 0 : 1;
        return ClosedFormMatte.Solve(ScreenKey.Mixed(codes, MixIn.Display), width, height, known, prior, Trust, threads, cancel: cancel);
    }

    /// <summary>A matte carried from one frame to a neighbour, and fitted to what is seen there.</summary>
    private static float[] Stepped(Picture from, Picture to, float[] matte, int threads, CancellationToken cancel)
    {
        int width = to.Width, height = to.Height;
        var (back, forth) = (FlowSolver.Fine.Solve(to.Luma, from.Luma), FlowSolver.Fine.Solve(from.Luma, to.Luma));
        var (warped, miss, missed, soft) = (new float[matte.Length], new float[matte.Length], new bool[matte.Length], new bool[matte.Length]);
        Rows.Each(threads, height, (top, low) =>
        {
            for (var i = top * width; i < low * width; i++)
            {
                float x = (i % width) + back.X(i), y = (i / width) + back.Y(i);
                warped[i] = Sample(matte, width, height, x, y);
                var (u, v) = forth.At(x, y);
                miss[i] = MathF.Abs(u + back.X(i)) + MathF.Abs(v + back.Y(i));
                missed[i] = miss[i] > Missed || x < 0 || y < 0 || x > width - 1 || y > height - 1;
                soft[i] = warped[i] is > Certain and < 1 - Certain;
            }
        }, cancel);
        var (rim, wide) = (Masks.Grown(soft, width, height, Rim), Masks.Grown(soft, width, height, Wide));
        var known = new float[matte.Length];
        for (var i = 0; i < known.Length; i++) known[i] = rim[i] || (missed[i] && wide[i]) ? float.NaN : warped[i] < 0.5f ? 0 : 1;
        var solved = ClosedFormMatte.Solve(to.Codes, width, height, known, warped, Trust, threads, cancel: cancel);
        for (var i = 0; i < solved.Length; i++) solved[i] = warped[i] + ((1 - MathF.Exp(-miss[i] * miss[i] / (2 * Doubted * Doubted))) * (solved[i] - warped[i]));
        return solved;
    }

    private static (float[] Matte, double Doubt) Joined(Clip clip, int n, int factor, int width, int height, float[] before, float[] after, float share, int threads, CancellationToken cancel)
    {
        var (known, prior, doubt) = (new float[before.Length], new float[before.Length], 0);
        // errors grow along the way: the nearer key counts for more than its share of it
        var later = share * share / ((share * share) + ((1 - share) * (1 - share)));
        for (var i = 0; i < known.Length; i++)
        {
            prior[i] = ((1 - later) * before[i]) + (later * after[i]);
            var apart = Math.Abs(before[i] - after[i]) > Disagreed;
            if (apart) doubt++;
            known[i] = apart || prior[i] is > Certain and < 1 - Certain ? float.NaN : prior[i] < 0.5f ? 0 : 1;
        }
        if (doubt == 0) return (prior, 0);
        var solved = ClosedFormMatte.Solve(Picture.Of(clip.Read(n), width, height, factor, threads, cancel).Codes, width, height, known, prior, Trust, threads, cancel: cancel);
        // beside a key what was carried is better than what is solved
        var open = 2 * Math.Min(share, 1 - share);
        for (var i = 0; i < solved.Length; i++)
        {
            // and so is what both say of an edge, the more the better they agree
            var apart = Math.Min(1, Math.Abs(before[i] - after[i]) / Disagreed);
            solved[i] = prior[i] + (open * (Agreed + ((1 - Agreed) * apart)) * (solved[i] - prior[i]));
        }
        return (solved, (double)doubt / known.Length);
    }

    private static double Soft(float[] matte) => (double)matte.Count(c => c is > Certain and < 1 - Certain) / matte.Length;

    private static float Sample(float[] plane, int width, int height, float x, float y)
    {
        (x, y) = (Math.Clamp(x, 0, width - 1), Math.Clamp(y, 0, height - 1));
        int left = (int)x, top = (int)y, right = Math.Min(left + 1, width - 1), low = Math.Min(top + 1, height - 1);
        float fx = x - left, fy = y - top;
        return ((1 - fy) * (((1 - fx) * plane[(top * width) + left]) + (fx * plane[(top * width) + right]))) + (fy * (((1 - fx) * plane[(low * width) + left]) + (fx * plane[(low * width) + right])));
    }

    /// <summary>The mean of each cell.</summary>
    public static float[] Reduced(float[] plane, int full, int width, int height, int factor)
    {
        if (factor == 1) return plane;
        var small = new float[width * height];
        for (var i = 0; i < small.Length; i++)
        {
            var sum = 0f;
            for (var v = 0; v < factor; v++) for (var u = 0; u < factor; u++) sum += plane[((((i / width) * factor) + v) * full) + ((i % width) * factor) + u];
            small[i] = sum / (factor * factor);
        }
        return small;
    }

    /// <summary>A frame as it is looked at.</summary>
    /// <param name="Codes">R, G, B, display encoding, finite.</param>
    private sealed record Picture(float[][] Codes, LumaPicture Luma, int Width, int Height)
    {
        public static Picture Of(Frame frame, int width, int height, int factor, int threads, CancellationToken cancel)
        {
            var codes = ScreenKey.Mixed(ShotKey.Codes(frame, threads, cancel), MixIn.Display).Select(p => Reduced(p, frame.Width, width, height, factor)).ToArray();
            var luma = new byte[width * height];
            for (var i = 0; i < luma.Length; i++) luma[i] = (byte)Math.Clamp((int)((255 * ((0.2126f * codes[0][i]) + (0.7152f * codes[1][i]) + (0.0722f * codes[2][i]))) + 0.5f), 0, 255);
            return new(codes, new(width, height, luma), width, height);
        }
    }
}
