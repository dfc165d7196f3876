using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Soundstage;

/// <summary>
/// Shoots a stage. Geometry is exact and in double precision; every texture is averaged over its pixel from formulas; edges are
/// smoothed by several samples a pixel. Only additions, multiplications, divisions and square roots of IEEE 754 decide the bytes.
/// </summary>
/// <param name="samples">Places a pixel is looked at for its edges, 1..64; 1 looks at the centre only.</param>
/// <param name="threads">The result does not depend on it.</param>
public sealed class Renderer(Stage stage, int samples = 4, int threads = 1) : TruthSource
{
    // a point this far outside still counts as seen, pixels
    private const double Edge = 1e-6;

    public Stage Stage { get; } = stage;

    public override FrameRange Range => Stage.Range;

    public override FrameRate Rate => Stage.Rate;

    public override int Width => Stage.Width;

    public override int Height => Stage.Height;

    /// <summary>Places a pixel is looked at.</summary>
    public int Samples { get; } = samples is >= 1 and <= 64 ? samples : throw new ArgumentOutOfRangeException(nameof(samples), samples, "1 to 64");

    private ParallelOptions Hands => new() { MaxDegreeOfParallelism = Math.Max(1, threads) };

    public override StageFrame Render(int frame, Passes passes = Passes.Picture)
    {
        if (!Range.Contains(frame)) throw new ArgumentOutOfRangeException(nameof(frame), frame, $"the take is {Range}");
        int w = Width, h = Height;
        var here = new View(Stage, frame);
        var picture = passes.HasFlag(Passes.Picture) ? new Frame(w, h) : null;
        var depth = passes.HasFlag(Passes.Depth) ? new float[w * h] : null;
        var ids = passes.HasFlag(Passes.Ids) ? new uint[w * h] : null;
        var hidden = passes.HasFlag(Passes.Hidden);
        var (next, ahead) = passes.HasFlag(Passes.Next) ? (new FlowTruth(w, h), new View(Stage, frame + 1)) : default;
        var (previous, behind) = passes.HasFlag(Passes.Previous) ? (new FlowTruth(w, h), new View(Stage, frame - 1)) : default;
        var truth = depth is not null || ids is not null || next is not null || previous is not null;
        var gain = Gain(Stage.Exposure);
        Parallel.For(0, h, Hands, y =>
        {
            var near = here.Within(y - 0.5, y + 0.5, stackalloc int[here.Count]);
            for (var x = 0; x < w; x++)
            {
                var i = (y * w) + x;
                var facet = -1;
                if (truth || Samples == 1)
                {
                    facet = here.Find(near, x, y, out var inverse);
                    if (facet >= 0)
                    {
                        if (depth is not null) depth[i] = (float)(1 / inverse);
                        if (ids is not null) ids[i] = Stage.Scene.Things[here[facet].Thing].Id;
                        if (next is not null) Follow(here, ahead!, facet, x, y, inverse, next, i, hidden);
                        if (previous is not null) Follow(here, behind!, facet, x, y, inverse, previous, i, hidden);
                    }
                }
                if (picture is not null) Put(picture, i, Look(here, near, frame, x, y, facet) * gain, frame);
            }
        });
        return new(frame, picture, next, previous, depth, ids);
    }

    /// <summary>Coverage of one thing at a frame, 0..1, over 16 samples a pixel or more.</summary>
    public Matte Matte(int frame, uint thing)
    {
        var view = new View(Stage, frame);
        var matte = new Matte(Width, Height);
        var count = Math.Max(16, Samples);
        Parallel.For(0, Height, Hands, y =>
        {
            for (var x = 0; x < Width; x++)
            {
                var hits = 0;
                for (var s = 0; s < count; s++)
                {
                    var (sx, sy) = Place(frame, x, y, s, count);
                    var facet = view.Find(sx, sy, out _);
                    if (facet >= 0 && Stage.Scene.Things[view[facet].Thing].Id == thing) hits++;
                }
                matte.Coverage[(y * Width) + x] = (float)hits / count;
            }
        });
        return matte;
    }

    /// <summary>The colour of a pixel: samples decide how much of each surface it shows, each surface is shaded once in the middle of its samples.</summary>
    private Colour Look(View view, ReadOnlySpan<int> near, int frame, int x, int y, int centre)
    {
        if (Samples == 1) return centre < 0 ? default : view.Shade(centre, x, y);
        Span<int> facets = stackalloc int[Samples];
        Span<double> sums = stackalloc double[3 * Samples];
        var found = 0;
        for (var s = 0; s < Samples; s++)
        {
            var (sx, sy) = Place(frame, x, y, s, Samples);
            var facet = view.Find(near, sx, sy, out _);
            if (facet < 0) continue;
            var k = facets[..found].IndexOf(facet);
            if (k < 0)
            {
                k = found++;
                facets[k] = facet;
                sums.Slice(3 * k, 3).Clear();
            }
            sums[3 * k] += 1;
            sums[(3 * k) + 1] += sx;
            sums[(3 * k) + 2] += sy;
        }
        if (found == 1 && sums[0] == Samples) return view.Shade(facets[0], x, y);
        var colour = default(Colour);
        for (var k = 0; k < found; k++)
            colour += view.Shade(facets[k], sums[(3 * k) + 1] / sums[3 * k], sums[(3 * k) + 2] / sums[3 * k]) * (sums[3 * k] / Samples);
        return colour;
    }

    /// <summary>Hammersley points, shifted by the pixel's own chance (Cranley and Patterson 1976): stratified both ways.</summary>
    private (double X, double Y) Place(int frame, int x, int y, int sample, int count)
    {
        var own = Noise.Hash((uint)Stage.Seed + (uint)frame, x, y);
        double px = (sample + ((own & 0xffff) / 65536.0)) / count;
        var bits = (uint)sample;
        double radical = 0, part = 0.5;
        for (; bits != 0; bits >>= 1, part *= 0.5) radical += (bits & 1) * part;
        var py = radical + ((own >> 16) / 65536.0);
        return (x + px - 0.5, y + (py >= 1 ? py - 1 : py) - 0.5);
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

    private void Put(Frame picture, int i, Colour colour, int frame)
    {
        picture.Plane(0)[i] = Grained(colour.R, 0);
        picture.Plane(1)[i] = Grained(colour.G, 1);
        picture.Plane(2)[i] = Grained(colour.B, 2);

        float Grained(double value, int channel)
        {
            if (Stage.Grain <= 0) return (float)value;
            var seed = (uint)Stage.Seed ^ ((uint)frame * 0x9E3779B9u);
            // three even chances make nearly a bell of variance 1
            var bell = 2 * (Noise.Unit(seed, i, channel) + Noise.Unit(seed, i, channel + 3) + Noise.Unit(seed, i, channel + 6) - 1.5);
            return (float)(value + (Stage.Grain * bell * Math.Sqrt(Math.Max(value, 0.001))));
        }
    }

    /// <summary>2 to the power of stops, from whole doublings and a series for the rest.</summary>
    private static double Gain(double stops)
    {
        var whole = Math.Floor(stops);
        double x = (stops - whole) * 0.69314718055994530942, term = 1, sum = 1;
        for (var n = 1; n < 18; n++) sum += term *= x / n;
        return Math.ScaleB(sum, (int)whole);
    }
}
