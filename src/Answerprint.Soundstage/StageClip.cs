using System.Runtime.InteropServices;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Soundstage;

/// <summary>
/// Rendered pictures as a clip that tools read like any plate. Samples are stored as half words, so a picture read here is the picture
/// that an EXR file of it gives back. Keeps the last few frames read.
/// </summary>
public sealed class StageClip : Clip
{
    private const int Kept = 12;

    private readonly TruthSource source;
    private readonly HashSet<int> holes;
    private readonly Lock door = new();
    private readonly LinkedList<(int Number, Frame Picture)> recent = new();

    /// <param name="name">As people know it: "soundstage-7".</param>
    /// <param name="missing">Frames that this clip says it has not: the truth of a gap stays with <paramref name="source"/>.</param>
    public StageClip(TruthSource source, string name, IEnumerable<int>? missing = null)
    {
        (this.source, Name) = (source, name);
        holes = [.. missing ?? []];
    }

    public override string Name { get; }

    public override FrameRange Range => source.Range;

    public override FrameRate Rate => source.Rate;

    public override int Width => source.Width;

    public override int Height => source.Height;

    public override bool Has(int frame) => Range.Contains(frame) && !holes.Contains(frame);

    public override Frame Read(int frame) => Recall(frame).Copy();

    public override StoredFrame ReadStored(int frame)
    {
        var picture = Recall(frame);
        var window = new Window(0, 0, Width - 1, Height - 1);
        return new(window, window, [Words("B", picture.Plane(2)), Words("G", picture.Plane(1)), Words("R", picture.Plane(0))], []);
    }

    private static StoredChannel Words(string name, float[] plane)
    {
        var words = new byte[2 * plane.Length];
        var halves = MemoryMarshal.Cast<byte, Half>(words.AsSpan());
        for (var i = 0; i < plane.Length; i++) halves[i] = (Half)plane[i];
        return new(name, SampleType.Half, words);
    }

    private Frame Recall(int frame)
    {
        if (!Has(frame)) throw new BadInputException("missing-frame", Name, $"frame {frame}", "the frame is not there", $"Ask for a frame of {Range} that exists");
        lock (door)
        {
            foreach (var entry in recent)
                if (entry.Number == frame) return entry.Picture;
        }
        var picture = source.Render(frame).Picture!;
        for (var c = 0; c < picture.Channels.Count; c++)
        {
            var plane = picture.Plane(c);
            for (var i = 0; i < plane.Length; i++) plane[i] = (float)(Half)plane[i];
        }
        lock (door)
        {
            recent.AddFirst((frame, picture));
            if (recent.Count > Kept) recent.RemoveLast();
        }
        return picture;
    }
}
