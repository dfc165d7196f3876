using Answerprint.Media.Filters;

namespace Answerprint.Tools.Fill;

/// <summary>
/// What the motion of a shot says about the motion inside a gap: the best linear prediction (kriging with unknown mean; Cressie, "Statistics for
/// Spatial Data", 1993) of the places between from the velocities on both sides and the motion across, with the autocovariance of velocity that
/// the shot shows around the gap. Where a camera is held by hand its sway is predicted; where nothing can be predicted, nothing deviates.
/// </summary>
internal sealed class MotionHabit(SmallFrames frames, Func<int, bool> real, int threads = 1, CancellationToken cancel = default)
{
    /// <summary>Frames on each side that a prediction may look at.</summary>
    public const int Reach = 4;

    /// <summary>Frames on each side that statistics are taken from.</summary>
    public const int Span = 20;

    /// <summary>Cells of the small picture between samples of velocity.</summary>
    private const int Grid = 12;

    /// <summary>
    /// Gaps made up that a prediction is learnt from, at least: the first and the last of them must share no frame between, for gaps that overlap
    /// are nearly one, and one gap teaches nothing.
    /// </summary>
    private static int FewestWindows(int step) => Math.Max(4, step + 1);

    private readonly Dictionary<int, float[]> velocities = [];

    /// <param name="Laws">For each missing frame.</param>
    /// <param name="Share">How much of them is believed; 0 where the habit teaches nothing.</param>
    /// <param name="Cubic">How much of the cubic is believed beside them.</param>
    internal sealed record Found(IReadOnlyList<BendLaw> Laws, float Share, float Cubic)
    {
        public bool IsStraight => Share + Cubic <= 0;
    }

    /// <summary>Forgets what lies before <paramref name="first"/>.</summary>
    public void ForgetBefore(int first)
    {
        foreach (var n in velocities.Keys.Where(n => n < first).ToList()) velocities.Remove(n);
    }

    /// <summary>The prediction for the frames between two real ones, or null where too little is known around them. Nothing between them is looked at.</summary>
    public Found? Between(int before, int after)
    {
        var step = after - before;
        int left = 0, right = 0;
        while (left < Reach && real(before - left - 1)) left++;
        while (right < Reach && real(after + right + 1)) right++;
        if (left == 0 || right == 0 || step is < 2 or > 12) return null;
        var known = Enumerable.Range(before - Span, step + (2 * Span)).Select(n => (n < before || n >= after) && real(n) && real(n + 1)).ToArray();
        if (known.Count(k => k) < 8) return null;
        var windows = new List<int>();
        foreach (var reach in new[] { Reach, 2, 1 })
        {
            (left, right) = (Math.Min(left, reach), Math.Min(right, reach));
            windows = [.. Windows(known, before - Span, left, step, right)];
            if (windows.Count >= FewestWindows(step)) break;
        }
        if (windows.Count < FewestWindows(step)) return null;
        // no motion is looked at before it is known that it is needed
        Rows.All(threads, [.. known.Index().Where(k => k.Item).Select(k => (Action)(() => frames.Flow(before - Span + k.Index, before - Span + k.Index + 1)))], cancel);
        var gram = Gram.Of(this, before - Span, after + Span, before, after);
        var (l, r, noise) = Settings(left, right).MinBy(s => windows.Sum(start =>
        {
            var weights = gram.Without(start, step).Predict(s.Left, step, s.Right, s.Noise);
            return Enumerable.Range(1, step - 1).Sum(j => gram.Error(start, step, j, s.Left, weights[j - 1], s.Right));
        }));
        var lessons = new MotionLesson[windows.Count];
        Rows.All(threads, [.. windows.Select((start, n) => (Action)(() => lessons[n] = MotionLesson.At(frames, start, step, l, r, gram.Without(start, step).Predict(l, step, r, noise))))], cancel);
        double error = 0, straight = 0;
        foreach (var lesson in lessons)
        {
            var (c, s) = Shares([.. lessons.Where(o => o != lesson)]);
            error += lesson.Error(c, s);
            straight += lesson.Straight;
        }
        var (cubic, share) = Shares(lessons);
        var laws = gram.Predict(l, step, r, noise).Select(w => Law(w, l, r)).ToList();
        // gaps made up side by side are nearly one: the fewer of them, the clearer they must speak
        var crowd = (double)step / windows.Count;
        var belief = Math.Clamp((1 - (0.18 * crowd * crowd) - (error / Math.Max(straight, 1e-9))) / 0.4, 0, 1);
        return new(laws, (float)(belief * share), (float)(belief * cubic));
    }

    // the first frames of gaps that can be made up
    private static IEnumerable<int> Windows(bool[] known, int first, int left, int step, int right)
    {
        for (var start = left; start + step + right <= known.Length; start++)
        {
            var whole = true;
            for (var i = start - left; i < start + step + right; i++) whole &= known[i];
            if (whole) yield return first + start;
        }
    }

    private static IEnumerable<(int Left, int Right, double Noise)> Settings(int left, int right)
    {
        foreach (var reach in new[] { 1, 2, Reach })
            foreach (var noise in new[] { 0.03, 0.15, 0.6 })
                yield return (Math.Min(reach, left), Math.Min(reach, right), noise);
    }

    // least squares with a leaning to nothing, each within 0..1
    private static (double Cubic, double Habit) Shares(IReadOnlyList<MotionLesson> lessons)
    {
        double cc = lessons.Sum(l => l.CubicCubic), ch = lessons.Sum(l => l.CubicHabit), hh = lessons.Sum(l => l.HabitHabit);
        double ct = lessons.Sum(l => l.CubicTruth), ht = lessons.Sum(l => l.HabitTruth);
        var lean = (0.03 * (cc + hh)) + 1e-6;
        (cc, hh) = (cc + lean, hh + lean);
        var scale = (cc * hh) - (ch * ch);
        double cubic = ((ct * hh) - (ht * ch)) / scale, habit = ((ht * cc) - (ct * ch)) / scale;
        if (cubic < 0) (cubic, habit) = (0, ht / hh);
        if (habit < 0) (cubic, habit) = (Math.Max(0, ct / cc), 0);
        return (Math.Min(cubic, 1), Math.Min(habit, 1));
    }

    // from weights of velocities (those before, outwards; the motion across; those after, outwards) to weights of places
    private static BendLaw Law(double[] weights, int left, int right)
    {
        var before = new float[left];
        var after = new float[right];
        for (var k = 0; k < left; k++) before[k] = (float)((k + 1 < left ? weights[k + 1] : 0) - weights[k]);
        for (var k = 0; k < right; k++) after[k] = (float)(weights[left + 1 + k] - (k + 1 < right ? weights[left + 2 + k] : 0));
        return new(before, (float)weights[left], after);
    }

    // motion from n to n + 1 at the points of the grid, or null where a frame is missing
    private float[]? Velocity(int n)
    {
        if (!real(n) || !real(n + 1)) return null;
        if (velocities.TryGetValue(n, out var known)) return known;
        var flow = frames.Flow(n, n + 1);
        var samples = new List<float>();
        for (var y = Grid; y < flow.Height - Grid; y += Grid)
        {
            for (var x = Grid; x < flow.Width - Grid; x += Grid)
            {
                samples.Add(flow.X((y * flow.Width) + x));
                samples.Add(flow.Y((y * flow.Width) + x));
            }
        }
        return velocities[n] = [.. samples];
    }

    /// <summary>Products of velocities, summed over all points of the grid: all that prediction and its errors depend on.</summary>
    private sealed class Gram
    {
        private readonly int first;
        private readonly double[,] products;
        private readonly bool[] known;
        private readonly double[] covariance;

        private Gram(int first, double[,] products, bool[] known)
        {
            (this.first, this.products, this.known) = (first, products, known);
            covariance = Covariance();
        }

        public static Gram Of(MotionHabit habit, int from, int to, int before, int after)
        {
            var rows = new float[to - from][];
            for (var n = from; n < to; n++)
                if (n < before || n >= after) rows[n - from] = habit.Velocity(n)!;
            var there = rows.Select(r => r is not null).ToArray();
            var sums = new double[rows.Length, rows.Length];
            var count = there.Count(k => k);
            var size = rows.FirstOrDefault(r => r is not null)?.Length ?? 0;
            var centred = new double[rows.Length];
            for (var s = 0; s < size && count > 0; s++)
            {
                double mean = 0, spread = 0;
                for (var i = 0; i < rows.Length; i++)
                    if (there[i]) mean += rows[i][s];
                mean /= count;
                for (var i = 0; i < rows.Length; i++)
                {
                    if (!there[i]) continue;
                    centred[i] = rows[i][s] - mean;
                    spread += centred[i] * centred[i];
                }
                // every point says as much as any other, however fast it moves; one that hardly moves says little
                var weight = 1 / ((spread / count) + 0.02);
                for (var i = 0; i < rows.Length; i++)
                {
                    if (!there[i]) continue;
                    for (var k = i; k < rows.Length; k++)
                        if (there[k]) sums[i, k] += weight * centred[i] * centred[k];
                }
            }
            for (var i = 0; i < rows.Length; i++)
                for (var k = 0; k < i; k++) sums[i, k] = sums[k, i];
            return new(from, sums, there);
        }

        /// <summary>As if the velocities of a gap were not known.</summary>
        public Gram Without(int start, int step)
        {
            var left = (bool[])known.Clone();
            for (var i = start - first; i < start - first + step; i++) left[i] = false;
            return new(first, products, left);
        }

        // biased, so that long lags, of which little is known, count for less
        private double[] Covariance()
        {
            var size = known.Length;
            var all = known.Count(k => k);
            var result = new double[size];
            for (var lag = 0; lag < Math.Min(size, all); lag++)
            {
                var sum = 0.0;
                var count = 0;
                for (var i = 0; i + lag < size; i++)
                {
                    if (!known[i] || !known[i + lag]) continue;
                    sum += products[i, i + lag];
                    count++;
                }
                if (count > 0) result[lag] = sum / count * (all - lag) / all;
            }
            return result;
        }

        /// <summary>For each missing frame the weights of the velocities before (outwards), of the motion across, and of the velocities after.</summary>
        public double[][] Predict(int left, int step, int right, double noise)
        {
            var size = left + 1 + right;
            var unit = Math.Max(covariance[0], 1e-9);
            // an unknown mean: as if it varied far more than anything else
            var mean = 1000 * unit;
            double C(int a, int b) => covariance[Math.Min(Math.Abs(a - b), covariance.Length - 1)] + mean;
            (int From, int To) Part(int i) => i < left ? (-1 - i, -i) : i == left ? (0, step) : (step + i - left - 1, step + i - left);
            var matrix = new double[size, size];
            var targets = new double[step - 1, size];
            for (var i = 0; i < size; i++)
            {
                var (from, to) = Part(i);
                for (var k = 0; k < size; k++)
                {
                    var (low, high) = Part(k);
                    for (var a = from; a < to; a++)
                        for (var b = low; b < high; b++) matrix[i, k] += C(a, b);
                }
                matrix[i, i] += noise * unit;
                for (var j = 1; j < step; j++)
                {
                    for (var a = from; a < to; a++)
                        for (var b = 0; b < step; b++) targets[j - 1, i] += ((b < j ? 1 : 0) - ((double)j / step)) * C(a, b);
                }
            }
            return Solved(matrix, targets);
        }

        /// <summary>The cubic's weights of the velocity before, the motion across and the velocity after.</summary>
        public static double[] Cubic(int step, int j)
        {
            var law = BendLaw.Cubic(1f / step, 1f / step, (float)j / step);
            return [-law.Before[0], law.Own, law.After[0]];
        }

        /// <summary>The squared error at missing frame <paramref name="j"/> of a gap made up, summed over the grid.</summary>
        public double Error(int start, int step, int j, int left, double[] weights, int right)
        {
            var low = start - first - left;
            Span<double> c = stackalloc double[left + step + right];
            for (var b = 0; b < step; b++) c[left + b] = weights[left] - ((b < j ? 1 : 0) - ((double)j / step));
            for (var i = 0; i < left; i++) c[left - 1 - i] = weights[i];
            for (var i = 0; i < right; i++) c[left + step + i] = weights[left + 1 + i];
            var sum = 0.0;
            for (var i = 0; i < c.Length; i++)
                for (var k = 0; k < c.Length; k++) sum += c[i] * c[k] * products[low + i, low + k];
            return sum;
        }

        // Gauss with pivots; a singular system predicts nothing
        private static double[][] Solved(double[,] m, double[,] targets)
        {
            var n = m.GetLength(0);
            var count = targets.GetLength(0);
            var right = new double[n, count];
            for (var i = 0; i < n; i++)
                for (var t = 0; t < count; t++) right[i, t] = targets[t, i];
            for (var p = 0; p < n; p++)
            {
                var top = p;
                for (var i = p + 1; i < n; i++)
                    if (Math.Abs(m[i, p]) > Math.Abs(m[top, p])) top = i;
                if (Math.Abs(m[top, p]) < 1e-12) return [.. Enumerable.Range(0, count).Select(_ => new double[n])];
                for (var k = 0; k < n; k++) (m[p, k], m[top, k]) = (m[top, k], m[p, k]);
                for (var t = 0; t < count; t++) (right[p, t], right[top, t]) = (right[top, t], right[p, t]);
                for (var i = p + 1; i < n; i++)
                {
                    var part = m[i, p] / m[p, p];
                    for (var k = p; k < n; k++) m[i, k] -= part * m[p, k];
                    for (var t = 0; t < count; t++) right[i, t] -= part * right[p, t];
                }
            }
            var result = new double[count][];
            for (var t = 0; t < count; t++)
            {
                result[t] = new double[n];
                for (var i = n - 1; i >= 0; i--)
                {
                    var sum = right[i, t];
                    for (var k = i + 1; k < n; k++) sum -= m[i, k] * result[t][k];
                    result[t][i] = sum / m[i, i];
                }
            }
            return result;
        }
    }
}
