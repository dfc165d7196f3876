using System.Text.Json.Nodes;
using Answerprint.Media.Screens;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>What a picture of a sheet shows.</summary>
public enum SheetSide
{
    /// <summary>The same frame of the plate, before it was changed.</summary>
    Plate = 0,

    /// <summary>The nearest real frame before a frame that the plate lacks.</summary>
    Before,

    /// <summary>The frame as the version has it.</summary>
    Version,

    /// <summary>The nearest real frame after.</summary>
    After,
}

/// <summary>One picture of a sheet, for looking at: 8 bit sRGB, never a deliverable.</summary>
/// <param name="Frame">In the plate's numbers.</param>
/// <param name="Picture">A PNG in the vault.</param>
/// <param name="Mark">What is meant, in the pixels of this picture; null: all of it.</param>
public sealed record SheetCell(SheetSide Side, int Frame, Digest Picture, int Width, int Height, Box? Mark);

/// <summary>One row of a sheet: a question, or a place where a frame was changed, with what was there before.</summary>
/// <param name="Question">"Q1" where the row asks one; empty for a change.</param>
/// <param name="Frame">In the plate's numbers.</param>
/// <param name="Words">What was done there, or what is asked.</param>
/// <param name="Flagged">Whether the tool or the inspector says itself that a person should look.</param>
public sealed record SheetRow(string Question, int Frame, string Words, bool Flagged, IReadOnlyList<SheetCell> Cells)
{
    public const string Format = "answerprint.sheet.1";

    /// <summary>The document of a sheet's rows: what a person who signs it was shown, picture by picture.</summary>
    /// <param name="bytes">Digest of the version's document.</param>
    public static JsonObject Write(IEnumerable<SheetRow> rows, Digest bytes) => new()
    {
        ["format"] = Format, ["bytes"] = bytes.Hex,
        ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject
        {
            ["question"] = r.Question, ["frame"] = r.Frame, ["words"] = r.Words, ["flagged"] = r.Flagged, ["cells"] = new JsonArray([.. r.Cells.Select(c => (JsonNode)Write(c))]),
        })]),
    };

    /// <exception cref="FormatException">It is no sheet of this format.</exception>
    public static IReadOnlyList<SheetRow> Read(JsonObject document) => document.Text("format") == Format
        ? [.. document.Objects("rows").Select(r => new SheetRow(r.Text("question"), r.Int("frame"), r.Text("words"), r.Bool("flagged"), [.. r.Objects("cells").Select(Cell)]))]
        : throw new FormatException($"the format is not {Format}");

    /// <summary>The rows of the sheet that an inspection drew; empty where it was drawn by a release that kept only the whole picture.</summary>
    public static IReadOnlyList<SheetRow> Of(Act inspection, Vault vault) => inspection.Body.TextOrNull("sheetRows") is { } rows ? Read(JsonReading.Parse(vault.Read(Digest.Parse(rows)))) : [];

    private static JsonObject Write(SheetCell cell)
    {
        var o = new JsonObject { ["side"] = cell.Side.ToString().ToLowerInvariant(), ["frame"] = cell.Frame, ["picture"] = cell.Picture.Hex, ["width"] = cell.Width, ["height"] = cell.Height };
        if (cell.Mark is { } m) o["mark"] = new JsonArray(m.X, m.Y, m.Width, m.Height);
        return o;
    }

    private static SheetCell Cell(JsonObject o) => new(
        Enum.TryParse<SheetSide>(o.Text("side"), ignoreCase: true, out var side) ? side : throw new FormatException("a picture of a sheet has no side"),
        o.Int("frame"), o.Digest("picture"), o.Int("width"), o.Int("height"),
        o["mark"] is JsonArray { Count: 4 } m ? new Box((int)m[0]!, (int)m[1]!, (int)m[2]!, (int)m[3]!) : null);
}
