using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What a model's confidence, forecast and flags are worth on samples.</summary>
/// <param name="Reliability">Confidence against what was right.</param>
/// <param name="Frames">Measured PSNR, forecast, and whether a person is asked to look.</param>
public sealed record TrustCheck(string Source, Reliability Reliability, IReadOnlyList<(double Psnr, double Forecast, bool Flagged)> Frames)
{
    public double Bias => Frames.Average(f => f.Psnr - f.Forecast);

    public double Rms => Math.Sqrt(Frames.Average(f => (f.Psnr - f.Forecast) * (f.Psnr - f.Forecast)));

    public double Flagged => Frames.Average(f => f.Flagged ? 1.0 : 0);

    /// <summary>The share of the worst tenth of the frames that is flagged, and that would be if the fifth of the lowest forecasts were.</summary>
    public (double Flags, double Fifth) Caught
    {
        get
        {
            var worst = Frames.OrderBy(f => f.Psnr).Take((Frames.Count + 9) / 10).ToList();
            var fifth = Frames.OrderBy(f => f.Forecast).Take(Frames.Count / 5).ToHashSet();
            return (worst.Average(f => f.Flagged ? 1.0 : 0), worst.Average(f => fifth.Contains(f) ? 1.0 : 0));
        }
    }

    internal static TrustCheck Of(string name, TrustModel model, IEnumerable<TrustSample> samples)
    {
        var reliability = Reliability.Empty();
        var frames = new List<(double, double, bool)>();
        foreach (var s in samples.Where(s => s.Chosen))
        {
            var (forecast, confidence) = TrustLearner.Judge(model, s);
            reliability.Add(confidence, s.Largest);
            frames.Add(((10 * Math.Log10(255 * 255)) - (10 * Math.Log10(Math.Max(s.Squared, 1e-6))), forecast, forecast < model.Fair));
        }
        return new(name, reliability, frames);
    }

    public static TrustCheck All(string name, IReadOnlyList<TrustCheck> parts) => new(name, parts.Select(p => p.Reliability).Aggregate((a, b) => a.And(b)), [.. parts.SelectMany(p => p.Frames)]);

    public string Words() => string.Create(CultureInfo.InvariantCulture,
        $"{Source,-14} {Frames.Count,4} frames: confidence off by {Reliability.Error:0.000}, forecast {Bias:+0.0;-0.0} dB in the mean and {Rms:0.0} dB rms, {100 * Flagged:0} % flagged, {100 * Caught.Flags:0} % of the worst tenth among them ({100 * Caught.Fifth:0} % among the lowest fifth)");

    public JsonObject Write() => new()
    {
        ["source"] = Source, ["frames"] = Frames.Count, ["confidenceOff"] = Math.Round(Reliability.Error, 4), ["forecastBias"] = Math.Round(Bias, 2), ["forecastRms"] = Math.Round(Rms, 2), ["flagged"] = Math.Round(Flagged, 3), ["caught"] = Math.Round(Caught.Flags, 3),
    };
}
