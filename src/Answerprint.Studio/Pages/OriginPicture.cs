using Answerprint.Media.Frames;

namespace Answerprint.Studio.Pages;

/// <summary>
/// An origin pass made readable: each source frame has a colour, mixed by the weights of the taps over the brightness of the picture;
/// short strokes point from a pixel to where its heaviest tap was taken; what was synthesised is hatched; what stands untouched is grey.
/// </summary>
internal static class OriginPicture
{
    public const string SynthColour = "#ff4fd8";

    public const string UntouchedColour = "#8c8c8c";

    // told apart with every common kind of colour vision (after Okabe and Ito, 2008)
    private static readonly (byte R, byte G, byte B)[] Inks =
        [(0xe6, 0x9f, 0x00), (0x38, 0xa8, 0xe8), (0x12, 0xb0, 0x80), (0xf0, 0xe4, 0x42), (0xd5, 0x5e, 0x00), (0xa8, 0x8b, 0xff), (0x9b, 0xc5, 0x3d), (0xe0, 0x7a, 0x9f)];

    /// <param name="origin">Of the frame.</param>
    /// <param name="shown">The version as it is displayed, of the same size or a whole fraction of it.</param>
    /// <param name="work">Where pixels were changed; null for the whole picture.</param>
    /// <param name="stroke">Pixels of the shown picture between strokes.</param>
    public static (DisplayPicture Picture, IReadOnlyList<OriginKey> Legend) Of(Origin origin, DisplayPicture shown, Matte? work = null, int stroke = 32)
    {
        var block = Math.Max(1, origin.Width / shown.Width);
        var picture = new DisplayPicture(shown.Width, shown.Height);
        var sources = Sources(origin, work);
        var synth = false;
        for (var y = 0; y < shown.Height; y++)
        {
            for (var x = 0; x < shown.Width; x++)
            {
                var at = 3 * ((y * shown.Width) + x);
                var luma = ((0.2126 * shown.Pixels[at]) + (0.7152 * shown.Pixels[at + 1]) + (0.0722 * shown.Pixels[at + 2])) / 255;
                var i = (Math.Min(origin.Height - 1, (y * block) + (block / 2)) * origin.Width) + Math.Min(origin.Width - 1, (x * block) + (block / 2));
                if (work is not null && work.Coverage[i] <= 0)
                {
                    Put(picture, at, 140 * luma, 140 * luma, 140 * luma);
                    continue;
                }
                double r = 0, g = 0, b = 0;
                foreach (var tap in origin.Tap)
                {
                    if (tap.Weight[i] <= 0) continue;
                    var (ir, ig, ib) = Inks[sources[(tap.Plate[i], tap.Frame[i])] % Inks.Length];
                    r += tap.Weight[i] * ir;
                    g += tap.Weight[i] * ig;
                    b += tap.Weight[i] * ib;
                }
                var light = 0.3 + (0.75 * luma);
                (r, g, b) = (r * light, g * light, b * light);
                if (origin.Synth[i] > 1 / 256.0)
                {
                    synth = true;
                    var hatch = (x + y) % 8 < 4 ? 1.0 : 0.25;
                    (r, g, b) = (r + (origin.Synth[i] * 255 * hatch), g + (origin.Synth[i] * 79 * hatch), b + (origin.Synth[i] * 216 * hatch));
                }
                Put(picture, at, r, g, b);
            }
        }
        Strokes(picture, origin, work, block, stroke);
        var legend = sources.OrderBy(s => s.Key.Plate).ThenBy(s => s.Key.Frame)
            .Select(s => new OriginKey(Hex(Inks[s.Value % Inks.Length]), s.Key.Plate == 0 ? $"from frame {s.Key.Frame}" : $"from plate {s.Key.Plate}, frame {s.Key.Frame}")).ToList();
        if (sources.Count == 2) legend.Add(new(Hex(Half(Inks[0], Inks[1])), "half of each"));
        if (synth) legend.Add(new(SynthColour, "synthesised"));
        if (work is not null && work.Coverage.AsSpan().Contains(0f)) legend.Add(new(UntouchedColour, "untouched"));
        return (picture, legend);
    }

    private static Dictionary<(uint Plate, uint Frame), int> Sources(Origin origin, Matte? work)
    {
        var found = new HashSet<(uint, uint)>();
        foreach (var tap in origin.Tap)
            for (var i = 0; i < tap.Weight.Length; i++)
                if (tap.Weight[i] > 0 && (work is null || work.Coverage[i] > 0)) found.Add((tap.Plate[i], tap.Frame[i]));
        return found.OrderBy(s => s).Select((s, n) => (s, n)).ToDictionary(p => p.s, p => p.n);
    }

    /// <summary>A light line from each place of a grid towards its source, at most two thirds of the grid long, with a dot where it starts.</summary>
    private static void Strokes(DisplayPicture picture, Origin origin, Matte? work, int block, int grid)
    {
        for (var y = grid / 2; y < picture.Height; y += grid)
        {
            for (var x = grid / 2; x < picture.Width; x += grid)
            {
                int ox = x * block, oy = y * block, i = (oy * origin.Width) + ox;
                if (ox >= origin.Width || oy >= origin.Height || (work is not null && work.Coverage[i] <= 0)) continue;
                var heaviest = origin.Tap.MaxBy(t => t.Weight[i]);
                if (heaviest is null || heaviest.Weight[i] <= 0) continue;
                double dx = (heaviest.X[i] - ox) / block, dy = (heaviest.Y[i] - oy) / block, length = Math.Sqrt((dx * dx) + (dy * dy));
                var reach = Math.Min(length, grid * 2 / 3.0);
                var steps = (int)Math.Ceiling(reach * 2);
                for (var s = 0; s <= steps; s++)
                {
                    var part = length < 1e-6 ? 0 : s / (2.0 * length);
                    Lighten(picture, x + (dx * part), y + (dy * part), 0.8);
                }
                Lighten(picture, x + 1, y, 0.5);
                Lighten(picture, x - 1, y, 0.5);
                Lighten(picture, x, y + 1, 0.5);
                Lighten(picture, x, y - 1, 0.5);
            }
        }
    }

    private static void Lighten(DisplayPicture picture, double x, double y, double by)
    {
        int px = (int)Math.Round(x), py = (int)Math.Round(y);
        if (px < 0 || py < 0 || px >= picture.Width || py >= picture.Height) return;
        var at = 3 * ((py * picture.Width) + px);
        for (var c = 0; c < 3; c++) picture.Pixels[at + c] = (byte)(picture.Pixels[at + c] + ((255 - picture.Pixels[at + c]) * by));
    }

    private static void Put(DisplayPicture picture, int at, double r, double g, double b)
    {
        picture.Pixels[at] = (byte)Math.Clamp(r, 0, 255);
        picture.Pixels[at + 1] = (byte)Math.Clamp(g, 0, 255);
        picture.Pixels[at + 2] = (byte)Math.Clamp(b, 0, 255);
    }

    private static (byte R, byte G, byte B) Half((byte R, byte G, byte B) a, (byte R, byte G, byte B) b) => ((byte)((a.R + b.R) / 2), (byte)((a.G + b.G) / 2), (byte)((a.B + b.B) / 2));

    private static string Hex((byte R, byte G, byte B) ink) => $"#{ink.R:x2}{ink.G:x2}{ink.B:x2}";
}
