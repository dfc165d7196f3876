using Answerprint.Media.Frames;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// The origin of a picture that was not made by us: where it was changed nothing is known of where a pixel came from, so all of it counts as made up (synth 1, no tap); elsewhere each
/// pixel is the plate's own.
/// </summary>
/// <param name="work">Above 0 where it was changed.</param>
/// <param name="plate">The index of the plate and the frame of it that stands outside; null where the plate has no such frame.</param>
internal sealed class OutsideOrigin(Matte work, (uint Index, int Frame)? plate) : OriginPass(work.Width, work.Height, plate is null ? 0 : 1)
{
    public override long Bytes => 4L * Width * Height;

    public override OriginReader Reader() => (y, row) =>
    {
        row.Confidence.AsSpan().Clear();
        for (var x = 0; x < Width; x++)
        {
            var changed = plate is null || work.Coverage[(y * Width) + x] != 0;
            row.Synth[x] = changed ? 1 : 0;
            if (plate is not var (index, frame)) continue;
            var tap = row.Tap[0];
            (tap.X[x], tap.Y[x], tap.Weight[x], tap.Plate[x], tap.Frame[x]) = (x, y, changed ? 0 : 1, index, (uint)frame);
        }
    };
}
