using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>Mattes from picture files as they count: 1 = the thing; of inverted ones what is dark, below a third of their range.</summary>
/// <param name="drawn">Owned.</param>
public sealed class DrawnMattes(FileClip drawn, bool inverted) : MatteClip
{
    private const float Dark = 1 / 3f;

    public override string Name => drawn.Name;

    public override FrameRange Range => drawn.Range;

    public override FrameRate Rate => drawn.Rate;

    public override int Width => drawn.Width;

    public override int Height => drawn.Height;

    public override bool Has(int frame) => drawn.Has(frame);

    public override Matte Of(int frame)
    {
        var matte = drawn.ReadMatte(frame);
        for (var i = 0; inverted && i < matte.Coverage.Length; i++) matte.Coverage[i] = matte.Coverage[i] < Dark ? 1 : 0;
        return matte;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) drawn.Dispose();
    }
}
