using System.Runtime.InteropServices;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>The passes of a rendered frame as layers of one EXR, under the names that compositors know.</summary>
internal sealed class StageLayers
{
    private readonly List<(string Layer, string Channel, SampleType Type, byte[] Words)> channels = [];
    private readonly int width;
    private readonly int height;

    public StageLayers(StageFrame frame, int width, int height)
    {
        (this.width, this.height) = (width, height);
        Add("", frame.Picture);
        Add("grainless", frame.Grainless);
        Add("albedo", frame.Albedo);
        Add("normal", frame.Normals);
        Add("forward", frame.Next);
        Add("backward", frame.Previous);
        if (frame.Depth is { } depth) Add("depth", "Z", depth);
        if (frame.Ids is { } ids) channels.Add(("id", "id", SampleType.UInt, MemoryMarshal.AsBytes(ids.AsSpan()).ToArray()));
        foreach (var (light, picture) in frame.Lights ?? []) Add($"light_{light}", picture);
    }

    /// <summary>Names of the layers; the picture itself is "".</summary>
    public IReadOnlyList<string> Names => [.. channels.Select(c => c.Layer).Distinct(StringComparer.Ordinal)];

    public void Add(string layer, Frame? picture)
    {
        if (picture is null) return;
        for (var c = 0; c < picture.Channels.Count; c++) Add(layer, picture.Channels[c], picture.Plane(c));
    }

    public void Add(string layer, Matte matte) => Add(layer, "A", matte.Coverage);

    /// <summary>All layers in one file; samples are floats, identifiers whole numbers.</summary>
    public void Write(string path, IReadOnlyList<StoredAttribute> attributes) =>
        Write(path, attributes, channels.Select(c => new StoredChannel(c.Layer.Length > 0 ? $"{c.Layer}.{c.Channel}" : c.Channel, c.Type, c.Words)));

    /// <summary>One layer as a picture to look at: its channels in R, G and B, a single one in all three.</summary>
    public void WriteApart(string path, string layer, IReadOnlyList<StoredAttribute> attributes)
    {
        var own = channels.Where(c => string.Equals(c.Layer, layer, StringComparison.Ordinal)).ToList();
        Write(path, attributes, new[] { "R", "G", "B" }.Select((name, k) => own.Count == 1
            ? new StoredChannel(name, SampleType.Float, Shown(own[0].Type, own[0].Words))
            : new StoredChannel(name, own[k].Type, own[k].Words)));
    }

    /// <summary>Identifiers as greys that are easily told apart.</summary>
    private static byte[] Shown(SampleType type, byte[] words)
    {
        if (type != SampleType.UInt) return words;
        var greys = MemoryMarshal.Cast<byte, uint>(words).ToArray().Select(id => (id * 2654435761u >> 8) / (float)(1 << 24)).ToArray();
        return MemoryMarshal.AsBytes(greys.AsSpan()).ToArray();
    }

    private void Write(string path, IReadOnlyList<StoredAttribute> attributes, IEnumerable<StoredChannel> of)
    {
        var window = new Window(0, 0, width - 1, height - 1);
        ExrFile.Write(path, new(window, window, [.. of.OrderBy(c => c.Name, StringComparer.Ordinal)], attributes));
    }

    private void Add(string layer, FlowTruth? flow)
    {
        if (flow is null) return;
        Add(layer, "u", flow.X);
        Add(layer, "v", flow.Y);
        Add(layer, "hidden", Array.ConvertAll(flow.Hidden, h => (float)h));
    }

    private void Add(string layer, string channel, float[] samples) => channels.Add((layer, channel, SampleType.Float, MemoryMarshal.AsBytes(samples.AsSpan()).ToArray()));
}
