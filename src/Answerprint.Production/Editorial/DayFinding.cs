namespace Answerprint.Production.Editorial;

/// <summary>What is amiss in a day's dailies.</summary>
public enum DayFault
{
    /// <summary>The camera report names a take, and no media is there.</summary>
    NotOffloaded,

    /// <summary>Media that no report names.</summary>
    NotLogged,

    /// <summary>Media that can not be read.</summary>
    Unreadable,

    /// <summary>Frames are missing inside a sequence.</summary>
    Holes,

    /// <summary>The media holds less than the report says, or other labels.</summary>
    NotAsLogged,

    /// <summary>A set-up for which work on pictures is foreseen has no plate of the set without what plays in it.</summary>
    NoCleanPlate,

    /// <summary>The plate is shorter than the longest take that it is to serve.</summary>
    ShortPlate,

    /// <summary>Fewer frames than the show's handles stand before or after the marked action, or the take is not as long as its handles.</summary>
    ShortHandles,

    /// <summary>Takes of one set-up were shot with other settings, by the report.</summary>
    OtherSettings,

    /// <summary>The same things are lighter or darker in one take than in the others of its set-up, or from its begin to its end.</summary>
    StopDrift,

    /// <summary>The same things have another white.</summary>
    WhiteDrift,

    /// <summary>A pixel of a camera is stuck in its takes.</summary>
    DeadPixel,

    /// <summary>Something reaches into the frame from its upper edge for a while: a boom, a flag, a bounce board.</summary>
    Boom,
}

/// <summary>One thing that somebody should see to before the set is struck.</summary>
/// <param name="Take">Name of the take; of the first, where several are meant.</param>
/// <param name="Media">Full path of what was looked at; empty where there is none.</param>
/// <param name="Score">1: just enough to be named; from 2 on grave.</param>
/// <param name="Words">One sentence without full stop.</param>
/// <param name="PickUp">What to shoot or to do, one sentence without full stop.</param>
public sealed record DayFinding(DayFault Fault, string SetUp, string Camera, string Take, string Media, double Score, string Words, string PickUp)
{
    /// <summary>In the media's numbers; null: the whole of it.</summary>
    public int? Frame { get; init; }

    /// <summary>What it is held against.</summary>
    public (string Media, int Frame)? Against { get; init; }

    /// <summary>A part of the picture, pixels from the top left.</summary>
    public (int X, int Y, int Width, int Height)? Place { get; init; }

    /// <summary>Frames that a pick-up should have at least; null: it is none that is shot again.</summary>
    public int? Frames { get; init; }

    /// <summary>Whether it is mended by shooting, so that it stands on the pick-up list.</summary>
    public bool IsPickUp => Frames is not null;
}
