using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Measures;

/// <summary>
/// Pixels that stand out from their eight neighbours in every frame in one direction, while the picture around them changes: defects of a sensor. A point that a still camera films without
/// anything moving around it can not be told from one, and is not named. Frames are told one after the other; memory: one byte and two floats a sample.
/// </summary>
public sealed class StuckPixels(int width, int height)
{
    /// <summary>Frames that must agree, at least.</summary>
    public const int Fewest = 5;

    /// <summary>More than this are no dead pixels but another fault.</summary>
    public const int Most = 2000;

    /// <summary>Display codes by which a pixel stands out, and by which its surroundings change over the frames.</summary>
    private const float Out = 14, Change = 24;

    /// <summary>Times the spread of its neighbours that it stands out by.</summary>
    private const float Beyond = 2;

    private readonly sbyte[][] side = [new sbyte[width * height], new sbyte[width * height], new sbyte[width * height]];
    private readonly float[][] lowest = [Filled(width * height, float.PositiveInfinity), Filled(width * height, float.PositiveInfinity), Filled(width * height, float.PositiveInfinity)];
    private readonly float[][] highest = [Filled(width * height, float.NegativeInfinity), Filled(width * height, float.NegativeInfinity), Filled(width * height, float.NegativeInfinity)];

    /// <summary>Frames that were told.</summary>
    public int Frames { get; private set; }

    /// <param name="linear">Scene-linear, of the size.</param>
    public void Add(Frame linear)
    {
        for (var c = 0; c < Math.Min(3, linear.Channels.Count); c++)
        {
            var codes = (float[])linear.Plane(c).Clone();
            Transfer.Bt1886.ToCode(codes);
            var (sides, low, high) = (side[c], lowest[c], highest[c]);
            Parallel.For(1, Math.Max(1, height - 1), y =>
            {
                Span<float> around = stackalloc float[8];
                for (var x = 1; x < width - 1; x++)
                {
                    var i = (y * width) + x;
                    if (Frames > 0 && sides[i] == 0) continue;
                    var n = 0;
                    for (var v = -1; v <= 1; v++)
                        for (var u = -1; u <= 1; u++)
                            if (u != 0 || v != 0) around[n++] = Code(codes[i + (v * width) + u]);
                    around.Sort();
                    // the second from either end: a pair of dead pixels does not hide each of its two
                    var (middle, spread, own) = ((around[3] + around[4]) / 2, around[6] - around[1], Code(codes[i]));
                    var stands = Math.Abs(own - middle) > Out + (Beyond * spread) ? (sbyte)Math.Sign(own - middle) : (sbyte)0;
                    sides[i] = Frames == 0 || sides[i] == stands ? stands : (sbyte)0;
                    (low[i], high[i]) = (Math.Min(low[i], middle), Math.Max(high[i], middle));
                }
            });
        }
        Frames++;
    }

    /// <summary>Where pixels are stuck, from the top; empty where too few frames were told.</summary>
    public IReadOnlyList<Defect> Found()
    {
        if (Frames < Fewest) return [];
        var found = new List<Defect>();
        for (var i = 0; i < width * height; i++)
            if (Enumerable.Range(0, 3).Any(c => side[c][i] != 0 && highest[c][i] - lowest[c][i] > Change)) found.Add(new(null, i % width, i / width));
        return found.Count <= Most ? found : [];
    }

    // no number stands out from any
    private static float Code(float encoded) => float.IsNaN(encoded) ? 1000 : Math.Clamp(255 * encoded, -1000, 1000);

    private static float[] Filled(int size, float value)
    {
        var array = new float[size];
        array.AsSpan().Fill(value);
        return array;
    }
}
