using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Reads the XML of Final Cut Pro (FCPXML 1.3 to 1.13) by Apple's reference and document types: projects, the resources that their clips show, and
/// times as fractions of a second. What lies inside a sequence is laid out by <see cref="FcpxmlStory"/>. What is not worked on is kept in the
/// metadata under "fcpx_xml"; what was guessed or not understood stands in <see cref="Warnings"/> with its line.
/// </summary>
internal sealed class FcpxmlReader(string file)
{
    private const int MostWarnings = 1_000;

    private readonly Dictionary<string, CutElement> resources = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];

    public IReadOnlyList<string> Warnings => warnings;

    public string File => file;

    /// <param name="name">Which project, where there are several: its name, or "#2".</param>
    /// <param name="rate">Overrides the rate of the sequence.</param>
    public Timeline Read(CutElement root, FrameRate? rate, string? name)
    {
        Open(root);
        var projects = Projects(root).ToList();
        if (projects.Count == 0 && Clips(root).Any())
            throw BadCut.At(file, root.Place, "the file holds clips and no project", "Show them with: answerprint cut FILE; for a cut, export the project");
        var (project, sequence) = CutChoice.Of(file, [.. projects.Select(p => (p.Name, (p.Project, p.Sequence)))], name);
        var own = RateOf(sequence["format"]) ?? rate ?? throw BadCut.At(file, sequence.Place, "the sequence's format says no frame duration", "Add --rate, as in: --rate 24");
        var chosen = rate ?? own;
        var story = new FcpxmlStory(this, own);
        var tracks = story.Sequence(sequence, own);
        var start = Time(sequence, "tcStart", own) ?? RationalTime.Zero(own);
        return new(project["name"] ?? "", chosen, new(start.At(chosen).Round(), chosen), sequence["tcFormat"] == "DF" && Timecode.CanDrop(chosen), tracks, [], new JsonObject { ["fcpx_xml"] = sequence.Json("spine") });
    }

    /// <summary>The clips of an event that lie in no project, as a list.</summary>
    public ClipList Clips(CutElement root, FrameRate? rate)
    {
        Open(root);
        var entries = new List<ClipEntry>();
        foreach (var clip in Clips(root))
        {
            if (entries.Count == ClipList.MostEntries) throw BadCut.At(file, clip.Place, $"the file holds more than {ClipList.MostEntries:N0} clips");
            var media = clip["ref"] is { } id ? Resource(id, clip) : null;
            var of = RateOf(media?["format"]) ?? RateOf(media?.Child("sequence")?["format"]) ?? RateOf(media?.Child("multicam")?["format"]) ?? RateOf(clip["format"]) ?? rate ?? new FrameRate(24);
            var start = Time(clip, "start", of) ?? (media is null ? null : Time(media, "start", of)) ?? RationalTime.Zero(of);
            var length = Time(clip, "duration", of) ?? (media is null ? null : Time(media, "duration", of));
            var drop = clip["tcFormat"] == "DF" && Timecode.CanDrop(of);
            var note = clip.TextOf("note");
            var path = media is null ? "" : PathOf(media);
            entries.Add(new(clip.Line, clip["name"] ?? media?["name"] ?? "", ReelOf(clip, media), BadCut.Exactly(file, () => Timecode.FromFrame(start.Round(), of, drop)),
                length is { } l ? BadCut.Exactly(file, () => Timecode.FromFrame((start + l).Round(), of, drop)) : null, null, [clip.Name, path, note]));
        }
        return new(file, "fcpxml", rate, [], ["Kind", "Source File", "Comments"], entries, Warnings);
    }

    public static bool HoldsClipsOnly(CutElement root) => !Projects(root).Any() && Clips(root).Any();

    public void Warn(CutElement at, string text)
    {
        if (warnings.Count < MostWarnings) warnings.Add(BadCut.Clean($"{at.Place}: {text}"));
    }

    public BadInputException Bad(CutElement at, string problem) => BadCut.At(file, at.Place, problem);

    /// <exception cref="BadInputException">The file describes no such resource.</exception>
    public CutElement Resource(string id, CutElement at) => resources.GetValueOrDefault(id) ?? throw Bad(at, $"the resource {BadCut.Quote(id)} is described nowhere");

    /// <summary>The rate of a format: one over its frame duration, else the end of its name ("FFVideoFormat1080p2398"); null where it says none.</summary>
    public FrameRate? RateOf(string? format)
    {
        if (format is null || !resources.TryGetValue(format, out var node)) return null;
        if (node["frameDuration"] is { } text)
        {
            var (seconds, parts) = Fraction(text, node, "frameDuration");
            return seconds > 0 && parts > 0 && (double)parts / seconds is > 0.01 and <= 240 && new FrameRate(parts, seconds) is { Numerator: < 1_000_000_000 } found ? found : throw Bad(node, $"{BadCut.Quote(text)} is no duration of a frame");
        }
        var name = node["name"] ?? "";
        var digits = name.Length - name.AsSpan().TrimEnd("0123456789").Length;
        if (digits is < 2 or > 4 || name.Length == digits || name[^(digits + 1)] is not ('p' or 'i')) return null;
        var number = int.Parse(name[^digits..], CultureInfo.InvariantCulture);
        return number switch { 2398 => new(24000, 1001), 2997 => new(30000, 1001), 5994 => new(60000, 1001), 4795 => new(48000, 1001), > 0 and <= 240 => new(number), _ => null };
    }

    /// <summary>A time of an attribute, in frames of a rate; null where it stands not there.</summary>
    public RationalTime? Time(CutElement node, string attribute, FrameRate rate)
    {
        if (node[attribute] is not { } text) return null;
        var (n, d) = Fraction(text, node, attribute);
        return new((Int128)n * rate.Numerator, (Int128)d * rate.Denominator, rate);
    }

    /// <summary>The path or URL of an asset: its own, or that of its original media (1.9 and later).</summary>
    public static string PathOf(CutElement asset) =>
        asset["src"] ?? (asset.Named("media-rep").FirstOrDefault(m => m["kind"] is null or "original-media") ?? asset.Child("media-rep"))?["src"] ?? "";

    public static string ReelOf(params ReadOnlySpan<CutElement?> owners)
    {
        foreach (var owner in owners)
            foreach (var md in owner?.Child("metadata")?.Named("md") ?? [])
                if (md["key"] is "com.apple.proapps.studio.reel" && md["value"] is { Length: > 0 } reel) return reel;
        return "";
    }

    private void Open(CutElement root)
    {
        if (root.Name != "fcpxml") throw BadCut.At(file, root.Place, $"the file holds a {BadCut.Clean(root.Name, 60)} where FCPXML is wanted", "Export the project as XML from Final Cut Pro, or as OTIO or EDL");
        if (root["version"] is not { } version || !decimal.TryParse(version, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)) warnings.Add($"{root.Place}: the file says no version; it is read as 1.10");
        else if (!int.TryParse(version.Split('.')[^1], out var minor) || version.Split('.')[0] != "1" || minor > 13) Warn(root, $"version {version} is newer than 1.13 and is read as that");
        foreach (var resource in root.Child("resources")?.Children ?? root.Child("project")?.Child("resources")?.Children ?? [])
            if (resource["id"] is { } id && !resources.TryAdd(id, resource)) Warn(resource, $"the resource {BadCut.Quote(id)} stands twice; the first is taken");
    }

    private static IEnumerable<(string Name, CutElement Project, CutElement Sequence)> Projects(CutElement root)
    {
        foreach (var child in root.Children)
        {
            if (child.Name == "project" && child.Child("sequence") is { } sequence) yield return (child["name"] ?? "", child, sequence);
            if (child.Name is "library" or "event")
                foreach (var below in Projects(child)) yield return below;
        }
    }

    private static IEnumerable<CutElement> Clips(CutElement root)
    {
        foreach (var child in root.Children)
        {
            if (child.Name is "asset-clip" or "clip" or "ref-clip" or "mc-clip" or "sync-clip" or "video" or "audio") yield return child;
            else if (child.Name == "audition" && child.Children.Count > 0) yield return child.Children[0];
            else if (child.Name is "library" or "event")
                foreach (var below in Clips(child)) yield return below;
        }
    }

    /// <summary>"1001/30000s", "5s", "2.5s".</summary>
    private (long Numerator, long Denominator) Fraction(string text, CutElement node, string attribute)
    {
        var body = text.Trim().TrimEnd('s');
        var slash = body.IndexOf('/', StringComparison.Ordinal);
        var (top, bottom) = slash < 0 ? (body, "1") : (body[..slash], body[(slash + 1)..]);
        const NumberStyles Signed = NumberStyles.AllowLeadingSign;
        if (long.TryParse(top, Signed, CultureInfo.InvariantCulture, out var n) && long.TryParse(bottom, NumberStyles.None, CultureInfo.InvariantCulture, out var d) && d > 0)
            return Math.Abs((double)n / d) <= 1e9 ? (n, d) : throw Bad(node, $"{BadCut.Quote(text)} is too large for a time ({attribute})");
        if (slash < 0 && decimal.TryParse(body, Signed | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && Math.Abs(seconds) <= 1_000_000_000m)
            return ((long)decimal.Round(seconds * 1_000_000), 1_000_000);
        throw Bad(node, $"{BadCut.Quote(text)} is no time ({attribute})");
    }
}
