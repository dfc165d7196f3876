namespace Answerprint.Media.Motion;

/// <summary>The motion of one plane between two pictures, pixels to pixels, row-major 3×3.</summary>
public readonly record struct Homography(double A, double B, double C, double D, double E, double F, double G, double H, double I)
{
    /// <summary>SIFT features with ratio test .8, MAGSAC++ at 1.5 px of the picture given. Deterministic.</summary>
    /// <param name="reduce">Features are sought on pictures reduced by this whole factor.</param>
    /// <returns>Null where fewer than ten features agree.</returns>
    public static Homography? Find(LumaPicture a, LumaPicture b, int reduce = 1)
    {
        if (Features.Of(a.Reduced(reduce)).PlaneTo(Features.Of(b.Reduced(reduce))) is not { } found) return null;
        // pixel centres: x of the large picture = s·x' + (s − 1)/2
        double s = Math.Max(1, reduce), o = (s - 1) / 2;
        var up = new Homography(s, 0, o, 0, s, o, 0, 0, 1);
        var down = new Homography(1 / s, 0, -o / s, 0, 1 / s, -o / s, 0, 0, 1);
        return up.After(found).After(down);
    }

    /// <summary>First <paramref name="other"/>, then this.</summary>
    public Homography After(Homography other) => new(
        (A * other.A) + (B * other.D) + (C * other.G), (A * other.B) + (B * other.E) + (C * other.H), (A * other.C) + (B * other.F) + (C * other.I),
        (D * other.A) + (E * other.D) + (F * other.G), (D * other.B) + (E * other.E) + (F * other.H), (D * other.C) + (E * other.F) + (F * other.I),
        (G * other.A) + (H * other.D) + (I * other.G), (G * other.B) + (H * other.E) + (I * other.H), (G * other.C) + (H * other.F) + (I * other.I));

    /// <summary>The way back, or null where there is none.</summary>
    public Homography? Inverse()
    {
        double a = (E * I) - (F * H), b = (C * H) - (B * I), c = (B * F) - (C * E);
        double d = (F * G) - (D * I), e = (A * I) - (C * G), f = (C * D) - (A * F);
        double g = (D * H) - (E * G), h = (B * G) - (A * H), i = (A * E) - (B * D);
        var scale = (A * a) + (B * d) + (C * g);
        return Math.Abs(scale) < 1e-12 ? null : new Homography(a / scale, b / scale, c / scale, d / scale, e / scale, f / scale, g / scale, h / scale, i / scale);
    }

    /// <summary>Where a pixel goes; held within <paramref name="reach"/> of itself, so that a horizon inside the picture gives no infinity.</summary>
    public (float X, float Y) At(float x, float y, float reach)
    {
        var w = (G * x) + (H * y) + I;
        if (!(Math.Abs(w) > 1e-9)) return (x, y);
        var px = ((A * x) + (B * y) + C) / w;
        var py = ((D * x) + (E * y) + F) / w;
        return ((float)Math.Clamp(px, x - reach, x + reach), (float)Math.Clamp(py, y - reach, y + reach));
    }

    /// <summary>Where a place goes; null behind the horizon.</summary>
    public (double X, double Y)? At(double x, double y)
    {
        var w = (G * x) + (H * y) + I;
        return w > 1e-9 ? (((A * x) + (B * y) + C) / w, ((D * x) + (E * y) + F) / w) : null;
    }

    /// <summary>The plane's motion that brings four places to four others.</summary>
    /// <returns>Null where three of them lie on a line.</returns>
    public static Homography? Between(IReadOnlyList<(double X, double Y)> from, IReadOnlyList<(double X, double Y)> to) =>
        Square(from)?.Inverse() is { } back && Square(to) is { } there ? there.After(back) : null;

    /// <summary>From the unit square's corners (0,0 1,0 1,1 0,1) to four places (Heckbert 1989).</summary>
    private static Homography? Square(IReadOnlyList<(double X, double Y)> p)
    {
        double dx1 = p[1].X - p[2].X, dx2 = p[3].X - p[2].X, sx = p[0].X - p[1].X + p[2].X - p[3].X, dy1 = p[1].Y - p[2].Y, dy2 = p[3].Y - p[2].Y, sy = p[0].Y - p[1].Y + p[2].Y - p[3].Y;
        var d = (dx1 * dy2) - (dx2 * dy1);
        if (Math.Abs(d) < 1e-12) return null;
        double g = ((sx * dy2) - (dx2 * sy)) / d, h = ((dx1 * sy) - (sx * dy1)) / d;
        return new(p[1].X - p[0].X + (g * p[1].X), p[3].X - p[0].X + (h * p[3].X), p[0].X, p[1].Y - p[0].Y + (g * p[1].Y), p[3].Y - p[0].Y + (h * p[3].Y), p[0].Y, g, h, 1);
    }

    /// <summary>The motion of every pixel.</summary>
    public FlowField Flow(int width, int height)
    {
        var flow = new FlowField(width, height);
        float reach = width + height;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (px, py) = At(x, y, reach);
                var i = 2 * ((y * width) + x);
                flow.Values[i] = px - x;
                flow.Values[i + 1] = py - y;
            }
        }
        return flow;
    }
}
