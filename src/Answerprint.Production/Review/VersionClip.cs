using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>A version as moving pictures, under the plate's frame numbers, every file checked as it is read from the vault.</summary>
public sealed class VersionClip(string name, IReadOnlyList<RenderedFrame> frames, Plate plate, FrameRange range, Vault vault) : Clip
{
    private readonly Dictionary<int, RenderedFrame> frames = frames.ToDictionary(f => f.Number);

    public override string Name => name;

    public override FrameRange Range => range;

    public override FrameRate Rate => plate.Rate;

    public override int Width => plate.Width;

    public override int Height => plate.Height;

    public override bool Has(int frame) => frames.ContainsKey(frame);

    public override StoredFrame ReadStored(int frame) => ExrFile.Read(Checked(At(frame).Picture));

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");

    /// <summary>Where the frame was changed: nothing for a copy, all of it where all was made or another frame is held.</summary>
    public Matte? Work(int frame)
    {
        if (!frames.TryGetValue(frame, out var rendered) || !rendered.IsTouched) return null;
        return rendered.Work is { } work ? MatteFile.FromStored(ExrFile.Read(Checked(work)), Name, $"frame {frame}") : Matte.Whole(Width, Height);
    }

    /// <summary>Where a changed frame's pixels came from, read from the file row by row; null for a copy.</summary>
    public OriginPass? Origin(int frame) => frames.TryGetValue(frame, out var rendered) && rendered.Origin is { } origin ? OriginFile.Open(Checked(origin)) : null;

    private RenderedFrame At(int frame) => frames.TryGetValue(frame, out var rendered)
        ? rendered
        : throw new BadInputException("missing-frame", Name, $"frame {frame}", "the version has no such frame", $"It has {FrameList.Format(frames.Keys)}");

    private string Checked(Digest digest) => vault.Intact(digest)
        ? vault.PathOf(digest)
        : throw new BadInputException("vault-changed", Name, digest.Hex, "a file of the version is not what was rendered", "Delete it from the vault and run render again");
}
