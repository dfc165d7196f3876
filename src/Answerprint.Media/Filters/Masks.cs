namespace Answerprint.Media.Filters;

/// <summary>Regions of pixels, H×W.</summary>
public static class Masks
{
    /// <summary>Grown by a square of the radius.</summary>
    public static bool[] Grown(bool[] inside, int width, int height, int radius)
    {
        if (radius <= 0) return inside;
        var rows = new bool[inside.Length];
        for (var y = 0; y < height; y++)
        {
            var (first, until) = (y * width, -1);
            for (var k = 0; k < width; k++)
            {
                if (!inside[first + k]) continue;
                var last = Math.Min(width - 1, k + radius);
                rows.AsSpan(first + Math.Max(Math.Max(0, k - radius), until + 1), Math.Max(0, last - Math.Max(Math.Max(0, k - radius), until + 1) + 1)).Fill(true);
                until = last;
            }
        }
        // down and up, row by row: how far away the last one was in each column
        var all = new bool[inside.Length];
        var away = new int[width];
        foreach (var down in new[] { true, false })
        {
            away.AsSpan().Fill(radius + 1);
            for (var n = 0; n < height; n++)
            {
                var first = (down ? n : height - 1 - n) * width;
                for (var x = 0; x < width; x++)
                {
                    away[x] = rows[first + x] ? 0 : away[x] + 1;
                    all[first + x] |= away[x] <= radius;
                }
            }
        }
        return all;
    }

    /// <summary>How far within a region pixels of it lie: 1 at its edge, counted to the nearest pixel beside it, diagonals as 1; a picture's edge is none.</summary>
    public static float[] Depth(bool[] inside, int[] pixels, int width, int height)
    {
        var distance = new int[inside.Length];
        for (var i = 0; i < distance.Length; i++) distance[i] = inside[i] ? width + height : 0;
        for (var pass = 0; pass < 2; pass++)
        {
            var back = pass == 1;
            for (var k = 0; k < distance.Length; k++)
            {
                var i = back ? distance.Length - 1 - k : k;
                if (distance[i] == 0) continue;
                int x = i % width, y = i / width, step = back ? 1 : -1;
                for (var d = -1; d <= 1; d++)
                    if (x + d >= 0 && x + d < width && y + step >= 0 && y + step < height) distance[i] = Math.Min(distance[i], distance[i + (step * width) + d] + 1);
                if (x + step >= 0 && x + step < width) distance[i] = Math.Min(distance[i], distance[i + step] + 1);
            }
        }
        return Array.ConvertAll(pixels, i => (float)distance[i]);
    }

    /// <summary>The smallest box around a region; null where it is empty.</summary>
    public static (int X0, int Y0, int X1, int Y1)? Bounds(bool[] inside, int width)
    {
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = -1, y1 = -1;
        for (var i = 0; i < inside.Length; i++)
        {
            if (!inside[i]) continue;
            var (x, y) = (i % width, i / width);
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
        }
        return x1 < 0 ? null : (x0, y0, x1, y1);
    }
}
