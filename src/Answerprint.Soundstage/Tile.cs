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

    /// <summary>Finds the surfaces at the samples that were put; wires are left to <see cref="Cover"/>.</summary>
    public void See(View view, int column, int row)
    {
        w.AsSpan().Clear();
        facets.AsSpan().Fill(-1);
        around.Clear();
        lastOwner = -1;
        (left, top) = (column * Cells.Wide, row * Cells.High);
        var laid = 0;
        foreach (var k in view.Cells[column, row])
        {
            ref readonly var f = ref view.Fronts[k];
            if (f.Kind == FacetKind.Ribbon) continue;
            // nearest come first: once all samples are nearer than what is left, it is hidden
            if ((++laid & 15) == 0 && Least() > f.Nearest) return;
            Lay(in f);
        }
    }

    /// <summary>Lets wires count as well, where a sample meets them exactly.</summary>
    public void SeeWires(View view, int column, int row)
    {
        foreach (var k in view.Cells[column, row])
            if (view.Fronts[k].Kind == FacetKind.Ribbon) Lay(in view.Fronts[k]);
    }

    private double Least()
    {
        var least = Vector256.LoadUnsafe(ref w[0]);
        for (var i = 4; i < w.Length; i += 4) least = Vector256.Min(least, Vector256.LoadUnsafe(ref w[i]));
        return Math.Min(Math.Min(least[0], least[1]), Math.Min(least[2], least[3]));
    }

    /// <summary>Pixels whose samples may lie between two places.</summary>
    private static (int First, int Last) Span(double from, double to, int size) =>
        ((int)Math.Clamp(Math.Ceiling(from - 0.5), 0, size), (int)Math.Clamp(Math.Floor(to + 0.5), -1, size - 1));

    /// <summary>The same sums as <see cref="Front.Hit"/>, four at a time.</summary>
    private void Lay(in Front f)
    {
        var (firstColumn, lastColumn) = Span(f.MinX - left, f.MaxX - left, Cells.Wide);
        var (firstRow, lastRow) = Span(f.MinY - top, f.MaxY - top, Cells.High);
        var (from, to) = (firstColumn * Samples & ~3, (lastColumn + 1) * Samples);
        var (u0, u1, u2) = (Vector256.Create(f.U0), Vector256.Create(f.U1), Vector256.Create(f.U2));
        var (v0, v1, v2) = (Vector256.Create(f.V0), Vector256.Create(f.V1), Vector256.Create(f.V2));
        var (w0, w1, w2) = (Vector256.Create(f.W0), Vector256.Create(f.W1), Vector256.Create(f.W2));
        var (width, height, most, seam) = (Vector256.Create(f.Width), Vector256.Create(f.Height), Vector256.Create(Front.MostInverse), Vector256.Create(-Front.Seam));
        var (triangle, index) = (f.Kind == FacetKind.Triangle, f.Index);
        for (var r = firstRow; r <= lastRow; r++)
        {
            var line = r * Cells.Wide * Samples;
            for (var i = line + from; i < line + to; i += 4)
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
                    if ((bits >> lane & 1) != 0) facets[i + lane] = index;
            }
        }
    }

    /// <summary>
    /// What a pixel shows, each facet once: samples decide how much of it, and the middle of its samples is where it is looked at. Good
    /// until the next call.
    /// </summary>
    public ReadOnlySpan<Share> Shares(int pixel, View view)
    {
        shares.Clear();
        for (var s = 0; s < Samples; s++)
        {
            var facet = Facet(pixel, s);
            if (facet < 0) continue;
            var (sx, sy) = Place(pixel, s);
            var k = 0;
            while (k < shares.Count && shares[k].Facet != facet) k++;
            if (k == shares.Count) shares.Add(new(facet, 0, 0, 0));
            ref var share = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares)[k];
            share.Weight++;
            share.X += sx;
            share.Y += sy;
        }
        if (Samples == 1 && shares.Count == 1)
        {
            // one instant of several: the texture is averaged over the whole pixel already, so it is looked at in the middle where it can be
            ref var only = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares)[0];
            double middleX = left + (pixel % Cells.Wide), middleY = top + (pixel / Cells.Wide);
            if ((only.X != middleX || only.Y != middleY) && view.Holds(only.Facet, middleX, middleY)) (only.X, only.Y) = (middleX, middleY);
        }
        var found = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares);
        if (found.Length == 1 && found[0].Weight == Samples && Samples > 1) (found[0].X, found[0].Y, found[0].Weight) = (left + (pixel % Cells.Wide), top + (pixel / Cells.Wide), 1);
        else
            foreach (ref var share in found) (share.X, share.Y, share.Weight) = (share.X / share.Weight, share.Y / share.Weight, share.Weight / Samples);
        if (strands.Count > 0 && firsts[pixel] >= 0) Wired(pixel);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shares);
    }
}
