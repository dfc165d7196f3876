using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Delivery;

/// <summary>
/// A file that travels with a plate: an ACES Metadata File (AMF, XML) or an ASC Framing Decision List (FDL, JSON). It is carried as it is, byte for byte,
/// once it is seen to be what it is called; nothing in it is followed, fetched or obeyed.
/// </summary>
/// <param name="Kind">"amf" or "fdl".</param>
/// <param name="Plates">The plates that it lies beside, or that the cut names it for.</param>
public sealed record Sidecar(string Name, string Kind, byte[] Bytes, IReadOnlyList<string> Plates)
{
    /// <summary>More is no framing and no colour decision.</summary>
    public const int MostBytes = 16 << 20;

    private const int Deepest = 64;

    /// <summary>Whether a name is one of those that are carried.</summary>
    public static bool IsOne(string name) => Path.GetExtension(name).ToUpperInvariant() is ".AMF" or ".FDL";

    /// <summary>Reads and looks at a file.</summary>
    /// <param name="problem">Why it is not carried, one sentence without full stop; empty where it is.</param>
    public static Sidecar? Read(string path, IReadOnlyList<string> plates, out string problem)
    {
        var kind = Path.GetExtension(path)[1..].ToLowerInvariant();
        problem = "";
        try
        {
            var info = new FileInfo(path);
            if (info.LinkTarget is not null) problem = "it is a symbolic link";
            else if (info.Length is 0 or > MostBytes) problem = info.Length == 0 ? "it is empty, or no regular file" : $"it has {info.Length:N0} bytes, and such a file may have {MostBytes:N0}";
            if (problem.Length > 0) return null;
            var bytes = File.ReadAllBytes(path);
            problem = kind == "amf" ? Amf(bytes) : Fdl(bytes);
            return problem.Length > 0 ? null : new(Path.GetFileName(path), kind, bytes, plates);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"it can not be read: {e.Message.TrimEnd('.')}";
            return null;
        }
    }

    /// <summary>Root element acesMetadataFile in a namespace of the AMF; no document type, no entities.</summary>
    private static string Amf(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes });
            var root = false;
            while (reader.Read())
            {
                if (reader.Depth > Deepest) return $"it is nested more than {Deepest} deep";
                if (root || reader.NodeType != XmlNodeType.Element) continue;
                root = true;
                if (reader.LocalName != "acesMetadataFile" || !reader.NamespaceURI.StartsWith("urn:ampas:aces:amf:v", StringComparison.Ordinal))
                    return $"its root is '{Cuts.BadCut.Clean(reader.LocalName, 40)}', and that of an AMF is acesMetadataFile of urn:ampas:aces:amf";
            }
            return root ? "" : "it holds no element";
        }
        catch (XmlException e)
        {
            return $"{(e.LineNumber > 0 ? $"line {e.LineNumber}: " : "")}it is no XML that is taken";
        }
    }

    /// <summary>An object with a version and a uuid; contexts, intents and templates are lists where they are there.</summary>
    private static string Fdl(byte[] bytes)
    {
        try
        {
            if (JsonNode.Parse(bytes, null, new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false }) is not JsonObject o) return "it is no JSON object";
            if (o["version"] is not JsonObject version || !IsCount(version["major"]) || !IsCount(version["minor"])) return "it does not say the version of the framing decision list";
            if (o["uuid"] is not JsonValue uuid || uuid.GetValueKind() != JsonValueKind.String || !Guid.TryParse(uuid.GetValue<string>(), out _)) return "it has no uuid";
            foreach (var name in new[] { "framing_intents", "contexts", "canvas_templates" })
                if (o[name] is not (null or JsonArray)) return $"its {name} are no list";
            return "";
        }
        catch (JsonException e)
        {
            return $"line {e.LineNumber + 1}: it is no JSON that is taken";
        }

        static bool IsCount(JsonNode? node) => node is JsonValue v && v.GetValueKind() == JsonValueKind.Number && v.TryGetValue<int>(out var n) && n >= 0;
    }

    /// <summary>The row of the manifest.</summary>
    /// <param name="path">In the package.</param>
    public JsonObject Row(string path) => new() { ["path"] = path, ["kind"] = Kind, ["sha256"] = Digest.Of(Bytes).Hex, ["plates"] = JsonReading.Array(Plates) };
}
