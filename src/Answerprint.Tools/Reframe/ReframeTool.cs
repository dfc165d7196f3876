using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Reframe;

/// <summary>
/// Steadies a shot, or moves, scales and turns it: one transform of the whole picture a frame. What it does is a declared change of class P2 (`answerprint.change.1`), which is its preparation, and which anybody can do
/// again to the same bits.
/// </summary>
public sealed class ReframeTool : Tool
{
    /// <summary>CPU seconds a megapixel; and of a frame whose motion is followed.</summary>
    private const double MovedSeconds = 0.4, FollowedSeconds = 0.15;

    /// <summary>The picture is enlarged so many times at most to hide the plate's edge.</summary>
    private const int MostZoom = 4;

    /// <summary>A picture that moves by less than this anywhere is left as it is, pixels: places lie on 64ths.</summary>
    private const double Nothing = 1.0 / 128;

    public override ToolCard Card { get; } = new(
        "reframe", "1", "Steadies a shot to a smooth or a standing camera, or moves, scales and turns it.",
        [
            "Shake is told by what most of the picture does: where someone fills it, they are steadied and the set is not.",
            "Parallax and rolling shutter stay.",
            "Blur of the shake stays in the pictures.",
            "Channels of data that are no light stay where they are.",
        ],
        "editorial", MakesPixels: false, IsModel: false, typeof(ReframeOptions));

    public override void Check(object options) => ((ReframeOptions)options).Checked();

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range) => [new(assignment.Plate.Index, [.. Worked(assignment, range)])];

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel)
    {
        var (options, clip) = (Options(assignment).Checked(), assignment.Plate.Clip);
        List<int> worked = [.. Worked(assignment, assignment.Range)];
        var (moves, found) = (worked.ToDictionary(n => n, _ => default(Pose)), new JsonObject());
        if (options.Steady != Steadying.None && worked.Count > 1)
        {
            var path = CameraPath.Of(clip, worked, assignment.Threads, progress, cancel);
            var aims = path.Steadied(options.Steady == Steadying.Lock ? null : options.Smooth);
            foreach (var n in worked) moves[n] = path.Poses[n].Back().Then(aims[n]);
            found["most"] = Math.Round(moves.Values.Max(m => Math.Sqrt((m.X * m.X) + (m.Y * m.Y))), 3);
            found["cuts"] = FrameList.Format(path.Starts.Skip(1));
        }
        Pose own = new(options.ShiftX, options.ShiftY, options.Rotate * Math.PI / 180, Math.Log(options.Scale));
        foreach (var n in worked) moves[n] = moves[n].Then(own);
        var zoom = options.Edge == Border.Crop ? Zoom([.. moves.Values], clip.Width, clip.Height) : 0;
        found["zoom"] = Math.Round(Math.Exp(zoom), 5);
        var records = new List<ChangeRecord>();
        foreach (var n in worked)
        {
            var move = moves[n].Then(new(0, 0, 0, zoom));
            if (Reach(move, clip.Width, clip.Height) >= Nothing) records.Add(new(new(n, n + 1), PerformerClass.P2) { Transform = new(move.Back().Rows((clip.Width - 1) / 2.0, (clip.Height - 1) / 2.0), [], options.Filter) });
        }
        return new DeclaredWork(found, new(records)).Write();
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var (change, clip) = (DeclaredWork.Read(preparation).Change, assignment.Plate.Clip);
        foreach (var number in Worked(assignment, range))
        {
            cancel.ThrowIfCancellationRequested();
            if (change.On(number).FirstOrDefault() is not { Transform: { } transform }) continue;
            var clock = Stopwatch.GetTimestamp();
            var (plate, type) = (clip.Read(number), PlateWords.Of(clip, number));
            var made = new Frame(plate.Width, plate.Height, [.. plate.Channels]);
            var (from, into) = (new double[plate.Size], new double[plate.Size]);
            for (var c = 0; c < plate.Channels.Count; c++)
            {
                for (var i = 0; i < from.Length; i++) from[i] = plate.Plane(c)[i];
                transform.Apply(from, into, plate.Width, plate.Height, null, assignment.Threads);
                for (var i = 0; i < into.Length; i++) made.Plane(c)[i] = PlateWords.Rounded(into[i], type);
            }
            yield return new(number, made, Matte.Whole(plate.Width, plate.Height), new MovedOrigin(assignment.Plate.Index, number, transform, plate.Width, plate.Height), new(
                Stopwatch.GetElapsedTime(clock).TotalSeconds, 0.5, 0, Flagged: false, Calibrated: false, "transform", new Dictionary<string, double>(StringComparer.Ordinal)))
            {
                OnPlate = true,
            };
        }
    }

    /// <summary>How far a corner is moved.</summary>
    private static double Reach(Pose move, int width, int height)
    {
        var rows = move.Rows((width - 1) / 2.0, (height - 1) / 2.0);
        return Corners(width, height).Max(p => Math.Max(Math.Abs((rows[0] * p.X) + (rows[1] * p.Y) + rows[2] - p.X), Math.Abs((rows[3] * p.X) + (rows[4] * p.Y) + rows[5] - p.Y)));
    }

    /// <summary>The logarithm of the scale about the middle under which no frame shows the plate's edge; 0 where none does.</summary>
    private static double Zoom(IReadOnlyList<Pose> moves, int width, int height)
    {
        double low = 0, high = Math.Log(MostZoom);
        if (Covers(low)) return 0;
        if (!Covers(high)) throw new ToolRefusedException("edge-seen", "the shot", $"enlarged {MostZoom} times the picture would still show the plate's edge", "Move it by less, or say --border black");
        for (var n = 0; n < 40; n++)
        {
            var middle = (low + high) / 2;
            if (Covers(middle)) high = middle;
            else low = middle;
        }
        return high;

        bool Covers(double zoom) => moves.All(m => m.Then(new(0, 0, 0, zoom)).Back().Rows((width - 1) / 2.0, (height - 1) / 2.0) is var rows
            && Corners(width, height).All(p => (rows[0] * p.X) + (rows[1] * p.Y) + rows[2] is var u && u >= -0.01 && u <= width - 0.99 && (rows[3] * p.X) + (rows[4] * p.Y) + rows[5] is var v && v >= -0.01 && v <= height - 0.99));
    }

    private static (double X, double Y)[] Corners(int width, int height) => [(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)];

    private static ReframeOptions Options(Assignment assignment) => assignment.Options as ReframeOptions ?? throw new ArgumentException("reframe takes ReframeOptions", nameof(assignment));

    private static IEnumerable<int> Worked(Assignment assignment, FrameRange range) => assignment.Worked(range, Options(assignment).Frames);

    /// <summary>Counted by the picture.</summary>
    public override IReadOnlyList<WorkTerm> Work(Assignment assignment)
    {
        var frames = Worked(assignment, assignment.Range).Count();
        var terms = new List<WorkTerm> { new("moved", frames * assignment.Plate.Clip.Width * assignment.Plate.Clip.Height / 1e6, MovedSeconds) };
        if (Options(assignment).Steady != Steadying.None) terms.Add(new("followed", frames, FollowedSeconds));
        return terms;
    }
}
