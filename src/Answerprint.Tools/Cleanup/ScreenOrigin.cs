using Answerprint.Media.Frames;

namespace Answerprint.Tools.Cleanup;

/// <summary>The origin pass of a frame on which screens were treated: where they are the plate says nothing any more.</summary>
/// <param name="under">Of the frame before that.</param>
/// <param name="covered">H×W, where screens are.</param>
internal sealed class ScreenOrigin(OriginPass under, bool[] covered, float confidence) : OriginPass(under.Width, under.Height, under.TapCount)
{
    public override long Bytes => under.Bytes + covered.Length;

    public override OriginReader Reader()
    {
        var below = under.Reader();
        return (y, row) =>
        {
            below(y, row);
            for (var x = 0; x < Width; x++)
            {
                if (!covered[(y * Width) + x]) continue;
                foreach (var tap in row.Tap) tap.Weight[x] = 0;
                (row.Synth[x], row.Confidence[x]) = (1, confidence);
            }
        };
    }
}
