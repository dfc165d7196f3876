using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;

namespace Answerprint.Production.Toolbox;

/// <summary>What a tool works out whose whole work is a declared change: the change, from which anybody makes the same frames again, and what it found out on the way.</summary>
/// <param name="Found">Plain values for reports; they decide nothing.</param>
/// <param name="Change">Nothing where nothing has to be done.</param>
public sealed record DeclaredWork(JsonObject Found, DeclaredChange Change)
{
    public Preparation Write() => new(PlainJson.Bytes(new JsonObject { ["found"] = Found.DeepClone(), ["change"] = Change.ToJson() }));

    public static DeclaredWork Read(Preparation preparation)
    {
        var o = JsonNode.Parse(preparation.Bytes)!.AsObject();
        var change = o["change"]!.DeepClone().AsObject();
        return new(o["found"]!.DeepClone().AsObject(), change["changes"]!.AsArray().Count > 0 ? DeclaredChange.From(change) : DeclaredChange.None);
    }
}
