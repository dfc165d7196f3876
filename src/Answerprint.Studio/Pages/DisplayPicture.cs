using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Studio.Pages;

/// <summary>A small picture for a screen: 8-bit sRGB, row by row, three bytes a pixel. For pages only; never a deliverable.</summary>
internal sealed class DisplayPicture(int width, int height)
{
    private static readonly byte[] Codes = MakeCodes();

    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = new byte[checked(3 * width * height)];

    /// <summary>Scene-linear R, G, B to sRGB codes (IEC 61966-2-1); light outside 0..1 is clipped, NaN is black.</summary>
    /// <param name="mostWidth">A wider picture is made smaller by averaging whole blocks of light.</param>
    public static DisplayPicture Of(Frame frame, int mostWidth = 960)
    {
        var block = Math.Max(1, (frame.Width + mostWidth - 1) / mostWidth);
        var small = new DisplayPicture(Math.Max(1, frame.Width / block), Math.Max(1, frame.Height / block));
        for (var c = 0; c < 3; c++)
        {
            var plane = frame.Plane(Math.Min(c, frame.Channels.Count - 1));
            for (var y = 0; y < small.Height; y++)
            {
                for (var x = 0; x < small.Width; x++)
                {
                    float sum = 0;
                    for (var j = 0; j < block; j++)
                        for (var i = 0; i < block; i++) sum += plane[(((y * block) + j) * frame.Width) + (x * block) + i];
                    small.Pixels[(3 * ((y * small.Width) + x)) + c] = Code(sum / (block * block));
                }
            }
        }
        return small;
    }

    /// <summary>The sRGB code of a light.</summary>
    public static byte Code(float light) => Codes[BitConverter.HalfToUInt16Bits((Half)light)];

    /// <summary>Absolute difference of two pictures in display codes, times <paramref name="times"/>.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static DisplayPicture Difference(DisplayPicture a, DisplayPicture b, int times = 8)
    {
        if (a.Width != b.Width || a.Height != b.Height) throw new ArgumentException("pictures of different sizes can not be compared");
        var made = new DisplayPicture(a.Width, a.Height);
        for (var i = 0; i < made.Pixels.Length; i++) made.Pixels[i] = (byte)Math.Min(255, times * Math.Abs(a.Pixels[i] - b.Pixels[i]));
        return made;
    }

    /// <summary>Draws a frame around a part, white on black, as far as it lies in the picture.</summary>
    public void Box(int left, int top, int width, int height)
    {
        for (var y = top - 2; y < top + height + 2; y++)
        {
            for (var x = left - 2; x < left + width + 2; x++)
            {
                var depth = Math.Min(Math.Min(x - left, left + width - 1 - x), Math.Min(y - top, top + height - 1 - y));
                if (depth >= 0 || x < 0 || y < 0 || x >= Width || y >= Height) continue;
                Pixels.AsSpan(3 * ((y * Width) + x), 3).Fill(depth == -1 ? (byte)0 : (byte)255);
            }
        }
    }

    /// <summary>Pictures of one height side by side, with a grey gap: the strip at the head of a README.</summary>
    public static DisplayPicture Strip(int gap, params DisplayPicture[] pictures)
    {
        var strip = new DisplayPicture(pictures.Sum(p => p.Width) + (gap * (pictures.Length - 1)), pictures.Max(p => p.Height));
        strip.Pixels.AsSpan().Fill(0x2e);
        var left = 0;
        foreach (var picture in pictures)
        {
            for (var y = 0; y < picture.Height; y++)
                picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width).CopyTo(strip.Pixels.AsSpan(3 * ((y * strip.Width) + left)));
            left += picture.Width + gap;
        }
        return strip;
    }

    /// <summary>As an 8-bit RGB PNG; without a colour chunk a browser takes it for sRGB.</summary>
    public byte[] ToPng()
    {
        var planes = new ushort[3][];
        for (var c = 0; c < 3; c++)
        {
            planes[c] = new ushort[Width * Height];
            for (var i = 0; i < planes[c].Length; i++) planes[c][i] = Pixels[(3 * i) + c];
        }
        using var file = new MemoryStream();
        PngFile.Write(file, new(Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb), Width, Height, planes));
        return file.ToArray();
    }

    private static byte[] MakeCodes()
    {
        var lights = new float[65536];
        for (var i = 0; i < lights.Length; i++)
        {
            var light = (float)BitConverter.UInt16BitsToHalf((ushort)i);
            lights[i] = float.IsNaN(light) ? 0 : Math.Clamp(light, 0, 1);
        }
        Transfer.Srgb.ToCode(lights);
        return [.. lights.Select(code => (byte)((255 * code) + 0.5f))];
    }
}
