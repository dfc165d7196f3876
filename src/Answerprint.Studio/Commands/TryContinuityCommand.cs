using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;
using Answerprint.Studio.Pages;
using Answerprint.Tools.Continuity;

namespace Answerprint.Studio.Commands;

/// <summary>`try continuity`: names what does not match within clips and across their cuts. It mends nothing.</summary>
internal static class TryContinuityCommand
{
    private static readonly string[] Suffixes = [".otio", ".csv", ".html"];

    private static readonly Option<string[]> Input = new("--in") { Required = true, AllowMultipleArgumentsPerToken = true, Description = "Movies or patterns, in the order in which they are cut: a.mov b.%04d.exr" };
    private static readonly Option<string[]> To = new("--to") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Files for what was found: .otio (markers on a timeline of the clips), .csv (a table), .html (a page with pictures)" };
    private static readonly Option<FileInfo?> Report = new("--report") { Description = "A JSON file with shots, faults and seconds" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "Threads to use; the result does not depend on it" };
    private static readonly Option<int> First = new("--first") { DefaultValueFactory = _ => 1, Description = "The number of the first frame of movies" };
    private static readonly Option<string?> Rate = new("--rate") { Description = "The rate, where the files say none or a wrong one: 24, 24000/1001" };

    public static Command Create() => new Command("continuity",
        "Finds cuts, and what does not match: repeated and missing frames, frames that flicker, light that jumps, exposure and white that differ across a cut, stuck pixels. Names what would mend each, and mends nothing. Example: answerprint try continuity --in a.mov b.%04d.exr --to found.html found.otio")
    {
        Input, To, Report, Threads, First, Rate,
    }.Does((session, parsed) =>
    {
        var (names, files) = (parsed.GetValue(Input)!, parsed.GetValue(To)!);
        if (parsed.GetValue(Threads) is not (>= 1 and var threads)) throw new FormatException("--threads is at least 1");
        if (files.FirstOrDefault(f => !Suffixes.Contains(Path.GetExtension(f).ToLowerInvariant())) is { } odd) throw new FormatException($"'{odd}' is nothing that faults are written to; name one of {string.Join(" ", Suffixes)}");
        foreach (var file in files) Output.CheckFile("--to", file);
        Output.CheckFile("--report", parsed.GetValue(Report)?.ToString());
        var clips = new List<FileClip>();
        try
        {
            foreach (var name in names) clips.Add(FrameFiles.Open(name, new() { First = parsed.GetValue(First), Rate = parsed.GetValue(Rate) is { } text ? FrameRate.Parse(text) : null }));
            var clock = System.Diagnostics.Stopwatch.GetTimestamp();
            ContinuityReport found;
            using (var progress = session.Progress("look", 100)) found = ContinuityWatch.Of(clips, threads, progress.Shares(), session.Cancel);
            var result = Said(found, System.Diagnostics.Stopwatch.GetElapsedTime(clock).TotalSeconds);
            foreach (var file in files) Write(file, found, clips, session.Cancel);
            if (parsed.GetValue(Report) is { } report) TrialFiles.Report(report.FullName, "answerprint.continuity-report.1", result);
            session.Say($"{Counted.Of(found.Frames, "frame")} in {Counted.Of(found.Shots.Count, "shot")}; {Counted.Of(found.Faults.Count, "fault")}");
            foreach (var fault in found.Faults.Take(40)) session.Say($"{Path.GetFileName(fault.Clip)} frame {fault.Frame}: {fault.Words}. To mend it: {fault.Remedy}");
            if (found.Faults.Count > 40) session.Say($"and {found.Faults.Count - 40} more: --to found.html");
            return Outcome.Done(result);
        }
        finally
        {
            foreach (var clip in clips) clip.Dispose();
        }
    });

    private static JsonObject Said(ContinuityReport found, double seconds) => new()
    {
        ["frames"] = found.Frames, ["secondsAFrame"] = Math.Round(seconds / Math.Max(1, found.Frames), 4),
        ["shots"] = new JsonArray([.. found.Shots.Select(s => (JsonNode)new JsonObject { ["clip"] = s.Clip, ["first"] = s.First, ["last"] = s.Last })]),
        ["faults"] = new JsonArray([.. found.Faults.Select(f => (JsonNode)new JsonObject
        {
            ["kind"] = FaultWords.Word(f.Kind), ["clip"] = f.Clip, ["frame"] = f.Frame, ["score"] = Math.Round(f.Score, 3), ["words"] = f.Words, ["remedy"] = f.Remedy,
            ["against"] = f.Against is { } a ? new JsonObject { ["clip"] = a.Clip, ["frame"] = a.Frame } : null, ["place"] = f.Place is { } p ? string.Create(CultureInfo.InvariantCulture, $"{p.X},{p.Y}") : null,
        })]),
    };

    private static void Write(string file, ContinuityReport found, IReadOnlyList<FileClip> clips, CancellationToken cancel)
    {
        switch (Path.GetExtension(file).ToLowerInvariant())
        {
            case ".csv":
                WholeFile.Write(file, Encoding.UTF8.GetBytes(Table(found)));
                break;
            case ".otio":
                WholeFile.Write(file, MarkedClips.Write("continuity", [.. clips.Select(c => new MarkedClip(c.Name, c.Rate, c.Range, [.. found.Faults.Where(f => f.Clip == c.Name).OrderBy(f => f.Frame).Select(f => new FrameMarker(f.Frame, $"continuity {FaultWords.Word(f.Kind)}", f.Score >= 2 ? "RED" : "YELLOW", f.Words, FaultWords.Word(f.Kind)))]))]));
                break;
            default:
                Page(file, found, clips, cancel);
                break;
        }
    }

    private static string Table(ContinuityReport found)
    {
        var text = new StringBuilder("clip,frame,kind,score,words,remedy\r\n");
        foreach (var f in found.Faults)
            text.AppendJoin(',', ((string[])[f.Clip, f.Frame.ToString(CultureInfo.InvariantCulture), FaultWords.Word(f.Kind), f.Score.ToString("0.00", CultureInfo.InvariantCulture), f.Words, f.Remedy]).Select(CsvCell.Of)).Append("\r\n");
        return text.ToString();
    }

    private static void Page(string file, ContinuityReport found, IReadOnlyList<FileClip> clips, CancellationToken cancel)
    {
        var (folder, below) = (Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileNameWithoutExtension(file) + ".pictures");
        var cards = new List<ContinuityCard>();
        foreach (var fault in found.Faults.Take(ContinuityPage.MostCards))
        {
            cancel.ThrowIfCancellationRequested();
            var (ownClip, otherClip) = (clips.First(c => c.Name == fault.Clip), clips.First(c => c.Name == (fault.Against?.Clip ?? fault.Clip)));
            var before = fault.Against?.Frame ?? Enumerable.Range(ownClip.Range.Start, Math.Max(0, fault.Frame - ownClip.Range.Start)).Where(ownClip.Has).LastOrDefault(fault.Frame);
            var name = string.Create(CultureInfo.InvariantCulture, $"{cards.Count + 1:0000}.png");
            WholeFile.Write(Path.Combine(folder, below, name), DisplayPicture.Strip(8, DisplayPicture.Of(otherClip.Read(before), 480), DisplayPicture.Of(ownClip.Read(fault.Frame), 480)).ToPng());
            cards.Add(new($"{Uri.EscapeDataString(below)}/{name}", $"{Path.GetFileName(fault.Clip)}, frame {fault.Frame}", FaultWords.Word(fault.Kind).Replace('-', ' '), fault.Score, fault.Words, fault.Remedy, string.Create(CultureInfo.InvariantCulture, $"Left: frame {before}{(fault.Against is { } a && a.Clip != fault.Clip ? $" of {Path.GetFileName(a.Clip)}" : "")}. Right: frame {fault.Frame}.")));
        }
        ContinuityPage.Write(file, cards, found.Faults.Count, $"{Counted.Of(found.Frames, "frame")} in {Counted.Of(found.Shots.Count, "shot")} of {Counted.Of(clips.Count, "clip")}; {Counted.Of(found.Faults.Count, "fault")}, the gravest first. Nothing was mended.");
    }
}
