using System.Buffers.Binary;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Tests.Production.Quality;

/// <summary>Stored pictures in memory as a clip.</summary>
internal sealed class StoredClip(SortedDictionary<int, StoredFrame> frames, FrameRate rate) : Clip
{
    public SortedDictionary<int, StoredFrame> Frames { get; } = frames;

    public override string Name => "memory";

    public override FrameRange Range => new(Frames.Keys.First(), Frames.Keys.Last() + 1);

    public override FrameRate Rate { get; } = rate;

    public override int Width => Frames.Values.First().Width;

    public override int Height => Frames.Values.First().Height;

    public override bool Has(int frame) => Frames.ContainsKey(frame);

    public override StoredFrame ReadStored(int frame) => Frames[frame];

    public override Frame Read(int frame)
    {
        var stored = Frames[frame];
        var picture = new Frame(stored.Width, stored.Height);
        foreach (var name in picture.Channels)
        {
            var (words, plane) = (stored.Channel(name)!.Words, picture.Plane(name)!);
            for (var i = 0; i < plane.Length; i++) plane[i] = (float)BitConverter.UInt16BitsToHalf(BinaryPrimitives.ReadUInt16LittleEndian(words.AsSpan(2 * i)));
        }
        return picture;
    }
}
