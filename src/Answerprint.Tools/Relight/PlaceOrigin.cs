using Answerprint.Media.Frames;

namespace Answerprint.Tools.Relight;

/// <summary>The origin pass of a frame that was coloured: every pixel is the plate's own, at its own place.</summary>
internal sealed class PlaceOrigin(uint plate, int number, int width, int height) : OriginPass(width, height, 1)
{
    public override long Bytes => 0;

    public override OriginReader Reader() => (y, row) =>
    {
        var tap = row.Tap[0];
        for (var x = 0; x < Width; x++)
        {
            (tap.Plate[x], tap.Frame[x], tap.X[x], tap.Y[x], tap.Weight[x]) = (plate, (uint)number, x, y, 1);
            (row.Synth[x], row.Confidence[x]) = (0, 0.5f);
        }
    };
}
