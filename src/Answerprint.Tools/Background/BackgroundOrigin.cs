using Answerprint.Media.Frames;

namespace Answerprint.Tools.Background;

/// <summary>The origin pass of a frame over another plate: the frame's own samples where they stand; the rest was put together, and its plates do not say it sample by sample.</summary>
internal sealed class BackgroundOrigin(uint plate, int number, Matte work) : OriginPass(work.Width, work.Height, 1)
{
    public override long Bytes => 4L * work.Coverage.Length;

    public override OriginReader Reader() => (y, row) =>
    {
        var tap = row.Tap[0];
        for (var x = 0; x < Width; x++)
        {
            var made = work.Coverage[(y * Width) + x] > 0;
            (tap.Plate[x], tap.Frame[x], tap.X[x], tap.Y[x], tap.Weight[x]) = (plate, (uint)number, x, y, made ? 0 : 1);
            (row.Synth[x], row.Confidence[x]) = (made ? 1 : 0, made ? 0.5f : 1);
        }
    };
}
