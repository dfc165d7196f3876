using Answerprint.Media.Colour;
using Answerprint.Media.Filters;

namespace Answerprint.Tools.Background;

/// <summary>
/// Coverage of what stands before a screen: the colour difference held against the clean plate says what is certain; between that, coverage is solved in closed form. Display encoding for what is
/// certain, whose noise is alike in lights and shadows; the numbers in which the picture was mixed for what is not.
/// </summary>
internal static class ScreenKey
{
    /// <summary>Unknown pixels that are solved for, at most: more is no edge.</summary>
    private const int MostUnknown = 900_000;

    /// <summary>How far from anything that is mostly screen a pixel lies that is taken for solid.</summary>
    private const int Away = 6;

    /// <summary>Weight of the colour difference in the band.</summary>
    private const float Trust = 0.02f;

    /// <summary>Channels in which the screen is darker say nothing by being darker still; and as much as noise and rounding may take.</summary>
    private const float Dark = 0.08f, Rounding = 0.03f;

    /// <summary>The most of the screen's difference that a foreground is taken to have of itself; it is looked at on cells of so many pixels.</summary>
    private const float MostOwn = 0.4f;
    private const int Cell = 8;

    /// <summary>Coverage nearer to none or all than this is that.</summary>
    private const float Snap = 0.004f;

    /// <summary>What is certain: 1, 0, and NaN where it is not.</summary>
    /// <param name="raw">Coverage by the colour difference.</param>
    public static float[] Certain(float[] raw, int width, int height, BackgroundOptions options, float noise)
    {
        var smooth = Smoothed(raw, width, height);
        var black = (float)(options.Black ?? Math.Clamp(4 * noise, 0.04, 0.25));
        var (seeThrough, mostly) = (new bool[raw.Length], new bool[raw.Length]);
        for (var i = 0; i < raw.Length; i++) (seeThrough[i], mostly[i]) = (smooth[i] < options.White, smooth[i] < Math.Max(0.5, black + 0.05));
        var near = Masks.Grown(mostly, width, height, Away + options.Band);
        for (var i = 0; i < raw.Length; i++) if (seeThrough[i] && !near[i] && smooth[i] >= options.Solid) seeThrough[i] = false;
        var inside = Masks.Grown(seeThrough, width, height, options.Band);
        for (var i = 0; i < raw.Length; i++) seeThrough[i] = smooth[i] >= black || raw[i] >= black + (3 * noise);
        var outside = Masks.Grown(seeThrough, width, height, Math.Max(1, options.Band - 1));
        var known = new float[raw.Length];
        for (var i = 0; i < known.Length; i++) known[i] = !inside[i] ? 1 : !outside[i] ? 0 : float.NaN;
        return known;
    }

    /// <summary>Coverage where it is not certain.</summary>
    /// <param name="known">What is certain; what is too much to be an edge is made so.</param>
    /// <param name="mixed">R, G, B in the numbers in which the picture was mixed.</param>
    /// <param name="behind">The clean plate in the same numbers.</param>
    /// <param name="colour">The screen in the same numbers.</param>
    public static float[] Solved(float[] known, float[][] mixed, float[][] behind, int width, int height, ScreenColour colour, int threads, CancellationToken cancel)
    {
        var prior = Expected(known, mixed, behind, width, height, colour);
        if (known.Count(float.IsNaN) > MostUnknown)
            for (var i = 0; i < known.Length; i++) if (float.IsNaN(known[i])) known[i] = prior[i];
        var coverage = ClosedFormMatte.Solve(mixed, width, height, known, prior, Trust, threads, cancel: cancel);
        for (var i = 0; i < coverage.Length; i++)
        {
            if (!float.IsNaN(known[i])) continue;
            // a foreground is no darker than black: less coverage would take away more of the screen than is there
            for (var c = 0; c < 3; c++) if (behind[c][i] > Dark) coverage[i] = Math.Max(coverage[i], Math.Min(1, 1 - (mixed[c][i] / behind[c][i]) - Rounding));
            coverage[i] = coverage[i] < Snap ? 0 : coverage[i] > 1 - Snap ? 1 : coverage[i];
        }
        return coverage;
    }

    /// <summary>Coverage by the colour difference where nothing is certain, held against what of it the foreground nearby has of itself.</summary>
    private static float[] Expected(float[] known, float[][] mixed, float[][] behind, int width, int height, ScreenColour colour)
    {
        int w = (width + Cell - 1) / Cell, h = (height + Cell - 1) / Cell;
        var (own, count) = (new float[w * h], new int[w * h]);
        for (var y = 0; y < height; y += 2)
            for (var x = 0; x < width; x += 2)
            {
                var (i, k) = ((y * width) + x, (y / Cell * w) + (x / Cell));
                if (known[i] != 1) continue;
                (own[k], count[k]) = (own[k] + Math.Clamp(Share(i), -1, MostOwn), count[k] + 1);
            }
        for (var k = 0; k < own.Length; k++) if (count[k] > 0) own[k] /= count[k];
        PushPull.Fill(w, h, Array.ConvertAll(count, c => c > 0), own);
        var prior = new float[known.Length];
        for (var i = 0; i < known.Length; i++)
            if (float.IsNaN(known[i])) prior[i] = Math.Clamp((1 - Share(i)) / (1 - Between(own, w, h, i % width, i / width)), 0, 1);
        return prior;

        float Share(int i) => colour.Of(mixed[0][i], mixed[1][i], mixed[2][i]) / Math.Max(1e-4f, colour.Of(behind[0][i], behind[1][i], behind[2][i]));
    }

    private static float Between(float[] cells, int w, int h, int x, int y)
    {
        float u = Math.Clamp(((x + 0.5f) / Cell) - 0.5f, 0, w - 1), v = Math.Clamp(((y + 0.5f) / Cell) - 0.5f, 0, h - 1);
        int left = (int)u, top = (int)v, right = Math.Min(left + 1, w - 1), low = Math.Min(top + 1, h - 1);
        float fu = u - left, fv = v - top;
        return ((1 - fv) * (((1 - fu) * cells[(top * w) + left]) + (fu * cells[(top * w) + right]))) + (fv * (((1 - fu) * cells[(low * w) + left]) + (fu * cells[(low * w) + right])));
    }

    /// <summary>Coverage by the colour difference alone, not held within 0..1.</summary>
    public static float[] Raw(float[][] codes, CleanPlate plate, int width, int height, ScreenColour colour, int threads, CancellationToken cancel)
    {
        var (own, behind) = (CleanPlate.Differences(codes, width, height, colour, threads, cancel), CleanPlate.Differences(plate.Planes, width, height, colour, threads, cancel));
        for (var i = 0; i < own.Length; i++) own[i] = 1 - (own[i] / Math.Max(0.02f, behind[i]));
        return own;
    }

    /// <summary>Planes in the numbers of a mix: finite, held to what is solved with.</summary>
    public static float[][] Mixed(float[][] codes, MixIn mix) => [.. codes.Select(plane =>
    {
        var copy = Array.ConvertAll(plane, v => float.IsFinite(v) ? Math.Clamp(v, -0.1f, 2) : 0);
        if (mix == MixIn.Light) Transfer.Bt1886.ToLight(copy);
        return copy;
    })];

    /// <summary>The mean of each pixel and those around it.</summary>
    private static float[] Smoothed(float[] plane, int width, int height)
    {
        var (rows, smooth) = (new float[plane.Length], new float[plane.Length]);
        for (var y = 0; y < height; y++)
        {
            var from = plane.AsSpan(y * width, width);
            var into = rows.AsSpan(y * width, width);
            for (var x = 0; x < width; x++) into[x] = from[Math.Max(0, x - 1)] + from[x] + from[Math.Min(width - 1, x + 1)];
        }
        for (var y = 0; y < height; y++)
        {
            var above = rows.AsSpan(Math.Max(0, y - 1) * width, width);
            var here = rows.AsSpan(y * width, width);
            var below = rows.AsSpan(Math.Min(height - 1, y + 1) * width, width);
            var into = smooth.AsSpan(y * width, width);
            for (var x = 0; x < width; x++) into[x] = (above[x] + here[x] + below[x]) / 9;
        }
        return smooth;
    }
}
