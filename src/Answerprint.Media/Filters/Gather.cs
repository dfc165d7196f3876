using System.Runtime.ExceptionServices;
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
    /// <summary>So many frames may one tap cite; each is in memory while the picture is made.</summary>
    private const int MostSources = 64;

    /// <summary>Makes the picture that <paramref name="origin"/> describes. The synthesised share is left out.</summary>
    /// <param name="source">The encoded picture of a plate (index in the table) and frame number; asked once for each pair that has weight.</param>
    /// <param name="channels">The channels to make; every source has them in this order.</param>
    /// <param name="synth">Filled with the share that is synthesised, H×W; null: nobody asks.</param>
    public static Frame Again(
        OriginPass origin, Func<uint, uint, EncodedPicture> source, string[] channels, int threads = 1, CancellationToken cancel = default, float[]? synth = null)
    {
        var sources = new GatherSources();
        foreach (var (plate, frame) in Cited(origin, synth, cancel)) sources.Add(plate, frame, source(plate, frame));
        var picture = new Frame(origin.Width, origin.Height, channels);
        // a thread goes on with its reader from strip to strip: what it unpacked for the last may serve the next
        using var own = new ThreadLocal<(OriginReader Reader, Origin Row)>(() => (origin.Reader(), origin.Row()));
        try
        {
            Rows.Each(threads, origin.Height, (first, end) => Strip(own.Value.Reader, own.Value.Row, sources, picture, first, end), cancel);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<BadInputException>().FirstOrDefault() is { } bad)
        {
            // whichever thread came upon it
            ExceptionDispatchInfo.Throw(bad);
        }
        return picture;
    }

    /// <summary>Makes rows of the picture, which holds zeros there.</summary>
    public static void Strip(OriginPass origin, GatherSources sources, Frame picture, int first, int end) => Strip(origin.Reader(), origin.Row(), sources, picture, first, end);

    private static void Strip(OriginReader reader, Origin row, GatherSources sources, Frame picture, int first, int end)
    {
        for (var y = first; y < end; y++)
        {
            reader(y, row);
            foreach (var tap in row.Tap) Row(tap, sources, picture, y * picture.Width);
            for (var c = 0; c < picture.Channels.Count; c++)
                if (picture.Channels[c] != "A") Transfer.Bt1886.ToLight(picture.Plane(c).AsSpan(y * picture.Width, picture.Width));
            foreach (var tap in row.Tap) Whole(tap, sources, picture, y * picture.Width);
        }
    }

    /// <summary>The frames that have weight, in the order of the taps and in each as they come.</summary>
    private static IEnumerable<(uint Plate, uint Frame)> Cited(OriginPass origin, float[]? synth, CancellationToken cancel)
    {
        var found = new HashSet<(uint Plate, uint Frame)>[origin.TapCount];
        for (var n = 0; n < found.Length; n++) found[n] = [];
        var y = 0;
        foreach (var row in origin.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            if (synth is not null) row.Synth.CopyTo(synth, y++ * origin.Width);
            for (var n = 0; n < found.Length; n++)
            {
                var (tap, last) = (row.Tap[n], ((uint Plate, uint Frame)?)null);
                for (var x = 0; x < tap.Weight.Length; x++)
                {
                    if (tap.Weight[x] == 0 || last == (tap.Plate[x], tap.Frame[x])) continue;
                    last = (tap.Plate[x], tap.Frame[x]);
                    if (found[n].Add(last.Value) && found[n].Count > MostSources)
                        throw new BadInputException("too-many-sources", "origin pass", "", $"a tap cites more than {MostSources} frames", "Make it again with fewer");
                }
            }
        }
        return found.SelectMany(f => f).Distinct();
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
