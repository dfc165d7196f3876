using System.Text.Json.Nodes;
using Answerprint.Media.Filters;

namespace Answerprint.Tools.Fill;

/// <summary>
/// Confidence, forecast and flags of made frames: curves over the evidence of each cell, moved as a whole by what the trials of the shot showed.
/// The figures are data with a receipt (`confidence.json`), learnt by `answerprint bench calibrate` on rendered scenes and on clips that no score
/// is measured on. Safe for several threads.
/// </summary>
internal sealed class TrustModel
{
    /// <summary>Gaps longer than this were not checked.</summary>
    private const int Checked = 7;

    /// <summary>Width of the cells of a histogram of sums.</summary>
    private const float Cell = 1 / 16f;

    private static readonly Lazy<TrustModel> shipped = new(() =>
    {
        using var stream = typeof(TrustModel).Assembly.GetManifestResourceStream("confidence.json") ?? throw new InvalidOperationException("confidence.json is not in the program");
        return Read(JsonNode.Parse(stream)!);
    });

    /// <summary>By way: along motion, repeat, cross-fade.</summary>
    public required IReadOnlyList<TrustCurves> Curves { get; init; }

    /// <summary>By way, what <see cref="Facts"/> count for.</summary>
    public required IReadOnlyList<double[]> Shots { get; init; }

    /// <summary>How much of what moves the forecast moves confidence.</summary>
    public required double Moves { get; init; }

    /// <summary>Whether confidence was off by no more than a twentieth, in the mean, on clips that nothing was learnt from.</summary>
    public required bool Holds { get; init; }

    /// <summary>A frame whose forecast lies below wants a look, dB.</summary>
    public required double Fair { get; init; }

    /// <summary>The model that this program uses.</summary>
    public static TrustModel Shipped => shipped.Value;

    /// <summary>0 along motion, 1 repeat, 2 cross-fade.</summary>
    public static int WayOf(FillMethod method) => method switch { FillMethod.Repeat => 1, FillMethod.Blend => 2, _ => 0 };

    /// <summary>A trial may be this much worse than said, and better, before it says more of itself than of the gap: in logarithms, 5 and 17 dB.</summary>
    private const double Worse = 1.2, Better = 4;

    /// <summary>What the level of a frame's error is read from: the curves' own word, the length of the gap, and what trials showed against what the curves had said of them.</summary>
    /// <param name="expected">Logarithm of the squared error that the curves expect.</param>
    public static double[] Facts(double expected, int step, ShotWord? shot) =>
        [1, expected, Math.Log(step), shot is null ? 0 : 1, Math.Clamp(shot?.Against ?? 0, -Better, Worse), shot is null ? 0 : shot.Longer - Math.Log(step)];

    /// <summary>The logarithm of the squared error to expect, by the curves alone.</summary>
    public double Expected(FillMethod method, Evidence evidence, int threads, CancellationToken cancel)
    {
        var curves = Curves[WayOf(method)];
        return curves.Level(Histogram(curves.Sums(evidence, threads, cancel), evidence.Width, evidence.Width, evidence.Height, 1), 0);
    }

    /// <summary>Judges a frame.</summary>
    /// <param name="shot">What the trials showed, or null.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="factor">Pixels of the picture to one cell, each way.</param>
    public FrameTrust Judge(FillMethod method, Evidence evidence, ShotWord? shot, int width, int height, int factor, int threads, CancellationToken cancel)
    {
        var (curves, law) = (Curves[WayOf(method)], Shots[WayOf(method)]);
        var cells = curves.Sums(evidence, threads, cancel);
        var histogram = Histogram(cells, evidence.Width, width, height, factor);
        var facts = Facts(curves.Level(histogram, 0), evidence.Step, shot);
        var level = 0.0;
        for (var k = 0; k < facts.Length; k++) level += law[k] * facts[k];
        var moved = (float)(Moves * curves.Shift(histogram, level));
        for (var i = 0; i < cells.Length; i++) cells[i] = TrustCurves.Of(curves.Within, cells[i] + moved);
        var sure = 0.0;
        for (var n = 0; n < histogram.Length; n++)
            if (histogram[n] > 0) sure += histogram[n] * TrustCurves.Of(curves.Within, TrustCurves.Low + (n * Cell) + moved);
        var forecast = (10 * Math.Log10(255 * 255)) - (10 / Math.Log(10) * level);
        return new(cells, sure, forecast, forecast < Fair, Holds && shot is not null && factor == 1 && evidence.Step <= Checked + 1);
    }

    /// <summary>The same, with what a check said.</summary>
    public TrustModel With(bool holds) => new() { Curves = Curves, Shots = Shots, Moves = Moves, Fair = Fair, Holds = holds };

    public JsonObject Write(JsonObject receipt) => new()
    {
        ["format"] = "answerprint.confidence.1", ["receipt"] = receipt.DeepClone(), ["fair"] = Math.Round(Fair, 2), ["holds"] = Holds, ["moves"] = Moves,
        ["ways"] = new JsonArray([.. Curves.Select((c, n) =>
        {
            var way = c.Write();
            way["shot"] = new JsonArray([.. Shots[n].Select(v => (JsonNode)Math.Round(v, 5))]);
            return (JsonNode)way;
        })]),
    };

    public static TrustModel Read(JsonNode from)
    {
        var ways = from["ways"]!.AsArray();
        return new()
        {
            Fair = from["fair"]!.GetValue<double>(), Holds = from["holds"]!.GetValue<bool>(), Moves = from["moves"]!.GetValue<double>(),
            Curves = [.. ways.Select(w => TrustCurves.Read(w!))], Shots = [.. ways.Select(w => w!["shot"]!.AsArray().Select(v => v!.GetValue<double>()).ToArray())],
        };
    }

    // shares of the picture by sum
    private static double[] Histogram(float[] sums, int cells, int width, int height, int factor)
    {
        var histogram = new double[(int)((TrustCurves.Places - 1) * TrustCurves.Step / Cell) + 1];
        var rows = sums.Length / cells;
        for (var y = 0; y < rows; y++)
        {
            double high = Math.Min(factor, height - (y * factor));
            for (var x = 0; x < cells; x++)
            {
                var n = Math.Clamp((int)(((sums[(y * cells) + x] - TrustCurves.Low) / Cell) + 0.5f), 0, histogram.Length - 1);
                histogram[n] += high * Math.Min(factor, width - (x * factor));
            }
        }
        var all = (double)width * height;
        for (var n = 0; n < histogram.Length; n++) histogram[n] /= all;
        return histogram;
    }
}
