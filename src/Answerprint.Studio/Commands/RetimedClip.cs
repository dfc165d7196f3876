using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Studio.Commands;

/// <summary>A clip with room for new frames between every two: frame i of it becomes first + (i − first)·step, and the rate is multiplied.</summary>
internal sealed class RetimedClip(FileClip clip, FrameRange range, int step) : FileClip
{
    public override string Name => clip.Name;

    public override FrameRange Range => new(range.Start, range.Start + ((range.Length - 1) * step) + 1);

    public override FrameRate Rate => new(clip.Rate.Numerator * step, clip.Rate.Denominator);

    public override int Width => clip.Width;

    public override int Height => clip.Height;

    public override IReadOnlyList<int> Frames => [.. range.Numbers.Where(clip.Has).Select(n => range.Start + ((n - range.Start) * step))];

    public override IReadOnlyList<string> Warnings => clip.Warnings;

    public override Coding? Coding => clip.Coding;

    public override string Packing => clip.Packing;

    public override bool Has(int frame) => Range.Contains(frame) && (frame - range.Start) % step == 0 && clip.Has(Own(frame));

    public override StoredFrame ReadStored(int frame) => clip.ReadStored(Known(frame));

    public override Frame Read(int frame) => clip.Read(Known(frame));

    public override CodedPicture? ReadCoded(int frame) => clip.ReadCoded(Known(frame));

    public override Matte ReadMatte(int frame) => clip.ReadMatte(Known(frame));

    private int Own(int frame) => range.Start + ((frame - range.Start) / step);

    private int Known(int frame) => Has(frame) ? Own(frame) : throw Missing(frame);
}
