using Answerprint.Media.Frames;

namespace Answerprint.Media.Measures;

/// <summary>
/// How different colours look: CIEDE2000 (CIE 142-2001; Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula: implementation notes, supplementary test data, and mathematical observations", 2005). About 1 is just seen.
/// </summary>
public static class ColourDifference
{
    /// <summary>White of D65 for the observer of 1931, as Rec. 709 defines it.</summary>
    private const double WhiteX = 0.9504559, WhiteZ = 1.0890578;

    /// <summary>The mean over all pixels of which both are finite. Light is held to 0..1, as a display shows it.</summary>
    /// <param name="a">Scene-linear R, G, B with Rec. 709 primaries.</param>
    /// <param name="b">The same size.</param>
    public static double Mean(Frame a, Frame b)
    {
        var rows = new (double Sum, int Count)[a.Height];
        Parallel.For(0, a.Height, y =>
        {
            var (sum, count) = (0.0, 0);
            for (var i = y * a.Width; i < (y + 1) * a.Width; i++)
            {
                var (p, q) = (Lab(a.Plane(0)[i], a.Plane(1)[i], a.Plane(2)[i]), Lab(b.Plane(0)[i], b.Plane(1)[i], b.Plane(2)[i]));
                if (!double.IsFinite(p.L + p.A + p.B + q.L + q.A + q.B)) continue;
                sum += Of(p, q);
                count++;
            }
            rows[y] = (sum, count);
        });
        var all = rows.Sum(r => (long)r.Count);
        return all == 0 ? 0 : rows.Sum(r => r.Sum) / all;
    }

    /// <summary>CIE L*a*b* of linear Rec. 709 light.</summary>
    public static (double L, double A, double B) Lab(double red, double green, double blue)
    {
        (red, green, blue) = (Math.Clamp(red, 0, 1), Math.Clamp(green, 0, 1), Math.Clamp(blue, 0, 1));
        var x = F(((0.4123908 * red) + (0.3575843 * green) + (0.1804808 * blue)) / WhiteX);
        var y = F((0.2126390 * red) + (0.7151687 * green) + (0.0721923 * blue));
        var z = F(((0.0193308 * red) + (0.1191948 * green) + (0.9505322 * blue)) / WhiteZ);
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));

        static double F(double t) => t > 216.0 / 24389 ? Math.Cbrt(t) : ((24389.0 / 27 * t) + 16) / 116;
    }

    /// <summary>ΔE00 of two colours in L*a*b*, all factors 1.</summary>
    public static double Of((double L, double A, double B) p, (double L, double A, double B) q)
    {
        var mean = (Math.Sqrt((p.A * p.A) + (p.B * p.B)) + Math.Sqrt((q.A * q.A) + (q.B * q.B))) / 2;
        var g = 0.5 * (1 - Math.Sqrt(Seventh(mean)));
        double a1 = (1 + g) * p.A, a2 = (1 + g) * q.A;
        double c1 = Math.Sqrt((a1 * a1) + (p.B * p.B)), c2 = Math.Sqrt((a2 * a2) + (q.B * q.B));
        double h1 = Hue(a1, p.B), h2 = Hue(a2, q.B);
        var grey = c1 * c2 == 0;
        var dh = grey ? 0 : h2 - h1;
        if (dh > 180) dh -= 360;
        else if (dh < -180) dh += 360;
        double dl = q.L - p.L, dc = c2 - c1, dH = 2 * Math.Sqrt(c1 * c2) * Sin(dh / 2);
        var h = grey ? h1 + h2 : Math.Abs(h1 - h2) <= 180 ? (h1 + h2) / 2 : h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
        double l = (p.L + q.L) / 2, c = (c1 + c2) / 2;
        var t = 1 - (0.17 * Cos(h - 30)) + (0.24 * Cos(2 * h)) + (0.32 * Cos((3 * h) + 6)) - (0.20 * Cos((4 * h) - 63));
        var turn = 60 * Math.Exp(-Math.Pow((h - 275) / 25, 2));
        double sl = 1 + (0.015 * (l - 50) * (l - 50) / Math.Sqrt(20 + ((l - 50) * (l - 50)))), sc = 1 + (0.045 * c), sh = 1 + (0.015 * c * t);
        var rt = -2 * Math.Sqrt(Seventh(c)) * Sin(turn);
        double x = dl / sl, y = dc / sc, z = dH / sh;
        return Math.Sqrt(Math.Max(0, (x * x) + (y * y) + (z * z) + (rt * y * z)));
    }

    private static double Seventh(double c) => Math.Pow(c, 7) is var p ? p / (p + 6103515625) : 0;

    private static double Hue(double a, double b) => a == 0 && b == 0 ? 0 : Math.Atan2(b, a) * 180 / Math.PI is var h && h < 0 ? h + 360 : h;

    private static double Sin(double degrees) => Math.Sin(degrees * Math.PI / 180);

    private static double Cos(double degrees) => Math.Cos(degrees * Math.PI / 180);
}
