using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Answerprint.Media.Formats;

/// <summary>
/// Frames on their way from disk to disk while somebody calculates: one thread reads, one writes, both in the order in which they were sent, so
/// that what is written does not depend on it. So many frames wait at most. The first fault ends both; it comes out of the next call.
/// To be used from one thread.
/// </summary>
public sealed class Conveyor : IDisposable
{
    /// <summary>Pictures that wait may take so much memory, bytes.</summary>
    private const long MostBytes = 192L << 20;
    private const int MostDepth = 8;

    private readonly BlockingCollection<Func<Action>> toRead;
    private readonly BlockingCollection<Action> toWrite;
    private readonly CancellationTokenSource stop = new();
    private readonly Thread reader;
    private readonly Thread writer;
    private ExceptionDispatchInfo? fault;

    /// <param name="depth">How many frames may wait before the reader, and as many before the writer; at least 1.</param>
    public Conveyor(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        toRead = new(depth);
        toWrite = new(depth);
        reader = Begin("reading ahead", () =>
        {
            foreach (var read in toRead.GetConsumingEnumerable(stop.Token)) toWrite.Add(read(), stop.Token);
            toWrite.CompleteAdding();
        });
        writer = Begin("writing behind", () =>
        {
            foreach (var write in toWrite.GetConsumingEnumerable(stop.Token)) write();
        });
    }

    /// <summary>How many pictures of a size may wait: few large ones, at most 8 small ones.</summary>
    public static int DepthFor(int width, int height) => (int)Math.Clamp(MostBytes / (8L * width * height), 1, MostDepth);

    /// <summary>Sends a frame: <paramref name="read"/> runs on the reading thread, what it gives on the writing thread. Waits while the belt is full.</summary>
    /// <exception cref="Exception">What an earlier frame failed with.</exception>
    public void Send(Func<Action> read)
    {
        Check();
        try
        {
            toRead.Add(read, stop.Token);
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
        stop.Dispose();
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
