namespace Answerprint.Tools.Fill;

/// <summary>What a made frame can be trusted for.</summary>
/// <param name="Confidence">Of each cell of analysis, H×W: the probability that the largest error of R, G and B is at most 8 display codes. Null: nothing is known.</param>
/// <param name="Mean">Its mean over the picture, 0..1.</param>
/// <param name="ForecastPsnr">The PSNR of luma to expect, dB on the display encoding; 0 where nothing is known.</param>
/// <param name="Flagged">Whether a person should look.</param>
/// <param name="Calibrated">Whether such frames were checked against their truth.</param>
internal sealed record FrameTrust(float[]? Confidence, double Mean, double ForecastPsnr, bool Flagged, bool Calibrated)
{
    /// <summary>How sure one can be where nothing speaks for a pixel: next to not at all.</summary>
    public const float Unknown = 0.15f;

    /// <summary>Of a real frame that stands for one that nobody has seen.</summary>
    public static FrameTrust OfHeld { get; } = new(null, Unknown, 0, Flagged: true, Calibrated: false);

    /// <summary>The confidence of the pixels of row <paramref name="y"/>.</summary>
    /// <param name="cells">At the size of analysis.</param>
    /// <param name="factor">Pixels of the picture to one cell, each way.</param>
    public static void Row(float[]? cells, int factor, int y, Span<float> confidence)
    {
        if (cells is null)
        {
            confidence.Fill(Unknown);
            return;
        }
        var row = y / factor * ((confidence.Length + factor - 1) / factor);
        for (var x = 0; x < confidence.Length; x++) confidence[x] = cells[row + (x / factor)];
    }
}
