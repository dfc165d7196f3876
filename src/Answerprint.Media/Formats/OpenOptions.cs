using Answerprint.Media.Colour;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>How to read pictures where the file does not say, or says it wrongly.</summary>
public sealed record OpenOptions
{
    /// <summary>The number of the first frame of a movie, or of a single still. Default 1. A numbered sequence keeps its own numbers.</summary>
    public int First { get; init; } = 1;

    /// <summary>The rate; default what the movie or the EXR says, else 24 for stills and sequences.</summary>
    public FrameRate? Rate { get; init; }

    /// <summary>What code values mean; default what the file says, else BT.1886 for movies, sRGB for PNG, JPEG and TIFF, printing density for Cineon and DPX (decision 0011). EXR and TIFF of floats are always light as they stand.</summary>
    public ColourSpace? Colour { get; init; }

    /// <summary>
    /// The linear space into which code values are decoded; default the light of <see cref="Colour"/> itself. EXR is light as stored and never
    /// converted on reading: to ask it is an error.
    /// </summary>
    public ColourSpace? Working { get; init; }

    /// <summary>Default what the movie says, else BT.601 below 720 lines and BT.709 from there.</summary>
    public CodeMatrix? Matrix { get; init; }

    /// <summary>Default what the movie says, else legal for YUV and full for RGB and grey.</summary>
    public CodeRange? Range { get; init; }
}
