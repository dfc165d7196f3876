using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// Codes of one space → codes of another: transfer, a 3×3 by way of ACES2065-1 (each side with its own adaptation of white), transfer.
/// Nothing is clipped. The same bits on any number of threads. Safe from several threads.
/// </summary>
public sealed class ColourConversion
{
    /// <summary>Pixels worked on at a time: three rows of floats that stay in the first cache.</summary>
    internal const int Tile = 2048;

    private readonly ColourMatrix matrix;

    public ColourConversion(ColourSpace from, ColourSpace to)
    {
        From = from;
        To = to;
        matrix = from.Primaries == to.Primaries && from.Into == to.Into
            ? ColourMatrix.Identity
            : ColourMatrix.ToAces(to.Primaries, to.Into).Inverse() * ColourMatrix.ToAces(from.Primaries, from.Into);
    }

    public ColourSpace From { get; }

    public ColourSpace To { get; }

    /// <summary>Whether every value stays as it is.</summary>
    public bool IsNothing => From == To || (ReferenceEquals(matrix, ColourMatrix.Identity) && From.IsByChannel && To.IsByChannel && From.Transfer == To.Transfer);

    /// <summary>Rows of equal length, in place.</summary>
    public void Apply(Span<float> red, Span<float> green, Span<float> blue)
    {
        if (IsNothing) return;
        for (var i = 0; i < red.Length; i += Tile)
        {
            var length = Math.Min(Tile, red.Length - i);
            Span<float> r = red.Slice(i, length), g = green.Slice(i, length), b = blue.Slice(i, length);
            From.ToLight(r, g, b);
            matrix.Apply(r, g, b);
            To.ToCode(r, g, b);
        }
    }

    /// <summary>A new picture; channels beside R, G, B are copied as they are. A picture without all three is only copied.</summary>
    public Frame Apply(Frame picture)
    {
        var result = picture.Copy();
        if (IsNothing || result.Plane("R") is not { } red || result.Plane("G") is not { } green || result.Plane("B") is not { } blue) return result;
        const int part = 16 * Tile;
        Parallel.For(0, (result.Size + part - 1) / part, i =>
        {
            var (start, length) = (i * part, Math.Min(part, result.Size - (i * part)));
            Apply(red.AsSpan(start, length), green.AsSpan(start, length), blue.AsSpan(start, length));
        });
        return result;
    }
}
