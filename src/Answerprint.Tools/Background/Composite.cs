using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Tools.Background;

/// <summary>
/// The foreground of a frame, free of what was behind it, over another plate: αF + (1 − α)B, where αF is the frame less what of it was background. Where coverage is 1 and nothing of the screen's
/// light is taken away, the frame's own samples stand to the bit.
/// </summary>
internal sealed class Composite
{
    /// <summary>So much of the screen's difference more than the foreground's own is not taken for its light yet.</summary>
    private const float Margin = 0.02f;

    private readonly Frame plate;
    private readonly float[] coverage;
    private readonly ShotKey shot;
    private readonly BackgroundOptions options;
    private readonly int size, threads;
    private readonly CancellationToken cancel;
    private readonly bool[] spilt;

    /// <summary>αF, in the numbers of the mix.</summary>
    private readonly float[][] free;

    /// <param name="plate">Scene-linear.</param>
    /// <param name="coverage">H×W.</param>
    /// <param name="behind">R, G, B of what was behind, display encoding.</param>
    public Composite(Frame plate, float[] coverage, float[][] behind, ShotKey shot, BackgroundOptions options, int threads, CancellationToken cancel)
    {
        (this.plate, this.coverage, this.shot, this.options, this.threads, this.cancel, size) = (plate, coverage, shot, options, threads, cancel, plate.Size);
        (spilt, free) = (new bool[size], new float[Math.Min(3, plate.Channels.Count)][]);
        var background = new float[3][];
        Rows.All(threads, [.. Enumerable.Range(0, 3).Select(c => (Action)(() =>
        {
            background[c] = (float[])behind[c].Clone();
            if (shot.Mix == MixIn.Light) Transfer.Bt1886.ToLight(background[c]);
            if (c >= free.Length) return;
            free[c] = (float[])plate.Plane(c).Clone();
            if (shot.Mix == MixIn.Display) Transfer.Bt1886.ToCode(free[c]);
            for (var i = 0; i < size; i++)
                if (coverage[i] < 1)
                {
                    // a foreground is no darker than black, or than it was
                    var own = free[c][i];
                    free[c][i] = Math.Max(own - ((1 - coverage[i]) * background[c][i]), Math.Min(0, own));
                }
        }))], cancel);
        if (shot.Colour is { } colour && options.Despill > 0 && free.Length == 3) Despill(background, colour);
    }

    /// <summary>Over another plate.</summary>
    /// <param name="picture">Scene-linear, R, G, B.</param>
    /// <returns>The frame, and where it was changed.</returns>
    public (Frame Picture, Matte Work) Over(Frame picture)
    {
        var (made, work) = (plate.Copy(), new Matte(plate.Width, plate.Height));
        var wrap = options.Wrap > 0 ? Wrapped() : null;
        var far = wrap is null ? null : NewPlate.Blurred(picture, options.WrapSize);
        Rows.Each(threads, plate.Height, (from, to) =>
        {
            var line = new float[plate.Width];
            for (var y = from; y < to; y++)
                for (var c = 0; c < Math.Min(3, plate.Channels.Count); c++)
                    if (plate.Channels[c] != "A") Row(picture.Plane(c), far?.Plane(c), wrap, made.Plane(c), work.Coverage, c, y * plate.Width, line);
        }, cancel);
        return (made, work);
    }

    private void Row(float[] picture, float[]? far, float[]? wrap, float[] into, float[] work, int channel, int first, float[] line)
    {
        picture.AsSpan(first, line.Length).CopyTo(line);
        if (shot.Mix == MixIn.Display) Transfer.Bt1886.ToCode(line);
        for (var x = 0; x < line.Length; x++) if (coverage[first + x] > 0) line[x] = free[channel][first + x] + ((1 - coverage[first + x]) * line[x]);
        if (shot.Mix == MixIn.Display) Transfer.Bt1886.ToLight(line);
        for (var x = 0; x < line.Length; x++)
        {
            var i = first + x;
            var light = wrap?[i] ?? 0;
            if (IsOwn(i) && !(light > 0)) continue;
            // where there is nothing of the foreground the new plate stands to the bit
            var value = IsOwn(i) ? into[i] : coverage[i] > 0 ? line[x] : picture[i];
            if (light > 0 && float.IsFinite(value)) value += light * (far![i] - value);
            (into[i], work[i]) = (value, 1);
        }
    }

    /// <summary>The foreground alone, multiplied by its coverage, scene-linear, with coverage as A.</summary>
    public Frame Alone()
    {
        var alone = new Frame(plate.Width, plate.Height, "R", "G", "B", "A");
        for (var c = 0; c < 3; c++)
        {
            var (from, into) = (free[Math.Min(c, free.Length - 1)], alone.Plane(c));
            from.AsSpan(0, size).CopyTo(into);
            if (shot.Mix == MixIn.Display) Transfer.Bt1886.ToLight(into);
            for (var i = 0; i < size; i++) into[i] = coverage[i] <= 0 ? 0 : IsOwn(i) ? plate.Plane(Math.Min(c, plate.Channels.Count - 1))[i] : into[i];
        }
        coverage.CopyTo(alone.Plane(3), 0);
        return alone;
    }

    /// <summary>Whether the frame's own samples stand.</summary>
    private bool IsOwn(int i) => coverage[i] >= 1 && !spilt[i];

    /// <summary>
    /// Takes away what of the screen's colour the foreground has beyond what it has of itself: along the screen's own colour, as light that came from there.
    /// </summary>
    private void Despill(float[][] background, ScreenColour colour)
    {
        var screen = colour.In(shot.Mix);
        for (var i = 0; i < size; i++)
        {
            if (!(coverage[i] > 0)) continue;
            var full = screen.Of(background[0][i], background[1][i], background[2][i]);
            var more = screen.Of(free[0][i], free[1][i], free[2][i]) - (((coverage[i] * shot.Own) + Margin) * full);
            if (!(full > 1e-6f) || !(more > 0)) continue;
            spilt[i] = true;
            var take = (float)options.Despill * more / full;
            for (var c = 0; c < 3; c++) free[c][i] -= take * background[c][i];
        }
    }

    /// <summary>How much of the new plate's light comes over the edge.</summary>
    private float[] Wrapped()
    {
        var plane = Lanes.Plane(size);
        for (var i = 0; i < size; i++) plane[i] = 1 - coverage[i];
        Gaussian.Blur(plane, plate.Width, plate.Height, (float)options.WrapSize);
        for (var i = 0; i < size; i++) plane[i] = (float)options.Wrap * coverage[i] * plane[i];
        return plane;
    }
}
