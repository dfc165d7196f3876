using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>Looks at every version after the work, with the same checks whoever did it, and asks the performance lock for its proof.</summary>
public static class Inspector
{
    /// <summary>The checks of the house, in their order.</summary>
    public static IReadOnlyList<Check> Checks { get; } =
    [
        new FormatKept(),
        new FiniteKept(),
        new EdgesClean(),
        new FramesDistinct(),
        new OriginSound(),
        new Regathered(),
    ];

    /// <param name="progress">The share that is done, 0..1.</param>
    /// <exception cref="BadInputException">A picture can not be read.</exception>
    public static Report Inspect(Inspection given, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var findings = Checks.SelectMany(c => c.Version(given)).ToList();
        var done = 0;
        foreach (var number in given.Range.Numbers)
        {
            cancel.ThrowIfCancellationRequested();
            if (given.Version.Has(number))
            {
                var frame = new SeenFrame(given, number);
                foreach (var check in Checks) findings.AddRange(check.Frame(given, frame));
            }
            progress?.Report(0.5 * ++done / given.Range.Length);
        }
        var proof = PerformanceLock.Prove(given, cancel);
        progress?.Report(1);
        return new([.. Checks.Select(c => c.Name)], findings, proof);
    }
}
