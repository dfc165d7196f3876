using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`ingest`: takes in a cut and its media.</summary>
internal static class IngestCommand
{
    public static Command Create()
    {
        var (show, cut, media, rate, by) = (ShowArguments.Show(), ShowArguments.Cut(), ShowArguments.Media(), ShowArguments.Rate(), Seat.By());
        var command = new Command("ingest", "Reads a cut, finds and hashes its media, records what is missing. Example: answerprint ingest myshow cut.otio --media plates/ --by \"Ann Lee\"")
        {
            show, cut, media, rate, by,
        };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            desk.Ingest(parsed.GetValue(cut)!, parsed.GetValue(media)!, ShowArguments.RateOf(parsed.GetValue(rate)));
            return Outcome.Done(Say(desk.Now, session));
        });
    }

    /// <summary>Says what the show holds now.</summary>
    public static JsonObject Say(Standing now, Session session)
    {
        foreach (var shot in now.Shots.Values)
        {
            session.Cancel.ThrowIfCancellationRequested();
            var plate = shot.Plate is { } index ? now.Plates[index].Body : null;
            var holes = plate?.Frames("holes").Where(shot.Range.Contains).ToList() ?? [];
            session.Say(plate is null
                ? $"{shot.Name}  {shot.Clip}: no media found"
                : $"{shot.Name}  {shot.Clip}: {Counted.Frames(shot.Cut.ToString())} of {plate.Text("name")}, with handles {shot.Range}{(holes.Count > 0 ? $"; not there: {FrameList.Format(holes)}" : "")}");
        }
        return new JsonObject
        {
            ["cut"] = now.Cut?.Body.Text("name"),
            ["shots"] = new JsonArray([.. now.Shots.Values.Select(s => (JsonNode)s.Write())]),
            ["plates"] = new JsonArray([.. now.Plates.Values.Select(p => (JsonNode)p.Body.DeepClone())]),
        };
    }
}
