using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Reframe;

/// <summary>A turn, a change of size and a shift of the whole picture about its middle.</summary>
/// <param name="X">Pixels to the right.</param>
/// <param name="Y">Pixels down.</param>
/// <param name="Turn">Radians, clockwise as seen.</param>
/// <param name="Size">Natural logarithm of the scale.</param>
internal readonly record struct Pose(double X, double Y, double Turn, double Size)
{
    /// <summary>First this, then another.</summary>
    public Pose Then(Pose next)
    {
        var (sin, cos) = Math.SinCos(next.Turn);
        var scale = Math.Exp(next.Size);
        return new((scale * ((cos * X) - (sin * Y))) + next.X, (scale * ((sin * X) + (cos * Y))) + next.Y, Turn + next.Turn, Size + next.Size);
    }

    /// <summary>The way back.</summary>
    public Pose Back()
    {
        var (sin, cos) = Math.SinCos(-Turn);
        var scale = Math.Exp(-Size);
        return new(-scale * ((cos * X) - (sin * Y)), -scale * ((sin * X) + (cos * Y)), -Turn, -Size);
    }

    /// <summary>As a map of pixels, row by row, about a middle.</summary>
    public double[] Rows(double middleX, double middleY)
    {
        var (sin, cos) = Math.SinCos(Turn);
        double a = Math.Exp(Size) * cos, b = Math.Exp(Size) * sin;
        return [a, -b, middleX + X - (a * middleX) + (b * middleY), b, a, middleY + Y - (b * middleX) - (a * middleY), 0, 0, 1];
    }
}

/// <summary>
/// How the picture moves from frame to frame, added up: what most of it does (features and one plane, then dense flow, then a similarity by Cauchy weights), so that what moves in front of the set counts little. A cut
/// begins a new path.
/// </summary>
/// <param name="Poses">Frame → where the picture of the path's first frame went.</param>
/// <param name="Starts">Frames at which a path begins.</param>
internal sealed record CameraPath(IReadOnlyDictionary<int, Pose> Poses, IReadOnlyList<int> Starts)
{
    private const int Wide = 640, Rounds = 12;

    /// <summary>Pixels by which a place may miss, that counts half.</summary>
    private const double Doubt = 0.4;

    /// <summary>Less in common than this is another shot.</summary>
    private const double Sure = 1;

    public static CameraPath Of(Clip clip, IReadOnlyList<int> frames, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        var (poses, starts) = (new Dictionary<int, Pose>(), new List<int>());
        var factor = Math.Max(1, (clip.Width + (Wide / 2)) / Wide);
        SourceFrame? last = null;
        var pose = default(Pose);
        for (var i = 0; i < frames.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var now = new SourceFrame(frames[i], Reduction.Of(clip.Read(frames[i]), factor), 1);
            if (last is null || Likeness.AtLeast(last, now) is { Score: < 1.6 } && Likeness.Of(last, now).Score < Sure)
            {
                starts.Add(frames[i]);
                pose = default;
            }
            else pose = pose.Then(Step(last.Small, now.Small, threads, cancel) is var step ? step with { X = step.X * factor, Y = step.Y * factor } : default);
            poses[frames[i]] = pose;
            last = now;
            progress?.Report((i + 1.0) / frames.Count);
        }
        return new(poses, starts);
    }

    private static Pose Step(LumaPicture a, LumaPicture b, int threads, CancellationToken cancel)
    {
        var plane = Features.Of(a).PlaneTo(Features.Of(b)) ?? new Homography(1, 0, 0, 0, 1, 0, 0, 0, 1);
        float reach = a.Width + a.Height;
        var pulled = b.Pulled((x, y) => plane.At(x, y, reach));
        FlowField? there = null, back = null;
        Rows.All(threads, [() => there = FlowSolver.Medium.Solve(a, pulled), () => back = FlowSolver.Medium.Solve(pulled, a)], cancel);
        var places = new List<(double X, double Y, double U, double V)>();
        double cx = (a.Width - 1) / 2.0, cy = (a.Height - 1) / 2.0;
        for (var y = 4; y < a.Height - 4; y += 4)
        {
            for (var x = 4; x < a.Width - 4; x += 4)
            {
                var i = (y * a.Width) + x;
                float px = x + there!.X(i), py = y + there.Y(i);
                var (u, v) = back!.At(Math.Clamp(px, 0, a.Width - 1), Math.Clamp(py, 0, a.Height - 1));
                if (Math.Abs(u + there.X(i)) + Math.Abs(v + there.Y(i)) > 0.7 || !IsTextured(a, x, y) || plane.At(px, py) is not { } q) continue;
                places.Add((x - cx, y - cy, q.X - cx, q.Y - cy));
            }
        }
        return places.Count < 20 ? default : Similarity(places);
    }

    /// <summary>u = a·x − b·y + c, v = b·x + a·y + d, by iterated weights.</summary>
    private static Pose Similarity(List<(double X, double Y, double U, double V)> places)
    {
        double a = 1, b = 0, c = Median(places.Select(p => p.U - p.X)), d = Median(places.Select(p => p.V - p.Y));
        for (var round = 0; round < Rounds; round++)
        {
            var (m, v) = (new double[4, 4], new double[4]);
            foreach (var p in places)
            {
                double ru = (a * p.X) - (b * p.Y) + c - p.U, rv = (b * p.X) + (a * p.Y) + d - p.V;
                var w = 1 / (1 + (((ru * ru) + (rv * rv)) / (Doubt * Doubt)));
                double[] j = [p.X, -p.Y, 1, 0], k = [p.Y, p.X, 0, 1];
                for (var r = 0; r < 4; r++)
                {
                    v[r] += w * ((j[r] * p.U) + (k[r] * p.V));
                    for (var s = 0; s < 4; s++) m[r, s] += w * ((j[r] * j[s]) + (k[r] * k[s]));
                }
            }
            if (LinearSystem.Solve(m, v) is not [var na, var nb, var nc, var nd]) break;
            (a, b, c, d) = (na, nb, nc, nd);
        }
        return new(c, d, Math.Atan2(b, a), Math.Log(Math.Sqrt((a * a) + (b * b))));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted ? sorted[sorted.Length / 2] : 0;

    private static bool IsTextured(LumaPicture a, int x, int y)
    {
        var i = (y * a.Width) + x;
        int across = Math.Abs(a.Pixels[i + 2] - a.Pixels[i - 2]), down = Math.Abs(a.Pixels[i + (2 * a.Width)] - a.Pixels[i - (2 * a.Width)]);
        return across + down > 6;
    }

    /// <summary>Frame → the pose that it should have.</summary>
    /// <param name="smooth">Frames to each side; null: the camera stands.</param>
    public IReadOnlyDictionary<int, Pose> Steadied(int? smooth)
    {
        var aims = new Dictionary<int, Pose>();
        List<int> frames = [.. Poses.Keys.Order()];
        for (var s = 0; s < Starts.Count; s++)
        {
            List<int> run = [.. frames.Where(f => f >= Starts[s] && (s + 1 == Starts.Count || f < Starts[s + 1]))];
            if (smooth is not { } reach)
            {
                // in the middle of where it went, so that as little as may be is lost at each side
                Pose least = new(run.Min(f => Poses[f].X), run.Min(f => Poses[f].Y), run.Min(f => Poses[f].Turn), run.Min(f => Poses[f].Size)), most = new(run.Max(f => Poses[f].X), run.Max(f => Poses[f].Y), run.Max(f => Poses[f].Turn), run.Max(f => Poses[f].Size));
                foreach (var f in run) aims[f] = new((least.X + most.X) / 2, (least.Y + most.Y) / 2, (least.Turn + most.Turn) / 2, (least.Size + most.Size) / 2);
                continue;
            }
            for (var n = 0; n < run.Count; n++) aims[run[n]] = new(Local(run, n, reach, p => p.X), Local(run, n, reach, p => p.Y), Local(run, n, reach, p => p.Turn), Local(run, n, reach, p => p.Size));
        }
        return aims;
    }

    /// <summary>A line through the frames around one, weighted by nearness (Cleveland 1979).</summary>
    private double Local(List<int> run, int n, int reach, Func<Pose, double> of)
    {
        double w = 0, x = 0, y = 0, xx = 0, xy = 0;
        for (var k = Math.Max(0, n - reach); k <= Math.Min(run.Count - 1, n + reach); k++)
        {
            var far = Math.Abs(k - n) / (reach + 1.0);
            double weight = Math.Pow(1 - (far * far * far), 3), at = k - n, value = of(Poses[run[k]]);
            (w, x, y, xx, xy) = (w + weight, x + (weight * at), y + (weight * value), xx + (weight * at * at), xy + (weight * at * value));
        }
        var det = (w * xx) - (x * x);
        return det > 1e-9 ? ((xx * y) - (x * xy)) / det : y / w;
    }
}
