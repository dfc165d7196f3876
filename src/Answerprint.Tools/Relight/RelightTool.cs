using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Relight;

/// <summary>
/// Changes the light of a shot: by named parameters, to the light of a second plate, or even in time. What it does is a declared change of class P1 (`answerprint.change.1`), which is its preparation, and which anybody
/// can do again to the same bits.
/// </summary>
public sealed class RelightTool : Tool
{
    /// <summary>CPU seconds a megapixel; and of a frame whose exposure is followed.</summary>
    private const double ColouredSeconds = 0.35, FollowedSeconds = 0.05;

    public override ToolCard Card { get; } = new(
        "relight", "1", "Changes exposure, white, contrast, saturation and the fall of light by named parameters, matches a shot to another, and evens out flicker.",
        [
            "Light is changed as a grade and a smooth field: shadows do not move.",
            "Where nothing is seen in both shots, what they show is taken for their grade; the report says so.",
            "What is clipped in the plate stays flat.",
            "Flicker that differs over the picture, or in the blacks alone, stays.",
        ],
        "grading", MakesPixels: false, IsModel: false, typeof(RelightOptions));

    public override void Check(object options) => ((RelightOptions)options).Checked();

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range)
    {
        List<PlateNeed> needs = [new(assignment.Plate.Index, [.. Worked(assignment, range)])];
        if (assignment.Plates.Count > 1 && Options(assignment).Match) needs.Add(new(assignment.Plates[1].Index, [.. assignment.Plates[1].Clip.Range.Numbers.Where(assignment.Plates[1].Clip.Has)]));
        return needs;
    }

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel)
    {
        var options = Options(assignment).Checked();
        List<int> worked = [.. Worked(assignment, assignment.Range)];
        var clip = assignment.Plate.Clip;
        var found = new JsonObject();
        var chain = options.Deflicker && worked.Count > 1 ? FlickerChain.Of(clip, worked, assignment.Threads, progress, cancel) : null;
        if (chain is not null) found["flicker"] = new JsonObject { ["rms"] = Math.Round(chain.Before, 4), ["frames"] = chain.Gains.Count, ["cuts"] = FrameList.Format(chain.Cuts) };
        ShotMatch? match = null;
        if (options.Match && worked.Count > 0)
        {
            if (assignment.Plates.Count < 2) throw new ArgumentException("to match a light there must be a second plate", nameof(assignment));
            match = ShotMatch.Of(clip, worked, assignment.Plates[1].Clip, assignment.Threads, progress, cancel);
            found["match"] = new JsonObject { ["way"] = match.Way, ["overlap"] = Math.Round(match.Overlap, 4), ["before"] = match.Before is { } b ? Math.Round(b, 3) : null, ["after"] = match.After is { } a ? Math.Round(a, 3) : null };
        }
        IReadOnlyList<ColourStep> steps = [.. match?.Steps ?? [], .. Balance.Steps(options)];
        var (field, records) = (Balance.Field(options), new List<ChangeRecord>());
        foreach (var (start, end) in Runs(worked, chain))
        {
            IReadOnlyList<ColourStep> own = chain?.Gains.GetValueOrDefault(start) is { } gain ? [new CdlColour(gain, [0, 0, 0], [1, 1, 1], 1), .. steps] : steps;
            if (own.Count > 0 || field is not null) records.Add(new(new(start, end), PerformerClass.P1) { Steps = own, Field = field });
        }
        return new DeclaredWork(found, new(records)).Write();
    }

    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var (change, clip) = (DeclaredWork.Read(preparation).Change, assignment.Plate.Clip);
        foreach (var number in Worked(assignment, range))
        {
            cancel.ThrowIfCancellationRequested();
            if (change.On(number).FirstOrDefault() is not { } record) continue;
            var clock = Stopwatch.GetTimestamp();
            var plate = clip.Read(number);
            var matte = assignment.Mattes.ContainsKey(WorkMattes.Role) ? assignment.MatteOf(WorkMattes.Role, number, plate.Width, plate.Height) ?? new Matte(plate.Width, plate.Height) : null;
            var (made, work) = Coloured(plate, record, PlateWords.Of(clip, number), matte, assignment.Threads, cancel);
            yield return new(number, made, work, new PlaceOrigin(assignment.Plate.Index, number, plate.Width, plate.Height, matte is null ? null : work), new(
                Stopwatch.GetElapsedTime(clock).TotalSeconds, 0.5, 0, Flagged: false, Calibrated: false, "grade", new Dictionary<string, double>(StringComparer.Ordinal) { ["changed"] = (double)work.Coverage.Count(c => c > 0) / work.Coverage.Length }))
            {
                OnPlate = true,
            };
        }
    }

    /// <summary>Step after step in binary64, rounded once, to the type in which the plate holds its light.</summary>
    private static (Frame Made, Matte Work) Coloured(Frame plate, ChangeRecord record, SampleType type, Matte? matte, int threads, CancellationToken cancel)
    {
        var (made, work) = (plate.Copy(), new Matte(plate.Width, plate.Height));
        var grey = plate.Plane("R") is null ? made.Plane("Y") ?? made.Plane(0) : null;
        float[] red = grey ?? made.Plane("R")!, green = grey ?? made.Plane("G") ?? red, blue = grey ?? made.Plane("B") ?? green;
        Rows.Each(threads, plate.Height, (top, low) =>
        {
            for (var i = top * plate.Width; i < low * plate.Width; i++)
            {
                var share = matte?.Coverage[i] ?? 1;
                if (share == 0) continue;
                double r = red[i], g = green[i], b = blue[i];
                foreach (var step in record.Steps) step.Apply(ref r, ref g, ref b);
                if (record.Field is { } field)
                {
                    var gain = Math.Pow(2, field.At(i % plate.Width, i / plate.Width, plate.Width, plate.Height));
                    (r, g, b) = (r * gain, g * gain, b * gain);
                }
                if (share < 1) (r, g, b) = (red[i] + (share * (r - red[i])), green[i] + (share * (g - green[i])), blue[i] + (share * (b - blue[i])));
                var changed = false;
                if (grey is not null) changed = Put(grey, i, g, type);
                else foreach (var (plane, value) in new[] { (red, r), (green, g), (blue, b) }) changed |= Put(plane, i, value, type);
                if (changed) work.Coverage[i] = 1;
            }
        }, cancel);
        return (made, work);
    }

    private static bool Put(float[] plane, int i, double value, SampleType type)
    {
        var rounded = PlateWords.Rounded(value, type);
        var changed = BitConverter.SingleToUInt32Bits(rounded) != BitConverter.SingleToUInt32Bits(plane[i]) && !(float.IsNaN(rounded) && float.IsNaN(plane[i]));
        plane[i] = rounded;
        return changed;
    }

    /// <summary>Frames that are coloured alike, one after the other.</summary>
    private static IEnumerable<(int Start, int End)> Runs(List<int> worked, FlickerChain? chain)
    {
        for (var i = 0; i < worked.Count;)
        {
            var j = i + 1;
            if (chain?.Gains.ContainsKey(worked[i]) != true)
                while (j < worked.Count && worked[j] == worked[j - 1] + 1 && chain?.Gains.ContainsKey(worked[j]) != true) j++;
            yield return (worked[i], worked[j - 1] + 1);
            i = j;
        }
    }

    private static RelightOptions Options(Assignment assignment) => assignment.Options as RelightOptions ?? throw new ArgumentException("relight takes RelightOptions", nameof(assignment));

    private static IEnumerable<int> Worked(Assignment assignment, FrameRange range) => assignment.Worked(range, Options(assignment).Frames);

    /// <summary>Counted by the picture.</summary>
    public override IReadOnlyList<WorkTerm> Work(Assignment assignment)
    {
        var frames = Worked(assignment, assignment.Range).Count();
        var terms = new List<WorkTerm> { new("coloured", frames * assignment.Plate.Clip.Width * assignment.Plate.Clip.Height / 1e6, ColouredSeconds) };
        if (Options(assignment).Deflicker) terms.Add(new("followed", frames, FollowedSeconds));
        return terms;
    }
}
