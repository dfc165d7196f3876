namespace Answerprint.Media.Filters;

/// <summary>
/// Coverage of the pixels between what is known to be the thing and what is known not to be, so that within each 3 × 3 window it is an affine function of the colour (Levin, Lischinski and Weiss,
/// "A Closed-Form Solution to Natural Image Matting", 2008). Solved by conjugate gradients with Jacobi's preconditioner. The result does not depend on the number of threads.
/// </summary>
public static class ClosedFormMatte
{
    private const int Window = 9, Reach = 2, Stencil = 25, Piece = 2048;

    /// <summary>What a window's colours may vary by, for numbers in 0..1.</summary>
    private const double Epsilon = 1e-5;

    private const double Tolerance = 3e-4;

    /// <param name="codes">Three planes, H×W, display encoding 0..1; finite.</param>
    /// <param name="known">H×W: coverage where it is known; NaN elsewhere.</param>
    /// <param name="prior">H×W: what coverage is thought to be; the solver begins there. Null: nothing is thought.</param>
    /// <param name="trust">Weight of the prior, 0 or more, beside the sum of a window's weights, which is about 9.</param>
    /// <param name="rounds">Of conjugate gradients, at most.</param>
    /// <returns>H×W, 0..1; the known stands to the bit.</returns>
    public static float[] Solve(IReadOnlyList<float[]> codes, int width, int height, float[] known, float[]? prior, float trust, int threads, int rounds = 200, CancellationToken cancel = default)
    {
        var matte = (float[])known.Clone();
        var unknown = new List<int>();
        for (var i = 0; i < known.Length; i++) if (float.IsNaN(known[i])) unknown.Add(i);
        if (unknown.Count == 0) return matte;
        int[] pixels = [.. unknown];
        var at = new int[known.Length];
        at.AsSpan().Fill(-1);
        for (var n = 0; n < pixels.Length; n++) at[pixels[n]] = n;
        var rows = Matrix(codes, width, height, pixels, at, threads, cancel);
        var (right, x) = (new float[pixels.Length], new float[known.Length]);
        var diagonal = new float[pixels.Length];
        for (var n = 0; n < pixels.Length; n++)
        {
            var i = pixels[n];
            var start = prior is null ? 0.5f : Math.Clamp(float.IsFinite(prior[i]) ? prior[i] : 0.5f, 0, 1);
            rows[(n * Stencil) + (Stencil / 2)] += trust + 1e-6f;
            var sum = (trust * start) + (1e-6f * start);
            for (var k = 0; k < Stencil; k++)
            {
                var (px, py) = ((i % width) + (k % 5) - Reach, (i / width) + (k / 5) - Reach);
                if (px < 0 || py < 0 || px >= width || py >= height)
                {
                    rows[(n * Stencil) + k] = 0;
                    continue;
                }
                var j = (py * width) + px;
                if (at[j] >= 0) continue;
                sum -= rows[(n * Stencil) + k] * known[j];
                rows[(n * Stencil) + k] = 0;
            }
            (right[n], diagonal[n], x[i]) = (sum, Math.Max(1e-6f, rows[(n * Stencil) + (Stencil / 2)]), start);
        }
        Conjugate(rows, right, diagonal, x, pixels, width, height, threads, rounds, cancel);
        foreach (var i in pixels) matte[i] = Math.Clamp(x[i], 0, 1);
        return matte;
    }

    private static void Conjugate(float[] rows, float[] right, float[] diagonal, float[] x, int[] pixels, int width, int height, int threads, int rounds, CancellationToken cancel)
    {
        var n = pixels.Length;
        var (r, z, ap) = (new float[n], new float[n], new float[n]);
        // the direction lies in a plane with a border, so that no neighbour is asked whether it is there
        var p = new float[(width + (2 * Reach)) * (height + (2 * Reach))];
        var stride = width + (2 * Reach);
        var place = Array.ConvertAll(pixels, i => (((i / width) + Reach) * stride) + (i % width) + Reach);
        for (var k = 0; k < n; k++) p[place[k]] = x[pixels[k]];
        Times(rows, p, place, stride, ap, threads, cancel);
        for (var k = 0; k < n; k++)
        {
            r[k] = right[k] - ap[k];
            z[k] = r[k] / diagonal[k];
            p[place[k]] = z[k];
        }
        var (rz, norm) = (Dot(r, z), Math.Max(1e-12, Math.Sqrt(Dot(right, right))));
        for (var round = 0; round < rounds && Math.Sqrt(Dot(r, r)) > Tolerance * norm; round++)
        {
            Times(rows, p, place, stride, ap, threads, cancel);
            var pap = 0.0;
            for (var k = 0; k < n; k++) pap += (double)p[place[k]] * ap[k];
            if (!(pap > 0)) break;
            var a = (float)(rz / pap);
            for (var k = 0; k < n; k++)
            {
                x[pixels[k]] += a * p[place[k]];
                r[k] -= a * ap[k];
                z[k] = r[k] / diagonal[k];
            }
            var next = Dot(r, z);
            var b = (float)(next / rz);
            rz = next;
            for (var k = 0; k < n; k++) p[place[k]] = z[k] + (b * p[place[k]]);
        }
    }

    private static void Times(float[] rows, float[] p, int[] place, int stride, float[] result, int threads, CancellationToken cancel) => Rows.Each(threads, (place.Length + Piece - 1) / Piece, (from, to) =>
    {
        for (var n = from * Piece; n < Math.Min(place.Length, to * Piece); n++)
        {
            var (sum, row) = (0f, n * Stencil);
            for (var v = 0; v < 5; v++)
            {
                var q = place[n] + ((v - Reach) * stride) - Reach;
                sum += (rows[row] * p[q]) + (rows[row + 1] * p[q + 1]) + (rows[row + 2] * p[q + 2]) + (rows[row + 3] * p[q + 3]) + (rows[row + 4] * p[q + 4]);
                row += 5;
            }
            result[n] = sum;
        }
    }, cancel);

    private static double Dot(float[] a, float[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += (double)a[k] * b[k];
        return sum;
    }

    /// <summary>By unknown pixel: its 25 coefficients of the matting Laplacian. Each is summed by the pixel itself over the nine windows that hold it, so that threads do not meet.</summary>
    private static float[] Matrix(IReadOnlyList<float[]> codes, int width, int height, int[] pixels, int[] at, int threads, CancellationToken cancel)
    {
        // the windows that hold an unknown pixel, by their middle
        var window = new int[at.Length];
        window.AsSpan().Fill(-1);
        var middles = new List<int>();
        foreach (var i in pixels)
            for (var k = 0; k < Window; k++)
            {
                var (x, y) = ((i % width) + (k % 3) - 1, (i / width) + (k / 3) - 1);
                if (x < 1 || y < 1 || x > width - 2 || y > height - 2 || window[(y * width) + x] >= 0) continue;
                window[(y * width) + x] = middles.Count;
                middles.Add((y * width) + x);
            }
        // mean and inverse covariance of each: 3 + 6 numbers
        var facts = new double[middles.Count * 9];
        Rows.Each(threads, (middles.Count + Piece - 1) / Piece, (from, to) =>
        {
            for (var m = from * Piece; m < Math.Min(middles.Count, to * Piece); m++) Facts(codes, width, middles[m], facts.AsSpan(9 * m, 9));
        }, cancel);
        var rows = new float[pixels.Length * Stencil];
        Rows.Each(threads, (pixels.Length + Piece - 1) / Piece, (from, to) =>
        {
            for (var n = from * Piece; n < Math.Min(pixels.Length, to * Piece); n++)
            {
                int i = pixels[n], x = i % width, y = i / width;
                for (var k = 0; k < Window; k++)
                {
                    var (mx, my) = (x + (k % 3) - 1, y + (k / 3) - 1);
                    if (mx < 1 || my < 1 || mx > width - 2 || my > height - 2) continue;
                    var f = facts.AsSpan(9 * window[(my * width) + mx], 9);
                    double r = codes[0][i] - f[0], g = codes[1][i] - f[1], b = codes[2][i] - f[2];
                    double u = (f[3] * r) + (f[4] * g) + (f[5] * b), v = (f[4] * r) + (f[6] * g) + (f[7] * b), w = (f[5] * r) + (f[7] * g) + (f[8] * b);
                    for (var q = 0; q < Window; q++)
                    {
                        var (jx, jy) = (mx + (q % 3) - 1, my + (q / 3) - 1);
                        var j = (jy * width) + jx;
                        var like = (1 + (u * (codes[0][j] - f[0])) + (v * (codes[1][j] - f[1])) + (w * (codes[2][j] - f[2]))) / Window;
                        rows[(n * Stencil) + ((jy - y + Reach) * 5) + jx - x + Reach] += (float)((j == i ? 1 : 0) - like);
                    }
                }
            }
        }, cancel);
        return rows;
    }

    private static void Facts(IReadOnlyList<float[]> codes, int width, int middle, Span<double> f)
    {
        f.Clear();
        double rr = 0, rg = 0, rb = 0, gg = 0, gb = 0, bb = 0;
        for (var k = 0; k < Window; k++)
        {
            var j = middle + (((k / 3) - 1) * width) + (k % 3) - 1;
            double r = codes[0][j], g = codes[1][j], b = codes[2][j];
            (f[0], f[1], f[2]) = (f[0] + r, f[1] + g, f[2] + b);
            (rr, rg, rb, gg, gb, bb) = (rr + (r * r), rg + (r * g), rb + (r * b), gg + (g * g), gb + (g * b), bb + (b * b));
        }
        double mr = f[0] / Window, mg = f[1] / Window, mb = f[2] / Window, e = Epsilon / Window;
        double a = (rr / Window) - (mr * mr) + e, d = (rg / Window) - (mr * mg), c = (rb / Window) - (mr * mb), h = (gg / Window) - (mg * mg) + e, i = (gb / Window) - (mg * mb), k2 = (bb / Window) - (mb * mb) + e;
        double p = (h * k2) - (i * i), q = (c * i) - (d * k2), s = (d * i) - (c * h), det = (a * p) + (d * q) + (c * s);
        (f[0], f[1], f[2]) = (mr, mg, mb);
        (f[3], f[4], f[5], f[6], f[7], f[8]) = (p / det, q / det, s / det, ((a * k2) - (c * c)) / det, ((c * d) - (a * i)) / det, ((a * h) - (d * d)) / det);
    }
}
