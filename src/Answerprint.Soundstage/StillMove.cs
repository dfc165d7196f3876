using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Soundstage;

/// <summary>How the window over a still moves from the first to the last frame.</summary>
/// <param name="FromX">Middle of the window at the start, 0..1 of the still's width.</param>
/// <param name="FromY">Likewise down.</param>
/// <param name="FromScale">Width of the window at the start as a share of the still's width.</param>
/// <param name="FromDegrees">Turn at the start, clockwise.</param>
public readonly record struct StillPath(
    double FromX, double FromY, double FromScale, double FromDegrees, double ToX, double ToY, double ToScale, double ToDegrees)
{
    /// <summary>A gentle push in with a little turn, always inside the picture.</summary>
    public static StillPath Gentle { get; } = new(0.47, 0.48, 0.66, -0.8, 0.54, 0.52, 0.59, 0.8);
}

/// <summary>
/// A known camera move over a still picture: pan, zoom and turn, eased, with exact motion. Each pixel is a Lanczos-3 average of the still
/// (Duchon 1979), the kernel widened where the still is made smaller, so nothing aliases. The path must stay inside the still; beyond it
/// the edge is repeated.
/// </summary>
/// <param name="still">Scene-linear R, G, B.</param>
/// <param name="threads">The result does not depend on it.</param>
public sealed class StillMove(Frame still, StillPath path, FrameRange range, FrameRate rate, int width, int height, int threads = 1) : TruthSource
{
    private const int Fine = 512;
    private static readonly float[] Kernel = MakeKernel();

    public override FrameRange Range { get; } = range;

    public override FrameRate Rate { get; } = rate;

    public override int Width { get; } = width;

    public override int Height { get; } = height;

    public override StageFrame Render(int frame, Passes passes = Passes.Picture)
    {
        if (!Range.Contains(frame)) throw new ArgumentOutOfRangeException(nameof(frame), frame, $"the take is {Range}");
        return new(
            frame,
            passes.HasFlag(Passes.Picture) ? Picture(At(frame)) : null,
            passes.HasFlag(Passes.Next) ? Flow(At(frame), At(frame + 1)) : null,
            passes.HasFlag(Passes.Previous) ? Flow(At(frame), At(frame - 1)) : null,
            null,
            null);
    }

    /// <summary>The window at a frame as a similarity: source = middle + scale · R (pixel − centre).</summary>
    private (double X, double Y, double Cos, double Sin, double Scale) At(int frame)
    {
        var part = Range.Length > 1 ? (double)(frame - Range.Start) / (Range.Length - 1) : 0;
        var way = (0.4 * part) + (0.6 * (0.5 - (0.5 * Trigonometry.Cos(Math.PI * part))));
        // a hand never runs a straight line: a slow sway beside the way
        var sway = 0.008 * Trigonometry.Sin(2.3 * Math.PI * part);
        var turn = Wave.Mix(path.FromDegrees, path.ToDegrees, way) * Math.PI / 180;
        var x = (Wave.Mix(path.FromX, path.ToX, way) * still.Width) - 0.5;
        var y = ((Wave.Mix(path.FromY, path.ToY, way) + sway) * still.Height) - 0.5;
        var scale = Wave.Mix(path.FromScale, path.ToScale, way) * still.Width / Width;
        return (x, y, Trigonometry.Cos(turn), Trigonometry.Sin(turn), scale);
    }

    private FlowTruth Flow((double X, double Y, double Cos, double Sin, double Scale) here, (double X, double Y, double Cos, double Sin, double Scale) there)
    {
        var flow = new FlowTruth(Width, Height);
        double cx = (Width - 1) / 2.0, cy = (Height - 1) / 2.0;
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                double dx = (x - cx) * here.Scale, dy = (y - cy) * here.Scale;
                double sx = here.X + (here.Cos * dx) - (here.Sin * dy) - there.X, sy = here.Y + (here.Sin * dx) + (here.Cos * dy) - there.Y;
                double tx = (((there.Cos * sx) + (there.Sin * sy)) / there.Scale) + cx, ty = (((there.Cos * sy) - (there.Sin * sx)) / there.Scale) + cy;
                var i = (y * Width) + x;
                flow.X[i] = (float)(tx - x);
                flow.Y[i] = (float)(ty - y);
                if (tx < 0 || ty < 0 || tx > Width - 1 || ty > Height - 1) flow.Hidden[i] = 1;
            }
        }
        return flow;
    }

    private Frame Picture((double X, double Y, double Cos, double Sin, double Scale) at)
    {
        var made = new Frame(Width, Height);
        double cx = (Width - 1) / 2.0, cy = (Height - 1) / 2.0;
        var wide = Math.Max(1, at.Scale);
        var taps = (int)Math.Ceiling(6 * wide) + 1;
        Parallel.For(0, Height, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, y =>
        {
            Span<float> across = stackalloc float[taps], down = stackalloc float[taps];
            for (var x = 0; x < Width; x++)
            {
                double dx = (x - cx) * at.Scale, dy = (y - cy) * at.Scale;
                var left = Weigh(at.X + (at.Cos * dx) - (at.Sin * dy), wide, across);
                var top = Weigh(at.Y + (at.Sin * dx) + (at.Cos * dy), wide, down);
                var i = (y * Width) + x;
                for (var c = 0; c < 3; c++) made.Plane(c)[i] = Math.Max(0, Gather(still.Plane(c), left, top, across, down));
            }
        });
        return made;
    }

    private float Gather(float[] plane, int left, int top, ReadOnlySpan<float> across, ReadOnlySpan<float> down)
    {
        int w = still.Width, h = still.Height;
        float sum = 0;
        var inside = left >= 0 && left + across.Length <= w;
        for (var j = 0; j < down.Length; j++)
        {
            if (down[j] == 0) continue;
            var row = plane.AsSpan(Math.Clamp(top + j, 0, h - 1) * w, w);
            float line = 0;
            if (inside)
            {
                var part = row.Slice(left, across.Length);
                for (var i = 0; i < across.Length; i++) line += across[i] * part[i];
            }
            else
            {
                for (var i = 0; i < across.Length; i++) line += across[i] * row[Math.Clamp(left + i, 0, w - 1)];
            }
            sum += down[j] * line;
        }
        return sum;
    }

    /// <summary>Weights that add up to 1 for the samples from the returned index on.</summary>
    private static int Weigh(double at, double wide, Span<float> weights)
    {
        var first = (int)Math.Ceiling(at - (3 * wide));
        float sum = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            var far = (float)(Math.Abs(first + k - at) / wide) * Fine;
            var n = (int)far;
            var weight = n >= 3 * Fine ? 0 : Kernel[n] + ((far - n) * (Kernel[n + 1] - Kernel[n]));
            weights[k] = weight;
            sum += weight;
        }
        for (var k = 0; k < weights.Length; k++) weights[k] /= sum;
        return first;
    }

    private static float[] MakeKernel()
    {
        var kernel = new float[(3 * Fine) + 2];
        for (var n = 0; n < 3 * Fine; n++)
        {
            var x = Math.PI * n / Fine;
            kernel[n] = n == 0 ? 1 : (float)(3 * Trigonometry.Sin(x) * Trigonometry.Sin(x / 3) / (x * x));
        }
        return kernel;
    }
}
