using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// `tool.json`: a program of others that a show may use as a tool, in the words of whoever brings it. It runs as a process without a shell, is handed pictures as files, and stands under
/// the same gate, chunks and inspector as any tool.
/// </summary>
/// <param name="Name">How a brief asks for it: small letters, digits and -.</param>
/// <param name="Operation">What it does, as the gate knows it: "cleanup".</param>
/// <param name="Command">Program and arguments; {plate}, {matte}, {out} are patterns of EXR files, {range}, {first}, {last}, {seed} numbers, {tool} the folder of tool.json.</param>
/// <param name="Limits">What it fails on, one sentence each.</param>
/// <param name="Before">Frames before each that it reads, and <paramref name="After"/> behind.</param>
/// <param name="Files">Further files beside tool.json that decide pixels: weights.</param>
/// <param name="Seconds">The longest that a run over one chunk may take.</param>
/// <param name="Megabytes">The most memory that a process of it may hold.</param>
public sealed partial record OutsideManifest(
    string Name, string Version, string Operation, string Purpose, IReadOnlyList<string> Limits, string Craft, IReadOnlyList<string> Command, bool MakesPixels, OutsideTerms Terms,
    int Before, int After, IReadOnlyList<string> Files, int Seconds, int Megabytes)
{
    public const string Format = "answerprint.tool.1";

    /// <summary>The largest tool.json.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>What stands for the folder of tool.json in the command.</summary>
    public const string Here = "{tool}/";

    private const int MostWords = 200, LongestWord = 4096, LongestText = 400, MostNeed = 64;

    private static readonly string[] Places = ["{plate}", "{matte}", "{out}", "{range}", "{first}", "{last}", "{seed}", "{tool}"];

    private static readonly string[] Members =
        ["format", "name", "version", "operation", "purpose", "limits", "craft", "command", "makesPixels", "isModel", "trainingData", "trainingDocument", "licences", "hosting", "needs", "files", "seconds", "megabytes"];

    /// <summary>The digest of the bytes that it was read from.</summary>
    public Digest Digest { get; init; }

    /// <summary>The file beside it that says what a model learnt from; empty for none.</summary>
    public string TrainingFile { get; init; } = "";

    /// <summary>How it is named where versions and credits name what made them.</summary>
    public OutsideWork Work => new($"{Name} {Version}", Operation, Terms, Elsewhere: false, "");

    /// <summary>Whether it is handed mattes.</summary>
    public bool WantsMatte => Command.Any(w => w.Contains("{matte}", StringComparison.Ordinal));

    /// <exception cref="BadInputException">It is not there, too large, or no such document: the member that is wrong is named.</exception>
    public static OutsideManifest Open(string path)
    {
        return Read(PaperFile.Read(path, MostBytes, "a tool.json"), path);
    }

    /// <inheritdoc cref="Open"/>
    public static OutsideManifest Read(byte[] bytes, string name)
    {
        try
        {
            return Read(JsonReading.Parse(bytes)) with { Digest = Digest.Of(bytes) };
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new BadInputException("bad-tool", name, "", e.Message.TrimEnd('.'), "See docs/outside-tools.md for what stands in it", e);
        }
    }

    private static OutsideManifest Read(JsonObject o)
    {
        if (o.TextOrNull("format") != Format) throw new FormatException($"the format is not {Format}");
        if (o.FirstOrDefault(m => !Members.Contains(m.Key, StringComparer.Ordinal)).Key is { } unknown) throw new FormatException($"'{Line(unknown, 40)}' is no member of a tool.json");
        var name = o.Text("name");
        if (!NameForm().IsMatch(name)) throw new FormatException("a name is 2 to 31 small letters, digits and -, and begins with a letter");
        var command = o.Texts("command");
        if (command.Count is 0 or > MostWords || command.Any(w => w.Length is 0 or > LongestWord || w.Contains('\0', StringComparison.Ordinal))) throw new FormatException($"a command is 1 to {MostWords} words, none empty");
        foreach (Match place in command.SelectMany(w => PlaceForm().Matches(w)))
            if (!Places.Contains(place.Value, StringComparer.Ordinal)) throw new FormatException($"'{place.Value}' stands for nothing; what does: {string.Join(" ", Places)}");
        if (!command.Any(w => w.Contains("{plate}", StringComparison.Ordinal)) || !command.Any(w => w.Contains("{out}", StringComparison.Ordinal))) throw new FormatException("the command names {plate}, which it reads, and {out}, which it writes");
        var files = o["files"] is null ? [] : o.Texts("files");
        var training = o.TextOrNull("trainingDocument") ?? "";
        foreach (var inside in command.Where(w => w.StartsWith(Here, StringComparison.Ordinal)).Select(w => w[Here.Length..]).Concat(files).Append(training))
            if (Path.IsPathRooted(inside) || inside.Split('/').Contains("..")) throw new FormatException($"'{Line(inside, 80)}' leaves the folder of tool.json");
        var terms = (JsonObject)o.DeepClone();
        terms.Remove("trainingDocument");
        var needs = o["needs"] as JsonObject ?? [];
        var read = new OutsideManifest(
            name, Line(o.Text("version"), 40), o.Text("operation"), Line(o.Text("purpose"), LongestText), [.. o.Texts("limits").Select(l => Line(l, LongestText))], Line(o.Text("craft"), 40), command, o.Bool("makesPixels"),
            OutsideTerms.Read(terms), Number(needs, "before", 0, 0, MostNeed), Number(needs, "after", 0, 0, MostNeed), files, Number(o, "seconds", 600, 1, 86_400), Number(o, "megabytes", 4096, 16, 1 << 20))
        {
            TrainingFile = training,
        };
        if (o["isModel"] is null) throw new FormatException("'isModel' says whether trained weights decide pixels: true or false");
        if (read.Limits.Count == 0 || read.Purpose.Length == 0 || read.Craft.Length == 0 || read.Version.Length == 0) throw new FormatException("a card says version, purpose, craft and at least one limit");
        if ((read.Terms.Training == TrainingSaid.Declared) != (training.Length > 0)) throw new FormatException("training data that is declared is declared by a file: \"trainingDocument\"");
        _ = read.Work.Checked();
        return read;
    }

    private static int Number(JsonObject o, string name, int usual, int least, int most) =>
        o[name] is null ? usual : o.Int(name) is var n && n >= least && n <= most ? n : throw new FormatException($"'{name}' is {least} to {most}");

    private static string Line(string text, int longest) => text.Length <= longest && !text.Any(char.IsControl) ? text : throw new FormatException($"'{new string([.. text.Take(20).Where(c => !char.IsControl(c))])}…' is more than one line of {longest} letters");

    [GeneratedRegex("^[a-z][a-z0-9-]{1,30}$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex PlaceForm();
}
