using System.Globalization;
using Answerprint.Media.Frames;

namespace Answerprint.Tools.Background;

/// <summary>
/// The colour of a screen and the difference by which it is told from all else: the weakest of the channels that make it less the strongest of the others. Of a green screen G − max(R, B), of a
/// yellow one min(R, G) − B. Display encoding, 0..1.
/// </summary>
/// <param name="Codes">R, G, B.</param>
internal sealed record ScreenColour(float[] Codes)
{
    /// <summary>Steps of a channel in which colours are counted, and how far apart the channels of a screen lie at least.</summary>
    private const int Steps = 24;
    private const float LeastSpread = 0.18f;

    /// <summary>Degrees by which a screen that is called green or blue may differ from that.</summary>
    private const double Around = 50;

    private readonly bool[] high = Array.ConvertAll(Codes, c => c >= (Codes.Max() + Codes.Min()) / 2);

    /// <summary>Whether one channel makes it: it is red, green or blue.</summary>
    public bool IsOneChannel => high.Count(h => h) == 1;

    /// <summary>The channel that makes it, 0..2; null where several do.</summary>
    public int? OnlyChannel => IsOneChannel ? Array.IndexOf(high, value: true) : null;

    /// <summary>Its own difference.</summary>
    public float Full { get; } = Difference(Codes[0], Codes[1], Codes[2], Array.ConvertAll(Codes, c => c >= (Codes.Max() + Codes.Min()) / 2), Codes);

    /// <summary>The difference of a colour: <see cref="Full"/> on the screen, 0 and less on what has nothing of it.</summary>
    public float Of(float r, float g, float b) => Difference(r, g, b, high, Codes);

    /// <summary>The same in the numbers of a mix.</summary>
    public ScreenColour In(MixIn mix) => mix == MixIn.Light ? new(Array.ConvertAll(Codes, c => MathF.Pow(c, 2.4f))) : this;

    /// <summary>"green", "blue", "auto", or "R,G,B" in display codes of 255.</summary>
    /// <returns>Null: it is to be found.</returns>
    /// <exception cref="FormatException">It is no colour.</exception>
    public static (ScreenColour? Colour, double? Hue) Parse(string text)
    {
        if (text == "auto") return (null, null);
        if (text == "green") return (null, 120);
        if (text == "blue") return (null, 240);
        var parts = text.Split(',');
        var codes = new float[3];
        for (var c = 0; c < 3; c++)
            if (parts.Length != 3 || !float.TryParse(parts[c], NumberStyles.Float, CultureInfo.InvariantCulture, out codes[c]) || !(codes[c] is >= 0 and <= 255)) throw new FormatException($"'{text}' is no screen: green, blue, auto, or R,G,B in display codes of 255: 41,158,51");
        for (var c = 0; c < 3; c++) codes[c] /= 255;
        return codes.Max() - codes.Min() >= 0.05f ? (new(codes), null) : throw new FormatException($"'{text}' is grey: nothing is told from it by its colour");
    }

    /// <summary>The colour that fills most of some frames, strong colours first.</summary>
    /// <param name="frames">Three planes each, H×W, display encoding.</param>
    /// <param name="hue">In degrees, about which it must be; null: any.</param>
    /// <returns>Null where no colour is strong and large enough.</returns>
    public static ScreenColour? Find(IReadOnlyList<float[][]> frames, double? hue)
    {
        var count = new double[Steps * Steps * Steps];
        foreach (var planes in frames)
            for (var i = 0; i < planes[0].Length; i++)
            {
                float r = Held(planes[0][i]), g = Held(planes[1][i]), b = Held(planes[2][i]), most = Math.Max(r, Math.Max(g, b)), spread = most - Math.Min(r, Math.Min(g, b));
                if (spread < LeastSpread || (hue is { } h && Apart(Hue(r, g, b), h) > Around)) continue;
                count[(((Step(r) * Steps) + Step(g)) * Steps) + Step(b)] += spread / most;
            }
        // neighbours count together: an uneven screen fills several cells
        var (best, total) = (-1, 0.0);
        for (var k = 0; k < count.Length; k++)
        {
            if (count[k] <= 0) continue;
            var sum = Near(k).Sum(n => count[n]);
            if (sum > total) (best, total) = (k, sum);
        }
        if (best < 0 || total < 0.02 * frames.Sum(f => f[0].Length)) return null;
        var near = Near(best).ToHashSet();
        var (mean, seen) = (new double[3], 0L);
        foreach (var planes in frames)
            for (var i = 0; i < planes[0].Length; i++)
            {
                float r = Held(planes[0][i]), g = Held(planes[1][i]), b = Held(planes[2][i]);
                if (!near.Contains((((Step(r) * Steps) + Step(g)) * Steps) + Step(b))) continue;
                (mean[0], mean[1], mean[2], seen) = (mean[0] + r, mean[1] + g, mean[2] + b, seen + 1);
            }
        return new([.. mean.Select(m => (float)(m / seen))]);
    }

    private static IEnumerable<int> Near(int k)
    {
        int r = k / (Steps * Steps), g = k / Steps % Steps, b = k % Steps;
        for (var x = Math.Max(0, r - 1); x <= Math.Min(Steps - 1, r + 1); x++)
            for (var y = Math.Max(0, g - 1); y <= Math.Min(Steps - 1, g + 1); y++)
                for (var z = Math.Max(0, b - 1); z <= Math.Min(Steps - 1, b + 1); z++) yield return (((x * Steps) + y) * Steps) + z;
    }

    private static float Difference(float r, float g, float b, bool[] high, float[] codes)
    {
        var (most, low, top) = (float.PositiveInfinity, float.NegativeInfinity, codes.Max());
        // channels that make it are brought to the same height
        if (high[0]) most = Math.Min(most, r * top / codes[0]); else low = Math.Max(low, r);
        if (high[1]) most = Math.Min(most, g * top / codes[1]); else low = Math.Max(low, g);
        if (high[2]) most = Math.Min(most, b * top / codes[2]); else low = Math.Max(low, b);
        return most - low;
    }

    private static float Held(float v) => float.IsNaN(v) ? 0 : Math.Clamp(v, 0, 1);

    private static int Step(float v) => Math.Min(Steps - 1, (int)(v * Steps));

    private static double Hue(float r, float g, float b)
    {
        float most = Math.Max(r, Math.Max(g, b)), spread = most - Math.Min(r, Math.Min(g, b));
        if (spread <= 0) return 0;
        var h = most == r ? (g - b) / spread : most == g ? ((b - r) / spread) + 2 : ((r - g) / spread) + 4;
        return ((h * 60) + 360) % 360;
    }

    private static double Apart(double a, double b) => Math.Min(Math.Abs(a - b), 360 - Math.Abs(a - b));
}
