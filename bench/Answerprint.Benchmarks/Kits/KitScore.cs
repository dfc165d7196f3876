using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Kits;

/// <summary>Scores of what a person rendered elsewhere, beside the tools that run here on the same frames.</summary>
/// <param name="Sealed">True frames that were held against their seal.</param>
/// <param name="Kinds">What was read for each case.</param>
public sealed record KitScore(KitSettings Settings, string KitHash, int Sealed, IReadOnlyList<FillScore> Scores, IReadOnlyList<string> Kinds)
{
    /// <summary>Tool and version, as the tables call it.</summary>
    public string Name => $"{Settings.Tool} {Settings.Version}";

    /// <summary>Reads form and answers whole, holds the truth against its seals, then scores every gap of every case.</summary>
    /// <param name="answers">The folder of the form and of a folder a case.</param>
    /// <exception cref="BadInputException">Something is missing, of another size, or not said.</exception>
    /// <exception cref="BrokenSealException">The truth is not what was sealed.</exception>
    public static KitScore Of(string kitFolder, string truthFolder, string answers, int threads, FillTerms terms, Action<FillScore> progress, CancellationToken cancel)
    {
        var kit = Kit.Read(kitFolder);
        var settings = KitSettings.Read(Path.Combine(answers, Kit.SettingsName));
        // all that can be refused is looked at before minutes are spent
        foreach (var one in kit.Cases) KitAnswers.Open(answers, one).Dispose();
        var held = KitTruth.Check(kit, kitFolder, truthFolder, cancel);
        var scores = new List<FillScore>();
        var kinds = new List<string>();
        foreach (var one in kit.Cases)
        {
            cancel.ThrowIfCancellationRequested();
            using var made = KitAnswers.Open(answers, one);
            kinds.Add(made.Kind);
            var truth = Truth(one, kitFolder, truthFolder);
            // the name in the tally is the tool's own: it may be called as one of ours
            var score = FillCase.Score(truth, one.Gap, FillProtocol.K, threads, FillMethod.Auto, terms with { EveryGap = true, Others = [new(OtherName(settings), n => made.Codes(one.First + n), settings.SecondsAFrame)] });
            scores.Add(score);
            progress(score);
        }
        return new(settings, Production.Plates.Digest.Of(kit.Bytes).Hex, held, scores, kinds);
    }

    /// <summary>Of a case: the score of the tool that ran elsewhere.</summary>
    public static ToolScore Elsewhere(FillScore score) => score.Tools[^1];

    private static string OtherName(KitSettings settings) => $"{settings.Tool} {settings.Version}";

    private static TruthClip Truth(KitCase one, string kitFolder, string truthFolder)
    {
        var hidden = one.Missing.ToHashSet();
        var stored = Enumerable.Range(one.First, one.Last - one.First + 1).Select(n =>
        {
            var file = one.FileOf(hidden.Contains(n) ? Path.Combine(truthFolder, one.Name) : one.KnownFolder(kitFolder), n);
            using var still = FrameFiles.Open(file, new OpenOptions { First = n, Colour = one.Suffix == ".png" ? ColourSpace.Bt1886 : null });
            if ((still.Width, still.Height) != (one.Width, one.Height)) throw new BadInputException("wrong-size", file, "", $"it is {still.Width}×{still.Height} where the case is {one.Width}×{one.Height}", "Take the kit and its truth as `bench kit` wrote them");
            return KeyValuePair.Create(n, still.ReadStored(n));
        });
        return TruthClip.Of(one.Name, new MemoryClip(one.Name, one.Rate, stored), one.First, one.Last - one.First + 1);
    }
}
