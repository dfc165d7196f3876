namespace Answerprint.Benchmarks.Cases;

/// <summary>How one kind of file fares.</summary>
/// <param name="Samples">Samples that were compared.</param>
/// <param name="Read">Largest difference between what we read and what the other program reads, in codes or in light; 0 where every sample is the same.</param>
/// <param name="Written">The same between what it reads in the file that we wrote again and in the first; null where we do not write this kind.</param>
/// <param name="Unit">"codes of 1023" or "light".</param>
public sealed record FormatScore(FormatKind Kind, string Layout, long Samples, double Read, double? Written, string Unit);
