using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Relative references of a cut that goes to another folder. A reference that met its file from where the cut lay is led back there by steps upwards,
/// where the new folder lies below the old one: no name is written that the cut did not carry. Everything else stays as it came (decision 0008).
/// </summary>
/// <param name="from">The folder in which the cut lay; empty: not known.</param>
/// <param name="to">The folder into which it goes.</param>
internal sealed class MovedReferences(string from, string to)
{
    private readonly string up = Up(from, to);

    /// <summary>A URL or path as the cut writes it, from where the cut is now.</summary>
    public string Of(string reference)
    {
        if (up.Length == 0 || !IsRelative(reference)) return reference;
        return Path.Exists(Path.Combine(from, reference)) || Path.Exists(Path.Combine(from, Uri.UnescapeDataString(reference))) ? up + reference : reference;
    }

    /// <summary>The same for a reference of any kind.</summary>
    public MediaReference Of(MediaReference media) => media switch
    {
        ExternalReference external => external with { TargetUrl = Of(external.TargetUrl) },
        ImageSequenceReference sequence => sequence with { TargetUrlBase = Of(sequence.TargetUrlBase) },
        _ => media,
    };

    /// <summary>Changes every reference in a document, and nothing else.</summary>
    public void Change(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items) Change(item);
                break;
            case JsonObject o:
                foreach (var name in (string[])["target_url", "target_url_base"])
                    if (o[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is var url && Of(url) is var moved && moved != url) o[name] = moved;
                foreach (var (name, child) in o.ToList())
                    if (name != "metadata" && child is JsonObject or JsonArray) Change(child);
                break;
        }
    }

    private static bool IsRelative(string reference) =>
        reference.Length > 0 && reference[0] is not ('/' or '\\') && !reference.Contains("://", StringComparison.Ordinal) && !reference.StartsWith("file:", StringComparison.OrdinalIgnoreCase) &&
        !(reference.Length > 1 && reference[1] == ':');

    private static string Up(string from, string to)
    {
        if (from.Length == 0) return "";
        var way = Path.GetRelativePath(to, from).Split(Path.DirectorySeparatorChar);
        return way.All(w => w == "..") ? string.Concat(way.Select(_ => "../")) : "";
    }
}
