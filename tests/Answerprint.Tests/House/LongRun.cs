namespace Answerprint.Tests.House;

/// <summary>How much of a long property runs: a seeded tenth, or the whole of it where ANSWERPRINT_LONG is 1 (./test --long).</summary>
internal static class LongRun
{
    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable("ANSWERPRINT_LONG") == "1";

    /// <summary>How many cases of a property to draw.</summary>
    public static int Of(int whole) => IsWhole ? whole : (whole + 9) / 10;

    /// <summary>The cases to run of a list: all, or every tenth from a place that the seed decides.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> whole, int seed) => IsWhole ? whole : whole.Where((_, i) => (i + seed) % 10 == 0);
}
