using Answerprint.Media.Filters;

namespace Answerprint.Media.Motion;

/// <summary>
/// How a plane looks within a quadrilateral of one picture, and its search in others: Lucas-Kanade by inverse composition (Baker and Matthews 2004) for the eight parameters of a homography,
/// solved together with the gain and offset of the light, weighted by Tukey's function, so that what passes before the plane counts for little. Coarse to fine; one thread, the same each time.
/// </summary>
public sealed class PlaneTemplate
{
    /// <summary>Points that are held against another picture, at most, on each level.</summary>
    private const int MostPoints = 9000;

    /// <summary>A point that is wrong by no more than lying so many pixels beside its place makes it, is believed all the same; at first, when nothing is found yet, more.</summary>
    private const double Slack = 0.4;

    private const int MostRounds = 25, Unknowns = 10;

    /// <summary>Corners that move by less, in pixels of the level, have arrived.</summary>
    private const double Still = 0.004;

    /// <summary>A difference of so many codes is always noise.</summary>
    private const double LeastNoise = 1;

    private readonly List<Level> levels = [];
    private readonly (double X, double Y)[] corners;

    /// <param name="picture">Where it is seen.</param>
    /// <param name="corners">Four, in order round it, pixels of the picture.</param>
    /// <param name="band">Pixels around it that belong to its looks.</param>
    /// <param name="excluded">H×W, what lies before it; null: nothing.</param>
    public PlaneTemplate(LumaLevels picture, IReadOnlyList<(double X, double Y)> corners, double band, bool[]? excluded)
    {
        this.corners = [.. corners];
        for (var n = 0; n < picture.Count; n++)
        {
            var level = new Level(picture[n], n, this.corners, band, excluded, picture.Width);
            if (n > 0 && level.Count < 150) break;
            levels.Add(level);
        }
    }

    /// <summary>Levels of pictures that it is sought in; at least 1.</summary>
    public int Levels => levels.Count;

    /// <summary>Standard deviation of its luma, codes.</summary>
    public double Deviation => levels[0].Deviation;

    /// <summary>Points that it is known by.</summary>
    public int Count => levels[0].Count;

    /// <summary>Looks for it.</summary>
    /// <param name="picture">With at least as many levels.</param>
    /// <param name="guess">From its own picture to this one.</param>
    /// <param name="reach">Pixels around the guess that are looked at first, coarsely; 0: the guess is believed.</param>
    /// <param name="coarsest">The level on which to begin; further ones are left out.</param>
    /// <param name="hidden">H×W of the picture, what lies before it there; null: nothing is known of.</param>
    public PlaneMatch Find(LumaLevels picture, Homography guess, double reach, bool[]? hidden = null, int coarsest = int.MaxValue)
    {
        var top = Math.Min(Math.Min(levels.Count, picture.Count) - 1, coarsest);
        if (reach > 0) guess = Shifted(new(picture, top, hidden), top, guess, reach);
        for (var n = top; n >= 0; n--) guess = FromLevel(Refined(levels[n], new(picture, n, hidden), ToLevel(guess, n), fine: n == 0), n);
        var (match, shown, believed) = levels[0].Agreement(new(picture, 0, hidden), guess);
        return new(guess, match, shown, believed);
    }

    /// <summary>The best whole shift around a guess on a coarse level.</summary>
    private Homography Shifted(Searched picture, int n, Homography guess, double reach)
    {
        var own = ToLevel(guess, n);
        var radius = (int)Math.Clamp(Math.Ceiling(reach / (1 << n)), 1, 24);
        var (best, most) = (own, double.NegativeInfinity);
        for (var dy = -radius; dy <= radius; dy++)
            for (var dx = -radius; dx <= radius; dx++)
            {
                var moved = new Homography(1, 0, dx, 0, 1, dy, 0, 0, 1).After(own);
                // of equal ones the nearer
                var match = levels[n].Quick(picture, moved) - (1e-4 * ((dx * dx) + (dy * dy)) / (radius * radius));
                if (match > most) (best, most) = (moved, match);
            }
        return FromLevel(best, n);
    }

    private Homography Refined(Level level, Searched picture, Homography at, bool fine)
    {
        var normal = new double[Unknowns, Unknowns + 1];
        double before = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            if (!level.Equations(picture, at, normal, fine, Math.Max(Slack, 2.0 / (1 + (0.5 * round)))) || Solve(normal) is not { } found || !(found[8] > 0.05)) return at;
            double a = found[8], c = level.CentreX, d = level.CentreY, s = level.Scale;
            var to = new Homography(s, 0, c, 0, s, d, 0, 0, 1);
            var from = new Homography(1 / s, 0, -c / s, 0, 1 / s, -d / s, 0, 0, 1);
            var step = new Homography(1 + (found[0] / a), found[1] / a, found[2] / a, found[3] / a, 1 + (found[4] / a), found[5] / a, found[6] / a, found[7] / a, 1);
            if (step.Inverse() is not { } back) return at;
            var next = at.After(to).After(back).After(from);
            var moved = 0.0;
            foreach (var (x, y) in level.Corners)
            {
                var (p, q) = (next.At(x, y), at.At(x, y));
                if (p is not { } there || q is not { } here) return at;
                moved = Math.Max(moved, Math.Max(Math.Abs(there.X - here.X), Math.Abs(there.Y - here.Y)));
            }
            // a step as long as the thing itself leads nowhere
            if (!(moved < 2 * s)) return at;
            at = next;
            if (moved < Still || (moved > 0.98 * before && moved < 0.05)) break;
            before = moved;
        }
        return at;
    }

    /// <summary>Gauss with pivots; null where the equations say nothing.</summary>
    private static double[]? Solve(double[,] m)
    {
        for (var k = 0; k < Unknowns; k++)
        {
            var pivot = k;
            for (var r = k + 1; r < Unknowns; r++) if (Math.Abs(m[r, k]) > Math.Abs(m[pivot, k])) pivot = r;
            if (!(Math.Abs(m[pivot, k]) > 1e-12)) return null;
            for (var c = k; pivot != k && c <= Unknowns; c++) (m[k, c], m[pivot, c]) = (m[pivot, c], m[k, c]);
            for (var r = k + 1; r < Unknowns; r++)
            {
                var f = m[r, k] / m[k, k];
                for (var c = k; c <= Unknowns; c++) m[r, c] -= f * m[k, c];
            }
        }
        var x = new double[Unknowns];
        for (var k = Unknowns - 1; k >= 0; k--)
        {
            var sum = m[k, Unknowns];
            for (var c = k + 1; c < Unknowns; c++) sum -= m[k, c] * x[c];
            x[k] = sum / m[k, k];
            if (!double.IsFinite(x[k])) return null;
        }
        return x;
    }

    // x of the whole picture = s·x' + (s − 1)/2
    private static Homography ToLevel(Homography h, int n) => Down(n).After(h).After(Up(n));

    private static Homography FromLevel(Homography h, int n) => Up(n).After(h).After(Down(n));

    private static Homography Up(int n) => new(1 << n, 0, ((1 << n) - 1) / 2.0, 0, 1 << n, ((1 << n) - 1) / 2.0, 0, 0, 1);

    private static Homography Down(int n) => Up(n).Inverse()!.Value;

    /// <summary>A picture that it is sought in, at one size.</summary>
    private readonly struct Searched(LumaLevels picture, int n, bool[]? hidden)
    {
        public PaddedPlane Plane { get; } = picture[n];

        public bool IsHidden(float x, float y)
        {
            if (hidden is null) return false;
            float size = 1 << n, offset = (size - 1) / 2;
            var (column, row) = (Math.Clamp((int)((x * size) + offset + 0.5f), 0, picture.Width - 1), Math.Clamp((int)((y * size) + offset + 0.5f), 0, picture.Height - 1));
            return hidden[(row * picture.Width) + column];
        }
    }

    /// <summary>What is known of it at one size.</summary>
    private sealed class Level
    {
        private readonly float[] xs, ys, values, slopesX, slopesY;

        public Level(PaddedPlane picture, int n, (double X, double Y)[] corners, double band, bool[]? excluded, int width)
        {
            double size = 1 << n, offset = (size - 1) / 2;
            Corners = [.. corners.Select(c => ((c.X - offset) / size, (c.Y - offset) / size))];
            (CentreX, CentreY) = (Corners.Average(c => c.X), Corners.Average(c => c.Y));
            var (x0, x1) = (Inside(Corners.Min(c => c.X) - (band / size), picture.Width), Inside(Corners.Max(c => c.X) + (band / size), picture.Width));
            var (y0, y1) = (Inside(Corners.Min(c => c.Y) - (band / size), picture.Height), Inside(Corners.Max(c => c.Y) + (band / size), picture.Height));
            Scale = Math.Max(2, Math.Max(x1 - x0, y1 - y0) / 2.0);
            var stride = Math.Max(1, (int)Math.Ceiling(Math.Sqrt((double)(x1 - x0 + 1) * (y1 - y0 + 1) / MostPoints)));
            var points = new List<(int X, int Y)>();
            for (var y = y0; y <= y1; y += stride)
                for (var x = x0; x <= x1; x += stride)
                    if (IsNear(x, y, band / size) && excluded?[((int)((y * size) + offset) * width) + (int)((x * size) + offset)] != true) points.Add((x, y));
            (xs, ys, values, slopesX, slopesY) = (new float[points.Count], new float[points.Count], new float[points.Count], new float[points.Count], new float[points.Count]);
            foreach (var (i, (x, y)) in points.Index())
            {
                var at = ((y + PaddedPlane.Pad) * picture.Stride) + x + PaddedPlane.Pad;
                (xs[i], ys[i], values[i]) = (x, y, picture.Values[at]);
                // four taps: as a resampled picture leans
                slopesX[i] = ((8 * (picture.Values[at + 1] - picture.Values[at - 1])) - (picture.Values[at + 2] - picture.Values[at - 2])) / 12;
                slopesY[i] = ((8 * (picture.Values[at + picture.Stride] - picture.Values[at - picture.Stride])) - (picture.Values[at + (2 * picture.Stride)] - picture.Values[at - (2 * picture.Stride)])) / 12;
            }
            var mean = values.Length == 0 ? 0 : values.Average(v => (double)v);
            Deviation = values.Length == 0 ? 0 : Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        }

        public (double X, double Y)[] Corners { get; }

        public double CentreX { get; }

        public double CentreY { get; }

        public double Scale { get; }

        public int Count => xs.Length;

        public double Deviation { get; }

        /// <summary>The weighted normal equations of how it differs from a picture; false where too little of it is seen.</summary>
        public bool Equations(Searched picture, Homography at, double[,] normal, bool fine, double slack)
        {
            var (there, seen) = Sampled(picture, at, fine);
            if (seen < Math.Max(40, 0.05 * xs.Length)) return false;
            var weights = Weights(there, slack);
            Array.Clear(normal);
            Span<double> j = stackalloc double[Unknowns];
            for (var i = 0; i < xs.Length; i++)
            {
                var w = weights[i];
                if (!(w > 0)) continue;
                double u = (xs[i] - CentreX) / Scale, v = (ys[i] - CentreY) / Scale, gx = slopesX[i] * Scale, gy = slopesY[i] * Scale, along = (u * gx) + (v * gy);
                (j[0], j[1], j[2], j[3], j[4], j[5], j[6], j[7], j[8], j[9]) = (u * gx, v * gx, gx, u * gy, v * gy, gy, -u * along, -v * along, values[i], 1);
                for (var r = 0; r < Unknowns; r++)
                {
                    var wj = w * j[r];
                    for (var c = r; c < Unknowns; c++) normal[r, c] += wj * j[c];
                    normal[r, Unknowns] += wj * there[i];
                }
            }
            var mean = (normal[2, 2] + normal[5, 5]) / 2;
            for (var r = 0; r < Unknowns; r++)
            {
                for (var c = 0; c < r; c++) normal[r, c] = normal[c, r];
                // where its looks do not say it, it moves as little as it can
                normal[r, r] += r < 8 ? (1e-3 * mean) + 1e-6 : 1e-6;
            }
            return true;
        }

        /// <summary>How well it agrees where a homography puts it: weighted correlation, the share that lies in the picture, the share of that which is believed.</summary>
        public (double Match, double Shown, double Believed) Agreement(Searched picture, Homography at)
        {
            var (there, seen) = Sampled(picture, at, fine: true);
            if (seen < 20) return (-1, (double)seen / Math.Max(1, xs.Length), 0);
            var weights = Weights(there, Slack);
            return (Correlation(there, weights), (double)seen / xs.Length, weights.Sum(w => (double)w) / seen);
        }

        public double Quick(Searched picture, Homography at)
        {
            var (there, seen) = Sampled(picture, at, fine: false);
            return seen < Math.Max(20, 0.15 * xs.Length) ? -1 : Correlation(there, null);
        }

        private double Correlation(float[] there, float[]? weights)
        {
            double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
            for (var i = 0; i < there.Length; i++)
            {
                var w = float.IsNaN(there[i]) ? 0 : weights?[i] ?? 1;
                double p = values[i], q = there[i];
                if (!(w > 0)) continue;
                (n, a, b, aa, bb, ab) = (n + w, a + (w * p), b + (w * q), aa + (w * p * p), bb + (w * q * q), ab + (w * p * q));
            }
            var variance = (aa - (a * a / n)) * (bb - (b * b / n));
            return n > 0 && variance > 1e-9 ? (ab - (a * b / n)) / Math.Sqrt(variance) : -1;
        }

        /// <summary>The picture where each point goes; NaN outside.</summary>
        private (float[] There, int Seen) Sampled(Searched picture, Homography at, bool fine)
        {
            var (there, seen) = (new float[xs.Length], 0);
            for (var i = 0; i < there.Length; i++)
            {
                double x = xs[i], y = ys[i], w = (at.G * x) + (at.H * y) + at.I;
                var px = (float)(((at.A * x) + (at.B * y) + at.C) / w);
                var py = (float)(((at.D * x) + (at.E * y) + at.F) / w);
                if (!(w > 1e-9 && px >= 0 && py >= 0 && px <= picture.Plane.Width - 1 && py <= picture.Plane.Height - 1))
                {
                    there[i] = float.NaN;
                    continue;
                }
                if (picture.IsHidden(px, py))
                {
                    there[i] = float.NaN;
                    continue;
                }
                there[i] = fine ? picture.Plane.Lanczos(Lanczos.Units(px), Lanczos.Units(py)) : picture.Plane.Bilinear(px, py);
                seen++;
            }
            return (there, seen);
        }

        /// <summary>Tukey's weights of the differences that are left once gain and offset are fitted.</summary>
        private float[] Weights(float[] there, double slack)
        {
            var weights = new float[there.Length];
            for (var i = 0; i < weights.Length; i++) weights[i] = float.IsNaN(there[i]) ? 0 : 1;
            var sorted = new float[there.Length];
            for (var pass = 0; pass < 3; pass++)
            {
                double n = 0, a = 0, b = 0, aa = 0, ab = 0;
                for (var i = 0; i < there.Length; i++)
                {
                    double w = weights[i], p = values[i], q = there[i];
                    if (!(w > 0)) continue;
                    (n, a, b, aa, ab) = (n + w, a + (w * p), b + (w * q), aa + (w * p * p), ab + (w * p * q));
                }
                var spread = aa - (a * a / n);
                var gain = n > 0 && spread > 1e-9 ? Math.Clamp((ab - (a * b / n)) / spread, 0.2, 5) : 1;
                var offset = n > 0 ? (b - (gain * a)) / n : 0;
                var count = 0;
                for (var i = 0; i < there.Length; i++) if (!float.IsNaN(there[i])) sorted[count++] = (float)Math.Abs(there[i] - (gain * values[i]) - offset);
                Array.Sort(sorted, 0, count);
                var cut = 4.685 * Math.Max(LeastNoise, count == 0 ? 0 : 1.4826 * sorted[count / 2]);
                for (var i = 0; i < there.Length; i++)
                {
                    var r = float.IsNaN(there[i]) ? 2 : (there[i] - (gain * values[i]) - offset) / (cut + (slack * gain * (Math.Abs(slopesX[i]) + Math.Abs(slopesY[i]))));
                    weights[i] = Math.Abs(r) < 1 ? (float)((1 - (r * r)) * (1 - (r * r))) : 0;
                }
            }
            return weights;
        }

        /// <summary>Within the corners, or near one of the sides.</summary>
        private bool IsNear(double x, double y, double band)
        {
            var inside = false;
            for (var n = 0; n < Corners.Length; n++)
            {
                var (p, q) = (Corners[n], Corners[(n + 1) % Corners.Length]);
                if ((p.Y <= y) != (q.Y <= y) && x < p.X + ((y - p.Y) / (q.Y - p.Y) * (q.X - p.X))) inside = !inside;
                double dx = q.X - p.X, dy = q.Y - p.Y, length = (dx * dx) + (dy * dy), t = length > 0 ? Math.Clamp((((x - p.X) * dx) + ((y - p.Y) * dy)) / length, 0, 1) : 0;
                var (ex, ey) = (x - p.X - (t * dx), y - p.Y - (t * dy));
                if ((ex * ex) + (ey * ey) <= band * band) return true;
            }
            return inside;
        }

        private static int Inside(double at, int size) => (int)Math.Clamp(Math.Round(at), 0, size - 1);
    }
}

/// <summary>Where a plane was found.</summary>
/// <param name="Plane">From the picture of the template to the one that was searched.</param>
/// <param name="Match">Weighted correlation of their lumas, −1..1.</param>
/// <param name="Shown">Share of it that lies in the picture.</param>
/// <param name="Believed">Mean weight of what lies there: little where something passes before it.</param>
public sealed record PlaneMatch(Homography Plane, double Match, double Shown, double Believed);
