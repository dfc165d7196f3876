using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Kits;

namespace Answerprint.Studio.Commands;

/// <summary>`bench score`: what a person rendered elsewhere from a kit, held against the sealed truth.</summary>
internal static class BenchScoreCommand
{
    private static readonly Argument<DirectoryInfo> KitFolder = new("DIR") { Description = "The kit, with the answers in its folder answers/" };
    private static readonly Option<DirectoryInfo> Truth = new("--truth") { Required = true, Description = "The truth that `bench kit` wrote beside the kit" };
    private static readonly Option<DirectoryInfo?> Answers = new("--answers") { Description = "Another folder of answers, with its settings.json" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => 2, Description = "Threads of our tool" };
    private static readonly Option<FileInfo?> Rates = new("--rates") { Description = "A show.json whose rates the money is counted at" };
    private static readonly Option<DirectoryInfo?> Show = new("--show") { Description = "A show whose rates the money is counted at" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for elsewhere.json, elsewhere.md and a plot" };

    public static Command Create() => new Command("score", "Scores what a person rendered elsewhere from a kit, beside the tools that run here. Example: answerprint bench score kit --truth truth --out results")
    {
        KitFolder, Truth, Answers, Threads, Rates, Show, Results,
    }.Does(Score);

    private static Outcome Score(Session session, System.CommandLine.ParseResult parsed)
    {
        if (parsed.GetValue(Threads) < 1) throw new FormatException("--threads is at least 1");
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        var rates = BenchResults.Rates(parsed.GetValue(Rates), parsed.GetValue(Show));
        var kit = parsed.GetValue(KitFolder)!.FullName;
        KitScore score;
        try
        {
            score = KitScore.Of(kit, parsed.GetValue(Truth)!.FullName, parsed.GetValue(Answers)?.FullName ?? Path.Combine(kit, Kit.AnswersFolder), parsed.GetValue(Threads), new FillTerms { Rates = rates.Rates },
                s => session.Say($"{s.Clip}: {string.Join(", ", s.Tools.Select(t => $"{t.Tool} {t.Mean.PsnrLuma:0.00}/{t.Mean.Ssim:0.0000}"))}"), session.Cancel);
        }
        catch (BrokenSealException e)
        {
            return Outcome.Failed(ExitCode.CheckFailed, null, new Fault(e.Code, e.File, e.Place, e.Problem, e.Remedy));
        }
        var report = new FillReport(KitScoreboard.Kind, "answerprint bench score KIT --truth TRUTH", rates);
        var text = KitScoreboard.Markdown(score, report);
        BenchResults.Write(parsed.GetValue(Results), KitScoreboard.Kind, KitScoreboard.Json(score, report), text, KitScoreboard.Plots(score));
        session.Say();
        session.Say(text);
        return Outcome.Done(KitScoreboard.Json(score, report));
    }
}
