using System.Diagnostics;
using System.Globalization;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Background;

namespace Answerprint.Benchmarks.Cases;

/// <summary>An element before an uneven screen, with noise, spilt light and halved chroma; keyed by ours and by ffmpeg's keyers, and set over another plate.</summary>
/// <param name="name">Of the element.</param>
/// <param name="elements">Its frames.</param>
/// <param name="screen">R, G, B of the screen, display codes of 255.</param>
/// <param name="light">Mixed in light, else in display encoding.</param>
public sealed class KeyCase(string name, IReadOnlyList<KeyElement> elements, int width, int height, (string Name, double R, double G, double B) screen, bool light, int threads)
{
    private const double Noise = 2, Spill = 0.12, SpillSigma = 12;

    private readonly List<byte[]> plates = [.. elements.Select((e, n) => Plate(e, n, width, height, screen, light))];

    /// <summary>Scores of ours and of every peer.</summary>
    public IReadOnlyList<KeyScore> Run(CancellationToken cancel)
    {
        var behind = Behind();
        var truth = elements.Select(e => Over(e, behind, light, width, height)).ToList();
        var scores = new List<KeyScore> { Ours(behind, truth, cancel) };
        foreach (var filter in new[] { string.Create(CultureInfo.InvariantCulture, $"chromakey=0x{Hex()}:0.12:0.10"), string.Create(CultureInfo.InvariantCulture, $"colorkey=0x{Hex()}:0.25:0.20") })
        {
            cancel.ThrowIfCancellationRequested();
            var (keyed, seconds) = Ffmpeg.Keyed(plates, width, height, filter);
            var coverage = keyed.Select(k => Enumerable.Range(0, width * height).Select(i => k[(4 * i) + 3] / 255f).ToArray()).ToList();
            // what these keyers are used with: the frame itself by its coverage over the other plate
            var made = coverage.Select((c, n) => Enumerable.Range(0, 3 * width * height).Select(i => (byte)Math.Round((plates[n][i] * c[i / 3]) + (behind[i] * (1 - c[i / 3])))).ToArray()).ToList();
            scores.Add(Scored(filter.Split('=')[0], coverage, made, truth, seconds));
        }
        return scores;
    }

    private KeyScore Ours(byte[] behind, List<byte[]> truth, CancellationToken cancel)
    {
        using var clip = MemoryClip.Of(name, new FrameRate(24), 1, [.. plates.Select(p => HiddenClip.Decode(p, width, height))]);
        using var plate = MemoryClip.Of("behind", new FrameRate(24), 1, HiddenClip.Decode(behind, width, height));
        var assignment = new Assignment([new(0, clip), new(1, plate)], clip.Range, new BackgroundOptions(Grain: false, Mix: light ? MixIn.Light : MixIn.Display), 1, threads, Assignment.NoMattes);
        var tool = new BackgroundTool();
        var preparation = tool.Prepare(assignment, null, cancel);
        var clock = Stopwatch.GetTimestamp();
        var made = tool.Render(assignment, preparation, clip.Range, cancel).ToList();
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds / made.Count;
        return Scored(KeyScore.Ours, [.. made.Select(m => m.Foreground!.Coverage)], [.. made.Select(m => Interleaved(m.Picture))], truth, seconds);
    }

    private KeyScore Scored(string tool, IReadOnlyList<float[]> coverage, IReadOnlyList<byte[]> made, List<byte[]> truth, double seconds)
    {
        var squared = 0.0;
        for (var n = 0; n < elements.Count; n++) for (var i = 0; i < made[n].Length; i++) squared += (made[n][i] - truth[n][i]) * (made[n][i] - truth[n][i]);
        var (mattes, samples) = (MatteErrors.Of(coverage, [.. elements.Select(e => e.Coverage)], width, height), 3.0 * width * height * elements.Count);
        return new(name, screen.Name, light ? "light" : "display", tool, mattes, 10 * Math.Log10(255 * 255 / Math.Max(1e-9, squared / samples)), seconds);
    }

    private string Hex() => Convert.ToHexString([(byte)screen.R, (byte)screen.G, (byte)screen.B]);

    private byte[] Behind()
    {
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            double x = (double)(i % width) / width, y = (double)(i / width) / height;
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = (Code(0.45 + (0.25 * Math.Sin(9 * x)) - (0.1 * y)), Code(0.5 + (0.2 * Math.Cos(7 * y))), Code(0.6 + (0.2 * Math.Sin((5 * x) + (6 * y)))));
        }
        return rgb;
    }

    private static byte[] Over(KeyElement element, byte[] behind, bool light, int width, int height) => [.. Enumerable.Range(0, 3 * width * height).Select(i => Code(Mixed(element.Colour[i], behind[i] / 255.0, element.Coverage[i / 3], light)))];

    private static double Mixed(double front, double back, double coverage, bool light) => light
        ? Math.Pow((coverage * Math.Pow(front, 2.4)) + ((1 - coverage) * Math.Pow(back, 2.4)), 1 / 2.4)
        : (coverage * front) + ((1 - coverage) * back);

    /// <summary>The element before the screen, as a small camera hands it over.</summary>
    private static byte[] Plate(KeyElement element, int n, int width, int height, (string Name, double R, double G, double B) screen, bool light)
    {
        double[] colour = [screen.R / 255, screen.G / 255, screen.B / 255];
        var random = new Random(100 + n);
        var spill = Lanes.Plane(width * height);
        for (var i = 0; i < width * height; i++) spill[i] = 1 - element.Coverage[i];
        Gaussian.Blur(spill, width, height, (float)SpillSigma);
        var mixed = new double[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            double x = (double)(i % width) / width, y = (double)(i / width) / height, uneven = 1 + (0.15 * (x - 0.5) * 2) - (0.1 * y);
            for (var c = 0; c < 3; c++)
            {
                var front = Math.Min(1, (0.95 * element.Colour[(3 * i) + c]) + (Spill * spill[i] * colour[c]));
                mixed[(3 * i) + c] = (255 * Mixed(front, Math.Min(1, colour[c] * uneven), element.Coverage[i], light)) + (Noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }
        return Halved(mixed, width, height);
    }

    /// <summary>Colour at half the size each way (BT.709), as most codecs keep it.</summary>
    private static byte[] Halved(double[] rgb, int width, int height)
    {
        var (luma, cb, cr) = (new double[width * height], new double[width / 2 * (height / 2)], new double[width / 2 * (height / 2)]);
        for (var i = 0; i < luma.Length; i++)
        {
            double r = Math.Clamp(rgb[3 * i], 0, 255), g = Math.Clamp(rgb[(3 * i) + 1], 0, 255), b = Math.Clamp(rgb[(3 * i) + 2], 0, 255);
            luma[i] = (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
            var k = (i / width / 2 * (width / 2)) + (i % width / 2);
            if (k >= cb.Length || i % width / 2 >= width / 2) continue;
            (cb[k], cr[k]) = (cb[k] + ((b - luma[i]) / 4), cr[k] + ((r - luma[i]) / 4));
        }
        var made = new byte[rgb.Length];
        for (var i = 0; i < luma.Length; i++)
        {
            double y = Math.Round(luma[i]), u = At(cb, i), v = At(cr, i), r = y + v, b = y + u, g = (y - (0.2126 * r) - (0.0722 * b)) / 0.7152;
            (made[3 * i], made[(3 * i) + 1], made[(3 * i) + 2]) = (Code(r / 255), Code(g / 255), Code(b / 255));
        }
        return made;

        double At(double[] plane, int i)
        {
            int w = width / 2, h = height / 2;
            double x = Math.Clamp(((i % width) - 0.5) / 2, 0, w - 1), y = Math.Clamp(((i / width) - 0.5) / 2, 0, h - 1);
            int x0 = (int)x, y0 = (int)y, x1 = Math.Min(x0 + 1, w - 1), y1 = Math.Min(y0 + 1, h - 1);
            return ((1 - (y - y0)) * (((1 - (x - x0)) * plane[(y0 * w) + x0]) + ((x - x0) * plane[(y0 * w) + x1]))) + ((y - y0) * (((1 - (x - x0)) * plane[(y1 * w) + x0]) + ((x - x0) * plane[(y1 * w) + x1])));
        }
    }

    private static byte Code(double v) => (byte)Math.Clamp(Math.Round(255 * v), 0, 255);

    private static byte[] Interleaved(Frame picture)
    {
        var codes = Media.Measures.Fidelity.Codes(picture);
        var rgb = new byte[3 * codes[0].Length];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = codes[i % 3][i / 3];
        return rgb;
    }
}
