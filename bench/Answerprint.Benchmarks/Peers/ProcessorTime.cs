using System.Globalization;

namespace Answerprint.Benchmarks.Peers;

/// <summary>CPU seconds that this process and its ended children used, as Linux counts them (proc(5), stat: utime, stime, cutime, cstime; hundredths of a second). 0 elsewhere.</summary>
internal static class ProcessorTime
{
    private const double TicksASecond = 100;

    /// <summary>Of this process, all threads.</summary>
    public static double Own() => Of(13);

    /// <summary>Of children that have ended and were waited for.</summary>
    public static double Children() => Of(15);

    private static double Of(int field)
    {
        const string facts = "/proc/self/stat";
        if (!File.Exists(facts)) return 0;
        var text = File.ReadAllText(facts);
        // the second field is the name of the program in brackets, and may hold blanks
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (double.Parse(fields[field - 2], CultureInfo.InvariantCulture) + double.Parse(fields[field - 1], CultureInfo.InvariantCulture)) / TicksASecond;
    }
}
