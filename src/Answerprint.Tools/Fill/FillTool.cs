using System.Diagnostics;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>Makes missing frames from the real frames around them: along motion where that is seen to work, else held or cross-faded.</summary>
public sealed class FillTool : Tool
{
    /// <summary>Gaps that are looked at for cuts side by side: enough for the threads, few enough for the memory of their small pictures.</summary>
    private const int Side = 16;

    public override ToolCard Card { get; } = new(
        "fill", MixNetwork.Card is null ? "2" : "3", "Makes missing or damaged frames, and frames between frames, from the real frames around them.",
        [
            "Motion of more than 15 % of the width between two real frames is not followed.",
            "Motion blur is carried along, not made anew.",
            "Thin limbs and repeated texture can tear.",
            "A cut inside a gap is refused; nobody's performance may be made with it.",
        ],
        "compositing", MakesPixels: true, IsModel: MixNetwork.Card is not null, typeof(FillOptions)) { Model = MixNetwork.Card };

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range)
    {
        var frames = new SortedSet<int>();
        var real = Real(assignment);
        foreach (var gap in Gaps(assignment).Where(g => g.Last >= range.Start && g.First < range.End))
        {
            foreach (var frame in new[] { gap.Earlier, gap.Before, gap.After, gap.Later })
                if (frame is { } f) frames.Add(f);
            // a habit of motion is followed further out
            if (gap is not { Before: { } b, After: { } a }) continue;
            for (var k = 1; k <= MotionHabit.Reach && real(b - k); k++) frames.Add(b - k);
            for (var k = 1; k <= MotionHabit.Reach && real(a + k); k++) frames.Add(a + k);
        }
        frames.UnionWith(Options(assignment).Held.Where(h => range.Contains(h.Key)).Select(h => h.Value));
        return [new(assignment.Plate.Index, [.. frames])];
    }

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel) => Prepare(assignment, MixNetwork.Own, progress, cancel);

    /// <param name="network">That competes in the trials, or null.</param>
    internal static Preparation Prepare(Assignment assignment, MixNetwork? network, IProgress<double>? progress, CancellationToken cancel)
    {
        var options = Options(assignment);
        var gaps = Gaps(assignment);
        var small = new SmallFrames(assignment.Plate.Clip);
        foreach (var some in gaps.Chunk(Side))
        {
            var cuts = new bool[some.Length];
            Rows.All(assignment.Threads, [.. some.Select((gap, n) => (Action)(() => cuts[n] = CutDetector.IsIn(gap, small)))], cancel);
            foreach (var (n, gap) in some.Index())
            {
                if ((gap.Before is null || gap.After is null) && !options.Hold) throw AtEdge(gap);
                if (cuts[n]) throw Cut(gap);
            }
            small.ForgetBefore(some[^1].First - MotionHabit.Span);
        }
        var habits = new Dictionary<Gap, MotionHabit.Found?>();
        var results = new List<(Trial, Trial.Score)>();
        if (options.Method == FillMethod.Auto && gaps.Count > 0)
        {
            var habit = new MotionHabit(small, Real(assignment), assignment.Threads, cancel);
            foreach (var gap in gaps)
            {
                cancel.ThrowIfCancellationRequested();
                habits[gap] = gap is { Before: { } b, After: { } a } ? habit.Between(b, a) : null;
                small.ForgetBefore(gap.First - MotionHabit.Span);
                habit.ForgetBefore(gap.First - MotionHabit.Span);
            }
            var trials = FillChooser.Trials(gaps, Real(assignment));
            foreach (var some in trials.Chunk(assignment.Threads))
            {
                small.ForgetBefore(some[0].Before - MotionHabit.Span);
                var known = some.Select(t => habit.Between(t.Before, t.After)).ToList();
                var scores = new Trial.Score[some.Length];
                Rows.All(assignment.Threads, [.. some.Select((t, n) => (Action)(() => scores[n] = t.Run(small, known[n], network, Math.Max(1, assignment.Threads / some.Length), cancel)))], cancel);
                results.AddRange(some.Zip(scores));
                progress?.Report((double)results.Count / trials.Count);
            }
        }
        var bend = options.Method == FillMethod.Motion ? 1 : 0;
        FlowSolver.LetGo();
        return new FillPlan([.. gaps.Select(g => options.Method == FillMethod.Auto ? FillChooser.Choose(g, habits[g], results, network?.Hash) : new(g.First, g.Last, options.Method, bend, 0, Mix: options.Method is FillMethod.Motion or FillMethod.Linear ? network?.Hash : null))]).Pack();
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel) => new MadeInTurn(() => HeldFrame.Among(
        Filled(assignment, preparation, range, cancel), Options(assignment).Held.Where(h => range.Contains(h.Key) && assignment.Range.Contains(h.Key)), assignment.Plate, cancel));

    private static IEnumerable<(int Number, Func<MadeFrame> Make)> Filled(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var plan = FillPlan.Unpack(preparation);
        var sources = new SourceFrames(assignment.Plate.Clip);
        var small = new SmallFrames(assignment.Plate.Clip);
        Matte? whole = null;
        foreach (var gap in Gaps(assignment))
        {
            if (gap.Last < range.Start || gap.First >= range.End) continue;
            var choice = plan.For(gap);
            sources.ForgetBefore((gap.Earlier ?? gap.Before ?? gap.After)!.Value);
            FillMaker? maker = null;
            for (var next = Math.Max(gap.First, range.Start); next <= Math.Min(gap.Last, range.End - 1); next++)
            {
                var number = next;
                yield return (number, () => Make(number));
            }

            MadeFrame Make(int number)
            {
                cancel.ThrowIfCancellationRequested();
                var clock = Stopwatch.GetTimestamp();
                Frame picture;
                OriginPass origin;
                Confidence.Trust trust;
                HeapTide.Turned();
                if (choice.Method is FillMethod.Motion or FillMethod.Linear && gap is { Before: { } b, After: { } a })
                {
                    maker ??= Maker(assignment, gap, choice, sources, small, cancel);
                    var made = maker.Along((number - b) / (float)(a - b), choice.Bend, choice.Share, choice.Fade, cancel);
                    (picture, origin) = (made.Picture, made.Origin);
                    trust = Confidence.Of(made.Least, picture.Width, picture.Height, sources[b].Factor);
                }
                else
                {
                    (picture, origin) = StillMaker.Make(sources, assignment.Plate.Index, gap, choice.Method, number, assignment.Threads, cancel);
                    var both = gap is { Before: not null, After: not null };
                    trust = Confidence.OfStill(picture.Width, picture.Height, sources[(gap.Before ?? gap.After)!.Value], both ? sources[gap.After!.Value] : null, choice.Forecast);
                }
                // at an edge the one real frame beside it stands, and whoever writes it copies its words
                var shows = gap is { Before: not null, After: not null } ? null : gap.Before ?? gap.After;
                return new(number, picture, whole ??= Matte.Whole(picture.Width, picture.Height), origin, Figures(clock, gap, choice, trust)) { Shows = shows };
            }
        }
    }

    private static FrameFigures Figures(long clock, Gap gap, FillPlan.Choice choice, Confidence.Trust trust)
    {
        var held = gap.Before is null || gap.After is null;
        var method = held ? "hold" : choice.Method.ToString().ToLowerInvariant();
        return new(
            Stopwatch.GetElapsedTime(clock).TotalSeconds, trust.Mean, trust.ForecastPsnr, trust.Flagged, trust.Calibrated, method,
            new Dictionary<string, double>(StringComparer.Ordinal) { ["bend"] = choice.Bend, ["habit"] = choice.Share, ["fade"] = choice.Fade, ["network"] = choice.Mix is null ? 0 : 1, ["trialPsnr"] = choice.Forecast });
    }

    /// <summary>What makes the frames of a gap between two real ones.</summary>
    internal static FillMaker Maker(Assignment assignment, Gap gap, FillPlan.Choice choice, SourceFrames sources, SmallFrames small, CancellationToken cancel)
    {
        SourceFrame a = null!, b = null!;
        SourceFrame? p = null, n = null;
        var bends = choice.Method == FillMethod.Motion && choice.Bend + choice.Share > 0 && gap is { Earlier: not null, Later: not null };
        // first those of which no picture stays, one after the other: the earlier is often there from the last gap, and lets its picture go; then the two that are gathered from
        if (bends) (p, n) = (sources.Analysis(gap.Earlier!.Value), sources.Analysis(gap.Later!.Value));
        HeapTide.Turned();
        Rows.All(assignment.Threads, [() => a = sources[gap.Before!.Value], () => b = sources[gap.After!.Value]], cancel);
        HeapTide.Turned();
        var pair = PairMotion.Find(a, b, sources.Flows, assignment.Threads, cancel);
        var deviation = p is not null && n is not null ? new Deviation(p, a, b, n, sources.Flows, assignment.Threads, cancel, choice.Habit, small) : null;
        FlowSolver.LetGo();
        if (choice.Mix is { } hash && hash != MixNetwork.Own?.Hash) throw new InvalidOperationException($"this was prepared with another network ({hash}); prepare it again");
        return new(pair, deviation, assignment.Plate.Index, assignment.Threads, network: choice.Mix is null ? null : MixNetwork.Own);
    }

    private static FillOptions Options(Assignment assignment) =>
        assignment.Options as FillOptions ?? throw new ArgumentException("fill takes FillOptions", nameof(assignment));

    internal static IReadOnlyList<Gap> Gaps(Assignment assignment) =>
        Gap.In([.. Options(assignment).Missing.Where(n => assignment.Range.Contains(n) && !Options(assignment).Held.ContainsKey(n)).Distinct().Order()], Real(assignment));

    // a frame that exists in the range and is not to be made
    private static Func<int, bool> Real(Assignment assignment)
    {
        var listed = Options(assignment).Missing.Concat(Options(assignment).Held.Keys).ToHashSet();
        return n => assignment.Range.Contains(n) && !listed.Contains(n) && assignment.Plate.Clip.Has(n);
    }

    private static ToolRefusedException Cut(Gap gap) => new(
        "cut-in-gap", $"frames {gap.First}-{gap.Last}", "the frames before and after the gap belong to different shots, which are never mixed",
        "Find the cut, and fill each shot's part from its own handles, or hold it");

    private static ToolRefusedException AtEdge(Gap gap) => new(
        "no-frame-beyond", $"frames {gap.First}-{gap.Last}", "there is no real frame on both sides of what is missing",
        "Hold the nearest real frame (try fill: --hold; in a show: answerprint brief SHOW SHOT hold), or hand over more handles");
}
