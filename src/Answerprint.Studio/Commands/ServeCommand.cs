using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;
using Answerprint.Studio.Web;

namespace Answerprint.Studio.Commands;

/// <summary>`serve`: the review desk in a browser.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var shows = new Argument<string[]>("SHOW") { Description = "Folders of shows", Arity = ArgumentArity.OneOrMore };
        var port = new Option<int>("--port") { Description = "The port; 0: any that is free", DefaultValueFactory = _ => 0 };
        var listen = new Option<string?>("--listen") { Description = "The address to listen at; default 127.0.0.1, which only this machine reaches" };
        var by = Seat.By();
        var length = new Option<double?>("--for") { Description = "Ends after so many seconds; without it Ctrl-C ends it" };
        var open = new Option<bool>("--open") { Description = "Opens it in this machine's browser" };
        var command = new Command("serve", "The review desk in a browser: contact sheets, their questions, approve and refuse; on this machine only, unless told otherwise. Example: answerprint serve myshow --open") { shows, port, listen, by, length, open };
        return command.Does((session, parsed) =>
        {
            var address = IPAddress.Loopback;
            if (parsed.GetValue(listen) is { } said && !IPAddress.TryParse(said, out address!)) throw new FormatException($"'{said}' is no address; write --listen 127.0.0.1");
            if (parsed.GetValue(port) is < 0 or > 65535) throw new FormatException("a port is a number from 0 to 65535");
            if (parsed.GetValue(length) is { } seconds && !(seconds > 0 && seconds <= 30 * 86400)) throw new FormatException("--for takes seconds, more than 0 and at most 30 days");
            var who = parsed.GetValue(by);
            if (!IPAddress.IsLoopback(address))
            {
                if (who is not null) throw new FormatException("--by with an address that others reach would let anybody sign in that name; leave one of them away");
                session.Warn($"warning: {address} is reached by other machines, and what is sent to it is not encrypted. Whoever has the printed address may sign in any name that may approve.");
            }
            var opened = new List<DeskShow>();
            try
            {
                foreach (var folder in parsed.GetValue(shows)!) opened.Add(session.Apart(() => new DeskShow(folder, session.Clock)));
                if (who is not null)
                    foreach (var show in opened)
                        if (!show.People.Get(who).Holds(DeskShow.Approver))
                            throw new Media.Frames.BadInputException("role", who, "", $"{who} is not a {DeskShow.Approver.Plain()} of {show.Title}", $"Ask one who is, or give the role: answerprint person {show.Folder} \"{who}\" --role {DeskShow.Approver.Word()}");
                Listening.Serve(address, parsed.GetValue(port), "The desk", new DeskRoutes(opened, who, Seat.Of, session), parsed.GetValue(length) is { } s ? TimeSpan.FromSeconds(s) : null, parsed.GetValue(open), session);
                session.Say("The desk is closed.");
                return Outcome.Done(new JsonObject { ["shows"] = JsonReading.Array(opened.Select(o => o.Title)) });
            }
            finally
            {
                foreach (var one in opened) one.Dispose();
            }
        });
    }
}
