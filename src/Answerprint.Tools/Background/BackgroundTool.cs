using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Background;

/// <summary>Sets what stands before a screen, or what mattes keep, over another plate. The first plate is worked on; the second, where there is one, is what is seen behind; without it the foreground is made alone.</summary>
public sealed class BackgroundTool : Tool
{
    /// <summary>CPU seconds a megapixel.</summary>
    private const double KeyedSeconds = 1.5;

    public override ToolCard Card { get; } = new(
        "background", "1", "Keys a screen of any colour, or takes mattes of what is kept, and sets the foreground over a new plate.",
        [
            "A foreground in the screen's colour is keyed with it.",
            "Shadows on the screen are not kept.",
            "What is seen through glass keeps the screen's light where it is bent.",
            "The new plate moves with the camera as one plane: parallax is not met.",
            "Of people, hair and blur that is softer than 3 px and the declared blur is cut.",
        ],
        "compositing", MakesPixels: true, IsModel: false, typeof(BackgroundOptions));

    public override void Check(object options) => ((BackgroundOptions)options).Checked();

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range)
    {
        List<int> frames = [.. Worked(assignment, range)];
        if (assignment.Plates.Count < 2) return [new(assignment.Plate.Index, frames)];
        var behind = assignment.Plates[1];
        return [new(assignment.Plate.Index, frames), new(behind.Index, behind.Clip.Range.Length == 1 ? [behind.Clip.Range.Start] : [.. frames.Where(behind.Clip.Has)])];
    }

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel)
    {
        var options = Options(assignment).Checked();
        if (options.Key is null && !assignment.Mattes.ContainsKey(WorkMattes.Role)) throw new ArgumentException("background needs a screen or the mattes of what is kept", nameof(assignment));
        List<int> worked = [.. Worked(assignment, assignment.Range)];
        if (IsJudged(assignment) && assignment.Plates.Count < 2) throw new ArgumentException("a foreground alone is nothing that people are judged in", nameof(assignment));
        if (IsJudged(assignment) && worked.Count > 0) PerformerEdge.Check(assignment.Plate.Clip.ReadStored(worked[0]));
        var shot = ShotKey.Of([.. ShotKey.Looked(worked).Select(assignment.Plate.Clip.Read)], options, assignment.Threads, cancel);
        if (options.Key is null) shot = shot with { Path = PathOf(assignment, worked, progress, cancel) };
        return new((shot with { Camera = CameraOf(assignment, worked, shot, options, cancel) }).Write());
    }

    /// <summary>The mattes of the frames between those that somebody drew; null where every frame has one.</summary>
    private static MattePath.Carried? PathOf(Assignment assignment, List<int> worked, IProgress<double>? progress, CancellationToken cancel)
    {
        var (clip, drawn) = (assignment.Plate.Clip, assignment.Mattes[WorkMattes.Role]);
        if (worked.TrueForAll(drawn.Has)) return null;
        if (!worked.Exists(drawn.Has)) throw new ToolRefusedException("no-matte", "the shot", "none of its frames has a matte of what is kept", "Draw it on one frame at least, or name the screen");
        return MattePath.Of(clip, worked, n => assignment.MatteOf(WorkMattes.Role, n, clip.Width, clip.Height)?.Coverage, assignment.Threads, progress, cancel);
    }

    private static CameraTrack? CameraOf(Assignment assignment, List<int> worked, ShotKey shot, BackgroundOptions options, CancellationToken cancel)
    {
        if (assignment.Plates.Count < 2 || worked.Count < 2 || !(options.Follow ?? options.Key is null)) return null;
        var clip = assignment.Plate.Clip;
        try
        {
            return CameraTrack.Of(clip, worked, n => Keyed(assignment, clip.Read(n), n, shot, options, cancel).Coverage, cancel);
        }
        catch (BadInputException e) when (e.Code is "screen-lost" or "screen-key")
        {
            // where nobody asked for it, it stands
            return options.Follow is null ? null : throw new ToolRefusedException("no-track", e.Place, "what is seen beside the foreground does not tell how the camera moves", "Leave out --follow, and move the plate elsewhere; or put markers on the screen");
        }
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var (options, shot, clip) = (Options(assignment), ShotKey.Read(preparation.Bytes), assignment.Plate.Clip);
        var behind = assignment.Plates.Count < 2 ? null : new NewPlate(assignment.Plates[1].Clip, clip.Width, clip.Height, options, assignment.Threads, cancel);
        foreach (var number in Worked(assignment, range))
        {
            cancel.ThrowIfCancellationRequested();
            var clock = Stopwatch.GetTimestamp();
            var picture = clip.Read(number);
            var (coverage, old) = Keyed(assignment, picture, number, shot, options, cancel);
            if (IsJudged(assignment)) _ = PerformerEdge.Hold(coverage, assignment.MatteOf(WorkMattes.CastRole, number, picture.Width, picture.Height), assignment.MatteOf(WorkMattes.JudgedRole, number, picture.Width, picture.Height), picture.Width, picture.Height, options.Blur);
            var composite = new Composite(picture, coverage, old, shot, options, assignment.Threads, cancel);
            var matte = new Matte(picture.Width, picture.Height);
            coverage.CopyTo(matte.Coverage, 0);
            yield return Made(assignment, composite, matte, behind?.On(number, shot.Camera?.To(number)), number, shot, options, clock, cancel);
        }
    }

    private static MadeFrame Made(Assignment assignment, Composite composite, Matte matte, Frame? plate, int number, ShotKey shot, BackgroundOptions options, long clock, CancellationToken cancel)
    {
        var coverage = matte.Coverage;
        if (plate is not null && options.Grain) shot.Grain.Add(plate, Array.ConvertAll(coverage, c => 1 - c), assignment.Seed, number, assignment.Threads, cancel);
        var (made, work) = plate is null ? (composite.Alone(), Matte.Whole(matte.Width, matte.Height)) : composite.Over(plate);
        PublishedEdge? edge = null;
        if (plate is not null && IsJudged(assignment))
        {
            var despill = PerformerEdge.DespillOf(shot.Colour, options.Despill);
            (made, work, var front, var back) = PerformerEdge.Apart(assignment.Plate.Clip.ReadStored(number), coverage, made, plate, despill, assignment.Threads, cancel);
            edge = new(front, back, despill, options.Blur);
        }
        var (soft, kept) = (0, 0.0);
        foreach (var c in coverage) (soft, kept) = (soft + (c is > 0 and < 1 ? 1 : 0), kept + c);
        return new(number, made, work, new BackgroundOrigin(assignment.Plate.Index, number, work), new(
            Stopwatch.GetElapsedTime(clock).TotalSeconds, 0.5, 0, Flagged: soft > 0.2 * coverage.Length, Calibrated: false, shot.Colour is null ? "matte" : "key",
            new Dictionary<string, double>(StringComparer.Ordinal) { ["kept"] = kept / coverage.Length, ["soft"] = (double)soft / coverage.Length }))
        {
            OnPlate = true, Foreground = matte, Edge = edge,
        };
    }

    /// <summary>Coverage of the foreground and what is behind it, R, G, B in display encoding.</summary>
    private static (float[] Coverage, float[][] Behind) Keyed(Assignment assignment, Frame picture, int number, ShotKey shot, BackgroundOptions options, CancellationToken cancel)
    {
        var codes = ShotKey.Codes(picture, assignment.Threads, cancel);
        int width = picture.Width, height = picture.Height;
        float[] coverage;
        float[][] behind;
        if (shot.Colour is { } colour)
        {
            var plate = CleanPlate.Of(codes, width, height, colour, assignment.Threads, cancel) ?? throw new ToolRefusedException("no-screen", $"frame {number}", "the screen is not seen on this frame", "Leave the frame out, or hand over mattes of what is kept");
            var raw = ScreenKey.Raw(codes, plate, width, height, colour, assignment.Threads, cancel);
            var known = ScreenKey.Certain(raw, width, height, options, plate.Noise);
            coverage = ScreenKey.Solved(known, ScreenKey.Mixed(codes, shot.Mix), ScreenKey.Mixed(plate.Planes, shot.Mix), width, height, colour.In(shot.Mix), assignment.Threads, cancel);
            behind = plate.Planes;
        }
        else
        {
            coverage = assignment.MatteOf(WorkMattes.Role, number, width, height)?.Coverage ?? MattePath.At(shot.Path!, number, codes, width, height, assignment.Threads, cancel);
            behind = MatteBehind.Of(codes, coverage, width, height, shot.Mix);
        }
        if (assignment.MatteOf(WorkMattes.GarbageRole, number, width, height) is { } garbage) for (var i = 0; i < coverage.Length; i++) coverage[i] *= 1 - garbage.Coverage[i];
        if (assignment.MatteOf(WorkMattes.HoldoutRole, number, width, height) is { } held) for (var i = 0; i < coverage.Length; i++) coverage[i] = Math.Max(coverage[i], held.Coverage[i]);
        return (coverage, behind);
    }

    /// <summary>Whether people are in the shot: then what is done at their edge is published.</summary>
    private static bool IsJudged(Assignment assignment) => assignment.Mattes.ContainsKey(WorkMattes.JudgedRole);

    private static BackgroundOptions Options(Assignment assignment) => assignment.Options as BackgroundOptions ?? throw new ArgumentException("background takes BackgroundOptions", nameof(assignment));

    private static IEnumerable<int> Worked(Assignment assignment, FrameRange range) => assignment.Worked(range, Options(assignment).Frames);

    /// <summary>Counted by the picture.</summary>
    public override IReadOnlyList<WorkTerm> Work(Assignment assignment) =>
        [new("keyed", Worked(assignment, assignment.Range).Count() * assignment.Plate.Clip.Width * assignment.Plate.Clip.Height / 1e6, KeyedSeconds)];
}
