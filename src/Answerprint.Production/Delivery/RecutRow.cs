using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Delivery;

/// <summary>One line of the change list of a recut, as a VFX editor reads it.</summary>
/// <param name="Plate">Name of the plate; empty where there is no media.</param>
/// <param name="Old">Labels in the cut before; null where the shot was in no cut.</param>
/// <param name="New">Labels in the new cut; null where it is omitted.</param>
/// <param name="HandlesLeft">Frames beyond the cut, at head and tail, that the shot still has; null where it is omitted or has no media.</param>
/// <param name="Done">What is done about it, one sentence.</param>
/// <param name="Version">The version that stands in the new cut; empty where none does.</param>
/// <param name="Approval">Whether people said yes to it, or why a yes no longer holds.</param>
public sealed record RecutRow(ShotChange Change, string Plate, CutLabels? Old, CutLabels? New, (int Head, int Tail)? HandlesLeft, string Done, string Version, string Approval)
{
    public JsonObject Write()
    {
        var o = Change.Write();
        o["plate"] = Plate;
        o["oldLabels"] = Old?.Write();
        o["newLabels"] = New?.Write();
        o["handlesLeft"] = HandlesLeft is var (head, tail) ? new JsonArray(head, tail) : null;
        o["done"] = Done;
        o["version"] = Version;
        o["approval"] = Approval;
        return o;
    }
}

/// <summary>Where a shot lies in a cut, as labels; the out labels are those of the first frame after.</summary>
public sealed record CutLabels(string RecordIn, string RecordOut, string SourceIn, string SourceOut)
{
    public JsonObject Write() => new() { ["recordIn"] = RecordIn, ["recordOut"] = RecordOut, ["sourceIn"] = SourceIn, ["sourceOut"] = SourceOut };
}
