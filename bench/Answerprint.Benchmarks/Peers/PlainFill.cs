namespace Answerprint.Benchmarks.Peers;

/// <summary>What is done by hand without motion: the same pixel of another frame.</summary>
internal static class PlainFill
{
    /// <summary>Each hidden pixel as the nearest frame shows it in the same place; a pixel that no frame shows stays as it is.</summary>
    public static byte[] Nearest(IReadOnlyList<byte[]> frames, IReadOnlyList<bool[]> holes, int at)
    {
        var filled = (byte[])frames[at].Clone();
        for (var i = 0; i < holes[at].Length; i++)
        {
            if (!holes[at][i]) continue;
            for (var away = 1; away < frames.Count; away++)
            {
                var from = at - away >= 0 && !holes[at - away][i] ? at - away : at + away < frames.Count && !holes[at + away][i] ? at + away : -1;
                if (from < 0) continue;
                frames[from].AsSpan(3 * i, 3).CopyTo(filled.AsSpan(3 * i));
                break;
            }
        }
        return filled;
    }

    /// <summary>Each hidden pixel as the median of the frames within <paramref name="reach"/> that show its place.</summary>
    public static byte[] Median(IReadOnlyList<byte[]> frames, IReadOnlyList<bool[]> holes, int at, int reach)
    {
        var filled = (byte[])frames[at].Clone();
        var values = new List<byte>();
        for (var i = 0; i < holes[at].Length; i++)
        {
            if (!holes[at][i]) continue;
            var near = Enumerable.Range(Math.Max(0, at - reach), Math.Min(frames.Count - 1, at + reach) - Math.Max(0, at - reach) + 1).Where(f => !holes[f][i]).ToList();
            if (near.Count == 0) near = [.. Enumerable.Range(0, frames.Count).Where(f => !holes[f][i])];
            if (near.Count == 0) continue;
            for (var c = 0; c < 3; c++)
            {
                values.Clear();
                values.AddRange(near.Select(f => frames[f][(3 * i) + c]));
                values.Sort();
                filled[(3 * i) + c] = values[values.Count / 2];
            }
        }
        return filled;
    }
}
