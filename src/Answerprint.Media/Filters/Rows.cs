using System.Runtime.ExceptionServices;

namespace Answerprint.Media.Filters;

/// <summary>Shares work among threads where every piece writes its own output, so that the result never depends on how many there are.</summary>
public static class Rows
{
    /// <summary>Rows that one piece takes at a time: few enough to even out, enough to stay in cache.</summary>
    private const int Strip = 16;

    /// <summary>Calls <paramref name="body"/> with strips of rows [first, end) that together are 0..<paramref name="height"/>.</summary>
    public static void Each(int threads, int height, Action<int, int> body, CancellationToken cancel = default)
    {
        if (threads <= 1)
        {
            for (var y = 0; y < height; y += Strip)
            {
                cancel.ThrowIfCancellationRequested();
                body(y, Math.Min(height, y + Strip));
            }
            return;
        }
        var strips = (height + Strip - 1) / Strip;
        Parallel.For(0, strips, Limit(threads, cancel), s => body(s * Strip, Math.Min(height, (s + 1) * Strip)));
    }

    /// <summary>Runs independent pieces of work side by side. Where pieces fail, the others are not begun, and the fault of the first of them comes out as it was.</summary>
    public static void All(int threads, IReadOnlyList<Action> pieces, CancellationToken cancel = default)
    {
        if (threads <= 1)
        {
            foreach (var piece in pieces)
            {
                cancel.ThrowIfCancellationRequested();
                piece();
            }
            return;
        }
        // one at a time as they stand: pieces are few and unlike, and a thread that took several at once would leave another idle
        var next = -1;
        var faults = new ExceptionDispatchInfo?[pieces.Count];
        Parallel.For(0, Math.Min(threads, pieces.Count), Limit(threads, cancel), _ =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < pieces.Count;)
            {
                try
                {
                    cancel.ThrowIfCancellationRequested();
                    pieces[n]();
                }
#pragma warning disable CA1031 // whatever it is comes out of this call
                catch (Exception e)
#pragma warning restore CA1031
                {
                    faults[n] = ExceptionDispatchInfo.Capture(e);
                    Volatile.Write(ref next, pieces.Count);
                }
            }
        });
        foreach (var fault in faults) fault?.Throw();
    }

    private static ParallelOptions Limit(int threads, CancellationToken cancel) => new() { MaxDegreeOfParallelism = threads, CancellationToken = cancel };
}
