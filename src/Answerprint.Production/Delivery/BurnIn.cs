using Answerprint.Media.Frames;

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

    /// <summary>A copy of a frame (C×H×W, linear light) with the lines on it; text that is too long for the width is cut off.</summary>
    public static Frame On(Frame picture, IReadOnlyList<string> lines)
    {
        var copy = picture.Copy();
        var scale = Math.Max(1, picture.Height / 360);
        var top = Math.Max(0, picture.Height - (((lines.Count * Row) + 2) * scale));
        for (var c = 0; c < copy.Channels.Count; c++) copy.Plane(c).AsSpan(top * copy.Width).Clear();
        for (var line = 0; line < lines.Count; line++)
            for (var n = 0; n < lines[line].Length; n++)
                if (Letters.TryGetValue(char.ToUpperInvariant(lines[line][n]), out var letter)) Put(copy, letter, scale * (2 + (n * Step)), top + (scale * (2 + (line * Row))), scale);
        return copy;
    }

    private static void Put(Frame picture, byte[] letter, int left, int top, int scale)
    {
        for (var y = top; y < Math.Min(picture.Height, top + (High * scale)); y++)
            for (var x = left; x < Math.Min(picture.Width, left + (Wide * scale)); x++)
                if (((letter[(x - left) / scale] >> ((y - top) / scale)) & 1) != 0)
                    for (var c = 0; c < picture.Channels.Count; c++) picture.Plane(c)[(y * picture.Width) + x] = 1;
    }

    private static Dictionary<char, byte[]> Read(string table) => table.Split(' ').ToDictionary(w => w[0], w => Convert.FromHexString(w[1..]));
}
