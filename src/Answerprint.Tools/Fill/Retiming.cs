using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>
/// A piece of work that asks for moments, put as one that asks for frames: the plate is numbered so finely that every moment has a number of its own, and what lies between two
/// real frames is a gap from one to the other.
/// </summary>
internal sealed class Retiming
{
    /// <summary>Moments to a frame, at most; finer ones are rounded, by less than 1/2048 frame.</summary>
    private const int MostSteps = 1024;

    private readonly Assignment asked;
    private readonly Retime retime;
    private readonly FinelyNumberedClip clip;
    private readonly SortedDictionary<int, int> numbers = [];
    private readonly SortedDictionary<int, int> shown = [];

    private Retiming(Assignment asked, FillOptions options, Retime retime)
    {
        (this.asked, this.retime) = (asked, retime);
        var plate = asked.Plate.Clip;
        var range = new FrameRange(Math.Max(retime.First, plate.Range.Start), Math.Min(retime.Last + 1, plate.Range.End));
        if (range.IsEmpty) throw new ToolRefusedException("no-frames", $"frames {retime.First}-{retime.Last}", "the plate has none of them", "Name frames that it has");
        clip = new(plate, range, StepsFor(retime, range));
        foreach (var (number, moment) in retime.Moments)
        {
            var near = (int)Math.Clamp(Math.Round(moment), int.MinValue / 2, int.MaxValue / 2);
            if (Math.Abs(moment - near) <= Retime.OnFrame && range.Contains(near) && plate.Has(near)) shown[number] = near;
            else numbers[number] = (int)Math.Round(Math.Clamp(moment - range.Start, -2, range.Length + 1) * clip.Steps);
        }
        Work = asked with
        {
            Plates = [new(asked.Plate.Index, clip), .. asked.Plates.Skip(1)], Range = new(Math.Min(0, numbers.Values.DefaultIfEmpty(0).Min()), Math.Max(clip.Range.End, numbers.Values.DefaultIfEmpty(0).Max() + 1)),
            Options = options with { Missing = [.. numbers.Values.Distinct().Order()], Retime = null },
        };
    }

    /// <summary>The same work in numbers of moments.</summary>
    public Assignment Work { get; }

    /// <returns>Null where no retime is asked for.</returns>
    public static Retiming? Of(Assignment assignment) => assignment.Options is FillOptions { Retime: { } retime } options ? new(assignment, options, retime) : null;

    /// <summary>The plate's frames, of those that the work in moments reads and of those that stand as they are.</summary>
    public IReadOnlyList<int> Frames(IEnumerable<int> moments, FrameRange range) =>
        [.. moments.Where(clip.Has).Select(clip.Own).Concat(shown.Where(s => range.Contains(s.Key)).Select(s => s.Value)).Distinct().Order()];

    /// <summary>The moments that some frames lie at; empty where they are all real.</summary>
    public FrameRange Moments(FrameRange range)
    {
        var here = numbers.Where(n => range.Contains(n.Key)).Select(n => n.Value).ToList();
        return here.Count == 0 ? default : new(here.Min(), here.Max() + 1);
    }

    /// <summary>The frames of a range, ascending.</summary>
    /// <param name="made">Makes moments of a range of them, ascending.</param>
    public IEnumerable<(int Number, Func<MadeFrame> Make)> Render(FrameRange range, Func<FrameRange, IEnumerable<(int Number, Func<MadeFrame> Make)>> made, CancellationToken cancel)
    {
        var all = numbers.Keys.Concat(shown.Keys).Where(range.Contains).Order().ToList();
        // moments that go on from frame to frame are made in one go, so that the motion between two real frames is found once
        using var run = new Run(made);
        foreach (var number in all)
        {
            cancel.ThrowIfCancellationRequested();
            if (shown.TryGetValue(number, out var real)) yield return (number, () => HeldFrame.Show(asked.Plate, number, real) with { Moment = retime.Moments[number] });
            else
            {
                var make = run.At(numbers[number], () => Until(number, range));
                yield return (number, () => InOwnNumbers(make(), number));
            }
        }
    }

    // the last moment of the frames from this one on that go forwards
    private int Until(int number, FrameRange range)
    {
        var last = numbers[number];
        foreach (var (next, moment) in numbers)
        {
            if (next <= number || !range.Contains(next)) continue;
            if (moment <= last) break;
            last = moment;
        }
        return last;
    }

    private MadeFrame InOwnNumbers(MadeFrame made, int number) => made with
    {
        Number = number, Origin = new InPlateNumbers(made.Origin, clip), Shows = made.Shows is { } moment ? clip.Own(moment) : null, Moment = retime.Moments[number],
    };

    // so many that each moment has a number: the fewest that leave nothing to round, where there are such
    private static int StepsFor(Retime retime, FrameRange range)
    {
        var most = (int)Math.Clamp((int.MaxValue / 2) / Math.Max(1L, range.Length + 2), 1, MostSteps);
        var parts = retime.Moments.Values.Select(m => m - Math.Floor(m)).Where(p => p is > Retime.OnFrame and < 1 - Retime.OnFrame).Distinct().ToList();
        for (var steps = 2; steps <= most; steps++)
            if (parts.TrueForAll(p => Math.Abs((p * steps) - Math.Round(p * steps)) < 1e-6)) return steps;
        return most;
    }

    /// <summary>Moments made one after the other for as long as they go forwards.</summary>
    private sealed class Run(Func<FrameRange, IEnumerable<(int Number, Func<MadeFrame> Make)>> made) : IDisposable
    {
        private IEnumerator<(int Number, Func<MadeFrame> Make)>? turn;
        private int at = int.MaxValue, end = int.MinValue;

        public Func<MadeFrame> At(int moment, Func<int> until)
        {
            if (moment <= at || moment > end)
            {
                turn?.Dispose();
                end = until();
                turn = made(new(moment, end + 1)).GetEnumerator();
            }
            at = moment;
            while (turn!.MoveNext())
                if (turn.Current.Number == moment) return turn.Current.Make;
            throw new InvalidOperationException($"moment {moment} was not made");
        }

        public void Dispose() => turn?.Dispose();
    }

    /// <summary>An origin pass that cites the plate's own numbers.</summary>
    private sealed class InPlateNumbers(OriginPass below, FinelyNumberedClip clip) : OriginPass(below.Width, below.Height, below.TapCount)
    {
        public override bool IsReal => below.IsReal;

        public override long Bytes => below.Bytes;

        public override OriginReader Reader()
        {
            var reader = below.Reader();
            return (y, row) =>
            {
                reader(y, row);
                foreach (var tap in row.Tap)
                {
                    uint moment = uint.MaxValue, own = 0;
                    for (var x = 0; x < tap.Frame.Length; x++)
                    {
                        if (tap.Frame[x] != moment) (moment, own) = (tap.Frame[x], (uint)clip.Own((int)tap.Frame[x]));
                        tap.Frame[x] = own;
                    }
                }
            };
        }
    }
}
