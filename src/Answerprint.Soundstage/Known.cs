using Answerprint.Media.Frames;

namespace Answerprint.Soundstage;

/// <summary>What is known of the points at the pixel centres of a frame: where they are, what they belong to, and where they stand in the frames beside it.</summary>
internal sealed class Known
{
    // a point this far outside still counts as seen, pixels
    private const double Edge = 1e-6;

    private readonly Stage stage;
    private readonly View? ahead;
    private readonly View? behind;
    private readonly bool hidden;

    public Known(Stage stage, int frame, Passes passes)
    {
        this.stage = stage;
        int w = stage.Width, h = stage.Height;
        Here = new(stage, frame);
        hidden = passes.HasFlag(Passes.Hidden);
        if (passes.HasFlag(Passes.Next)) ahead = new(stage, frame + 1, unlit: true);
        if (passes.HasFlag(Passes.Previous)) behind = new(stage, frame - 1, unlit: true);
        Frame = new(
            frame,
            null,
            ahead is null ? null : new(w, h),
            behind is null ? null : new(w, h),
            passes.HasFlag(Passes.Depth) ? new float[w * h] : null,
            passes.HasFlag(Passes.Ids) ? new uint[w * h] : null) { Normals = passes.HasFlag(Passes.Normals) ? new Frame(w, h, "X", "Y", "Z") : null };
    }

    /// <summary>Filled as cells are noted.</summary>
    public StageFrame Frame { get; }

    public View Here { get; }

    public static bool Asked(Passes passes) => (passes & (Passes.Next | Passes.Previous | Passes.Depth | Passes.Ids | Passes.Normals)) != Passes.None;

    /// <summary>Notes a cell whose surfaces were found at pixel centres; the tile then holds its wires too. Safe for several threads, a cell each.</summary>
    public void Note(Tile tile, int column, int row)
    {
        tile.SeeWires(Here, column, row);
        var (left, top) = (column * Cells.Wide, row * Cells.High);
        for (var y = top; y < Math.Min(top + Cells.High, stage.Height); y++)
        {
            for (var x = left; x < Math.Min(left + Cells.Wide, stage.Width); x++)
            {
                var pixel = ((y - top) * Cells.Wide) + x - left;
                var facet = tile.Facet(pixel);
                if (facet < 0) continue;
                var i = (y * stage.Width) + x;
                var inverse = tile.Inverse(pixel);
                if (Frame.Depth is { } depth) depth[i] = (float)(1 / inverse);
                if (Frame.Ids is { } ids) ids[i] = stage.Scene.Things[Here[facet].Thing].Id;
                if (Frame.Next is { } next) Follow(ahead!, facet, x, y, inverse, next, i);
                if (Frame.Previous is { } previous) Follow(behind!, facet, x, y, inverse, previous, i);
                if (Frame.Normals is not { } normals) continue;
                var normal = Here.Normal(facet, x, y);
                (normals.Plane(0)[i], normals.Plane(1)[i], normals.Plane(2)[i]) = ((float)normal.X, (float)normal.Y, (float)normal.Z);
            }
        }
    }

    private void Follow(View there, int facet, int x, int y, double inverse, FlowTruth flow, int i)
    {
        ref readonly var f = ref Here[facet];
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
        var inside = tx >= -Edge && ty >= -Edge && tx <= stage.Width - 1 + Edge && ty <= stage.Height - 1 + Edge;
        if (!inside || !g.Seen || there.IsCovered(tx, ty, (1 + 1e-7) / z, facet)) flow.Hidden[i] = 1;
    }

    /// <summary>Rounded to 2⁻²⁰ px, so that what stands still moves by exactly 0.</summary>
    private static float Step(double pixels) => (float)((Math.Round(pixels * 1048576) / 1048576) + 0.0);
}
