using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>
/// The origin pass of a frame made along motion. It keeps the candidates, which are at the size of analysis (about 100 MB at 4K), and works out a row's taps when
/// they are asked for: tap 2k is from the first frame by the k-th of the kept candidates, tap 2k + 1 from the second.
/// </summary>
internal sealed class FusedOrigin : OriginPass
{
    /// <summary>Weights are multiples of 1/4096, so that their sum is exactly 1.</summary>
    private const int Grain = 4096;

    /// <summary>Candidates lighter than this are left out, in grains.</summary>
    private const int Least = 24;

    private readonly IReadOnlyList<Candidate> candidates;
    private readonly FlowField? deviation;
    private readonly float[]? confidence;
    private readonly float t;
    private readonly int factor;
    private readonly uint plate;
    private readonly uint[] frames;

    /// <param name="confidence">Of each cell, at the size of analysis; null says nothing.</param>
    /// <param name="deviation">What all candidates but the still one deviate by, or null.</param>
    public FusedOrigin(IReadOnlyList<Candidate> candidates, PairMotion pair, float t, FlowField? deviation, float[]? confidence, uint plate)
        : base(pair.A.Picture.Width, pair.A.Picture.Height, 2 * Fusion.Most)
    {
        (this.candidates, this.deviation, this.confidence, this.t, this.plate) = (candidates, deviation, confidence, t, plate);
        // the pictures of the pair are not kept
        factor = pair.A.Factor;
        frames = [(uint)pair.A.Number, (uint)pair.B.Number];
    }

    public override bool IsReal => true;

    public override long Bytes => 4L * ((confidence?.Length ?? 0) + (deviation?.Values.Length ?? 0) + candidates.Sum(c => (long)c.Motion.Values.Length + c.Share.Length + c.Cost.Length));

    public override OriginReader Reader()
    {
        var lines = candidates.Select(c => new FusionLine(c, Width, factor)).ToArray();
        var bend = deviation is null ? null : new FusionLine(deviation, Width, factor);
        return (y, row) =>
        {
            foreach (var line in lines) line.Load(y);
            bend?.Load(y);
            for (var n = 0; n < row.Tap.Count; n++)
            {
                var tap = row.Tap[n];
                tap.X.AsSpan().Clear();
                tap.Y.AsSpan().Clear();
                tap.Weight.AsSpan().Clear();
                tap.Plate.AsSpan().Fill(plate);
                tap.Frame.AsSpan().Fill(frames[n % 2]);
            }
            row.Synth.AsSpan().Clear();
            FrameTrust.Row(confidence, factor, y, row.Confidence);
            Taps(lines, bend, row, y);
        };
    }

    private void Taps(FusionLine[] lines, FusionLine? bend, Origin row, int y)
    {
        Span<int> grains = stackalloc int[2 * Fusion.Most];
        Span<int> kept = stackalloc int[Fusion.Most];
        FusionLine.Choose(lines, Fusion.Most, 0.2f, (float)Least / Grain);
        for (var x = 0; x < Width; x++)
        {
            var count = 0;
            var left = Grain;
            var heaviest = 0;
            for (var c = 0; c < lines.Length && count < Fusion.Most; c++)
            {
                var weight = lines[c].Weight[x] * Grain;
                if (weight == 0) continue;
                var first = weight * lines[c].Share[x];
                kept[count] = c;
                for (var n = 2 * count; n < (2 * count) + 2; n++)
                {
                    var grain = (int)((n % 2 == 0 ? first : weight - first) + 0.5f);
                    if (grain < Least / 2) grain = 0;
                    grains[n] = grain;
                    left -= grain;
                    if (grain > grains[heaviest]) heaviest = n;
                }
                count++;
            }
            grains[heaviest] += left;
            for (var n = 0; n < 2 * count; n++)
            {
                if (grains[n] == 0) continue;
                var line = lines[kept[n / 2]];
                var reach = n % 2 == 0 ? -t : 1 - t;
                var px = x + (reach * line.X[x]);
                var py = y + (reach * line.Y[x]);
                if (bend is not null && !line.IsStill)
                {
                    px -= bend.X[x];
                    py -= bend.Y[x];
                }
                var tap = row.Tap[n];
                tap.X[x] = Lanczos.Units(PaddedPlane.Hold(px, Width)) / (float)Lanczos.Phases;
                tap.Y[x] = Lanczos.Units(PaddedPlane.Hold(py, Height)) / (float)Lanczos.Phases;
                tap.Weight[x] = grains[n] / (float)Grain;
            }
        }
    }
}
