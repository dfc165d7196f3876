using Answerprint.Media.Frames;
using Answerprint.Production.Quality;

namespace Answerprint.Tools.Reframe;

/// <summary>The origin pass of a frame that was moved as a whole: every pixel is the plate's, from where the transform reads it; what lies beyond the plate's edge is black, and made.</summary>
internal sealed class MovedOrigin(uint plate, int number, PictureTransform transform, int width, int height) : OriginPass(width, height, 1)
{
    public override long Bytes => 0;

    public override OriginReader Reader() => (y, row) =>
    {
        var tap = row.Tap[0];
        for (var x = 0; x < Width; x++)
        {
            var (u, v) = transform.PlaceOf(x, y);
            var there = PictureTransform.IsInside(u, v, Width, Height);
            (tap.Plate[x], tap.Frame[x], tap.X[x], tap.Y[x], tap.Weight[x]) = (plate, (uint)number, there ? (float)u : x, there ? (float)v : y, there ? 1 : 0);
            (row.Synth[x], row.Confidence[x]) = (there ? 0 : 1, 0.5f);
        }
    };
}
