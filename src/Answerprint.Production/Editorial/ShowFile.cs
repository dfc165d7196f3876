using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>`show.json`: what a show is called and how it counts. Members that we do not know are kept.</summary>
/// <param name="Title">As people say it.</param>
/// <param name="Code">The show's letters in names: `tst` in `tst_010_0010_comp_v001`.</param>
/// <param name="Handles">Frames before and after each cut that versions carry, where the plate has them.</param>
/// <param name="FirstFrame">The number of the first frame with its head handle.</param>
/// <param name="Site">Where the work is done.</param>
/// <param name="AccountableEntity">The legal entity that answers for it.</param>
/// <param name="By">Who acts when nobody is named; empty where everybody must be.</param>
/// <param name="Rates">What an hour costs.</param>
public sealed record ShowFile(
    string Title, string Code, FrameRate Rate, int Handles, int FirstFrame, string Site, string AccountableEntity, string By, ShowRates Rates, JsonObject Rest)
{
    public const string Format = "answerprint.show.1";

    private static readonly string[] Known = ["format", "title", "code", "rate", "handles", "firstFrame", "site", "accountableEntity", "by", "rates", "colour", "naming"];

    /// <summary>What the numbers of plates mean, and how they are shown.</summary>
    public ShowColour Colour { get; init; } = ShowColour.None;

    /// <summary>How shots and versions are called.</summary>
    public Naming Naming { get; init; } = Naming.Generic;

    /// <summary>A show with the customs of the house: handles of 8, versions from 1001.</summary>
    public static ShowFile New(string title, FrameRate rate) =>
        new(title, CodeOf(title), rate, 8, 1001, "local", "", "", ShowRates.Default, []);

    /// <summary>The first letters and digits of a title, at most eight, small: names are A-Z a-z 0-9 . _ -.</summary>
    public static string CodeOf(string title)
    {
        var letters = string.Concat(title.Where(char.IsAsciiLetterOrDigit).Take(8)).ToLowerInvariant();
        return letters.Length > 0 ? letters : "show";
    }

    public JsonObject Write()
    {
        var o = new JsonObject
        {
            ["format"] = Format, ["title"] = Title, ["code"] = Code, ["rate"] = Rate.ToString(), ["handles"] = Handles, ["firstFrame"] = FirstFrame,
            ["site"] = Site, ["accountableEntity"] = AccountableEntity, ["by"] = By, ["rates"] = Rates.Write(),
        };
        if (Colour != ShowColour.None) o["colour"] = Colour.Write();
        if (Naming != Naming.Generic) o["naming"] = Naming.Write();
        foreach (var (key, value) in Rest) o[key] = value?.DeepClone();
        return o;
    }

    /// <exception cref="BadInputException">The file is not a show's.</exception>
    public static ShowFile Read(string path)
    {
        try
        {
            var o = JsonReading.Parse(File.ReadAllBytes(path));
            if (o.TextOrNull("format") != Format) throw new FormatException($"the format is not {Format}");
            var rest = new JsonObject(o.Where(p => !Known.Contains(p.Key)).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
            var handles = o["handles"] is null ? 8 : o.Int("handles");
            var first = o["firstFrame"] is null ? 1001 : o.Int("firstFrame");
            if (handles is < 0 or > 1000 || first is < 0 or > 9_000_000) throw new FormatException("handles or firstFrame is out of range");
            return new(o.Text("title"), o.TextOrNull("code") ?? CodeOf(o.Text("title")), o.Rate("rate"), handles, first, o.TextOrNull("site") ?? "local",
                o.TextOrNull("accountableEntity") ?? "", o.TextOrNull("by") ?? "", o["rates"] is JsonObject r ? ShowRates.Read(r) : ShowRates.Default, rest)
            {
                Colour = o["colour"] is JsonObject c ? ShowColour.Read(c) : ShowColour.None,
                Naming = o["naming"] is JsonObject n ? Naming.Read(n) : Naming.Generic,
            };
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-show", path, "", e.Message.TrimEnd('.'), "Mend show.json or make the show anew with init", e);
        }
    }
}

/// <summary>What an hour costs, for bids.</summary>
/// <param name="Currency">"EUR".</param>
/// <param name="MachineHour">An hour of one machine.</param>
/// <param name="PersonHour">An hour of a person.</param>
public sealed record ShowRates(string Currency, double MachineHour, double PersonHour)
{
    public static ShowRates Default { get; } = new("EUR", 1.5, 60);

    public JsonObject Write() => new() { ["currency"] = Currency, ["machineHour"] = MachineHour, ["personHour"] = PersonHour };

    public static ShowRates Read(JsonObject o) => new(o.Text("currency"), o.Number("machineHour"), o.Number("personHour"));
}
