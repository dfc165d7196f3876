namespace Answerprint.Media.Measures;

/// <summary>The difference in luma between a picture and the truth, pixel by pixel, in display codes of 255: what measures of edges and of time start from.</summary>
/// <param name="Values">H×W, row by row: made − truth.</param>
public sealed record LumaError(int Width, int Height, float[] Values)
{
    /// <param name="made">R, G, B planes of 8-bit display codes.</param>
    /// <param name="truth">The same size.</param>
    public static LumaError Of(byte[][] made, byte[][] truth, int width, int height)
    {
        var values = new float[width * height];
        for (var i = 0; i < values.Length; i++) values[i] = Luma(made, i) - Luma(truth, i);
        return new(width, height, values);
    }

    /// <summary>A real frame: no difference anywhere.</summary>
    public static LumaError None(int width, int height) => new(width, height, new float[width * height]);

    /// <summary>
    /// Root of the mean squared error, each pixel weighted by the slope of the truth's luma there (central differences): what is wrong at edges, where
    /// eyes look, counts; flat walls do not thin it out. In codes; 0 where the truth has no slope at all.
    /// </summary>
    public double AtEdges(byte[][] truth)
    {
        double sum = 0, weights = 0;
        for (var y = 1; y < Height - 1; y++)
        {
            for (var x = 1; x < Width - 1; x++)
            {
                var i = (y * Width) + x;
                double across = Luma(truth, i + 1) - Luma(truth, i - 1), down = Luma(truth, i + Width) - Luma(truth, i - Width);
                var weight = Math.Sqrt((across * across) + (down * down));
                sum += weight * Values[i] * Values[i];
                weights += weight;
            }
        }
        return weights > 0 ? Math.Sqrt(sum / weights) : 0;
    }

    /// <summary>Mean squared change of the error from the frame before, codes²: flicker that the truth does not have. The root of its mean over a run is in codes.</summary>
    public double ChangeFrom(LumaError before)
    {
        if ((before.Width, before.Height) != (Width, Height)) throw new ArgumentException("frames of two sizes", nameof(before));
        var sum = 0.0;
        for (var i = 0; i < Values.Length; i++)
        {
            double change = Values[i] - before.Values[i];
            sum += change * change;
        }
        return sum / Values.Length;
    }

    private static float Luma(byte[][] codes, int i) => (0.299f * codes[0][i]) + (0.587f * codes[1][i]) + (0.114f * codes[2][i]);
}
