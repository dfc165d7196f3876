using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>What the commands of `bench` share: their results' files, rates, sizes, and stages named on the command line.</summary>
internal static class BenchResults
{
    /// <summary>Writes KIND.json, KIND.md and the plots; nothing where no folder is named.</summary>
    public static void Write(DirectoryInfo? folder, string kind, JsonNode json, string markdown, IEnumerable<(string Name, string Svg)> plots)
    {
        if (folder is null) return;
        folder.Create();
        WholeFile.Write(Path.Combine(folder.FullName, $"{kind}.json"), json);
        WholeFile.Write(Path.Combine(folder.FullName, $"{kind}.md"), markdown);
        foreach (var (name, svg) in plots) WholeFile.Write(Path.Combine(folder.FullName, name), svg);
    }

    /// <summary>The rates of `--rates FILE` or `--show DIR`, else those that a new show begins with.</summary>
    public static RatesChoice Rates(FileInfo? file, DirectoryInfo? show)
    {
        if (file is not null && show is not null) throw new FormatException("--rates and --show do not go together");
        var path = file?.FullName ?? (show is null ? null : Path.Combine(show.FullName, "show.json"));
        if (path is null) return RatesChoice.Default;
        if (!File.Exists(path)) throw new BadInputException("not-there", path, "", "there is no such file", "Name a show.json with --rates, or a show's folder with --show");
        return RatesChoice.OfShow(path);
    }

    /// <summary>The clips of a folder that holds a folder a clip, each with one movie: name and file, by name.</summary>
    /// <param name="only">Names; empty for all.</param>
    /// <exception cref="BadInputException">The folder is not there.</exception>
    public static IEnumerable<(string Name, string File)> Movies(DirectoryInfo clips, IReadOnlyCollection<string> only)
    {
        if (!clips.Exists) throw new BadInputException("missing-folder", clips.ToString(), "", "the folder does not exist", "Name a folder that holds a folder a clip, each with one movie");
        foreach (var folder in clips.GetDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            if (only.Count > 0 && !only.Contains(folder.Name)) continue;
            var file = folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(f => f.Extension is ".mp4" or ".y4m" or ".mov" or ".mkv");
            if (file is not null) yield return (folder.Name, file.FullName);
        }
    }

    /// <summary>Those of them that have a mask beside the movie: name, file, mask.</summary>
    public static IEnumerable<(string Name, string File, string Matte)> Matted(DirectoryInfo clips)
    {
        foreach (var (name, file) in Movies(clips, []))
            if (Directory.GetFiles(Path.GetDirectoryName(file)!, "*mask*.mp4").Order(StringComparer.Ordinal).FirstOrDefault() is { } matte && matte != file) yield return (name, file, matte);
    }

    /// <param name="text">"640x360".</param>
    public static (int Width, int Height) Size(string text) =>
        text.Split('x') is [var w, var h] && int.TryParse(w, CultureInfo.InvariantCulture, out var x) && int.TryParse(h, CultureInfo.InvariantCulture, out var y) && x is >= 16 and <= 8192 && y is >= 16 and <= 8192
            ? (x, y) : throw new FormatException($"--size is width x height, 16 to 8192 each: 640x360, not {text}");

    /// <summary>The take that frames are cut out of: a move is spread over its take, and in a short one everything would race.</summary>
    private const int Take = 48;

    /// <summary>A stage of a scene with parameters set by "NAME=VALUE"; its take has at least two seconds, of which <paramref name="frames"/> in the middle are meant.</summary>
    public static Stage Staged(SceneKind scene, ulong seed, int frames, int width, int height, IEnumerable<string> set) =>
        set.Aggregate(Stage.Of(seed, new(1001, 1001 + Math.Max(Take, frames)), width, height, scene), (stage, text) => Parameter("--set", text) is var (parameter, values) && values.Count == 1
            ? parameter.Apply(stage, values[0]) : throw new FormatException($"--set {text}: one value; --step takes several"));

    /// <summary>"NAME=VALUE,VALUE".</summary>
    public static (StageParameter Parameter, IReadOnlyList<double> Values) Parameter(string option, string text)
    {
        if (text.Split('=') is not [var name, var list]) throw new FormatException($"{option} {text}: write NAME=VALUE");
        return (StageParameter.Of(name), [.. list.Split(',').Select(v => double.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw new FormatException($"{option} {text}: {v} is not a number"))]);
    }
}
