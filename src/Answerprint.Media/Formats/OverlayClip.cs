using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>Pictures that are laid over others: their light is multiplied by their coverage, whichever way the file keeps it. EXR keeps it so, PNG and the others do not.</summary>
/// <param name="file">Owned.</param>
public sealed class OverlayClip(FileClip file) : Clip
{
    public override string Name => file.Name;

    public override FrameRange Range => file.Range;

    public override FrameRate Rate => file.Rate;

    public override int Width => file.Width;

    public override int Height => file.Height;

    public override bool Has(int frame) => file.Has(frame);

    public override StoredFrame ReadStored(int frame) => Read(frame).ToStored(SampleType.Float);

    public override Frame Read(int frame)
    {
        var picture = file.Read(frame);
        if (Path.GetExtension(Name).Equals(".exr", StringComparison.OrdinalIgnoreCase) || picture.Plane("A") is not { } alpha) return picture;
        var laid = picture.Copy();
        for (var c = 0; c < laid.Channels.Count; c++)
        {
            if (laid.Channels[c] == "A") continue;
            var plane = laid.Plane(c);
            for (var i = 0; i < plane.Length; i++) plane[i] *= alpha[i];
        }
        return laid;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
    }
}
