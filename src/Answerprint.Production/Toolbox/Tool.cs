using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// All that a tool is. Laws (held by ToolContractTest): outside the work matte the plate's bits stand; range, rate and size are kept;
/// same recipe, same bits, whatever the chunking or thread count; cancels within a frame; reads nothing beyond <see cref="Needs"/>.
/// A tool holds no state between calls and is safe for use from several threads.
/// </summary>
public abstract class Tool
{
    public abstract ToolCard Card { get; }

    /// <summary>Looks at options before anything is asked with them.</summary>
    /// <exception cref="FormatException">A value is out of its range, or no option is called so.</exception>
    public virtual void Check(object options)
    {
    }

    /// <summary>The plate frames that rendering <paramref name="range"/> reads; <see cref="Prepare"/> reads those of the whole assignment.</summary>
    public abstract IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range);

    /// <summary>
    /// The work of an assignment in terms that are known before it is done: nothing is read, of the clip only what it has is asked. A tool that
    /// counts nothing is bid by its made megapixels.
    /// </summary>
    public virtual IReadOnlyList<WorkTerm> Work(Assignment assignment) => [];

    /// <summary>What is worked out once a shot (a path, a flicker chain, a choice of method). Its bytes go to the vault, their hash into the recipe.</summary>
    /// <exception cref="ToolRefusedException">The tool can not do this honestly: a cut inside the gap.</exception>
    public abstract Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel);

    /// <summary>
    /// The frames of <paramref name="range"/> that the tool makes or changes, ascending; a frame that is not yielded stands as it is in the plate.
    /// </summary>
    public abstract IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel);
}

/// <summary>Frames of one plate that a tool reads.</summary>
public sealed record PlateNeed(uint Plate, IReadOnlyList<int> Frames);

/// <summary>One plate at work: its index in the table of plates that the origin pass cites, and its pictures.</summary>
public sealed record PlateAtWork(uint Index, Clip Clip);

/// <summary>One piece of work for a tool.</summary>
/// <param name="Plates">The plate to work on first, then the others it may draw from.</param>
/// <param name="Range">The frames of the shot with handles, in the plate's numbers.</param>
/// <param name="Options">The tool's own options record.</param>
/// <param name="Seed">Decides all chance.</param>
/// <param name="Threads">How many threads to use; the result does not depend on it.</param>
/// <param name="Mattes">Named mattes by role: "work" (what is worked on), "performer/…" (people: never a source), "unsaid" (where nobody has said whether people are: nothing is drawn from there). Empty where there are none.</param>
public sealed record Assignment(
    IReadOnlyList<PlateAtWork> Plates,
    FrameRange Range,
    object Options,
    ulong Seed,
    int Threads,
    IReadOnlyDictionary<string, Clip> Mattes)
{
    public PlateAtWork Plate => Plates[0];

    /// <summary>Screens, signs and plates that show another picture, or are blurred; one before which others pass comes first.</summary>
    public IReadOnlyList<ScreenWork> Screens { get; init; } = [];

    public static IReadOnlyDictionary<string, Clip> NoMattes { get; } = new Dictionary<string, Clip>();

    /// <summary>The frames of a range that are asked for, and that the plate has.</summary>
    /// <param name="asked">Null: all.</param>
    public IEnumerable<int> Worked(FrameRange range, IReadOnlyList<int>? asked)
    {
        var only = asked?.ToHashSet();
        return range.Intersect(Range).Numbers.Where(n => only?.Contains(n) != false && Plate.Clip.Has(n));
    }

    /// <summary>The matte of a role on a frame, between 0 and 1 and a number everywhere; null where there is none.</summary>
    /// <exception cref="BadInputException">It has another size than the plate.</exception>
    public Matte? MatteOf(string role, int number, int width, int height)
    {
        if (Mattes.GetValueOrDefault(role) is not { } clip || !clip.Has(number)) return null;
        var matte = clip is MatteClip drawn ? drawn.Of(number) : clip is FileClip file ? file.ReadMatte(number) : MatteFile.FromStored(clip.ReadStored(number), clip.Name, $"frame {number}");
        if (matte.Width != width || matte.Height != height) throw new BadInputException("matte-size", clip.Name, $"frame {number}", $"the matte is {matte.Width}×{matte.Height}, the plate is {width}×{height}", "Deliver mattes in the size of the plate");
        for (var i = 0; i < matte.Coverage.Length; i++) matte.Coverage[i] = float.IsNaN(matte.Coverage[i]) ? 0 : Math.Clamp(matte.Coverage[i], 0, 1);
        return matte;
    }
}

/// <summary>What <see cref="Tool.Prepare"/> worked out. <paramref name="Bytes"/> decide pixels, so their hash is part of the recipe.</summary>
public sealed record Preparation(byte[] Bytes);

/// <summary>A frame that a tool made or changed.</summary>
/// <param name="Number">In the plate's numbers.</param>
/// <param name="Picture">Scene-linear float32; only pixels where <paramref name="Work"/> is above 0 count.</param>
/// <param name="Work">The work matte: where pixels were changed. The whole picture for a made frame.</param>
/// <param name="Origin">Where each changed pixel came from, told when it is asked for.</param>
public sealed record MadeFrame(int Number, Frame Picture, Matte Work, OriginPass Origin, FrameFigures Figures)
{
    /// <summary>The plate's frame that this one shows whole: a hold, whose stored words are copied and not made. Null: none.</summary>
    public int? Shows { get; init; }

    /// <summary>In another timing: the moment that it shows, in the plate's numbers. Null where the timing is the plate's own.</summary>
    public double? Moment { get; init; }

    /// <summary>Where something was set before another background: how much of each pixel is the foreground. Null: nothing was.</summary>
    public Matte? Foreground { get; init; }

    /// <summary>What is published of the edge where a performer was set before another background (class P4), beside <see cref="Foreground"/>. Null: nobody is judged there.</summary>
    public PublishedEdge? Edge { get; init; }

    /// <summary>The plate's own frame was changed, even where that is all of it: data that is no light stands.</summary>
    public bool OnPlate { get; init; }
}

/// <summary>What a tool says about a frame that it made.</summary>
/// <param name="Seconds">Wall time of this frame.</param>
/// <param name="Confidence">Mean of the confidence channel, 0..1.</param>
/// <param name="ForecastPsnr">The PSNR that the tool expects against truth, dB on the display encoding.</param>
/// <param name="Flagged">A person should look at this frame.</param>
/// <param name="Calibrated">Whether confidence is a probability that was found calibrated on such frames.</param>
/// <param name="Method">What was used: "motion", "linear", "repeat", "blend", "hold", "real", "mend", "mend along motion".</param>
/// <param name="Measures">Further figures by name.</param>
public sealed record FrameFigures(
    double Seconds, double Confidence, double ForecastPsnr, bool Flagged, bool Calibrated, string Method, IReadOnlyDictionary<string, double> Measures);

/// <summary>What a tool is for, what it can not do, and how it measures. Printed by help and named in credentials.</summary>
/// <param name="Name">One word: "fill".</param>
/// <param name="Version">Rises whenever a pixel can change.</param>
/// <param name="Purpose">One sentence.</param>
/// <param name="Limits">What it fails on, one sentence each.</param>
/// <param name="Craft">The craft that owns the step: "compositing".</param>
/// <param name="MakesPixels">Whether it makes frames or pixels (PRJ-07), as opposed to holding, moving or colouring real ones.</param>
/// <param name="IsModel">Whether trained weights decide pixels (PRJ-04).</param>
/// <param name="OptionsType">The record whose members are the tool's flags.</param>
public sealed record ToolCard(
    string Name, string Version, string Purpose, IReadOnlyList<string> Limits, string Craft, bool MakesPixels, bool IsModel, Type OptionsType)
{
    /// <summary>It does nothing without the matte of what it works on: its options are <see cref="IMatted"/>.</summary>
    public bool NeedsMatte { get; init; }

    /// <summary>The trained weights, where there are any.</summary>
    public ToolModel? Model { get; init; }
}

/// <summary>Trained weights that a tool comes with.</summary>
/// <param name="Name">As its files are called: "fill-mix".</param>
/// <param name="Sha256">Of the weights' file.</param>
/// <param name="LearntFrom">One sentence.</param>
/// <param name="Licence">Of the weights, as SPDX writes it.</param>
/// <param name="Receipt">SHA-256 of the receipt, which names every picture, seed and parameter that it learnt from.</param>
public sealed record ToolModel(string Name, string Sha256, string LearntFrom, string Licence, string Receipt);

/// <summary>The tool will not do this and says why. Exit code 5.</summary>
/// <param name="code">A short stable word: "cut-in-gap".</param>
/// <param name="place">The shot or frames: "frames 1012-1014".</param>
public sealed class ToolRefusedException(string code, string place, string problem, string remedy)
    : Exception($"{place}: {problem}. {remedy}.")
{
    public string Code { get; } = code;

    public string Place { get; } = place;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
