using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Studio.Commands;

/// <summary>`bench pictures` and `bench read`: how fast stills are read and written, against oiiotool.</summary>
internal static class BenchPicturesCommand
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "4096x2160", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 12, Description = "Frames of a sequence" };
    private static readonly Option<int> Rounds = new("--rounds") { DefaultValueFactory = _ => 3, Description = "How often each program runs; its quickest round counts" };
    private static readonly Option<ExrCompression[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, Description = "Packings: zip zips rle none piz" };
    private static readonly Option<DirectoryInfo> Work = new("--work") { Required = true, Description = "A folder for the sequences, emptied of them afterwards" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for pictures.json and pictures.md" };
    private static readonly Argument<string> Pattern = new("PATTERN") { Description = "name.%04d.exr" };

    public static Command Create() => new Command("pictures", "Reading and writing 4K stills against oiiotool. Example: answerprint bench pictures --work scratch --out results")
    {
        Size, Frames, Rounds, Only, Work, Results,
    }.Does(Measure);

    /// <summary>Reads every frame and keeps nothing: what `bench pictures` times.</summary>
    public static Command Reading() => new Command("read", "Reads every frame of a sequence and keeps nothing. Example: answerprint bench read plate.%04d.exr") { Pattern }.Does((session, parsed) =>
    {
        using var clip = FrameFiles.Open(parsed.GetValue(Pattern)!);
        long bytes = 0;
        foreach (var frame in clip.Frames)
        {
            session.Cancel.ThrowIfCancellationRequested();
            bytes += clip.Coding is null ? clip.ReadStored(frame).Channels.Sum(c => (long)c.Words.Length) : clip.ReadCoded(frame)!.Planes.Sum(p => 2L * p.Length);
        }
        session.Say($"{Counted.Of(clip.Frames.Count, "frame")}, {bytes / 1000000} MB");
        return Outcome.Done(new JsonObject { ["frames"] = clip.Frames.Count, ["bytes"] = bytes });
    });

    private static Outcome Measure(Session session, System.CommandLine.ParseResult parsed)
    {
        Output.CheckFolder("--work", parsed.GetValue(Work)!.ToString());
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        var (width, height) = parsed.GetValue(Size)!.Split('x') is [var w, var h] && int.TryParse(w, out var x) && int.TryParse(h, out var y) ? (x, y) : throw new FormatException("--size is width x height: 4096x2160");
        var (frames, rounds) = (parsed.GetValue(Frames), parsed.GetValue(Rounds));
        if (frames < 1 || rounds < 1 || width < 1 || height < 1) throw new FormatException("--frames, --rounds and --size are at least 1");
        var own = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "answerprint" ? path : throw new BadInputException("no-program", "", "", "only the program itself can be timed", "Run ./answerprint bench pictures");
        var folder = Path.Combine(parsed.GetValue(Work)!.FullName, $"answerprint-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        var scores = new List<PictureScore>();
        try
        {
            PictureCase.MakePlates(folder, width, height, frames);
            foreach (var packing in parsed.GetValue(Only) is { Length: > 0 } only ? only : PictureCase.Packings)
                foreach (var score in PictureCase.Score(folder, own, packing, width, height, frames, rounds, session.Cancel))
                {
                    scores.Add(score);
                    session.Say($"{score.Kind} {(score.IsWrite ? "write" : "read")}: {score.Megabytes / score.Seconds:0} MB/s, oiiotool {score.Megabytes / score.PeerSeconds:0} MB/s, {score.Ratio:0.00} times");
                }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        if (parsed.GetValue(Results) is { } results)
        {
            results.Create();
            File.WriteAllText(Path.Combine(results.FullName, "pictures.json"), PictureScoreboard.Json(scores, width, height).ToJsonString(Indented));
            File.WriteAllText(Path.Combine(results.FullName, "pictures.md"), PictureScoreboard.Markdown(scores, width, height, $"answerprint bench pictures --work FOLDER --size {width}x{height} --frames {frames} --rounds {rounds}"));
        }
        return Outcome.Done(PictureScoreboard.Json(scores, width, height));
    }
}
