using System.Globalization;

namespace Answerprint.Production.Acts;

/// <summary>The clock of this machine stands before the last act of the book: an act now would seem older than what led to it. Exit code 6: try again with the clock set right.</summary>
/// <param name="last">When the last act was written.</param>
/// <param name="now">What the clock says.</param>
public sealed class ClockBackException(DateTimeOffset last, DateTimeOffset now)
    : IOException(string.Create(CultureInfo.InvariantCulture, $"the clock of this machine says {now:yyyy-MM-dd HH:mm:ss} UTC, and the last act of the book was written at {last:yyyy-MM-dd HH:mm:ss} UTC"))
{
    public DateTimeOffset Last { get; } = last;

    public DateTimeOffset Now { get; } = now;
}
