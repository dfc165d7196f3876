using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Plates;

/// <summary>
/// Where the plates lie on this machine: `places.json` in the show. Paths are nobody else's business, so they stand in no act and in no
/// package; `ingest` writes them anew wherever the show has moved to.
/// </summary>
public sealed class PlatePlaces
{
    private readonly string file;
    private readonly SortedDictionary<uint, string> places = [];

    private PlatePlaces(string file) => this.file = file;

    /// <summary>The folders in which the media of the cut were looked for.</summary>
    public IReadOnlyList<string> Folders { get; set; } = [];

    /// <summary>The folder in which the cut lay; empty where nobody knows: what its relative references count from.</summary>
    public string CutFolder { get; set; } = "";

    public static PlatePlaces Open(string showFolder)
    {
        var read = new PlatePlaces(Path.Combine(showFolder, "places.json"));
        if (!File.Exists(read.file)) return read;
        var o = JsonReading.Parse(File.ReadAllBytes(read.file));
        read.Folders = o.Texts("folders");
        read.CutFolder = o.TextOrNull("cutFolder") ?? "";
        foreach (var (key, value) in o.Object("plates"))
            read.places[uint.Parse(key, CultureInfo.InvariantCulture)] = (string?)value ?? "";
        return read;
    }

    /// <exception cref="BadInputException">Nobody said where the plate lies.</exception>
    public string Of(Plate plate) => Known(plate) ?? throw new BadInputException("plate-not-here", plate.Name, "", "this machine does not know where the plate lies", "Run ingest with --media naming its folder");

    /// <summary>Where the plate lies; null where nobody said.</summary>
    public string? Known(Plate plate) => places.GetValueOrDefault(plate.Index);

    /// <summary>The same by its place in the table of plates.</summary>
    public string? At(uint plate) => places.GetValueOrDefault(plate);

    public void Put(uint plate, string path) => places[plate] = path;

    public void Save()
    {
        var map = new JsonObject();
        foreach (var (index, path) in places) map[index.ToString(CultureInfo.InvariantCulture)] = path;
        WholeFile.Write(file, new JsonObject { ["format"] = "answerprint.places.1", ["folders"] = JsonReading.Array(Folders), ["cutFolder"] = CutFolder, ["plates"] = map });
    }
}
