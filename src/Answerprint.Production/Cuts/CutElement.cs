using System.Text.Json.Nodes;
using System.Xml;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>
/// An element of an XML cut with its line. Read with bounds: a document type is passed over and nothing of it is used, nothing is fetched, no entity
/// but those of XML itself exists; size, depth and number of elements are limited. Blank text counts as none.
/// </summary>
internal sealed class CutElement
{
    /// <summary>Larger files are refused: a cut of 5,000 clips is a quarter of it in the wordiest of the formats.</summary>
    public const int MostBytes = 64 << 20;

    public const int MostDepth = 200;

    public const int MostElements = 2_000_000;

    private const int MostAttributes = 4_000_000;

    private readonly List<CutElement> children = [];
    private List<(string Name, string Value)>? attributes;
    private System.Text.StringBuilder? text;

    private CutElement(string name, int line)
    {
        Name = name;
        Line = line;
    }

    public string Name { get; }

    /// <summary>The line of the file, counted from 1.</summary>
    public int Line { get; }

    public IReadOnlyList<CutElement> Children => children;

    /// <summary>The text directly inside, without blanks around it.</summary>
    public string Text => text?.ToString() ?? "";

    public string Place => $"line {Line}";

    /// <summary>An attribute; null where there is none.</summary>
    public string? this[string attribute]
    {
        get
        {
            if (attributes is not null)
                foreach (var (name, value) in attributes)
                    if (name == attribute) return value;
            return null;
        }
    }

    public CutElement? Child(string name)
    {
        foreach (var child in children)
            if (child.Name == name) return child;
        return null;
    }

    /// <summary>The element at the end of a way down; null where it breaks off.</summary>
    public CutElement? Down(params ReadOnlySpan<string> names)
    {
        CutElement? at = this;
        foreach (var name in names) at = at?.Child(name);
        return at;
    }

    /// <summary>The text of a child; empty where there is none.</summary>
    public string TextOf(string child) => Child(child)?.Text ?? "";

    public IEnumerable<CutElement> Named(string name) => children.Where(c => c.Name == name);

    /// <summary>This and all below it, in the order of the file.</summary>
    public IEnumerable<CutElement> All()
    {
        var waiting = new Stack<CutElement>([this]);
        while (waiting.TryPop(out var next))
        {
            yield return next;
            for (var i = next.children.Count - 1; i >= 0; i--) waiting.Push(next.children[i]);
        }
    }

    /// <summary>The element as JSON, for what we keep and do not work on: attributes under "@name", a lone text as itself, children of one name as a list.</summary>
    /// <param name="left">Children that are said elsewhere.</param>
    public JsonNode Json(params IReadOnlyCollection<string> left)
    {
        if (children.Count == 0 && attributes is null) return Text;
        var node = new JsonObject();
        foreach (var (name, value) in attributes ?? []) node["@" + name] = value;
        if (Text.Length > 0) node["text"] = Text;
        foreach (var group in children.Where(c => !left.Contains(c.Name)).GroupBy(c => c.Name, StringComparer.Ordinal))
        {
            var all = group.Select(c => c.Json()).ToList();
            node[group.Key] = all.Count == 1 ? all[0] : new JsonArray([.. all]);
        }
        return node;
    }

    /// <exception cref="BadInputException">It is no XML, or XML of a kind that is not taken; with the line.</exception>
    public static CutElement Parse(byte[] bytes, string file)
    {
        if (bytes.Length > MostBytes) throw BadCut.At(file, "", $"the file has {bytes.Length:N0} bytes and a cut in XML may have {MostBytes:N0}", "Export only the sequence that is meant");
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MostBytes, MaxCharactersFromEntities = 1024, IgnoreComments = true, IgnoreProcessingInstructions = true,
        };
        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var reader = XmlReader.Create(stream, settings);
            return Read(reader, file);
        }
        catch (XmlException e)
        {
            throw BadCut.At(file, e.LineNumber > 0 ? $"line {e.LineNumber}" : "", $"this is no XML that is taken ({BadCut.Clean(e.Message, 120).TrimEnd('.')})", inner: e);
        }
        catch (Exception e) when (e is NotSupportedException or ArgumentException or System.Text.DecoderFallbackException or IndexOutOfRangeException)
        {
            throw BadCut.At(file, "", "the text is in no encoding that is read", "Export the cut as XML in UTF-8", e);
        }
    }

    private static CutElement Read(XmlReader reader, string file)
    {
        var lines = (IXmlLineInfo)reader;
        CutElement? root = null;
        var open = new Stack<CutElement>();
        int elements = 0, pairs = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > MostElements) throw BadCut.At(file, $"line {lines.LineNumber}", $"the file holds more than {MostElements:N0} elements", "Export only the sequence that is meant");
                    if (open.Count >= MostDepth) throw BadCut.At(file, $"line {lines.LineNumber}", $"the XML is nested more than {MostDepth} deep");
                    var element = new CutElement(reader.LocalName, lines.LineNumber);
                    if (open.TryPeek(out var parent)) parent.children.Add(element);
                    else root ??= element;
                    var ends = reader.IsEmptyElement;
                    while (reader.MoveToNextAttribute())
                    {
                        if (++pairs > MostAttributes) throw BadCut.At(file, $"line {lines.LineNumber}", $"the file holds more than {MostAttributes:N0} attributes");
                        (element.attributes ??= []).Add((reader.Name, reader.Value));
                    }
                    if (!ends) open.Push(element);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.TryPeek(out var holder):
                    holder.text = holder.text is null ? new(reader.Value.Trim()) : holder.text.Append(' ').Append(reader.Value.AsSpan().Trim());
                    break;
            }
        }
        return root ?? throw BadCut.At(file, "", "the XML is empty");
    }
}
