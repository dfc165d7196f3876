namespace Answerprint.Media.Shapes;

/// <summary>A node of a Nuke script.</summary>
/// <param name="Class">"Roto".</param>
/// <param name="Knobs">Name → what stands after it: words, and lists of them.</param>
internal sealed record NukeNode(string Class, IReadOnlyDictionary<string, IReadOnlyList<object>> Knobs)
{
    public string Name => Knobs.TryGetValue("name", out var name) && name.Count > 0 && name[0] is string text ? text : Class;

    public bool IsOff => Knobs.TryGetValue("disable", out var off) && off.Count > 0 && off[0] is "true" or "1";
}

/// <summary>Takes a Nuke script apart into nodes, without running anything of it: words, quoted words, and lists in braces, as Tcl writes them.</summary>
internal sealed class NukeScriptReader
{
    private const int Deepest = 200, MostWords = 8_000_000;

    private static readonly object Line = new();

    private readonly string text;
    private int at;
    private int words;

    private NukeScriptReader(string text) => this.text = text;

    /// <exception cref="FormatException">Braces do not match, or it is too large.</exception>
    public static IReadOnlyList<NukeNode> Nodes(string text)
    {
        var reader = new NukeScriptReader(text);
        var all = reader.List(0);
        var nodes = new List<NukeNode>();
        for (var n = 1; n < all.Count; n++)
            if (all[n] is List<object> body && all[n - 1] is string name && name.Length > 0 && char.IsAsciiLetterUpper(name[0])) nodes.Add(new(name, Knobs(body)));
        return nodes;
    }

    /// <summary>What stands in a list, without the ends of its lines.</summary>
    public static List<object> Bare(List<object> list) => list.FindAll(i => i != Line);

    private static Dictionary<string, IReadOnlyList<object>> Knobs(List<object> body)
    {
        var knobs = new Dictionary<string, IReadOnlyList<object>>(StringComparer.Ordinal);
        for (var n = 0; n < body.Count;)
        {
            var end = body.FindIndex(n, i => i == Line) is >= 0 and var line ? line : body.Count;
            if (end > n && body[n] is string name) knobs[name] = body.GetRange(n + 1, end - n - 1);
            n = end + 1;
        }
        return knobs;
    }

    private List<object> List(int depth)
    {
        if (depth > Deepest) throw new FormatException($"its braces are more than {Deepest} deep");
        var list = new List<object>();
        while (at < text.Length)
        {
            var c = text[at];
            if (++words > MostWords) throw new FormatException("it is too large for a script");
            switch (c)
            {
                case '\n' or '\r':
                    at++;
                    list.Add(Line);
                    break;
                case ' ' or '\t':
                    at++;
                    break;
                case '#' when list.Count == 0 || list[^1] == Line:
                    while (at < text.Length && text[at] != '\n') at++;
                    break;
                case '{':
                    at++;
                    list.Add(List(depth + 1));
                    break;
                case '}' when depth == 0: throw new FormatException($"character {at}: a brace is closed that was never opened");
                case '}':
                    at++;
                    return list;
                case '"':
                    list.Add(Quoted());
                    break;
                default:
                    list.Add(Word());
                    break;
            }
        }
        return depth == 0 ? list : throw new FormatException("it ends within braces");
    }

    private string Quoted()
    {
        var start = ++at;
        while (at < text.Length && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
        if (at >= text.Length) throw new FormatException("it ends within quotes");
        return text[start..at++];
    }

    private string Word()
    {
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or '\n' or '\r' or '{' or '}')) at += text[at] == '\\' ? 2 : 1;
        at = Math.Min(at, text.Length);
        return text[start..at];
    }
}
