using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench formats`: which kinds of files come in and go out unharmed.</summary>
internal static class BenchFormatsCommand
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<string?> Only = new("--only") { Description = "Kinds whose names hold this: exr, dpx, movie codecs by their names" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for formats.json and formats.md" };

    public static Command Create() => new Command("formats", "Every kind of file that is read or written, held sample by sample against other programs. Example: answerprint bench formats --out results") { Only, Results }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        var scores = new List<FormatScore>();
        var folder = Directory.CreateTempSubdirectory("answerprint-formats-").FullName;
        try
        {
            foreach (var kind in FormatKind.All.Where(k => parsed.GetValue(Only) is not { } part || k.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            {
                session.Cancel.ThrowIfCancellationRequested();
                try
                {
                    var score = FormatCase.Score(kind, folder, Path.Combine(AppContext.BaseDirectory, "answerprint"));
                    scores.Add(score);
                    session.Say(FormatScoreboard.Line(score));
                }
                catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    session.Say($"{kind.Name}: not compared, for another program failed: {e.Message.Split('\n')[0]}");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        if (parsed.GetValue(Results) is { } results)
        {
            results.Create();
            File.WriteAllText(Path.Combine(results.FullName, "formats.json"), FormatScoreboard.Json(scores).ToJsonString(Indented));
            File.WriteAllText(Path.Combine(results.FullName, "formats.md"), FormatScoreboard.Markdown(scores, "answerprint bench formats"));
        }
        return Outcome.Done(FormatScoreboard.Json(scores));
    });
}
