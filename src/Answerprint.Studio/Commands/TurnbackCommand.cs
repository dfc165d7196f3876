using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`turnback`: the return package.</summary>
internal static class TurnbackCommand
{
    public static Command Create()
    {
        var (show, output, by) = (ShowArguments.Show(), ShowArguments.Out(), Seat.By());
        var host = new Option<string?>("--for") { Description = "The program that it goes back to: resolve, premiere, avid, openrv, xstudio, otio. Fits the cut and the codec of the proxies to it" };
        var aces = new Option<bool>("--aces") { Description = "Each version as ACES containers (SMPTE ST 2065-4) as well; refused where a plate is not the light of a scene" };
        var command = new Command("turnback", "Writes the return package: approved versions on, others off and awaiting approval, and what was refused with its reason. Example: answerprint turnback myshow --out back/ --for resolve --by \"Ann Lee\"") { show, output, host, aces, by };
        return command.Does((session, parsed) =>
        {
            Output.CheckFolder("--out", parsed.GetValue(output)!);
            var profile = TurnbackProfile.Parse(parsed.GetValue(host));
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            var made = desk.Deliver(parsed.GetValue(output)!, profile, parsed.GetValue(aces));
            var ended = Ended.With(desk.Now, [.. desk.Now.Shots.Keys], [], Say(made, session));
            var held = made.Withheld.Where(w => w.What == Withheld.AtDelivery).Select(w => new Fault("refused", w.Shot, w.Brief, w.Reason, w.WayOut)).ToList();
            return held.Count == 0 ? ended : new(Outcome.First([ended.Exit, ExitCode.Refused]), ended.Result, [.. ended.Errors, .. held]);
        });
    }

    public static JsonObject Say(PackageMade made, Session session)
    {
        session.Say($"Package: {made.Folder}");
        foreach (var d in made.Delivered) session.Say($"  {d.Version.Name}: {d.Status}, {Counted.Of(d.Made.Count, "frame")} made{(d.Held.Count > 0 ? $", {d.Held.Count} held" : "")}");
        if (made.Delivered.Count > 0 && !made.Delivered.Any(d => d.IsFinal)) session.Say("  No EDL of the new track: nothing is approved yet, and a list has no switch for a clip. cut.otio carries the versions, switched off.");
        foreach (var w in made.Withheld) session.Say($"  {w.Shot} {w.Brief}: {w.What}. {w.Reason}{(w.WayOut.Length > 0 ? $". {w.WayOut}" : "")}");
        session.Say($"Check it with: answerprint verify {made.Folder}");
        return new JsonObject
        {
            ["package"] = made.Folder,
            ["versions"] = new JsonArray([.. made.Delivered.Select(d => (JsonNode)new JsonObject { ["version"] = d.Version.Name, ["shot"] = d.Shot.Name, ["status"] = d.Status, ["made"] = d.Made.Count, ["held"] = d.Held.Count, ["frames"] = d.Frames.Count })]),
            ["withheld"] = new JsonArray([.. made.Withheld.Select(w => (JsonNode)new JsonObject { ["shot"] = w.Shot, ["brief"] = w.Brief, ["what"] = w.What, ["why"] = w.Reason, ["wayOut"] = w.WayOut, ["pack"] = w.Pack })]),
        };
    }
}
