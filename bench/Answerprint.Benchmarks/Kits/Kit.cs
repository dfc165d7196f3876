using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Benchmarks.Kits;

/// <summary>`kit.json`: the cases of a kit, what its files are, and the seal of each frame that it does not hold.</summary>
/// <param name="Bytes">The file as it lies there, which the truth names by its hash.</param>
public sealed partial record Kit(IReadOnlyList<KitCase> Cases, byte[] Bytes)
{
    public const string Format = "answerprint.bench.kit.1", FileName = "kit.json", AnswersFolder = "answers", SettingsName = "settings.json";

    /// <summary>No JSON of a kit is longer.</summary>
    private const long MostBytes = 64L << 20;

    private const int MostFrames = 10_000, MostSize = 8192;

    /// <exception cref="BadInputException">There is none, or it is no kit's.</exception>
    public static Kit Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        var (json, bytes) = Document(path, Format);
        try
        {
            var cases = json.Objects("cases").Select(Case).ToList();
            if (cases.Count == 0) throw new FormatException("it has no case");
            if (cases.Select(c => c.Name).Distinct(StringComparer.Ordinal).Count() < cases.Count) throw new FormatException("two cases have one name");
            return new(cases, bytes);
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-kit", path, "", e.Message.TrimEnd('.'), "Take kit.json as `bench kit` wrote it", e);
        }
    }

    public static JsonObject Write(IEnumerable<KitCase> cases) => new()
    {
        ["format"] = Format,
        ["seal"] = "SHA-256 of 32 bytes of salt, then the bytes of the file; the salts stay with the truth",
        ["cases"] = new JsonArray([.. cases.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name, ["width"] = c.Width, ["height"] = c.Height, ["rate"] = c.Rate.ToString(), ["first"] = c.First, ["last"] = c.Last, ["gap"] = c.Gap, ["missing"] = FrameList.Format(c.Missing),
            ["suffix"] = c.Suffix, ["known"] = Hashes(c.Known), ["sealed"] = Hashes(c.Sealed),
        })]),
    };

    /// <summary>A JSON document of a known format, bounded.</summary>
    /// <exception cref="BadInputException">It is not there, too long, or another.</exception>
    internal static (JsonObject Json, byte[] Bytes) Document(string path, string format)
    {
        var remedy = $"A document of {format} is wanted here";
        if (!File.Exists(path)) throw new BadInputException("not-there", path, "", "the file is not there", remedy);
        if (new FileInfo(path).Length > MostBytes) throw new BadInputException("too-long", path, "", $"the file has more than {MostBytes >> 20} MiB", remedy);
        var bytes = File.ReadAllBytes(path);
        try
        {
            var json = JsonReading.Parse(bytes);
            return json.TextOrNull("format") == format ? (json, bytes) : throw new FormatException($"the format is not {format}");
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-document", path, "", e.Message.TrimEnd('.'), remedy, e);
        }
    }

    /// <summary>Names make folders and files: small letters, digits and hyphens only.</summary>
    internal static bool IsName(string name) => Plain().IsMatch(name);

    private static KitCase Case(JsonObject o)
    {
        var name = o.Text("name");
        if (!IsName(name)) throw new FormatException("a case has a name with other than small letters, digits and hyphens");
        var (width, height, first, last, gap) = (o.Int("width"), o.Int("height"), o.Int("first"), o.Int("last"), o.Int("gap"));
        if (width is < 1 or > MostSize || height is < 1 or > MostSize) throw new FormatException($"case {name}: the size is out of range");
        if (first is < 0 or > 9_000_000 || last <= first || last - first >= MostFrames || gap < 1 || gap >= last - first || (last - first) % (gap + 1) != 0) throw new FormatException($"case {name}: first, last and gap do not go together");
        if (o.Text("suffix") is not (".exr" or ".png")) throw new FormatException($"case {name}: the suffix is .exr or .png");
        var kit = new KitCase(name, width, height, o.Rate("rate"), first, last, gap, o.Text("suffix"), Hashes(o.Object("known")), Hashes(o.Object("sealed")));
        if (!kit.Known.Keys.SequenceEqual(Enumerable.Range(first, last - first + 1).Except(kit.Missing)) || !kit.Sealed.Keys.SequenceEqual(kit.Missing)) throw new FormatException($"case {name}: known and sealed frames are not those of its gap");
        return kit;
    }

    private static JsonObject Hashes(SortedDictionary<int, Digest> hashes) => new(hashes.Select(h => KeyValuePair.Create(h.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)h.Value.Hex)));

    private static SortedDictionary<int, Digest> Hashes(JsonObject o)
    {
        var hashes = new SortedDictionary<int, Digest>();
        foreach (var (key, value) in o)
        {
            if (!int.TryParse(key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var frame) || !hashes.TryAdd(frame, Digest.Parse(value is JsonValue v && v.TryGetValue<string>(out var text) ? text : ""))) throw new FormatException("frames and their hashes can not be read");
        }
        return hashes;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,60}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}

/// <summary>One clip of a kit of which every (gap+1)th frame is there.</summary>
/// <param name="Name">Small letters, digits and hyphens: "yard-gap3".</param>
/// <param name="First">The number of the first frame, which is known.</param>
/// <param name="Last">The number of the last frame, which is known.</param>
/// <param name="Suffix">".exr": half-float scene-linear light; ".png": 8-bit display codes (BT.1886).</param>
/// <param name="Known">SHA-256 of each file that the kit holds.</param>
/// <param name="Sealed">Salted SHA-256 of each file that it does not hold.</param>
public sealed record KitCase(string Name, int Width, int Height, FrameRate Rate, int First, int Last, int Gap, string Suffix, SortedDictionary<int, Digest> Known, SortedDictionary<int, Digest> Sealed)
{
    /// <summary>The frames to make, ascending.</summary>
    public IReadOnlyList<int> Missing { get; } = [.. Enumerable.Range(First, Last - First + 1).Where(n => (n - First) % (Gap + 1) != 0)];

    /// <summary>The file of a frame below a kit's or a truth's folder of this case.</summary>
    public string FileOf(string folder, int frame) => Path.Combine(folder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Name}.{frame:0000}{Suffix}"));

    /// <summary>Where a kit's known frames of this case lie.</summary>
    public string KnownFolder(string kit) => Path.Combine(kit, Name);
}
