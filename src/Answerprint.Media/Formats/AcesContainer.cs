using System.Runtime.InteropServices;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// The ACES image container (SMPTE ST 2065-4), a strict subset of OpenEXR: ACES2065-1 light as halves, R, G, B with or without A (or the same twice, for two eyes), one part in lines from the
/// top, not compressed. Written on request only; a version of a plate keeps the plate's own form. Stateless, safe from several threads.
/// </summary>
public static class AcesContainer
{
    internal const string Flag = "acesImageContainerFlag";

    /// <summary>What an attribute may be of; other types, and names beyond 31 bytes, are not for a container.</summary>
    private static readonly HashSet<string> Types =
    [
        "box2f", "box2i", "chlist", "chromaticities", "compression", "double", "float", "int", "keycode", "lineOrder", "m33f", "m44f", "rational", "string", "stringvector", "timecode", "v2f", "v2i", "v3f", "v3i",
    ];

    /// <summary>Sets of channels in the order of the file.</summary>
    private static readonly string[] Sets = ["B G R", "A B G R", "B G R left.B left.G left.R", "A B G R left.A left.B left.G left.R"];

    /// <summary>The light of a frame as a container has it: converted to ACES2065-1, rounded to half; with the attributes that a container may have. Channels beside R, G, B and A are left out.</summary>
    /// <param name="picture">R, G, B (or Y, which stands for all three) and A where there is one; windows and attributes are kept.</param>
    /// <param name="light">What space its light is of.</param>
    /// <exception cref="BadInputException">It has no colour, or colour at reduced resolution.</exception>
    public static StoredFrame Of(StoredFrame picture, ColourSpace light, string file, string place = "")
    {
        var conversion = new ColourConversion(light.Light, ColourSpace.Aces);
        var made = picture.ToFrame(file, place);
        if (!conversion.IsNothing) made = conversion.Apply(made);
        var channels = made.Channels.Select(name => picture.Channel(name) is { Type: SampleType.Half } own && (conversion.IsNothing || name == "A")
            // words that stay are not rounded again
            ? new StoredChannel(name, SampleType.Half, own.Words)
            : StoredPicture.Channel(name, SampleType.Half, made.Plane(name)!));
        var white = ColourSpace.Aces.Primaries;
        List<StoredAttribute> attributes =
        [
            .. picture.Attributes.Where(a => a.Name is not (Flag or "adoptedNeutral" or "chromaticities" or "name" or "type") && a.Name.Length < 32 && Types.Contains(a.Type)),
            new(Flag, "int", [1, 0, 0, 0]), new("adoptedNeutral", "v2f", MemoryMarshal.AsBytes<float>([white.WhiteX, white.WhiteY]).ToArray()), ExrAttributes.Primaries(white),
        ];
        return new(picture.DataWindow, picture.DisplayWindow, [.. channels], attributes);
    }

    /// <summary>Writes what <see cref="Of"/> made, attributes in the order of their names; the file appears whole or not at all.</summary>
    public static void Write(string path, StoredFrame container) => ExrFile.Write(path, container, ExrCompression.None);

    /// <summary>What of a file is not allowed in a container, a sentence each; none where it is one.</summary>
    /// <exception cref="BadInputException">It is not there, or no EXR.</exception>
    public static IReadOnlyList<string> Faults(string path, string? name = null)
    {
        var headers = ExrFile.HeadersOf(path, name ?? path);
        var header = headers[0];
        var faults = new List<string>();
        if (headers.Count > 1) faults.Add($"it has {headers.Count} parts, and a container has one");
        if (header.Storage != ExrStorage.Scanlines) faults.Add("it is not stored in lines");
        if (header.Compression != ExrCompression.None) faults.Add($"it is packed {header.Compression.ToString().ToUpperInvariant()}, and a container is not packed");
        if (header.Decreasing) faults.Add("its lines stand from the bottom");
        var set = string.Join(' ', header.Channels.Select(c => c.Name));
        if (!Sets.Contains(set)) faults.Add($"its channels are {set}, and a container has R, G, B, with or without A, for one eye or two");
        if (header.Channels.Where(c => c.Type != SampleType.Half).Select(c => c.Name).ToList() is { Count: > 0 } wide) faults.Add($"not half: {string.Join(", ", wide)}");
        if (header.Channels.Any(c => c.XSampling != 1 || c.YSampling != 1)) faults.Add("a channel is stored at reduced resolution");
        if (Value(Flag, "int") is not [1, 0, 0, 0]) faults.Add($"{Flag} is not 1");
        var primaries = ExrAttributes.Primaries(ColourSpace.Aces.Primaries).Value;
        if (Value("chromaticities", "chromaticities") is not { } said) faults.Add("it does not say its chromaticities");
        else if (!Near(said, primaries)) faults.Add("its chromaticities are not those of ACES2065-1");
        if (Value("adoptedNeutral", "v2f") is { } neutral && !Near(neutral, primaries.AsSpan(24))) faults.Add("its adopted neutral is not the white of ACES");
        foreach (var (attribute, type) in new[] { ("pixelAspectRatio", "float"), ("screenWindowCenter", "v2f"), ("screenWindowWidth", "float") })
            if (Value(attribute, type) is null) faults.Add($"it has no {attribute}");
        foreach (var a in header.Whole)
        {
            if (a.Name.Length > 31) faults.Add($"the name '{a.Name}' has more than 31 bytes");
            if (!Types.Contains(a.Type)) faults.Add($"'{a.Name}' is of the type '{a.Type}'");
        }
        return faults;

        byte[]? Value(string attribute, string type) => header.Whole.FirstOrDefault(a => a.Name == attribute && a.Type == type)?.Value;
    }

    // as exact as writers print them
    private static bool Near(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length) return false;
        var (x, y) = (MemoryMarshal.Cast<byte, float>(a).ToArray(), MemoryMarshal.Cast<byte, float>(b).ToArray());
        return !x.Where((v, i) => !(Math.Abs(v - y[i]) < 1e-5f)).Any();
    }
}
