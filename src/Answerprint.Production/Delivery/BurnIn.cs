using Answerprint.Media.Colour;

namespace Answerprint.Production.Delivery;

/// <summary>
/// Writes lines of text into a picture that is only looked at (a proxy), never into a version: white letters of five by seven dots on a black band at
/// the lower edge. The same text gives the same pixels on every machine: no font of the system is asked.
/// </summary>
public static class BurnIn
{
    private const int Wide = 5, High = 7, Step = 6, Row = 9;

    // a letter is five columns, the lowest bit its top dot
    private static readonly Dictionary<char, byte[]> Letters = Read(
        "-0808080808 .0060600000 /2010080402 03E5149453E 100427F4000 24261514946 32141454B31 41814127F10 52745454539 63C4A494930 70171090503 83649494936 9064949291E :0036360000 ;0056360000 " +
        "A7E1111117E B7F49494936 C3E41414122 D7F4141221C E7F49494941 F7F09090901 G3E4149497A H7F0808087F I00417F4100 J2040413F01 K7F08142241 L7F40404040 M7F020C027F N7F0408107F O3E4141413E " +
        "P7F09090906 Q3E4151215E R7F09192946 S4649494931 T01017F0101 U3F4040403F V1F2040201F W3F4038403F X6314081463 Y0708700807 Z6151494543 _4040404040");

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
                for (var n = 0; n < lines[line].Length; n++)
                    if (Letters.TryGetValue(char.ToUpperInvariant(lines[line][n]), out var letter)) Put(codes, width, height, letter, scale * (2 + (n * Step)), top + (scale * (2 + (line * Row))), scale);
        });
    }

    private static void Put(float[] codes, int width, int height, byte[] letter, int left, int top, int scale)
    {
        for (var y = top; y < Math.Min(height, top + (High * scale)); y++)
            for (var x = left; x < Math.Min(width, left + (Wide * scale)); x++)
                if (((letter[(x - left) / scale] >> ((y - top) / scale)) & 1) != 0) codes[(y * width) + x] = 1;
    }

    private static Dictionary<char, byte[]> Read(string table) => table.Split(' ').ToDictionary(w => w[0], w => Convert.FromHexString(w[1..]));
}
