using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>
/// All that an inspection is given: the plate, the version, and what the version claims about itself. Nothing tells it which tool was at work. Every
/// claim is a function of the frame, read when asked.
/// </summary>
public sealed record Inspection
{
    public required Clip Plate { get; init; }

    /// <summary>The whole range under the plate's numbers, copied frames included.</summary>
    public required Clip Version { get; init; }

    public required FrameRange Range { get; init; }

    /// <summary>Where a frame was changed; null or empty: nowhere. Same size as the plate.</summary>
    public required Func<int, Matte?> Work { get; init; }

    /// <summary>Where a changed frame's pixels came from, told row by row; null where a frame was not changed.</summary>
    public required Func<int, OriginPass?> Origin { get; init; }

    /// <summary>Those about this plate.</summary>
    public IReadOnlyList<Declaration> Declarations { get; init; } = [];

    /// <summary>A declared performer's matte on a real frame, by digest; null where it is not to be had.</summary>
    public Func<string, int, Matte?> PerformerMatte { get; init; } = (_, _) => null;

    /// <summary>Frames of the version that show another real frame: number → the plate's frame.</summary>
    public IReadOnlyDictionary<int, int> Held { get; init; } = new Dictionary<int, int>();

    /// <summary>The cut itself orders a freeze.</summary>
    public bool CutFreezes { get; init; }

    public PerformerClass Class { get; init; }

    /// <summary>Whether a plate's frame is the one that the book says was taken in; null where the book does not say.</summary>
    public Func<int, StoredFrame, bool?> IsAsIngested { get; init; } = (_, _) => null;

    /// <summary>
    /// The version is in another timing: its frames are not the plate's of that number, whether or not the plate has one. Then nobody may be in any frame that it shows or draws from.
    /// </summary>
    public bool IsRetimed { get; init; }

    /// <summary>Made by nothing of ours: where its changed pixels came from nobody knows, so its origin pass says no more than that, and only what is judged on people is made again from what it declares.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>How the origin pass cites the plate at work.</summary>
    public uint PlateIndex { get; init; }

    /// <summary>Gathers a picture again from its origin, scene-linear; null: only whole-pixel taps can be checked.</summary>
    public Func<int, OriginPass, Frame?>? Regather { get; init; }

    /// <summary>Whether the tool itself flagged a frame.</summary>
    public Func<int, bool> Flagged { get; init; } = _ => false;

    /// <summary>Reads a frame of a plate that the origin cites, by its index in the table of plates; by default only the one at work.</summary>
    public Func<uint, int, StoredFrame?>? Source { get; init; }

    /// <summary>Whether a named person attests that nobody is in another plate that the origin cites.</summary>
    public Func<uint, bool> IsAttestedEmpty { get; init; } = _ => false;

    /// <summary>What the version says was done to people's pixels; null: nothing, and the work keeps away from them.</summary>
    public DeclaredChange? Change { get; init; }

    /// <summary>A picture that the declared change cites, by frame; null where it is not to be had.</summary>
    public Func<ChangePictures, int, StoredFrame?> ChangePictures { get; init; } = (_, _) => null;

    /// <summary>Who is where on a frame of the plate, parts that were attested included; null: by the mattes of the declared performers alone.</summary>
    public Func<int, PeopleOnFrame>? People { get; init; }

    /// <summary>A declaration's part by mattes, on a frame; null where it has none.</summary>
    public Func<Declaration, int, Matte?> Parts { get; init; } = (_, _) => null;

    /// <summary>A cited frame of a cited plate; null where there is none.</summary>
    public StoredFrame? Cited(uint plate, int frame) =>
        Source is not null ? Source(plate, frame) : plate == PlateIndex && Plate.Has(frame) ? Plate.ReadStored(frame) : null;

    /// <summary>Whether the frame is not in the plate, so that the version had to make or hold one.</summary>
    public bool IsMade(int frame) => !Plate.Has(frame);

    /// <summary>Whether people are on a real frame, as far as anybody declared.</summary>
    internal PeopleThere PeopleOn(int frame) => PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [frame] = null }, Declarations, PerformerMatte, Parts);

    /// <summary>What is asked about classes of change.</summary>
    internal MeasuredChange Measured => new()
    {
        Plate = Plate, Version = Version, Range = Range, Declared = Change, Pictures = ChangePictures, CutFreezes = CutFreezes,
        People = People ?? (frame => PeopleOnFrame.Of(Declarations, frame, Plate.Width, Plate.Height, PerformerMatte, Parts)),
    };

    /// <summary>The nearest real frames on both sides; null where there is none.</summary>
    internal (int? Before, int? After) Neighbours(int frame)
    {
        var range = Plate.Range;
        int? before = null, after = null;
        for (var n = Math.Min(frame, range.End) - 1; n >= range.Start && before is null; n--) if (Plate.Has(n)) before = n;
        for (var n = Math.Max(frame, range.Start - 1) + 1; n < range.End && after is null; n++) if (Plate.Has(n)) after = n;
        return (before, after);
    }
}
