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

    /// <summary>Sees the evidence of all that is tried and made, in order: what confidence is learnt from.</summary>
    internal FillWatch? Watch { get; init; }

    public override ToolCard Card { get; } = new(
        "fill", MixNetwork.Card is null ? "3" : "4", "Makes missing or damaged frames, and frames between frames, from the real frames around them.",
        [
            "Motion of more than 15 % of the width between two real frames is not followed.",
            "Motion blur is carried along, not made anew.",
            "Thin limbs and repeated texture can tear.",
            "Gaps of more than 24 frames were not measured: each of their frames asks for a look.",
            "A cut inside a gap is refused; nobody's performance may be made with it.",
        ],
        "compositing", MakesPixels: true, IsModel: MixNetwork.Card is not null, typeof(FillOptions)) { Model = MixNetwork.Card };

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range)
    {
        if (Retiming.Of(assignment) is { } retiming)
            return [new(assignment.Plate.Index, retiming.Frames(Needs(retiming.Work, retiming.Moments(range)).SelectMany(n => n.Frames), range))];
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
        foreach (var number in Repair.Frames(Options(assignment), range.Intersect(assignment.Range), real)) frames.UnionWith(Repair.Reads(Options(assignment), number, assignment.Plate.Clip, real));
        frames.UnionWith(Options(assignment).Held.Where(h => range.Contains(h.Key)).Select(h => h.Value));
        return [new(assignment.Plate.Index, [.. frames])];
    }

    public override IReadOnlyList<WorkTerm> Work(Assignment assignment)
    {
        if (Retiming.Of(assignment) is { } retiming) return Work(retiming.Work);
        var real = Real(assignment);
        return FillWork.Of(assignment.Plate.Clip, Gaps(assignment), g => Made(assignment, g), Options(assignment).Held.Count, Repair.Frames(Options(assignment), assignment.Range, real).Count(), Options(assignment), real);
    }

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel) => Prepare(assignment, MixNetwork.Own, progress, cancel);

    /// <param name="network">That competes in the trials, or null.</param>
    internal Preparation Prepare(Assignment assignment, MixNetwork? network, IProgress<double>? progress, CancellationToken cancel)
    {
        if (Options(assignment) is { Retime: not null, Defects.Count: > 0 })
            throw new ToolRefusedException("retime-and-repair", $"frames {assignment.Range}", "frames are not mended and retimed in one go", "Mend them first, then retime what was mended");
        if (Retiming.Of(assignment) is { } retiming) return Prepare(retiming.Work, network, progress, cancel);
        var options = Options(assignment);
        var gaps = Gaps(assignment);
        var small = new SmallFrames(assignment.Plate.Clip);
        var span = MotionHabit.Span * (assignment.Plate.Clip is FinelyNumberedClip fine ? fine.Steps : 1);
        foreach (var some in gaps.Chunk(Side))
        {
            cancel.ThrowIfCancellationRequested();
            var cuts = new bool[some.Length];
            Rows.All(assignment.Threads, [.. some.Select((gap, n) => (Action)(() => cuts[n] = CutDetector.IsIn(gap, small)))], cancel);
            foreach (var (n, gap) in some.Index())
            {
                if ((gap.Before is null || gap.After is null) && !options.Hold) throw AtEdge(assignment, gap);
                if (cuts[n]) throw Cut(assignment, gap);
            }
            small.ForgetBefore(some[^1].First - span);
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
                small.ForgetBefore(gap.First - span);
                habit.ForgetBefore(gap.First - span);
            }
            var trials = FillChooser.Trials(gaps, Real(assignment)).Select(t => t with { Numbers = Numbers(assignment, gaps) }).ToList();
            foreach (var some in trials.Chunk(assignment.Threads))
            {
                small.ForgetBefore(some[0].Before - span);
                var known = some.Select(t => habit.Between(t.Before, t.After)).ToList();
                var scores = new Trial.Score[some.Length];
                Rows.All(Watch is null ? assignment.Threads : 1, [.. some.Select((t, n) => (Action)(() => scores[n] = t.Run(small, known[n], network, Math.Max(1, assignment.Threads / some.Length), cancel, Watch)))], cancel);
                results.AddRange(some.Zip(scores));
                progress?.Report((double)results.Count / trials.Count);
            }
        }
        var bend = options.Method == FillMethod.Motion ? 1 : 0;
        FlowSolver.LetGo();
        return new FillPlan([.. gaps.Select(g => options.Method == FillMethod.Auto ? Chosen(g) : new(g.First, g.Last, options.Method, bend, 0, Mix: options.Method is FillMethod.Motion or FillMethod.Linear ? network?.Hash : null))]).Pack();

        FillPlan.Choice Chosen(Gap gap)
        {
            var choice = FillChooser.Choose(gap, habits[gap], results, network?.Hash);
            return choice with { Shot = ShotWord.Of(choice.Method, FillChooser.Near(gap, results)) };
        }
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel) => new MadeInTurn(() => Retiming.Of(assignment) is { } retiming
        ? retiming.Render(range, moments => Filled(retiming.Work, preparation, moments, cancel), cancel)
        : InOrder(HeldFrame.Among(Filled(assignment, preparation, range, cancel), Options(assignment).Held.Where(h => range.Contains(h.Key) && assignment.Range.Contains(h.Key)), assignment.Plate, cancel), Mended(assignment, range, cancel)));

    private static IEnumerable<(int Number, Func<MadeFrame> Make)> Mended(Assignment assignment, FrameRange range, CancellationToken cancel) =>
        new Repair(
            assignment, Real(assignment), (gap, sources, small) => Maker(assignment, gap, new(gap.First, gap.Last, gap is { Earlier: not null, Later: not null } ? FillMethod.Motion : FillMethod.Linear, 1, 0), sources, small, cancel),
            cancel).Render(range.Intersect(assignment.Range));

    // two ascending rows of frames as one
    private static IEnumerable<(int Number, Func<MadeFrame> Make)> InOrder(IEnumerable<(int Number, Func<MadeFrame> Make)> one, IEnumerable<(int Number, Func<MadeFrame> Make)> other)
    {
        using var others = other.GetEnumerator();
        var more = others.MoveNext();
        foreach (var frame in one)
        {
            for (; more && others.Current.Number < frame.Number; more = others.MoveNext()) yield return others.Current;
            yield return frame;
        }
        for (; more; more = others.MoveNext()) yield return others.Current;
    }

    private IEnumerable<(int Number, Func<MadeFrame> Make)> Filled(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var plan = FillPlan.Unpack(preparation);
        var sources = new SourceFrames(assignment.Plate.Clip);
        var small = new SmallFrames(assignment.Plate.Clip);
        Matte? whole = null;
        var asked = Asked(assignment);
        foreach (var gap in Gaps(assignment))
        {
            if (gap.Last < range.Start || gap.First >= range.End) continue;
            var choice = plan.For(gap);
            sources.ForgetBefore((gap.Earlier ?? gap.Before ?? gap.After)!.Value);
            FillMaker? maker = null;
            foreach (var number in asked.Where(n => n >= gap.First && n <= gap.Last && range.Contains(n))) yield return (number, () => Make(number));

            MadeFrame Make(int number)
            {
                cancel.ThrowIfCancellationRequested();
                var clock = Stopwatch.GetTimestamp();
                Frame picture;
                OriginPass origin;
                FrameTrust trust;
                HeapTide.Turned();
                if (choice.Method is FillMethod.Motion or FillMethod.Linear && gap is { Before: { } b, After: { } a })
                {
                    maker ??= Maker(assignment, gap, choice, sources, small, cancel);
                    var made = maker.Along((number - b) / (float)(a - b), choice.Bend, choice.Share, choice.Fade, cancel, e => Judged(e, sources[b]));
                    (picture, origin, trust) = (made.Picture, made.Origin, made.Trust!);
                    Watch?.Made(gap, choice, number, made.Evidence);
                }
                else
                {
                    trust = FrameTrust.OfHeld;
                    if (gap is { Before: { } first, After: { } second })
                    {
                        var still = Evidence.OfStill(sources[first], sources[second], Made(assignment, gap) + 1, (number - first) / (float)(second - first), assignment.Threads, cancel);
                        Watch?.Made(gap, choice, number, still);
                        trust = Judged(still, sources[first]);
                    }
                    (picture, origin) = StillMaker.Make(sources, assignment.Plate.Index, gap, choice.Method, number, trust.Confidence, assignment.Threads, cancel);
                }
                // at an edge the one real frame beside it stands, and whoever writes it copies its words
                var shows = gap is { Before: not null, After: not null } ? null : gap.Before ?? gap.After;
                return new(number, picture, whole ??= Matte.Whole(picture.Width, picture.Height), origin, Figures(clock, gap, choice, trust, assignment.Plate.Clip is not FinelyNumberedClip && gap.Length > Gap.LongestMeasured)) { Shows = shows };
            }

            FrameTrust Judged(Evidence evidence, SourceFrame real) =>
                TrustModel.Shipped.Judge(choice.Method, evidence, choice.Shot, assignment.Plate.Clip.Width, assignment.Plate.Clip.Height, real.Factor, assignment.Threads, cancel);
        }
    }

    private static FrameFigures Figures(long clock, Gap gap, FillPlan.Choice choice, FrameTrust trust, bool isLong)
    {
        var held = gap.Before is null || gap.After is null;
        var method = held ? "hold" : choice.Method.ToString().ToLowerInvariant();
        return new(
            Stopwatch.GetElapsedTime(clock).TotalSeconds, trust.Mean, trust.ForecastPsnr, trust.Flagged || isLong, trust.Calibrated, method,
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
        // moments are numbered finely: what counts is how many of them are made
        if (assignment.Plate.Clip is FinelyNumberedClip) pair = pair.Of(Made(assignment, gap));
        var deviation = p is not null && n is not null ? new Deviation(p, a, b, n, sources.Flows, assignment.Threads, cancel, choice.Habit, small) : null;
        FlowSolver.LetGo();
        if (choice.Mix is { } hash && hash != MixNetwork.Own?.Hash) throw new InvalidOperationException($"this was prepared with another network ({hash}); prepare it again");
        return new(pair, deviation, assignment.Plate.Index, assignment.Threads, network: choice.Mix is null ? null : MixNetwork.Own);
    }

    // frames made in a gap
    private static int Made(Assignment assignment, Gap gap) => assignment.Plate.Clip is FinelyNumberedClip ? Options(assignment).Missing.Count(n => n >= gap.First && n <= gap.Last) : gap.Length;

    // numbers from one frame that is made to the next
    private static double Numbers(Assignment assignment, IReadOnlyList<Gap> gaps) =>
        assignment.Plate.Clip is FinelyNumberedClip fine ? (double)fine.Steps / (gaps.Max(g => Made(assignment, g)) + 1) : 1;

    private static FillOptions Options(Assignment assignment) =>
        assignment.Options as FillOptions ?? throw new ArgumentException("fill takes FillOptions", nameof(assignment));

    // the frames to make, ascending
    private static List<int> Asked(Assignment assignment) => [.. Options(assignment).Missing.Where(n => assignment.Range.Contains(n) && !Options(assignment).Held.ContainsKey(n)).Distinct().Order()];

    internal static IReadOnlyList<Gap> Gaps(Assignment assignment) => assignment.Plate.Clip is FinelyNumberedClip fine
        ? Gap.Around(Asked(assignment), Real(assignment), fine.Range)
        : Gap.In(Asked(assignment), Real(assignment));

    // a frame that exists in the range and is not to be made
    private static Func<int, bool> Real(Assignment assignment)
    {
        var listed = Options(assignment).Missing.Concat(Options(assignment).Held.Keys).ToHashSet();
        return n => assignment.Range.Contains(n) && !listed.Contains(n) && assignment.Plate.Clip.Has(n);
    }

    private static ToolRefusedException Cut(Assignment assignment, Gap gap) => new(
        "cut-in-gap", Place(assignment, gap), "the frames before and after the gap belong to different shots, which are never mixed",
        "Find the cut, and fill each shot's part from its own handles, or hold it");

    private static ToolRefusedException AtEdge(Assignment assignment, Gap gap) => new(
        "no-frame-beyond", Place(assignment, gap), "there is no real frame on both sides of what is missing",
        "Hold the nearest real frame (try fill: --hold; in a show: answerprint brief SHOW SHOT hold), or hand over more handles");

    private static string Place(Assignment assignment, Gap gap) => assignment.Plate.Clip is FinelyNumberedClip fine
        ? gap is { Before: { } b, After: { } a } ? $"between the frames {fine.Own(b)} and {fine.Own(a)}" : gap.Before is { } last ? $"after frame {fine.Own(last)}" : $"before frame {fine.Own(gap.After ?? 0)}"
        : $"frames {gap.First}-{gap.Last}";
}
