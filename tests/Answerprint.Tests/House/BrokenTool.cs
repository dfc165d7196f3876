using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tests.House;

/// <summary>What a <see cref="BrokenTool"/> does wrong.</summary>
public enum Fault
{
    None,
    LeaksAPixel,
    IgnoresTheSeed,
    ReadsBeyondNeeds,
    DependsOnThreads,
    DependsOnChunks,
    DoesNotStop,
    LosesAFrame,
    ChangesTheSize,
    LiesInTheOrigin,
}

/// <summary>A tool that lightens the left half of every frame, and breaks one law on purpose: the laws must see it.</summary>
internal sealed class BrokenTool(Fault fault) : Tool
{
    private int calls;

    public override ToolCard Card => new("lighten", "1", "Lightens the left half, for the tests", ["It is of no use"], "compositing", false, false, typeof(object));

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range) => [new(assignment.Plate.Index, [.. range.Numbers])];

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel) => new([]);

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        calls++;
        foreach (var n in range.Numbers)
        {
            if (fault != Fault.DoesNotStop) cancel.ThrowIfCancellationRequested();
            if (fault == Fault.LosesAFrame && calls == 2 && n == range.Start) continue;
            if (fault == Fault.ReadsBeyondNeeds) assignment.Plate.Clip.Read(assignment.Plate.Clip.Range.Start);
            yield return Make(assignment, n, range);
        }
    }

    private MadeFrame Make(Assignment assignment, int n, FrameRange range)
    {
        var picture = assignment.Plate.Clip.Read(n);
        var (width, height) = (picture.Width, picture.Height);
        var work = new Matte(width, height);
        var origin = new Origin(width, height, 1);
        var gain = fault switch
        {
            Fault.IgnoresTheSeed => 1.1f + (calls * 0.01f),
            Fault.DependsOnThreads => 1.1f + (assignment.Threads * 0.01f),
            Fault.DependsOnChunks => 1.1f + ((n - range.Start) * 0.01f),
            _ => 1.1f,
        };
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                var inside = x < width / 2;
                if (inside || (fault == Fault.LeaksAPixel && x == width / 2 && y == 1))
                    for (var c = 0; c < 3; c++) picture.Plane(c)[i] *= gain;
                if (!inside) continue;
                work.Coverage[i] = 1;
                (origin.Tap[0].X[i], origin.Tap[0].Y[i]) = (fault == Fault.LiesInTheOrigin ? x + 0.001f : x, y);
                origin.Tap[0].Weight[i] = 1;
            }
        if (fault == Fault.ChangesTheSize) picture = new Frame(width + 1, height);
        return new(n, picture, work, origin, new FrameFigures(0, 1, 99, false, false, "gain", new Dictionary<string, double>()));
    }
}
