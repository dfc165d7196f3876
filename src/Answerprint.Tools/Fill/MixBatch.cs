namespace Answerprint.Tools.Fill;

/// <summary>Squares of lessons, turned and with some of their candidates taken away, as the blocks of floats that a step of training takes.</summary>
internal sealed class MixBatch
{
    /// <summary>Pixels across and down; even.</summary>
    public const int Side = 96;

    private static readonly string[][] Leaner = [["far"], ["plane", "along"], ["far", "plane", "along"]];

    private static readonly int Slots = MixEvidence.Names.Count;

    public MixBatch(int count)
    {
        Count = count;
        Features = new float[count * MixFeatures.Count * Side * Side / 4];
        Worth = new float[count * Slots * Side * Side];
        (Odds, A, B) = (new float[Worth.Length], new float[Worth.Length], new float[Worth.Length]);
        Truth = new float[count * Side * Side];
    }

    public int Count { get; }

    /// <summary>N×features×H/2×W/2.</summary>
    public float[] Features { get; }

    /// <summary>N×slots×H×W: logarithms of weights before they are corrected.</summary>
    public float[] Worth { get; }

    /// <summary>Logarithms of the odds of the first frame.</summary>
    public float[] Odds { get; }

    /// <summary>Luma in codes, from the first frame.</summary>
    public float[] A { get; }

    /// <summary>From the second.</summary>
    public float[] B { get; }

    /// <summary>N×1×H×W.</summary>
    public float[] Truth { get; }

    /// <summary>Puts a square of a lesson at place <paramref name="n"/>.</summary>
    /// <param name="chance">Where, which way round, and with which candidates; null: the middle of the lesson as it is.</param>
    public void Put(int n, MixLesson lesson, Random? chance)
    {
        var spare = (MixLesson.Side - Side) / 2;
        int left = 2 * (chance?.Next(spare + 1) ?? (spare / 2)), top = 2 * (chance?.Next(spare + 1) ?? (spare / 2));
        bool across = chance?.Next(2) == 1, down = chance?.Next(2) == 1, swap = chance?.Next(2) == 1, turn = chance?.Next(2) == 1;
        string[] without = chance is not null && chance.Next(10) < 3 ? Leaner[chance.Next(Leaner.Length)] : [];
        var used = lesson.Candidates.Where(c => !without.Contains(MixEvidence.Names[c.Slot], StringComparer.Ordinal)).ToList();
        var half = Side / 2;
        var t = swap ? 1 - lesson.T : lesson.T;
        var evidence = used.Select(c =>
        {
            var planes = c.Evidence.Select(p => Taken(p, MixLesson.Side / 2, left / 2, top / 2, half)).ToArray();
            if (swap) (planes[2], planes[3]) = (planes[3], planes[2]);
            return new MixEvidence(c.Slot, planes);
        }).ToList();
        var doubt = Fusion.Doubt(lesson.Gap);
        var features = MixFeatures.Of(evidence, Taken(lesson.Deviation, MixLesson.Side / 2, left / 2, top / 2, half), t, lesson.Gap, doubt, half, half);
        for (var p = 0; p < features.Length; p++) features[p].CopyTo(Features, ((n * features.Length) + p) * half * half);
        Fill(n, used, swap, p => Taken(p, MixLesson.Side, left, top, Side), doubt);
        Taken(lesson.Truth, MixLesson.Side, left, top, Side).CopyTo(Truth, n * Side * Side);

        float[] Taken(Half[] plane, int stride, int x0, int y0, int side)
        {
            var taken = new float[side * side];
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    var (u, v) = (across ? side - 1 - x : x, down ? side - 1 - y : y);
                    if (turn) (u, v) = (v, u);
                    taken[(y * side) + x] = (float)plane[((y0 + v) * stride) + x0 + u];
                }
            }
            return taken;
        }
    }

    private void Fill(int n, List<MixLesson.Known> used, bool swap, Func<Half[], float[]> taken, float doubt)
    {
        var size = Side * Side;
        var full = used.Select(c => c.Full.Select(taken).ToArray()).ToList();
        // what is not there weighs nothing
        Worth.AsSpan(n * Slots * size, Slots * size).Fill(-1e4f);
        Odds.AsSpan(n * Slots * size, Slots * size).Clear();
        A.AsSpan(n * Slots * size, Slots * size).Clear();
        B.AsSpan(n * Slots * size, Slots * size).Clear();
        for (var i = 0; i < size; i++)
        {
            var least = full.Min(f => f[3][i]);
            for (var c = 0; c < used.Count; c++)
            {
                var at = (((n * Slots) + used[c].Slot) * size) + i;
                var share = Math.Clamp(full[c][2][i], 1e-4f, 1 - 1e-4f);
                Worth[at] = (least - full[c][3][i] + (used[c].Slot == Fusion.StillSlot ? least * doubt : 0)) * Fusion.Scale;
                Odds[at] = MathF.Log(share / (1 - share)) * (swap ? -1 : 1);
                (A[at], B[at]) = swap ? (full[c][1][i], full[c][0][i]) : (full[c][0][i], full[c][1][i]);
            }
        }
    }
}
