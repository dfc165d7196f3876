using Answerprint.Tools.Relight;

namespace Answerprint.Benchmarks.Peers;

/// <summary>Colour transfer as it is published: by statistics of the whole pictures, which do not ask what is seen. Pictures are interleaved R, G, B, 8-bit display codes.</summary>
internal static class ColourTransfer
{
    /// <summary>Mean and deviation of each axis of lαβ (Reinhard, Ashikhmin, Gooch and Shirley, "Color transfer between images", 2001).</summary>
    public static IReadOnlyList<byte[]> Reinhard(IReadOnlyList<byte[]> from, IReadOnlyList<byte[]> to)
    {
        var (own, aim) = (Axes(from), Axes(to));
        var ((m, s), (n, t)) = (Spread(own), Spread(aim));
        return [.. from.Select(picture =>
        {
            var made = new byte[picture.Length];
            for (var i = 0; i < picture.Length; i += 3)
            {
                var p = Opponent(picture[i], picture[i + 1], picture[i + 2]);
                for (var c = 0; c < 3; c++) p[c] = ((p[c] - m[c]) * t[c] / Math.Max(1e-9, s[c])) + n[c];
                Codes(p).CopyTo(made, i);
            }
            return made;
        })];
    }

    /// <summary>The linear Monge-Kantorovich map of display codes (Pitié and Kokaram 2007).</summary>
    public static IReadOnlyList<byte[]> Linear(IReadOnlyList<byte[]> from, IReadOnlyList<byte[]> to)
    {
        var map = LinearMap.Between(Moments(from), Moments(to));
        return [.. from.Select(picture =>
        {
            var made = new byte[picture.Length];
            for (var i = 0; i < picture.Length; i += 3)
                for (var c = 0; c < 3; c++)
                    made[i + c] = (byte)Math.Clamp(Math.Round(map.Offset[c] + (map.Rows[c, 0] * picture[i]) + (map.Rows[c, 1] * picture[i + 1]) + (map.Rows[c, 2] * picture[i + 2])), 0, 255);
            return made;
        })];
    }

    private static List<double[]> Axes(IReadOnlyList<byte[]> pictures)
    {
        var list = new List<double[]>();
        foreach (var picture in pictures)
            for (var i = 0; i < picture.Length; i += 3) list.Add(Opponent(picture[i], picture[i + 1], picture[i + 2]));
        return list;
    }

    private static (double[] Mean, double[] Deviation) Spread(List<double[]> values)
    {
        var (mean, deviation) = (new double[3], new double[3]);
        for (var c = 0; c < 3; c++)
        {
            mean[c] = values.Average(v => v[c]);
            deviation[c] = Math.Sqrt(values.Average(v => (v[c] - mean[c]) * (v[c] - mean[c])));
        }
        return (mean, deviation);
    }

    private static double[] Opponent(byte red, byte green, byte blue)
    {
        double r = Math.Pow(red / 255.0, 2.4), g = Math.Pow(green / 255.0, 2.4), b = Math.Pow(blue / 255.0, 2.4);
        double l = Log((0.3811 * r) + (0.5783 * g) + (0.0402 * b)), m = Log((0.1967 * r) + (0.7244 * g) + (0.0782 * b)), s = Log((0.0241 * r) + (0.1288 * g) + (0.8444 * b));
        return [(l + m + s) / Math.Sqrt(3), (l + m - (2 * s)) / Math.Sqrt(6), (l - m) / Math.Sqrt(2)];

        static double Log(double v) => Math.Log10(Math.Max(v, 1e-4));
    }

    private static byte[] Codes(double[] p)
    {
        double a = p[0] / Math.Sqrt(3), b = p[1] / Math.Sqrt(6), c = p[2] / Math.Sqrt(2);
        double l = Math.Pow(10, a + b + c), m = Math.Pow(10, a + b - c), s = Math.Pow(10, a - (2 * b));
        return [Code((4.4679 * l) - (3.5873 * m) + (0.1193 * s)), Code((-1.2186 * l) + (2.3809 * m) - (0.1624 * s)), Code((0.0497 * l) - (0.2439 * m) + (1.2045 * s))];

        static byte Code(double light) => (byte)Math.Clamp(Math.Round(255 * Math.Pow(Math.Max(0, light), 1 / 2.4)), 0, 255);
    }

    private static (double[] Mean, double[,] Spread) Moments(IReadOnlyList<byte[]> pictures)
    {
        var (sum, squares, count) = (new double[3], new double[3, 3], 0L);
        foreach (var picture in pictures)
            for (var i = 0; i < picture.Length; i += 3, count++)
                for (var c = 0; c < 3; c++)
                {
                    sum[c] += picture[i + c];
                    for (var d = 0; d < 3; d++) squares[c, d] += (double)picture[i + c] * picture[i + d];
                }
        for (var c = 0; c < 3; c++) sum[c] /= count;
        for (var c = 0; c < 3; c++) for (var d = 0; d < 3; d++) squares[c, d] = (squares[c, d] / count) - (sum[c] * sum[d]) + (c == d ? 1e-2 : 0);
        return (sum, squares);
    }
}
