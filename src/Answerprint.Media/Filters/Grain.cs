using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Filters;

/// <summary>
/// The grain of a plate: how strong it is in display codes at four levels of luma in each channel, how much neighbours and channels resemble each other. Measured where the picture is flattest;
/// made again for pixels that have none. Gaussian, independent from frame to frame.
/// </summary>
/// <param name="Strength">Standard deviation by channel and level, C×4, share of the display range.</param>
/// <param name="Neighbours">Correlation of a sample with the one beside it, 0..0.66.</param>
/// <param name="Shared">Correlation of two channels, 0..1.</param>
public sealed record Grain(float[] Strength, float Neighbours, float Shared)
{
    public const int Levels = 4;

    /// <summary>Side of the squares that are looked at, pixels; of each level the flattest share of them is taken for grain alone.</summary>
    private const int Side = 8;
    private const double Flattest = 0.15;

    /// <summary>By so much the variance of the flattest squares lies below that of all, when all are but grain.</summary>
    private const double Below = 0.8;

    public static Grain None { get; } = new(new float[3 * Levels], 0, 0);

    public bool IsNone => Strength.All(s => s <= 0);

    /// <summary>Measures the grain of some frames of a plate.</summary>
    /// <param name="frames">C×H×W scene-linear; the first three channels count.</param>
    public static Grain Of(IEnumerable<Frame> frames)
    {
        var squares = new List<Square>();
        foreach (var frame in frames) Look(frame, squares);
        var channels = squares.Count == 0 ? 3 : squares[0].Variance.Length;
        var strength = new float[channels * Levels];
        double neighbours = 0, shared = 0;
        var count = 0;
        for (var level = 0; level < Levels; level++)
        {
            var own = squares.Where(s => s.Level == level).OrderBy(s => s.Variance.Average()).ToList();
            var flat = own.Take((int)Math.Ceiling(Flattest * own.Count)).ToList();
            for (var c = 0; c < channels; c++) strength[(c * Levels) + level] = flat.Count < 4 ? -1 : (float)Math.Sqrt(flat.Average(s => s.Variance[c]) / Below);
            foreach (var s in flat)
            {
                neighbours += s.Neighbours;
                shared += s.Shared;
                count++;
            }
        }
        for (var c = 0; c < channels; c++) Complete(strength.AsSpan(c * Levels, Levels));
        return new(strength, count == 0 ? 0 : (float)Math.Clamp(neighbours / count, 0, 0.66), count == 0 ? 0 : (float)Math.Clamp(shared / count, 0, 1));
    }

    /// <summary>Adds grain to a picture, as strong as it would be on what it shows.</summary>
    /// <param name="picture">Scene-linear; changed. Samples that are not finite stand.</param>
    /// <param name="share">H×W, how much of it a pixel gets, 0..1.</param>
    /// <param name="seed">Decides it, with the number of the frame and the place.</param>
    /// <param name="threads">The result does not depend on it.</param>
    public void Add(Frame picture, float[] share, ulong seed, int number, int threads = 1, CancellationToken cancel = default)
    {
        if (IsNone || Box(share, picture.Width) is not { } box) return;
        var (x0, y0, x1, y1) = box;
        int w = x1 - x0 + 1, h = y1 - y0 + 1;
        // a separable kernel k 1 k gives neighbours the correlation 2k / (1 + 2k²)
        var k = Neighbours <= 0 ? 0 : (1 - MathF.Sqrt(MathF.Max(0, 1 - (2 * Neighbours * Neighbours)))) / (2 * Neighbours);
        var (mine, ours) = (MathF.Sqrt(1 - Shared), MathF.Sqrt(Shared));
        var colours = Math.Min(Strength.Length / Levels, picture.Channels.Count);
        Rows.Each(threads, h, (from, to) =>
        {
            var fields = new FieldRows[colours + 1];
            for (var c = 0; c <= colours; c++) fields[c] = new(seed, number, c == colours ? Common : c, x0, w, k);
            var codes = new float[colours][];
            for (var c = 0; c < colours; c++) codes[c] = new float[w];
            var luma = new float[w];
            for (var y = y0 + from; y < y0 + to; y++)
            {
                for (var c = 0; c < colours; c++)
                {
                    picture.Plane(c).AsSpan((y * picture.Width) + x0, w).CopyTo(codes[c]);
                    Transfer.Bt1886.ToCode(codes[c]);
                }
                for (var x = 0; x < w; x++) luma[x] = colours < 3 ? codes[0][x] : (0.2126f * codes[0][x]) + (0.7152f * codes[1][x]) + (0.0722f * codes[2][x]);
                var common = fields[colours].Row(y);
                for (var c = 0; c < colours; c++)
                {
                    if (picture.Channels[c] == "A") continue;
                    var (own, line) = (fields[c].Row(y), codes[c]);
                    var row = picture.Plane(c).AsSpan((y * picture.Width) + x0, w);
                    var part = share.AsSpan((y * picture.Width) + x0, w);
                    for (var x = 0; x < w; x++) line[x] += part[x] * At(c, luma[x]) * ((mine * own[x]) + (ours * common[x]));
                    Transfer.Bt1886.ToLight(line);
                    for (var x = 0; x < w; x++) if (part[x] > 0 && float.IsFinite(row[x]) && float.IsFinite(line[x])) row[x] = line[x];
                }
            }
        }, cancel);
    }

    public JsonObject Write() => new() { ["strength"] = new JsonArray([.. Strength.Select(s => (JsonNode)JsonValue.Create(s))]), ["neighbours"] = Neighbours, ["shared"] = Shared };

    public static Grain Read(JsonObject o) => new([.. o["strength"]!.AsArray().Select(s => (float)s!)], (float)o["neighbours"]!, (float)o["shared"]!);

    /// <summary>Its strength on a luma between the middles of the levels.</summary>
    private float At(int channel, float luma)
    {
        var at = Math.Clamp((float.IsFinite(luma) ? luma : 0) * Levels - 0.5f, 0, Levels - 1);
        var low = Math.Min((int)at, Levels - 2);
        return Strength[(channel * Levels) + low] + ((at - low) * (Strength[(channel * Levels) + low + 1] - Strength[(channel * Levels) + low]));
    }

    /// <summary>Levels that no square was seen of are as the nearest that was.</summary>
    private static void Complete(Span<float> levels)
    {
        var seen = levels.ToArray();
        for (var n = 0; n < levels.Length; n++)
        {
            if (seen[n] >= 0) continue;
            var nearest = Enumerable.Range(0, seen.Length).Where(m => seen[m] >= 0).OrderBy(m => Math.Abs(m - n)).Select(m => (int?)m).FirstOrDefault();
            levels[n] = nearest is { } m ? seen[m] : 0;
        }
    }

    /// <summary>The field that all channels share.</summary>
    private const int Common = 3;

    /// <summary>Normal values of variance 1, neighbours alike, row after row. For one thread.</summary>
    private sealed class FieldRows(ulong seed, int number, int channel, int x0, int width, float k)
    {
        private readonly float[][] white = [new float[width + 2], new float[width + 2], new float[width + 2]];
        private readonly float[] row = new float[width];
        private readonly float scale = 1 / (1 + (2 * k * k));
        private int last = int.MinValue;

        public float[] Row(int y)
        {
            // rows that are new since the last: one where it goes on
            for (var v = last == y - 1 ? y + 1 : y - 1; v <= y + 1; v++)
            {
                var into = White(v);
                for (var x = 0; x < into.Length; x++) into[x] = Normal(seed, number, channel, x0 + x - 1, v);
            }
            last = y;
            var (above, here, below) = (White(y - 1), White(y), White(y + 1));
            for (var x = 0; x < width; x++)
                row[x] = k <= 0 ? here[x + 1] : scale * (here[x + 1] + (k * (here[x] + here[x + 2])) + (k * (above[x + 1] + (k * (above[x] + above[x + 2])) + below[x + 1] + (k * (below[x] + below[x + 2])))));
            return row;
        }

        private float[] White(int y) => white[(y + 3) % 3];
    }

    /// <summary>Four uniform numbers of one hash (splitmix64), summed: nearly normal, variance 1.</summary>
    private static float Normal(ulong seed, int number, int channel, int x, int y)
    {
        var z = seed ^ ((ulong)(uint)number * 0x9E3779B97F4A7C15) ^ ((ulong)(uint)channel << 60) ^ ((ulong)(uint)x * 0xBF58476D1CE4E5B9) ^ ((ulong)(uint)y * 0x94D049BB133111EB);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        var sum = (z & 0xFFFF) + ((z >> 16) & 0xFFFF) + ((z >> 32) & 0xFFFF) + (z >> 48);
        return ((sum / 65535f) - 2) * 1.7320508f;
    }

    private static (int X0, int Y0, int X1, int Y1)? Box(float[] share, int width)
    {
        int x0 = int.MaxValue, y0 = int.MaxValue, x1 = -1, y1 = -1;
        for (var i = 0; i < share.Length; i++)
        {
            if (!(share[i] > 0)) continue;
            var (x, y) = (i % width, i / width);
            (x0, y0, x1, y1) = (Math.Min(x0, x), Math.Min(y0, y), Math.Max(x1, x), Math.Max(y1, y));
        }
        return x1 < 0 ? null : (x0, y0, x1, y1);
    }

    /// <summary>Squares of a frame, each less the plane that fits it best.</summary>
    private static void Look(Frame frame, List<Square> squares)
    {
        var colours = Math.Min(3, frame.Channels.Count);
        var stride = Math.Max(Side, Side * (int)Math.Sqrt((double)frame.Size / (Side * Side) / 6000));
        var line = new float[Side];
        for (var y = 0; y + Side <= frame.Height; y += stride)
            for (var x = 0; x + Side <= frame.Width; x += stride)
            {
                var rest = new double[colours][];
                var luma = 0.0;
                var whole = true;
                for (var c = 0; c < colours && whole; c++)
                {
                    rest[c] = new double[Side * Side];
                    for (var v = 0; v < Side; v++)
                    {
                        frame.Plane(c).AsSpan(((y + v) * frame.Width) + x, Side).CopyTo(line);
                        Transfer.Bt1886.ToCode(line);
                        for (var u = 0; u < Side; u++) rest[c][(v * Side) + u] = line[u];
                    }
                    // what is burnt out or black has lost its grain
                    whole = rest[c].All(r => double.IsFinite(r) && r is > 0.004 and < 0.985);
                    luma += rest[c].Average() * (colours < 3 ? 1.0 / colours : new[] { 0.2126, 0.7152, 0.0722 }[c]);
                    Level(rest[c]);
                }
                if (!whole) continue;
                var variance = rest.Select(r => r.Sum(v => v * v) / ((Side * Side) - 3)).ToArray();
                double beside = 0, all = 0, cross = 0, own = 0;
                for (var c = 0; c < colours; c++)
                    for (var i = 0; i < rest[c].Length; i++)
                    {
                        if (i % Side < Side - 1) (beside, all) = (beside + (rest[c][i] * rest[c][i + 1]), all + (0.5 * ((rest[c][i] * rest[c][i]) + (rest[c][i + 1] * rest[c][i + 1]))));
                        var next = rest[(c + 1) % colours][i];
                        (cross, own) = (cross + (rest[c][i] * next), own + (0.5 * ((rest[c][i] * rest[c][i]) + (next * next))));
                    }
                squares.Add(new(Math.Clamp((int)(luma * Levels), 0, Levels - 1), variance, all > 0 ? beside / all : 0, colours > 1 && own > 0 ? cross / own : 0));
            }
    }

    private static void Level(double[] square)
    {
        double mean = 0, dx = 0, dy = 0, norm = 0;
        const double middle = (Side - 1) / 2.0;
        for (var i = 0; i < square.Length; i++)
        {
            double u = (i % Side) - middle, v = (i / Side) - middle;
            (mean, dx, dy, norm) = (mean + square[i], dx + (u * square[i]), dy + (v * square[i]), norm + (u * u));
        }
        for (var i = 0; i < square.Length; i++) square[i] -= (mean / square.Length) + (((i % Side) - middle) * dx / norm) + (((i / Side) - middle) * dy / norm);
    }

    private sealed record Square(int Level, double[] Variance, double Neighbours, double Shared);
}
