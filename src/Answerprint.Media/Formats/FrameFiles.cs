using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>Opens pictures by their name: a movie, a pattern of numbered stills, or a single still. The file's bytes decide whether it is what its name says.</summary>
public static class FrameFiles
{
    private static readonly HashSet<string> Movies = [".mp4", ".mov", ".mkv", ".avi", ".y4m", ".mxf", ".webm", ".m4v"];

    /// <summary>Whether a name is that of a movie.</summary>
    public static bool IsMovie(string path) => Movies.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Opens for reading. Reads the headers and finds the frames; pictures are read when asked.</summary>
    /// <param name="path">A movie, a pattern such as "name.%04d.exr" or "name.####.png", or a still.</param>
    /// <exception cref="BadInputException">There is nothing there, or it can not be read.</exception>
    public static FileClip Open(string path, OpenOptions? options = null)
    {
        options ??= new();
        try
        {
            if (IsMovie(path)) return MovieClip.Open(path, options);
            if (options.Working is { } working) options = options with { Colour = (Path.GetExtension(path).Equals(".exr", StringComparison.OrdinalIgnoreCase) ? Usual(path) : options.Colour ?? Usual(path)).In(working), Working = null };
            var suffix = StillFiles.SuffixOf(path);
            if (!StillFiles.Suffixes.Contains(suffix))
                throw new BadInputException("unknown-suffix", path, "", $"'{suffix}' is no kind of picture that is read", $"Use one of {string.Join(" ", StillFiles.Suffixes.Concat(Movies))}");
            return PatternName.TryParse(path) is { } pattern ? SequenceClip.Open(pattern, options) : SequenceClip.Open(path, options);
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-pattern", path, "", e.Message, "Write name.%04d.exr or name.####.exr", e);
        }
    }

    /// <summary>What codes mean where nobody says.</summary>
    private static ColourSpace Usual(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".exr" => throw new BadInputException("light-as-stored", path, "", "EXR is light as it is stored and is not converted on reading", "Leave --working out; views and proxies convert by the file's own primaries"),
        ".png" or ".jpg" or ".jpeg" => ColourSpace.Srgb,
        _ => throw new FormatException("--working needs --colour beside it: nothing says what these codes mean"),
    };
}
