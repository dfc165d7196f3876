using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>The damaged pixels of one frame, in parts that are mended by themselves.</summary>
internal sealed class Damage
{
    /// <summary>Parts of a large region are at most this wide and high, in pixels: what mends one end of it need not mend the other.</summary>
    private const int Cell = 32;

    private Damage(Matte work, bool[] inside, List<Part> parts) => (Work, Inside, Parts) = (work, inside, parts);

    /// <summary>Damaged pixels that touch, within one cell.</summary>
    /// <param name="Pixels">Row by row.</param>
    /// <param name="Across">The shorter side of the region that they belong to, in pixels.</param>
    internal sealed record Part(IReadOnlyList<int> Pixels, bool IsDust, int Across);

    public Matte Work { get; }

    /// <summary>Per pixel.</summary>
    public bool[] Inside { get; }

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Whether anything of it is larger than a dead pixel or dust.</summary>
    public bool HasRegion => Parts.Any(p => !p.IsDust);

    /// <returns>Null where the frame is not damaged.</returns>
    public static Damage? Of(IReadOnlyList<Defect> defects, int frame, int width, int height)
    {
        if (new DefectMap(defects).On(frame, width, height) is not { } work) return null;
        var inside = new bool[width * height];
        var left = new SortedSet<int>();
        for (var i = 0; i < inside.Length; i++)
        {
            inside[i] = work.Coverage[i] > 0;
            if (inside[i]) left.Add(i);
        }
        var parts = new List<Part>();
        var seen = new HashSet<int>();
        var waiting = new Queue<int>();
        foreach (var start in left)
        {
            if (!seen.Add(start)) continue;
            var region = new List<int>();
            waiting.Enqueue(start);
            int x0 = width, x1 = 0, y0 = height, y1 = 0;
            while (waiting.TryDequeue(out var at))
            {
                region.Add(at);
                var (x, y) = (at % width, at / width);
                (x0, x1, y0, y1) = (Math.Min(x0, x), Math.Max(x1, x), Math.Min(y0, y), Math.Max(y1, y));
                for (var v = Math.Max(0, y - 1); v <= Math.Min(height - 1, y + 1); v++)
                    for (var u = Math.Max(0, x - 1); u <= Math.Min(width - 1, x + 1); u++)
                        if (inside[(v * width) + u] && seen.Add((v * width) + u)) waiting.Enqueue((v * width) + u);
            }
            var dust = Math.Max(x1 - x0, y1 - y0) < DefectMap.MostDust;
            var across = Math.Min(x1 - x0, y1 - y0) + 1;
            foreach (var cell in region.GroupBy(i => dust ? 0 : (i / width / Cell * ((width / Cell) + 1)) + (i % width / Cell)).OrderBy(g => g.Key))
                parts.Add(new([.. cell.Order()], dust, across));
        }
        return new(work, inside, parts);
    }
}
