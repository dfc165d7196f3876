using System.Runtime.Intrinsics;

namespace Answerprint.Soundstage;

/// <summary>
/// What is seen in one cell of the picture: the nearest surface at each sample, and the wires by the area that they cover. Surfaces are
/// laid into a depth buffer one after the other, four samples at a time. Not safe for several threads: one each.
/// </summary>
/// <param name="samples">Places a pixel is looked at.</param>
internal sealed partial class Tile(int samples)
{
    private const int Pixels = Cells.Wide * Cells.High;

    private readonly double[] x = new double[Pixels * samples], y = new double[Pixels * samples], w = new double[Pixels * samples];
    private readonly int[] facets = new int[Pixels * samples];
    private readonly List<Share> shares = [];
    private int left;
    private int top;

    public int Samples { get; } = samples;

    /// <summary>Surface at a sample, or −1.</summary>
    /// <param name="pixel">Row × <see cref="Cells.Wide"/> + column within the cell.</param>
    public int Facet(int pixel, int sample = 0) => facets[(pixel * Samples) + sample];

    /// <summary>One over the distance there, 1/m.</summary>
    public double Inverse(int pixel, int sample = 0) => w[(pixel * Samples) + sample];

    public (double X, double Y) Place(int pixel, int sample) => (x[(pixel * Samples) + sample], y[(pixel * Samples) + sample]);

    /// <summary>Where the samples of a pixel lie.</summary>
    public void Put(int pixel, int sample, double atX, double atY) => (x[(pixel * Samples) + sample], y[(pixel * Samples) + sample]) = (atX, atY);

    /// <summary>Samples at the centres of a cell's pixels; for tiles of one sample.</summary>
    public void Centre(int column, int row)
    {
        for (var i = 0; i < Pixels; i++) Put(i, 0, (column * Cells.Wide) + (i % Cells.Wide), (row * Cells.High) + (i / Cells.Wide));
    }

    /// <summary>Finds the surfaces at the samples that were put.</summary>
    /// <param name="thin">Whether wires count where a sample meets them; otherwise they are left to <see cref="Cover"/>.</param>
    public void See(View view, int column, int row, bool thin)
    {
        w.AsSpan().Clear();
        facets.AsSpan().Fill(-1);
        (left, top) = (column * Cells.Wide, row * Cells.High);
        foreach (var k in view.Cells[column, row])
        {
            ref readonly var f = ref view.Fronts[k];
            if (f.Kind == FacetKind.Ribbon && !thin) continue;
            var (firstColumn, lastColumn) = Span(f.MinX - left, f.MaxX - left, Cells.Wide);
            var (firstRow, lastRow) = Span(f.MinY - top, f.MaxY - top, Cells.High);
            if (firstColumn > lastColumn) continue;
            for (var r = firstRow; r <= lastRow; r++)
            {
                var line = r * Cells.Wide * Samples;
                Lay(in f, line + (firstColumn * Samples & ~3), line + ((lastColumn + 1) * Samples));
            }
        }
    }

    /// <summary>Pixels whose samples may lie between two places.</summary>
    private static (int First, int Last) Span(double from, double to, int size) =>
        ((int)Math.Clamp(Math.Ceiling(from - 0.5), 0, size), (int)Math.Clamp(Math.Floor(to + 0.5), -1, size - 1));

    /// <summary>The same sums as <see cref="Front.Hit"/>, four at a time.</summary>
    private void Lay(in Front f, int from, int to)
    {
        var (u0, u1, u2) = (Vector256.Create(f.U0), Vector256.Create(f.U1), Vector256.Create(f.U2));
        var (v0, v1, v2) = (Vector256.Create(f.V0), Vector256.Create(f.V1), Vector256.Create(f.V2));
        var (w0, w1, w2) = (Vector256.Create(f.W0), Vector256.Create(f.W1), Vector256.Create(f.W2));
        var (width, height, most, seam) = (Vector256.Create(f.Width), Vector256.Create(f.Height), Vector256.Create(Front.MostInverse), Vector256.Create(-Front.Seam));
        var triangle = f.Kind == FacetKind.Triangle;
        for (var i = from; i < to; i += 4)
        {
            var px = Vector256.LoadUnsafe(ref x[i]);
            var py = Vector256.LoadUnsafe(ref y[i]);
            var best = Vector256.LoadUnsafe(ref w[i]);
            var here = (w0 * px) + (w1 * py) + w2;
            var met = Vector256.GreaterThan(here, best) & Vector256.LessThanOrEqual(here, most);
            if (met == Vector256<double>.Zero) continue;
            var u = (u0 * px) + (u1 * py) + u2;
            var v = (v0 * px) + (v1 * py) + v2;
            if (triangle)
            {
                var edge = seam * here;
                met &= Vector256.GreaterThanOrEqual(u, edge) & Vector256.GreaterThanOrEqual(v, edge) & Vector256.LessThanOrEqual(u + v, here - edge);
            }
            else
            {
                met &= Vector256.GreaterThanOrEqual(u, Vector256<double>.Zero) & Vector256.LessThanOrEqual(u, width * here)
                    & Vector256.GreaterThanOrEqual(v, Vector256<double>.Zero) & Vector256.LessThanOrEqual(v, height * here);
            }
            var bits = met.ExtractMostSignificantBits();
            if (bits == 0) continue;
            Vector256.ConditionalSelect(met, here, best).StoreUnsafe(ref w[i]);
            for (var lane = 0; lane < 4; lane++)
                if ((bits >> lane & 1) != 0) facets[i + lane] = f.Index;
        }
    }

    /// <summary>
    /// What a pixel shows, each surface once: samples decide how much of it, and the middle of its samples is where it is looked at. All
    /// triangles of a mesh count as one surface. Good until the next call.
    /// </summary>
    public ReadOnlySpan<Share> Shares(int pixel, View view)
    {
        shares.Clear();
        for (var s = 0; s < Samples; s++)
        {
            var facet = Facet(pixel, s);
            if (facet < 0) continue;
            var group = Group(view, facet);
            var (sx, sy) = Place(pixel, s);
            var k = 0;
            while (k < shares.Count && shares[k].Group != group) k++;
            if (k == shares.Count) shares.Add(new(facet, group, 0, 0, 0, 0));
            ref var share = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares)[k];
            share.Weight++;
            if (share.Facet != facet) continue;
            share.Count++;
            share.X += sx;
            share.Y += sy;
        }
        var found = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares);
        if (found.Length == 1 && found[0].Count == Samples && Samples > 1) (found[0].X, found[0].Y, found[0].Weight) = (left + (pixel % Cells.Wide), top + (pixel / Cells.Wide), 1);
        else
            foreach (ref var share in found) (share.X, share.Y, share.Weight) = (share.X / share.Count, share.Y / share.Count, share.Weight / Samples);
        if (strands.Count > 0 && firsts[pixel] >= 0) Wired(pixel, view);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares);
    }

    private static int Group(View view, int facet)
    {
        ref readonly var f = ref view[facet];
        return f.Kind == FacetKind.Triangle && ((Mesh)f.Of).IsJoined ? ~f.Owner : facet;
    }
}

/// <summary>A surface's part of a pixel.</summary>
/// <param name="Facet">The surface, where it is looked at.</param>
/// <param name="Group">The same for all facets that count as one surface.</param>
/// <param name="Count">How many samples met the facet itself.</param>
/// <param name="X">Where it is looked at, pixels.</param>
/// <param name="Y">Likewise.</param>
/// <param name="Weight">0..1 of the pixel.</param>
internal record struct Share(int Facet, int Group, int Count, double X, double Y, double Weight);
