using Answerprint.Media.Filters;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What is set before a screen: its colours and its coverage are known exactly.</summary>
public enum KeyElementKind
{
    /// <summary>A head of skin with some two hundred hairs of one to two pixels, and a dark coat.</summary>
    Hair,

    /// <summary>The same with an arm that moves fast: a third of its way is blurred.</summary>
    Blur,

    /// <summary>A part of a real clip, cut out by a hand-drawn matte that is softened.</summary>
    Real,
}

/// <summary>One frame of an element.</summary>
/// <param name="Colour">Interleaved R, G, B in display encoding 0..1.</param>
/// <param name="Coverage">H×W.</param>
public sealed record KeyElement(float[] Colour, float[] Coverage)
{
    private const int Hairs = 220, Samples = 4;

    /// <summary>A drawn element on a frame.</summary>
    /// <param name="time">0..1 over the clip.</param>
    public static KeyElement Drawn(KeyElementKind kind, double time, int width, int height, ulong seed)
    {
        var (colour, coverage) = (new float[3 * width * height], new float[width * height]);
        double s = height / 360.0, cx = width * (0.42 + (0.16 * time)), cy = height * 0.42;
        var hairs = Enumerable.Range(0, Hairs).Select(n => Hair(n, time, cx, cy, s, seed)).ToList();
        var near = Near(hairs, width, height);
        var shutter = kind == KeyElementKind.Blur ? 9 : 1;
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (sum, r, g, b) = (0.0, 0.0, 0.0, 0.0);
                for (var k = 0; k < Samples * Samples; k++)
                {
                    double u = x - 0.5 + (((k % Samples) + 0.5) / Samples), v = y - 0.5 + (((k / Samples) + 0.5) / Samples);
                    for (var m = 0; m < shutter; m++)
                    {
                        if (At(kind, u, v, time + (kind == KeyElementKind.Blur ? 0.012 * (((m + 0.5) / shutter) - 0.5) : 0), cx, cy, s, hairs, near[(y * width) + x]) is not { } p) continue;
                        (sum, r, g, b) = (sum + 1, r + p.R, g + p.G, b + p.B);
                    }
                }
                var i = (y * width) + x;
                coverage[i] = (float)(sum / (Samples * Samples * shutter));
                if (sum > 0) (colour[3 * i], colour[(3 * i) + 1], colour[(3 * i) + 2]) = ((float)(r / sum), (float)(g / sum), (float)(b / sum));
            }
        return new(colour, coverage);
    }

    /// <summary>A part of a real frame.</summary>
    /// <param name="codes">Interleaved 8-bit R, G, B.</param>
    /// <param name="inside">H×W, hand drawn.</param>
    public static KeyElement Real(byte[] codes, bool[] inside, int width, int height)
    {
        var plane = Lanes.Plane(width * height);
        for (var i = 0; i < inside.Length; i++) plane[i] = inside[i] ? 1 : 0;
        Gaussian.Blur(plane, width, height, 0.8f);
        return new(Array.ConvertAll(codes, c => c / 255f), [.. plane.Take(width * height).Select(v => v < 0.002f ? 0 : v > 0.998f ? 1 : v)]);
    }

    private static (double R, double G, double B)? At(KeyElementKind kind, double x, double y, double time, double cx, double cy, double s, List<(double X, double Y)[]> hairs, List<int> near)
    {
        double dx = (x - cx) / s, dy = (y - cy) / s;
        if (kind == KeyElementKind.Blur)
        {
            var a = 1.2 * Math.Sin(14 * time);
            double px = dx - 30, py = dy - 70, along = (Math.Cos(a) * px) - (Math.Sin(a) * py), across = (Math.Sin(a) * px) + (Math.Cos(a) * py);
            if (along is > 0 and < 110 && Math.Abs(across) < 11) return (0.62, 0.44, 0.36);
        }
        if ((dx * dx / 2300) + (dy * dy / 3700) < 1) return (0.72 + (0.05 * Math.Sin(dx * 0.2)), 0.53 + (0.04 * Math.Sin(dy * 0.15)), 0.43);
        if (dy > 52 && Math.Abs(dx) < 55 + (0.75 * (dy - 52))) return (0.12 + (0.04 * Math.Sin(dx * 0.4)), 0.13 + (0.03 * Math.Sin(dy * 0.3)), 0.17);
        foreach (var n in near)
            for (var k = 1; k < hairs[n].Length; k++)
                if (Distance(hairs[n][k - 1], hairs[n][k], x, y) < 0.75 * s) return (0.2 + (0.1 * (n % 5) / 5), 0.14 + (0.06 * (n % 5) / 5), 0.09);
        return null;
    }

    private static (double X, double Y)[] Hair(int n, double time, double cx, double cy, double s, ulong seed)
    {
        var random = new Random((int)(seed * 1000) + n);
        double a = Math.PI * (0.95 + (1.1 * random.NextDouble())), length = 18 + (34 * random.NextDouble()), bend = 0.8 * (random.NextDouble() - 0.5), sway = 0.25 * Math.Sin((9 * time) + n);
        return [.. Enumerable.Range(0, 6).Select(k =>
        {
            double t = k / 5.0, turn = a + (t * (bend + sway)), r = t * length * s;
            return (cx + (46 * s * Math.Cos(a)) + (r * Math.Cos(turn)), cy + (58 * s * Math.Sin(a)) + (r * Math.Sin(turn)));
        })];
    }

    /// <summary>By pixel: the hairs that may touch it.</summary>
    private static List<int>[] Near(List<(double X, double Y)[]> hairs, int width, int height)
    {
        var near = Enumerable.Range(0, width * height).Select(_ => new List<int>(0)).ToArray();
        foreach (var (n, hair) in hairs.Index())
            for (var k = 1; k < hair.Length; k++)
            {
                int x0 = Held(Math.Min(hair[k - 1].X, hair[k].X) - 3, width), x1 = Held(Math.Max(hair[k - 1].X, hair[k].X) + 3, width), y0 = Held(Math.Min(hair[k - 1].Y, hair[k].Y) - 3, height), y1 = Held(Math.Max(hair[k - 1].Y, hair[k].Y) + 3, height);
                for (var y = y0; y <= y1; y++) for (var x = x0; x <= x1; x++) if (near[(y * width) + x] is var list && (list.Count == 0 || list[^1] != n)) list.Add(n);
            }
        return near;

        static int Held(double v, int size) => (int)Math.Clamp(v, 0, size - 1);
    }

    private static double Distance((double X, double Y) a, (double X, double Y) b, double x, double y)
    {
        double dx = b.X - a.X, dy = b.Y - a.Y, length = (dx * dx) + (dy * dy), t = length > 0 ? Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0, 1) : 0, ex = x - a.X - (t * dx), ey = y - a.Y - (t * dy);
        return Math.Sqrt((ex * ex) + (ey * ey));
    }
}
