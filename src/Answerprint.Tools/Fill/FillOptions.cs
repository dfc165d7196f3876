using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>How a gap is filled.</summary>
public enum FillMethod
{
    /// <summary>What wins on gaps of the same length elsewhere in the shot.</summary>
    Auto,

    /// <summary>Along motion that may bend, as far as the frames outside the gap say so.</summary>
    Motion,

    /// <summary>Along straight motion at even speed.</summary>
    Linear,

    /// <summary>The nearest real frame.</summary>
    Repeat,

    /// <summary>The two real frames cross-faded.</summary>
    Blend,
}

/// <summary>What `fill` is asked for.</summary>
/// <param name="Missing">Frames to make, in the plate's numbers. They are never read, whether or not they exist.</param>
/// <param name="Hold">Missing frames before the first or after the last real one hold that frame; without it they are refused.</param>
/// <param name="Method">Default: decided for each gap.</param>
public sealed record FillOptions(IReadOnlyList<int> Missing, bool Hold = false, FillMethod Method = FillMethod.Auto)
{
    /// <summary>
    /// Frames that are not made: each shows the real frame that it is given here, word by word. They stand among <see cref="Missing"/> too and are
    /// no neighbours of a gap.
    /// </summary>
    public IReadOnlyDictionary<int, int> Held { get; init; } = new Dictionary<int, int>();

    /// <summary>Damaged pixels of frames that are there: they are mended, and nothing beside them.</summary>
    public IReadOnlyList<Defect> Defects { get; init; } = [];

    /// <summary>Another timing; null: none. Then <see cref="Missing"/> and <see cref="Held"/> are empty.</summary>
    public Retime? Retime { get; init; }
}

/// <summary>Frames at moments of the plate's own time.</summary>
/// <param name="Moments">
/// The number of each frame to give → the moment that it shows, in the plate's numbers: 12.4 lies between the frames 12 and 13. One within 1/64 of a real frame is that
/// frame, word by word. Moments may run backwards or stand still.
/// </param>
/// <param name="First">The first frame of the plate that may be looked at.</param>
/// <param name="Last">The last.</param>
public sealed record Retime(IReadOnlyDictionary<int, double> Moments, int First, int Last)
{
    /// <summary>A moment nearer than this to a real frame is that frame, in frames.</summary>
    public const double OnFrame = 1.0 / 64;
}
