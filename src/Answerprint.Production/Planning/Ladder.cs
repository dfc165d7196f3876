using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Planning;

/// <summary>A way to come by a shot that is not there.</summary>
public enum RungKind
{
    /// <summary>Ask for the same frames again.</summary>
    RePull,

    /// <summary>Real frames that the cut does not use.</summary>
    Found,

    /// <summary>A part of a wider frame.</summary>
    PunchIn,

    /// <summary>A move over a frame that is declared to show no people.</summary>
    EmptySet,

    /// <summary>Film it.</summary>
    PickUp,
}

/// <summary>A frame that people should look at.</summary>
/// <param name="Path">The media on this machine; stands in no document.</param>
/// <param name="Frames">The frames that would be used, in the media's numbers; one of them is shown.</param>
/// <param name="Region">Left, top, width and height of a part, as shares of the picture; null: all of it.</param>
public sealed record RungPicture(string Path, string Name, int Frame, FrameRange Frames, string Words, (double X, double Y, double Width, double Height)? Region)
{
    public JsonObject Write()
    {
        var o = new JsonObject { ["media"] = Name, ["frame"] = Frame, ["frames"] = Frames.ToString(), ["words"] = Words };
        if (Region is var (x, y, w, h)) o["region"] = new JsonArray(Math.Round(x, 4), Math.Round(y, 4), Math.Round(w, 4), Math.Round(h, 4));
        return o;
    }
}

/// <param name="Open">Whether it leads anywhere as things stand.</param>
/// <param name="Words">What to do and why, or why it can not be done; sentences.</param>
/// <param name="Bid">Null where nothing can be said of it.</param>
/// <param name="Facts">What else is known, by name.</param>
public sealed record Rung(RungKind Kind, bool Open, string Words, Bid? Bid, IReadOnlyList<RungPicture> Pictures, JsonObject Facts)
{
    public JsonObject Write() => new()
    {
        ["rung"] = Kind.ToString(), ["open"] = Open, ["words"] = Words, ["bid"] = Bid?.Write(), ["pictures"] = new JsonArray([.. Pictures.Select(p => (JsonNode)p.Write())]), ["facts"] = Facts.DeepClone(),
    };
}

/// <summary>The ways to come by one missing shot, the cheapest first. People stand in it only as real frames: nothing here is made.</summary>
/// <param name="Shot">Its name in the show; empty for a gap.</param>
/// <param name="Around">The shots that touch it.</param>
public sealed record Ladder(string Shot, MissingSpan Span, IReadOnlyList<RungPicture> Around, IReadOnlyList<Rung> Rungs)
{
    public JsonObject Write() => new()
    {
        ["shot"] = Shot, ["timecode"] = Span.RecordStart.ToString(), ["record"] = new JsonArray(Span.Record.Start, Span.Record.End), ["frames"] = Span.Record.Length, ["kind"] = Span.Kind.ToString(),
        ["words"] = Span.Words, ["around"] = new JsonArray([.. Around.Select(p => (JsonNode)p.Write())]), ["rungs"] = new JsonArray([.. Rungs.Select(r => (JsonNode)r.Write())]),
    };
}
