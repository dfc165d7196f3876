using System.Globalization;

namespace Answerprint.Studio.Terminal;

/// <summary>Numbers of things as people say them: "1 frame", "2 frames".</summary>
internal static class Counted
{
    /// <param name="thing">One of them: "frame".</param>
    public static string Of(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
