using Answerprint.Media.Frames;
using Answerprint.Media.Measures;

namespace Answerprint.Tools.Relight;

/// <summary>
/// Exposure that jumps from frame to frame, told from what moves: the median ratio of light of the same things on neighbouring frames, channel by channel, added up to a chain. What of it is not smooth in time
/// is taken away; slow changes stand. A cut begins a new chain.
/// </summary>
/// <param name="Gains">Frame → factors on R, G, B.</param>
/// <param name="Before">How far exposure lies from the smooth course, % rms of light over the frames and channels.</param>
/// <param name="Cuts">Frames at which another shot begins.</param>
internal sealed record FlickerChain(IReadOnlyDictionary<int, double[]> Gains, double Before, IReadOnlyList<int> Cuts)
{
    private const int Wide = 320;

    /// <summary>Frames to each side over which the course is smooth; and how often what stands out is given less weight.</summary>
    private const int Reach = 30, Rounds = 3;

    /// <summary>Share of the picture that two frames of one shot have in common.</summary>
    private const double LeastOverlap = 0.08;

    /// <summary>Frames that differ by less are left as they are, in log2: a twentieth of a display code in the middle of the range.</summary>
    private const double Nothing = 0.001;

    public static FlickerChain Of(Clip clip, IReadOnlyList<int> frames, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        var course = new double[frames.Count][];
        var cuts = new List<int>();
        var gains = new Dictionary<int, double[]>();
        SeenLight? last = null;
        var (begin, sum, count) = (0, 0.0, 0);
        for (var i = 0; i < frames.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var now = SeenLight.Of(clip.Read(frames[i]), Wide);
            var step = last is null ? null : Ratio(ColourPairs.Neighbours(last, now, threads, cancel));
            if (i > 0 && step is null)
            {
                Settle(begin, i);
                begin = i;
                cuts.Add(frames[i]);
            }
            course[i] = step is null ? [0, 0, 0] : [course[i - 1][0] + step[0], course[i - 1][1] + step[1], course[i - 1][2] + step[2]];
            last = now;
            progress?.Report((i + 1.0) / frames.Count);
        }
        Settle(begin, frames.Count);
        return new(gains, count == 0 ? 0 : 100 * Math.Log(2) * Math.Sqrt(sum / count), cuts);

        void Settle(int from, int to)
        {
            var off = new double[3][];
            for (var c = 0; c < 3; c++)
            {
                double[] line = [.. Enumerable.Range(from, to - from).Select(i => course[i][c])];
                var smooth = Smoothed(line);
                off[c] = [.. line.Select((v, k) => v - smooth[k])];
            }
            for (var k = 0; k < to - from; k++)
            {
                for (var c = 0; c < 3; c++) (sum, count) = (sum + (off[c][k] * off[c][k]), count + 1);
                if (Enumerable.Range(0, 3).Any(c => Math.Abs(off[c][k]) > Nothing)) gains[frames[from + k]] = [Math.Pow(2, -off[0][k]), Math.Pow(2, -off[1][k]), Math.Pow(2, -off[2][k])];
            }
        }
    }

    /// <summary>log2 of the median ratio of light, R, G, B; null where the two have too little in common.</summary>
    private static double[]? Ratio(ColourPairs pairs) => pairs.Overlap < LeastOverlap || pairs.Count < 40 ? null : pairs.Stops();

    /// <summary>A line through the frames around each, weighted by nearness (Cleveland 1979), what stands out counting less from round to round.</summary>
    internal static double[] Smoothed(double[] line)
    {
        var (smooth, trust) = (new double[line.Length], new double[line.Length]);
        Array.Fill(trust, 1);
        for (var round = 0; round < Rounds; round++)
        {
            for (var n = 0; n < line.Length; n++)
            {
                double w = 0, x = 0, y = 0, xx = 0, xy = 0;
                for (var k = Math.Max(0, n - Reach); k <= Math.Min(line.Length - 1, n + Reach); k++)
                {
                    var far = Math.Abs(k - n) / (Reach + 1.0);
                    var weight = trust[k] * Math.Pow(1 - (far * far * far), 3);
                    double at = k - n;
                    (w, x, y, xx, xy) = (w + weight, x + (weight * at), y + (weight * line[k]), xx + (weight * at * at), xy + (weight * at * line[k]));
                }
                var det = (w * xx) - (x * x);
                smooth[n] = w <= 0 ? line[n] : det > 1e-9 ? ((xx * y) - (x * xy)) / det : y / w;
            }
            var scale = 6 * Median([.. line.Select((v, k) => Math.Abs(v - smooth[k]))]);
            if (scale < 1e-9) break;
            for (var k = 0; k < line.Length; k++)
            {
                var far = Math.Min(1, Math.Abs(line[k] - smooth[k]) / scale);
                trust[k] = Math.Max(1e-3, (1 - (far * far)) * (1 - (far * far)));
            }
        }
        return smooth;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
