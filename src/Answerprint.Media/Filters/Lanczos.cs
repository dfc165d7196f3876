namespace Answerprint.Media.Filters;

/// <summary>
/// Coefficients of the Lanczos window of four lobes (Duchon 1979): eight taps at offsets -3..4 for each of 64 phases of a pixel,
/// normalised to sum 1. Phase 0 is exactly the pixel itself.
/// </summary>
public static class Lanczos
{
    public const int Taps = 8;

    /// <summary>Positions are multiples of 1/64 px.</summary>
    public const int Phases = 64;

    /// <summary>Phases × Taps coefficients, phase by phase.</summary>
    public static float[] Table { get; } = Make();

    /// <summary>The position rounded to the nearest 1/64 px (ties to even), in 1/64 px.</summary>
    public static int Units(float position) => (int)MathF.Round(position * Phases);

    private static float[] Make()
    {
        var table = new float[Phases * Taps];
        table[3] = 1;
        Span<double> values = stackalloc double[Taps];
        for (var phase = 1; phase < Phases; phase++)
        {
            double sum = 0;
            for (var tap = 0; tap < Taps; tap++)
            {
                var x = Math.PI * (((double)phase / Phases) - (tap - 3));
                sum += values[tap] = 4 * Math.Sin(x) * Math.Sin(x / 4) / (x * x);
            }
            for (var tap = 0; tap < Taps; tap++) table[(phase * Taps) + tap] = (float)(values[tap] / sum);
        }
        return table;
    }
}
