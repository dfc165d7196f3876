using System.Globalization;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>One movie, sequence or still in a media folder.</summary>
/// <param name="Path">Full path of the movie, or of the pattern.</param>
/// <param name="Stem">The name without number and suffix: what a reel or a clip name is compared with.</param>
/// <param name="Numbers">The numbers of a sequence, ascending.</param>
public sealed record MediaEntry(string Path, string Name, string Stem, string Suffix, MediaKind Kind, IReadOnlyList<int> Numbers)
{
    /// <summary>What media says of itself, with the numbers of a sequence that are not there.</summary>
    public MediaFacts WithHoles(MediaFacts found)
    {
        if (Kind != MediaKind.Sequence) return found;
        var there = Numbers.ToHashSet();
        return found with { Holes = [.. found.Range.Numbers.Where(n => !there.Contains(n)).Union(found.Holes).Order()] };
    }
}

/// <summary>
/// Everything in the given folders that may be media. Nothing outside them is looked at: linked folders are not entered, linked files count only when
/// they lead to a file inside; what was passed over for that is kept by name. Names that begin with a dot are passed over. Names are compared without
/// regard to case and to how accents are composed.
/// </summary>
internal sealed partial class MediaFolder
{
    /// <summary>More files than this are refused: such a folder is a whole store, not a turnover.</summary>
    public const int MostFiles = 200_000;

    private const int MostDepth = 40;

    private static readonly HashSet<string> Movies = new(StringComparer.OrdinalIgnoreCase) { ".mov", ".mxf", ".mp4", ".m4v", ".mkv", ".avi", ".webm", ".mpg", ".ts", ".y4m" };
    private static readonly HashSet<string> Pictures = new(StringComparer.OrdinalIgnoreCase) { ".exr", ".dpx", ".png", ".tif", ".tiff", ".jpg", ".jpeg", ".cin", ".tga", ".hdr" };

    private MediaFolder(IReadOnlyList<MediaEntry> entries, IReadOnlyList<(string Path, string Why)> passedOver)
    {
        Entries = entries;
        PassedOver = passedOver;
        byName = entries.ToLookup(e => MediaName.Composed(e.Name), StringComparer.OrdinalIgnoreCase);
        byStem = entries.ToLookup(e => MediaName.Composed(e.Stem), StringComparer.OrdinalIgnoreCase);
        byRoll = new(() => entries.Select(e => (Entry: e, Roll: CameraRoll.Of(e.Stem))).Where(r => r.Roll is not null).ToLookup(r => r.Roll!.Letters, r => (r.Entry, r.Roll!), StringComparer.Ordinal));
        byFolder = new(() => entries.ToLookup(e => CameraRoll.Plain(Path.GetFileName(Path.GetDirectoryName(e.Path)) ?? ""), StringComparer.Ordinal));
    }

    private readonly ILookup<string, MediaEntry> byName;
    private readonly ILookup<string, MediaEntry> byStem;
    private readonly Lazy<ILookup<string, (MediaEntry Entry, CameraRoll Roll)>> byRoll;
    private readonly Lazy<ILookup<string, MediaEntry>> byFolder;
    private readonly Dictionary<string, IReadOnlyList<MediaEntry>> beginning = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<MediaEntry> Entries { get; }

    /// <summary>Camera reports (.ale) that lie among the media, full paths.</summary>
    public IReadOnlyList<string> Logs { get; private init; } = [];

    /// <summary>Links that were not followed, with the reason.</summary>
    public IReadOnlyList<(string Path, string Why)> PassedOver { get; }

    /// <exception cref="BadInputException">A folder is not there, or holds too much.</exception>
    public static MediaFolder Read(IEnumerable<string> folders)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        var passedOver = new List<(string, string)>();
        var roots = folders.Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f))).ToList();
        foreach (var root in roots.ToList())
        {
            if (!Directory.Exists(root)) throw new BadInputException("no-folder", root, "", "there is no such media folder", "Check --media");
            // a folder that is itself a link: links inside it lead to where it really is
            if (new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true) is { } real) roots.Add(Path.TrimEndingDirectorySeparator(real.FullName));
        }
        foreach (var root in folders.Select(f => Path.TrimEndingDirectorySeparator(Path.GetFullPath(f)))) Walk(new DirectoryInfo(root), 0, roots, files, passedOver, root);
        List<string> logs = [.. files.Where(IsLog)];
        files.ExceptWith(logs);
        return new(Group(files), passedOver) { Logs = logs };
    }

    /// <summary>Media of a file name: a movie or still of that name, or the sequence that the name is a member or the pattern of.</summary>
    public IReadOnlyList<MediaEntry> Named(string name)
    {
        name = MediaName.Composed(name);
        var exact = byName[name].ToList();
        if (exact.Count > 0) return exact;
        if (Split(name) is { } member && Pictures.Contains(member.Suffix))
        {
            // a number in the name may be a frame of a sequence
            var sequences = byStem[Stem(member.Prefix)].Where(e => e.Kind == MediaKind.Sequence && e.Suffix.Equals(member.Suffix, StringComparison.OrdinalIgnoreCase)).ToList();
            if (sequences.Count > 0) return sequences;
        }
        var pattern = PatternWords().Replace(name, "");
        return pattern == name ? [] : [.. byStem[Stem(Path.GetFileNameWithoutExtension(pattern))].Where(e => e.Kind == MediaKind.Sequence && e.Suffix.Equals(Path.GetExtension(name), StringComparison.OrdinalIgnoreCase))];
    }

    /// <summary>Media whose name without number and suffix is this.</summary>
    public IReadOnlyList<MediaEntry> OfStem(string stem) => [.. byStem[Stem(MediaName.Composed(stem))]];

    /// <summary>Media of a camera that names roll and clip, where the text says both ("A001C003", "A001_C003_0901", "A001C003_150901_R2Y8").</summary>
    public IReadOnlyList<MediaEntry> OfRollAndClip(string text) => CameraRoll.Of(text) is { } wanted
        ? [.. byRoll.Value[wanted.Letters].Where(r => r.Roll.IsClipOf(wanted)).Select(r => r.Entry)]
        : [];

    /// <summary>All media of a roll ("A001", "A001R2Y8"), by their names or by the name of the folder that they lie in.</summary>
    public IReadOnlyList<MediaEntry> OfRoll(string reel) =>
        [.. (CameraRoll.RollOf(reel) is { } letters ? byRoll.Value[letters].Where(r => r.Roll.IsOnRoll(reel)).Select(r => r.Entry) : []).Concat(byFolder.Value[CameraRoll.Plain(reel)]).Distinct()];

    /// <summary>Media whose stem begins so.</summary>
    public IReadOnlyList<MediaEntry> Beginning(string start)
    {
        if (beginning.TryGetValue(start, out var known)) return known;
        return beginning[start] = [.. Entries.Where(x => MediaName.Composed(x.Stem).StartsWith(MediaName.Composed(start), StringComparison.OrdinalIgnoreCase))];
    }

    private static void Walk(DirectoryInfo folder, int depth, List<string> roots, SortedSet<string> files, List<(string Path, string Why)> passedOver, string root)
    {
        if (depth > MostDepth) throw new BadInputException("too-deep", folder.FullName, "", $"the media folder is nested more than {MostDepth} deep", "Name the folder that holds the turnover's media");
        IEnumerable<FileSystemInfo> inside;
        try
        {
            inside = [.. folder.EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadInputException("not-permitted", folder.FullName, "", "the folder may not be read", "Give leave to read it, or name another with --media", e);
        }
        foreach (var item in inside)
        {
            if (item.Name.StartsWith('.')) continue;
            if (item is DirectoryInfo child)
            {
                if (child.LinkTarget is null) Walk(child, depth + 1, roots, files, passedOver, root);
                else passedOver.Add((child.FullName, "a linked folder, which is not entered"));
                continue;
            }
            if (!Movies.Contains(item.Extension) && !Pictures.Contains(item.Extension) && !IsLog(item.Name)) continue;
            if (item.LinkTarget is not null && !LeadsInside(item, roots))
            {
                passedOver.Add((item.FullName, "a link that leads nowhere, or out of the media folders"));
                continue;
            }
            files.Add(item.FullName);
            if (files.Count > MostFiles) throw new BadInputException("too-many-files", root, "", $"the media folders hold more than {MostFiles:N0} files", "Name the folders of this turnover only");
        }
    }

    private static bool IsLog(string name) => Path.GetExtension(name).Equals(".ale", StringComparison.OrdinalIgnoreCase);

    private static bool LeadsInside(FileSystemInfo link, List<string> roots)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true) is { Exists: true } target && roots.Any(r => target.FullName.StartsWith(r + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static List<MediaEntry> Group(SortedSet<string> files)
    {
        var entries = new List<MediaEntry>();
        var sequences = new SortedDictionary<(string Folder, string Prefix, string Suffix), List<string>>();
        foreach (var file in files)
        {
            var (folder, name, suffix) = (Path.GetDirectoryName(file)!, Path.GetFileName(file), Path.GetExtension(file));
            if (Pictures.Contains(suffix) && Split(name) is { } parts)
            {
                var key = (folder, parts.Prefix, parts.Suffix);
                if (!sequences.TryGetValue(key, out var digits)) sequences[key] = digits = [];
                digits.Add(parts.Digits);
            }
            else entries.Add(new(file, name, Stem(Path.GetFileNameWithoutExtension(name)), suffix, Movies.Contains(suffix) ? MediaKind.Movie : MediaKind.Still, []));
        }
        foreach (var (key, digits) in sequences)
        {
            // "8, 9, 10" is one sequence without padding; "08, 009" are two
            var least = digits.Min(d => d.Length);
            var one = digits.All(d => int.Parse(d, CultureInfo.InvariantCulture).ToString("D" + least.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == d);
            foreach (var group in one ? [(least, digits)] : digits.GroupBy(d => d.Length).OrderBy(g => g.Key).Select(g => (g.Key, g.ToList())))
            {
                var pattern = string.Create(CultureInfo.InvariantCulture, $"{key.Prefix}%0{group.Item1}d{key.Suffix}");
                entries.Add(new(Path.Combine(key.Folder, pattern), pattern, Stem(key.Prefix), key.Suffix, MediaKind.Sequence, [.. group.Item2.Select(d => int.Parse(d, CultureInfo.InvariantCulture)).Order()]));
            }
        }
        return [.. entries.OrderBy(e => e.Path, StringComparer.Ordinal)];
    }

    /// <summary>"name.0101.exr" → "name.", "0101", ".exr"; null where no number of at most nine digits stands before the suffix.</summary>
    private static (string Prefix, string Digits, string Suffix)? Split(string name)
    {
        var suffix = Path.GetExtension(name);
        var body = name[..^suffix.Length];
        var end = body.Length;
        while (end > 0 && body.Length - end < 9 && char.IsAsciiDigit(body[end - 1])) end--;
        return end == body.Length ? null : (body[..end], body[end..], suffix);
    }

    private static string Stem(string text) => text.TrimEnd('.', '_', '-', ' ');

    [GeneratedRegex(@"%0?\d*d|#+|\{:0?\d*d\}|\[\d+-\d+\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PatternWords();
}
