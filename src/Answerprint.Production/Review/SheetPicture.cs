using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;

namespace Answerprint.Production.Review;

/// <summary>A picture for looking at while it is drawn: 8 bit sRGB codes. Never a deliverable. Not safe for use from several threads.</summary>
internal sealed class SheetPicture
{
    private static readonly Coding Codes = Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Srgb);
    private readonly ushort[][] planes;

    public SheetPicture(int width, int height) : this(width, height, [new ushort[checked(width * height)], new ushort[width * height], new ushort[width * height]])
    {
    }

    private SheetPicture(int width, int height, ushort[][] planes) => (Width, Height, this.planes) = (width, height, planes);

    public int Width { get; }

    public int Height { get; }

    /// <summary>A part of a frame, made smaller where it is wider than <paramref name="most"/> by the mean of the light under each pixel.</summary>
    public static SheetPicture Of(Frame light, Box part, int most)
    {
        var width = Math.Min(part.Width, most);
        var height = Math.Max(1, (int)Math.Round((double)part.Height * width / part.Width));
        var cell = new Frame(width, height, "R", "G", "B");
        for (var c = 0; c < 3; c++)
        {
            var (from, to) = (light.Plane(Math.Min(c, light.Channels.Count - 1)), cell.Plane(c));
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    int x0 = part.X + (int)((long)x * part.Width / width), x1 = Math.Max(x0 + 1, part.X + (int)((long)(x + 1) * part.Width / width));
                    int y0 = part.Y + (int)((long)y * part.Height / height), y1 = Math.Max(y0 + 1, part.Y + (int)((long)(y + 1) * part.Height / height));
                    var sum = 0f;
                    for (var j = y0; j < y1; j++)
                        for (var i = x0; i < x1; i++) sum += from[(j * light.Width) + i];
                    to[(y * width) + x] = sum / ((x1 - x0) * (y1 - y0));
                }
        }
        return new(width, height, CodedPicture.Encode(cell, Codes).Planes);
    }

    public void Fill(Box box, byte code)
    {
        foreach (var plane in planes)
            for (var y = Math.Max(0, box.Y); y < Math.Min(Height, box.Y + box.Height); y++)
                for (var x = Math.Max(0, box.X); x < Math.Min(Width, box.X + box.Width); x++) plane[(y * Width) + x] = code;
    }

    /// <summary>Draws another picture into a box, larger by whole pixels where it is small; what is left of the box stays as it is.</summary>
    /// <returns>Where it lies.</returns>
    public Box Draw(SheetPicture picture, Box into)
    {
        var scale = Math.Min((double)into.Width / picture.Width, (double)into.Height / picture.Height);
        if (scale > 1) scale = Math.Floor(scale);
        var (width, height) = (Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        var (left, top) = (into.X + ((into.Width - width) / 2), into.Y);
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++)
                {
                    int x0 = x * picture.Width / width, x1 = Math.Max(x0 + 1, (x + 1) * picture.Width / width), y0 = y * picture.Height / height, y1 = Math.Max(y0 + 1, (y + 1) * picture.Height / height);
                    var sum = 0;
                    for (var j = y0; j < y1; j++)
                        for (var i = x0; i < x1; i++) sum += picture.planes[c][(j * picture.Width) + i];
                    planes[c][((top + y) * Width) + left + x] = (ushort)(sum / ((x1 - x0) * (y1 - y0)));
                }
        return new(left, top, width, height);
    }

    /// <summary>A white line around a box, between black ones: seen on any ground, and nothing of what is meant lies under it.</summary>
    public void Outline(Box box)
    {
        for (var line = 2; line <= 5; line++)
        {
            var code = line is 3 or 4 ? (byte)255 : (byte)0;
            var (x, y, w, h) = (box.X - line, box.Y - line, box.Width + (2 * line), box.Height + (2 * line));
            Fill(new(x, y, w, 1), code);
            Fill(new(x, y + h - 1, w, 1), code);
            Fill(new(x, y, 1, h), code);
            Fill(new(x + w - 1, y, 1, h), code);
        }
    }

    /// <summary>White letters twice the size of their dots.</summary>
    public void Write(string text, int left, int top, byte code = 255) => DotLetters.Write(text, (x, y) => Fill(new(left + (2 * x), top + (2 * y), 2, 2), code));

    public CodedPicture Coded() => new(Codes, Width, Height, planes);

    public byte[] ToPng()
    {
        using var file = new MemoryStream();
        PngFile.Write(file, Coded());
        return file.ToArray();
    }
}
