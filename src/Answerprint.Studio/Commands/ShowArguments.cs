using System.CommandLine;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;

namespace Answerprint.Studio.Commands;

/// <summary>Arguments and options that several commands take.</summary>
internal static class ShowArguments
{
    public static Argument<string> Show() => new("SHOW") { Description = "The show's folder" };

    public static Argument<string> Cut() => new("CUT") { Description = "The cut: " + CutFile.Kinds };

    public static Option<string[]> Media() => new("--media") { Description = "Folder with the plates; may be given several times", AllowMultipleArgumentsPerToken = true, Required = true };

    public static Option<string?> Rate() => new("--rate") { Description = "Frames a second: 24, 23.976, 24000/1001; required for an .edl" };

    public static Option<string> Out() => new("--out") { Description = "Where the package's folder is made", Required = true };

    /// <exception cref="FormatException">It is no rate.</exception>
    public static FrameRate? RateOf(string? text) => text is null ? null : FrameRate.Parse(text);
}
