using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>All hypotheses of how two real frames move into each other. The first is the one that deviations are measured on.</summary>
internal sealed class PairMotion
{
    private PairMotion(SourceFrame a, SourceFrame b, IReadOnlyList<Hypothesis> hypotheses)
    {
        A = a;
        B = b;
        Hypotheses = hypotheses;
        Between = b.Number - a.Number - 1;
    }

    private PairMotion(PairMotion other, int between)
        : this(other.A, other.B, other.Hypotheses) => Between = between;

    /// <summary>The same, where fewer frames are made than numbers lie between.</summary>
    public PairMotion Of(int between) => new(this, between);

    public SourceFrame A { get; }

    public SourceFrame B { get; }

    public IReadOnlyList<Hypothesis> Hypotheses { get; }

    /// <summary>Frames that are made between the two: over more of them less is known.</summary>
    public int Between { get; }

    public Hypothesis Main => Hypotheses[0];

    /// <param name="lean">Only the fine flow, the leap and stillness: enough to compare ways of filling.</param>
    public static PairMotion Find(SourceFrame a, SourceFrame b, FlowStore flows, int threads, CancellationToken cancel, bool lean = false)
    {
        var (p, q) = (a.Small, b.Small);
        if (lean) return Lean(a, b, flows, threads, cancel);
        FlowField forward = null!, backward = null!, farForward = null!, farBackward = null!, leapForward = null!, leapBackward = null!;
        FlowField? planeForward = null, planeBackward = null;
        Homography? plane = null;
        Rows.All(threads,
        [
            () => forward = flows.Fine(a, b),
            () => backward = flows.Fine(b, a),
            () => farForward = FlowSolver.Coarse.Solve(p, q),
            () => farBackward = FlowSolver.Coarse.Solve(q, p),
            () => leapForward = Leap(p, q),
            () => leapBackward = Leap(q, p),
            () => plane = Homography.Find(p, q, Math.Max(1, (a.Width + 320) / 640)),
        ], cancel);
        var back = plane?.Inverse();
        if (plane is { } h && back is { } g)
        {
            Rows.All(threads,
            [
                () => planeForward = Along(h, p, q),
                () => planeBackward = Along(g, q, p),
            ], cancel);
        }
        var made = new Hypothesis[6];
        var pieces = new List<Action>
        {
            () => made[0] = new("fine", a, b, forward, backward, regular: true, 0),
            () => made[1] = new("far", a, b, farForward, farBackward, regular: true, 0),
            () => made[2] = new("leap", a, b, leapForward, leapBackward, regular: true, 0),
            () => made[3] = new("still", a, b, FlowField.Still(a.Width, a.Height), FlowField.Still(a.Width, a.Height), regular: false, 1),
        };
        if (planeForward is not null)
        {
            pieces.Add(() => made[4] = new("plane", a, b, plane!.Value.Flow(a.Width, a.Height), back!.Value.Flow(a.Width, a.Height), regular: false, 1));
            pieces.Add(() => made[5] = new("along", a, b, planeForward, planeBackward!, regular: true, 0));
        }
        Rows.All(threads, pieces, cancel);
        return new(a, b, [.. made.Where(m => m is not null)]);
    }

    private static PairMotion Lean(SourceFrame a, SourceFrame b, FlowStore flows, int threads, CancellationToken cancel)
    {
        var there = new FlowField[2];
        var back = new FlowField[2];
        Rows.All(threads,
        [
            () => there[0] = flows.Fine(a, b), () => back[0] = flows.Fine(b, a),
            () => there[1] = Leap(a.Small, b.Small), () => back[1] = Leap(b.Small, a.Small),
        ], cancel);
        var still = FlowField.Still(a.Width, a.Height);
        return new(a, b,
        [
            new("fine", a, b, there[0], back[0], regular: true, 0),
            new("leap", a, b, there[1], back[1], regular: true, 0),
            new("still", a, b, still, still, regular: false, 1),
        ]);
    }

    /// <summary>Exhaustive search for large motion, refined.</summary>
    private static FlowField Leap(LumaPicture a, LumaPicture b)
    {
        var coarse = BlockSearch.Find(a, b, 4 * Math.Max(1, (a.Width + 320) / 640));
        var moved = b.Pulled((x, y) =>
        {
            var i = (y * a.Width) + x;
            return (x + coarse.X(i), y + coarse.Y(i));
        });
        return Composed(FlowSolver.Fast.Solve(a, moved), (x, y) => coarse.At(x, y));
    }

    /// <summary>The plane's motion, refined by what is left.</summary>
    private static FlowField Along(Homography plane, LumaPicture a, LumaPicture b)
    {
        float reach = a.Width + a.Height;
        var moved = b.Pulled((x, y) => plane.At(x, y, reach));
        return Composed(FlowSolver.Medium.Solve(a, moved), (x, y) =>
        {
            var (px, py) = plane.At(x, y, reach);
            return (px - x, py - y);
        });
    }

    // first the rest, then what the second picture was moved by
    private static FlowField Composed(FlowField rest, Func<float, float, (float X, float Y)> first)
    {
        var flow = new FlowField(rest.Width, rest.Height);
        for (var y = 0; y < rest.Height; y++)
        {
            for (var x = 0; x < rest.Width; x++)
            {
                var i = (y * rest.Width) + x;
                float rx = rest.X(i), ry = rest.Y(i);
                var (fx, fy) = first(x + rx, y + ry);
                flow.Values[2 * i] = rx + fx;
                flow.Values[(2 * i) + 1] = ry + fy;
            }
        }
        return flow;
    }
}
