using System.Xml;
using System.Xml.Linq;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>XML that can not unfold: no document type, no entities of its own, nothing fetched, bounded length and depth.</summary>
internal static class PlainXml
{
    internal const int MostDepth = 64;
    private const long Most = 128L << 20;

    /// <summary>The document.</summary>
    /// <exception cref="BadInputException">It is no XML, or XML of a kind that is not taken.</exception>
    internal static XElement Read(string path)
    {
        try
        {
            Look(path);
            using var stream = File.OpenRead(path);
            using var reader = XmlReader.Create(stream, Settings());
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw Bad(path, e);
        }
    }

    /// <summary>Reads through once and keeps nothing.</summary>
    /// <exception cref="BadInputException">It is no XML, or XML of a kind that is not taken.</exception>
    internal static void Look(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > Most) throw LutFile.Bad(path, "", $"it has more than {Most >> 20} MB");
            using var reader = XmlReader.Create(stream, Settings());
            var buffer = new char[8192];
            while (reader.Read())
            {
                if (reader.Depth > MostDepth) throw LutFile.Bad(path, "", $"it is nested more than {MostDepth} deep");
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Reference") throw LutFile.Bad(path, "", "it refers to another file", "Export it with everything inside");
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Array" && !Fits(reader.GetAttribute("dim"))) throw LutFile.Bad(path, "", "an Array claims more entries than a table may have");
                if (reader.NodeType == XmlNodeType.Text && reader.CanReadValueChunk)
                    while (reader.ReadValueChunk(buffer, 0, buffer.Length) > 0) { }
            }
        }
        catch (XmlException e)
        {
            throw Bad(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("bad-xml", path, "", $"it can not be read: {e.Message.TrimEnd('.')}", "Check the name and its permissions", e);
        }
    }

    private static bool Fits(string? dim)
    {
        long entries = 1;
        foreach (var word in (dim ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var edge)) return false;
            entries *= edge;
            if (entries > 3L * LutFile.MostEdge * LutFile.MostEdge * LutFile.MostEdge) return false;
        }
        return true;
    }

    private static XmlReaderSettings Settings() => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = Most, IgnoreComments = true, IgnoreProcessingInstructions = true };

    private static BadInputException Bad(string path, XmlException e) =>
        new("bad-xml", path, e.LineNumber > 0 ? $"line {e.LineNumber}" : "", $"it is no XML that is taken: {ConfigText.OneLine(e.Message)}", "Export it again from the program that made it", e);
}
