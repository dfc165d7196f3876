namespace Answerprint.Tools.Cleanup;

/// <summary>Which frames are looked at for what a frame hides.</summary>
internal static class CleanupPlan
{
    /// <summary>How far away, nearest first; after these every twelfth.</summary>
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 8, 11, 14, 18, 24, 32, 40, 48];

    /// <summary>Steps away, nearest first.</summary>
    public static IEnumerable<int> Away(int reach)
    {
        foreach (var step in Steps)
        {
            if (step > reach) yield break;
            yield return step;
        }
        for (var step = Steps[^1] + 12; step <= reach; step += 12) yield return step;
    }

    /// <summary>The steps that are passed over at first, nearest first: for what none of the others shows.</summary>
    public static IEnumerable<int> Between(int reach) => Enumerable.Range(1, reach).Except(Away(reach));

    /// <summary>The frames around one, nearest first.</summary>
    public static IEnumerable<int> Looked(int number, int reach, Func<int, bool> there) => Enumerable.Range(1, reach).SelectMany(step => new[] { number - step, number + step }).Where(there);
}
