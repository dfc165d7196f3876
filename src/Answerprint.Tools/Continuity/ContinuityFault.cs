namespace Answerprint.Tools.Continuity;

/// <summary>What does not match.</summary>
public enum FaultKind
{
    /// <summary>A frame shows what the one before it shows, while things move around it.</summary>
    Duplicate,

    /// <summary>Between two frames twice as much time passes as around them.</summary>
    Dropped,

    /// <summary>One frame is lighter or darker than its neighbours.</summary>
    Flicker,

    /// <summary>Within a shot the light jumps, and stays so.</summary>
    LightStep,

    /// <summary>The same things have another exposure or white on both sides of a cut.</summary>
    LightAcrossCut,

    /// <summary>A pixel of the sensor is stuck.</summary>
    StuckPixel,
}

/// <summary>A fault that was found, and what would mend it. Nothing is mended by itself.</summary>
/// <param name="Clip">As it was named.</param>
/// <param name="Frame">In the clip's numbers: the frame that is wrong, or the first after what is missing or after a cut.</param>
/// <param name="Score">1: just enough to be named; faults are ranked by it.</param>
/// <param name="Words">One sentence.</param>
/// <param name="Remedy">The command that would mend it, or what to ask for.</param>
public sealed record ContinuityFault(FaultKind Kind, string Clip, int Frame, double Score, string Words, string Remedy)
{
    /// <summary>The clip and frame that it is held against; null: the frame before.</summary>
    public (string Clip, int Frame)? Against { get; init; }

    /// <summary>It is so all through the shot: what is named is the first.</summary>
    public bool IsThroughout { get; init; }

    /// <summary>A place in the picture, pixels from the top left; null: all of it.</summary>
    public (int X, int Y)? Place { get; init; }
}

/// <summary>A run of frames without a cut.</summary>
/// <param name="First">In the clip's numbers.</param>
/// <param name="Last">The last of them.</param>
public sealed record SeenShot(string Clip, int First, int Last);

/// <summary>What was found in clips, in their order.</summary>
/// <param name="Faults">The gravest first.</param>
public sealed record ContinuityReport(IReadOnlyList<SeenShot> Shots, IReadOnlyList<ContinuityFault> Faults)
{
    /// <summary>Frames that were looked at.</summary>
    public int Frames { get; init; }
}
