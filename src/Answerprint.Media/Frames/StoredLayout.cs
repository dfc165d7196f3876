namespace Answerprint.Media.Frames;

/// <summary>How a picture lay in its file beyond its samples, so that a version of it lies likewise. What the numbers mean is the format's own matter.</summary>
/// <param name="Packing">The format's number of its compression.</param>
/// <param name="BottomUp">Whether the last lines come first in the file.</param>
/// <param name="Part">Which part of the file the picture is, 0-based.</param>
/// <param name="Parts">All parts in the order of the file, the picture's own among them without blocks; empty where there is but one.</param>
public sealed record StoredLayout(int Packing, bool BottomUp, int Part, IReadOnlyList<StoredPart> Parts)
{
    /// <summary>A file of one part.</summary>
    public StoredLayout(int packing, bool bottomUp)
        : this(packing, bottomUp, 0, [])
    {
    }
}

/// <summary>A part of a file beside the picture, as it lies there: its header and its packed blocks, nothing unpacked.</summary>
/// <param name="Attributes">All of them in the order of the file, those that say how it is laid out too.</param>
/// <param name="Blocks">Each with what says where it belongs, in the order of the file's table.</param>
/// <param name="Shown">Those of its channels that stand in the picture too, under their names there.</param>
public sealed record StoredPart(string Name, IReadOnlyList<StoredAttribute> Attributes, IReadOnlyList<ReadOnlyMemory<byte>> Blocks, IReadOnlyList<StoredChannel> Shown);
