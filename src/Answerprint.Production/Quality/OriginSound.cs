using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>
/// The origin pass is what it must be: weights and synth in 0..1 with Σ = 1, confidence in 0..1, positions finite, on 1/64 px and, where the tap counts, in the
/// picture. The sum may miss 1 by 2⁻²⁰: eight float additions of values below 1 err by no more than 8 · 2⁻²⁴ = 2⁻²¹.
/// </summary>
public sealed class OriginSound : Check
{
    internal const float Tolerance = 1f / (1 << 20);

    // a resampler may centre a tap a little outside and mirror or clamp what it reads
    private const float Outside = 8;

    public override string Name => "origin-sound";

    public override IEnumerable<Finding> Frame(Inspection given, SeenFrame frame)
    {
        if (frame.Work is null && frame.Plate is not null) yield break;
        if (frame.Origin is not { } origin)
        {
            if (!given.Held.ContainsKey(frame.Number)) yield return Say("none", Weight.Fault, frame.Number, "", 1, "a changed frame has no origin pass");
            yield break;
        }
        if (origin.Width != frame.Stored.Width || origin.Height != frame.Stored.Height)
        {
            yield return Say("size", Weight.Fault, frame.Number, "", 1, "the origin pass has another size than the picture");
            yield break;
        }
        long sums = 0, ranges = 0, grid = 0;
        string sumAt = "", rangeAt = "", gridAt = "";
        var i = 0;
        foreach (var row in origin.Rows())
            for (var x = 0; x < origin.Width; x++, i++)
            {
                if (frame.Work is { } work && work.Coverage[i] == 0) continue;
                var (sum, sound, placed) = Pixel(row, x, origin.Height);
                if (!(Math.Abs(sum - 1) <= Tolerance) && sums++ == 0) sumAt = At(i, origin.Width);
                if (!sound && ranges++ == 0) rangeAt = At(i, origin.Width);
                if (!placed && grid++ == 0) gridAt = At(i, origin.Width);
            }
        if (sums > 0) yield return Say("sum", Weight.Fault, frame.Number, sumAt, sums, "weights and synth do not add up to 1");
        if (ranges > 0) yield return Say("range", Weight.Fault, frame.Number, rangeAt, ranges, "a weight, synth or confidence is not within 0 and 1");
        if (grid > 0) yield return Say("position", Weight.Fault, frame.Number, gridAt, grid, "a position is not on 1/64 pixel, or far outside the picture");
    }

    private static (float Sum, bool Sound, bool Placed) Pixel(Origin row, int x, int height)
    {
        var sum = row.Synth[x];
        var sound = row.Synth[x] is >= 0 and <= 1 && row.Confidence[x] is >= 0 and <= 1;
        var placed = true;
        foreach (var tap in row.Tap)
        {
            var weight = tap.Weight[x];
            sum += weight;
            sound &= weight is >= 0 and <= 1;
            if (weight == 0) continue;
            placed &= OnGrid(tap.X[x], row.Width) && OnGrid(tap.Y[x], height);
        }
        return (sum, sound, placed);
    }

    private static bool OnGrid(float at, int size) => at >= -Outside && at <= size - 1 + Outside && at * 64 == MathF.Floor(at * 64);

    private static string At(int index, int width) => $"x {index % width} y {index / width}";
}
