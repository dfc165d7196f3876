using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// The space in which colours are mixed and errors are measured: every channel but alpha raised to 1/2.4 with its sign kept (BT.1886).
/// A display code is 255 × the encoded value. Nothing is clipped; not a number and infinite pass through.
/// </summary>
public static class DisplayEncoding
{
    /// <summary>What an encoded 1 is in display codes.</summary>
    public const float CodesPerUnit = 255f;

    /// <summary>A new picture in display encoding from scene-linear light.</summary>
    public static Frame Encode(Frame light) => Map(light, Transfer.Bt1886.ToCode);

    /// <summary>A new scene-linear picture from display encoding.</summary>
    public static Frame Decode(Frame display) => Map(display, Transfer.Bt1886.ToLight);

    /// <summary>Encodes a row; both may be the same memory.</summary>
    public static void Encode(ReadOnlySpan<float> light, Span<float> display)
    {
        light.CopyTo(display);
        Transfer.Bt1886.ToCode(display[..light.Length]);
    }

    /// <summary>Decodes a row; both may be the same memory.</summary>
    public static void Decode(ReadOnlySpan<float> display, Span<float> light)
    {
        display.CopyTo(light);
        Transfer.Bt1886.ToLight(light[..display.Length]);
    }

    private delegate void Step(Span<float> values);

    private static Frame Map(Frame picture, Step step)
    {
        var result = picture.Copy();
        const int chunk = 1 << 16;
        var chunks = (result.Size + chunk - 1) / chunk;
        for (var c = 0; c < result.Channels.Count; c++)
        {
            if (result.Channels[c] == "A") continue;
            var plane = result.Plane(c);
            Parallel.For(0, chunks, i => step(plane.AsSpan(i * chunk, Math.Min(chunk, plane.Length - (i * chunk)))));
        }
        return result;
    }
}
