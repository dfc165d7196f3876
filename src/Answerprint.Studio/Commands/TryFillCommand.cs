using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>`try fill`: missing frames of loose material, or frames between frames.</summary>
internal static class TryFillCommand
{
    private static readonly Option<string> In = new("--in") { Required = true, Description = "A movie, name.%04d.exr or name.####.png" };
    private static readonly Option<string?> Out = new("--out") { Description = "A pattern (.exr, .png) or movie (.mkv lossless, .mov ProRes); gets the whole range" };
    private static readonly Option<string?> Look = new("--look") { Description = "A folder for a first look, in place of --out: three frames of the longest gap at a quarter of the size as PNG, each with a picture of its confidence" };
    private static readonly Option<string?> Missing = new("--missing") { Description = "Frames to make: 1012-1014,1020; they are not read, whether or not they exist" };
    private static readonly Option<int> Between = new("--between") { Description = "So many new frames between every two; the rate is multiplied" };
    private static readonly Option<string?> Retimed = new("--retime") { Description = "Another speed, at the same rate: 0.4 or 40% (slower), 1/1.25, 24->25, or speeds at frames of the input with a straight change between them: 1001=1,1020=0.5. 0.1 to 10; real frames stay word for word, the others are made at their own moment" };
    private static readonly Option<string?> Repair = new("--repair") { Description = "Mend damaged pixels of frames that are there and nothing beside them: \"812,400; 1005:0,610,1920,8\" (x,y or frame:x,y or frame:x,y,width,height, counted from 0), a .csv or .json of them, or a matte. Up to 6 pixels are dead pixels or dust" };
    private static readonly Option<string?> Range = new("--range") { Description = "Only these frames of the input: 1001-1050" };
    private static readonly Option<bool> OnlyMade = new("--only-made") { Description = "Write only the made frames" };
    private static readonly Option<bool> Hold = new("--hold") { Description = "Missing frames at the head or tail hold the nearest real frame" };
    private static readonly Option<FillMethod> Method = new("--method") { Description = "How gaps are filled; auto tries what works on this shot" };
    private static readonly Option<string?> Origins = new("--origin") { Description = "Pattern of EXR files for the origin pass of made frames" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "A JSON file with seconds, confidence and forecast of every made frame" };
    private static readonly Option<string?> NoPeople = new("--no-people") { Description = "The person who attests that nobody is in these pictures; it is written into the output. Without it the regions that may show people are hatched" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads to use; the result does not depend on it", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<int> First = new("--first") { Description = "The number of a movie's first frame", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Rate = new("--rate") { Description = "The rate, where the files say none or a wrong one: 24, 24000/1001" };
    private static readonly ColourArguments Colour = new();

    /// <summary>Extra showings of one real frame with people in it (performers' class P3).</summary>
    private const int MostHeld = 2;

    /// <summary>The longest gap that was measured, in frames.</summary>
    private const int MostMeasured = 24;

    /// <summary>Frames that are alike to the bit have no end of it, dB; JSON knows no infinity.</summary>
    private const double MostPsnr = 100;

    public static Command Create() => Colour.To(new Command("fill",
        "Makes missing or damaged frames, new frames between frames, or another speed, from the real frames around them, and mends damaged pixels. Example: answerprint try fill --in plate.%04d.exr --out filled.%04d.exr --missing 1012-1014 --no-people \"A. Person\"")
    {
        In, Out, Look, Missing, Between, Retimed, Repair, Range, OnlyMade, Hold, Method, Origins, Report, NoPeople, Threads, First, Rate,
    }).Does(Work);

    private static Outcome Work(Session session, System.CommandLine.ParseResult parsed)
    {
        using var choice = Colour.Choice(session, parsed);
        var options = Colour.With(new OpenOptions { First = parsed.GetValue(First), Rate = parsed.GetValue(Rate) is { } rate ? FrameRate.Parse(rate) : null }, choice, parsed);
        if (parsed.GetValue(Threads) < 1) throw new FormatException("--threads is at least 1");
        var origins = parsed.GetValue(Origins) is { } pattern ? PatternName.TryParse(pattern) ?? throw new FormatException("--origin is a pattern such as origin.%04d.exr") : null;
        if (origins is not null && origins.Suffix != ".exr") throw new FormatException("the origin pass is written as EXR: --origin origin.%04d.exr");
        var look = parsed.GetValue(Look);
        if ((parsed.GetValue(Out) is null) == (look is null)) throw new FormatException("either --out, for the frames, or --look, for a first look at them");
        if (look is not null && (origins is not null || parsed.GetValue(Report) is not null || parsed.GetValue(OnlyMade))) throw new FormatException("--look goes with neither --origin nor --report nor --only-made");
        if (look is null) Output.CheckFile("--out", parsed.GetValue(Out)!);
        Output.CheckFile("--origin", parsed.GetValue(Origins));
        Output.CheckFile("--report", parsed.GetValue(Report)?.ToString());
        // what is made in a show's folder is known to its book, so the book is held meanwhile
        using var around = look is null && Trials.ShowAround(parsed.GetValue(Out)!) is { } folder ? session.Apart(() => Show.Open(folder, session.Clock)) : null;
        using var input = FrameFiles.Open(parsed.GetValue(In)!, options);
        var job = FillJob.Of(input, parsed.GetValue(Missing), parsed.GetValue(Between), parsed.GetValue(Retimed), parsed.GetValue(Repair), parsed.GetValue(Range), parsed.GetValue(Hold), parsed.GetValue(OnlyMade));
        var assignment = new Assignment(
            [new(0, job.Source)], job.Range, new FillOptions(job.Retime is null && job.Repair is null ? job.Missing : [], parsed.GetValue(Hold), parsed.GetValue(Method)) { Retime = job.Retime, Defects = job.Repair?.Defects ?? [] }, 0, parsed.GetValue(Threads), Assignment.NoMattes);
        if (job.Retime is null && job.Repair is null && job.Longest is { Length: > MostMeasured } far)
            session.Warn($"{far.Length} frames in a row are missing ({far}): gaps of more than {MostMeasured} were not measured, and motion over them is seldom found again. Pull the take again if you can.");
        var person = parsed.GetValue(NoPeople);
        using var hatch = string.IsNullOrWhiteSpace(person) ? PeopleHatch.Open() : null;
        if (string.IsNullOrWhiteSpace(person) && hatch is null)
        {
            return Outcome.Failed(ExitCode.Refused, null, new Fault(
                "no-screen", job.Clip.Name, "", "frames may only be made where nobody is, and the people screen is not installed here to look", "Look yourself and say --no-people \"YOUR NAME\", or install opencv-data"));
        }
        if (look is not null) return Looked(session, assignment, job, look, ClipLight.Of(input), hatch);
        var tool = new FillTool();
        var marks = new Dictionary<string, string>(StringComparer.Ordinal) { [TrialMark.Name] = $"fill {tool.Card.Version}" };
        if (parsed.GetValue(Retimed) is not null) marks["answerprint.retime"] = job.Pace!.ToString();
        if (hatch is null) marks["answerprint.noPeople"] = person!;
        else marks["answerprint.hatched"] = "regions that may show people";
        using var writer = VersionWriter.Create(parsed.GetValue(Out)!, job.Clip, marks: marks);
        if (writer.Loss is { } loss) session.Warn($"{writer.Path}: {loss}.");
        writer.WriteBehind();
        var frames = Write(session, assignment, tool, job, writer, origins, hatch);
        writer.Finish();
        if (around is not null) TrialFiles.Known(around, $"fill {tool.Card.Version}", job.Source, job.Clip.Rate, job.Range, job.Missing, job.OnlyMade, Looked(job), writer.Path, session.Cancel);
        var result = new JsonObject
        {
            ["trial"] = marks[TrialMark.Name], ["in"] = job.Clip.Name, ["out"] = writer.Path, ["rate"] = job.Clip.Rate.ToString(), ["made"] = FrameList.Format(job.Missing), ["attested"] = person,
            ["screen"] = hatch is null ? null : Answerprint.Media.Screens.PeopleScreen.Disclosure, ["frames"] = frames,
        };
        if (job.Pace is not null) result["retime"] = new JsonObject { ["speed"] = job.Pace.ToString(), ["range"] = job.Range.ToString(), ["source"] = new FrameRange(job.Retime!.First, job.Retime.Last + 1).ToString() };
        if (parsed.GetValue(Report) is { } report) TrialFiles.Report(report.FullName, "answerprint.fill-report.1", result);
        var flagged = frames.Count(f => f!["flagged"]!.GetValue<bool>());
        session.Say($"{Counted.Of(job.Missing.Count, "frame")} ({FrameList.Format(job.Missing)}) {(job.Repair is null ? "made" : "mended")} into {writer.Path}{(flagged > 0 ? $"; {flagged} {(flagged == 1 ? "wants" : "want")} a look" : "")}");
        if (hatch is { Hatched: > 0 }) session.Say($"{hatch.Hatched} of them {(hatch.Hatched == 1 ? "is" : "are")} hatched where people may be; if nobody is, run it again with --no-people \"YOUR NAME\"");
        return Outcome.Done(result);
    }

    /// <summary>The real frames that a made one resembles.</summary>
    private static List<int> Looked(FillJob job) =>
        [.. job.Missing.SelectMany(n => job.Around(n) is var (before, after) ? new[] { before, after, job.Repair is null ? null : n } : []).OfType<int>().Distinct().Order()];

    /// <summary>A first look at the longest gap.</summary>
    private static Outcome Looked(Session session, Assignment assignment, FillJob job, string folder, ColourSpace light, PeopleHatch? hatch)
    {
        var frames = new JsonArray();
        var view = ViewTransform.Of(light);
        using (var progress = session.Progress("fill: first look", FirstLook.Frames(job.Missing).Count))
        {
            foreach (var frame in FirstLook.Make(new FillTool(), assignment, job.Missing, session.Cancel))
            {
                var confidence = frame.Origin.Whole().Confidence;
                var (before, after) = job.Around(frame.Number);
                var share = hatch?.Cover(job.Clip, frame, [.. new[] { before, after }.OfType<int>()], session.Cancel, FirstLook.Factor).Share ?? 0;
                var line = LookPictures.Write(folder, "look", frame.Number, frame, confidence, view);
                line["hatched"] = Math.Round(share, 4);
                frames.Add(line);
                progress.Step($"frame {frame.Number}");
            }
        }
        session.Say($"A first look at {Counted.Of(frames.Count, "frame")} at a quarter of the size, with their confidence, in {folder}");
        return Outcome.Done(new JsonObject { ["in"] = job.Clip.Name, ["look"] = folder, ["factor"] = FirstLook.Factor, ["frames"] = frames });
    }

    private static JsonArray Write(Session session, Assignment assignment, FillTool tool, FillJob job, VersionWriter writer, PatternName? origins, PeopleHatch? hatch)
    {
        var report = new JsonArray();
        Preparation preparation;
        using (session.Progress("fill: choosing", 1)) preparation = tool.Prepare(assignment, null, session.Cancel);
        using var progress = session.Progress("fill", job.OnlyMade ? job.Missing.Count : job.Range.Length);
        var next = job.Range.Start;
        if (job.Missing.Count > 0) Copy(job.Missing[0]);
        foreach (var frame in tool.Render(assignment, preparation, job.Range, session.Cancel))
        {
            var number = frame.Number;
            if (report.Count >= job.Missing.Count || number != job.Missing[report.Count]) throw new InvalidOperationException($"frame {number} was made, which is not the next one missing");
            next++;
            var (before, after) = job.Around(number);
            // a real frame that stands for a moment makes nobody do anything; for longer it would hold a performer
            var looked = frame.Shows is null || job.InARow(number) > MostHeld;
            var (origin, share) = looked && hatch is not null ? hatch.Cover(job.Source, frame, [.. new[] { before, job.Repair is null ? null : number, after }.OfType<int>()], session.Cancel) : (frame.Origin, 0);
            if (frame.Shows is { } real && share == 0) writer.Held(number, real);
            else if (job.Repair is not null) writer.Write(number, frame.Picture, frame.Work);
            else writer.Made(number, frame.Picture, job.Like(number));
            if (origins is not null) writer.Also(() => OriginFile.Write(origins.FileOf(number), origin, [ExrAttributes.Text(TrialMark.Name, $"fill {tool.Card.Version}")]), origin.Bytes);
            var line = Line(frame, before, after, share);
            if (job.Repair is not null) (line["damaged"], line["fromOtherFrames"]) = (frame.Figures.Measures["damaged"], Plain(frame.Figures.Measures["fromOtherFrames"], 4));
            if (job.Retime is not null) line["moment"] = Math.Round(job.Retime.Moments[number], 6);
            report.Add(line);
            progress.Step($"frame {number}");
            if (report.Count < job.Missing.Count) Copy(job.Missing[report.Count]);
        }
        // the tool and what it looked at are let go: only copies are left
        if (report.Count != job.Missing.Count) throw new InvalidOperationException($"frame {job.Missing[report.Count]} was not made");
        Copy(job.Range.End);
        return report;

        // the real frames before that one, written while it is made
        void Copy(int end)
        {
            for (; next < end; next++)
            {
                session.Cancel.ThrowIfCancellationRequested();
                if (job.OnlyMade) continue;
                writer.Copy(next);
                progress.Step($"frame {next}");
            }
        }
    }

    private static JsonObject Line(MadeFrame frame, int? before, int? after, double hatched) => new()
    {
        ["frame"] = frame.Number,
        ["from"] = new JsonArray([.. new[] { before, after }.OfType<int>().Select(n => (JsonNode)n)]),
        ["method"] = frame.Figures.Method,
        ["bend"] = Plain(frame.Figures.Measures.GetValueOrDefault("bend"), 6),
        ["seconds"] = Math.Round(frame.Figures.Seconds, 3),
        ["confidence"] = Plain(frame.Figures.Confidence, 4),
        ["forecastPsnr"] = Plain(Math.Min(frame.Figures.ForecastPsnr, MostPsnr), 2),
        ["flagged"] = frame.Figures.Flagged,
        ["calibrated"] = frame.Figures.Calibrated,
        ["hatched"] = Math.Round(hatched, 4),
    };

    /// <summary>A number as JSON knows it; null where there is none to say.</summary>
    private static JsonNode? Plain(double value, int digits) => double.IsFinite(value) ? Math.Round(value, digits) : null;
}
