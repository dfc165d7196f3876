using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Briefs;
using Answerprint.Media.Frames;

namespace Answerprint.Studio.Commands;

/// <summary>`bench briefs`: how many honest briefs on footage with people go ahead, and whether their dishonest twins are stopped.</summary>
internal static class BenchBriefsCommand
{
    private static readonly Option<DirectoryInfo> Clips = new("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
    private static readonly Option<DirectoryInfo> Work = new("--work") { Required = true, Description = "A folder for the shows; each is removed when its brief has ended" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for briefs.json and briefs.md" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only briefs with one of these words in their name: dog, grade, dog-wire" };

    /// <param name="run">Runs another command of this program, as if typed.</param>
    public static Command Create(Func<string[], int> run) => new Command("briefs", "Honest briefs on footage with people, the whole way to a package, and dishonest twins of them. Example: answerprint bench briefs --clips footage --work scratch --out results")
    {
        Clips, Work, Results, Only,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--work", parsed.GetValue(Work)!.ToString());
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        var movies = BenchResults.Movies(parsed.GetValue(Clips)!, []).ToDictionary(m => m.Name, m => m.File);
        var cases = BriefCases.Honest.Concat(BriefAttacks.All).Where(c => parsed.GetValue(Only) is not { Length: > 0 } words || words.Any(w => c.Name.Contains(w, StringComparison.Ordinal))).ToList();
        if (cases.Count == 0) throw new FormatException($"--only: no brief has such a name; they are {string.Join(", ", BriefCases.Honest.Concat(BriefAttacks.All).Select(c => c.Name))}");
        var codes = new Dictionary<string, IReadOnlyList<byte[]>>(StringComparer.Ordinal);
        foreach (var clip in cases.Select(c => c.Clip).DistinctBy(c => c.Name))
        {
            var file = clip.Sample ?? movies.GetValueOrDefault(clip.Name);
            if (file is null || !File.Exists(file)) throw new BadInputException("missing-clip", clip.Name, "", "the clip is not there", clip.Sample is null ? "Name a folder with this clip in it" : "Install Debian's opencv-doc: ./setup");
            codes[clip.Name] = clip.Read(file);
        }
        var room = Path.Combine(parsed.GetValue(Work)!.FullName, $"answerprint-briefs-{Environment.ProcessId}");
        var walk = new BriefWalk(run);
        var ends = new List<BriefEnd>();
        using (var progress = session.Progress("briefs", cases.Count))
        {
            foreach (var brief in cases)
            {
                session.Cancel.ThrowIfCancellationRequested();
                var folder = Path.Combine(room, brief.Name);
                try
                {
                    Directory.CreateDirectory(folder);
                    ends.Add(walk.Walk(brief, folder, codes[brief.Clip.Name]));
                }
                finally
                {
                    Directory.Delete(room, recursive: true);
                }
                progress.Step(brief.Name);
            }
        }
        List<ScreenRecall> screen = [.. cases.Select(c => c.Clip).DistinctBy(c => c.Name).Select(c => ScreenRecall.Of(c, codes[c.Name], session.Cancel))];
        const string Command = "answerprint bench briefs --clips FOLDER --work FOLDER --out FOLDER";
        var (json, markdown) = (BriefScoreboard.Json(ends, screen), BriefScoreboard.Markdown(ends, screen, Command));
        BenchResults.Write(parsed.GetValue(Results), "briefs", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
