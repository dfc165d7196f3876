using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>
/// What the cost of the best hypothesis says about a pixel: how likely its largest RGB error is at most 8 display codes, and the squared luma
/// error to expect. The curves are means over 5.9 million pixels of six clips (coffee, car, bottle, bigben, greenscreen, lime; gaps of 1, 3
/// and 7 frames) that no score of ours is measured on, made monotone. Until they are checked on clips they were not fitted to, frames say that
/// they are not calibrated.
/// </summary>
internal static class Confidence
{
    /// <summary>A frame below this mean confidence wants a look.</summary>
    private const double Sound = 0.93;

    /// <summary>And one whose forecast lies below, in dB.</summary>
    private const double Fair = 30;

    /// <summary>How sure one can be where nothing speaks for a pixel: next to not at all.</summary>
    public const float Unknown = 0.15f;

    // at costs 0, 1, 2, …
    private static readonly float[] Within =
    [
        0.9995f, 0.998f, 0.996f, 0.992f, 0.982f, 0.982f, 0.982f, 0.981f, 0.979f, 0.977f, 0.973f, 0.959f, 0.929f, 0.874f, 0.798f, 0.713f, 0.64f,
        0.545f, 0.459f, 0.353f, 0.299f, 0.242f, 0.2f, 0.18f, 0.15f, 0.14f, 0.13f, 0.12f, 0.11f, 0.1f, 0.1f,
    ];

    private static readonly float[] Squared =
    [
        0.15f, 0.6f, 2.2f, 4f, 11f, 11.5f, 12.5f, 13.2f, 16.2f, 19f, 24.5f, 38f, 65f, 110f, 175f, 257f, 329f,
        430f, 523f, 574f, 691f, 797f, 912f, 940f, 1046f, 1100f, 1150f, 1200f, 1250f, 1300f, 1350f,
    ];

    /// <summary>What a frame can be trusted for.</summary>
    internal readonly record struct Trust(double Mean, double ForecastPsnr, bool Flagged, bool Calibrated);

    /// <summary>What a frame made along motion can be trusted for.</summary>
    /// <param name="least">The cost of the best hypothesis, at the size of analysis.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="factor">Pixels of the picture to one of analysis.</param>
    public static Trust Of(float[] least, int width, int height, int factor)
    {
        var cells = (width + factor - 1) / factor;
        double sum = 0, error = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var cost = least[(y / factor * cells) + (x / factor)];
                sum += At(Within, cost);
                error += At(Squared, cost);
            }
        }
        // a whole number of this size would overflow
        double size = width * height;
        var mean = sum / size;
        var forecast = 10 * Math.Log10(255 * 255 * size / error);
        return new(mean, forecast, mean < Sound || forecast < Fair, Calibrated: false);
    }

    /// <summary>The confidence of the pixels of row <paramref name="y"/>.</summary>
    /// <param name="least">The cost of the best hypothesis, at the size of analysis.</param>
    public static void Row(float[] least, int factor, int y, Span<float> confidence)
    {
        var row = y / factor * ((confidence.Length + factor - 1) / factor);
        for (var x = 0; x < confidence.Length; x++) confidence[x] = At(Within, least[row + (x / factor)]);
    }

    /// <summary>For frames without motion: only where the two real frames agree is there reason to believe.</summary>
    /// <param name="b">Null where one frame is held: then nothing is known.</param>
    /// <param name="forecast">What the trials saw, dB.</param>
    public static Trust OfStill(int width, int height, SourceFrame a, SourceFrame? b, double forecast)
    {
        var row = new Origin(width, 1, 0);
        var reader = Still(a, b);
        double sum = 0;
        for (var y = 0; y < height; y++)
        {
            reader(y, row);
            foreach (var value in row.Confidence) sum += value;
        }
        var mean = sum / (width * height);
        return new(mean, forecast, b is null || mean < Sound || forecast is > 0 and < Fair, Calibrated: false);
    }

    /// <summary>The confidence of a frame without motion, row by row; it keeps what is compared and no picture.</summary>
    public static OriginReader Still(SourceFrame a, SourceFrame? b)
    {
        if (b is null) return (_, row) => row.Confidence.AsSpan().Fill(Unknown);
        var (first, second, factor, cells) = (a.Codes, b.Codes, a.Factor, a.Width);
        return (y, row) =>
        {
            for (var x = 0; x < row.Width; x++)
            {
                var cell = (y / factor * cells) + (x / factor);
                row.Confidence[x] = MathF.Abs(first[cell] - second[cell]) <= 8 ? 0.95f : Unknown;
            }
        };
    }

    private static float At(float[] curve, float cost)
    {
        var place = Math.Clamp(cost, 0, curve.Length - 1.001f);
        var knot = (int)place;
        return curve[knot] + ((place - knot) * (curve[knot + 1] - curve[knot]));
    }
}
