using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Studio.Commands;

/// <summary>A clip in another timing: of its frames those exist that show a real one.</summary>
/// <param name="range">The frames of the new timing.</param>
/// <param name="rate">Of the new timing.</param>
/// <param name="real">Number in the new timing → the clip's frame that it shows, where it shows one.</param>
internal sealed class RetimedClip(FileClip clip, FrameRange range, FrameRate rate, IReadOnlyDictionary<int, int> real) : FileClip
{
    public override string Name => clip.Name;

    public override FrameRange Range => range;

    public override FrameRate Rate => rate;

    public override int Width => clip.Width;

    public override int Height => clip.Height;

    public override IReadOnlyList<int> Frames => [.. real.Keys.Order()];

    public override IReadOnlyList<string> Warnings => clip.Warnings;

    public override Coding? Coding => clip.Coding;

    public override string Packing => clip.Packing;

    // at another rate the label would count otherwise
    public override string? StartLabel => rate == clip.Rate ? clip.StartLabel : null;

    public override string? Reel => clip.Reel;

    public override bool Has(int frame) => real.ContainsKey(frame);

    public override StoredFrame ReadStored(int frame) => clip.ReadStored(Known(frame));

    public override Frame Read(int frame) => clip.Read(Known(frame));

    public override CodedPicture? ReadCoded(int frame) => clip.ReadCoded(Known(frame));

    public override Matte ReadMatte(int frame) => clip.ReadMatte(Known(frame));

    private int Known(int frame) => real.TryGetValue(frame, out var own) ? own : throw Missing(frame);
}
