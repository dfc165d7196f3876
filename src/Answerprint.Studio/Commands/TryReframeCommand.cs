using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Reframe;

namespace Answerprint.Studio.Commands;

/// <summary>`try reframe`: steadies loose frames, or moves, scales and turns them.</summary>
internal static class TryReframeCommand
{
    private static readonly TryArguments Try = new();
    private static readonly Option<Steadying> Steady = new("--steady") { Description = "smooth: the camera moves smoothly; lock: it stands" };
    private static readonly Option<int> Smooth = new("--smooth") { DefaultValueFactory = _ => 36, Description = "Frames to each side over which a smooth camera is told, 2..250" };
    private static readonly Option<string?> Shift = new("--shift") { Description = "Pixels by which the picture is moved, right and down: 12.5,-4" };
    private static readonly Option<double> Scale = new("--scale") { DefaultValueFactory = _ => 1, Description = "About the middle, 0.25..4" };
    private static readonly Option<double> Rotate = new("--rotate") { Description = "Degrees, clockwise as seen" };
    private static readonly Option<Border> Edge = new("--border") { Description = "crop: enlarged until no edge of the plate is seen on any frame; black: beyond the edge it is black" };
    private static readonly Option<PictureFilter> Filter = new("--filter") { DefaultValueFactory = _ => PictureFilter.Lanczos3, Description = "How the picture is read between pixels: lanczos3, cubic, linear, nearest" };
    private static readonly Option<string?> Change = new("--change") { Description = "A JSON file (answerprint.change.1) with the transform of every frame, from which anybody can do it again" };
    private static readonly ColourArguments Colour = new();

    public static Command Create()
    {
        var command = new Command("reframe",
            "Steadies a shot, or moves, scales and turns it: one transform of the whole picture a frame. Examples: answerprint try reframe --in plate.%04d.exr --steady smooth --out steady.%04d.exr; answerprint try reframe --in plate.mov --scale 1.1 --shift 30,0 --out repo.mkv");
        foreach (var option in Try.Options.Concat([Steady, Smooth, Shift, Scale, Rotate, Edge, Filter, Change])) command.Add(option);
        return Colour.To(command).Does(Work);
    }

    private static ReframeOptions Asked(ParseResult parsed)
    {
        var (x, y) = (0.0, 0.0);
        if (parsed.GetValue(Shift) is { } text && !(text.Split(',') is [var a, var b] && double.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out x) && double.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out y)))
            throw new FormatException($"--shift is two numbers, right and down: 12.5,-4, not {text}");
        return new ReframeOptions(Steady: parsed.GetValue(Steady), Smooth: parsed.GetValue(Smooth), ShiftX: x, ShiftY: y, Scale: parsed.GetValue(Scale), Rotate: parsed.GetValue(Rotate), Edge: parsed.GetValue(Edge), Filter: parsed.GetValue(Filter)).Checked();
    }

    private static Outcome Work(Session session, ParseResult parsed)
    {
        var (options, threads, origins) = (Asked(parsed), Try.Threads(parsed), Try.Origins(parsed));
        Try.CheckFiles(parsed);
        Output.CheckFile("--change", parsed.GetValue(Change));
        using var choice = Colour.Choice(session, parsed);
        // what is made in a show's folder is known to its book, so the book is held meanwhile
        using var around = Trials.ShowAround(Try.Out(parsed)) is { } folder ? session.Apart(() => Show.Open(folder, session.Clock)) : null;
        using var input = FrameFiles.Open(Try.In(parsed), Colour.With(Try.Open(parsed), choice, parsed));
        var range = Try.Range(parsed, input, "Fill the holes first, then reframe");
        var trial = new DeclaredTrial(session, parsed, Try, new ReframeTool());
        var found = trial.Run(new([new(0, input)], range, options, 0, threads, Assignment.NoMattes), around, origins, parsed.GetValue(Change), out var path).Found;
        var result = trial.Report(input.Name, path);
        (result["zoom"], result["most"], result["cuts"], result["frames"]) = (found["zoom"]!.DeepClone(), found["most"]?.DeepClone(), found["cuts"]?.DeepClone(), trial.Frames);
        if (Try.Report(parsed) is { } report) TrialFiles.Report(report, "answerprint.reframe-report.1", result);
        session.Say(string.Create(CultureInfo.InvariantCulture, $"{trial.Changed.Count} of {Counted.Of(range.Length, "frame")} reframed into {path}{(found["most"] is { } most ? $"; moved by {(double)most:0.0} pixels at most" : "")}; enlarged {(double)found["zoom"]!:0.000} times to hide the edge"));
        return Outcome.Done(result);
    }
}
