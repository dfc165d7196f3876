using System.Diagnostics;
using System.Net;
using Answerprint.Verify.Terminal;
using Answerprint.Studio.Web;

namespace Answerprint.Studio.Commands;

/// <summary>Serves pages until it is over: prints each address that lets a browser in, and says in words what can not be listened at.</summary>
internal static class Listening
{
    /// <param name="name">What people call it: "The desk".</param>
    /// <param name="browse">Opens it in this machine's browser.</param>
    public static void Serve(IPAddress address, int port, string name, IServed served, TimeSpan? length, bool browse, Session session)
    {
        var first = true;
        var door = new DeskDoor(address, Print);
        try
        {
            DeskServer.Serve(address, port, door, served, length, session).GetAwaiter().GetResult();
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new Media.Frames.BadInputException("port-taken", address.ToString(), $"port {port}", "something else listens there", "Name another port, or none: --port 0 takes one that is free", e);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new Media.Frames.BadInputException("no-address", address.ToString(), $"port {port}", $"it can not be listened at: {e.Message}", "Name an address of this machine, and a port that you may open", e);
        }

        void Print(string url)
        {
            var line = first ? $"{name}: {url}" : $"For another browser: {url}";
            if (session.Json) session.Warn(line);
            else session.Say(line);
            if (first)
            {
                session.Say($"The address works once; Ctrl-C ends {char.ToLowerInvariant(name[0])}{name[1..]}.");
                if (browse) Browse(url, session);
            }
            first = false;
        }
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
