namespace Answerprint.Media.Frames;

/// <summary>
/// Keeps the memory of a long job at that of a short one. Pictures are arrays of tens of megabytes that die at once; the collector, which weighs what survives,
/// lets many gigabytes of them pile up where a machine has them. So whoever reads or writes a picture tells it, and after every 64 MiB all that is dead
/// is let go: little is alive then, and it costs a few milliseconds. Safe from several threads.
/// </summary>
public static class HeapTide
{
    private const long Every = 64L << 20;
    private static readonly Lock Turn = new();
    private static long last;

    /// <summary>A picture was read or written.</summary>
    public static void Turned()
    {
        if (GC.GetTotalAllocatedBytes() - Volatile.Read(ref last) < Every || !Turn.TryEnter()) return;
        try
        {
            if (GC.GetTotalAllocatedBytes() - last < Every) return;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
            Volatile.Write(ref last, GC.GetTotalAllocatedBytes());
        }
        finally
        {
            Turn.Exit();
        }
    }
}
