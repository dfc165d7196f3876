using System.Runtime.ExceptionServices;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Does work beside the one who asked, so that a wish to stop is answered at once however long a single step lasts. For work that only reads or computes:
/// what is given up runs on unseen until it or the program ends.
/// </summary>
public static class Apart
{
    /// <summary>Deeply nested cuts are read by recursion: room for it.</summary>
    private const int StackBytes = 16 << 20;

    /// <returns>What the work returns; what it throws is thrown here.</returns>
    /// <exception cref="OperationCanceledException">The wish came first.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (!cancel.CanBeCanceled) return work();
        T? result = default;
        ExceptionDispatchInfo? thrown = null;
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(Work, StackBytes) { IsBackground = true, Name = "apart" };
        thread.Start();
        ended.Task.Wait(cancel);
        thrown?.Throw();
        return result!;

        void Work()
        {
#pragma warning disable CA1031 // whatever is thrown here is thrown again to whoever asked
            try
            {
                result = work();
            }
            catch (Exception e)
            {
                thrown = ExceptionDispatchInfo.Capture(e);
            }
#pragma warning restore CA1031
            ended.SetResult();
        }
    }
}
