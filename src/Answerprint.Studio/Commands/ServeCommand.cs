using System.CommandLine;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Studio.Terminal;
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
                var first = true;
                var door = new DeskDoor(address, Print);
                var routes = new DeskRoutes(opened, who, Seat.Of, session);
                try
                {
                    DeskServer.Serve(address, parsed.GetValue(port), door, routes, parsed.GetValue(length) is { } s ? TimeSpan.FromSeconds(s) : null, session).GetAwaiter().GetResult();
                }
                catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
                {
                    throw new Media.Frames.BadInputException("port-taken", address.ToString(), $"port {parsed.GetValue(port)}", "something else listens there", "Name another port, or none: --port 0 takes one that is free", e);
                }
                catch (System.Net.Sockets.SocketException e)
                {
                    throw new Media.Frames.BadInputException("no-address", address.ToString(), $"port {parsed.GetValue(port)}", $"it can not be listened at: {e.Message}", "Name an address of this machine, and a port that you may open", e);
                }
                session.Say("The desk is closed.");
                return Outcome.Done(new JsonObject { ["shows"] = JsonReading.Array(opened.Select(o => o.Title)) });

                void Print(string url)
                {
                    var line = first ? $"The desk: {url}" : $"For another browser: {url}";
                    if (session.Json) session.Warn(line);
                    else session.Say(line);
                    if (first)
                    {
                        session.Say("The address works once; Ctrl-C ends the desk.");
                        if (parsed.GetValue(open)) Browse(url, session);
                    }
                    first = false;
                }
            }
            finally
            {
                foreach (var one in opened) one.Dispose();
            }
        });
    }

    /// <summary>Hands the address to the desktop's own opener; without one the printed line is there.</summary>
    private static void Browse(string url, Session session)
    {
        try
        {
            using var opener = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(url) { UseShellExecute = true }) : Process.Start(new ProcessStartInfo("xdg-open", [url]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            session.Warn($"no browser could be opened ({e.Message.TrimEnd('.')}): open the address yourself");
        }
    }
}
