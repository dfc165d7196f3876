using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Verify.Terminal;
using Answerprint.Studio.Web;

namespace Answerprint.Studio.Commands;

/// <summary>`draw`: a page on which somebody draws what is to be taken out of a shot, sees a frame without it, and asks for it.</summary>
internal static class DrawCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shot = new Argument<string>("SHOT") { Description = "The shot" };
        var port = new Option<int>("--port") { Description = "The port; 0: any that is free", DefaultValueFactory = _ => 0 };
        var length = new Option<double?>("--for") { Description = "Ends after so many seconds; without it Ctrl-C ends it" };
        var browse = new Option<bool>("--open") { Description = "Opens it in this machine's browser" };
        var by = Seat.By();
        var command = new Command("draw", "A page, on this machine only, on which you draw what is to be taken out of a shot (wires, areas, marks), step frames, see a frame without it at once, and ask for the cleanup. Example: answerprint draw myshow tst_0020 --open --by \"Ann Lee\"") { show, shot, port, length, browse, by };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(port) is < 0 or > 65535) throw new FormatException("a port is a number from 0 to 65535");
            if (parsed.GetValue(length) is { } seconds && !(seconds > 0 && seconds <= 30 * 86400)) throw new FormatException("--for takes seconds, more than 0 and at most 30 days");
            var (folder, name, who) = (parsed.GetValue(show)!, parsed.GetValue(shot)!, parsed.GetValue(by));
            var asked = new List<string>();
            using var look = session.Apart(() => Show.Look(folder, session.Clock));
            var desk = new Desk(look, Seat.Of(look, who), ToolRack.Tools, ToolRack.Machine, Watch.Nobody, session.Cancel);
            var routes = new DrawRoutes(look, desk, name, Ask, session);
            Listening.Serve(IPAddress.Loopback, parsed.GetValue(port), "The page", routes, parsed.GetValue(length) is { } s ? TimeSpan.FromSeconds(s) : null, parsed.GetValue(browse), session);
            session.Say(asked.Count == 0 ? "The page is closed; nothing was asked for." : $"The page is closed. Asked for: {string.Join(", ", asked)}. Next: answerprint plan {folder}");
            return Outcome.Done(new JsonObject { ["shot"] = name, ["briefs"] = Production.Plates.JsonReading.Array(asked) });

            // the show is held for as long as it takes to write the brief, and no longer
            Brief Ask(string shapes, IReadOnlyList<int> frames, string reason)
            {
                using var open = Show.Open(folder, session.Clock);
                var brief = new Desk(open, Seat.Of(open, who), ToolRack.Tools, "", Watch.Nobody, session.Cancel).Ask(name, Brief.Cleanup, frames, reason, new JsonObject { ["shapes"] = shapes });
                asked.Add(brief.Id);
                return brief;
            }
        });
    }
}
