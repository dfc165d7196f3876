using System.Text.Json.Nodes;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Delivery;

/// <summary>
/// `manifest.json`: every file of a package but itself and `book/`, each with its SHA-256, and the table of plates that origin passes cite.
/// Its own digest stands in the act `PackageMade.1`, so the book vouches for all of it.
/// </summary>
public sealed record Manifest(string Show, string Code, int Number, IReadOnlyList<PackagedFile> Files, IReadOnlyList<JsonObject> Plates, IReadOnlyList<JsonObject> Versions)
{
    public const string Format = "answerprint.package.1", FileName = "manifest.json", BookFolder = "book";

    /// <summary>AMF and FDL files that travel with the plates, and those that were left out with the reason.</summary>
    public IReadOnlyList<JsonObject> Sidecars { get; init; } = [];

    /// <summary>The program that the package was made for; empty for none in particular.</summary>
    public string For { get; init; } = "";

    public byte[] Write()
    {
        var o = new JsonObject
        {
            ["format"] = Format,
            ["show"] = Show,
            ["code"] = Code,
            ["number"] = Number,
            ["files"] = new JsonArray([.. Files.OrderBy(f => f.Path, StringComparer.Ordinal).Select(f => (JsonNode)new JsonObject { ["path"] = f.Path, ["sha256"] = f.Digest.Hex, ["bytes"] = f.Length })]),
            ["plates"] = new JsonArray([.. Plates.Select(p => p.DeepClone())]),
            ["versions"] = new JsonArray([.. Versions.Select(v => v.DeepClone())]),
        };
        if (Sidecars.Count > 0) o["sidecars"] = new JsonArray([.. Sidecars.Select(r => r.DeepClone())]);
        if (For.Length > 0) o["for"] = For;
        return System.Text.Encoding.UTF8.GetBytes(PlainJson.Indented(o));
    }

    /// <exception cref="FormatException">The bytes are no manifest.</exception>
    public static Manifest Read(ReadOnlySpan<byte> bytes)
    {
        var o = JsonReading.Parse(bytes);
        if (o.TextOrNull("format") != Format) throw new FormatException($"the format is not {Format}");
        return new(o.Text("show"), o.Text("code"), o.Int("number"), [.. o.Objects("files").Select(f => new PackagedFile(f.Text("path"), f.Digest("sha256"), f.Long("bytes")))],
            [.. o.Objects("plates")], [.. o.Objects("versions")])
        {
            Sidecars = o["sidecars"] is JsonArray ? [.. o.Objects("sidecars")] : [], For = o.TextOrNull("for") ?? "",
        };
    }

    /// <summary>Lists and hashes every file under a folder but the manifest and the book.</summary>
    public static IReadOnlyList<PackagedFile> FilesOf(string folder)
    {
        var files = new List<PackagedFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (name == FileName || name.StartsWith(BookFolder + "/", StringComparison.Ordinal)) continue;
            using var file = File.OpenRead(path);
            files.Add(new(name, Digest.Of(file), file.Length));
        }
        return files;
    }
}

/// <summary>A file of a package.</summary>
/// <param name="Path">From the package's folder, with slashes.</param>
public sealed record PackagedFile(string Path, Digest Digest, long Length);
