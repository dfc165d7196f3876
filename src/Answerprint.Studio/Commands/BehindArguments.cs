using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Production.Toolbox;

namespace Answerprint.Studio.Commands;

/// <summary>How a brief says what a shot is set over, and by what it is told from what it stood before. The tool's finer parameters are said by `--set`.</summary>
internal sealed class BehindArguments
{
    private readonly Option<string?> plate = new("--plate") { Description = "Of a background: what is seen behind, one picture for all frames, or pictures or a movie under the plate's numbers" };
    private readonly Option<string?> describe = new("--describe") { Description = "The new background in words by which whoever was filmed would know it: \"a river bank at dusk\"" };
    private readonly Option<string?> setting = new("--setting") { Description = $"What people are set into: {string.Join(", ", BackgroundPaper.Settings.Select(s => s.ToString().ToLowerInvariant()))}; each but the first needs their consent" };
    private readonly Option<string?> key = new("--key") { Description = "The screen: green, blue, R,G,B in display codes of 255, or auto; --matte says instead what is kept, on every frame or on a few keys, between which it is made" };
    private readonly Option<string?> garbage = new("--garbage") { Description = "Mattes of what is thrown away whatever its colour (of what is kept: --holdout)" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> Options => [plate, describe, setting, key, garbage];

    /// <summary>Whether any of them is said.</summary>
    public bool IsGiven(ParseResult parsed) => Options.Any(o => parsed.GetValue((Option<string?>)o) is not null);

    /// <summary>Adds what was said to the options of a brief.</summary>
    public void Add(ParseResult parsed, JsonObject options)
    {
        foreach (var option in Options)
            if (parsed.GetValue((Option<string?>)option) is { } value) options[option.Name.TrimStart('-')] = value;
    }
}
