using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>Frames in memory under their numbers; holes allowed.</summary>
public sealed class MemoryClip : Clip
{
    private readonly SortedDictionary<int, StoredFrame> frames = [];

    /// <param name="pictures">At least one; all of one size.</param>
    /// <exception cref="ArgumentException">There are none, or the sizes differ.</exception>
    public MemoryClip(string name, FrameRate rate, IEnumerable<KeyValuePair<int, StoredFrame>> pictures)
    {
        Name = name;
        Rate = rate;
        foreach (var (number, picture) in pictures) frames.Add(number, picture);
        if (frames.Count == 0) throw new ArgumentException("a clip has at least one frame", nameof(pictures));
        (Width, Height) = (frames.Values.First().Width, frames.Values.First().Height);
        if (frames.Values.Any(f => f.Width != Width || f.Height != Height)) throw new ArgumentException("the frames of a clip have one size", nameof(pictures));
        Range = new(frames.Keys.First(), frames.Keys.Last() + 1);
    }

    /// <summary>Scene-linear pictures, stored as floats so that nothing is lost.</summary>
    public static MemoryClip Of(string name, FrameRate rate, int first, params Frame[] pictures) =>
        new(name, rate, pictures.Select((p, i) => KeyValuePair.Create(first + i, p.ToStored(SampleType.Float))));

    public override string Name { get; }

    public override FrameRange Range { get; }

    public override FrameRate Rate { get; }

    public override int Width { get; }

    public override int Height { get; }

    public override bool Has(int frame) => frames.ContainsKey(frame);

    public override StoredFrame ReadStored(int frame) => frames.TryGetValue(frame, out var stored)
        ? stored
        : throw new BadInputException("missing-frame", Name, $"frame {frame}", "the frame does not exist", $"It has frames {FrameList.Format(frames.Keys)}");

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");
}
