using System.Globalization;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>What a single still may take before anything is made from what its header claims. A file of many bytes may hold many pixels; a small one that claims them is refused.</summary>
internal static class PictureLimits
{
    /// <summary>Names the bytes of pixels that any picture may have, for those who work on larger ones.</summary>
    public const string Variable = "ANSWERPRINT_PICTURE_BYTES";

    /// <summary>Columns or rows.</summary>
    public const int MostSide = 1 << 15;

    public const int MostChannels = 1024;

    /// <summary>Every file may hold as many bytes of pixels: an 8K picture of four half channels and more.</summary>
    private static readonly long Always =
        long.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 384L << 20;

    /// <summary>A large file may hold this times its own bytes.</summary>
    private const int Shrinking = 12;

    /// <summary>Bytes of pixels that a file of a length may claim.</summary>
    public static long Pixels(long fileLength) => Math.Min(Array.MaxLength, Math.Max(Always, Shrinking * fileLength));

    /// <summary>Memory that a codec may take beside the pixels.</summary>
    public static long Beside(long pixels) => (288L << 20) + (pixels / 4);

    /// <summary>How long a codec may work on a file: 4 s, and as many more as 4 MB a second give.</summary>
    public static TimeSpan Patience(long fileLength) => TimeSpan.FromSeconds(4 + (fileLength / 4e6));

    /// <exception cref="BadInputException">The pixels claimed are more than the file may hold.</exception>
    public static void Check(string name, long pixels, long fileLength)
    {
        if (pixels > Pixels(fileLength))
            throw new BadInputException("too-large", name, "", $"the header claims {pixels} bytes of pixels in a file of {fileLength} bytes, more than {Pixels(fileLength)}", $"If the picture is honest, set {Variable} to as many bytes");
    }
}
