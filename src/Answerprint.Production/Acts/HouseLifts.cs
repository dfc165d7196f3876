using System.Text.Json.Nodes;

namespace Answerprint.Production.Acts;

/// <summary>What makes an act of an older release one of this release. Each is given a body of its own to change; members that it does not name stay.</summary>
internal static class HouseLifts
{
    /// <summary>A grant spoke of plates alone, and called its purposes scopes.</summary>
    public static JsonObject Grant1(JsonObject body)
    {
        body["subjects"] = new JsonArray([.. Texts(body, "plates").Select(p => (JsonNode)new JsonObject { ["kind"] = p == "*" ? "all" : "plate", ["name"] = p, ["sha256"] = "" })]);
        body["purposes"] = new JsonArray([.. Texts(body, "scopes").Select(s => (JsonNode)JsonValue.Create(s))]);
        return body;
    }

    /// <summary>A consent had no first day, no adviser, no union and no project.</summary>
    public static JsonObject Consent1(JsonObject body) => body;

    private static IEnumerable<string> Texts(JsonObject body, string name) =>
        (body[name] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : throw new FormatException($"'{name}' is no list of words"));
}
