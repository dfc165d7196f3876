using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>How one white is made another.</summary>
public enum Adaptation
{
    /// <summary>K. M. Lam's cone responses ("Bradford"), von Kries scaling: as ISO 15076-1 annex E and the ACES display transforms use them.</summary>
    Bradford,

    /// <summary>CIECAM02's cone responses (CIE 159:2004), von Kries scaling: as ARRI, Sony and Canon use them in their transforms into ACES.</summary>
    Cat02,
}

/// <summary>A 3×3 matrix on linear red, green, blue; worked out in double, applied in single, the products added from red to blue.</summary>
public sealed record ColourMatrix
{
    private static readonly double[] Bradford = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];
    private static readonly double[] Cat02 = [0.7328, 0.4296, -0.1624, -0.7036, 1.6975, 0.0061, 0.0030, 0.0136, 0.9834];
    private readonly double[] m;

    private ColourMatrix(double[] values) => m = values;

    public static ColourMatrix Identity { get; } = new([1, 0, 0, 0, 1, 0, 0, 0, 1]);

    /// <summary>Row and column 0..2.</summary>
    public double this[int row, int column] => m[(3 * row) + column];

    /// <summary>Nine values, row by row.</summary>
    /// <exception cref="ArgumentException">There are not nine.</exception>
    public static ColourMatrix Of(ReadOnlySpan<double> rows) =>
        rows.Length == 9 ? new(rows.ToArray()) : throw new ArgumentException("a colour matrix has nine values", nameof(rows));

    /// <summary>Linear RGB → CIE XYZ with Y 1 for white (SMPTE RP 177, section 3.3).</summary>
    public static ColourMatrix ToXyz(Chromaticities c)
    {
        double[] p = [X(c.RedX, c.RedY), X(c.GreenX, c.GreenY), X(c.BlueX, c.BlueY), 1, 1, 1, Z(c.RedX, c.RedY), Z(c.GreenX, c.GreenY), Z(c.BlueX, c.BlueY)];
        // columns with Y = 1; each is scaled so that together they are white
        var primaries = new ColourMatrix(p);
        var gains = primaries.Inverse() * White(c);
        return primaries * new ColourMatrix([gains.X, 0, 0, 0, gains.Y, 0, 0, 0, gains.Z]);

        static double X(float x, float y) => Digits(x) / Digits(y);

        static double Z(float x, float y) => (1 - Digits(x) - Digits(y)) / Digits(y);
    }

    /// <summary>XYZ under one white → XYZ under another.</summary>
    public static ColourMatrix Adapt(Chromaticities from, Chromaticities to, Adaptation how)
    {
        if ((from.WhiteX, from.WhiteY) == (to.WhiteX, to.WhiteY)) return Identity;
        var cones = new ColourMatrix(how == Adaptation.Cat02 ? Cat02 : Bradford);
        var (a, b) = (cones * White(from), cones * White(to));
        return cones.Inverse() * new ColourMatrix([b.X / a.X, 0, 0, 0, b.Y / a.Y, 0, 0, 0, b.Z / a.Z]) * cones;
    }

    /// <summary>Linear RGB of these primaries → ACES2065-1.</summary>
    public static ColourMatrix ToAces(Chromaticities from, Adaptation how) =>
        from == Chromaticities.Ap0 ? Identity : ToXyz(Chromaticities.Ap0).Inverse() * Adapt(from, Chromaticities.Ap0, how) * ToXyz(from);

    /// <exception cref="InvalidOperationException">The matrix has no inverse.</exception>
    public ColourMatrix Inverse()
    {
        double a = (m[4] * m[8]) - (m[5] * m[7]), b = (m[5] * m[6]) - (m[3] * m[8]), c = (m[3] * m[7]) - (m[4] * m[6]);
        var det = (m[0] * a) + (m[1] * b) + (m[2] * c);
        if (det == 0 || !double.IsFinite(det)) throw new InvalidOperationException("the matrix has no inverse");
        return new([
            a / det, ((m[2] * m[7]) - (m[1] * m[8])) / det, ((m[1] * m[5]) - (m[2] * m[4])) / det,
            b / det, ((m[0] * m[8]) - (m[2] * m[6])) / det, ((m[2] * m[3]) - (m[0] * m[5])) / det,
            c / det, ((m[1] * m[6]) - (m[0] * m[7])) / det, ((m[0] * m[4]) - (m[1] * m[3])) / det,
        ]);
    }

    public static ColourMatrix operator *(ColourMatrix left, ColourMatrix right)
    {
        var product = new double[9];
        for (var r = 0; r < 3; r++)
            for (var c = 0; c < 3; c++)
                product[(3 * r) + c] = (left[r, 0] * right[0, c]) + (left[r, 1] * right[1, c]) + (left[r, 2] * right[2, c]);
        return new(product);
    }

    /// <summary>The matrix on one colour.</summary>
    public static (double X, double Y, double Z) operator *(ColourMatrix matrix, (double X, double Y, double Z) v) =>
        ((matrix[0, 0] * v.X) + (matrix[0, 1] * v.Y) + (matrix[0, 2] * v.Z), (matrix[1, 0] * v.X) + (matrix[1, 1] * v.Y) + (matrix[1, 2] * v.Z),
            (matrix[2, 0] * v.X) + (matrix[2, 1] * v.Y) + (matrix[2, 2] * v.Z));

    /// <summary>The matrix on three rows of equal length, in place.</summary>
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        if (ReferenceEquals(this, Identity)) return;
        float a = (float)m[0], b = (float)m[1], c = (float)m[2], d = (float)m[3], e = (float)m[4], f = (float)m[5], g = (float)m[6], h = (float)m[7], k = (float)m[8];
        var reds = MemoryMarshal.Cast<float, Vector256<float>>(red);
        var greens = MemoryMarshal.Cast<float, Vector256<float>>(green)[..reds.Length];
        var blues = MemoryMarshal.Cast<float, Vector256<float>>(blue)[..reds.Length];
        for (var i = 0; i < reds.Length; i++)
        {
            var (x, y, z) = (reds[i], greens[i], blues[i]);
            reds[i] = (x * a) + (y * b) + (z * c);
            greens[i] = (x * d) + (y * e) + (z * f);
            blues[i] = (x * g) + (y * h) + (z * k);
        }
        for (var i = reds.Length * 8; i < red.Length; i++)
        {
            var (x, y, z) = (red[i], green[i], blue[i]);
            red[i] = (x * a) + (y * b) + (z * c);
            green[i] = (x * d) + (y * e) + (z * f);
            blue[i] = (x * g) + (y * h) + (z * k);
        }
    }

    public bool Equals(ColourMatrix? other) => other is not null && m.AsSpan().SequenceEqual(other.m);

    public override int GetHashCode() => HashCode.Combine(m[0], m[4], m[8]);

    private static (double X, double Y, double Z) White(Chromaticities c)
    {
        double x = Digits(c.WhiteX), y = Digits(c.WhiteY);
        return (x / y, 1, (1 - x - y) / y);
    }

    // the published decimal digits of a single float
    private static double Digits(float value) => (double)(decimal)value;
}
