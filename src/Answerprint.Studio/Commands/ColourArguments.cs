using System.CommandLine;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Studio.Commands;

/// <summary>`--colour`, `--matrix`, `--levels`, `--ocio` and `--working` of a command that reads loose pictures; a new set for each command.</summary>
internal sealed class ColourArguments
{
    public Option<string?> Colour { get; } = new("--colour")
    {
        Description = "What code values mean: bt1886, srgb, linear, rec709, rec2020, pq, hlg, acescct, logc3, logc4, slog3, log3g10, vlog …, or a space of the config; a wrong word lists them all",
    };

    public Option<string?> Matrix { get; } = new("--matrix") { Description = "The weights of a movie's luma, where its tag is missing or wrong: 601, 709, 2020" };

    public Option<string?> Levels { get; } = new("--levels") { Description = "The range of a movie's codes, where its tag is missing or wrong: legal (16-235) or full (0-255)" };

    public Option<string?> Ocio { get; } = new("--ocio") { Description = "An OpenColorIO config whose spaces --colour may name, or own for the program's ACES config; default $OCIO where it is set" };

    public Option<string?> Working { get; } = new("--working") { Description = "Decode into the light of this linear space (acescg, aces2065-1, linear, linear-rec2020 …); default the light of --colour itself. EXR is never converted" };

    /// <summary>Adds them to a command.</summary>
    public Command To(Command command)
    {
        command.Add(Colour);
        command.Add(Matrix);
        command.Add(Levels);
        command.Add(Ocio);
        command.Add(Working);
        return command;
    }

    /// <summary>The config in effect; $OCIO where nothing is named. The caller disposes it after the pictures.</summary>
    /// <exception cref="BadInputException">The config that was named can not be used.</exception>
    public ColourChoice Choice(Session session, ParseResult parsed)
    {
        var choice = ColourChoice.Of(parsed.GetValue(Ocio), null, Environment.GetEnvironmentVariable(ColourChoice.Variable));
        if (choice.Note is { } note) session.Say($"note: {note}");
        return choice;
    }

    /// <summary>The options with what was said of colour.</summary>
    /// <exception cref="FormatException">No space, matrix or range has that name, or the working space is not linear.</exception>
    public OpenOptions With(OpenOptions options, ColourChoice choice, ParseResult parsed) => options with
    {
        Colour = parsed.GetValue(Colour) is { } colour ? choice.Parse(colour) : null,
        Matrix = parsed.GetValue(Matrix) switch
        {
            null => null,
            "601" => CodeMatrix.Bt601,
            "709" => CodeMatrix.Bt709,
            "2020" => CodeMatrix.Bt2020,
            var other => throw new FormatException($"--matrix takes 601, 709 or 2020, not '{other}'"),
        },
        Range = parsed.GetValue(Levels) switch
        {
            null => null,
            "legal" => CodeRange.Legal,
            "full" => CodeRange.Full,
            var other => throw new FormatException($"--levels takes legal or full, not '{other}'"),
        },
        Working = parsed.GetValue(Working) is { } working ? ColourSpace.Parse(working) : null,
    };
}
