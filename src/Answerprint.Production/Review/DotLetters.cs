namespace Answerprint.Production.Review;

/// <summary>Letters of five by seven dots for pictures that are only looked at. The same text gives the same dots on every machine: no font of the system is asked.</summary>
public static class DotLetters
{
    public const int Wide = 5, High = 7, Step = 6, Row = 9;

    // a letter is five columns, the lowest bit its top dot
    private static readonly Dictionary<char, byte[]> Letters = Read(
        "-0808080808 .0060600000 /2010080402 03E5149453E 100427F4000 24261514946 32141454B31 41814127F10 52745454539 63C4A494930 70171090503 83649494936 9064949291E :0036360000 ;0056360000 " +
        "A7E1111117E B7F49494936 C3E41414122 D7F4141221C E7F49494941 F7F09090901 G3E4149497A H7F0808087F I00417F4100 J2040413F01 K7F08142241 L7F40404040 M7F020C027F N7F0408107F O3E4141413E " +
        "P7F09090906 Q3E4151215E R7F09192946 S4649494931 T01017F0101 U3F4040403F V1F2040201F W3F4038403F X6314081463 Y0708700807 Z6151494543 _4040404040");

    /// <summary>Calls <paramref name="dot"/> for every dot of a text, as a column and a row from its left top corner. A letter that is not in the table is a space.</summary>
    public static void Write(string text, Action<int, int> dot)
    {
        for (var n = 0; n < text.Length; n++)
        {
            if (!Letters.TryGetValue(char.ToUpperInvariant(text[n]), out var letter)) continue;
            for (var x = 0; x < Wide; x++)
                for (var y = 0; y < High; y++)
                    if (((letter[x] >> y) & 1) != 0) dot((n * Step) + x, y);
        }
    }

    private static Dictionary<char, byte[]> Read(string table) => table.Split(' ').ToDictionary(w => w[0], w => Convert.FromHexString(w[1..]));
}
