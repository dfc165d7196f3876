using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Background;

namespace Answerprint.Studio.Commands;

/// <summary>`try background`: keys a screen of loose frames, or takes mattes of what is kept, and sets it over a new plate.</summary>
internal static class TryBackgroundCommand
{
    private static readonly TryArguments Try = new();
    private static readonly Option<string?> Plate = new("--plate") { Description = "What is seen behind: one picture for all frames, or pictures or a movie under the input's numbers; without it the foreground is written alone, multiplied by its coverage" };
    private static readonly Option<string?> Key = new("--key") { Description = "The screen: green, blue, R,G,B in display codes of 255, or auto, which finds a screen of any colour (the default where no mattes are given)" };
    private static readonly Option<string?> Keep = new("--matte") { Description = "Mattes of what is kept, 1 = keep, of every frame or of a few, between which they are made: a pattern or movie under the input's numbers, a file of shapes or a Nuke script" };
    private static readonly Option<string?> Garbage = new("--garbage") { Description = "Mattes of what is thrown away whatever its colour" };
    private static readonly Option<string?> Holdout = new("--holdout") { Description = "Mattes of what is kept whatever its colour" };
    private static readonly Option<string?> Alpha = new("--alpha") { Description = "Pattern of EXR files for the coverage of the foreground" };
    private static readonly Option<double> Solid = new("--solid") { DefaultValueFactory = _ => 0.6, Description = "Share of coverage from which on what lies away from the screen is solid; 1: veils, smoke and glass stay as they are" };
    private static readonly Option<double?> Black = new("--black") { Description = "Coverage up to which a pixel is the screen; default: as much as the screen's noise" };
    private static readonly Option<double> White = new("--white") { DefaultValueFactory = _ => 0.93, Description = "Coverage from which on a pixel is the foreground" };
    private static readonly Option<int> Band = new("--band") { DefaultValueFactory = _ => 3, Description = "Pixels beside what is certain in which coverage is solved anew" };
    private static readonly Option<double> Despill = new("--despill") { DefaultValueFactory = _ => 1, Description = "How much of the screen's light is taken from the foreground, 0..1" };
    private static readonly Option<double> Wrap = new("--wrap") { Description = "How much of the new plate's light comes over the edge, 0..1" };
    private static readonly Option<double> WrapSize = new("--wrap-size") { DefaultValueFactory = _ => 8, Description = "How far, pixels" };
    private static readonly Option<double> Defocus = new("--defocus") { Description = "σ in pixels by which the new plate is softened" };
    private static readonly Option<double> Gain = new("--gain") { DefaultValueFactory = _ => 1, Description = "Factor on the new plate's light" };
    private static readonly Option<bool?> Follow = new("--follow") { Description = "The new plate moves with the camera, as what is seen beside the foreground tells it: markers on a screen, or, with --matte, the set (there it does unless --follow false)" };
    private static readonly Option<bool> NoGrain = new("--no-grain") { Description = "Leave out the input's grain, which is measured and laid over the new plate" };
    private static readonly Option<MixIn> Mix = new("--mix") { Description = "In which numbers the input was mixed, and is mixed again: light (as a lens does) or display (as much software does, in display encoding)" };
    private static readonly ColourArguments Colour = new();

    public static Command Create()
    {
        var command = new Command("background",
            "Keys a screen of any colour, or takes mattes of what is kept, and sets it over a new plate. Examples: answerprint try background --in plate.%04d.exr --key green --plate sky.exr --out comp.%04d.exr --alpha alpha.%04d.exr --no-people \"A. Person\"; answerprint try background --in plate.mov --matte keep.%04d.exr --plate street.mov --out comp.mkv --no-people \"A. Person\"");
        foreach (var option in Try.Options.Concat([Plate, Key, Keep, Garbage, Holdout, Alpha, Solid, Black, White, Band, Despill, Wrap, WrapSize, Defocus, Gain, Follow, NoGrain, Mix])) command.Add(option);
        return Colour.To(command).Does(Work);
    }

    private static BackgroundOptions Asked(ParseResult parsed) => new BackgroundOptions(
        Key: parsed.GetValue(Key) ?? (parsed.GetValue(Keep) is null ? "auto" : null), Solid: parsed.GetValue(Solid), Black: parsed.GetValue(Black), White: parsed.GetValue(White), Band: parsed.GetValue(Band),
        Despill: parsed.GetValue(Despill), Wrap: parsed.GetValue(Wrap), WrapSize: parsed.GetValue(WrapSize), Defocus: parsed.GetValue(Defocus), Grain: !parsed.GetValue(NoGrain), Gain: parsed.GetValue(Gain), Mix: parsed.GetValue(Mix), Follow: parsed.GetValue(Follow)).Checked();

    private static Outcome Work(Session session, ParseResult parsed)
    {
        if (parsed.GetValue(Key) is not null && parsed.GetValue(Keep) is not null) throw new FormatException("--key finds the foreground by the screen, --matte says what it is: one of them; more is kept with --holdout, thrown away with --garbage");
        var (options, threads, origins, alphas) = (Asked(parsed), Try.Threads(parsed), Try.Origins(parsed), TryArguments.Pattern(parsed.GetValue(Alpha), "--alpha", "coverage is"));
        Try.CheckFiles(parsed);
        Output.CheckFile("--alpha", parsed.GetValue(Alpha));
        using var choice = Colour.Choice(session, parsed);
        var open = Try.Open(parsed);
        // what is made in a show's folder is known to its book, so the book is held meanwhile
        using var around = Trials.ShowAround(Try.Out(parsed)) is { } folder ? session.Apart(() => Show.Open(folder, session.Clock)) : null;
        using var input = FrameFiles.Open(Try.In(parsed), Colour.With(open, choice, parsed));
        var range = Try.Range(parsed, input, "Fill the holes first, then set it over another plate");
        using var plate = parsed.GetValue(Plate) is { } named ? FrameFiles.Open(named, open with { Rate = null }) : null;
        var mattes = new Dictionary<string, Clip>(StringComparer.Ordinal);
        try
        {
            foreach (var (role, option) in new[] { (WorkMattes.Role, Keep), (WorkMattes.GarbageRole, Garbage), (WorkMattes.HoldoutRole, Holdout) })
                if (parsed.GetValue(option) is { } file) mattes[role] = session.Apart(() => Drawing.Open(file, inverted: false, [], input, open with { Rate = null }, session.Cancel));
            return Made(session, parsed, options, threads, origins, alphas, around, input, range, plate, mattes);
        }
        finally
        {
            foreach (var matte in mattes.Values) matte.Dispose();
        }
    }

    private static Outcome Made(Session session, ParseResult parsed, BackgroundOptions options, int threads, PatternName? origins, PatternName? alphas, Show? around, FileClip input, FrameRange range, Clip? plate, Dictionary<string, Clip> mattes)
    {
        if (plate is not null && plate.Range.Length > 1 && range.Numbers.FirstOrDefault(n => !plate.Has(n), int.MinValue) is var bare and not int.MinValue) throw new BadInputException("no-plate", plate.Name, $"frame {bare}", "the new plate has no picture for this frame", "Give one picture for all frames, or one for every frame under the input's numbers (of a movie: --first)");
        if (mattes.GetValueOrDefault(WorkMattes.Role) is { } keep && !range.Numbers.Any(keep.Has)) throw new BadInputException("no-matte", keep.Name, $"frames {range}", "there is no matte for any of these frames", "Number the mattes as the input: one key is enough, the rest is made from it");
        var person = Try.NoPeople(parsed);
        using var hatch = person is null ? PeopleHatch.Open() : null;
        if (person is null && hatch is null) return Outcome.Failed(ExitCode.Refused, null, new Fault("no-screen", input.Name, "", "pixels may only be made where nobody is, and the people screen is not installed here to look", "Look yourself and say --no-people \"YOUR NAME\", or install opencv-data"));
        var tool = new BackgroundTool();
        var trial = $"background {tool.Card.Version}";
        var marks = new Dictionary<string, string>(StringComparer.Ordinal) { [TrialMark.Name] = trial };
        if (person is not null) marks["answerprint.noPeople"] = person;
        else marks["answerprint.hatched"] = "regions that may show people";
        var assignment = new Assignment(plate is null ? [new(0, input)] : [new(0, input), new(1, plate)], range, options, 0, threads, mattes);
        Preparation preparation;
        using (var follow = session.Progress("prepare", 100)) preparation = tool.Prepare(assignment, follow.Shares(), session.Cancel);
        var alone = plate is null ? TryArguments.Pattern(Try.Out(parsed), "--out", "the foreground alone is") : null;
        using var writer = alone is null ? VersionWriter.Create(Try.Out(parsed), input, marks: marks) : null;
        if (writer?.Loss is { } loss) session.Warn($"{writer.Path}: {loss}.");
        writer?.WriteBehind();
        StoredAttribute[] attributes = [.. marks.Select(m => ExrAttributes.Text(m.Key, m.Value))];
        var (frames, changed) = (new JsonArray(), new List<int>());
        using (var progress = session.Progress("background", range.Length))
        {
            foreach (var frame in tool.Render(assignment, preparation, range, session.Cancel))
            {
                var (origin, share) = hatch is null ? (frame.Origin, 0) : hatch.Cover(input, frame, [frame.Number], session.Cancel);
                if (writer is not null) writer.Write(frame.Number, frame.Picture, frame.Work);
                else ExrFile.Write(alone!.FileOf(frame.Number), frame.Picture.ToStored(SampleType.Half, attributes));
                if (origins is not null) OriginFile.Write(origins.FileOf(frame.Number), origin, [ExrAttributes.Text(TrialMark.Name, trial)]);
                if (alphas is not null) MatteFile.Write(alphas.FileOf(frame.Number), frame.Foreground!);
                frames.Add(Line(frame, share));
                changed.Add(frame.Number);
                progress.Step($"frame {frame.Number}");
            }
        }
        writer?.Finish();
        var path = writer?.Path ?? Try.Out(parsed);
        if (around is not null) TrialFiles.Known(around, trial, input, input.Rate, range, changed, onlyMade: false, changed, path, session.Cancel);
        var found = JsonNode.Parse(preparation.Bytes)!.AsObject();
        var screen = found["screen"] is JsonArray colour ? string.Join(',', colour.Select(c => (int)Math.Round(255 * (double)c!))) : null;
        // the frames that nobody drew: on the most doubtful of them a key would help most
        var doubt = found["path"]?["doubt"]?.AsObject().ToDictionary(d => int.Parse(d.Key, System.Globalization.CultureInfo.InvariantCulture), d => (double)d.Value!);
        var keys = doubt is null ? null : range.Numbers.Where(assignment.Mattes[WorkMattes.Role].Has).ToList();
        var next = doubt is { Count: > 0 } ? doubt.OrderByDescending(d => d.Value).ThenBy(d => d.Key).First().Key : (int?)null;
        var result = new JsonObject
        {
            ["trial"] = trial, ["in"] = input.Name, ["out"] = path, ["changed"] = FrameList.Format(changed), ["attested"] = person, ["disclosure"] = hatch is null ? null : Answerprint.Media.Screens.PeopleScreen.Disclosure,
            ["keys"] = keys?.Count, ["nextKey"] = next, ["screen"] = screen, ["followed"] = found["camera"] is not null, ["mix"] = options.Mix.ToString().ToLowerInvariant(), ["frames"] = frames,
        };
        if (Try.Report(parsed) is { } report) TrialFiles.Report(report, "answerprint.background-report.1", result);
        session.Say($"{Counted.Of(changed.Count, "frame")} {(plate is null ? "keyed" : "set over another plate")} into {path}{(screen is null ? "" : $"; the screen is {screen}")}");
        if (next is not null) session.Say($"{Counted.Of(doubt!.Count, "frame")} {(doubt.Count == 1 ? "has a matte" : "have mattes")} made from {Counted.Of(keys!.Count, "key")}; one more key would help most on frame {next}");
        if (hatch is { Hatched: > 0 }) session.Say($"{hatch.Hatched} of them {(hatch.Hatched == 1 ? "is" : "are")} hatched where people may be; if nobody is, run it again with --no-people \"YOUR NAME\"");
        return Outcome.Done(result);
    }

    private static JsonObject Line(MadeFrame frame, double hatched) => new()
    {
        ["frame"] = frame.Number, ["method"] = frame.Figures.Method, ["kept"] = Math.Round(frame.Figures.Measures["kept"], 4), ["soft"] = Math.Round(frame.Figures.Measures["soft"], 4), ["seconds"] = Math.Round(frame.Figures.Seconds, 3),
        ["confidence"] = frame.Figures.Confidence, ["flagged"] = frame.Figures.Flagged, ["calibrated"] = frame.Figures.Calibrated, ["hatched"] = Math.Round(hatched, 4),
    };
}
