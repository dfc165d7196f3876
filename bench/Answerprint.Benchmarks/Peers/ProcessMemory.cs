using System.Diagnostics;
using System.Globalization;

namespace Answerprint.Benchmarks.Peers;

/// <summary>How much memory a piece of work holds at its worst, as Linux counts it (proc(5): VmHWM, and clear_refs that sets it back). 0 elsewhere.</summary>
internal static class ProcessMemory
{
    /// <summary>Runs work in this process.</summary>
    /// <returns>The most that was resident during it, less what was resident before; bytes.</returns>
    public static long PeakOf(Action work)
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var known = SetBack();
        var before = Of("self", "VmRSS:");
        work();
        return known ? Math.Max(0, Of("self", "VmHWM:") - before) : 0;
    }

    /// <summary>The most that a child held so far; 0 once it has ended. Ask it while it runs.</summary>
    public static long PeakOf(Process child) => Of(child.Id.ToString(CultureInfo.InvariantCulture), "VmHWM:");

    private static bool SetBack()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long Of(string process, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
