using Answerprint.Media.Colour;
using Answerprint.Production.Review;

namespace Answerprint.Production.Delivery;

/// <summary>
/// Writes lines of text into a picture that is only looked at (a proxy), never into a version: white letters of five by seven dots on a black band at
/// the lower edge. The same text gives the same pixels on every machine: no font of the system is asked.
/// </summary>
public static class BurnIn
{
    private const int Row = DotLetters.Row;

    /// <summary>A copy of a picture as it is shown with the lines on it: full white and black of the display, whatever look the picture bears. Text that is too long for the width is cut off.</summary>
    public static ShownPicture On(ShownPicture picture, IReadOnlyList<string> lines)
    {
        var (width, height) = (picture.Width, picture.Height);
        var scale = Math.Max(1, height / 360);
        var top = Math.Max(0, height - (((lines.Count * Row) + 2) * scale));
        return picture.Drawn(codes =>
        {
            codes.AsSpan(top * width).Clear();
            for (var line = 0; line < lines.Count; line++)
                DotLetters.Write(lines[line], (x, y) => Put(codes, width, height, scale * (2 + x), top + (scale * (2 + (line * Row) + y)), scale));
        });
    }

    private static void Put(float[] codes, int width, int height, int left, int top, int scale)
    {
        for (var y = top; y < Math.Min(height, top + scale); y++)
            for (var x = left; x < Math.Min(width, left + scale); x++) codes[(y * width) + x] = 1;
    }
}
