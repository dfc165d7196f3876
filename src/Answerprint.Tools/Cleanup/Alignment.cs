using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Cleanup;

/// <summary>How another frame lies under the surroundings of a hole: where each pixel is found in it, and how far wrong that is around there.</summary>
internal sealed class Alignment
{
    /// <summary>Analysis pixels around a hole that are looked at.</summary>
    public const int Margin = 48;

    /// <summary>Errors are told over so many analysis pixels.</summary>
    private const float ErrorSigma = 5;

    /// <summary>Frames are taken to stand still to each other where no pixel of the surroundings moves so far.</summary>
    private const double Still = 0.35;

    /// <summary>Up to here what was found to move may be the noise of what was found.</summary>
    private const double NearlyStill = 2;

    /// <summary>What it costs more to take a frame as it stands although the plane seems to move, in codes.</summary>
    private const float StillThough = 3;

    /// <summary>See <see cref="Moved"/>.</summary>
    private const float MovedThough = 2;

    /// <summary>See <see cref="Guess"/>: a plane goes on behind a hole, a flow is drawn in from its edge.</summary>
    private const float PlaneGuess = 0.075f, FlowGuess = 0.3f;

    private static readonly Homography identity = new(1, 0, 0, 0, 1, 0, 0, 0, 1);

    private readonly int left, top, width, height;
    private readonly Homography plane;
    private readonly float[]? across, down;
    private readonly float[] error;

    private Alignment((int X, int Y, int Width, int Height) crop, Homography plane, float[]? across, float[]? down, float[] error, float guess, float moved)
    {
        (Guess, Moved, IsWhole) = (guess, moved, guess == 0);
        (left, top, width, height) = crop;
        (this.plane, this.across, this.down, this.error) = (plane, across, down, error);
    }

    /// <summary>What a pixel costs more for each analysis pixel that it lies within the hole, in codes: how much of the motion there is guessed.</summary>
    public float Guess { get; }

    /// <summary>What it costs more that pixels are drawn from between pixels although the camera stands still, or as they stand although it seems to move, in codes.</summary>
    public float Moved { get; }

    /// <summary>Every pixel is drawn from its own place, so no kernel reaches beside it.</summary>
    public bool IsWhole { get; }

    /// <summary>The ways in which <paramref name="other"/> may lie under <paramref name="own"/>: as it stands where nothing moves, moved as one plane, and moved as a plane and then pixel by pixel.</summary>
    /// <param name="bounds">Of the hole, in analysis pixels, both ends within.</param>
    public static IReadOnlyList<Alignment> Find(HoleFrame own, HoleFrame other, (int X0, int Y0, int X1, int Y1) bounds)
    {
        var crop = Crop(own, bounds);
        var moved = own.Features.PlaneTo(other.Features);
        var ways = new List<Alignment>();
        var still = moved is null || Moves(moved.Value, own, crop) < Still;
        var moves = still ? MovedThough : 0;
        if (still || Moves(moved!.Value, own, crop) < NearlyStill) ways.Add(Of(own, other, crop, identity, null, null, 0, still ? 0 : StillThough));
        if (moved is { } found && !(still && Moves(found, own, crop) < 1.0 / 64)) ways.Add(Of(own, other, crop, found, null, null, PlaneGuess, moves));
        var under = moved ?? identity;
        var (across, down) = Residual(own, other, crop, under);
        ways.Add(Of(own, other, crop, under, across, down, FlowGuess, moves));
        return ways;
    }

    /// <summary>The other frame as it stands, whether or not the camera does: how wrong that is is told like that of the other ways.</summary>
    public static Alignment AsItStands(HoleFrame own, HoleFrame other, (int X0, int Y0, int X1, int Y1) bounds) => Of(own, other, Crop(own, bounds), identity, null, null, 0, 0);

    /// <summary>Where a pixel of the picture is found in the other frame, in its pixels.</summary>
    public (float X, float Y) At(float x, float y, int factor)
    {
        var o = (factor - 1) / 2f;
        float u = (x - o) / factor, v = (y - o) / factor;
        var (px, py) = plane.At(u, v, 4096);
        if (across is not null)
        {
            px += Sampled(across, u, v);
            py += Sampled(down!, u, v);
        }
        return ((px * factor) + o, (py * factor) + o);
    }

    /// <summary>By how many display codes of 255 the surroundings are wrong, near a pixel of the picture.</summary>
    public float ErrorAt(float x, float y, int factor)
    {
        var o = (factor - 1) / 2f;
        return Sampled(error, (x - o) / factor, (y - o) / factor);
    }

    private static (int X, int Y, int Width, int Height) Crop(HoleFrame own, (int X0, int Y0, int X1, int Y1) bounds)
    {
        int x0 = Math.Max(0, bounds.X0 - Margin), y0 = Math.Max(0, bounds.Y0 - Margin), x1 = Math.Min(own.Width - 1, bounds.X1 + Margin), y1 = Math.Min(own.Height - 1, bounds.Y1 + Margin);
        return (x0, y0, x1 - x0 + 1, y1 - y0 + 1);
    }

    private float Sampled(float[] plane, float u, float v)
    {
        u = Math.Clamp(u - left, 0, width - 1);
        v = Math.Clamp(v - top, 0, height - 1);
        int x = Math.Min((int)u, Math.Max(0, width - 2)), y = Math.Min((int)v, Math.Max(0, height - 2));
        float fx = u - x, fy = v - y;
        int right = width > 1 ? 1 : 0, below = height > 1 ? width : 0, i = (y * width) + x;
        var upper = plane[i] + (fx * (plane[i + right] - plane[i]));
        var lower = plane[i + below] + (fx * (plane[i + below + right] - plane[i + below]));
        return upper + (fy * (lower - upper));
    }

    private static double Moves(Homography plane, HoleFrame own, (int X, int Y, int Width, int Height) crop)
    {
        var most = 0.0;
        foreach (var (x, y) in new[] { (crop.X, crop.Y), (crop.X + crop.Width - 1, crop.Y), (crop.X, crop.Y + crop.Height - 1), (crop.X + crop.Width - 1, crop.Y + crop.Height - 1) })
        {
            var (u, v) = plane.At(x, y, own.Width + own.Height);
            most = Math.Max(most, Math.Max(Math.Abs(u - x), Math.Abs(v - y)));
        }
        return most;
    }

    /// <summary>What is left of the motion after the plane's, by DIS flow; within holes from around them.</summary>
    private static (float[] Across, float[] Down) Residual(HoleFrame own, HoleFrame other, (int X, int Y, int Width, int Height) crop, Homography plane)
    {
        var (w, h) = (crop.Width, crop.Height);
        var (a, b) = (new byte[w * h], new byte[w * h]);
        var luma = new PaddedPlane(Array.ConvertAll(other.Luma.Pixels, p => (float)p), other.Width, other.Height);
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                a[(y * w) + x] = own.Luma.Pixels[((y + crop.Y) * own.Width) + x + crop.X];
                var (u, v) = plane.At(x + crop.X, y + crop.Y, 4096);
                b[(y * w) + x] = (byte)(Math.Clamp(luma.Bilinear(u, v), 0, 255) + 0.5f);
            }
        var flow = FlowSolver.Fast.Solve(new(w, h, a), new(w, h, b));
        var (across, down, known) = (new float[w * h], new float[w * h], new bool[w * h]);
        var sound = Sound(own, other, crop, plane, null, null, 2);
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = sound[i];
            // places in the pulled picture, taken back through the plane at first order: it is nearly the identity beside them
            var (x, y) = (i % w, i / w);
            var (u, v) = plane.At(x + crop.X, y + crop.Y, 4096);
            var (u2, v2) = plane.At(x + crop.X + flow.X(i), y + crop.Y + flow.Y(i), 4096);
            (across[i], down[i]) = (u2 - u, v2 - v);
        }
        PushPull.Fill(w, h, known, across, down);
        return (across, down);
    }

    /// <summary>Which pixels of a crop lie beside holes of both frames and inside the other frame.</summary>
    private static bool[] Sound(HoleFrame own, HoleFrame other, (int X, int Y, int Width, int Height) crop, Homography plane, float[]? across, float[]? down, int distance)
    {
        var (w, h) = (crop.Width, crop.Height);
        var bad = new bool[w * h];
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var i = (y * w) + x;
                if (own.Hole[((y + crop.Y) * own.Width) + x + crop.X]) { bad[i] = true; continue; }
                var (u, v) = plane.At(x + crop.X, y + crop.Y, 4096);
                if (across is not null) (u, v) = (u + across[i], v + down![i]);
                var (cx, cy) = ((int)MathF.Floor(u + 0.5f), (int)MathF.Floor(v + 0.5f));
                bad[i] = cx < 0 || cy < 0 || cx >= other.Width || cy >= other.Height || other.Hole[(cy * other.Width) + cx];
            }
        return Array.ConvertAll(Masks.Grown(bad, w, h, distance), b => !b);
    }

    private static Alignment Of(HoleFrame own, HoleFrame other, (int X, int Y, int Width, int Height) crop, Homography plane, float[]? across, float[]? down, float guess, float moved)
    {
        var (w, h) = (crop.Width, crop.Height);
        var sound = Sound(own, other, crop, plane, across, down, 1);
        var codes = new PaddedPlane(other.Codes.AsSpan(0, other.Width * other.Height), other.Width, other.Height);
        var (errors, weights) = (Lanes.Plane(w * h), Lanes.Plane(w * h));
        for (var i = 0; i < w * h; i++)
        {
            if (!sound[i]) continue;
            var (x, y) = ((i % w) + crop.X, (i / w) + crop.Y);
            var (u, v) = plane.At(x, y, 4096);
            if (across is not null) (u, v) = (u + across[i], v + down![i]);
            errors[i] = Math.Min(40, MathF.Abs(codes.Bilinear(u, v) - own.Codes[(y * own.Width) + x]));
            weights[i] = 1;
        }
        Gaussian.Blur(errors, w, h, ErrorSigma);
        Gaussian.Blur(weights, w, h, ErrorSigma);
        var known = new bool[w * h];
        var wrong = new float[w * h];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = weights[i] > 0.02f;
            wrong[i] = known[i] ? errors[i] / weights[i] : 40;
        }
        if (known.Contains(true)) PushPull.Fill(w, h, known, wrong);
        return new(crop, plane, across, down, wrong, guess, moved);
    }
}
