using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Answerprint.Studio.Web;

/// <summary>
/// Who may come in: a browser that was opened with the address that was printed, and only with words of its own page. The key in the address works once; then a cookie
/// that no script and no other site can use stands for it. Safe for use from several threads.
/// </summary>
/// <param name="print">Told each new address; the one before it is used up then.</param>
internal sealed class DeskDoor(IPAddress address, Action<string> print)
{
    private const int MostVisitors = 32;
    private readonly Lock door = new();
    private readonly Dictionary<string, DeskVisitor> visitors = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private string key = NewKey();
    private int port;

    /// <summary>Begins to let in, at the port that the server was given.</summary>
    public void Open(int atPort)
    {
        port = atPort;
        print(Address());
    }

    public string Address() => $"http://{(address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName() : Written(address))}:{port}/?key={key}";

    /// <summary>Why a request is not even looked at; null where it may go on. A foreign Host is a name that somebody pointed at this machine; a foreign Origin is another site's page.</summary>
    public string? Refusal(HttpRequest request)
    {
        if (!IsOwn(request.Host)) return "This desk answers to its own address only.";
        var origin = request.Headers.Origin;
        if (origin.Count > 1 || (origin.Count == 1 && origin[0] != $"http://{request.Host.Value}")) return "The request came from a page of another site.";
        if (HttpMethods.IsPost(request.Method) && origin.Count == 0) return "The request does not say from which page it came.";
        if (request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none") && !HttpMethods.IsGet(request.Method)) return "The request came from a page of another site.";
        return null;
    }

    /// <summary>The visitor whose cookie a request bears; null for a stranger.</summary>
    public DeskVisitor? Known(HttpRequest request)
    {
        var cookie = request.Cookies[CookieName];
        if (cookie is not { Length: 64 }) return null;
        lock (door) return visitors.GetValueOrDefault(cookie);
    }

    /// <summary>Lets in who brings the key, gives them their cookie, and makes a new key.</summary>
    public bool Admit(HttpRequest request, HttpResponse response)
    {
        if (request.Query["key"] is not [{ Length: > 0 } brought]) return false;
        string cookie;
        lock (door)
        {
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(brought), Encoding.UTF8.GetBytes(key))) return false;
            key = NewKey();
            cookie = NewKey();
            visitors[cookie] = new();
            order.Enqueue(cookie);
            while (order.Count > MostVisitors) visitors.Remove(order.Dequeue());
        }
        response.Cookies.Append(CookieName, cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });
        print(Address());
        return true;
    }

    /// <summary>Cookies know no ports: each server has a name of its own.</summary>
    private string CookieName => $"answerprint-{port}";

    private bool IsOwn(HostString host)
    {
        if ((host.Port ?? 80) != port) return false;
        if (!IPAddress.TryParse(host.Host.Trim('[', ']'), out var literal)) return IPAddress.IsLoopback(address) && host.Host == "localhost";
        // a name can be pointed here by anybody, an address can not
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || literal.Equals(address);
    }

    private static string Written(IPAddress one) => one.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{one}]" : one.ToString();

    private static string NewKey() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
