using Answerprint.Media.Filters;

namespace Answerprint.Tools.Background;

/// <summary>
/// The screen of one frame as it would be with nothing before it: uneven light is kept, noise is not. Worked out on cells, where a cell and those around it show nothing but screen, and drawn
/// smoothly behind the rest.
/// </summary>
/// <param name="Planes">R, G, B in display encoding, H×W.</param>
/// <param name="Noise">Standard deviation of coverage on the screen.</param>
/// <param name="Seen">Share of the frame that is certainly screen.</param>
internal sealed record CleanPlate(float[][] Planes, float Noise, double Seen)
{
    /// <summary>Of the screen's own difference: below it nothing is screen at first; and by so much a cell may vary.</summary>
    private const float Least = 0.55f, Steady = 0.12f;

    private const float Smooth = 2.5f;

    /// <param name="codes">R, G, B in display encoding.</param>
    /// <returns>Null where too little of the screen is seen.</returns>
    public static CleanPlate? Of(float[][] codes, int width, int height, ScreenColour colour, int threads, CancellationToken cancel)
    {
        var cell = Math.Max(2, (int)Math.Round(width / 480.0 * 2));
        int w = (width + cell - 1) / cell, h = (height + cell - 1) / cell;
        var difference = Differences(codes, width, height, colour, threads, cancel);
        var (means, spread, planes) = (new float[w * h], new float[w * h], new[] { new float[w * h], new float[w * h], new float[w * h] });
        Rows.Each(threads, h, (from, to) =>
        {
            for (var k = from * w; k < to * w; k++) Cell(codes, difference, width, height, cell, k % w, k / w, means, spread, planes, k);
        }, cancel);
        // twice: what the screen is like there says better what is screen
        float[]? behind = null;
        bool[]? screen = null;
        for (var pass = 0; pass < 2; pass++)
        {
            var sure = new bool[w * h];
            for (var k = 0; k < sure.Length; k++)
            {
                var own = behind is null ? colour.Full : behind[k];
                sure[k] = means[k] > (behind is null ? Least : 0.85f) * own && spread[k] < Steady * own && (behind is null || means[k] < 1.2f * own);
            }
            screen = Array.ConvertAll(Masks.Grown(Array.ConvertAll(sure, s => !s), w, h, 1), g => !g);
            if (!screen.Contains(true)) return null;
            behind = Drawn(means, screen, w, h);
        }
        var seen = screen!.Count(s => s) / (double)screen!.Length;
        if (seen < 0.01) return null;
        var small = planes.Select(p => Drawn(p, screen!, w, h)).ToArray();
        var noise = Noisy(difference, behind!, screen!, width, height, cell, w);
        return new([.. small.Select(s => Large(s, w, h, cell, width, height, threads, cancel))], noise, seen);
    }

    /// <summary>The screen's difference of every pixel; not a number counts as none.</summary>
    public static float[] Differences(float[][] codes, int width, int height, ScreenColour colour, int threads, CancellationToken cancel)
    {
        var d = new float[width * height];
        Rows.Each(threads, height, (from, to) =>
        {
            for (var i = from * width; i < to * width; i++)
            {
                var value = colour.Of(codes[0][i], codes[1][i], codes[2][i]);
                d[i] = float.IsFinite(value) ? value : 0;
            }
        }, cancel);
        return d;
    }

    private static void Cell(float[][] codes, float[] difference, int width, int height, int cell, int cx, int cy, float[] means, float[] spread, float[][] planes, int k)
    {
        var (sum, squares, count) = (0f, 0f, 0);
        Span<float> colours = stackalloc float[3];
        colours.Clear();
        for (var y = cy * cell; y < Math.Min(height, (cy + 1) * cell); y++)
            for (var x = cx * cell; x < Math.Min(width, (cx + 1) * cell); x++)
            {
                var i = (y * width) + x;
                var d = difference[i];
                (sum, squares, count) = (sum + d, squares + (d * d), count + 1);
                for (var c = 0; c < 3; c++) colours[c] += float.IsFinite(codes[c][i]) ? codes[c][i] : 0;
            }
        means[k] = sum / count;
        spread[k] = MathF.Sqrt(MathF.Max(0, (squares / count) - (means[k] * means[k])));
        for (var c = 0; c < 3; c++) planes[c][k] = colours[c] / count;
    }

    private static float[] Drawn(float[] values, bool[] known, int w, int h)
    {
        var plane = Lanes.Plane(w * h);
        values.CopyTo(plane, 0);
        PushPull.Fill(w, h, known, plane);
        Gaussian.Blur(plane, w, h, Smooth);
        return plane;
    }

    private static float Noisy(float[] difference, float[] behind, bool[] screen, int width, int height, int cell, int w)
    {
        var (sum, count) = (0.0, 0L);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var k = (y / cell * w) + (x / cell);
                if (!screen[k] || !(behind[k] > 0)) continue;
                var off = 1 - (difference[(y * width) + x] / behind[k]);
                (sum, count) = (sum + (off * off), count + 1);
            }
        return count == 0 ? 0 : (float)Math.Sqrt(sum / count);
    }

    private static float[] Large(float[] small, int w, int h, int cell, int width, int height, int threads, CancellationToken cancel)
    {
        var plane = new float[width * height];
        Rows.Each(threads, height, (from, to) =>
        {
            for (var y = from; y < to; y++)
            {
                var v = Math.Clamp(((y + 0.5f) / cell) - 0.5f, 0, h - 1);
                int top = Math.Min((int)v, h - 1), low = Math.Min(top + 1, h - 1);
                var fv = v - top;
                for (var x = 0; x < width; x++)
                {
                    var u = Math.Clamp(((x + 0.5f) / cell) - 0.5f, 0, w - 1);
                    int left = Math.Min((int)u, w - 1), right = Math.Min(left + 1, w - 1);
                    var fu = u - left;
                    float a = small[(top * w) + left], b = small[(top * w) + right], c = small[(low * w) + left], d = small[(low * w) + right];
                    var up = a + (fu * (b - a));
                    plane[(y * width) + x] = up + (fv * (c + (fu * (d - c)) - up));
                }
            }
        }, cancel);
        return plane;
    }
}
