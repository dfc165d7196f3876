using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>More of them are no sidecars of a turnover.</summary>
    private const int MostSidecars = 1000;

    /// <summary>
    /// Carries the AMF and FDL files of the plates into a package: those that lie beside a plate, and those that the cut names, found by their file name in the media folders.
    /// One that is not what it is called stays here, and the manifest says why.
    /// </summary>
    private List<JsonObject> Sidecars(Turnover cut, IReadOnlyList<Delivered> delivered, Package package)
    {
        var places = PlatePlaces.Open(Show.Folder);
        var found = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var plate in delivered.Select(d => d.Plate).DistinctBy(p => p.Index))
        {
            var place = places.Known(plate);
            if (place is null) watch.Say($"Nobody here knows where {plate.Name} lies: AMF and FDL beside it are not looked for.");
            if (Path.GetDirectoryName(place) is { Length: > 0 } folder && Directory.Exists(folder))
                foreach (var file in Directory.EnumerateFiles(folder).Where(f => Sidecar.IsOne(f) && IsOf(f, plate.Name, folder)).Take(MostSidecars)) Add(file, plate.Name);
        }
        var named = Named(cut);
        if (named.Count > 0)
            foreach (var file in places.Folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 40 })).Take(200_000))
                if (named.TryGetValue(Path.GetFileName(file), out var plate)) Add(file, plate);
        var rows = new List<JsonObject>();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, plates) in found.Take(MostSidecars))
        {
            cancel.ThrowIfCancellationRequested();
            if (Sidecar.Read(file, [.. plates], out var problem) is not { } sidecar)
            {
                watch.Say($"{Path.GetFileName(file)} is not carried: {problem}.");
                rows.Add(new() { ["name"] = BadCut.Clean(Path.GetFileName(file)), ["plates"] = JsonReading.Array(plates), ["leftOut"] = problem });
                continue;
            }
            var name = Plain(sidecar.Name);
            for (var n = 2; !taken.Add(name); n++) name = Plain($"{Path.GetFileNameWithoutExtension(sidecar.Name)}_{n}{Path.GetExtension(sidecar.Name)}");
            package.Put($"sidecars/{name}", sidecar.Bytes);
            rows.Add(sidecar.Row($"sidecars/{name}"));
        }
        return rows;

        void Add(string file, string plate)
        {
            if (!found.TryGetValue(file, out var plates)) found[file] = plates = new(StringComparer.Ordinal);
            plates.Add(plate);
        }
    }

    /// <summary>Whether a file beside a plate is that plate's: it begins as the plate does, or no other media lies there.</summary>
    private static bool IsOf(string file, string plate, string folder)
    {
        var stem = Path.GetFileNameWithoutExtension(plate).Split('%', '#')[0].TrimEnd('.', '_', '-');
        if (Path.GetFileName(file).StartsWith(stem, StringComparison.OrdinalIgnoreCase)) return true;
        return !Directory.EnumerateFiles(folder).Any(f => !Sidecar.IsOne(f) && !Path.GetFileName(f).StartsWith(stem, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The AMF and FDL files that clips of the cut name anywhere in what is written about them, by file name, with the clip.</summary>
    private static Dictionary<string, string> Named(Turnover cut)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var e in cut.Events)
            foreach (var text in Texts(e.Clip.Metadata).Concat(Texts(e.Media.Metadata)))
                if (text.Length < 1000 && MediaName.OfUrl(text) is var name && Sidecar.IsOne(name)) names.TryAdd(name, e.Name);
        return names;

        static IEnumerable<string> Texts(JsonNode? node) => node switch
        {
            JsonObject o => o.SelectMany(p => Texts(p.Value)),
            JsonArray a => a.SelectMany(Texts),
            JsonValue v when v.GetValueKind() == JsonValueKind.String => [v.GetValue<string>()],
            _ => [],
        };
    }
}
