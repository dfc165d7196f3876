using Answerprint.Media.Frames;

namespace Answerprint.Soundstage;

public sealed partial class Renderer
{
    /// <summary>Coverage of one thing at a frame, 0..1, over 16 samples a pixel or more; wires by their exact area. With blur: the part it has in the picture, over the picture's own instants.</summary>
    public Matte Matte(int frame, uint thing) => Mattes(frame, [thing])[0];

    /// <summary>Coverage of several things in one go.</summary>
    public IReadOnlyList<Matte> Mattes(int frame, IReadOnlyList<uint> things)
    {
        var mattes = things.Select(_ => new Matte(Width, Height)).ToArray();
        var of = Stage.Scene.Things.Select(t => things.ToList().IndexOf(t.Id)).ToArray();
        if (!Stage.IsBlurred) Add(new View(Stage, frame), -1, Math.Max(16, Samples), 1);
        else
            for (var k = 0; k < Samples; k++) Add(Moment(frame, k), k, 1, 1f / Samples);
        foreach (var matte in mattes)
            foreach (ref var c in matte.Coverage.AsSpan())
                if (c > 1 - 1e-6f) c = 1;
        return mattes;

        void Add(View view, int instant, int count, float part) => Cover(view, frame, instant, count, (pixel, shares) =>
        {
            foreach (ref readonly var share in shares)
                if (of[view[share.Facet].Thing] is >= 0 and var k) mattes[k].Coverage[pixel] += (float)share.Weight * part;
        });
    }

    /// <summary>What is known of the points at pixel centres.</summary>
    private StageFrame Known(int frame, Passes passes, View here)
    {
        int w = Width, h = Height;
        var depth = passes.HasFlag(Passes.Depth) ? new float[w * h] : null;
        var ids = passes.HasFlag(Passes.Ids) ? new uint[w * h] : null;
        var normals = passes.HasFlag(Passes.Normals) ? new Frame(w, h, "X", "Y", "Z") : null;
        var hidden = passes.HasFlag(Passes.Hidden);
        var (next, ahead) = passes.HasFlag(Passes.Next) ? (new FlowTruth(w, h), new View(Stage, frame + 1)) : default;
        var (previous, behind) = passes.HasFlag(Passes.Previous) ? (new FlowTruth(w, h), new View(Stage, frame - 1)) : default;
        Parallel.For(0, here.Cells.Rows, Hands, () => new Tile(1), (row, _, tile) =>
        {
            for (var column = 0; column < here.Cells.Columns; column++)
            {
                tile.Centre(column, row);
                tile.See(here, column, row, thin: true);
                var (left, top) = (column * Cells.Wide, row * Cells.High);
                for (var y = top; y < Math.Min(top + Cells.High, h); y++)
                {
                    for (var x = left; x < Math.Min(left + Cells.Wide, w); x++)
                    {
                        var pixel = ((y - top) * Cells.Wide) + x - left;
                        var facet = tile.Facet(pixel);
                        if (facet < 0) continue;
                        var i = (y * w) + x;
                        var inverse = tile.Inverse(pixel);
                        if (depth is not null) depth[i] = (float)(1 / inverse);
                        if (ids is not null) ids[i] = Stage.Scene.Things[here[facet].Thing].Id;
                        if (next is not null) Follow(here, ahead!, facet, x, y, inverse, next, i, hidden);
                        if (previous is not null) Follow(here, behind!, facet, x, y, inverse, previous, i, hidden);
                        if (normals is not null) Turn(here.Normal(facet, x, y), normals, i);
                    }
                }
            }
            return tile;
        }, _ => { });
        return new(frame, null, next, previous, depth, ids) { Normals = normals };
    }

    private static void Turn(Vec3 normal, Frame normals, int i)
    {
        normals.Plane(0)[i] = (float)normal.X;
        normals.Plane(1)[i] = (float)normal.Y;
        normals.Plane(2)[i] = (float)normal.Z;
    }

    private void Follow(View here, View there, int facet, int x, int y, double inverse, FlowTruth flow, int i, bool hidden)
    {
        ref readonly var f = ref here[facet];
        double u = ((f.U0 * x) + (f.U1 * y) + f.U2) / inverse, v = ((f.V0 * x) + (f.V1 * y) + f.V2) / inverse;
        ref readonly var g = ref there[facet];
        var z = (g.Z0 * u) + (g.Z1 * v) + g.Z2;
        if (z <= 1e-6)
        {
            flow.Hidden[i] = 1;
            return;
        }
        double tx = ((g.X0 * u) + (g.X1 * v) + g.X2) / z, ty = ((g.Y0 * u) + (g.Y1 * v) + g.Y2) / z;
        flow.X[i] = Step(tx - x);
        flow.Y[i] = Step(ty - y);
        if (!hidden) return;
        var inside = tx >= -Edge && ty >= -Edge && tx <= Width - 1 + Edge && ty <= Height - 1 + Edge;
        if (!inside || !g.Seen || (there.Find(tx, ty, out var front) is var seen && seen != facet && front > (1 + 1e-7) / z)) flow.Hidden[i] = 1;
    }

    /// <summary>Rounded to 2⁻²⁰ px, so that what stands still moves by exactly 0.</summary>
    private static float Step(double pixels) => (float)((Math.Round(pixels * 1048576) / 1048576) + 0.0);
}
