using Answerprint.Media.Colour;

namespace Answerprint.Media.Formats;

/// <summary>What the colour tags of a movie mean (ITU-T H.273, tables 2 and 3, in ffmpeg's words).</summary>
internal static class MovieColour
{
    /// <summary>
    /// PQ, HLG and linear light by their tags, with the primaries that are tagged. Everything else is seen on a BT.1886 display, whatever curve its camera is
    /// tagged with; of BT.2020 primaries where these are tagged, else of BT.709.
    /// </summary>
    /// <param name="grounds">Takes a sentence that says what was taken and why.</param>
    /// <param name="warnings">Takes a sentence where the tags say something that was not followed.</param>
    public static ColourSpace Of(string transfer, string primaries, List<string> grounds, List<string> warnings)
    {
        var space = (transfer, primaries) switch
        {
            ("smpte2084", "smpte432") => "p3-d65-pq",
            ("smpte2084", _) => "pq",
            ("arib-std-b67", _) => "hlg",
            ("linear", "bt2020") => "linear-rec2020",
            ("linear", "smpte432") => "linear-p3-d65",
            ("linear", _) => "linear",
            (_, "bt2020") => "rec2020",
            _ => "bt1886",
        };
        var tags = string.Join(", ", new[] { transfer, primaries }.Where(t => t is not ("" or "unknown" or "unspecified" or "reserved")));
        grounds.Add(tags.Length == 0 ? $"colour {space}: not tagged, as is usual for movies" : $"colour {space}: tagged {tags}");
        // PQ and HLG without primaries are those of BT.2100
        var followed = primaries is "" or "unknown" or "unspecified" or "reserved" or "bt709" or "smpte170m" or "bt470bg" or "bt2020" || (primaries == "smpte432" && transfer is "smpte2084" or "linear");
        if (transfer is "smpte2084" or "arib-std-b67" && primaries is "bt709" or "smpte170m" or "bt470bg") followed = false;
        if (!followed) warnings.Add($"its primaries are declared '{primaries}' and are read as those of {space}; name the colour to read them otherwise");
        if (transfer is "gamma28" or "log100" or "log316" or "smpte428" or "iec61966-2-4" or "bt1361e") warnings.Add($"its transfer is declared '{transfer}' and is read as BT.1886; name the colour to read it otherwise");
        return ColourSpace.Parse(space);
    }
}
