using System.Buffers.Binary;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>A numbered sequence of stills, or one still. Nothing is kept between reads.</summary>
internal sealed class SequenceClip : FileClip
{
    private readonly Func<int, string> fileOf;
    private readonly HashSet<int> there;
    private readonly bool light;
    private readonly ColourSpace? colour;

    private SequenceClip(string name, Func<int, string> fileOf, IReadOnlyList<int> frames, string suffix, OpenOptions options)
    {
        Name = name;
        this.fileOf = fileOf;
        Frames = frames;
        there = [.. frames];
        Range = new(frames[0], frames[^1] + 1);
        light = suffix == ".exr";
        colour = options.Colour;
        var first = fileOf(frames[0]);
        if (light)
        {
            var (picture, compression) = ExrFile.Describe(first, NameOf(frames[0]));
            (Width, Height) = (picture.Width, picture.Height);
            Packing = $"EXR {compression.ToString().ToUpperInvariant()}";
            Rate = options.Rate ?? RateOf(picture) ?? new FrameRate(24);
        }
        else
        {
            var header = PngFile.Describe(first, NameOf(frames[0]), colour ?? ColourSpace.Srgb);
            (Width, Height, Coding) = (header.Width, header.Height, header.Coding);
            Packing = $"PNG {header.Coding.Depth} bit";
            Rate = options.Rate ?? new FrameRate(24);
        }
    }

    public override string Name { get; }

    public override FrameRange Range { get; }

    public override FrameRate Rate { get; }

    public override int Width { get; }

    public override int Height { get; }

    public override IReadOnlyList<int> Frames { get; }

    public override IReadOnlyList<string> Warnings => [];

    public override Coding? Coding { get; }

    public override string Packing { get; }

    /// <exception cref="BadInputException">No frame exists.</exception>
    public static SequenceClip Open(PatternName pattern, OpenOptions options)
    {
        var frames = pattern.Existing();
        if (frames.Count == 0) throw new BadInputException("no-frames", pattern.Text, "", "no file fits the pattern", "Check the name and the number of digits");
        return new(pattern.Text, pattern.FileOf, frames, pattern.Suffix, options);
    }

    public static SequenceClip Open(string still, OpenOptions options) =>
        new(still, _ => still, [options.First], Path.GetExtension(still).ToLowerInvariant(), options);

    public override bool Has(int frame) => there.Contains(frame);

    public override StoredFrame ReadStored(int frame) => light ? ExrFile.Read(File(frame), NameOf(frame)) : ReadCoded(frame)!.ToStored();

    public override Frame Read(int frame)
    {
        var stored = ReadStored(frame);
        if (stored.Width != Width || stored.Height != Height)
            throw new BadInputException("size-changes", Name, $"frame {frame}", $"it is {stored.Width}×{stored.Height} where frame {Frames[0]} is {Width}×{Height}", "Give all frames of the sequence one data window");
        return stored.ToFrame(Name, $"frame {frame}");
    }

    public override CodedPicture? ReadCoded(int frame)
    {
        if (light) return null;
        var picture = PngFile.Read(File(frame), NameOf(frame), colour ?? ColourSpace.Srgb);
        if (picture.Width != Width || picture.Height != Height)
            throw new BadInputException("size-changes", Name, $"frame {frame}", $"it is {picture.Width}×{picture.Height} where frame {Frames[0]} is {Width}×{Height}", "Give all frames of the sequence one size");
        return picture;
    }

    private string File(int frame) => Has(frame) ? fileOf(frame) : throw Missing(frame);

    private string NameOf(int frame) => fileOf(frame);

    private static FrameRate? RateOf(StoredFrame picture)
    {
        var attribute = picture.Attributes.FirstOrDefault(a => a is { Name: "framesPerSecond", Type: "rational", Value.Length: 8 });
        if (attribute is null) return null;
        var numerator = BinaryPrimitives.ReadInt32LittleEndian(attribute.Value);
        var denominator = BinaryPrimitives.ReadUInt32LittleEndian(attribute.Value.AsSpan(4));
        return numerator > 0 && denominator > 0 ? new FrameRate(numerator, denominator) : null;
    }
}
