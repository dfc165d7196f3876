using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

/// <summary>Finds what a person means when they name something that leave is given for.</summary>
public static class Subjects
{
    public const string Kinds = "a plate (its name, number, root or shot), take:NAME, element:NAME, lut:NAME, model:NAME, a folder with plates, or * for all footage";

    private const int LongestName = 300;

    /// <summary>The things that a word means: several for a folder.</summary>
    /// <param name="rights">What the book says, for the plates that it knows.</param>
    /// <exception cref="BadInputException">It means nothing in this show, or more than one thing.</exception>
    public static IReadOnlyList<GrantSubject> Find(Show show, Standing now, RightsFacts rights, string text)
    {
        if (text.Length is 0 or > LongestName || text.Any(char.IsControl)) throw new BadInputException("no-subject", "", "", $"a name has 1 to {LongestName} letters and stands in one line", $"Name {Kinds}");
        if (text == "*") return [GrantSubject.All];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon > 1 && Kind(text[..colon]) is { } known ? (known, text[(colon + 1)..]) : ("", text);
        if (name.Length == 0) throw new BadInputException("no-subject", text, "", "no name stands after the colon", $"Name {Kinds}");
        return kind switch
        {
            "take" => [new(SubjectKind.Take, name)],
            "element" => [FileOf(SubjectKind.Element, name)],
            "lut" => [FileOf(SubjectKind.Lut, name)],
            "model" => [new(SubjectKind.Model, name)],
            "folder" => Folder(show, now, name),
            "plate" => Plates(now, rights, name) ?? throw Unknown(now, name),
            _ => Plates(now, rights, name) ?? (Directory.Exists(name) ? Folder(show, now, name) : throw Unknown(now, name)),
        };
    }

    private static string? Kind(string word) => word.ToLowerInvariant() is "take" or "element" or "lut" or "model" or "folder" or "plate" ? word.ToLowerInvariant() : null;

    /// <summary>A file that is here is known by its bytes, another by its name.</summary>
    private static GrantSubject FileOf(SubjectKind kind, string name) => File.Exists(name)
        ? new(kind, Path.GetFileName(name), Digest.Of(PaperFile.Read(name, PaperFile.MostEvidence, kind == SubjectKind.Lut ? "a look-up table" : "an element")).Hex)
        : new(kind, name);

    private static List<GrantSubject>? Plates(Standing now, RightsFacts rights, string name)
    {
        var found = now.Plates.Where(p => p.Value.Body.Text("name") == name || p.Value.Body.Text("root") == name).ToList();
        if (found.Count == 0)
        {
            var index = now.Shots.TryGetValue(name, out var shot) && shot.Plate is { } of ? of : uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (uint?)null;
            if (index is not { } i || !now.Plates.TryGetValue(i, out var act)) return null;
            return [Subject(act.Body)];
        }
        var subjects = found.Select(p => Subject(p.Value.Body)).DistinctBy(s => s.Hash).ToList();
        // the same media taken in again is one thing; another picture of the same name is another, and leave for the one is none for the other
        var meant = rights.Leave.Meant(subjects[^1]).Select(p => p.Root).ToHashSet(StringComparer.Ordinal);
        if (subjects.Exists(s => !meant.Contains(s.Hash)))
            throw new BadInputException("two-plates", name, "", "several plates of this show bear this name and are not the same media", $"Name the one that is meant by its number: {string.Join(", ", found.Select(p => p.Key))}");
        return [subjects[^1]];
    }

    private static List<GrantSubject> Folder(Show show, Standing now, string folder)
    {
        if (!Directory.Exists(folder)) throw new BadInputException("no-folder", folder, "", "there is no such folder", $"Name {Kinds}");
        var inside = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var places = PlatePlaces.Open(show.Folder);
        var found = now.Plates.Where(p => places.At(p.Key) is { } path && Path.GetFullPath(path).StartsWith(inside, StringComparison.Ordinal)).Select(p => Subject(p.Value.Body)).DistinctBy(s => s.Hash).ToList();
        return found.Count > 0 ? found : throw new BadInputException("no-plates", folder, "", "no plate of this show lies in this folder", "Take the cut in first: answerprint ingest SHOW CUT --media DIR; or grant by take:NAME");
    }

    private static GrantSubject Subject(System.Text.Json.Nodes.JsonObject plate) => new(SubjectKind.Plate, plate.Text("name"), plate.Text("root"));

    private static BadInputException Unknown(Standing now, string name)
    {
        var names = now.Plates.Values.Select(p => p.Body.Text("name")).Distinct().Take(20).ToList();
        return new("no-subject", name, "", "the show has no plate or shot of this name", $"Name {Kinds}{(names.Count > 0 ? $". Plates: {string.Join(", ", names)}" : "; footage that is not taken in yet goes by take:NAME")}");
    }
}
