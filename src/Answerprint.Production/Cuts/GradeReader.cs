using System.Globalization;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Reads grades by the American Society of Cinematographers (ASC CDL 1.2): `.cc` (one), `.ccc` (a collection) and `.cdl` (decisions that name media or
/// corrections), with their descriptions.
/// </summary>
internal sealed class GradeReader(string file)
{
    private static readonly string[] Described = ["Description", "InputDescription", "ViewingDescription"];
    private static readonly string[] Known = ["ColorCorrection", "ColorDecision", "ColorDecisionList", "ColorCorrectionCollection", "ColorCorrectionRef", "MediaRef", "SOPNode", "SatNode", "SATNode", "Slope", "Offset", "Power", "Saturation", .. Described];
    private readonly List<string> warnings = [];

    /// <exception cref="BadInputException">It is no such file, or a number is out of range; with the line.</exception>
    public ClipList Read(byte[] bytes)
    {
        var root = CutElement.Parse(bytes, file);
        if (root.Name is not ("ColorCorrection" or "ColorCorrectionCollection" or "ColorDecisionList")) throw BadCut.At(file, root.Place, $"the file holds a {BadCut.Clean(root.Name, 60)} where a ColorCorrection, ColorCorrectionCollection or ColorDecisionList is wanted", "Export a .cc, .ccc or .cdl");
        var entries = new List<ClipEntry>();
        Visit(root, "", entries);
        foreach (var strange in root.All().Where(e => !Known.Contains(e.Name)).Take(1_000)) warnings.Add($"{strange.Place}: a {BadCut.Clean(strange.Name, 60)} is not understood");
        if (entries.Count == 0) throw BadCut.At(file, root.Place, "it holds no ColorCorrection", "Export a .cc, .ccc or .cdl");
        return new(file, Path.GetExtension(file).TrimStart('.').ToLowerInvariant(), null, [.. root.Children.Where(c => Described.Contains(c.Name)).Select(c => (c.Name, c.Text))], [.. Described, "MediaRef"], entries, warnings);
    }

    private void Visit(CutElement at, string media, List<ClipEntry> entries)
    {
        switch (at.Name)
        {
            case "ColorCorrection":
                if (entries.Count == ClipList.MostEntries) throw BadCut.At(file, at.Place, $"the file holds more than {ClipList.MostEntries:N0} grades");
                entries.Add(Entry(at, media));
                return;
            case "ColorDecision":
                media = at.Child("MediaRef")?["ref"] ?? "";
                if (at.Child("ColorCorrectionRef")?["ref"] is { } named) warnings.Add($"{at.Place}: the decision for {BadCut.Quote(media)} names the correction {BadCut.Quote(named)}, which is not in this file");
                break;
        }
        foreach (var child in at.Children) Visit(child, media, entries);
    }

    private ClipEntry Entry(CutElement at, string media)
    {
        var id = at["id"] ?? "";
        CutElement? sop = at.Child("SOPNode"), saturation = (at.Child("SatNode") ?? at.Child("SATNode"))?.Child("Saturation");
        var cdl = new Cdl(Three("Slope", 1), Three("Offset", 0), Three("Power", 1), saturation is null ? 1 : Values(saturation, 1)[0], id);
        if (cdl.Slope.Any(v => v < 0) || cdl.Power.Any(v => v <= 0) || cdl.Saturation < 0) throw BadCut.At(file, at.Place, "a slope or saturation below 0, or a power that is not above 0", "Correct the grade");
        var texts = Described.Select(d => string.Join(" / ", new[] { at, sop, at.Child("SatNode") }.SelectMany(o => o?.Named(d) ?? []).Select(c => c.Text).Where(t => t.Length > 0)));
        return new(at.Line, id, "", null, null, cdl, [.. texts, media]);

        float[] Three(string name, float missing) => sop?.Child(name) is { } node ? Values(node, 3) : [missing, missing, missing];
    }

    private float[] Values(CutElement node, int count)
    {
        var parts = node.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var values = new float[count];
        if (parts.Length != count) throw BadCut.At(file, node.Place, $"{count} numbers are wanted in {node.Name} and {parts.Length} stand there", "Correct the grade");
        for (var i = 0; i < count; i++)
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i])) throw BadCut.At(file, node.Place, $"{BadCut.Quote(parts[i])} is no number", "Correct the grade");
        return values;
    }
}
