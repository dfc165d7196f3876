using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>One source of a mended pixel.</summary>
/// <param name="X">Source column in pixels, a multiple of 1/64.</param>
/// <param name="Y">Source row.</param>
/// <param name="Weight">A multiple of 1/4096.</param>
internal readonly record struct MendTap(int Frame, float X, float Y, float Weight);

/// <summary>What a damaged pixel is mended from, and how sure that is.</summary>
internal readonly record struct Mend(IReadOnlyList<MendTap> Taps, float Confidence);

/// <summary>The origin pass of a mended frame: all that was not damaged is its own pixel.</summary>
/// <param name="number">The frame.</param>
/// <param name="mends">By pixel, row by row.</param>
internal sealed class MendedOrigin(int width, int height, uint plate, int number, IReadOnlyDictionary<int, Mend> mends) : OriginPass(width, height, MostTaps)
{
    public override bool IsReal => true;

    public override long Bytes => 400L * mends.Count;

    public override OriginReader Reader() => (y, row) =>
    {
        for (var n = 0; n < row.Tap.Count; n++)
        {
            var tap = row.Tap[n];
            tap.Plate.AsSpan().Fill(plate);
            tap.Frame.AsSpan().Fill((uint)number);
            tap.Weight.AsSpan().Fill(n == 0 ? 1 : 0);
            tap.Y.AsSpan().Fill(y);
            for (var x = 0; x < tap.X.Length; x++) tap.X[x] = x;
        }
        row.Synth.AsSpan().Clear();
        row.Confidence.AsSpan().Fill(1);
        for (var x = 0; x < Width; x++)
        {
            if (!mends.TryGetValue((y * Width) + x, out var mend)) continue;
            for (var n = 0; n < row.Tap.Count; n++)
            {
                var tap = row.Tap[n];
                tap.Weight[x] = n < mend.Taps.Count ? mend.Taps[n].Weight : 0;
                if (n >= mend.Taps.Count) continue;
                (tap.X[x], tap.Y[x], tap.Frame[x]) = (mend.Taps[n].X, mend.Taps[n].Y, (uint)mend.Taps[n].Frame);
            }
            row.Confidence[x] = mend.Confidence;
        }
    };
}
