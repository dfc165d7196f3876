using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;

namespace Answerprint.Production.Plates;

/// <summary>The documents of a show: canonical where a hash is taken of them, spaced where people read them.</summary>
public static class PlainJson
{
    private static readonly JsonSerializerOptions Spaced = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The bytes that a hash is taken of: as <see cref="CanonicalJson"/> writes an act.</summary>
    public static byte[] Bytes(JsonNode node) => CanonicalJson.Write(node);

    /// <summary>For people to read: members in the order they were set.</summary>
    public static string Indented(JsonNode node) => node.ToJsonString(Spaced) + "\n";
}
