using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Media.Measures;

/// <summary>A frame as its light is compared: the mean light of cells, which of them tell the truth, and a luma in which pictures of another grade are found again. Safe for reading from several threads.</summary>
public sealed class SeenLight
{
    /// <summary>Display codes at which cameras and files clip: nothing can be learnt there. Light above 1 is no clipped code.</summary>
    private const double Darkest = 2.5 / 255, Highest = 251.5 / 255, White = 1.0001;

    private readonly Lazy<Features> features;

    private SeenLight(Frame light, bool[] usable, bool[] clipped, LumaPicture luma)
    {
        (Light, Usable, Clipped, Luma) = (light, usable, clipped, luma);
        features = new(() => Features.Of(luma));
    }

    /// <summary>R, G, B, scene-linear.</summary>
    public Frame Light { get; }

    public int Width => Light.Width;

    public int Height => Light.Height;

    /// <summary>H×W: finite in all channels, and nothing of the cell clipped.</summary>
    public bool[] Usable { get; }

    /// <summary>H×W: bright, and clipped in part: no more is known than about how light it is at least.</summary>
    public bool[] Clipped { get; }

    /// <summary>Half way to an even histogram, so that exposure and contrast matter less.</summary>
    public LumaPicture Luma { get; }

    public Features Features => features.Value;

    /// <param name="most">So wide at most.</param>
    public static SeenLight Of(Frame frame, int most)
    {
        var factor = Math.Max(1, (frame.Width + most - 1) / most);
        var reduced = Reduction.Of(frame, factor);
        var light = new Frame(reduced.Width, reduced.Height);
        for (var c = 0; c < 3; c++) reduced.Plane(Math.Min(c, ColoursOf(frame) - 1)).CopyTo(light.Plane(c), 0);
        var (usable, clipped) = (new bool[light.Size], new bool[light.Size]);
        float dark = (float)Math.Pow(Darkest, 2.4), highest = (float)Math.Pow(Highest, 2.4);
        for (var i = 0; i < usable.Length; i++)
        {
            usable[i] = Tells(frame, factor, i % light.Width, i / light.Width, dark, highest);
            clipped[i] = !usable[i] && light.Plane(0)[i] > dark && light.Plane(1)[i] > dark && light.Plane(2)[i] > dark && Math.Max(light.Plane(0)[i], Math.Max(light.Plane(1)[i], light.Plane(2)[i])) is > 0.5f and < 60000;
        }
        return new(light, usable, clipped, Evened(light));
    }

    /// <summary>Channels of a picture that are colours: R, G, B, or one.</summary>
    private static int ColoursOf(Frame frame) => frame.Plane("R") is not null && frame.Channels.Count >= 3 ? 3 : 1;

    private static bool Tells(Frame frame, int factor, int x, int y, float dark, float highest)
    {
        for (var c = 0; c < ColoursOf(frame); c++)
        {
            var plane = frame.Plane(c);
            for (var v = y * factor; v < Math.Min(frame.Height, (y + 1) * factor); v++)
                for (var u = x * factor; u < Math.Min(frame.Width, (x + 1) * factor); u++)
                    if (plane[(v * frame.Width) + u] is var value && (!(value > dark) || value > 60000 || (value > highest && value < White))) return false;
        }
        return true;
    }

    private static LumaPicture Evened(Frame light)
    {
        var codes = new float[light.Size];
        for (var i = 0; i < codes.Length; i++) codes[i] = (0.2126f * light.Plane(0)[i]) + (0.7152f * light.Plane(1)[i]) + (0.0722f * light.Plane(2)[i]);
        Transfer.Bt1886.ToCode(codes);
        var sorted = codes.Where(float.IsFinite).Order().ToArray();
        var bytes = new byte[codes.Length];
        if (sorted.Length == 0) return new(light.Width, light.Height, bytes);
        float low = sorted[sorted.Length / 200], high = sorted[^(1 + (sorted.Length / 200))];
        for (var i = 0; i < codes.Length; i++)
        {
            if (!float.IsFinite(codes[i])) continue;
            var plain = high > low ? Math.Clamp((codes[i] - low) / (high - low), 0, 1) : 0.5f;
            var at = Array.BinarySearch(sorted, codes[i]);
            var rank = (float)(at < 0 ? ~at : at) / sorted.Length;
            bytes[i] = (byte)(255 * (0.5f * (plain + rank)));
        }
        return new(light.Width, light.Height, bytes);
    }
}
