using Answerprint.Media.Frames;

namespace Answerprint.Tools.Relight;

/// <summary>
/// The origin pass of a frame that was coloured: every pixel is the plate's own, at its own place. What was coloured inside a matte alone is no function of the plate that anybody can make again, so it counts as made.
/// </summary>
/// <param name="made">Above 0 where a pixel counts as made; null: nowhere.</param>
internal sealed class PlaceOrigin(uint plate, int number, int width, int height, Matte? made) : OriginPass(width, height, 1)
{
    public override long Bytes => 4L * (made?.Coverage.Length ?? 0);

    public override OriginReader Reader() => (y, row) =>
    {
        var tap = row.Tap[0];
        for (var x = 0; x < Width; x++)
        {
            var own = made is null || made.Coverage[(y * Width) + x] == 0;
            (tap.Plate[x], tap.Frame[x], tap.X[x], tap.Y[x], tap.Weight[x]) = (plate, (uint)number, x, y, own ? 1 : 0);
            (row.Synth[x], row.Confidence[x]) = (own ? 0 : 1, 0.5f);
        }
    };
}
