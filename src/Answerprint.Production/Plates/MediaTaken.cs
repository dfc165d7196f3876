using Answerprint.Media.Time;
using Answerprint.Production.Acts;

namespace Answerprint.Production.Plates;

/// <summary>
/// The media of a cut as it was just read, beside the plates that the show has. A known plate goes on as long as its pictures are the same where a shot looks; where they are
/// not, or where frames are shown that nobody has seen before, the media becomes a new plate, once.
/// </summary>
/// <param name="known">The act of each plate of the show, by index.</param>
/// <param name="plateOf">Reads the plate of an act.</param>
/// <param name="taken">What was read, by path; its index counts for nothing.</param>
/// <param name="reach">Frames around a range that tools look at.</param>
internal sealed class MediaTaken(IReadOnlyDictionary<uint, Act> known, Func<Act, Plate> plateOf, IReadOnlyDictionary<string, Plate> taken, int reach)
{
    private readonly Dictionary<string, uint> added = new(StringComparer.Ordinal);
    private readonly HashSet<string> stands = new(StringComparer.Ordinal);
    private uint next = known.Count == 0 ? 0 : known.Keys.Max() + 1;

    /// <summary>The plates that are new to the show.</summary>
    public IReadOnlyList<(Plate Plate, uint Index, string Path)> New => [.. added.OrderBy(a => a.Value).Select(a => (taken[a.Key] with { Index = a.Value }, a.Value, a.Key))];

    /// <summary>Whether a plate of the show and what lies at a path now hold the same pictures over a range and around it.</summary>
    public bool Agrees(string path, uint plate, FrameRange range)
    {
        if (!known.TryGetValue(plate, out var act)) return false;
        var agrees = plateOf(act).AgreesWith(taken[path], new(range.Start - reach, range.End + reach));
        if (agrees) stands.Add(path);
        return agrees;
    }

    /// <summary>The index of the new plate of a path.</summary>
    public uint PlateFor(string path)
    {
        if (!added.TryGetValue(path, out var index)) added[path] = index = next++;
        return index;
    }

    /// <summary>Media that no shot asked about (clips that are switched off) is written down as well, where it is not known.</summary>
    public void Keep(string path)
    {
        if (added.ContainsKey(path) || stands.Contains(path) || known.Values.Any(a => a.Body.Text("name") == taken[path].Name && taken[path].IsPartOf(plateOf(a)))) return;
        PlateFor(path);
    }
}
