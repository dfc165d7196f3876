using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;

namespace Answerprint.Benchmarks.Kits;

/// <summary>`answers/settings.json`: the form by which an operator says what was run, and how.</summary>
/// <param name="Tool">"Nuke Kronos".</param>
/// <param name="Version">"15.1v3".</param>
/// <param name="Settings">Every setting that is not the tool's default, in words that another operator can repeat.</param>
/// <param name="Operator">Who ran it.</param>
/// <param name="Machine">What it ran on; may be empty.</param>
/// <param name="SecondsAFrame">Wall seconds a made frame as the operator took them; 0 where nothing is said.</param>
public sealed record KitSettings(string Tool, string Version, string Settings, string Operator, string Machine, double SecondsAFrame)
{
    public const string Format = "answerprint.bench.settings.1";

    private const int MostLetters = 4000;

    /// <summary>The form, to be filled in.</summary>
    public static JsonObject Form => new() { ["format"] = Format, ["tool"] = "", ["version"] = "", ["settings"] = "", ["operator"] = "", ["machine"] = "", ["secondsAFrame"] = null };

    /// <exception cref="BadInputException">The form is not there or not filled in.</exception>
    public static KitSettings Read(string path)
    {
        var (o, _) = Kit.Document(path, Format);
        var seconds = o["secondsAFrame"] is null ? 0 : o["secondsAFrame"] is JsonValue v && v.TryGetValue<double>(out var given) && double.IsFinite(given) && given >= 0
            ? given : throw new BadInputException("bad-settings", path, "secondsAFrame", "it is no number of seconds", "Write a number, or null where no time was taken");
        return new(Said("tool"), Said("version"), Said("settings"), Said("operator"), Text("machine"), seconds);

        string Said(string name) => Text(name) is { Length: > 0 } text ? text : throw new BadInputException("no-settings", path, name, "it is not filled in", $"Say \"{name}\": no score stands without tool, version, settings and operator");

        string Text(string name)
        {
            var text = o[name] is null ? "" : o.TextOrNull(name) ?? throw new BadInputException("bad-settings", path, name, "it is no text", "Write it in quotes");
            if (text.Length > MostLetters) throw new BadInputException("bad-settings", path, name, $"it has more than {MostLetters} letters", "Say it shorter");
            // tables and plots are made of it: one line, and no marks of theirs
            return string.Join(' ', string.Concat(text.Select(c => char.IsControl(c) || c is '|' or '`' or '<' or '>' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }
}
