using Answerprint.Media.Time;

namespace Answerprint.Production.Farm;

/// <summary>A run of frames that is rendered and committed as one.</summary>
/// <param name="Index">From 0.</param>
public sealed record Chunk(int Index, FrameRange Range)
{
    /// <summary>Frames in a chunk: work of seconds, so that a kill costs little.</summary>
    public const int Frames = 8;

    /// <summary>The chunks of a range: the same ones whoever asks.</summary>
    public static IReadOnlyList<Chunk> Of(FrameRange range)
    {
        var chunks = new List<Chunk>();
        for (var start = range.Start; start < range.End; start += Frames)
            chunks.Add(new(chunks.Count, new(start, Math.Min(range.End, start + Frames))));
        return chunks;
    }
}
