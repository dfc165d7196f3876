using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Quality;

namespace Answerprint.Tools.Relight;

/// <summary>One grade that brings a shot to the light of another.</summary>
/// <param name="Way">"registered": learnt from the same things in both; "statistical": from means and covariances, as nothing was found in both; "none": nothing brought it nearer.</param>
/// <param name="Overlap">Share of the picture that was found in the other, 0..1.</param>
/// <param name="Before">Mean difference of the same things that were kept apart, display codes of 255; null where there are none.</param>
internal sealed record ShotMatch(IReadOnlyList<ColourStep> Steps, string Way, double Overlap, double? Before, double? After)
{
    private const int Wide = 640, MostLooked = 5, MostTried = 3;

    /// <summary>Share of the picture that has to be the same to learn from it.</summary>
    private const double LeastOverlap = 0.04;

    /// <param name="worked">Frames of the shot, ascending.</param>
    /// <param name="other">Whose light it is to have: one picture, or many.</param>
    public static ShotMatch Of(Clip clip, IReadOnlyList<int> worked, Clip other, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        List<int> theirs = [.. other.Range.Numbers.Where(other.Has)];
        List<SeenLight> own = [.. Looked(worked).Select(n => SeenLight.Of(clip.Read(n), Wide))], aims = [.. Looked(theirs).Select(n => SeenLight.Of(other.Read(n), Wide))];
        var found = new List<ColourPairs>();
        for (var i = 0; i < own.Count; i++)
        {
            // the nearest in place along both shots first, then others
            foreach (var j in Enumerable.Range(0, aims.Count).OrderBy(j => Math.Abs((own.Count == 1 ? 0.5 : (double)i / (own.Count - 1)) - (aims.Count == 1 ? 0.5 : (double)j / (aims.Count - 1)))).Take(MostTried))
            {
                cancel.ThrowIfCancellationRequested();
                var pairs = ColourPairs.Between(own[i], aims[j], threads, cancel);
                if (pairs.Overlap >= LeastOverlap && pairs.Count >= GradeFit.Least / MostLooked) found.Add(pairs);
                if (pairs.Overlap >= 0.5) break;
            }
            progress?.Report((i + 1.0) / own.Count);
        }
        var all = ColourPairs.Join(found);
        if (GradeFit.Of(all) is { } fit) return fit.After < fit.Before ? new(fit.Steps, "registered", all.Overlap, fit.Before, fit.After) : new([], "none", all.Overlap, fit.Before, fit.Before);
        return new(StatisticalMatch.Of(own, aims), "statistical", all.Overlap, null, null);
    }

    private static IEnumerable<int> Looked(IReadOnlyList<int> frames) => frames.Count <= MostLooked ? frames : Enumerable.Range(0, MostLooked).Select(k => frames[k * (frames.Count - 1) / (MostLooked - 1)]).Distinct();
}
