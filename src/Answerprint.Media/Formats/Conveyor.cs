using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// Frames on their way from disk to disk while somebody calculates: one thread reads, one writes, both in the order in which they were sent, so
/// that what is written does not depend on it. What is on the way stays below a limit of memory. The first fault ends both; it comes out of the
/// next call. To be used from one thread.
/// </summary>
public sealed class Conveyor : IDisposable
{
    /// <summary>What is on the way may take so much memory, bytes; one frame that takes more goes alone.</summary>
    private const long MostBytes = 160L << 20;
    private const int MostFrames = 16;

    private readonly BlockingCollection<(Func<Action> Read, long Bytes)> toRead = [];
    private readonly BlockingCollection<(Action Write, long Bytes)> toWrite = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Lock turn = new();
    private readonly SemaphoreSlim moved = new(0);
    private readonly Thread reader;
    private readonly Thread writer;
    private ExceptionDispatchInfo? fault;
    private long bytesOn;
    private int framesOn;

    public Conveyor()
    {
        reader = Begin("reading ahead", () =>
        {
            // not by an enumerator, which would keep the last frame while it waits for the next
            while (toRead.TryTake(out var next, Timeout.Infinite, stop.Token))
            {
                toWrite.Add((next.Read(), next.Bytes), stop.Token);
                next = default;
            }
            toWrite.CompleteAdding();
        });
        writer = Begin("writing behind", () =>
        {
            while (toWrite.TryTake(out var next, Timeout.Infinite, stop.Token))
            {
                var bytes = next.Bytes;
                next.Write();
                next = default;
                HeapTide.Turned();
                lock (turn) (bytesOn, framesOn) = (bytesOn - bytes, framesOn - 1);
                moved.Release();
            }
        });
    }

    /// <summary>Sends a frame: <paramref name="read"/> runs on the reading thread, what it gives on the writing thread. Waits while too much is on the way.</summary>
    /// <param name="bytes">The memory that the frame takes on its way.</param>
    /// <exception cref="Exception">What an earlier frame failed with.</exception>
    public void Send(Func<Action> read, long bytes)
    {
        Check();
        try
        {
            while (!Fits(bytes)) moved.Wait(stop.Token);
            toRead.Add((read, bytes), stop.Token);
        }
        catch (OperationCanceledException)
        {
            Check();
            throw;
        }
    }

    /// <summary>Waits until all is written.</summary>
    /// <exception cref="Exception">What a frame failed with.</exception>
    public void Finish()
    {
        toRead.CompleteAdding();
        reader.Join();
        writer.Join();
        Check();
    }

    /// <summary>Stops: a frame that is being read or written ends, those that wait are dropped.</summary>
    public void Dispose()
    {
        stop.Cancel();
        reader.Join();
        writer.Join();
        toRead.Dispose();
        toWrite.Dispose();
        moved.Dispose();
        stop.Dispose();
    }

    private bool Fits(long bytes)
    {
        lock (turn)
        {
            if (framesOn > 0 && (bytesOn + bytes > MostBytes || framesOn >= MostFrames)) return false;
            (bytesOn, framesOn) = (bytesOn + bytes, framesOn + 1);
            return true;
        }
    }

    private void Check() => Volatile.Read(ref fault)?.Throw();

    private Thread Begin(string name, Action work)
    {
        var thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // the caller gave up, or the other thread failed
            }
#pragma warning disable CA1031 // whatever it is comes out of the caller's next call
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref fault, ExceptionDispatchInfo.Capture(e), null);
                stop.Cancel();
            }
        }) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }
}
