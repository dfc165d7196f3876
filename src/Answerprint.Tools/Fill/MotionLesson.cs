using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>
/// A gap made up where the shot's motion is known frame by frame: points followed through it, where they were between, and where the cubic and
/// the habit would have put them. Errors are counted as the picture feels them: displacement times gradient.
/// </summary>
internal sealed class MotionLesson
{
    /// <summary>Cells of the small picture between points.</summary>
    private const int Grid = 4;

    /// <summary>Displacements are held within this, in cells.</summary>
    private const float Most = 6;

    /// <summary>Codes by which a point may change along its way.</summary>
    private const float Alike = 25;

    /// <summary>Error of straight motion.</summary>
    public double Straight { get; private set; }

    /// <summary>What each of cubic and habit has in common with the truth.</summary>
    public double CubicTruth { get; private set; }

    public double HabitTruth { get; private set; }

    public double CubicCubic { get; private set; }

    public double CubicHabit { get; private set; }

    public double HabitHabit { get; private set; }

    /// <summary>The error with these shares of cubic and habit.</summary>
    public double Error(double cubic, double habit) =>
        Straight - (2 * ((cubic * CubicTruth) + (habit * HabitTruth))) + (cubic * cubic * CubicCubic) + (2 * cubic * habit * CubicHabit) + (habit * habit * HabitHabit);

    /// <param name="start">The last frame before the gap made up; <paramref name="left"/> frames before it and <paramref name="right"/> after the gap are real.</param>
    /// <param name="weights">The habit's weights of velocities for each missing frame: before (outwards), across, after.</param>
    public static MotionLesson At(SmallFrames frames, int start, int step, int left, int right, double[][] weights)
    {
        var lesson = new MotionLesson();
        var count = left + step + right;
        var flows = new FlowField[count];
        for (var k = 0; k < count; k++) flows[k] = frames.Flow(start - left + k, start - left + k + 1);
        int w = flows[0].Width, h = flows[0].Height;
        int columns = Math.Max(0, ((w - 1) / Grid) - 1), rows = Math.Max(0, ((h - 1) / Grid) - 1);
        SourceFrame head = frames[start - left], tail = frames[start + step + right], mid = frames[start];
        var size = columns * rows;
        var xs = new float[size][];
        var ys = new float[size][];
        var bend = new float[size];
        var jerk = new float[size];
        for (var g = 0; g < size; g++)
        {
            float x = Grid * ((g % columns) + 1), y = Grid * ((g / columns) + 1);
            var (vx, vy) = (new float[count], new float[count]);
            var first = head.Luma.Bilinear(x, y);
            for (var k = 0; k < count; k++)
            {
                (vx[k], vy[k]) = flows[k].At(x, y);
                x += vx[k];
                y += vy[k];
            }
            if (!(x >= 1 && x <= w - 2 && y >= 1 && y <= h - 2) || MathF.Abs(first - tail.Luma.Bilinear(x, y)) > Alike) continue;
            (xs[g], ys[g]) = (vx, vy);
            (bend[g], jerk[g]) = Shape(vx, vy, left, step);
        }
        for (var g = 0; g < size; g++)
        {
            if (xs[g] is not { } vx) continue;
            var vy = ys[g];
            float x = Grid * ((g % columns) + 1), y = Grid * ((g / columns) + 1);
            for (var k = 0; k < left; k++) (x, y) = (x + vx[k], y + vy[k]);
            var gx = (mid.Luma.Bilinear(x + 1, y) - mid.Luma.Bilinear(x - 1, y)) / 2;
            var gy = (mid.Luma.Bilinear(x, y + 1) - mid.Luma.Bilinear(x, y - 1)) / 2;
            float a = 0.01f, j = 0.01f;
            for (var v = -1; v <= 1; v++)
            {
                for (var u = -1; u <= 1; u++)
                {
                    int column = (g % columns) + u, row = (g / columns) + v;
                    if (column < 0 || column >= columns || row < 0 || row >= rows || xs[(row * columns) + column] is null) continue;
                    a += bend[(row * columns) + column];
                    j += jerk[(row * columns) + column];
                }
            }
            lesson.Take(vx, vy, gx, gy, a / (a + (0.3f * j)), left, step, right, weights);
        }
        return lesson;
    }

    private void Take(float[] vx, float[] vy, float gx, float gy, float belief, int left, int step, int right, double[][] weights)
    {
        float wholeX = 0, wholeY = 0, partX = 0, partY = 0;
        for (var k = left; k < left + step; k++) (wholeX, wholeY) = (wholeX + vx[k], wholeY + vy[k]);
        for (var j = 1; j < step; j++)
        {
            (partX, partY) = (partX + vx[left + j - 1], partY + vy[left + j - 1]);
            var t = (float)j / step;
            var law = BendLaw.Cubic(1f / step, 1f / step, t);
            var cx = belief * Held((law.Own * wholeX) - (law.Before[0] * vx[left - 1]) + (law.After[0] * vx[left + step]));
            var cy = belief * Held((law.Own * wholeY) - (law.Before[0] * vy[left - 1]) + (law.After[0] * vy[left + step]));
            var used = weights[j - 1];
            double hx = used[left] * wholeX, hy = used[left] * wholeY;
            for (var k = 0; k < left; k++) (hx, hy) = (hx + (used[k] * vx[left - 1 - k]), hy + (used[k] * vy[left - 1 - k]));
            for (var k = 0; k < right; k++) (hx, hy) = (hx + (used[left + 1 + k] * vx[left + step + k]), hy + (used[left + 1 + k] * vy[left + step + k]));
            double truth = (gx * Held(partX - (t * wholeX))) + (gy * Held(partY - (t * wholeY)));
            double cubic = (gx * cx) + (gy * cy);
            double habit = (gx * Held((float)hx)) + (gy * Held((float)hy));
            Straight += truth * truth;
            CubicTruth += cubic * truth;
            HabitTruth += habit * truth;
            CubicCubic += cubic * cubic;
            CubicHabit += cubic * habit;
            HabitHabit += habit * habit;
        }
    }

    private static float Held(float d) => Math.Clamp(d, -Most, Most);

    // squared change of velocity across the gap, and squared departure of the velocity inside from their mean
    private static (float Bend, float Jerk) Shape(float[] vx, float[] vy, int left, int step)
    {
        float sx = 0, sy = 0;
        for (var k = left; k < left + step; k++) (sx, sy) = (sx + vx[k], sy + vy[k]);
        float px = step * vx[left - 1], py = step * vy[left - 1], nx = step * vx[left + step], ny = step * vy[left + step];
        float bx = nx - px, by = ny - py, jx = nx + px - (2 * sx), jy = ny + py - (2 * sy);
        return ((bx * bx) + (by * by), (jx * jx) + (jy * jy));
    }
}
