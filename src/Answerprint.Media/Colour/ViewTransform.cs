using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// How light is shown to eyes: a look, then a display. What comes out is a <see cref="ShownPicture"/>, which only proxies, sheets and pages take;
/// a version is written from a <see cref="Frame"/>, so what was made for looking can not become a deliverable. Safe from several threads.
/// </summary>
public sealed class ViewTransform
{
    private readonly Action<Span<float>, Span<float>, Span<float>>[] steps;

    private ViewTransform(string name, Action<Span<float>, Span<float>, Span<float>>[] steps)
    {
        Name = name;
        this.steps = steps;
    }

    /// <summary>What is done, for people and for the manifest: "linear to srgb", "acescg to sRGB, ACES SDR (config 1a2b…)".</summary>
    public string Name { get; }

    /// <summary>BT.709 light on an sRGB screen: what stands where nothing else is known.</summary>
    public static ViewTransform Plain { get; } = Of(ColourSpace.Linear);

    /// <summary>Managed: primaries to those of the display, its encoding, clipped to 0..1.</summary>
    /// <param name="light">What the pictures are; the light of a camera space is taken for the space itself.</param>
    /// <param name="display">Default sRGB.</param>
    /// <param name="look">A table or colour decision (.cube .spi1d .spi3d .clf .cc .ccc .cdl) on the display's codes, or on <paramref name="lookIn"/>.</param>
    /// <param name="lookIn">The space whose codes the look takes; default the display's.</param>
    /// <param name="lookOut">The space whose codes it gives; default the display's, as most tables of a show do.</param>
    /// <exception cref="BadInputException">The look can not be read.</exception>
    public static ViewTransform Of(ColourSpace light, ColourSpace? display = null, string? look = null, ColourSpace? lookIn = null, ColourSpace? lookOut = null)
    {
        var shown = display ?? ColourSpace.Srgb;
        if (look is null) return new($"{light.Light.Name} to {shown.Name}", [new ColourConversion(light.Light, shown).Apply]);
        var (into, given) = (lookIn ?? shown, lookOut ?? shown);
        // a decision on scene light is not clipped, on codes it is as the ASC says
        var table = Look(look, clamp: into.Transfer != Transfer.Linear || !into.IsByChannel);
        var name = $"{light.Light.Name} to {shown.Name}, look {Path.GetFileName(look)} from {into.Name} to {given.Name}";
        return new(name, [new ColourConversion(light.Light, into).Apply, table, new ColourConversion(given, shown).Apply]);
    }

    /// <summary>A view of a config.</summary>
    /// <param name="display">Default the config's first.</param>
    /// <param name="view">Default the display's first.</param>
    /// <exception cref="BadInputException">The config has no such display or view, or does not say which of its spaces is ACES2065-1.</exception>
    public static ViewTransform Of(ColourSpace light, OcioConfig config, string? display = null, string? view = null)
    {
        display ??= config.Displays.FirstOrDefault() ?? throw ConfigText.Bad("no-display", config.Name, "it has no display", "Take a config with a display");
        view ??= config.Views(display).FirstOrDefault() ?? throw ConfigText.Bad("no-view", config.Name, $"its display '{display}' has no view", "Take a config with a view");
        var processor = config.Shown(config.Aces(), display, view);
        return new($"{light.Light.Name} to {display}, {view} (config {config.Hash[..12]})",
            [new ColourConversion(light.Light, ColourSpace.Aces).Apply, (r, g, b) => processor.Apply(r, g, b)]);
    }

    /// <summary>A picture as codes of the display. A picture without R, G, B is shown by its Y or its first channel, grey.</summary>
    public ShownPicture Show(Frame light)
    {
        var first = light.Plane("Y") ?? light.Plane(0);
        float[] red = Copy(light.Plane("R") ?? first), green = Copy(light.Plane("G") ?? first), blue = Copy(light.Plane("B") ?? first);
        const int part = 16 * ColourConversion.Tile;
        Parallel.For(0, (light.Size + part - 1) / part, i =>
        {
            var (start, length) = (i * part, Math.Min(part, light.Size - (i * part)));
            Span<float> r = red.AsSpan(start, length), g = green.AsSpan(start, length), b = blue.AsSpan(start, length);
            foreach (var step in steps) step(r, g, b);
            Clip(r);
            Clip(g);
            Clip(b);
        });
        return new(light.Width, light.Height, red, green, blue);

        static float[] Copy(float[] plane) => (float[])plane.Clone();

        static void Clip(Span<float> codes)
        {
            for (var i = 0; i < codes.Length; i++) codes[i] = codes[i] > 0 ? Math.Min(codes[i], 1) : 0;
        }
    }

    private static Action<Span<float>, Span<float>, Span<float>> Look(string path, bool clamp)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".cc" or ".ccc" or ".cdl")) return LutFile.Read(path).Apply;
        var cdl = Cdl.Read(path);
        if (cdl.Count > 1) throw LutFile.Bad(path, "", $"it holds {cdl.Count} corrections, and a look is one", "Take out the one that is meant");
        return (r, g, b) => cdl[0].Apply(r, g, b, clamp);
    }
}

/// <summary>A picture for eyes: display codes 0..1 of red, green, blue, row by row. Never a plate, never a version: nothing turns it back into a <see cref="Frame"/>.</summary>
public sealed class ShownPicture
{
    private readonly float[] red;
    private readonly float[] green;
    private readonly float[] blue;

    internal ShownPicture(int width, int height, float[] red, float[] green, float[] blue)
    {
        Width = width;
        Height = height;
        this.red = red;
        this.green = green;
        this.blue = blue;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Codes of one channel (0 red, 1 green, 2 blue).</summary>
    public ReadOnlySpan<float> Codes(int channel) => channel switch { 0 => red, 1 => green, _ => blue };

    /// <summary>A copy with something drawn on it in codes of the display: words on a proxy, which no look may tint.</summary>
    /// <param name="draw">Given one channel's codes, row by row; called once a channel.</param>
    public ShownPicture Drawn(Action<float[]> draw)
    {
        var copy = new ShownPicture(Width, Height, [.. red], [.. green], [.. blue]);
        foreach (var channel in (float[][])[copy.red, copy.green, copy.blue]) draw(channel);
        return copy;
    }

    /// <summary>8-bit codes, three bytes a pixel, rounded to the nearest.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[checked(3 * Width * Height)];
        for (var i = 0; i < red.Length; i++)
        {
            bytes[3 * i] = (byte)((red[i] * 255) + 0.5f);
            bytes[(3 * i) + 1] = (byte)((green[i] * 255) + 0.5f);
            bytes[(3 * i) + 2] = (byte)((blue[i] * 255) + 0.5f);
        }
        return bytes;
    }
}
