using System.Text.Json.Nodes;

namespace Answerprint.Production.Quality;

/// <summary>
/// A smooth field of exposure over the whole picture, in stops: a uniform cubic B-spline over a grid of control points whose first and last lie on the picture's edges, the outermost repeated.
/// It stays within its control points, and its slope within their differences (de Boor, "A Practical Guide to Splines", 1978), so its bounds are read off the points. A pixel is multiplied by 2^stops.
/// </summary>
/// <param name="Columns">1..8.</param>
/// <param name="Rows">1..5.</param>
/// <param name="Stops">Row by row from the top.</param>
public sealed record SmoothField(int Columns, int Rows, double[] Stops)
{
    public const int MostColumns = 8, MostRows = 5;

    /// <summary>The most that all fields of a frame together may lift or lower a pixel, in stops.</summary>
    public const double MostStops = 1.5;

    /// <summary>The most that they may change over a twentieth of the picture's width, in stops.</summary>
    public const double MostSlope = 0.25;

    /// <summary>The stops at a pixel.</summary>
    public double At(int x, int y, int width, int height)
    {
        Span<double> down = stackalloc double[4];
        var (column, fx) = Place(x, width, Columns);
        var (row, fy) = Place(y, height, Rows);
        for (var j = 0; j < 4; j++)
        {
            var line = Math.Clamp(row - 1 + j, 0, Rows - 1) * Columns;
            down[j] = Spline(Stops[line + Math.Clamp(column - 1, 0, Columns - 1)], Stops[line + column], Stops[line + Math.Clamp(column + 1, 0, Columns - 1)], Stops[line + Math.Clamp(column + 2, 0, Columns - 1)], fx);
        }
        return Spline(down[0], down[1], down[2], down[3], fy);
    }

    /// <summary>The greatest size of the field in stops, and the greatest change over a twentieth of the width.</summary>
    public (double Size, double Slope) Bounds(int width, int height)
    {
        var size = Stops.Max(Math.Abs);
        var (across, down) = (0.0, 0.0);
        for (var y = 0; y < Rows; y++)
        for (var x = 0; x < Columns; x++)
        {
            if (x + 1 < Columns) across = Math.Max(across, Math.Abs(Stops[(y * Columns) + x + 1] - Stops[(y * Columns) + x]));
            if (y + 1 < Rows) down = Math.Max(down, Math.Abs(Stops[((y + 1) * Columns) + x] - Stops[(y * Columns) + x]));
        }
        var gx = width > 1 ? across * (Columns - 1) / (width - 1) : 0;
        var gy = height > 1 ? down * (Rows - 1) / (height - 1) : 0;
        return (size, Math.Sqrt((gx * gx) + (gy * gy)) * width / 20);
    }

    /// <summary>What several fields come to together: those on one grid are added point by point, else their sizes and slopes.</summary>
    internal static (double Size, double Slope) Together(IEnumerable<SmoothField> fields, int width, int height)
    {
        var (size, slope) = (0.0, 0.0);
        foreach (var grid in fields.GroupBy(f => (f.Columns, f.Rows)))
        {
            var sum = new double[grid.Key.Columns * grid.Key.Rows];
            foreach (var field in grid)
                for (var i = 0; i < sum.Length; i++) sum[i] += field.Stops[i];
            var (s, g) = new SmoothField(grid.Key.Columns, grid.Key.Rows, sum).Bounds(width, height);
            (size, slope) = (size + s, slope + g);
        }
        return (size, slope);
    }

    internal JsonObject ToJson() => new() { ["columns"] = Columns, ["rows"] = Rows, ["stops"] = ChangeReading.Numbers(Stops) };

    private static (int At, double Beyond) Place(int pixel, int pixels, int points)
    {
        if (points == 1 || pixels == 1) return (0, 0);
        var at = (double)pixel / (pixels - 1) * (points - 1);
        var low = Math.Min((int)at, points - 2);
        return (low, at - low);
    }

    private static double Spline(double a, double b, double c, double d, double t)
    {
        var (t2, t3) = (t * t, t * t * t);
        return ((a * (1 - (3 * t) + (3 * t2) - t3)) + (b * (4 - (6 * t2) + (3 * t3))) + (c * (1 + (3 * t) + (3 * t2) - (3 * t3))) + (d * t3)) / 6;
    }
}
