namespace Answerprint.Tools.Fill;

/// <summary>What the trials near a gap say about the errors of its way of filling; logarithms of squared errors of luma.</summary>
/// <param name="Against">How much larger they were than the curves of <see cref="TrustModel"/> had said, in the mean.</param>
/// <param name="Level">How large they were, in the mean.</param>
/// <param name="Longer">The mean logarithm of the frames across the trials' gaps.</param>
internal sealed record ShotWord(double Against, double Level, double Longer)
{
    /// <summary>Errors smaller than this say nothing.</summary>
    private const double Floor = 0.05;

    /// <summary>Of the trials near a gap; null where none tried the way.</summary>
    public static ShotWord? Of(FillMethod method, IReadOnlyList<(Trial Trial, Trial.Score Score)> near)
    {
        double against = 0, level = 0, longer = 0;
        var count = 0;
        foreach (var (trial, score) in near)
        {
            if (score.Expected is not { } expected) continue;
            for (var way = 0; way < Trial.Ways.Count; way++)
            {
                if (TrustModel.WayOf(Trial.Ways[way].Method) != TrustModel.WayOf(method) || double.IsNaN(score.Errors[way])) continue;
                var actual = Math.Log(score.Errors[way] + Floor);
                against += actual - expected[way];
                level += actual;
                longer += Math.Log(trial.Step);
                count++;
            }
        }
        return count == 0 ? null : new(against / count, level / count, longer / count);
    }
}
