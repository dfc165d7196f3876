using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace Answerprint.Studio.Web;

/// <summary>What the desk answers a browser.</summary>
/// <param name="Location">Where the browser goes on to; empty to stay.</param>
internal sealed record DeskReply(int Status, string Type, byte[] Body, string Location = "")
{
    /// <summary>Whether the browser may keep it while the session lasts: it never changes.</summary>
    public bool Kept { get; init; }

    public static DeskReply Page(string html, int status = 200) => new(status, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(html));

    /// <summary>After an act: the browser asks for another page, and a reload does nothing again.</summary>
    public static DeskReply GoTo(string location) => new(303, "text/plain; charset=utf-8", [], location);

    /// <summary>A script, style or picture of the program itself.</summary>
    public static DeskReply Own(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"desk/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new(200, Path.GetExtension(name) switch { ".css" => "text/css; charset=utf-8", ".js" => "text/javascript; charset=utf-8", _ => "image/svg+xml" }, bytes);
    }

    public static DeskReply Json(JsonObject body, int status = 200) => new(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body.ToJsonString()));

    public static DeskReply Words(int status, string title, string words) => Page(DeskHtml.Bare(title, words), status);
}
