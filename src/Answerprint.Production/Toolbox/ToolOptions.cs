using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Answerprint.Production.Toolbox;

/// <summary>A tool's options record as JSON and back: how a brief carries options and how a recipe names them.</summary>
public static class ToolOptions
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IncludeFields = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The record with the members that are given, the others at their defaults.</summary>
    /// <exception cref="FormatException">A member is unknown to the tool or of the wrong kind.</exception>
    public static object Read(ToolCard card, JsonObject members)
    {
        try
        {
            return members.Deserialize(card.OptionsType, Plain) ?? throw new FormatException($"{card.Name} has no such options");
        }
        catch (JsonException e)
        {
            throw new FormatException($"{card.Name} can not use these options: {e.Message}", e);
        }
    }

    public static JsonObject Write(ToolCard card, object options) => (JsonObject)JsonSerializer.SerializeToNode(options, card.OptionsType, Plain)!;
}
