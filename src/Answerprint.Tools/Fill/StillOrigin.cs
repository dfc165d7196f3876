using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>The origin pass of a frame in which nothing moves: every tap at the pixel's own place, with one weight for all of the picture.</summary>
internal sealed class StillOrigin(int width, int height, uint plate, IReadOnlyList<(int Frame, float Weight)> taps, OriginReader confidence) : OriginPass(width, height, taps.Count)
{
    public override bool IsReal => true;

    // what confidence is worked out from: at most two pictures of analysis
    public override long Bytes => 16 << 20;

    public override OriginReader Reader() => (y, row) =>
    {
        for (var n = 0; n < taps.Count; n++)
        {
            var tap = row.Tap[n];
            tap.Plate.AsSpan().Fill(plate);
            tap.Frame.AsSpan().Fill((uint)taps[n].Frame);
            tap.Weight.AsSpan().Fill(taps[n].Weight);
            tap.Y.AsSpan().Fill(y);
            for (var x = 0; x < tap.X.Length; x++) tap.X[x] = x;
        }
        row.Synth.AsSpan().Clear();
        confidence(y, row);
    };
}
