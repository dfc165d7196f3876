using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Tests.House;

/// <summary>A clip that remembers which of its frames were read.</summary>
internal sealed class WatchedClip(Clip inner) : Clip
{
    private readonly HashSet<int> read = [];

    public IReadOnlySet<int> Seen
    {
        get { lock (read) return new HashSet<int>(read); }
    }

    public override string Name => inner.Name;

    public override FrameRange Range => inner.Range;

    public override FrameRate Rate => inner.Rate;

    public override int Width => inner.Width;

    public override int Height => inner.Height;

    public void Forget()
    {
        lock (read) read.Clear();
    }

    public override bool Has(int frame) => inner.Has(frame);

    public override StoredFrame ReadStored(int frame)
    {
        lock (read) read.Add(frame);
        return inner.ReadStored(frame);
    }

    public override Frame Read(int frame)
    {
        lock (read) read.Add(frame);
        return inner.Read(frame);
    }
}
