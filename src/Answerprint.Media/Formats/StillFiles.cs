using System.Buffers.Binary;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>Stills by the suffix of their name: one place that knows which file reads which. The file's bytes decide whether it is what its name says.</summary>
internal static class StillFiles
{
    /// <summary>The suffixes of stills that are read.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = [".exr", ".png", ".dpx", ".tif", ".tiff", ".cin", ".jpg", ".jpeg"];

    /// <summary>The suffixes of stills that are written.</summary>
    public static IReadOnlyList<string> Written { get; } = [".exr", ".png", ".dpx", ".tif", ".tiff"];

    public static string SuffixOf(string path) => Path.GetExtension(path).ToLowerInvariant();

    /// <param name="colour">What codes mean; default what the file says, else the default of its kind.</param>
    /// <exception cref="BadInputException">It is not there, or no such picture.</exception>
    public static StillHeader Describe(string path, string name, ColourSpace? colour)
    {
        switch (SuffixOf(path))
        {
            case ".exr":
                var merge = ExrFile.Merge(path, name);
                return new(merge.Main.DataWindow.Width, merge.Main.DataWindow.Height, null, merge.Packing, RateOf(merge.Main.Attributes), merge.Warnings) { Label = StillHeader.LabelOf(merge.Main.Attributes), Reel = StillHeader.ReelOf(merge.Main.Attributes) };
            case ".png":
                var png = PngFile.Describe(path, name, colour ?? ColourSpace.Srgb);
                return new(png.Width, png.Height, png.Coding, $"PNG {png.Coding.Depth} bit", null, []);
            case ".dpx":
                return DpxFile.Describe(path, name, colour);
            case ".tif" or ".tiff":
                return TiffFile.Describe(path, name, colour);
            case var suffix:
                var (kind, meaning) = CodecOf(suffix, colour);
                var still = CodecStill.Open(kind, path, name);
                var coding = still.CodingOf(meaning);
                return new(still.Width, still.Height, coding, $"{kind.ToUpperInvariant()} {coding.Depth} bit", null, []);
        }
    }

    /// <summary>The code values; null where the file holds light as stored.</summary>
    /// <exception cref="BadInputException">It is not there or can not be read.</exception>
    public static CodedPicture? ReadCoded(string path, string name, ColourSpace? colour)
    {
        switch (SuffixOf(path))
        {
            case ".exr":
                return null;
            case ".png":
                return PngFile.Read(path, name, colour ?? ColourSpace.Srgb);
            case ".dpx":
                return DpxFile.Read(path, name, colour);
            case ".tif" or ".tiff":
                return TiffFile.ReadCodes(path, name, colour);
            case var suffix:
                var (kind, meaning) = CodecOf(suffix, colour);
                return CodecStill.Open(kind, path, name).Codes(path, name, meaning);
        }
    }

    /// <summary>The plate's bits: words of light as stored, else the half picture of the declared decode.</summary>
    /// <exception cref="BadInputException">It is not there or can not be read.</exception>
    public static StoredFrame ReadStored(string path, string name, ColourSpace? colour) => SuffixOf(path) switch
    {
        ".exr" => ExrFile.Read(path, name),
        ".tif" or ".tiff" => TiffFile.Read(path, name, colour),
        _ => ReadCoded(path, name, colour)!.ToStored(),
    };

    private static (string Kind, ColourSpace Colour) CodecOf(string suffix, ColourSpace? colour) => suffix == ".cin" ? ("cineon", colour ?? ColourSpace.Cineon) : ("jpeg", colour ?? ColourSpace.Srgb);

    private static FrameRate? RateOf(IReadOnlyList<StoredAttribute> attributes)
    {
        var attribute = attributes.FirstOrDefault(a => a is { Name: "framesPerSecond", Type: "rational", Value.Length: 8 });
        if (attribute is null) return null;
        var numerator = BinaryPrimitives.ReadInt32LittleEndian(attribute.Value);
        var denominator = BinaryPrimitives.ReadUInt32LittleEndian(attribute.Value.AsSpan(4));
        return numerator > 0 && denominator > 0 ? new FrameRate(numerator, denominator) : null;
    }
}
