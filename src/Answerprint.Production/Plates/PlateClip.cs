using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Plates;

/// <summary>A plate's pictures, each checked against the digest of ingest before anybody calculates with it. Owns the clip that it reads.</summary>
public sealed class PlateClip(Plate plate, Clip clip) : Clip
{
    public Plate Plate { get; } = plate;

    public override string Name => Plate.Name;

    public override FrameRange Range => Plate.Range;

    public override FrameRate Rate => Plate.Rate;

    public override int Width => Plate.Width;

    public override int Height => Plate.Height;

    /// <summary>Whether the frame was there at ingest.</summary>
    public override bool Has(int frame) => Plate.Bits.ContainsKey(frame);

    /// <exception cref="BadInputException">The frame can not be read, or its bits are no longer those of ingest.</exception>
    public override StoredFrame ReadStored(int frame)
    {
        var stored = clip.ReadStored(frame);
        if (!Plate.Bits.TryGetValue(frame, out var bits))
            throw new BadInputException("missing-frame", Name, $"frame {frame}", "the frame was not there at ingest", "Ingest the cut again");
        if (PlateBits.Of(stored) != bits)
            throw new BadInputException("plate-changed", Name, $"frame {frame}", "the picture is not the one that was ingested", "Bring back the plate of the turnover, or ingest the cut again");
        return stored;
    }

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");

    protected override void Dispose(bool disposing)
    {
        if (disposing) clip.Dispose();
        base.Dispose(disposing);
    }
}
