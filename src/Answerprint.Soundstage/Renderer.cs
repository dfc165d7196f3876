using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Soundstage;

/// <summary>
/// Shoots a stage. Geometry is exact and in double precision; every texture is averaged over its pixel from formulas; edges are
/// smoothed by several samples a pixel, wires by the area that they cover. Only additions, multiplications, divisions and square roots
/// of IEEE 754 decide the bytes. Where the shutter stays open or a lens blurs, each sample is an instant and a place on the lens of its
/// own, and the picture is the mean of the pictures of all instants; what is known beside it holds for the middle instant through the
/// middle of the lens.
/// </summary>
/// <param name="samples">Places a pixel is looked at for its edges, 1..64; 1 looks at the centre only. With blur: how many instants.</param>
/// <param name="threads">The result does not depend on it.</param>
public sealed partial class Renderer(Stage stage, int samples = 4, int threads = 1) : TruthSource
{
    public Stage Stage { get; } = stage;

    public override FrameRange Range => Stage.Range;

    public override FrameRate Rate => Stage.Rate;

    public override int Width => Stage.Width;

    public override int Height => Stage.Height;

    /// <summary>Places a pixel is looked at.</summary>
    public int Samples { get; } = samples is >= 1 and <= 64 ? samples : throw new ArgumentOutOfRangeException(nameof(samples), samples, "1 to 64");

    /// <summary>How many threads share the rows.</summary>
    public int Threads { get; } = Math.Max(1, threads);

    private ParallelOptions Hands => new() { MaxDegreeOfParallelism = Threads };

    public override StageFrame Render(int frame, Passes passes = Passes.Picture)
    {
        if (!Range.Contains(frame)) throw new ArgumentOutOfRangeException(nameof(frame), frame, $"the take is {Range}");
        const Passes lit = Passes.Picture | Passes.Grainless | Passes.Albedo | Passes.Lights;
        var known = Known.Asked(passes) ? new Known(Stage, frame, passes) : null;
        if ((passes & lit) == Passes.None)
        {
            if (known is not null) Note(known);
            return known?.Frame ?? new(frame, null, null, null, null, null);
        }
        var exposure = new Exposure(Width * Height, passes, Stage.Scene.LightNames.Count);
        if (!Stage.IsBlurred)
        {
            // at one sample a pixel what the picture shows is what is known
            var one = Samples == 1 ? known : null;
            Expose(known?.Here ?? new View(Stage, frame), frame, exposure, -1, one);
            if (one is null && known is not null) Note(known);
        }
        else
        {
            for (var k = 0; k < Samples; k++) Expose(Moment(frame, k), frame, exposure, k);
            if (known is not null) Note(known);
        }
        return Developed(known?.Frame ?? new(frame, null, null, null, null, null), passes, exposure);
    }

    /// <summary>One of the instants that a blurred picture is the mean of, without grain: 3×H×W.</summary>
    /// <param name="sample">0 up to <see cref="Samples"/>.</param>
    internal Frame Instant(int frame, int sample)
    {
        var exposure = new Exposure(Width * Height, Passes.Picture, 0);
        Expose(Moment(frame, sample), frame, exposure, sample);
        return Frames(exposure.Picture, 1);
    }

    private View Moment(int frame, int sample)
    {
        var time = frame + ((((sample + 0.5) / Samples) - 0.5) * Stage.Shutter / 360);
        var (x, y) = Lens.Place(sample, Samples);
        var radius = Stage.LensRadius(Stage.Camera(time).Focal);
        return new(Stage, time, radius * x, radius * y);
    }

    /// <summary>Adds what a view shows to an exposure.</summary>
    /// <param name="instant">Which sample of every pixel is looked at; −1 for all of them.</param>
    /// <param name="known">Notes what is known as well, at one sample a pixel.</param>
    private void Expose(View view, int frame, Exposure exposure, int instant, Known? known = null)
    {
        Cover(view, frame, instant, instant < 0 ? Samples : 1, (tile, pixel, shares) =>
        {
            Span<Colour> each = stackalloc Colour[exposure.Lights.Length];
            Colour colour = default, paint = default;
            foreach (ref readonly var share in shares)
            {
                colour += view.Shade(share.Facet, share.X, share.Y, tile.Around(view, share.Facet), each, out var albedo) * share.Weight;
                paint += albedo * share.Weight;
                for (var k = 0; k < each.Length; k++) exposure.Lights[k][pixel] += each[k] * share.Weight;
            }
            exposure.Picture[pixel] += colour;
            if (exposure.Albedo is not null) exposure.Albedo[pixel] += paint;
        }, known);
    }

    /// <summary>Gives the shares of every pixel of a view to <paramref name="with"/>, cell by cell.</summary>
    private void Cover(View view, int frame, int instant, int count, PixelShares with, Known? known = null) => Parallel.For(0, view.Cells.Rows, Hands, () => new Tile(count), (row, _, tile) =>
    {
        for (var column = 0; column < view.Cells.Columns; column++)
        {
            Aim(tile, frame, column, row, instant);
            tile.See(view, column, row);
            tile.Cover(view, column, row);
            var (left, top) = (column * Cells.Wide, row * Cells.High);
            for (var y = top; y < Math.Min(top + Cells.High, Height); y++)
                for (var x = left; x < Math.Min(left + Cells.Wide, Width); x++)
                    with(tile, (y * Width) + x, tile.Shares(((y - top) * Cells.Wide) + x - left, view));
            known?.Note(tile, column, row);
        }
        return tile;
    }, _ => { });

    /// <summary>Notes what is known of the points at pixel centres.</summary>
    private void Note(Known known) => Parallel.For(0, known.Here.Cells.Rows, Hands, () => new Tile(1), (row, _, tile) =>
    {
        for (var column = 0; column < known.Here.Cells.Columns; column++)
        {
            tile.Centre(column, row);
            tile.See(known.Here, column, row);
            known.Note(tile, column, row);
        }
        return tile;
    }, _ => { });

    private delegate void PixelShares(Tile tile, int pixel, ReadOnlySpan<Share> shares);

    private void Aim(Tile tile, int frame, int column, int row, int instant)
    {
        if (tile.Samples == 1 && (instant < 0 || Samples == 1))
        {
            tile.Centre(column, row);
            return;
        }
        for (var i = 0; i < Cells.Wide * Cells.High; i++)
        {
            int x = (column * Cells.Wide) + (i % Cells.Wide), y = (row * Cells.High) + (i / Cells.Wide);
            if (instant >= 0)
            {
                var (sx, sy) = Place(frame, x, y, instant, Samples);
                tile.Put(i, 0, sx, sy);
                continue;
            }
            for (var s = 0; s < tile.Samples; s++)
            {
                var (sx, sy) = Place(frame, x, y, s, tile.Samples);
                tile.Put(i, s, sx, sy);
            }
        }
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

    /// <summary>Light that a frame has gathered, before the camera's gains.</summary>
    private sealed class Exposure(int size, Passes passes, int lights)
    {
        public Colour[] Picture { get; } = new Colour[size];

        public Colour[]? Albedo { get; } = passes.HasFlag(Passes.Albedo) ? new Colour[size] : null;

        public Colour[][] Lights { get; } = passes.HasFlag(Passes.Lights) ? [.. Enumerable.Range(0, lights).Select(_ => new Colour[size])] : [];
    }
}
