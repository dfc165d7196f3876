using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;

namespace Answerprint.Media.Motion;

/// <summary>
/// Vectors carried forward along motion and summed where they land (bilinear forward splatting, Niklaus and Liu, CVPR 2020, with
/// given importances), then normalised; holes are filled from coarser levels by push-pull (Gortler et al., SIGGRAPH 1996).
/// Not safe for use from several threads; landing order is raster order, so the sums are always the same.
/// </summary>
public sealed class Splat(int width, int height)
{
    // x·w, y·w, w, unused: one 128-bit add a corner
    private readonly float[] sums = new float[checked(4 * width * height)];

    /// <summary>Adds vectors that move by <paramref name="scale"/>·<paramref name="move"/> (+ the carried vector itself where <paramref name="self"/>).</summary>
    /// <param name="carried">What is carried.</param>
    /// <param name="sign">It is carried times this.</param>
    /// <param name="move">How each pixel moves.</param>
    /// <param name="importance">H×W, at least 0.</param>
    /// <param name="gain">Times this.</param>
    public void Add(FlowField carried, float sign, FlowField move, float scale, bool self, ReadOnlySpan<float> importance, float gain)
    {
        ref var target = ref MemoryMarshal.GetArrayDataReference(sums);
        var values = carried.Values;
        var moves = move.Values;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                float vx = values[2 * i], vy = values[(2 * i) + 1];
                var px = x + (scale * moves[2 * i]) + (self ? vx : 0);
                var py = y + (scale * moves[(2 * i) + 1]) + (self ? vy : 0);
                if (!(px > -1 && px < width && py > -1 && py < height)) continue;
                var column = (int)MathF.Floor(px);
                var row = (int)MathF.Floor(py);
                var fx = px - column;
                var fy = py - row;
                var w = importance[i] * gain;
                var item = Vector128.Create(vx * sign, vy * sign, 1, 0) * w;
                var right = item * fx;
                var left = item - right;
                if (column >= 0)
                {
                    if (row >= 0) Put(ref target, (row * width) + column, left * (1 - fy));
                    if (row + 1 < height) Put(ref target, ((row + 1) * width) + column, left * fy);
                }
                if (column + 1 < width)
                {
                    if (row >= 0) Put(ref target, (row * width) + column + 1, right * (1 - fy));
                    if (row + 1 < height) Put(ref target, ((row + 1) * width) + column + 1, right * fy);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float sums, int pixel, Vector128<float> value)
    {
        ref var at = ref Unsafe.Add(ref sums, (nint)4 * pixel);
        (Vector128.LoadUnsafe(ref at) + value).StoreUnsafe(ref at);
    }

    /// <summary>The mean of what landed; where less than <paramref name="least"/> weight landed, what the surroundings say.</summary>
    public FlowField Mean(float least)
    {
        var level = new Level(width, height, sums);
        var field = new FlowField(width, height);
        var hole = false;
        for (var i = 0; i < width * height; i++)
        {
            var w = sums[(4 * i) + 2];
            var kept = w > least;
            hole |= !kept;
            var inverse = kept ? 1 / w : 0;
            sums[4 * i] *= inverse;
            sums[(4 * i) + 1] *= inverse;
            sums[(4 * i) + 2] = kept ? 1 : 0;
            field.Values[2 * i] = sums[4 * i];
            field.Values[(2 * i) + 1] = sums[(4 * i) + 1];
        }
        if (!hole) return field;
        var coarse = Fill(level.Halved());
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                if (sums[(4 * i) + 2] != 0) continue;
                var v = coarse.Above(x, y);
                field.Values[2 * i] = v.GetElement(0);
                field.Values[(2 * i) + 1] = v.GetElement(1);
            }
        }
        return field;
    }

    // pull: mean of the mask-weighted vectors; push: where the mask is thin, the level above shines through
    private static Level Fill(Level level)
    {
        var thin = false;
        for (var i = 2; i < level.Values.Length && !thin; i += 4) thin = level.Values[i] < 1e-3f;
        var above = thin && Math.Max(level.Width, level.Height) > 1 ? Fill(level.Halved()) : null;
        for (var y = 0; y < level.Height; y++)
        {
            for (var x = 0; x < level.Width; x++)
            {
                ref var at = ref level.Values[4 * ((y * level.Width) + x)];
                var v = Vector128.LoadUnsafe(ref at);
                var mask = MathF.Min(v.GetElement(2), 1);
                var mean = v / MathF.Max(mask, 1e-6f);
                if (above is not null && mask < 1) mean = (mean * mask) + (above.Above(x, y) * (1 - mask));
                mean.StoreUnsafe(ref at);
            }
        }
        return level;
    }

    private sealed record Level(int Width, int Height, float[] Values)
    {
        public Level Halved()
        {
            int w = (Width + 1) / 2, h = (Height + 1) / 2;
            var half = new float[4 * w * h];
            for (var y = 0; y < h; y++)
            {
                for (var x = 0; x < w; x++)
                {
                    int x1 = Math.Min((2 * x) + 1, Width - 1), y1 = Math.Min((2 * y) + 1, Height - 1);
                    var sum = At(2 * x, 2 * y) + At(x1, 2 * y) + At(2 * x, y1) + At(x1, y1);
                    (sum * 0.25f).StoreUnsafe(ref half[4 * ((y * w) + x)]);
                }
            }
            return new(w, h, half);
        }

        /// <summary>Bilinear, at pixel (x, y) of the level below.</summary>
        public Vector128<float> Above(int x, int y)
        {
            var px = Math.Clamp(((x + 0.5f) * 0.5f) - 0.5f, 0, Width - 1);
            var py = Math.Clamp(((y + 0.5f) * 0.5f) - 0.5f, 0, Height - 1);
            int column = (int)px, row = (int)py;
            int right = Math.Min(column + 1, Width - 1), below = Math.Min(row + 1, Height - 1);
            float fx = px - column, fy = py - row;
            var top = (At(column, row) * (1 - fx)) + (At(right, row) * fx);
            var low = (At(column, below) * (1 - fx)) + (At(right, below) * fx);
            return (top * (1 - fy)) + (low * fy);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector128<float> At(int x, int y) => Vector128.LoadUnsafe(ref Values[4 * ((y * Width) + x)]);
    }
}
