using System.Diagnostics;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>Takes wires, rigs, marks and objects out: what they hide is drawn from the frames that show it.</summary>
public sealed class CleanupTool : Tool
{
    /// <summary>
    /// CPU seconds a megapixel of a frame of which something is taken out. Thin things that are soon seen elsewhere were measured at 4, things all over the picture that few frames show at 14;
    /// which it is nobody knows before, so the first guess lies between, and the show's own steps teach better.
    /// </summary>
    private const double CleanedSeconds = 7.5;

    public override ToolCard Card { get; } = new(
        "cleanup", "2", "Takes wires, rigs, marks and objects out; what they hide comes from the frames that show it.",
        [
            "What moves behind the hole is not followed into it.",
            "Parallax behind a large hole is met by one plane and a smooth flow.",
            "What no frame within reach shows is invented from patches of the frame, and said to be.",
            "Shadows and reflections of what is taken out stay, unless the matte covers them.",
            "Where the light changes between frames, it is not matched.",
        ],
        "compositing", MakesPixels: true, IsModel: false, typeof(CleanupOptions))
    {
        NeedsMatte = true,
    };

    public override void Check(object options) => ((CleanupOptions)options).Checked();

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range)
    {
        var options = Options(assignment);
        var frames = new SortedSet<int>();
        foreach (var number in Worked(assignment, range))
            foreach (var n in CleanupPlan.Looked(number, options.Reach, f => IsThere(assignment, f)).Prepend(number)) frames.Add(n);
        return [new(assignment.Plate.Index, [.. frames])];
    }

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel)
    {
        _ = Options(assignment).Checked();
        _ = MattesOf(assignment);
        return new([]);
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var frames = new HoleFrames(assignment, Options(assignment));
        foreach (var number in Worked(assignment, range))
        {
            cancel.ThrowIfCancellationRequested();
            var clock = Stopwatch.GetTimestamp();
            if (frames.HoleOf(number) is not { } hole) continue;
            frames.ForgetBefore(number - Options(assignment).Reach);
            yield return new CleanedFrame(assignment, frames, number, hole, cancel).Make(clock);
        }
    }

    internal static CleanupOptions Options(Assignment assignment) => assignment.Options as CleanupOptions ?? throw new ArgumentException("cleanup takes CleanupOptions", nameof(assignment));

    internal static Clip MattesOf(Assignment assignment) => assignment.Mattes.GetValueOrDefault(WorkMattes.Role) ?? throw new ArgumentException("cleanup needs the matte of what is taken out", nameof(assignment));

    internal static bool IsThere(Assignment assignment, int frame) => assignment.Range.Contains(frame) && assignment.Plate.Clip.Has(frame);

    /// <summary>The frames that there is a matte for, of those that are asked for.</summary>
    private static IEnumerable<int> Worked(Assignment assignment, FrameRange range)
    {
        var asked = Options(assignment).Frames?.ToHashSet();
        return range.Intersect(assignment.Range).Numbers.Where(n => asked?.Contains(n) != false && assignment.Plate.Clip.Has(n) && MattesOf(assignment).Has(n));
    }

    /// <summary>Counted by the picture and by how much of it is asked for, as far as that is known before it is done: frames around are read once each.</summary>
    public override IReadOnlyList<WorkTerm> Work(Assignment assignment)
    {
        var asked = Options(assignment).Frames ?? [];
        var megapixels = assignment.Plate.Clip.Width * assignment.Plate.Clip.Height / 1e6;
        return [new("cleaned", asked.Count(n => IsThere(assignment, n)) * megapixels, CleanedSeconds)];
    }
}
