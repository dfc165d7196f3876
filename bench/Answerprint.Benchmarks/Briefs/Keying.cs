using Answerprint.Media.Frames;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>The plain key by which a brief sets somebody from before a green screen over a wall: good enough for a hard edge, and the same every time.</summary>
internal static class Keying
{
    /// <summary>Display codes so much greener than blue are the screen.</summary>
    private const float Screen = 0.3f;

    private const int Around = 3;

    /// <summary>What stands before the screen: the majority of 7×7 pixels, so that no speck is left. H×W.</summary>
    public static bool[] Figure(Frame light)
    {
        var (w, h) = (light.Width, light.Height);
        var (r, g, b) = (light.Plane(0), light.Plane(1), light.Plane(2));
        var sums = new int[(w + 1) * (h + 1)];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var i = (y * w) + x;
                var there = Code(MathF.Min(r[i], g[i])) - Code(b[i]) < Screen ? 1 : 0;
                sums[((y + 1) * (w + 1)) + x + 1] = there + sums[(y * (w + 1)) + x + 1] + sums[((y + 1) * (w + 1)) + x] - sums[(y * (w + 1)) + x];
            }
        var figure = new bool[w * h];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var (x0, x1, y0, y1) = (Math.Max(0, x - Around), Math.Min(w, x + Around + 1), Math.Max(0, y - Around), Math.Min(h, y + Around + 1));
                var count = sums[(y1 * (w + 1)) + x1] - sums[(y0 * (w + 1)) + x1] - sums[(y1 * (w + 1)) + x0] + sums[(y0 * (w + 1)) + x0];
                figure[(y * w) + x] = 2 * count > (x1 - x0) * (y1 - y0);
            }
        return figure;
    }

    /// <summary>One pixel more on every side.</summary>
    public static bool[] Grown(bool[] inside, int w, int h)
    {
        var grown = new bool[inside.Length];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
                for (var v = Math.Max(0, y - 1); v <= Math.Min(h - 1, y + 1); v++)
                    for (var u = Math.Max(0, x - 1); u <= Math.Min(w - 1, x + 1); u++) grown[(y * w) + x] |= inside[(v * w) + u];
        return grown;
    }

    /// <summary>So many pixels less on every side.</summary>
    public static bool[] Shrunk(bool[] inside, int w, int h, int by)
    {
        var outside = Array.ConvertAll(inside, i => !i);
        for (var n = 0; n < by; n++) outside = Grown(outside, w, h);
        return Array.ConvertAll(outside, o => !o);
    }

    private static float Code(float light) => MathF.Pow(MathF.Max(0, light), 1 / 2.4f);
}
