using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Toolbox;

/// <summary>The outside tools of a show: what the book says was added, and where it lies on this machine (`tools.json` in the show, which is signed by nobody).</summary>
public sealed class OutsideShelf
{
    /// <summary>The act by which a tool is added: its tool.json, and what its files are to the byte.</summary>
    public const string ActName = "ToolAdded.1";

    private const string Format = "answerprint.tools-here.1";
    private const int MostBytes = 4 << 20;

    private readonly SortedDictionary<string, string> folders;
    private readonly string file;

    private OutsideShelf(string file, SortedDictionary<string, string> folders)
    {
        this.file = file;
        this.folders = folders;
    }

    /// <exception cref="BadInputException">The file can not be read.</exception>
    public static OutsideShelf Open(Show show)
    {
        var path = Path.Combine(show.Folder, "tools.json");
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(path)) return new(path, found);
        try
        {
            foreach (var (name, at) in JsonReading.Parse(PaperFile.Read(path, MostBytes, "tools.json")).Object("tools")) found[name] = (string?)at ?? "";
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new BadInputException("tools-here", path, "", e.Message.TrimEnd('.'), "Delete it, and add the tools again", e);
        }
        return new(path, found);
    }

    /// <summary>The folder of a tool's tool.json on this machine; null where nobody said.</summary>
    public string? FolderOf(string tool) => folders.GetValueOrDefault(tool);

    public void Put(string tool, string folder)
    {
        folders[tool] = Path.GetFullPath(folder);
        WholeFile.Write(file, new JsonObject { ["format"] = Format, ["tools"] = new JsonObject(folders.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))) });
    }

    /// <summary>The last act of each tool, by name.</summary>
    public static IReadOnlyDictionary<string, Act> Added(IEnumerable<Act> acts)
    {
        var added = new SortedDictionary<string, Act>(StringComparer.Ordinal);
        foreach (var act in CountedActs.Of(acts).Acts.Where(a => a.Name == ActName)) added[act.Body.Text("name")] = act;
        return added;
    }

    public static JsonObject Body(OutsideManifest manifest, Digest document, OutsideFiles files, OutsideTerms terms) => new()
    {
        ["name"] = manifest.Name, ["version"] = manifest.Version, ["operation"] = manifest.Operation, ["craft"] = manifest.Craft, ["manifest"] = document.Hex, ["terms"] = terms.Write(),
        ["files"] = new JsonObject(files.Digests.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value.Hex))),
    };

    public static IReadOnlyDictionary<string, Digest> FilesOf(Act added) => added.Body.Object("files").ToDictionary(f => f.Key, f => Digest.Parse((string?)f.Value ?? ""), StringComparer.Ordinal);

    /// <summary>The tools of the rack and those of the show. A tool whose tool.json is no longer in the vault is left out, and a name of the rack stays the rack's.</summary>
    /// <param name="said">Takes a sentence for people.</param>
    public static Dictionary<string, Tool> With(IEnumerable<Tool> rack, Show show, Action<string> said)
    {
        var tools = rack.ToDictionary(t => t.Card.Name, StringComparer.Ordinal);
        var added = Added(show.Book.Acts);
        if (added.Count == 0) return tools;
        var shelf = Open(show);
        foreach (var (name, act) in added)
        {
            var document = act.Body.Digest("manifest");
            if (tools.ContainsKey(name) || !show.Vault.Intact(document)) continue;
            var manifest = OutsideManifest.Read(show.Vault.Read(document), name);
            manifest = manifest with { Terms = OutsideTerms.Read(act.Body.Object("terms")) };
            tools[name] = new OutsideTool(manifest, shelf.FolderOf(name), FilesOf(act), (set, frame) => MatteSet.Open(show.Vault, set).Read(show.Vault, frame), Path.Combine(show.Folder, "outside"), said);
        }
        return tools;
    }
}
