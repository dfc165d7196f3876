using System.Globalization;

namespace Answerprint.Verify.Terminal;

/// <summary>Numbers of things as people say them: "1 frame", "2 frames".</summary>
internal static class Counted
{
    /// <summary>"frame 8", "frames 8-12", from a list of frames as people write it.</summary>
    public static string Frames(string list) => $"frame{(list.AsSpan().IndexOfAny('-', ',') > 0 ? "s" : "")} {list}";

    /// <param name="thing">One of them: "frame".</param>
    public static string Of(long count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");
}
