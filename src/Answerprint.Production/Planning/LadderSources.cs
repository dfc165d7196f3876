using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Planning;

/// <summary>Where a ladder gets what it must know of media. Handed in, so that planning opens no files.</summary>
/// <param name="Facts">Size, range and timecode; null where the media can not be read.</param>
/// <param name="Descriptor">What it looks like; null where it can not be read.</param>
/// <param name="Read">One frame, scene-linear.</param>
/// <param name="Attributes">What the file of a frame says beside its picture, as attributes of OpenEXR; empty where nothing.</param>
/// <param name="NoPeople">Whether a named person has declared that nobody is in a frame of a plate, by the plate's name.</param>
public sealed record LadderSources(
    Func<MediaEntry, MediaFacts?> Facts, Func<MediaEntry, TakeDescriptor?> Descriptor, Func<string, int, Frame> Read, Func<string, int, IReadOnlyList<StoredAttribute>> Attributes, Func<string, int, bool> NoPeople);
