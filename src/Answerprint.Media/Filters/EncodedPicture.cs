using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Filters;

/// <summary>
/// A picture made ready for gathering: its linear light as it is, and the display encoding of it (<see cref="DisplayEncoding"/>) with padded
/// borders, in which taps are mixed. Safe for reading from several threads.
/// </summary>
public sealed class EncodedPicture
{
    /// <param name="linear">C×H×W scene-linear; kept, not copied.</param>
    public EncodedPicture(Frame linear)
    {
        Linear = linear;
        Planes = new PaddedPlane[linear.Channels.Count];
        var encoded = new float[linear.Size];
        var finite = true;
        for (var c = 0; c < Planes.Length; c++)
        {
            // coverage is no light: it is mixed as it stands
            linear.Plane(c).CopyTo(encoded, 0);
            if (linear.Channels[c] != "A") Transfer.Bt1886.ToCode(encoded);
            for (var i = 0; i < encoded.Length && finite; i++) finite = float.IsFinite(encoded[i]);
            Planes[c] = new PaddedPlane(encoded, linear.Width, linear.Height);
        }
        IsFinite = finite;
    }

    public Frame Linear { get; }

    public int Width => Linear.Width;

    public int Height => Linear.Height;

    /// <summary>Whether no sample is infinite or not a number.</summary>
    public bool IsFinite { get; }

    /// <summary>The encoded samples of each channel, borders replicated.</summary>
    public PaddedPlane[] Planes { get; }
}
