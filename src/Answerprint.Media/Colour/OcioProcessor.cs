using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>Pixels through OpenColorIO: planes of floats in place. Safe from several threads; the same bits on any number of them.</summary>
public sealed class OcioProcessor : IDisposable
{
    private readonly OcioProcessorHandle handle;

    internal OcioProcessor(nint native)
    {
        handle = new(native);
        Span<byte> id = stackalloc byte[NativeOcio.Room];
        CacheId = NativeOcio.ProcessorId(handle, id, id.Length) == 0 ? NativeOcio.Text(id) : "";
    }

    /// <summary>OpenColorIO's own name for what this does: the same text, the same work.</summary>
    public string CacheId { get; }

    /// <summary>A transform that is built into the library, by the name of its style.</summary>
    /// <param name="exact">Without the library's quicker approximations of powers and logarithms.</param>
    /// <exception cref="FormatException">The library has none of that name.</exception>
    public static OcioProcessor Builtin(string style, bool inverse = false, bool exact = true) =>
        Made((out native, message) => NativeOcio.Builtin(style, inverse ? 1 : 0, exact ? 1 : 0, out native, message, message.Length));

    /// <summary>A lookup table as the library reads it; only to compare with.</summary>
    /// <exception cref="FormatException">It can not be read.</exception>
    internal static OcioProcessor OfFile(string path, bool tetrahedral) =>
        Made((out native, message) => NativeOcio.File(path, tetrahedral ? 1 : 0, 1, out native, message, message.Length));

    /// <summary>A colour decision as the library does it; only to compare with.</summary>
    internal static OcioProcessor OfCdl(double[] ten, bool clamp) =>
        Made((out native, message) => NativeOcio.Cdl(ten, clamp ? 1 : 0, out native, message, message.Length));

    /// <summary>Rows of equal length, in place; alpha may be empty.</summary>
    public void Apply(Span<float> red, Span<float> green, Span<float> blue, Span<float> alpha = default)
    {
        if (green.Length != red.Length || blue.Length != red.Length || (alpha.Length != red.Length && !alpha.IsEmpty)) throw new ArgumentException("the rows differ in length", nameof(red));
        if (NativeOcio.Apply(handle, red, green, blue, alpha, red.Length) != 0) throw new InvalidOperationException("OpenColorIO could not process the pixels");
    }

    /// <summary>A new picture; channels beside R, G, B are copied as they are.</summary>
    public Frame Apply(Frame picture)
    {
        var result = picture.Copy();
        if (result.Plane("R") is not { } red || result.Plane("G") is not { } green || result.Plane("B") is not { } blue) return result;
        const int part = 16 * ColourConversion.Tile;
        Parallel.For(0, (result.Size + part - 1) / part, i =>
        {
            var (start, length) = (i * part, Math.Min(part, result.Size - (i * part)));
            Apply(red.AsSpan(start, length), green.AsSpan(start, length), blue.AsSpan(start, length));
        });
        return result;
    }

    public void Dispose() => handle.Dispose();

    internal delegate int Maker(out nint native, Span<byte> message);

    internal static OcioProcessor Made(Maker maker)
    {
        var message = new byte[NativeOcio.Room];
        return maker(out var native, message) == 0 ? new(native) : throw new FormatException(NativeOcio.Text(message));
    }
}
