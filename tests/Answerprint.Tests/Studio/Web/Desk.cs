using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.Production;
using Answerprint.Tests.Studio.Commands;

namespace Answerprint.Tests.Studio.Web;

/// <summary>A show with a version of two made frames, and a desk that serves it: the real program.</summary>
public sealed partial class Desk : IDisposable
{
    private readonly Process process;
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };

    public Desk()
    {
        Turnover = new SmallTurnover("desk", 1, 24, 12, 13);
        var made = CommandLine.Run(CommandLine.Turnaround(Turnover, "--declare", Turnover.People));
        if (made.Exit != 0) throw new InvalidOperationException(made.ToString());
        process = CommandLine.Start("serve", Turnover.Show, "--for", "240");
        Address = new Uri(AddressIn(process.StandardOutput.ReadLine()));
        Browser = new HttpClient(handler) { BaseAddress = new Uri(Address.GetLeftPart(UriPartial.Authority)) };
        using var first = Browser.GetAsync(Address).Result;
        if (first.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"not let in: {first.StatusCode}");
    }

    public const string Version = "show_0010_comp_v001";

    internal SmallTurnover Turnover { get; }

    /// <summary>As it was printed; used up.</summary>
    public Uri Address { get; }

    /// <summary>A browser that was let in.</summary>
    public HttpClient Browser { get; }

    public string Origin => Browser.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public string Cookie => handler.CookieContainer.GetCookieHeader(Browser.BaseAddress!);

    public static string AddressIn(string? line) => Printed().Match(line ?? "").Value is { Length: > 0 } url ? url : throw new InvalidOperationException($"no address: {line}");

    public IReadOnlyList<Act> Acts()
    {
        using var look = Show.Look(Turnover.Show, TimeProvider.System);
        return look.Book.Acts;
    }

    /// <summary>The form of a version's page, filled in.</summary>
    public async Task<Dictionary<string, string>> Form(string act)
    {
        var page = await Browser.GetStringAsync($"/0/{Version}");
        return new()
        {
            ["page"] = Page().Match(page).Groups[1].Value, ["who"] = Person().Match(page).Groups[1].Value, ["words"] = "seen", ["timed"] = "yes", ["act"] = act,
        };
    }

    public async Task<(HttpStatusCode Status, string Text)> Send(Dictionary<string, string> form, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/0/{Version}") { Content = new FormUrlEncodedContent(form) };
        if (origin is not null) request.Headers.Add("Origin", origin);
        using var reply = await Browser.SendAsync(request);
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>The first line of the answer to a request as it is written here, byte for byte: clients tidy paths up before they send them.</summary>
    public string Raw(string target, string more = "", string? host = null)
    {
        using var socket = new TcpClient();
        socket.Connect(IPAddress.Loopback, Browser.BaseAddress!.Port);
        socket.ReceiveTimeout = 20_000;
        using var stream = socket.GetStream();
        stream.Write(Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {target} HTTP/1.1\r\nHost: {host ?? Browser.BaseAddress!.Authority}\r\nCookie: {Cookie}\r\n{more}Connection: close\r\n\r\n")));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    public void Dispose()
    {
        Browser.Dispose();
        handler.Dispose();
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
        Turnover.Dispose();
    }

    [GeneratedRegex("http://\\S+", RegexOptions.None, 1000)]
    private static partial Regex Printed();

    [GeneratedRegex("name=\"page\" value=\"(\\w+)\"", RegexOptions.None, 1000)]
    private static partial Regex Page();

    [GeneratedRegex("<option value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Person();
}
