using System.Globalization;
using System.Text.Json;

namespace Answerprint.Verify.Terminal;

/// <summary>How progress is shown.</summary>
internal enum ProgressStyle
{
    /// <summary>A bar that redraws itself, for a terminal.</summary>
    Bar,

    /// <summary>A line a step, for a log.</summary>
    Lines,

    /// <summary>One JSON object a line, for programs.</summary>
    Jsonl,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>Steps done of a total, with time left. Safe for use from several threads. Silent for work that ends within two seconds.</summary>
internal sealed class Progress(TextWriter writer, ProgressStyle style, string label, int total, TimeProvider clock) : IDisposable
{
    private readonly Lock pen = new();
    private readonly long started = clock.GetTimestamp();
    private long spoken = clock.GetTimestamp();
    private int done;
    private bool drawn;

    /// <summary>One step is done.</summary>
    /// <param name="what">What it was: "frame 1012".</param>
    public void Step(string what = "")
    {
        lock (pen)
        {
            done++;
            var elapsed = clock.GetElapsedTime(started);
            var left = TimeSpan.FromSeconds(elapsed.TotalSeconds / done * Math.Max(0, total - done));
            if (style == ProgressStyle.Jsonl)
            {
                writer.WriteLine(JsonSerializer.Serialize(new
                {
                    format = "answerprint.progress.1", label, what, done, total,
                    elapsedSeconds = Math.Round(elapsed.TotalSeconds, 3), leftSeconds = Math.Round(left.TotalSeconds, 3),
                }));
                return;
            }
            var due = style == ProgressStyle.Bar ? TimeSpan.FromSeconds(0.1) : TimeSpan.FromSeconds(2);
            if (style == ProgressStyle.None || elapsed < TimeSpan.FromSeconds(2) || (clock.GetElapsedTime(spoken) < due && done < total)) return;
            spoken = clock.GetTimestamp();
            var text = string.Create(CultureInfo.InvariantCulture, $"{label}: {done} of {total}, {Time(left)} left{(what.Length > 0 ? $" ({what})" : "")}");
            if (style == ProgressStyle.Lines) { writer.WriteLine(text); return; }
            var full = total > 0 ? Math.Min(24, 24 * done / total) : 24;
            writer.Write($"\r\u001b[K[{new string('#', full)}{new string('.', 24 - full)}] {text}");
            drawn = true;
        }
    }

    /// <summary>The same told by shares of the whole, 0..1, that only rise.</summary>
    public IProgress<double> Shares() => new ByShare(this, total);

    private sealed class ByShare(Progress steps, int all) : IProgress<double>
    {
        public void Report(double value)
        {
            while (steps.done < (int)(value * all)) steps.Step();
        }
    }

    public void Dispose()
    {
        lock (pen)
        {
            if (drawn) writer.Write("\r\u001b[K");
            drawn = false;
        }
    }

    private static string Time(TimeSpan left) => left.TotalSeconds < 60
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(left.TotalSeconds):0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalMinutes} min {left.Seconds} s");
}
