using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A clip of which some frames are hidden.</summary>
internal sealed class HiddenClip(TruthClip truth, IReadOnlySet<int> hidden) : Clip
{
    public override string Name => truth.Name;

    public override FrameRange Range => new(0, truth.Codes.Count);

    public override FrameRate Rate => new(24);

    public override int Width => truth.Width;

    public override int Height => truth.Height;

    public override bool Has(int frame) => frame >= 0 && frame < truth.Codes.Count && !hidden.Contains(frame);

    public override StoredFrame ReadStored(int frame) => throw new NotSupportedException("a benchmark clip has no stored words");

    public override Frame Read(int frame)
    {
        if (!Has(frame)) throw new BadInputException("missing-frame", Name, $"frame {frame}", "the frame is hidden", "Read only what is needed");
        return truth.Read(frame);
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
