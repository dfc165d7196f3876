using System.Buffers.Binary;
using System.IO.Enumeration;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>
/// The coverage of named objects in Cryptomatte pictures (Friedman and Jones, "Fully automatic ID mattes with support for motion blur and transparency", 2015; specification 1.2): pairs of an
/// identifier and its coverage, rank after rank, in binary32 channels NAME00.R G B A, NAME01 …; which object an identifier stands for is its hash (MurmurHash3 of the name, made a float).
/// </summary>
/// <param name="pictures">Owned.</param>
/// <param name="names">Names of objects, materials or assets; * and ? stand for letters where the file lists its names.</param>
public sealed class CryptoMattes(FileClip pictures, IReadOnlyList<string> names) : MatteClip
{
    private const int NamesTold = 20;

    public override string Name => pictures.Name;

    public override FrameRange Range => pictures.Range;

    public override FrameRate Rate => pictures.Rate;

    public override int Width => pictures.Width;

    public override int Height => pictures.Height;

    public override bool Has(int frame) => pictures.Has(frame);

    public override Matte Of(int frame)
    {
        var (stored, place) = (pictures.ReadStored(frame), $"frame {frame}");
        var layers = Layers(stored, place);
        if (layers.Count == 0) throw new BadInputException("no-cryptomatte", Name, place, "it says of no channels that they are a Cryptomatte", "Write it with its attributes \"cryptomatte/…\", or render the matte");
        var all = new Matte(stored.Width, stored.Height);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in layers)
        {
            var wanted = Wanted(layer, known);
            if (wanted.Count > 0) Add(stored, layer.Name, wanted, all, place);
        }
        // what is nowhere in this frame may be in another; what no list of the file has is a slip
        if (layers.TrueForAll(l => l.Names is not null) && names.FirstOrDefault(n => !known.Contains(n)) is { } unknown)
            throw new BadInputException("no-object", Name, place, $"no object, material or asset is called '{unknown}'", $"Name one of: {string.Join(", ", layers.SelectMany(l => l.Names!.Keys).Distinct().Order(StringComparer.Ordinal).Take(NamesTold))}");
        return all;
    }

    /// <summary>The identifier of a name, as binary32 bits: MurmurHash3 (x86, 32 bits, seed 0) of its UTF-8, moved off what is no ordinary float.</summary>
    public static uint IdentifierOf(string name)
    {
        var hash = Murmur(Encoding.UTF8.GetBytes(name));
        return ((hash >> 23) & 255) is 0 or 255 ? hash ^ (1u << 23) : hash;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) pictures.Dispose();
    }

    private HashSet<uint> Wanted(Layer layer, HashSet<string> known)
    {
        var wanted = new HashSet<uint>();
        foreach (var name in names)
        {
            if (layer.Names is null)
            {
                wanted.Add(IdentifierOf(name));
                continue;
            }
            foreach (var (own, id) in layer.Names.Where(n => n.Key == name || FileSystemName.MatchesSimpleExpression(name, n.Key, ignoreCase: false)))
            {
                wanted.Add(id);
                known.Add(name);
            }
        }
        return wanted;
    }

    private void Add(StoredFrame stored, string layer, HashSet<uint> wanted, Matte all, string place)
    {
        var sum = new float[all.Coverage.Length];
        for (var rank = 0; ; rank++)
        {
            var found = false;
            foreach (var (id, coverage) in new[] { ("R", "G"), ("B", "A") })
            {
                if (Channel(stored, layer, rank, id) is not { } ids || Channel(stored, layer, rank, coverage) is not { } covers) continue;
                found = true;
                if (ids.Type != SampleType.Float || covers.Type != SampleType.Float) throw new BadInputException("crypto-half", Name, place, $"channel {ids.Name} is not stored as 32-bit floats, so its identifiers are lost", "Render it as 32-bit float, lossless");
                if (ids.XSampling != 1 || ids.YSampling != 1 || covers.XSampling != 1 || covers.YSampling != 1) throw new BadInputException("subsampled", Name, place, $"channel {ids.Name} is stored at reduced resolution", "Render it at full resolution");
                for (var i = 0; i < sum.Length; i++)
                    if (wanted.Contains(BinaryPrimitives.ReadUInt32LittleEndian(ids.Words.AsSpan(4 * i)))) sum[i] += BinaryPrimitives.ReadSingleLittleEndian(covers.Words.AsSpan(4 * i));
            }
            if (!found) break;
        }
        for (var i = 0; i < sum.Length; i++) all.Coverage[i] = Math.Max(all.Coverage[i], float.IsNaN(sum[i]) ? 1 : Math.Clamp(sum[i], 0, 1));
    }

    private static StoredChannel? Channel(StoredFrame stored, string layer, int rank, string colour) =>
        stored.Channels.FirstOrDefault(c => c.Name.StartsWith($"{layer}{rank:00}.", StringComparison.Ordinal) && c.Name[(layer.Length + 3)..].ToUpperInvariant() is var last && (last == colour || last == Long(colour)));

    private static string Long(string colour) => colour switch { "R" => "RED", "G" => "GREEN", "B" => "BLUE", _ => "ALPHA" };

    private List<Layer> Layers(StoredFrame stored, string place)
    {
        var layers = new List<Layer>();
        foreach (var attribute in stored.Attributes.Where(a => a.Type == "string" && a.Name.StartsWith("cryptomatte/", StringComparison.Ordinal) && a.Name.EndsWith("/name", StringComparison.Ordinal)))
        {
            var key = attribute.Name[..^"name".Length];
            var list = stored.Attributes.FirstOrDefault(a => a.Type == "string" && a.Name == key + "manifest");
            layers.Add(new(Encoding.UTF8.GetString(attribute.Value), list is null ? null : Manifest(list.Value, place)));
        }
        return layers;
    }

    private Dictionary<string, uint> Manifest(byte[] json, string place)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = 4 });
            var found = new Dictionary<string, uint>(StringComparer.Ordinal);
            foreach (var entry in document.RootElement.EnumerateObject())
                found[entry.Name] = uint.TryParse(entry.Value.GetString(), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : throw new JsonException();
            return found;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadInputException("bad-manifest", Name, place, "its list of names is no Cryptomatte manifest", "Render it again, or render the matte", e);
        }
    }

    private static uint Murmur(ReadOnlySpan<byte> bytes)
    {
        uint hash = 0;
        var at = 0;
        for (; at + 4 <= bytes.Length; at += 4) hash = (BitOperations.RotateLeft(hash ^ Mixed(BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])), 13) * 5) + 0xe6546b64;
        uint tail = 0;
        for (var n = bytes.Length - 1; n >= at; n--) tail = (tail << 8) | bytes[n];
        if (at < bytes.Length) hash ^= Mixed(tail);
        hash ^= (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);

        static uint Mixed(uint k) => BitOperations.RotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
    }

    private sealed record Layer(string Name, Dictionary<string, uint>? Names);
}
