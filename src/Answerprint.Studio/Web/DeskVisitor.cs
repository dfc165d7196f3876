using System.Security.Cryptography;
using Answerprint.Production.Review;

namespace Answerprint.Studio.Web;

/// <summary>One browser that was let in: who sits there, which sheets lie before it since when, and what is to be said on the next page. Safe for use from several threads.</summary>
internal sealed class DeskVisitor
{
    private const int MostPages = 256;
    private readonly Lock door = new();
    private readonly Dictionary<string, DeskOpened> pages = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();
    private readonly Dictionary<int, string> people = [];
    private string said = "";

    /// <summary>Remembers a sheet as it is shown; the name that comes back stands for it.</summary>
    public string Open(DeskOpened page)
    {
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        lock (door)
        {
            pages[name] = page;
            order.Enqueue(name);
            while (order.Count > MostPages) pages.Remove(order.Dequeue());
        }
        return name;
    }

    /// <summary>Null where it was never shown, or too long ago.</summary>
    public DeskOpened? Opened(string name)
    {
        lock (door) return pages.GetValueOrDefault(name);
    }

    public void Close(string name)
    {
        lock (door) pages.Remove(name);
    }

    /// <summary>Digest of the person who acts in a show; empty while nobody said.</summary>
    public string Person(int show)
    {
        lock (door) return people.GetValueOrDefault(show, "");
    }

    public void Sits(int show, string person)
    {
        lock (door) people[show] = person;
    }

    public void Say(string words)
    {
        lock (door) said = words;
    }

    /// <summary>What is to be said, once.</summary>
    public string Heard()
    {
        lock (door) return (said, said = "").Item1;
    }
}

/// <summary>A sheet on somebody's screen.</summary>
/// <param name="Show">Which of the shows.</param>
/// <param name="Version">Its name.</param>
/// <param name="At">When the page was asked for.</param>
internal sealed record DeskOpened(int Show, string Version, SeenSheet Seen, DateTimeOffset At);
