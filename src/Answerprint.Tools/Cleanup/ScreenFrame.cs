using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;
using Answerprint.Media.Shapes;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>One screen on one frame: what is there is blurred, or another picture takes its place.</summary>
/// <param name="light">What was measured of the shot.</param>
/// <param name="index">Of the screen in the assignment.</param>
internal sealed class ScreenFrame(Assignment assignment, ScreenLight light, int index, int number, CancellationToken cancel)
{
    /// <summary>A shadow changes the light by no more than this factor.</summary>
    private const float MostShade = 16;

    private readonly ScreenWork screen = assignment.Screens[index];

    /// <summary>Changes the picture where the screen is.</summary>
    /// <param name="matte">Its coverage.</param>
    /// <param name="picture">Scene-linear; a taken out thing before the screen is gone already. Changed.</param>
    /// <param name="insert">What takes its place; null where it is blurred.</param>
    public void Draw(Frame picture, Matte matte, PicturePyramid? insert)
    {
        var made = insert is null ? Blurred(picture, matte) : Inserted(picture, matte, insert);
        if (screen.How.Grain) light.Grain.Add(made, matte.Coverage, assignment.Seed ^ ((ulong)(uint)index << 40), number, assignment.Threads, cancel);
        for (var c = 0; c < picture.Channels.Count; c++)
        {
            var (into, from) = (picture.Plane(c), made.Plane(c));
            for (var i = 0; i < into.Length; i++)
            {
                var share = matte.Coverage[i];
                if (share > 0) into[i] = share >= 1 || !float.IsFinite(into[i]) ? from[i] : (share * from[i]) + ((1 - share) * into[i]);
            }
        }
    }

    private Frame Inserted(Frame picture, Matte matte, PicturePyramid insert)
    {
        var made = picture.Copy();
        var poses = screen.How.Painted is { } painted ? Painted(painted) : Poses(insert);
        var (width, height) = (picture.Width, picture.Height);
        var shade = screen.How.Reflections == Reflections.Shade ? Shade(picture, matte) : null;
        var into = shade is null ? null : Homography.Between([.. screen.Screen.At(number).Select(p => (p.X, p.Y))], [(0, 0), (ScreenLight.Cells, 0), (ScreenLight.Cells, ScreenLight.Cells), (0, ScreenLight.Cells)]);
        var soft = screen.How.Defocus;
        Rows.Each(assignment.Threads, height, (from, to) =>
        {
            var codes = new float[picture.Channels.Count + 1][];
            for (var c = 0; c < codes.Length; c++) codes[c] = new float[poses.Count * Points(soft) * Points(soft)];
            for (var i = from * width; i < to * width; i++)
            {
                if (!(matte.Coverage[i] > 0)) continue;
                double x = i % width, y = i / width;
                // beyond its edge lies its edge: how much of a pixel it covers the matte says
                var shown = 0;
                foreach (var back in poses) shown = Sample(insert, back, x, y, soft, codes, shown);
                if (shown == 0) continue;
                var covered = Mean(codes[^1], shown);
                var gain = shade is not null && into?.At(x, y) is { } at ? ShadeAt(shade, at.X, at.Y) : 1;
                for (var c = 0; c < codes.Length - 1; c++)
                {
                    Transfer.Bt1886.ToLight(codes[c].AsSpan(0, shown));
                    var (plate, value) = (picture.Plane(c)[i], Mean(codes[c], shown));
                    if (picture.Channels[c] == "A") value = 1;
                    else value = screen.How.Reflections switch
                    {
                        Reflections.Screen => value + (float.IsFinite(plate) ? covered * plate : 0),
                        Reflections.Multiply => value * (float.IsFinite(plate) ? plate / light.Whites[index] : 1),
                        _ => value * gain,
                    };
                    // its light is multiplied by its coverage already; the rest is seen through
                    made.Plane(c)[i] = covered >= 1 || !float.IsFinite(plate) ? value : value + ((1 - covered) * plate);
                }
            }
        }, cancel);
        return made;
    }

    /// <summary>How many pixels of the picture fall on one of the plate there: the root of the area.</summary>
    private static double? Scale(Homography back, double x, double y)
    {
        if (back.At(x, y) is not { } p) return null;
        var w = (back.G * x) + (back.H * y) + back.I;
        double ax = (back.A - (back.G * p.X)) / w, ay = (back.B - (back.H * p.X)) / w, bx = (back.D - (back.G * p.Y)) / w, by = (back.E - (back.H * p.Y)) / w;
        return Math.Sqrt(Math.Abs((ax * by) - (ay * bx)));
    }

    private static int Points(double soft) => soft > 1 ? 4 : 2;

    private static float Mean(float[] values, int count)
    {
        var sum = 0f;
        for (var n = 0; n < count; n++) sum += values[n];
        return sum / count;
    }

    /// <summary>Samples of one pixel in display encoding, as many points each way as have the variance of a pixel and of the lens together.</summary>
    /// <param name="codes">By channel, coverage last; filled from <paramref name="at"/> on.</param>
    /// <returns>Where the next go.</returns>
    private static int Sample(PicturePyramid insert, Homography back, double x, double y, double soft, float[][] codes, int at)
    {
        if (Scale(back, x, y) is not { } scale) return at;
        var sigma = Math.Sqrt((1 / 12.0) + (soft * soft));
        var side = Points(soft);
        var apart = side == 2 ? 2 * sigma : sigma / Math.Sqrt(1.25);
        var step = scale * Math.Max(0.5, 0.6 * apart);
        for (var v = 0; v < side; v++)
            for (var u = 0; u < side; u++)
            {
                if (back.At(x + ((u - ((side - 1) / 2.0)) * apart), y + ((v - ((side - 1) / 2.0)) * apart)) is not { } p) continue;
                for (var c = 0; c < codes.Length - 1; c++) codes[c][at] = insert.Sample(insert.ChannelFor(c), p.X, p.Y, step);
                codes[^1][at] = insert.Alpha < 0 ? 1 : Math.Clamp(insert.Sample(insert.Alpha, p.X, p.Y, step), 0, 1);
                at++;
            }
        return at;
    }

    /// <summary>From the plate to the picture that fills the corners, for each moment that the shutter is open.</summary>
    private List<Homography> Poses(PicturePyramid insert)
    {
        (double, double)[] edges = [(-0.5, -0.5), (insert.Width - 0.5, -0.5), (insert.Width - 0.5, insert.Height - 0.5), (-0.5, insert.Height - 0.5)];
        return [.. ScreenSweep.Poses(screen.Screen, number, screen.How.Shutter).Select(pose => Homography.Between([.. pose.Select(p => (p.X, p.Y))], edges)).OfType<Homography>()];
    }

    /// <summary>From the plate to its frame that somebody painted.</summary>
    private List<Homography> Painted(int painted)
    {
        List<(double, double)> there = [.. screen.Screen.At(painted).Select(p => (p.X, p.Y))];
        return [.. ScreenSweep.Poses(screen.Screen, number, number == painted ? 0 : screen.How.Shutter).Select(pose => Homography.Between([.. pose.Select(p => (p.X, p.Y))], there)).OfType<Homography>()];
    }

    /// <summary>By how much each part of the screen is lighter on this frame than over the shot.</summary>
    private float[] Shade(Frame picture, Matte matte)
    {
        var (own, usual) = (ScreenLight.Light(picture, matte, screen.Screen.At(number)), light.Spreads[index]);
        var ratio = own.Select((v, n) => v > 0 && usual[n] > 0 ? Math.Clamp(v / usual[n], 1 / MostShade, MostShade) : 0).ToArray();
        // parts that are not seen are as those around them, then all are smoothed
        for (var round = 0; round < 2 * ScreenLight.Cells && ratio.Contains(0) && ratio.Any(r => r > 0); round++) ratio = Around(ratio, onlyEmpty: true);
        return ratio.Any(r => r > 0) ? Around(ratio, onlyEmpty: false) : [.. ratio.Select(_ => 1f)];
    }

    private static float[] Around(float[] cells, bool onlyEmpty)
    {
        const int size = ScreenLight.Cells;
        var smooth = new float[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var (sum, weight) = (0f, 0f);
            for (var dy = -1; dy <= 1; dy++)
                for (var dx = -1; dx <= 1; dx++)
                {
                    int x = (i % size) + dx, y = (i / size) + dy;
                    if (x < 0 || y < 0 || x >= size || y >= size || !(cells[(y * size) + x] > 0)) continue;
                    var w = (dx == 0 ? 2f : 1) * (dy == 0 ? 2 : 1);
                    (sum, weight) = (sum + (w * cells[(y * size) + x]), weight + w);
                }
            smooth[i] = onlyEmpty && cells[i] > 0 ? cells[i] : weight > 0 ? sum / weight : 0;
        }
        return smooth;
    }

    private static float ShadeAt(float[] cells, double x, double y)
    {
        const int size = ScreenLight.Cells;
        double u = Math.Clamp(x - 0.5, 0, size - 1), v = Math.Clamp(y - 0.5, 0, size - 1);
        int i = Math.Min((int)u, size - 2), j = Math.Min((int)v, size - 2);
        float fx = (float)(u - i), fy = (float)(v - j);
        return ((1 - fy) * (((1 - fx) * cells[(j * size) + i]) + (fx * cells[(j * size) + i + 1]))) + (fy * (((1 - fx) * cells[((j + 1) * size) + i]) + (fx * cells[((j + 1) * size) + i + 1])));
    }

    /// <summary>The mean light around each pixel, of the screen alone: nothing of what is beside it runs in.</summary>
    private Frame Blurred(Frame picture, Matte matte)
    {
        var made = picture.Copy();
        var sigma = (float)(screen.How.Blur!.Value * Math.Sqrt(Area(screen.Screen.At(number)) / Math.Max(1, Area(screen.Screen.At(screen.Screen.Keys.Keys.Min())))));
        if (Masks.Bounds(Array.ConvertAll(matte.Coverage, c => c > 0), matte.Width) is not { } box) return made;
        int w = box.X1 - box.X0 + 1, h = box.Y1 - box.Y0 + 1;
        var planes = Enumerable.Range(0, picture.Channels.Count).Where(c => picture.Channels[c] != "A").ToList();
        Rows.All(assignment.Threads, [.. planes.Select(c => (Action)(() =>
        {
            var (sum, weight) = (Lanes.Plane(w * h), Lanes.Plane(w * h));
            for (var i = 0; i < w * h; i++)
            {
                var at = ((box.Y0 + (i / w)) * matte.Width) + box.X0 + (i % w);
                // the soft edge is half of what lies beside it
                var share = matte.Coverage[at] * matte.Coverage[at] * matte.Coverage[at];
                var value = picture.Plane(c)[at];
                if (float.IsFinite(value)) (sum[i], weight[i]) = (share * value, share);
            }
            Blur(sum, w, h, sigma);
            Blur(weight, w, h, sigma);
            for (var i = 0; i < w * h; i++)
            {
                var at = ((box.Y0 + (i / w)) * matte.Width) + box.X0 + (i % w);
                if (matte.Coverage[at] > 0 && weight[i] > 1e-6f) made.Plane(c)[at] = sum[i] / weight[i];
            }
        }))], cancel);
        return made;
    }

    /// <summary>Nothing lies beyond the borders: they are padded with 0 and not repeated.</summary>
    private static void Blur(float[] plane, int w, int h, float sigma)
    {
        var pad = (int)MathF.Ceiling(3 * sigma);
        int wide = w + (2 * pad), high = h + (2 * pad);
        var padded = Lanes.Plane(wide * high);
        for (var y = 0; y < h; y++) plane.AsSpan(y * w, w).CopyTo(padded.AsSpan(((y + pad) * wide) + pad));
        Gaussian.Blur(padded, wide, high, sigma);
        for (var y = 0; y < h; y++) padded.AsSpan(((y + pad) * wide) + pad, w).CopyTo(plane.AsSpan(y * w));
    }

    private static double Area(IReadOnlyList<ShapePoint> p) => Math.Abs(Enumerable.Range(0, 4).Sum(n => (p[n].X * p[(n + 1) % 4].Y) - (p[(n + 1) % 4].X * p[n].Y)) / 2);
}
