using Answerprint.Media.Measures;
using Answerprint.Media.Time;

namespace Answerprint.Production.Planning;

/// <summary>A shot that the cut shows near the missing one.</summary>
/// <param name="Distance">−1 for the shot before, +1 for the one after, ±2 for the next ones.</param>
/// <param name="Samples">The frames of it that were looked at; never empty.</param>
public sealed record PlaceNeighbour(int Distance, string Name, string Path, FrameRange Frames, IReadOnlyList<TakeSample> Samples);

/// <summary>The place of a missing shot: what is around it, and what the cut itself says of the shot.</summary>
/// <param name="Frames">How many frames are needed.</param>
/// <param name="Neighbours">At most four on either side.</param>
/// <param name="Name">What the cut calls it; empty for a gap.</param>
/// <param name="Reel">Empty where it says none.</param>
/// <param name="SourceFirst">The first moment of media that it asks for, in frames from 00:00:00:00; null where it asks for none.</param>
public sealed record ShotPlace(int Frames, IReadOnlyList<PlaceNeighbour> Neighbours, string Name, string Reel, long? SourceFirst, FrameRate Rate);

/// <summary>Frames in a row that the cut does not use.</summary>
/// <param name="Use">"unused take", "post-roll of a used take" …</param>
/// <param name="Frames">In the media's own numbers; no hole inside.</param>
/// <param name="Descriptor">Of the whole take.</param>
/// <param name="Start">The label of the take's first frame; null where it has none.</param>
public sealed record UnusedPiece(string Path, string Name, string Use, FrameRange Frames, TakeDescriptor Descriptor, FrameRange Take, Timecode? Start);

/// <summary>Frames that may stand where the shot is missing, and why.</summary>
/// <param name="Frames">As many as are needed, in the media's own numbers.</param>
/// <param name="Score">What the ranking goes by; only its order means anything.</param>
/// <param name="Like">The neighbour that it resembles most; null where there is none.</param>
/// <param name="Framing">How alike that neighbour is in framing, 0 to 1; likewise colour and light, and motion.</param>
/// <param name="Names">How alike the names are, 0 to 1; null where they say nothing.</param>
/// <param name="Nearness">How near the timecode is to what the shot asked for, 0 to 1; null where one of them has none.</param>
public sealed record FoundPiece(
    UnusedPiece Piece, FrameRange Frames, double Score, PlaceNeighbour? Like, double Framing, double Light, double Motion, double? Names, double? Nearness);
