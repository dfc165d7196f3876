using System.Text;

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

    public static DeskReply Words(int status, string title, string words) => Page(DeskHtml.Bare(title, words), status);
}
