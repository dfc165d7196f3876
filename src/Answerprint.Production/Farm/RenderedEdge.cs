using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;

namespace Answerprint.Production.Farm;

/// <summary>A picture in the vault.</summary>
/// <param name="File">The EXR file.</param>
/// <param name="Tree">The hash of its tiles (<see cref="PictureTree"/>), which does not depend on how a file is packed.</param>
public sealed record KeptPicture(Digest File, Digest Tree)
{
    public JsonObject Write() => new() { ["file"] = File.Hex, ["tree"] = Tree.Hex };

    public static KeptPicture Read(JsonObject o) => new(o.Digest("file"), o.Digest("tree"));
}

/// <summary>What lies in the vault of the edge of performers in a frame: <see cref="Toolbox.PublishedEdge"/>.</summary>
public sealed record RenderedEdge(KeptPicture Alpha, KeptPicture Foreground, KeptPicture Background, DespillColour? Despill, double Blur)
{
    public JsonObject Write()
    {
        var o = new JsonObject { ["alpha"] = Alpha.Write(), ["foreground"] = Foreground.Write(), ["background"] = Background.Write(), ["blur"] = Blur };
        if (Despill is not null) o["despill"] = Despill.ToJson()["despill"]!.DeepClone();
        return o;
    }

    public static RenderedEdge Read(JsonObject o) => new(
        KeptPicture.Read(o.Object("alpha")), KeptPicture.Read(o.Object("foreground")), KeptPicture.Read(o.Object("background")), o["despill"] is JsonObject despill ? DespillColour.Read(despill) : null, o.Number("blur"));
}
