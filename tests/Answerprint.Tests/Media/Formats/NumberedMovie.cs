using Answerprint.Media.Formats;
using Answerprint.Tests.House;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Movies whose frame number, from 1, stands in the picture as eight bright or dark blocks over a moving ground, so that it survives lossy packing.</summary>
internal static class NumberedMovie
{
    public const int Width = 256;
    public const int Height = 144;

    /// <summary>Packs a movie with ffmpeg.</summary>
    /// <param name="arguments">What ffmpeg is told about the output, space between.</param>
    public static string Make(TestFolder folder, string name, int frames, string arguments, string rate = "25", int width = Width, int height = Height)
    {
        var raw = folder.File($"{name}.raw");
        using (var stream = File.Create(raw))
            for (var n = 1; n <= frames; n++) stream.Write(Picture(n, width, height));
        var path = folder.File(name);
        OtherProgram.Do("ffmpeg", ["-nostdin", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "gray", "-video_size", $"{width}x{height}", "-framerate", rate, "-i", raw,
            .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), path]);
        File.Delete(raw);
        return path;
    }

    /// <summary>The number in a picture.</summary>
    public static int NumberIn(CodedPicture picture)
    {
        var plane = picture.Planes[picture.Coding.Model == CodeModel.Rgb ? 1 : 0];
        var number = 0;
        for (var bit = 0; bit < 8; bit++)
        {
            var sum = 0L;
            for (var y = 4; y < 12; y++)
                for (var x = 0; x < 8; x++) sum += plane[(y * picture.Width) + (bit * picture.Width / 8) + (picture.Width / 16) - 4 + x];
            if (sum / 64 * 2 > picture.Coding.Most) number |= 1 << bit;
        }
        return number;
    }

    private static byte[] Picture(int number, int width, int height)
    {
        var codes = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var lit = (number >> (x * 8 / width) & 1) == 1;
                codes[(y * width) + x] = y < 48 ? (byte)(lit ? 210 : 40) : (byte)(128 + (60 * Math.Sin((x + (3 * number)) * 0.11)) + (40 * Math.Sin((y - number) * 0.23)));
            }
        }
        return codes;
    }
}
