using System.Globalization;
using System.Text;
using System.Xml;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>Writes grades as `.cc`, `.ccc` or `.cdl` (ASC CDL 1.2). Grades of one name that differ get numbers; equal ones stand once.</summary>
public static class GradeWriter
{
    /// <summary>The namespace of the format.</summary>
    private const string Space = "urn:ASC:CDL:v1.01";

    /// <param name="suffix">".cc", ".ccc" or ".cdl".</param>
    /// <param name="losses">What could not be written.</param>
    /// <exception cref="BadInputException">There is no grade, or several for a .cc.</exception>
    public static byte[] Write(ClipList list, string suffix, ICollection<Loss> losses)
    {
        var grades = Grades(list, losses);
        if (grades.Count == 0) throw new BadInputException("no-grade", list.File, "", "no clip of it has a grade (ASC_SOP, ASC_SAT)", "Name a cut or log with grades");
        var kind = suffix.ToUpperInvariant();
        if (kind == ".CC" && grades.Count > 1) throw new BadInputException("many-grades", list.File, "", $"it holds {grades.Count} grades and a .cc holds one", "Name a .ccc or .cdl with --to");
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" }))
        {
            if (kind == ".CCC") xml.WriteStartElement("ColorCorrectionCollection", Space);
            if (kind == ".CDL") xml.WriteStartElement("ColorDecisionList", Space);
            foreach (var (id, cdl, entry) in grades)
            {
                if (kind == ".CDL")
                {
                    xml.WriteStartElement("ColorDecision", Space);
                    if (Field(list, entry, "MediaRef") is { Length: > 0 } media)
                    {
                        xml.WriteStartElement("MediaRef", Space);
                        xml.WriteAttributeString("ref", Plain(media));
                        xml.WriteEndElement();
                    }
                }
                Correction(xml, list, entry, id, cdl);
                if (kind == ".CDL") xml.WriteEndElement();
            }
            if (kind != ".CC") xml.WriteEndElement();
        }
        return [.. bytes.ToArray(), (byte)'\n'];
    }

    private static List<(string Id, Cdl Cdl, ClipEntry Entry)> Grades(ClipList list, ICollection<Loss> losses)
    {
        var grades = new List<(string, Cdl, ClipEntry)>();
        var known = new Dictionary<string, List<(string Id, string Values)>>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var without = 0;
        foreach (var entry in list.Entries)
        {
            if (entry.Grade is not { } cdl) { without++; continue; }
            var name = entry.Name.Length > 0 ? entry.Name : "grade";
            var values = string.Join(' ', cdl.Slope.Concat(cdl.Offset).Concat(cdl.Power).Append(cdl.Saturation).Select(Number));
            if (!known.TryGetValue(name, out var of)) known[name] = of = [];
            if (of.Exists(g => g.Values == values)) continue;
            var id = name;
            for (var n = of.Count + 1; !taken.Add(id); n++) id = string.Create(CultureInfo.InvariantCulture, $"{name}_{n}");
            of.Add((id, values));
            grades.Add((id, cdl, entry));
        }
        if (without > 0) losses.Add(new("", $"{without} of {list.Entries.Count} clips have no grade and are not written"));
        return grades;
    }

    private static void Correction(XmlWriter xml, ClipList list, ClipEntry entry, string id, Cdl cdl)
    {
        xml.WriteStartElement("ColorCorrection", Space);
        xml.WriteAttributeString("id", Plain(id));
        foreach (var name in (string[])["Description", "InputDescription", "ViewingDescription"])
            if (Field(list, entry, name) is { Length: > 0 } words) xml.WriteElementString(name, Space, Plain(words));
        xml.WriteStartElement("SOPNode", Space);
        foreach (var (name, values) in new[] { ("Slope", cdl.Slope), ("Offset", cdl.Offset), ("Power", cdl.Power) }) xml.WriteElementString(name, Space, string.Join(' ', values.Select(Number)));
        xml.WriteEndElement();
        xml.WriteStartElement("SatNode", Space);
        xml.WriteElementString("Saturation", Space, Number(cdl.Saturation));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Field(ClipList list, ClipEntry entry, string column)
    {
        for (var i = 0; i < list.Columns.Count; i++)
            if (list.Columns[i] == column) return entry.Fields[i];
        return "";
    }

    private static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Text without what XML can not hold.</summary>
    private static string Plain(string text) => new([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
}
