using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Media.Measures;

/// <summary>The light of the same things in two pictures, found by registering them: one plane by features, then dense flow there and back.</summary>
/// <param name="From">R, G, B, R, G, B … scene-linear.</param>
/// <param name="To">The same things in the other picture.</param>
/// <param name="Overlap">Share of the picture that was found in the other, 0..1.</param>
public sealed record ColourPairs(float[] From, float[] To, double Overlap)
{
    /// <summary>There and back may miss by so many pixels; blocks correlate by so much at least.</summary>
    private const float MostMiss = 1;

    private const double LeastLike = 0.6;

    private const int Block = 4;

    public int Count => From.Length / 3;

    /// <summary>Pairs of which one side or both are clipped: about how light things are, and no more. Null: they were not kept.</summary>
    public ColourPairs? Clipped { get; init; }

    /// <summary>log2 of the middle ratio of light, R, G, B: in stops, by how much the other picture is lighter. All 0 where there are no pairs.</summary>
    public double[] Stops()
    {
        var step = new double[3];
        var ratios = new double[Count];
        if (Count == 0) return step;
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < ratios.Length; i++) ratios[i] = Math.Log2(To[(3 * i) + c] / From[(3 * i) + c]);
            Array.Sort(ratios);
            // the middle fifth, averaged: codes of eight bits make steps in a median
            var (low, high) = (ratios.Length * 2 / 5, Math.Max((ratios.Length * 2 / 5) + 1, ratios.Length * 3 / 5));
            step[c] = ratios.AsSpan(low, high - low).ToArray().Average();
        }
        return step;
    }

    public static ColourPairs None { get; } = new([], [], 0);

    public static ColourPairs Join(IReadOnlyList<ColourPairs> parts) => new([.. parts.SelectMany(p => p.From)], [.. parts.SelectMany(p => p.To)], parts.Select(p => p.Overlap).DefaultIfEmpty(0).Max())
    {
        Clipped = parts.Any(p => p.Clipped is not null) ? Join([.. parts.Select(p => p.Clipped).OfType<ColourPairs>()]) : null,
    };

    /// <summary>Two pictures whose cameras stand anywhere.</summary>
    public static ColourPairs Between(SeenLight a, SeenLight b, int threads, CancellationToken cancel)
    {
        var best = a.Features.PlaneTo(b.Features) is { } plane ? Found(a, b, plane, threads, cancel) : None;
        // a camera that stands needs no features
        return best.Overlap >= 0.1 || a.Width != b.Width || a.Height != b.Height ? best : new[] { best, Neighbours(a, b, threads, cancel) }.MaxBy(p => p.Overlap)!;
    }

    /// <summary>Two pictures of one shot, near in time.</summary>
    public static ColourPairs Neighbours(SeenLight a, SeenLight b, int threads, CancellationToken cancel) => Found(a, b, new(1, 0, 0, 0, 1, 0, 0, 0, 1), threads, cancel);

    private static ColourPairs Found(SeenLight a, SeenLight b, Homography plane, int threads, CancellationToken cancel)
    {
        int width = a.Width, height = a.Height;
        var reach = width + height + b.Width + b.Height;
        // the other picture as the plane brings it into this one, at this one's size
        var pulled = Pulled(b.Luma, plane, width, height, reach);
        FlowField? there = null, back = null;
        Rows.All(threads, [() => there = FlowSolver.Medium.Solve(a.Luma, pulled), () => back = FlowSolver.Medium.Solve(pulled, a.Luma)], cancel);
        var (from, to, found, asked) = (new List<float>(), new List<float>(), 0, 0);
        var (flat, flatTo) = (new List<float>(), new List<float>());
        for (var y = 1; y < height - 1; y += 2)
        {
            for (var x = 1; x < width - 1; x += 2)
            {
                asked++;
                var i = (y * width) + x;
                float px = x + there!.X(i), py = y + there.Y(i);
                if (!(px >= 0 && py >= 0 && px <= width - 1 && py <= height - 1)) continue;
                var (u, v) = back!.At(px, py);
                if (MathF.Abs(u + there.X(i)) + MathF.Abs(v + there.Y(i)) > MostMiss) continue;
                if (plane.At(px, py) is not { } q || !(q.X >= 1 && q.Y >= 1 && q.X <= b.Width - 2 && q.Y <= b.Height - 2)) continue;
                if (!IsLike(a.Luma, pulled, there, x, y)) continue;
                found++;
                var (own, other) = (Tells(a, x, y), Tells(b, (int)(q.X + 0.5), (int)(q.Y + 0.5)));
                var clipped = a.Clipped[i] || b.Clipped[((int)(q.Y + 0.5) * b.Width) + (int)(q.X + 0.5)];
                if (!(own && other) && !clipped) continue;
                var (one, two) = own && other ? (from, to) : (flat, flatTo);
                for (var c = 0; c < 3; c++)
                {
                    one.Add(Mean(a.Light.Plane(c), width, x, y));
                    two.Add(Mean(b.Light.Plane(c), b.Width, q.X, q.Y));
                }
            }
        }
        return new([.. from], [.. to], asked == 0 ? 0 : (double)found / asked) { Clipped = new([.. flat], [.. flatTo], 0) };
    }

    private static LumaPicture Pulled(LumaPicture picture, Homography plane, int width, int height, float reach)
    {
        var bytes = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (px, py) = plane.At(x, y, reach);
                px = Math.Clamp(px, 0, picture.Width - 1);
                py = Math.Clamp(py, 0, picture.Height - 1);
                int left = Math.Min((int)px, Math.Max(0, picture.Width - 2)), top = Math.Min((int)py, Math.Max(0, picture.Height - 2)), right = Math.Min(left + 1, picture.Width - 1), low = Math.Min(top + 1, picture.Height - 1);
                float fx = px - left, fy = py - top;
                var upper = ((1 - fx) * picture.Pixels[(top * picture.Width) + left]) + (fx * picture.Pixels[(top * picture.Width) + right]);
                var lower = ((1 - fx) * picture.Pixels[(low * picture.Width) + left]) + (fx * picture.Pixels[(low * picture.Width) + right]);
                bytes[(y * width) + x] = (byte)(((1 - fy) * upper) + (fy * lower) + 0.5f);
            }
        }
        return new(width, height, bytes);
    }

    /// <summary>Whether a block around a pixel looks alike in both; what is flat in both is.</summary>
    private static bool IsLike(LumaPicture a, LumaPicture b, FlowField flow, int x, int y)
    {
        double sa = 0, sb = 0, aa = 0, bb = 0, ab = 0;
        var n = 0;
        for (var v = y - Block; v <= y + Block; v += 2)
        {
            for (var u = x - Block; u <= x + Block; u += 2)
            {
                if (u < 0 || v < 0 || u >= a.Width || v >= a.Height) continue;
                var i = (v * a.Width) + u;
                int px = Math.Clamp((int)(u + flow.X(i) + 0.5f), 0, b.Width - 1), py = Math.Clamp((int)(v + flow.Y(i) + 0.5f), 0, b.Height - 1);
                double p = a.Pixels[i], q = b.Pixels[(py * b.Width) + px];
                (sa, sb, aa, bb, ab, n) = (sa + p, sb + q, aa + (p * p), bb + (q * q), ab + (p * q), n + 1);
            }
        }
        double va = aa - (sa * sa / n), vb = bb - (sb * sb / n);
        if (va < 4.0 * n && vb < 4.0 * n) return true;
        return (ab - (sa * sb / n)) / Math.Sqrt(Math.Max(1e-9, va * vb)) > LeastLike;
    }

    private static bool Tells(SeenLight picture, int x, int y)
    {
        for (var v = -1; v <= 1; v++)
            for (var u = -1; u <= 1; u++)
                if (!picture.Usable[(Math.Clamp(y + v, 0, picture.Height - 1) * picture.Width) + Math.Clamp(x + u, 0, picture.Width - 1)]) return false;
        return true;
    }

    /// <summary>Of 3×3 cells around a place that lies one cell or more inside.</summary>
    private static float Mean(float[] plane, int width, double x, double y)
    {
        int column = (int)x, row = (int)y;
        float fx = (float)(x - column), fy = (float)(y - row), sum = 0;
        for (var v = -1; v <= 1; v++)
        {
            for (var u = -1; u <= 1; u++)
            {
                var i = ((row + v) * width) + column + u;
                int right = fx > 0 ? 1 : 0, below = fy > 0 ? width : 0;
                sum += ((1 - fy) * (((1 - fx) * plane[i]) + (fx * plane[i + right]))) + (fy * (((1 - fx) * plane[i + below]) + (fx * plane[i + below + right])));
            }
        }
        return sum / 9;
    }
}
