using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Delivery;

/// <summary>
/// Plates that whoever checks a package has themselves: a package holds no plate. Every picture is held against the bits that the version's recipe names before anything is made of it.
/// </summary>
public sealed class BroughtPlates : IDisposable
{
    /// <summary>So many folders are looked into, and so many plates of one name, at most.</summary>
    private const int MostFolders = 20_000, MostOfAName = 16;

    private readonly IReadOnlyList<string> folders;
    private readonly IReadOnlyList<JsonObject> rows;
    private readonly Dictionary<uint, IReadOnlyList<Clip>> open = [];
    private IReadOnlyList<string>? all;

    /// <param name="folders">Where they lie, at any depth.</param>
    /// <param name="rows">The package's table of plates.</param>
    /// <exception cref="BadInputException">There is no such folder.</exception>
    public BroughtPlates(IReadOnlyList<string> folders, IReadOnlyList<JsonObject> rows)
    {
        (this.folders, this.rows) = (folders, rows);
        foreach (var folder in folders)
            if (!Directory.Exists(folder)) throw new BadInputException("no-plates", folder, "", "there is no such folder", "Name the folder in which the plates lie: --plates DIR");
    }

    /// <summary>A frame of a plate; null where nobody brought it.</summary>
    /// <param name="bits">As the recipe says.</param>
    /// <exception cref="BadInputException">It can not be read, or all that is called so are other pictures.</exception>
    public StoredFrame? Read(uint plate, int frame, Digest bits)
    {
        if (folders.Count == 0) return null;
        if (!open.TryGetValue(plate, out var clips)) open[plate] = clips = [.. Find(plate).Take(MostOfAName)];
        Clip? other = null;
        foreach (var clip in clips.Where(c => c.Has(frame)))
        {
            var stored = clip.ReadStored(frame);
            if (PlateBits.Of(stored) == bits) return stored;
            other = clip;
        }
        return other is null ? null : throw new BadInputException("plate-differs", other.Name, $"frame {frame}", $"frame {frame} of the plate that was brought, {other.Name}, is not the picture that the version was made of", "Bring the plate of the turnover");
    }

    private IEnumerable<Clip> Find(uint plate)
    {
        if (rows.FirstOrDefault(r => (uint)r.Long("plate") == plate) is not { } row) yield break;
        var (name, space) = (row.Text("name"), PlateColour.Read(row["colour"] as JsonObject).Space);
        var colour = space.Length == 0 ? null : ColourSpace.Find(space);
        // a name is no path
        if (name.Length == 0 || name != Path.GetFileName(name) || (space.Length > 0 && colour is null)) yield break;
        foreach (var folder in all ??= Folders())
        {
            var path = Path.Combine(folder, name);
            if (PatternName.TryParse(path) is { } pattern ? pattern.Existing().Count > 0 : File.Exists(path)) yield return FrameFiles.Open(path, new OpenOptions { Rate = row.Rate("rate"), Colour = colour });
        }
    }

    private List<string> Folders()
    {
        var found = new List<string>();
        var rest = new Queue<string>();
        foreach (var folder in folders) rest.Enqueue(folder);
        while (rest.TryDequeue(out var folder))
        {
            if (found.Count == MostFolders) throw new BadInputException("too-many-folders", folder, "", $"there are more than {MostFolders} folders", "Name the folder of the plates themselves");
            found.Add(folder);
            // a link may lead back up
            foreach (var below in new DirectoryInfo(folder).EnumerateDirectories("*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint }).OrderBy(d => d.Name, StringComparer.Ordinal)) rest.Enqueue(below.FullName);
        }
        return found;
    }

    public void Dispose()
    {
        foreach (var clip in open.Values.SelectMany(c => c)) clip.Dispose();
    }
}
