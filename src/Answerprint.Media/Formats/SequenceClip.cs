using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>A numbered sequence of stills, or one still. Nothing is kept between reads.</summary>
internal sealed class SequenceClip : FileClip
{
    private readonly Func<int, string> fileOf;
    private readonly HashSet<int> there;
    private readonly ColourSpace? colour;

    private SequenceClip(string name, Func<int, string> fileOf, IReadOnlyList<int> frames, OpenOptions options)
    {
        Name = name;
        this.fileOf = fileOf;
        Frames = frames;
        there = [.. frames];
        Range = new(frames[0], frames[^1] + 1);
        var header = StillFiles.Describe(fileOf(frames[0]), fileOf(frames[0]), options.Colour);
        (Width, Height, Coding, Packing, Warnings) = (header.Width, header.Height, header.Coding, header.Packing, header.Remarks);
        Rate = options.Rate ?? header.Rate ?? new FrameRate(24);
        (SaysRate, StartLabel, Reel) = (header.Rate is not null, header.Label, header.Reel);
        // what the first frame's codes mean, all the sequence's do: a header that says otherwise half way does not change the colour of a shot
        colour = options.Colour ?? header.Coding?.Colour;
    }

    public override string Name { get; }

    public override FrameRange Range { get; }

    public override FrameRate Rate { get; }

    public override bool SaysRate { get; }

    public override string? StartLabel { get; }

    public override string? Reel { get; }

    public override int Width { get; }

    public override int Height { get; }

    public override IReadOnlyList<int> Frames { get; }

    public override IReadOnlyList<string> Warnings { get; }

    public override Coding? Coding { get; }

    public override string Packing { get; }

    /// <exception cref="BadInputException">No frame exists.</exception>
    public static SequenceClip Open(PatternName pattern, OpenOptions options)
    {
        var frames = pattern.Existing();
        if (frames.Count == 0) throw new BadInputException("no-frames", pattern.Text, "", "no file fits the pattern", "Check the name and the number of digits");
        return new(pattern.Text, pattern.FileOf, frames, options);
    }

    public static SequenceClip Open(string still, OpenOptions options) =>
        new(still, _ => still, [options.First], options);

    public override bool Has(int frame) => there.Contains(frame);

    public override StoredFrame ReadStored(int frame) => Coding is null ? StillFiles.ReadStored(File(frame), NameOf(frame), colour) : ReadCoded(frame)!.ToStored();

    public override Frame Read(int frame)
    {
        var stored = ReadStored(frame);
        if (stored.Width != Width || stored.Height != Height)
            throw new BadInputException("size-changes", Name, $"frame {frame}", $"it is {stored.Width}×{stored.Height} where frame {Frames[0]} is {Width}×{Height}", "Give all frames of the sequence one data window");
        return stored.ToFrame(Name, $"frame {frame}");
    }

    public override CodedPicture? ReadCoded(int frame)
    {
        if (Coding is null) return null;
        var picture = StillFiles.ReadCoded(File(frame), NameOf(frame), colour)
            ?? throw new BadInputException("kind-changes", Name, $"frame {frame}", $"it holds light where frame {Frames[0]} holds codes", "Give all frames of the sequence one kind");
        if (picture.Width != Width || picture.Height != Height)
            throw new BadInputException("size-changes", Name, $"frame {frame}", $"it is {picture.Width}×{picture.Height} where frame {Frames[0]} is {Width}×{Height}", "Give all frames of the sequence one size");
        return picture;
    }

    private string File(int frame)
    {
        if (!Has(frame)) throw Missing(frame);
        HeapTide.Turned();
        return fileOf(frame);
    }

    private string NameOf(int frame) => fileOf(frame);
}
