using Answerprint.Media.Colour;

namespace Answerprint.Media.Formats;

/// <summary>What the planes of code values are.</summary>
public enum CodeModel
{
    /// <summary>One plane.</summary>
    Grey,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Luma and two colour differences, which may be stored at reduced resolution.</summary>
    Yuv,
}

/// <summary>Which weights make luma.</summary>
public enum CodeMatrix
{
    /// <summary>ITU-R BT.601: Kr .299, Kb .114.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: Kr .2126, Kb .0722.</summary>
    Bt709,

    /// <summary>ITU-R BT.2020 non-constant luminance: Kr .2627, Kb .0593.</summary>
    Bt2020,
}

/// <summary>Which codes are black and white.</summary>
public enum CodeRange
{
    /// <summary>16..235 of 256 (luma), 16..240 (chroma), times 2^(depth−8).</summary>
    Legal,

    /// <summary>0..2^depth−1.</summary>
    Full,
}

/// <summary>Where a chroma sample lies among the luma samples that share it.</summary>
public enum ChromaSite
{
    /// <summary>On the left column, between the rows (MPEG-2, H.264).</summary>
    Left,

    /// <summary>In the middle (JPEG, MPEG-1).</summary>
    Centre,

    /// <summary>On the top left sample (BT.2020).</summary>
    TopLeft,
}

/// <summary>The declared coding of a picture of code values: all that decides the light they mean.</summary>
/// <param name="Depth">Bits a code, 8..16.</param>
/// <param name="Alpha">Whether a last plane holds coverage, always full range and never linearised.</param>
/// <param name="ChromaX">log2 of the luma columns that share a chroma sample.</param>
/// <param name="ChromaY">log2 of the luma rows that share a chroma sample.</param>
public sealed record Coding(
    CodeModel Model, int Depth, bool Alpha, int ChromaX, int ChromaY, ChromaSite Site, CodeMatrix Matrix, CodeRange Range, ColourSpace Colour)
{
    /// <summary>Codes that are RGB or grey as a still file holds them: full range.</summary>
    public static Coding Still(CodeModel model, int depth, bool alpha, ColourSpace colour) =>
        new(model, depth, alpha, 0, 0, ChromaSite.Centre, CodeMatrix.Bt709, CodeRange.Full, colour);

    /// <summary>The number of planes.</summary>
    public int Planes => (Model == CodeModel.Grey ? 1 : 3) + (Alpha ? 1 : 0);

    /// <summary>The largest code.</summary>
    public int Most => (1 << Depth) - 1;

    internal (float Red, float Blue) Weights => Matrix switch
    {
        CodeMatrix.Bt601 => (0.299f, 0.114f),
        CodeMatrix.Bt2020 => (0.2627f, 0.0593f),
        _ => (0.2126f, 0.0722f),
    };

    /// <summary>Code of black and codes from black to white.</summary>
    internal (float Black, float Span) Luma => Range == CodeRange.Full ? (0, Most) : (16 << (Depth - 8), 219 << (Depth - 8));

    /// <summary>Code of no colour and codes from −½ to +½.</summary>
    internal (float Middle, float Span) Chroma => Range == CodeRange.Full ? (1 << (Depth - 1), Most) : (1 << (Depth - 1), 224 << (Depth - 8));

    /// <summary>Columns and rows of a plane of a picture of the given size.</summary>
    public (int Width, int Height) SizeOf(int plane, int width, int height) => Model == CodeModel.Yuv && plane is 1 or 2
        ? ((width + (1 << ChromaX) - 1) >> ChromaX, (height + (1 << ChromaY) - 1) >> ChromaY)
        : (width, height);
}
