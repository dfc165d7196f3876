using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Cleanup;

namespace Answerprint.Studio.Commands;

/// <summary>`try cleanup`: takes out of loose frames what a matte covers.</summary>
internal static class TryCleanupCommand
{
    private static readonly TryArguments Try = new();
    private static readonly DrawnArguments Drawn = new();
    private static readonly ScreenArguments Screens = new();
    private static readonly Option<int> Grow = new("--grow") { DefaultValueFactory = _ => 2, Description = "Pixels around a matte from which nothing is taken, as long as there is another place" };
    private static readonly Option<int> Spread = new("--spread") { Description = "Pixels around the matte that are replaced as well; 0: exactly what it covers" };
    private static readonly Option<int> Reach = new("--reach") { DefaultValueFactory = _ => 48, Description = "So many frames before and after are looked at" };
    private static readonly Option<bool> OnlyReal = new("--only-real") { Description = "Refuse what no frame shows, in place of inventing it" };
    private static readonly ColourArguments Colour = new();

    public static Command Create()
    {
        var command = new Command("cleanup",
            "Takes wires, rigs, marks and objects out; what they hide comes from the frames that show it. Examples: answerprint try cleanup --in plate.%04d.exr --matte wire.%04d.exr --out clean.%04d.exr --no-people \"A. Person\"; answerprint try cleanup --in plate.mov --mark \"1: 812,400; size 12\" --out clean.mkv --no-people \"A. Person\"")
        {
            Grow, Spread, Reach, OnlyReal,
        };
        foreach (var option in Try.Options.Concat(Drawn.Options).Concat(Screens.Options)) command.Add(option);
        return Colour.To(command).Does(Work);
    }

    private static Outcome Work(Session session, System.CommandLine.ParseResult parsed)
    {
        using var choice = Colour.Choice(session, parsed);
        var (open, threads, origins) = (Try.Open(parsed), Try.Threads(parsed), Try.Origins(parsed));
        var typed = Drawn.Typed(parsed);
        _ = Drawn.Objects(parsed);
        var how = Screens.IsGiven(parsed) ? Screens.How(parsed) : null;
        if (how is null && Screens.Holdout(parsed) is not null) throw new FormatException("--holdout belongs to a screen: --screen");
        if (how is null ? !Drawn.IsGiven(parsed) : typed.Count > 0 || Drawn.Objects(parsed).Count > 0) throw new FormatException(how is null ? "say what is to be taken out: --matte, --wire, --area or --mark; or what shows another picture: --screen" : "a screen is said with --screen; take out other things in a run of their own");
        Try.CheckFiles(parsed);
        var options = new CleanupOptions(Grow: parsed.GetValue(Grow), Spread: parsed.GetValue(Spread), Reach: parsed.GetValue(Reach), Invent: !parsed.GetValue(OnlyReal)).Checked();
        // what is made in a show's folder is known to its book, so the book is held meanwhile
        using var around = Trials.ShowAround(Try.Out(parsed)) is { } folder ? session.Apart(() => Show.Open(folder, session.Clock)) : null;
        using var input = FrameFiles.Open(Try.In(parsed), Colour.With(open, choice, parsed));
        var range = Try.Range(parsed, input, "Fill the holes first, then clean up");
        using var screens = how is null ? null : Ready(session, parsed, how, input, range, open);
        using var mattes = screens is not null ? screens.All : session.Apart(() => Drawn.File(parsed) is { } file ? Drawing.Open(file, Drawn.IsInverted(parsed), Drawn.Objects(parsed), input, open with { Rate = null }, session.Cancel) : Drawing.Of("the drawing", typed, input, session.Cancel));
        if (mattes.Width != input.Width || mattes.Height != input.Height) throw new BadInputException("matte-size", mattes.Name, "", $"the mattes are {mattes.Width}×{mattes.Height}, the input is {input.Width}×{input.Height}", "Deliver mattes in the size of the input");
        var made = range.Numbers.Where(mattes.Has).ToList();
        if (made.Count == 0) throw new BadInputException("no-matte", mattes.Name, $"frames {range}", "no frame of the range has a matte", "Number the mattes as the input, or name their first frame with --first");
        var person = Try.NoPeople(parsed);
        using var hatch = person is null ? PeopleHatch.Open() : null;
        if (person is null && hatch is null)
            return Outcome.Failed(ExitCode.Refused, null, new Fault("no-screen", input.Name, "", "pixels may only be made where nobody is, and the people screen is not installed here to look", "Look yourself and say --no-people \"YOUR NAME\", or install opencv-data"));
        var tool = new CleanupTool();
        var named = $"cleanup {tool.Card.Version}";
        var marks = new Dictionary<string, string>(StringComparer.Ordinal) { [TrialMark.Name] = named };
        if (hatch is null) marks["answerprint.noPeople"] = person!;
        else marks["answerprint.hatched"] = "regions that may show people";
        using var writer = VersionWriter.Create(Try.Out(parsed), input, marks: marks);
        if (writer.Loss is { } loss) session.Warn($"{writer.Path}: {loss}.");
        writer.WriteBehind();
        var assignment = new Assignment([new(0, input)], input.Range, options, 0, threads, screens is null ? new Dictionary<string, Clip> { [WorkMattes.Role] = mattes } : Assignment.NoMattes) { Screens = screens?.Works ?? [] };
        var frames = new JsonArray();
        var changed = new List<int>();
        using (var progress = session.Progress("cleanup", range.Length))
        {
            var next = range.Start;
            foreach (var frame in tool.Render(assignment, tool.Prepare(assignment, null, session.Cancel), range, session.Cancel))
            {
                Copy(frame.Number);
                next = frame.Number + 1;
                var (origin, share) = hatch is null ? (frame.Origin, 0) : hatch.Cover(input, frame, [frame.Number], session.Cancel);
                writer.Write(frame.Number, frame.Picture, frame.Work);
                if (origins is not null) writer.Also(() => OriginFile.Write(origins.FileOf(frame.Number), origin, [ExrAttributes.Text(TrialMark.Name, named)]), origin.Bytes);
                frames.Add(Line(frame, share));
                changed.Add(frame.Number);
                progress.Step($"frame {frame.Number}");
            }
            Copy(range.End);

            void Copy(int end)
            {
                for (; next < end; next++)
                {
                    session.Cancel.ThrowIfCancellationRequested();
                    writer.Copy(next);
                    progress.Step($"frame {next}");
                }
            }
        }
        writer.Finish();
        if (around is not null) TrialFiles.Known(around, named, input, input.Rate, range, changed, onlyMade: false, changed, writer.Path, session.Cancel);
        var result = new JsonObject
        {
            ["trial"] = named, ["in"] = input.Name, ["out"] = writer.Path, ["changed"] = FrameList.Format(changed), ["attested"] = person, ["screen"] = hatch is null ? null : Answerprint.Media.Screens.PeopleScreen.Disclosure, ["frames"] = frames,
        };
        if (Try.Report(parsed) is { } report) TrialFiles.Report(report, "answerprint.cleanup-report.1", result);
        if (screens is not null) session.Say($"{Counted.Of(changed.Count, "frame")} with {Counted.Of(screens.Works.Count, "screen")} {(how!.Blur is null ? "that show another picture" : "blurred")} into {writer.Path}; nothing of that comes from the plate, so look at it");
        var coverage = frames.Count == 0 ? 1 : frames.Average(f => (double)f!["coverage"]!);
        if (screens is null) session.Say($"{Counted.Of(changed.Count, "frame")} cleaned into {writer.Path}: {100 * coverage:0.0} % of what was hidden comes from other frames{(coverage < 1 ? ", the rest is invented" : "")}; {frames.Count(f => (bool)f!["flagged"]!)} want a look");
        if (hatch is { Hatched: > 0 }) session.Say($"{hatch.Hatched} of them {(hatch.Hatched == 1 ? "is" : "are")} hatched where people may be; if nobody is, run it again with --no-people \"YOUR NAME\"");
        return Outcome.Done(result);
    }

    /// <summary>Follows the screens that are asked for.</summary>
    private static ReadyScreens Ready(Session session, System.CommandLine.ParseResult parsed, ScreenTreatment how, FileClip input, FrameRange range, OpenOptions open) => session.Apart(() =>
    {
        var shapes = Screens.Shapes(parsed, Drawn.File(parsed), input);
        var picture = Screens.Insert(parsed) is { } named ? new OverlayClip(FrameFiles.Open(named, new())) : null;
        MatteClip? holdout = Screens.Holdout(parsed) is { } before ? Drawing.Open(before, inverted: false, [], input, open with { Rate = null }, session.Cancel) : null;
        using var progress = session.Progress("follow", range.Length);
        // a frame more on each side: what moves over the edge of the range is blurred as well
        var near = new FrameRange(range.Start - 1, range.End + 1);
        return new ReadyScreens(ScreenWorks.Of([.. shapes.Select(s => s with { Frames = (s.Frames ?? input.Range).Intersect(near) })], how, input, holdout, picture, "the screen", session.Cancel, n => progress.Step($"frame {n}")), input, picture, holdout);
    });

    private static JsonObject Line(MadeFrame frame, double hatched) => new()
    {
        ["frame"] = frame.Number, ["method"] = frame.Figures.Method, ["hole"] = frame.Figures.Measures["hole"], ["coverage"] = Math.Round(frame.Figures.Measures["coverage"], 4), ["frames"] = frame.Figures.Measures["frames"],
        ["farthest"] = frame.Figures.Measures["farthest"], ["seconds"] = Math.Round(frame.Figures.Seconds, 3), ["confidence"] = Math.Round(frame.Figures.Confidence, 4), ["forecastPsnr"] = Math.Round(frame.Figures.ForecastPsnr, 2),
        ["flagged"] = frame.Figures.Flagged, ["calibrated"] = frame.Figures.Calibrated, ["hatched"] = Math.Round(hatched, 4),
    };
}
