using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>`colour` in show.json: what the codes of plates mean where the files do not say, the show's OpenColorIO config, and a look for proxies.</summary>
/// <param name="Plates">A colour space for every plate of code values; empty: by the kind of file.</param>
/// <param name="Config">An OpenColorIO config, from the show's folder, or "own"; empty: $OCIO where that is set.</param>
/// <param name="Look">A table or colour decision for proxies, from the show's folder; empty for none. Never on a version.</param>
/// <param name="LookIn">The space whose codes the look takes; empty for the display's.</param>
/// <param name="LookOut">The space whose codes the look gives; empty for the display's.</param>
public sealed record ShowColour(string Plates, string Config, string Look, string LookIn = "", string LookOut = "")
{
    public static ShowColour None { get; } = new("", "", "");

    /// <summary>The names that count in this show. The config that is set must be readable.</summary>
    /// <exception cref="BadInputException">It is not.</exception>
    public ColourChoice Open(string folder) => ColourChoice.Of(
        null, Config.Length == 0 ? null : Config == "own" ? Config : Path.Combine(folder, Config), Environment.GetEnvironmentVariable(ColourChoice.Variable));

    /// <summary>What is done to pictures for the eye: proxies and sheets of this show.</summary>
    /// <exception cref="BadInputException">The look can not be read, or is said to be in a space that no managed one is.</exception>
    public ViewTransform ViewOf(PlateColour plate, string folder) => ViewTransform.Of(
        ColourSpace.Find(plate.Light) ?? ColourSpace.Linear, ColourSpace.Bt1886, Look.Length == 0 ? null : Path.Combine(folder, Look), Space(LookIn), Space(LookOut));

    private static ColourSpace? Space(string name) => name.Length == 0 ? null : ColourSpace.Find(name)
        ?? throw new BadInputException("no-space", "show.json", "colour", $"'{name}' is no managed colour space", $"Choose one of {string.Join(", ", ColourSpace.All.Select(s => s.Name))}");

    public JsonObject Write() => new() { ["plates"] = Plates, ["config"] = Config, ["look"] = Look, ["lookIn"] = LookIn, ["lookOut"] = LookOut };

    public static ShowColour Read(JsonObject o) => new(o.TextOrNull("plates") ?? "", o.TextOrNull("config") ?? "", o.TextOrNull("look") ?? "", o.TextOrNull("lookIn") ?? "", o.TextOrNull("lookOut") ?? "");
}
