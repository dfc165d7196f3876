namespace Answerprint.Soundstage;

internal sealed partial class Tile
{
    private readonly int[] firsts = new int[Pixels];
    private readonly List<Strand> strands = [];

    /// <summary>A wire in a pixel: the share of the pixel that it covers, and how near it is.</summary>
    /// <param name="Inverse">One over its distance, 1/m.</param>
    /// <param name="Next">The next one in the same pixel, or −1.</param>
    private record struct Strand(int Facet, int Owner, double Covers, double Inverse, int Next);

    /// <summary>Whether any wire touches the cell.</summary>
    public bool HasWires => strands.Count > 0;

    /// <summary>Finds what the wires cover of each pixel, exactly: the area of the pixel's square within the outline of each piece.</summary>
    public void Cover(View view, int column, int row)
    {
        strands.Clear();
        firsts.AsSpan().Fill(-1);
        foreach (var k in view.Cells[column, row])
            if (view.Fronts[k].Kind == FacetKind.Ribbon) Strip(in view[view.Fronts[k].Index], view.Fronts[k].Index);
    }

    /// <summary>The shares of a pixel: wires before what stands behind them, by the part that they cover of it.</summary>
    private void Wired(int pixel)
    {
        var count = 0;
        for (var k = firsts[pixel]; k >= 0; k = strands[k].Next) count++;
        // nearest first; few enough to be sorted by hand
        Span<int> order = count <= 64 ? stackalloc int[64] : new int[count];
        Span<double> shown = count <= 64 ? stackalloc double[64] : new double[count];
        shown.Clear();
        count = 0;
        for (var k = firsts[pixel]; k >= 0; k = strands[k].Next)
        {
            var at = count++;
            for (; at > 0 && strands[order[at - 1]].Inverse < strands[k].Inverse; at--) order[at] = order[at - 1];
            order[at] = k;
        }
        var surfaces = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares);
        foreach (ref var surface in surfaces) surface.Weight = 0;
        for (var s = 0; s < Samples; s++)
        {
            var facet = Facet(pixel, s);
            var (rest, behind) = (1.0 / Samples, Inverse(pixel, s));
            for (var k = 0; k < count && strands[order[k]].Inverse > behind; k++)
            {
                shown[k] += rest * strands[order[k]].Covers;
                rest *= 1 - strands[order[k]].Covers;
            }
            if (facet < 0) continue;
            foreach (ref var surface in surfaces)
                if (surface.Facet == facet) surface.Weight += rest;
        }
        for (var k = 0; k < count; k++)
            if (shown[k] > 0) shares.Add(new(strands[order[k]].Facet, left + (pixel % Cells.Wide), top + (pixel / Cells.Wide), shown[k]));
    }

    private void Strip(in Facet f, int index)
    {
        // the piece as far as it lies before the camera
        const double near = 0.02;
        double from = 0, to = f.Width, z0 = f.Z2 + (0.5 * f.Height * f.Z1), z1 = z0 + (f.Width * f.Z0);
        if (z0 < near && z1 < near) return;
        if (z0 < near) from = f.Width * (near - z0) / (z1 - z0);
        if (z1 < near) to = f.Width * (near - z0) / (z1 - z0);
        Span<(double X, double Y)> whole = [At(in f, from, 0), At(in f, to, 0), At(in f, to, f.Height), At(in f, from, f.Height)];
        double low = double.MaxValue, high = double.MinValue;
        foreach (var p in whole) (low, high) = (Math.Min(low, p.Y), Math.Max(high, p.Y));
        Span<(double X, double Y)> a = stackalloc (double, double)[12], b = stackalloc (double, double)[12], c = stackalloc (double, double)[12], d = stackalloc (double, double)[12];
        var (firstRow, lastRow) = Span(low - top, high - top, Cells.High);
        for (var r = firstRow; r <= lastRow; r++)
        {
            var line = Polygon.Below(Polygon.Above(whole, top + r - 0.5, across: false, a), top + r + 0.5, across: false, b);
            if (line.Length < 3) continue;
            double first = double.MaxValue, last = double.MinValue;
            foreach (var p in line) (first, last) = (Math.Min(first, p.X), Math.Max(last, p.X));
            var (firstColumn, lastColumn) = Span(first - left, last - left, Cells.Wide);
            for (var i = firstColumn; i <= lastColumn; i++)
            {
                var covers = Polygon.Area(Polygon.Below(Polygon.Above(line, left + i - 0.5, across: true, c), left + i + 0.5, across: true, d));
                if (covers > 1e-9) Add((r * Cells.Wide) + i, new(index, f.Owner, Math.Min(1, covers), Math.Max((f.W0 * (left + i)) + (f.W1 * (top + r)) + f.W2, 1e-6), -1));
            }
        }

        static (double X, double Y) At(in Facet f, double u, double v)
        {
            var z = Math.Max((f.Z0 * u) + (f.Z1 * v) + f.Z2, 1e-3);
            return (((f.X0 * u) + (f.X1 * v) + f.X2) / z, ((f.Y0 * u) + (f.Y1 * v) + f.Y2) / z);
        }
    }

    /// <summary>Pieces of one wire add up in a pixel: they lie end to end.</summary>
    private void Add(int pixel, Strand strand)
    {
        for (var k = firsts[pixel]; k >= 0; k = strands[k].Next)
        {
            if (strands[k].Owner != strand.Owner) continue;
            strands[k] = strands[k] with { Covers = Math.Min(1, strands[k].Covers + strand.Covers), Inverse = Math.Max(strands[k].Inverse, strand.Inverse) };
            return;
        }
        strand.Next = firsts[pixel];
        firsts[pixel] = strands.Count;
        strands.Add(strand);
    }
}
