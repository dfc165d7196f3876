using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Continuity;

/// <summary>What two neighbouring frames say of each other.</summary>
/// <param name="Frame">The later of the two.</param>
/// <param name="Change">Mean difference of the fiftieth of blocks that differ most, display codes.</param>
/// <param name="Alike">What they have in common (<see cref="Likeness.Score"/>).</param>
/// <param name="Stops">By how much the later one is lighter, R, G, B.</param>
/// <param name="Seen">Share that light was compared on.</param>
/// <param name="Pace">Motion against that of the pair before, along the same way; NaN where too little moves.</param>
internal sealed record PairStudy(int Frame, double Change, double Alike, double[] Stops, double Seen, double Pace)
{
    /// <summary>By how much the later one is lighter in all, stops.</summary>
    public double Lighter => (0.25 * Stops[0]) + (0.6 * Stops[1]) + (0.15 * Stops[2]);
}

/// <summary>A frame as it is compared with the next; about 320 pixels wide.</summary>
internal sealed class StudiedFrame
{
    private const int Wide = 320, Block = 6;

    /// <summary>Two frames that have less in common are looked at closely.</summary>
    private const double Doubtful = 1.6;

    /// <summary>Pixels a frame that count as motion, and share of the picture that must move so.</summary>
    private const double Moves = 0.6, LeastMoving = 0.02;

    private StudiedFrame(int number, SourceFrame small, SeenLight light) => (Number, Small, Light) = (number, small, light);

    public int Number { get; }

    private SourceFrame Small { get; }

    private SeenLight Light { get; }

    /// <summary>Motion from this frame to the next, once it was compared with it.</summary>
    private FlowField? Onward { get; set; }

    public static StudiedFrame Of(int number, Frame frame) => new(number, new SourceFrame(number, Reduction.Of(frame, Math.Max(1, (frame.Width + (Wide / 2)) / Wide)), 1), SeenLight.Of(frame, Wide));

    /// <summary>Compares a frame with the one before it.</summary>
    /// <param name="earlier">The frame before that one, where there is one.</param>
    public static PairStudy Pair(StudiedFrame? earlier, StudiedFrame before, StudiedFrame now, int threads, CancellationToken cancel)
    {
        ColourPairs? light = null;
        var alike = default(Likeness);
        Rows.All(threads,
        [
            () => before.Onward = FlowSolver.Medium.Solve(before.Small.Small, now.Small.Small),
            () => alike = Likeness.AtLeast(before.Small, now.Small),
            () => light = ColourPairs.Neighbours(before.Light, now.Light, 1, cancel),
        ], cancel);
        if (alike.Score < Doubtful) alike = Likeness.Of(before.Small, now.Small);
        return new(now.Number, Change(before.Small, now.Small), alike.Score, light!.Stops(), light.Overlap, earlier?.Onward is { } past ? Pace(past, before.Onward!) : double.NaN);
    }

    private static double Change(SourceFrame a, SourceFrame b)
    {
        var blocks = new List<double>();
        for (var y = 0; y + Block <= a.Height; y += Block)
        {
            for (var x = 0; x + Block <= a.Width; x += Block)
            {
                double sum = 0;
                for (var v = y; v < y + Block; v++)
                    for (var i = (v * a.Width) + x; i < (v * a.Width) + x + Block; i++) sum += Math.Abs(a.Codes[i] - b.Codes[i]);
                blocks.Add(sum / (Block * Block));
            }
        }
        blocks.Sort();
        var most = Math.Max(1, blocks.Count / 50);
        return blocks.Count == 0 ? 0 : blocks.Skip(blocks.Count - most).Average();
    }

    /// <summary>The middle of the ratios of motion, along the way of each pixel that moves in one direction.</summary>
    private static double Pace(FlowField before, FlowField now)
    {
        var ratios = new List<double>();
        for (var y = 2; y < before.Height - 2; y += 2)
        {
            for (var x = 2; x < before.Width - 2; x += 2)
            {
                var i = (y * before.Width) + x;
                double u = before.X(i), v = before.Y(i), speed = Math.Sqrt((u * u) + (v * v));
                if (speed < Moves || !(x + u >= 0 && y + v >= 0 && x + u < before.Width && y + v < before.Height)) continue;
                var (p, q) = now.At((float)(x + u), (float)(y + v));
                var next = Math.Sqrt((p * p) + (q * q));
                // what turns says nothing
                if (((u * p) + (v * q)) < 0.7 * speed * next) continue;
                ratios.Add(next / speed);
            }
        }
        if (ratios.Count < LeastMoving * before.Width * before.Height / 4) return double.NaN;
        ratios.Sort();
        return ratios[ratios.Count / 2];
    }
}
