using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
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

    /// <summary>Frames that are alike to the bit have no end of it, dB; JSON knows no infinity.</summary>
    private const double MostPsnr = 100;

    public static Command Create() => Colour.To(new Command("fill",
        "Makes missing or damaged frames, or new frames between frames, from the real frames around them. Example: answerprint try fill --in plate.%04d.exr --out filled.%04d.exr --missing 1012-1014 --no-people \"A. Person\"")
    {
        In, Out, Look, Missing, Between, Range, OnlyMade, Hold, Method, Origins, Report, NoPeople, Threads, First, Rate,
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
        using var input = FrameFiles.Open(parsed.GetValue(In)!, options);
        var job = FillJob.Of(input, parsed.GetValue(Missing), parsed.GetValue(Between), parsed.GetValue(Range), parsed.GetValue(Hold), parsed.GetValue(OnlyMade));
        var assignment = new Assignment(
            [new(0, job.Clip)], job.Range, new FillOptions(job.Missing, parsed.GetValue(Hold), parsed.GetValue(Method)), 0, parsed.GetValue(Threads), Assignment.NoMattes);
        var person = parsed.GetValue(NoPeople);
        using var hatch = string.IsNullOrWhiteSpace(person) ? PeopleHatch.Open() : null;
        if (string.IsNullOrWhiteSpace(person) && hatch is null)
        {
            return Outcome.Failed(ExitCode.Refused, null, new Fault(
                "no-screen", job.Clip.Name, "", "frames may only be made where nobody is, and the people screen is not installed here to look", "Look yourself and say --no-people \"YOUR NAME\", or install opencv-data"));
        }
        if (look is not null) return Looked(session, assignment, job, look, ClipLight.Of(input), hatch);
        var tool = new FillTool();
        var marks = new Dictionary<string, string>(StringComparer.Ordinal) { ["answerprint.trial"] = $"fill {tool.Card.Version}" };
        if (hatch is null) marks["answerprint.noPeople"] = person!;
        else marks["answerprint.hatched"] = "regions that may show people";
        using var writer = VersionWriter.Create(parsed.GetValue(Out)!, job.Clip, marks: marks);
        if (writer.Loss is { } loss) session.Warn($"{writer.Path}: {loss}.");
        writer.WriteBehind();
        var frames = Write(session, assignment, tool, job, writer, origins, hatch);
        writer.Finish();
        var result = new JsonObject
        {
            ["in"] = job.Clip.Name, ["out"] = writer.Path, ["rate"] = job.Clip.Rate.ToString(), ["made"] = FrameList.Format(job.Missing), ["attested"] = person,
            ["screen"] = hatch is null ? null : Answerprint.Media.Screens.PeopleScreen.Disclosure, ["frames"] = frames,
        };
        if (parsed.GetValue(Report) is { } report) WriteReport(report.FullName, result);
        var flagged = frames.Count(f => f!["flagged"]!.GetValue<bool>());
        session.Say($"{Counted.Of(job.Missing.Count, "frame")} ({FrameList.Format(job.Missing)}) made into {writer.Path}{(flagged > 0 ? $"; {flagged} {(flagged == 1 ? "wants" : "want")} a look" : "")}");
        if (hatch is { Hatched: > 0 }) session.Say($"{hatch.Hatched} of them {(hatch.Hatched == 1 ? "is" : "are")} hatched where people may be; if nobody is, run it again with --no-people \"YOUR NAME\"");
        return Outcome.Done(result);
    }

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
        Copy(job.Missing[0]);
        foreach (var frame in tool.Render(assignment, preparation, job.Range, session.Cancel))
        {
            var number = frame.Number;
            if (report.Count >= job.Missing.Count || number != job.Missing[report.Count]) throw new InvalidOperationException($"frame {number} was made, which is not the next one missing");
            next++;
            var (before, after) = job.Around(number);
            // a real frame that stands for a moment makes nobody do anything; for longer it would hold a performer
            var looked = frame.Shows is null || job.InARow(number) > MostHeld;
            var (origin, share) = looked && hatch is not null ? hatch.Cover(job.Clip, frame, [.. new[] { before, after }.OfType<int>()], session.Cancel) : (frame.Origin, 0);
            if (frame.Shows is { } real && share == 0) writer.Held(number, real);
            else writer.Made(number, frame.Picture, before ?? after);
            if (origins is not null) writer.Also(() => OriginFile.Write(origins.FileOf(number), origin), origin.Bytes);
            report.Add(Line(frame, before, after, share));
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

    private static void WriteReport(string path, JsonObject result)
    {
        var document = new JsonObject { ["format"] = "answerprint.fill-report.1", ["result"] = result.DeepClone() };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.part";
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) document.WriteTo(writer);
            stream.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
    }
}
