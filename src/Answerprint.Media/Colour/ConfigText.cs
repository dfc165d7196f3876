using System.Text;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>The text of an OpenColorIO config, looked at before any library does: bounded, no binary, no YAML that unfolds itself, no path that leaves the folder.</summary>
internal static partial class ConfigText
{
    /// <summary>Bytes of a config. The largest that ACES publishes has a tenth of it.</summary>
    internal const int Most = 8 << 20;

    /// <summary>Bytes of one lookup table beside a config.</summary>
    internal const long MostOfFile = 256L << 20;

    private const string Remedy = "Take a config that its maker published, or leave it out: the spaces that --colour names need none";

    /// <exception cref="BadInputException">There is none, or it is not one.</exception>
    internal static byte[] Read(string path)
    {
        byte[] bytes;
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw Bad("no-config", path, "there is no colour config", "Correct --ocio, the show's colour.config or $OCIO, or take it away");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (!stream.CanSeek || stream.Length > Most) throw Bad("config-too-large", path, $"a colour config has at most {Most >> 20} MB");
            bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BadInputException("no-config", path, "", $"the colour config can not be read: {e.Message.TrimEnd('.')}", "Correct --ocio, the show's colour.config or $OCIO, or take it away", e);
        }
        Look(bytes, path);
        return bytes;
    }

    /// <exception cref="BadInputException">The text would be dangerous to read.</exception>
    internal static void Look(byte[] bytes, string path)
    {
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException("bad-config", path, "", "the colour config is not UTF-8 text", Remedy, e);
        }
        if (text.Contains('\0')) throw Bad("bad-config", path, "the colour config holds binary data");
        if (!text.Contains("ocio_profile_version", StringComparison.Ordinal)) throw Bad("bad-config", path, "it does not say ocio_profile_version: this is no OpenColorIO config");
        // an anchor that is used again lets a short text unfold without end; no published config has one
        var anchors = Anchor().Matches(text).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        if (anchors.Count > 0 && Alias().Matches(text).Any(m => anchors.Contains(m.Groups[1].Value))) throw Bad("bad-config", path, "it uses YAML anchors, which are not taken");
        var depth = 0;
        foreach (var c in text)
        {
            if (c is '[' or '{' && ++depth > 200) throw Bad("bad-config", path, "its brackets are nested more than 200 deep");
            if (c is ']' or '}' && depth > 0) depth--;
            if (c == '\n') depth = Math.Min(depth, 100);
        }
    }

    /// <summary>A file that a config names, with its folder resolved: it must lie under the config and be of a size that can be a table.</summary>
    /// <exception cref="BadInputException">It does not.</exception>
    internal static FileInfo Within(string folder, string file, string config)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var full = Path.GetFullPath(Path.Combine(folder, file));
        if (!full.StartsWith(root, StringComparison.Ordinal)) throw Bad("config-climbs", config, $"it reads '{file}', which lies outside its own folder", "Put the tables of a config into its folder");
        var info = new FileInfo(full);
        var end = info.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? info;
        if (!end.FullName.StartsWith(root, StringComparison.Ordinal)) throw Bad("config-climbs", config, $"'{file}' is a link out of its folder", "Put the tables of a config into its folder");
        if (!end.Exists) throw Bad("bad-config", config, $"the table '{file}' is not there");
        return end.Length <= MostOfFile ? end : throw Bad("bad-config", config, $"the table '{file}' has more than {MostOfFile >> 20} MB");
    }

    /// <summary>A library's message in one line of bounded length.</summary>
    internal static string OneLine(string message)
    {
        var line = Space().Replace(message, " ").Trim().TrimEnd('.');
        return line.Length <= 300 ? line : line[..300] + "…";
    }

    internal static BadInputException Bad(string code, string path, string problem, string remedy = Remedy) => new(code, path, "", problem, remedy);

    [GeneratedRegex(@"(?:^|[\s\[{,:-])&([A-Za-z0-9_-]{1,64})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Anchor();

    [GeneratedRegex(@"(?:^|[\s\[{,:-])\*([A-Za-z0-9_-]{1,64})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Alias();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
