using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>How the parts of a file become one picture: which channel of which part under which name.</summary>
internal sealed class ExrMerge
{
    private const int Converted = -1;
    private static readonly string[] Colours = ["R", "G", "B", "A"];
    private readonly List<(int Part, int Channel, StoredChannel Empty)> channels = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<string> warnings = [];

    /// <exception cref="BadInputException">No part can be read: all are deep.</exception>
    public ExrMerge(IReadOnlyList<ExrHeader> headers, string file)
    {
        Headers = headers;
        var flat = headers.Where(h => !h.IsDeep).ToList();
        if (flat.Count == 0) throw Deep(file);
        Main = flat.Find(h => h.Has("R") && h.Has("G") && h.Has("B")) ?? flat.Find(h => h.Has("Y")) ?? flat[0];
        var main = Index(Main);
        // OpenEXR's reader of luminance and chroma takes the first part only
        if (Main.IsLuminanceChroma && main == 0)
        {
            ColourPlanes = Main.Has("A") ? 4 : 3;
            for (var c = 0; c < ColourPlanes; c++)
            {
                channels.Add((Converted, c, new(Colours[c], SampleType.Half, [])));
                names.Add(Colours[c]);
            }
            warnings.Add("the colour is stored as luminance and chroma (Y, RY, BY); R, G, B are made from it as OpenEXR's reader does");
        }
        Add(main, ColourPlanes > 0 ? ["Y", "RY", "BY", "A"] : [], layer: null);
        var others = new List<string>();
        foreach (var header in headers.Where(h => !ReferenceEquals(h, Main)))
        {
            if (header.IsDeep || header.DataWindow != Main.DataWindow) others.Add(header.Name);
            else Add(Index(header), [], header.Name);
        }
        if (others.Count > 0) warnings.Add($"parts that are deep or have another data window are not in the picture: {string.Join(", ", others.Take(12))}");
    }

    public IReadOnlyList<ExrHeader> Headers { get; }

    /// <summary>The part whose channels keep their names.</summary>
    public ExrHeader Main { get; }

    /// <summary>How many planes OpenEXR's reader of luminance and chroma gives; 0 where the colour is red, green and blue.</summary>
    public int ColourPlanes { get; }

    /// <summary>What is not as the file holds it, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>The parts whose stored words are needed.</summary>
    public IEnumerable<int> PartsToRead => channels.Where(c => c.Part != Converted).Select(c => c.Part).Distinct();

    /// <summary>Bytes of all that is read.</summary>
    public long Bytes => PartsToRead.Sum(p => Headers[p].Bytes) + ((long)ColourPlanes * Main.DataWindow.Width * Main.DataWindow.Height * 2);

    /// <summary>How it is packed, for people: "EXR PIZ tiles, 3 parts".</summary>
    public string Packing =>
        $"EXR {Main.Compression.ToString().ToUpperInvariant()}{(Main.Storage == ExrStorage.Tiles ? " tiles" : "")}{(Headers.Count > 1 ? $", {Headers.Count} parts" : "")}";

    public static BadInputException Deep(string file) => new("deep", file, "", "it holds deep pixels", "Flatten it first: oiiotool IN --flatten -o OUT.exr");

    /// <summary>The one picture.</summary>
    /// <param name="words">The words of a channel of a part, or of a converted plane where the part is −1; null for empty words.</param>
    public StoredFrame Picture(Func<int, int, byte[]>? words) => new(
        Main.DataWindow, Main.DisplayWindow,
        [.. channels.Select(c => c.Empty with { Words = words?.Invoke(c.Part, c.Channel) ?? [] })],
        Headers.Count > 1 ? [.. Main.Attributes.Where(a => a.Name != "name")] : Main.Attributes);

    private int Index(ExrHeader header)
    {
        var i = 0;
        while (!ReferenceEquals(Headers[i], header)) i++;
        return i;
    }

    private void Add(int part, string[] without, string? layer)
    {
        var header = Headers[part];
        for (var c = 0; c < header.Channels.Count; c++)
        {
            var channel = header.Channels[c];
            if (without.Contains(channel.Name)) continue;
            var name = layer is null || channel.Name.StartsWith(layer + ".", StringComparison.Ordinal) ? channel.Name : $"{layer}.{channel.Name}";
            while (!names.Add(name)) name = $"{layer ?? "part"}.{name}";
            channels.Add((part, c, channel.ToStored([]) with { Name = name }));
        }
    }
}
