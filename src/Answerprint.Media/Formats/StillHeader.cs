using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>What a still says without its pixels.</summary>
/// <param name="Coding">How its code values are declared; null where the pixels are light as stored.</param>
/// <param name="Packing">For people: "EXR ZIP", "DPX 10 bit filled big-endian".</param>
/// <param name="Rate">Where the file says one.</param>
/// <param name="Remarks">What is not as the file holds it or had to be guessed, a sentence each.</param>
internal sealed record StillHeader(int Width, int Height, Coding? Coding, string Packing, FrameRate? Rate, IReadOnlyList<string> Remarks)
{
    /// <summary>The timecode of the frame as the file labels it; null where it says none.</summary>
    public string? Label { get; init; }

    /// <summary>The reel as the file names it; null where it says none.</summary>
    public string? Reel { get; init; }

    /// <summary>OpenEXR's reelName; null where there is none.</summary>
    public static string? ReelOf(IEnumerable<Frames.StoredAttribute> attributes) =>
        attributes.FirstOrDefault(a => a is { Name: "reelName", Type: "string", Value.Length: > 0 and <= 1024 }) is { } reel ? ExrAttributes.Describe(reel).Trim() : null;

    /// <summary>The label in a timecode attribute of OpenEXR.</summary>
    public static string? LabelOf(IEnumerable<Frames.StoredAttribute> attributes) =>
        attributes.FirstOrDefault(a => a is { Name: "timeCode", Type: "timecode", Value.Length: 8 }) is { } code ? ExrAttributes.Describe(code) : null;
}
