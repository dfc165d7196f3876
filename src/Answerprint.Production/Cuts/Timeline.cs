using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// A cut in no format: tracks from the bottom up, as editors stack them. What a format holds beyond this stands in the metadata.
/// Values only: whoever changes a cut makes a new one.
/// </summary>
/// <param name="Rate">Frames a second of the record side.</param>
/// <param name="Start">The record time of the first frame, at <paramref name="Rate"/>.</param>
/// <param name="DropFrame">Whether record labels are drop-frame.</param>
public sealed record Timeline(
    string Name, FrameRate Rate, RationalTime Start, bool DropFrame, IReadOnlyList<Track> Tracks, IReadOnlyList<Marker> Markers, JsonObject Metadata)
{
    /// <summary>The label of a record frame counted from the first frame of the cut (0).</summary>
    public Timecode RecordTimecode(long frame) => Timecode.FromFrame(Start.Round() + frame, Rate, DropFrame);

    public IEnumerable<Track> PictureTracks => Tracks.Where(t => t.Kind == TrackKind.Picture);
}

public enum TrackKind
{
    Picture,
    Audio,

    /// <summary>A kind that we do not know; kept, never worked on.</summary>
    Other,
}

/// <summary>Items end to end from the start of the cut. A transition stands between two items and takes no time of its own.</summary>
/// <param name="KindName">The kind as the file writes it: "Video".</param>
/// <param name="SourceRange">The part of the track that counts; null: all of it.</param>
public sealed record Track(
    string Name, TrackKind Kind, string KindName, bool Enabled, TimeRange? SourceRange, IReadOnlyList<TrackItem> Items, IReadOnlyList<Marker> Markers,
    IReadOnlyList<Effect> Effects, JsonObject Metadata);

/// <summary>Something on a track.</summary>
public abstract record TrackItem(string Name, JsonObject Metadata)
{
    /// <summary>Where it stands in the file: a JSON path, a line. For messages.</summary>
    public string Place { get; init; } = "";
}

/// <summary>Something that takes time on a track.</summary>
/// <param name="SourceRange">Which part is used, in the time of the media (or of the nested cut); null: all that is available.</param>
/// <param name="Enabled">A disabled item takes its time and shows nothing.</param>
public abstract record TimedItem(string Name, bool Enabled, TimeRange? SourceRange, IReadOnlyList<Marker> Markers, IReadOnlyList<Effect> Effects, JsonObject Metadata)
    : TrackItem(Name, Metadata);

/// <summary>A piece of media in the cut.</summary>
/// <param name="References">The media by key ("DEFAULT_MEDIA"); never empty: missing media is a <see cref="MissingReference"/>.</param>
public sealed record ClipItem(
    string Name, bool Enabled, TimeRange? SourceRange, IReadOnlyDictionary<string, MediaReference> References, string ActiveKey,
    IReadOnlyList<Marker> Markers, IReadOnlyList<Effect> Effects, JsonObject Metadata)
    : TimedItem(Name, Enabled, SourceRange, Markers, Effects, Metadata)
{
    /// <summary>The key of the only or ordinary media.</summary>
    public const string DefaultKey = "DEFAULT_MEDIA";

    /// <summary>The reel or tape, where the cut says one.</summary>
    public string Reel { get; init; } = "";

    public MediaReference Media => References.TryGetValue(ActiveKey, out var media) ? media : MissingReference.Unnamed;
}

/// <summary>Nothing, for a while.</summary>
public sealed record GapItem(string Name, bool Enabled, TimeRange? SourceRange, IReadOnlyList<Marker> Markers, IReadOnlyList<Effect> Effects, JsonObject Metadata)
    : TimedItem(Name, Enabled, SourceRange, Markers, Effects, Metadata);

/// <summary>A cut within the cut: tracks on top of each other.</summary>
public sealed record NestedItem(
    string Name, bool Enabled, TimeRange? SourceRange, IReadOnlyList<Track> Tracks, IReadOnlyList<Marker> Markers, IReadOnlyList<Effect> Effects, JsonObject Metadata)
    : TimedItem(Name, Enabled, SourceRange, Markers, Effects, Metadata);

/// <summary>A dissolve or wipe across the cut where it stands.</summary>
/// <param name="Type">"SMPTE_Dissolve", or the format's own word.</param>
/// <param name="In">How long it lasts before the cut.</param>
/// <param name="Out">How long it lasts after the cut.</param>
public sealed record TransitionItem(string Name, string Type, RationalTime In, RationalTime Out, JsonObject Metadata)
    : TrackItem(Name, Metadata);

/// <summary>A thing that we keep and do not understand: it takes no time.</summary>
public sealed record UnknownItem(string Name, string Schema, JsonObject Metadata)
    : TrackItem(Name, Metadata);

/// <summary>A note at a place.</summary>
/// <param name="Range">In the time of what it is stuck to: the media of a clip, the track, the cut.</param>
/// <param name="Color">"RED", or "" where there is none.</param>
public sealed record Marker(string Name, string Color, string Comment, TimeRange Range, JsonObject Metadata);

/// <summary>An effect by its own name; two kinds change time.</summary>
public record Effect(string Name, string EffectName, JsonObject Metadata);

/// <summary>A constant speed: 2 = twice as fast, negative = backwards.</summary>
public record LinearTimeWarp(string Name, string EffectName, double Scalar, JsonObject Metadata) : Effect(Name, EffectName, Metadata);

/// <summary>One frame held.</summary>
public sealed record FreezeFrame(string Name, string EffectName, JsonObject Metadata) : LinearTimeWarp(Name, EffectName, 0, Metadata);
