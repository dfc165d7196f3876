using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Plates;

/// <summary>JSON that is the same to the byte for the same content: members in ordinal order, no spaces, no escapes that need not be.</summary>
public static class PlainJson
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Tight = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that a hash is taken of.</summary>
    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(Sorted(node)!.ToJsonString(Tight));

    /// <summary>For people to read: members in the order they were set.</summary>
    public static string Indented(JsonNode node) => node.ToJsonString(Spaced) + "\n";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
