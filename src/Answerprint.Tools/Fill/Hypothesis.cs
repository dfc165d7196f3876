using Answerprint.Media.Filters;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>One belief of how two frames move into each other.</summary>
internal sealed class Hypothesis
{
    public Hypothesis(string name, SourceFrame a, SourceFrame b, FlowField forward, FlowField backward, bool regular, float penalty)
    {
        Name = name;
        Forward = forward;
        Backward = backward;
        Regular = regular;
        Penalty = penalty;
        ImportanceA = regular ? Importance(a, b, forward, backward) : Ones(a.Codes.Length);
        ImportanceB = regular ? Importance(b, a, backward, forward) : ImportanceA;
    }

    public string Name { get; }

    /// <summary>From a to b.</summary>
    public FlowField Forward { get; }

    /// <summary>From b to a.</summary>
    public FlowField Backward { get; }

    /// <summary>Whether it was searched for pixel by pixel: then it is judged when it lands, and smoothed by a median.</summary>
    public bool Regular { get; }

    /// <summary>What it costs to believe it, in cost units.</summary>
    public float Penalty { get; }

    public float[] ImportanceA { get; }

    public float[] ImportanceB { get; }

    // exp(−.08 |a − b moved| − .3 |there and back|): who is right where two land on one pixel
    private static float[] Importance(SourceFrame a, SourceFrame b, FlowField there, FlowField back)
    {
        var weights = Lanes.Plane(a.Width * a.Height);
        for (var y = 0; y < a.Height; y++)
        {
            for (var x = 0; x < a.Width; x++)
            {
                var i = (y * a.Width) + x;
                float fx = there.X(i), fy = there.Y(i);
                var (bx, by) = back.At(x + fx, y + fy);
                var error = MathF.Abs(a.Codes[i] - b.Luma.Bilinear(x + fx, y + fy));
                var loop = MathF.Sqrt(((fx + bx) * (fx + bx)) + ((fy + by) * (fy + by)));
                weights[i] = -MathF.Min((0.08f * error) + (0.3f * loop), 20);
            }
        }
        for (var i = 0; i < weights.Length; i += Lanes.Count) Lanes.Store(Lanes.Exp(Lanes.Load(weights, i)), weights, i);
        return weights;
    }

    private static float[] Ones(int size)
    {
        var ones = new float[size];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
