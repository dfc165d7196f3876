namespace Answerprint.Media.Colour;

/// <summary>Stands in until the formats room brings its own: signed power 1/2.4 of scene-linear light.</summary>
public static class DisplayEncoding
{
    public static void Encode(ReadOnlySpan<float> linear, Span<float> encoded)
    {
        for (var i = 0; i < linear.Length; i++) encoded[i] = MathF.CopySign(MathF.Pow(MathF.Abs(linear[i]), 1 / 2.4f), linear[i]);
    }

    public static void Decode(ReadOnlySpan<float> encoded, Span<float> linear)
    {
        for (var i = 0; i < encoded.Length; i++) linear[i] = MathF.CopySign(MathF.Pow(MathF.Abs(encoded[i]), 2.4f), encoded[i]);
    }
}
