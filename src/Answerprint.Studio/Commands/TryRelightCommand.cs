using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Relight;

namespace Answerprint.Studio.Commands;

/// <summary>`try relight`: the light of loose frames changed by named parameters, matched to another shot, or evened out in time.</summary>
internal static class TryRelightCommand
{
    private static readonly TryArguments Try = new();
    private static readonly Option<string?> Match = new("--match") { Description = "Pictures or a movie whose light this shot is to have, from any place: what is seen in both is registered; where nothing is, colours are matched as a whole, and it says so" };
    private static readonly Option<bool> Deflicker = new("--deflicker") { Description = "Evens out exposure that jumps from frame to frame; slow changes stand" };
    private static readonly Option<double> Stops = new("--stops") { Description = "Exposure, -6..6" };
    private static readonly Option<double?> Kelvin = new("--kelvin") { Description = "The light that is taken for white, 2500..15000: higher is warmer; 6500 leaves it" };
    private static readonly Option<double> Tint = new("--tint") { Description = "Stops by which green is taken down, -2..2" };
    private static readonly Option<double> Contrast = new("--contrast") { DefaultValueFactory = _ => 1, Description = "Power around the pivot, 0.25..4" };
    private static readonly Option<double> Pivot = new("--pivot") { DefaultValueFactory = _ => 0.18, Description = "The light that contrast leaves, 0.01..1" };
    private static readonly Option<double> Saturation = new("--saturation") { DefaultValueFactory = _ => 1, Description = "0..4" };
    private static readonly Option<string?> Key = new("--key") { Description = "The side that the light comes from: left, right, top, bottom, top-left, top-right, bottom-left, bottom-right; with --ratio" };
    private static readonly Option<double> Ratio = new("--ratio") { Description = "Stops between the key side and the other, 0..3" };
    private static readonly Option<double> Falloff = new("--falloff") { Description = "Stops at the corners against the middle, -1.5..1.5" };
    private static readonly Option<string?> Matte = new("--matte") { Description = "Mattes of what is relit, 1 = inside: a pattern or movie under the input's numbers, a file of shapes or a Nuke script; default: the whole picture" };
    private static readonly Option<string[]> Grades = new("--grade") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Files for the grade of the first frame as other programs open it, without key side and falloff: .cube (33³), .cdl (the nearest decision of the ASC)" };
    private static readonly Option<string?> Change = new("--change") { Description = "A JSON file (answerprint.change.1) with all that was done, from which anybody can do it again; not with --matte" };
    private static readonly ColourArguments Colour = new();

    public static Command Create()
    {
        var command = new Command("relight",
            "Changes the light of a shot: exposure, white, contrast and where light falls, by named parameters; matches it to another shot; evens out flicker. Examples: answerprint try relight --in b.%04d.exr --match a.%04d.exr --out matched.%04d.exr --grade b.cube b.cdl; answerprint try relight --in plate.mov --deflicker --stops -0.5 --key left --ratio 1 --out night.mkv");
        foreach (var option in Try.Options.Concat([Match, Deflicker, Stops, Kelvin, Tint, Contrast, Pivot, Saturation, Key, Ratio, Falloff, Matte, Grades, Change])) command.Add(option);
        return Colour.To(command).Does(Work);
    }

    private static Outcome Work(Session session, ParseResult parsed)
    {
        var options = new RelightOptions(
            Match: parsed.GetValue(Match) is not null, Deflicker: parsed.GetValue(Deflicker), Stops: parsed.GetValue(Stops), Kelvin: parsed.GetValue(Kelvin), Tint: parsed.GetValue(Tint), Contrast: parsed.GetValue(Contrast),
            Pivot: parsed.GetValue(Pivot), Saturation: parsed.GetValue(Saturation), Key: parsed.GetValue(Key), Ratio: parsed.GetValue(Ratio), Falloff: parsed.GetValue(Falloff)).Checked();
        var (threads, origins, grades) = (Try.Threads(parsed), Try.Origins(parsed), parsed.GetValue(Grades)!);
        if (grades.FirstOrDefault(g => Path.GetExtension(g).ToLowerInvariant() is not (".cube" or ".cdl")) is { } odd) throw new FormatException($"--grade writes .cube and .cdl, not {odd}");
        if (parsed.GetValue(Matte) is not null && parsed.GetValue(Change) is not null) throw new FormatException("--change declares what is done to the whole picture, and --matte keeps a part of it: one of them");
        Try.CheckFiles(parsed);
        foreach (var grade in grades) Output.CheckFile("--grade", grade);
        Output.CheckFile("--change", parsed.GetValue(Change));
        using var choice = Colour.Choice(session, parsed);
        var open = Try.Open(parsed);
        // what is made in a show's folder is known to its book, so the book is held meanwhile
        using var around = Trials.ShowAround(Try.Out(parsed)) is { } folder ? session.Apart(() => Show.Open(folder, session.Clock)) : null;
        using var input = FrameFiles.Open(Try.In(parsed), Colour.With(open, choice, parsed));
        var range = Try.Range(parsed, input, "Fill the holes first, then change the light");
        using var other = parsed.GetValue(Match) is { } named ? FrameFiles.Open(named, open with { Rate = null }) : null;
        using var inside = parsed.GetValue(Matte) is { } file ? session.Apart(() => Drawing.Open(file, inverted: false, [], input, open with { Rate = null }, session.Cancel)) : null;
        var trial = new DeclaredTrial(session, parsed, Try, new RelightTool());
        var mattes = inside is null ? Assignment.NoMattes : new Dictionary<string, Clip> { [WorkMattes.Role] = inside };
        var (found, change) = trial.Run(new(other is null ? [new(0, input)] : [new(0, input), new(1, other)], range, options, 0, threads, mattes), around, origins, parsed.GetValue(Change), out var path);
        var result = trial.Report(input.Name, path);
        (result["match"], result["flicker"], result["grades"], result["frames"]) = (found["match"]?.DeepClone(), found["flicker"]?.DeepClone(), GradesOf(change, grades, Path.GetFileNameWithoutExtension(Try.Out(parsed))), trial.Frames);
        if (Try.Report(parsed) is { } report) TrialFiles.Report(report, "answerprint.relight-report.1", result);
        Tell(session, found, trial.Changed.Count, range.Length, path);
        return Outcome.Done(result);
    }

    private static JsonArray GradesOf(DeclaredChange change, string[] files, string title)
    {
        var steps = change.Records.Count == 0 ? [] : change.Records[0].Steps;
        var list = new JsonArray();
        foreach (var file in files)
        {
            if (Path.GetExtension(file).Equals(".cube", StringComparison.OrdinalIgnoreCase))
            {
                WholeFile.Write(file, Encoding.ASCII.GetBytes(GradeFile.Cube(steps, title)));
                list.Add(new JsonObject { ["file"] = file });
                continue;
            }
            var (text, miss) = GradeFile.Cdl(steps, title);
            WholeFile.Write(file, new UTF8Encoding(false).GetBytes(text));
            list.Add(new JsonObject { ["file"] = file, ["miss"] = Math.Round(miss, 3) });
        }
        return list;
    }

    private static void Tell(Session session, JsonObject found, int changed, int all, string path)
    {
        session.Say($"{changed} of {Counted.Of(all, "frame")} relit into {path}");
        if (found["flicker"] is JsonObject flicker) session.Say(string.Create(CultureInfo.InvariantCulture, $"flicker was {(double)flicker["rms"]!:0.00} % rms; {Counted.Of((int)flicker["frames"]!, "frame")} evened out"));
        if (found["match"] is not JsonObject match) return;
        session.Say((string)match["way"]! switch
        {
            "registered" => string.Create(CultureInfo.InvariantCulture, $"matched by what is seen in both ({100 * (double)match["overlap"]!:0} % of the picture): {(double)match["before"]!:0.0} → {(double)match["after"]!:0.0} display codes on what was kept apart"),
            "none" => "what is seen in both has the same light already: nothing was changed",
            _ => "nothing is seen in both: colours were matched as a whole, so what the shots show counts as their light; look at it",
        });
    }
}
