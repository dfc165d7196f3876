using Answerprint.Media.Frames;

namespace Answerprint.Tools.Cleanup;

/// <summary>The origin pass of a cleaned frame: its own pixels beside the hole, one place of another frame for each pixel of the hole, and what was invented.</summary>
/// <param name="hole">Pixel → its number in the lists, −1 beside the hole.</param>
/// <param name="views">What was looked at.</param>
/// <param name="view">By number: the view that it was taken from, −1: invented.</param>
internal sealed class CleanupOrigin(int width, int height, uint plate, int number, int[] hole, IReadOnlyList<SourceView> views, int[] view, float[] confidence) : OriginPass(width, height, 1)
{
    public override bool IsReal => !view.AsSpan().Contains(-1);

    public override long Bytes => (4L * hole.Length) + (8L * view.Length * (1 + views.Count));

    /// <summary>The frames that it cites.</summary>
    public IEnumerable<int> Frames => view.Where(v => v >= 0).Distinct().Select(v => views[v].Frame).Prepend(number).Distinct();

    public override OriginReader Reader() => (y, row) =>
    {
        var tap = row.Tap[0];
        tap.Plate.AsSpan().Fill(plate);
        tap.Y.AsSpan().Fill(y);
        for (var x = 0; x < Width; x++)
        {
            var n = hole[(y * Width) + x];
            var from = n < 0 ? null : view[n] < 0 ? null : views[view[n]];
            (tap.X[x], tap.Frame[x], tap.Weight[x]) = (x, (uint)number, n >= 0 && from is null ? 0 : 1);
            row.Synth[x] = n >= 0 && from is null ? 1 : 0;
            row.Confidence[x] = n < 0 ? 1 : confidence[n];
            if (from is not null) (tap.X[x], tap.Y[x], tap.Frame[x]) = (from.X[n], from.Y[n], (uint)from.Frame);
        }
    };
}
