using System.Runtime.Intrinsics;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Filters;

/// <summary>
/// The one kernel that makes pixels from taps, used by tools and by whoever checks them:
/// out = decode( Σₖ wₖ · S(encode(sourceₖ), pₖ) ), summed in the order of the taps in plain float32 without fused multiply-add,
/// S = Lanczos-4 at positions of 1/64 px, borders replicated. A pixel with one tap of weight 1 at a whole pixel is that sample of the
/// source, bit for bit. Samples that are not finite count only where a coefficient or weight is not 0.
/// </summary>
public static class Gather
{
    /// <summary>Makes the picture that <paramref name="origin"/> describes. The synthesised share is left out.</summary>
    /// <param name="source">The encoded picture of a plate (index in the table) and frame number; asked once for each pair that has weight.</param>
    /// <param name="channels">The channels to make; every source has them in this order.</param>
    public static Frame Again(Origin origin, Func<uint, uint, EncodedPicture> source, string[] channels, int threads = 1, CancellationToken cancel = default)
    {
        var sources = new GatherSources();
        foreach (var tap in origin.Tap)
        {
            for (var i = 0; i < tap.Weight.Length; i++)
            {
                if (tap.Weight[i] != 0 && !sources.Has(tap.Plate[i], tap.Frame[i]))
                    sources.Add(tap.Plate[i], tap.Frame[i], source(tap.Plate[i], tap.Frame[i]));
            }
        }
        var picture = new Frame(origin.Width, origin.Height, channels);
        Rows.Each(threads, origin.Height, (first, end) => Strip(origin, sources, picture, first, end), cancel);
        return picture;
    }

    /// <summary>Makes rows of the picture, which holds zeros there.</summary>
    public static void Strip(OriginPass origin, GatherSources sources, Frame picture, int first, int end)
    {
        var (reader, row) = (origin.Reader(), origin.Row());
        for (var y = first; y < end; y++)
        {
            reader(y, row);
            foreach (var tap in row.Tap) Row(tap, sources, picture, y * picture.Width);
            for (var c = 0; c < picture.Channels.Count; c++)
                if (picture.Channels[c] != "A") Transfer.Bt1886.ToLight(picture.Plane(c).AsSpan(y * picture.Width, picture.Width));
            foreach (var tap in row.Tap) Whole(tap, sources, picture, y * picture.Width);
        }
    }

    /// <summary>Adds a tap of one row.</summary>
    /// <param name="at">Where the row begins in the picture's planes.</param>
    private static void Row(OriginTap tap, GatherSources sources, Frame picture, int at)
    {
        var (weights, xs, ys, plates, frames) = (tap.Weight, tap.X, tap.Y, tap.Plate, tap.Frame);
        var planes = new float[picture.Channels.Count][];
        for (var c = 0; c < planes.Length; c++) planes[c] = picture.Plane(c);
        EncodedPicture? source = null;
        uint plate = 0, frame = 0;
        for (var i = 0; i < picture.Width; i++)
        {
            var weight = weights[i];
            if (weight == 0) continue;
            if (source is null || plates[i] != plate || frames[i] != frame)
            {
                (plate, frame) = (plates[i], frames[i]);
                source = sources.Find(plate, frame);
            }
            var ux = Lanczos.Units(PaddedPlane.Hold(xs[i], source.Width));
            var uy = Lanczos.Units(PaddedPlane.Hold(ys[i], source.Height));
            if (source.IsFinite && planes.Length == 3)
            {
                var (r, g, b) = PaddedPlane.Lanczos(source.Planes[0], source.Planes[1], source.Planes[2], ux, uy);
                planes[0][at + i] += weight * r;
                planes[1][at + i] += weight * g;
                planes[2][at + i] += weight * b;
                continue;
            }
            for (var c = 0; c < planes.Length; c++)
                planes[c][at + i] += weight * (source.IsFinite ? source.Planes[c].Lanczos(ux, uy) : Careful(source.Planes[c], ux, uy));
        }
    }

    // the source's own bits where a pixel is one tap of weight 1 at a whole pixel
    private static void Whole(OriginTap tap, GatherSources sources, Frame picture, int at)
    {
        for (var i = 0; i < picture.Width; i++)
        {
            if (tap.Weight[i] != 1) continue;
            var ux = Lanczos.Units(tap.X[i]);
            var uy = Lanczos.Units(tap.Y[i]);
            if (((ux | uy) & (Lanczos.Phases - 1)) == 0) Copy(sources.Find(tap.Plate[i], tap.Frame[i]), ux / Lanczos.Phases, uy / Lanczos.Phases, picture, at + i);
        }
    }

    /// <summary>The source's own sample, borders replicated.</summary>
    private static void Copy(EncodedPicture source, int x, int y, Frame picture, int i)
    {
        var at = (Math.Clamp(y, 0, source.Height - 1) * source.Width) + Math.Clamp(x, 0, source.Width - 1);
        for (var c = 0; c < picture.Channels.Count; c++) picture.Plane(c)[i] = source.Linear.Plane(c)[at];
    }

    /// <summary>The same sum as <see cref="PaddedPlane.Lanczos(int,int)"/>, in which a coefficient of 0 leaves out its sample.</summary>
    private static float Careful(PaddedPlane plane, int unitsX, int unitsY)
    {
        var table = Lanczos.Table;
        Span<float> sums = stackalloc float[Lanczos.Taps];
        for (var n = 0; n < Lanczos.Taps; n++)
        {
            var across = table[((unitsX & 63) * Lanczos.Taps) + n];
            if (across == 0) continue;
            var sum = 0f;
            for (var k = 0; k < Lanczos.Taps; k++)
            {
                var down = table[((unitsY & 63) * Lanczos.Taps) + k];
                if (down == 0) continue;
                sum += plane.Values[(((unitsY >> 6) - 3 + PaddedPlane.Pad + k) * plane.Stride) + (unitsX >> 6) - 3 + PaddedPlane.Pad + n] * down;
            }
            sums[n] = sum * across;
        }
        return Lanes.Sum(Vector256.Create<float>(sums));
    }
}
