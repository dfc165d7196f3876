using Answerprint.Media.Time;

namespace Answerprint.Production.Farm;

/// <summary>A run of frames that is rendered and committed as one.</summary>
/// <param name="Index">From 0.</param>
public sealed record Chunk(int Index, FrameRange Range)
{
    /// <summary>Frames in a chunk: work of seconds, so that a kill costs little.</summary>
    public const int Frames = 8;

    /// <summary>The chunks of a range: the same ones whoever asks. A run of frames that is made is not cut in two where that can be helped,
    /// because motion is found once a run.</summary>
    /// <param name="made">The frames that are to be made, ascending.</param>
    public static IReadOnlyList<Chunk> Of(FrameRange range, IReadOnlyList<int> made)
    {
        var asked = made.ToHashSet();
        var chunks = new List<Chunk>();
        for (var start = range.Start; start < range.End;)
        {
            var end = Math.Min(range.End, start + Frames);
            while (end < range.End && end - start < 4 * Frames && asked.Contains(end - 1) && asked.Contains(end)) end++;
            chunks.Add(new(chunks.Count, new(start, end)));
            start = end;
        }
        return chunks;
    }
}
