using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Frames of 8-bit display codes in memory, some of them hidden.</summary>
internal sealed class HiddenClip(string name, int width, int height, IReadOnlyList<byte[]> frames, IReadOnlySet<int> hidden) : Clip
{
    public override string Name => name;

    public override FrameRange Range => new(0, frames.Count);

    public override FrameRate Rate => new(24);

    public override int Width => width;

    public override int Height => height;

    public override bool Has(int frame) => frame >= 0 && frame < frames.Count && !hidden.Contains(frame);

    public override StoredFrame ReadStored(int frame) => throw new NotSupportedException("a benchmark clip has no stored words");

    public override Frame Read(int frame)
    {
        if (!Has(frame)) throw new BadInputException("missing-frame", name, $"frame {frame}", "the frame is hidden", "Read only what is needed");
        return Decode(frames[frame], width, height);
    }

    /// <summary>Interleaved 8-bit R, G, B to scene-linear light.</summary>
    public static Frame Decode(byte[] rgb, int width, int height)
    {
        var frame = new Frame(width, height);
        var codes = new float[frame.Size];
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < codes.Length; i++) codes[i] = rgb[(3 * i) + c] / 255f;
            codes.CopyTo(frame.Plane(c), 0);
            Transfer.Bt1886.ToLight(frame.Plane(c));
        }
        return frame;
    }

    /// <summary>R, G and B apart.</summary>
    public static byte[][] Planes(byte[] rgb)
    {
        var planes = new byte[3][];
        for (var c = 0; c < 3; c++)
        {
            planes[c] = new byte[rgb.Length / 3];
            for (var i = 0; i < planes[c].Length; i++) planes[c][i] = rgb[(3 * i) + c];
        }
        return planes;
    }
}
