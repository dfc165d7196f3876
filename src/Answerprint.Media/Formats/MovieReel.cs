namespace Answerprint.Media.Formats;

/// <summary>The reel that a movie names: QuickTime keeps it with its timecode track, MXF with its source package; ffprobe calls both reel_name.</summary>
internal static class MovieReel
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Tags = ["reel_name", "com.apple.proapps.reel"];

    /// <summary>The first that any of its streams, or the file, says; null where none does or it can not be read.</summary>
    public static string? Read(string path, string name)
    {
        using var process = MediaProcess.Start("ffprobe",
            ["-loglevel", "level+error", "-max_alloc", MediaProcess.MostBytes, "-protocol_whitelist", "file,pipe", "-format_whitelist", MediaProcess.Formats, "-show_entries", $"stream_tags={string.Join(',', Tags)}:format_tags={string.Join(',', Tags)}", "-of", "compact=p=0", .. MediaProcess.Opening(path)],
            name, Patience);
        process.Input.Close();
        string? reel = null;
        using var reader = new StreamReader(process.Output);
        while (reader.ReadLine() is { } line)
        {
            process.Moved();
            foreach (var said in line.Split('|'))
                if (said.Split('=', 2) is [var key, var value] && Tags.Any(t => key.EndsWith(t, StringComparison.Ordinal)) && value.Trim() is { Length: > 0 and <= 128 } text && !text.Any(char.IsControl)) reel ??= text;
        }
        process.Finish();
        return reel;
    }
}
