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

    /// <summary>CPU seconds a megapixel of a frame of which a screen is treated: measured at .4 where it covers a tenth of the picture.</summary>
    private const double ScreenSeconds = 1;

    public override ToolCard Card { get; } = new(
        "cleanup", "3", "Takes wires, rigs, marks and objects out, what they hide comes from the frames that show it; screens, signs and number plates show another picture, or are blurred.",
        [
            "What moves behind the hole is not followed into it.",
            "Parallax behind a large hole is met by one plane and a smooth flow.",
            "What no frame within reach shows is invented from patches of the frame, and said to be.",
            "Shadows and reflections of what is taken out stay, unless the matte covers them.",
            "Where the light changes between frames, it is not matched.",
            "Screens are followed as planes: what bends or folds is not.",
            "A blur hides from the eye; somebody who wants to know may undo it. What must not be known is replaced.",
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
        {
            frames.Add(number);
            if (HasHole(assignment, number)) frames.UnionWith(CleanupPlan.Looked(number, options.Reach, f => IsThere(assignment, f)));
        }
        return [new(assignment.Plate.Index, [.. frames])];
    }

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel)
    {
        _ = Options(assignment).Checked();
        if (assignment.Screens.Count == 0)
        {
            _ = MattesOf(assignment);
            return new([]);
        }
        return new(ScreenLight.Of(assignment, [.. Worked(assignment, assignment.Range).Where(n => HasScreen(assignment, n))], cancel).Write());
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var frames = new HoleFrames(assignment, Options(assignment));
        var before = new HoleFrames(assignment, Options(assignment), besideScreens: false);
        var screens = assignment.Screens.Count == 0 ? null : new ScreensOn(assignment, ScreenLight.Read(preparation.Bytes), cancel);
        foreach (var number in Worked(assignment, range))
        {
            cancel.ThrowIfCancellationRequested();
            var clock = Stopwatch.GetTimestamp();
            var made = HasHole(assignment, number) && frames.HoleOf(number) is { } hole ? Cleaned(number, hole, clock) : null;
            frames.ForgetBefore(number - Options(assignment).Reach);
            before.ForgetBefore(number - Options(assignment).Reach);
            if (screens is not null && HasScreen(assignment, number)) made = screens.On(number, made, clock) ?? made;
            if (made is not null) yield return made;
        }

        // what hangs before a screen is taken out before that is treated: what it hid of the screen is seen on other frames' screens
        MadeFrame Cleaned(int number, bool[] hole, long clock)
        {
            if (frames.ScreensOn(number) is not { } there) return new CleanedFrame(assignment, frames, number, hole, cancel).Make(clock);
            var (beside, within) = ((bool[])hole.Clone(), (bool[])hole.Clone());
            for (var i = 0; i < hole.Length; i++) (beside[i], within[i]) = (hole[i] && !there[i], hole[i] && there[i]);
            var inside = within.Contains(true) ? new CleanedFrame(assignment, before, number, within, cancel).Make(clock) : null;
            if (!beside.Contains(true)) return inside!;
            var made = new CleanedFrame(assignment, frames, number, beside, cancel).Make(clock);
            for (var c = 0; inside is not null && c < made.Picture.Channels.Count; c++)
                for (var i = 0; i < within.Length; i++) if (within[i]) made.Picture.Plane(c)[i] = inside.Picture.Plane(c)[i];
            return made;
        }
    }

    internal static CleanupOptions Options(Assignment assignment) => assignment.Options as CleanupOptions ?? throw new ArgumentException("cleanup takes CleanupOptions", nameof(assignment));

    internal static Clip MattesOf(Assignment assignment) => assignment.Mattes.GetValueOrDefault(WorkMattes.Role) ?? throw new ArgumentException("cleanup needs the matte of what is taken out", nameof(assignment));

    internal static bool IsThere(Assignment assignment, int frame) => assignment.Range.Contains(frame) && assignment.Plate.Clip.Has(frame);

    /// <summary>The frames that there is a matte for, of those that are asked for.</summary>
    private static IEnumerable<int> Worked(Assignment assignment, FrameRange range)
    {
        var asked = Options(assignment).Frames?.ToHashSet();
        return range.Intersect(assignment.Range).Numbers.Where(n => asked?.Contains(n) != false && assignment.Plate.Clip.Has(n) && (HasHole(assignment, n) || HasScreen(assignment, n)));
    }

    private static bool HasHole(Assignment assignment, int number) => (assignment.Screens.Count > 0 && !assignment.Mattes.ContainsKey(WorkMattes.Role) ? null : MattesOf(assignment))?.Has(number) == true;

    private static bool HasScreen(Assignment assignment, int number) => assignment.Screens.Any(s => s.Coverage.Has(number));

    /// <summary>Counted by the picture and by how much of it is asked for, as far as that is known before it is done: frames around are read once each.</summary>
    public override IReadOnlyList<WorkTerm> Work(Assignment assignment)
    {
        var options = Options(assignment);
        List<int> asked = [.. (options.Frames ?? []).Where(n => IsThere(assignment, n))];
        var megapixels = assignment.Plate.Clip.Width * assignment.Plate.Clip.Height / 1e6;
        // a brief for screens has one set of mattes as well
        var screens = asked.Count(n => options.ScreensOn(n) > 0);
        var holes = asked.Count(n => options.ScreensOn(n) == 0 || options.SetsOf(n).Count > options.ScreensOn(n));
        return screens == 0 ? [new("cleaned", holes * megapixels, CleanedSeconds)] : [new("cleaned", holes * megapixels, CleanedSeconds), new("screens", screens * megapixels, ScreenSeconds)];
    }
}
