namespace Answerprint.Media.Colour;

/// <summary>One step of a table file, on rows of equal length in place. Safe from several threads.</summary>
internal interface ILutStep
{
    void Apply(Span<float> red, Span<float> green, Span<float> blue);
}

/// <summary>How a point inside a cube is found from its corners.</summary>
internal enum CubeInterpolation
{
    /// <summary>All eight corners.</summary>
    Trilinear,

    /// <summary>The four corners of the tetrahedron that the point lies in (Kasson et al., "Performing color space conversions with three-dimensional linear interpolation", 1995).</summary>
    Tetrahedral,
}

/// <summary>What a table file does, step after step. Values are clipped to the domain of each table; NaN becomes the table's first entry. For viewing only.</summary>
internal sealed record Lut(string Title, IReadOnlyList<ILutStep> Steps)
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        foreach (var step in Steps) step.Apply(red, green, blue);
    }

    /// <summary>The same with another interpolation in its cubes.</summary>
    public Lut With(CubeInterpolation interpolation) => this with { Steps = [.. Steps.Select(s => s is CubeTable cube ? cube with { Interpolation = interpolation } : s)] };
}

/// <summary>A line of entries for each channel, linear between them.</summary>
/// <param name="Entries">Red, green, blue; equal length, at least two.</param>
/// <param name="From">The input of the first entry, by channel.</param>
/// <param name="To">The input of the last entry.</param>
internal sealed record LineTable(float[][] Entries, float[] From, float[] To) : ILutStep
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        Channel(red, 0);
        Channel(green, 1);
        Channel(blue, 2);
    }

    private void Channel(Span<float> values, int c)
    {
        var entries = Entries[c];
        float from = From[c], last = entries.Length - 1, scale = last / (To[c] - from);
        for (var i = 0; i < values.Length; i++)
        {
            var at = (values[i] - from) * scale;
            at = at > 0 ? Math.Min(at, last) : 0;
            var low = Math.Min((int)at, entries.Length - 2);
            var rest = at - low;
            values[i] = entries[low] + (rest * (entries[low + 1] - entries[low]));
        }
    }
}

/// <summary>A cube of colours.</summary>
/// <param name="Edge">Entries along an edge, at least two.</param>
/// <param name="Entries">Edge³ × 3, red slowest, blue fastest.</param>
/// <param name="From">The input of the first entry, by channel.</param>
/// <param name="To">The input of the last entry.</param>
internal sealed record CubeTable(int Edge, float[] Entries, float[] From, float[] To, CubeInterpolation Interpolation) : ILutStep
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        Span<float> scale = stackalloc float[3];
        for (var c = 0; c < 3; c++) scale[c] = (Edge - 1) / (To[c] - From[c]);
        int stepB = 3, stepG = 3 * Edge, stepR = 3 * Edge * Edge;
        for (var i = 0; i < red.Length; i++)
        {
            var (ri, rf) = Place(red[i], 0, scale);
            var (gi, gf) = Place(green[i], 1, scale);
            var (bi, bf) = Place(blue[i], 2, scale);
            var at = (ri * stepR) + (gi * stepG) + (bi * stepB);
            if (Interpolation == CubeInterpolation.Trilinear)
            {
                red[i] = Trilinear(at, rf, gf, bf, stepR, stepG, stepB);
                green[i] = Trilinear(at + 1, rf, gf, bf, stepR, stepG, stepB);
                blue[i] = Trilinear(at + 2, rf, gf, bf, stepR, stepG, stepB);
                continue;
            }
            // the path from the near to the far corner along the axes, largest fraction first
            var (first, second, third, f1, f2, f3) = rf > gf
                ? gf > bf ? (stepR, stepG, stepB, rf, gf, bf) : rf > bf ? (stepR, stepB, stepG, rf, bf, gf) : (stepB, stepR, stepG, bf, rf, gf)
                : bf > gf ? (stepB, stepG, stepR, bf, gf, rf) : bf > rf ? (stepG, stepB, stepR, gf, bf, rf) : (stepG, stepR, stepB, gf, rf, bf);
            red[i] = Tetrahedral(at, first, second, third, f1, f2, f3);
            green[i] = Tetrahedral(at + 1, first, second, third, f1, f2, f3);
            blue[i] = Tetrahedral(at + 2, first, second, third, f1, f2, f3);
        }
    }

    private (int Index, float Fraction) Place(float value, int c, ReadOnlySpan<float> scale)
    {
        var at = (value - From[c]) * scale[c];
        at = at > 0 ? Math.Min(at, Edge - 1) : 0;
        var index = Math.Min((int)at, Edge - 2);
        return (index, at - index);
    }

    private float Tetrahedral(int at, int first, int second, int third, float f1, float f2, float f3)
    {
        float a = Entries[at], b = Entries[at + first], c = Entries[at + first + second], d = Entries[at + first + second + third];
        return ((1 - f1) * a) + ((f1 - f2) * b) + ((f2 - f3) * c) + (f3 * d);
    }

    private float Trilinear(int at, float rf, float gf, float bf, int stepR, int stepG, int stepB)
    {
        float near = Face(at), far = Face(at + stepR);
        return near + (rf * (far - near));

        float Face(int start)
        {
            float low = Edge(start), high = Edge(start + stepG);
            return low + (gf * (high - low));
        }

        float Edge(int start) => Entries[start] + (bf * (Entries[start + stepB] - Entries[start]));
    }
}

/// <summary>A 3×3 with an offset.</summary>
internal sealed record MatrixStep(ColourMatrix Matrix, float[] Offset) : ILutStep
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        Matrix.Apply(red, green, blue);
        Add(red, Offset[0]);
        Add(green, Offset[1]);
        Add(blue, Offset[2]);

        static void Add(Span<float> values, float offset)
        {
            if (offset == 0) return;
            for (var i = 0; i < values.Length; i++) values[i] += offset;
        }
    }
}

/// <summary>value·scale + offset, then clipped; NaN is clipped to the lower end.</summary>
internal sealed record RangeStep(float Scale, float Offset, float Least, float Most) : ILutStep
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        Channel(red);
        Channel(green);
        Channel(blue);
    }

    private void Channel(Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var value = (values[i] * Scale) + Offset;
            values[i] = value > Least ? Math.Min(value, Most) : Least;
        }
    }
}

/// <summary>One curve on every channel.</summary>
internal sealed record CurveStep(Func<float, float> Curve) : ILutStep
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        for (var i = 0; i < red.Length; i++) (red[i], green[i], blue[i]) = (Curve(red[i]), Curve(green[i]), Curve(blue[i]));
    }
}
