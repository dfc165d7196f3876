namespace Answerprint.Soundstage;

/// <summary>Which fronts may be seen in each cell of the picture, nearest first.</summary>
internal sealed class Cells
{
    /// <summary>Pixels of a cell.</summary>
    public const int Wide = 32, High = 8;

    private readonly int[] starts;
    private readonly int[] members;
    private readonly Box[] boxes;

    /// <summary>What of the picture a front may touch, and one over its nearest corner, 1/m; all a trifle wide. Small, so that those of a cell lie side by side.</summary>
    public readonly struct Box(in Front f)
    {
        private readonly float left = MathF.BitDecrement((float)f.MinX), right = MathF.BitIncrement((float)f.MaxX), top = MathF.BitDecrement((float)f.MinY), end = MathF.BitIncrement((float)f.MaxY);

        public readonly float Nearest = MathF.BitIncrement((float)f.Nearest);

        public bool Holds(double x, double y) => x >= left && x <= right && y >= top && y <= end;
    }

    public Cells(ReadOnlySpan<Front> fronts, int width, int height)
    {
        Columns = (width + Wide - 1) / Wide;
        Rows = (height + High - 1) / High;
        starts = new int[(Columns * Rows) + 1];
        var pairs = new List<(int Cell, int Front)>(2 * fronts.Length);
        for (var k = 0; k < fronts.Length; k++)
        {
            ref readonly var f = ref fronts[k];
            var (left, top, right, bottom) = Reach(in f);
            var whole = left == right && top == bottom;
            for (var r = top; r <= bottom; r++)
            {
                for (var c = left; c <= right; c++)
                {
                    if (!whole && !MayMeet(in f, c, r)) continue;
                    pairs.Add(((r * Columns) + c, k));
                    starts[(r * Columns) + c + 1]++;
                }
            }
        }
        for (var k = 1; k < starts.Length; k++) starts[k] += starts[k - 1];
        members = new int[pairs.Count];
        boxes = new Box[pairs.Count];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        foreach (var (cell, front) in pairs)
        {
            var at = next[cell]++;
            (members[at], boxes[at]) = (front, new(in fronts[front]));
        }
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Indices of fronts in their order.</summary>
    public ReadOnlySpan<int> this[int column, int row]
    {
        get
        {
            var k = (row * Columns) + column;
            return members.AsSpan(starts[k], starts[k + 1] - starts[k]);
        }
    }

    /// <summary>Those of the cell that holds a place of the picture, and their boxes.</summary>
    public ReadOnlySpan<int> At(double x, double y, out ReadOnlySpan<Box> around)
    {
        var k = (Math.Clamp((int)((y + 0.5) * (1.0 / High)), 0, Rows - 1) * Columns) + Math.Clamp((int)((x + 0.5) * (1.0 / Wide)), 0, Columns - 1);
        var (start, length) = (starts[k], starts[k + 1] - starts[k]);
        around = boxes.AsSpan(start, length);
        return members.AsSpan(start, length);
    }

    /// <summary>
    /// Whether a front may be met in a cell or a pixel beside it: its edges are linear in the picture, and one that is beyond an edge at the best corner of the cell is so
    /// in all of it. A wire that runs askew touches few of the cells that its box does.
    /// </summary>
    private static bool MayMeet(in Front f, int column, int row)
    {
        double left = (column * Wide) - 1.5, right = ((column + 1) * Wide) + 0.5, top = (row * High) - 1.5, end = ((row + 1) * High) + 0.5;
        if (!Within(f.U0, f.U1, f.U2) || !Within(f.V0, f.V1, f.V2) || !Within(f.W0, f.W1, f.W2)) return false;
        return f.Kind == FacetKind.Triangle
            ? Within(f.W0 - f.U0 - f.V0, f.W1 - f.U1 - f.V1, f.W2 - f.U2 - f.V2)
            : Within((f.Width * f.W0) - f.U0, (f.Width * f.W1) - f.U1, (f.Width * f.W2) - f.U2) && Within((f.Height * f.W0) - f.V0, (f.Height * f.W1) - f.V1, (f.Height * f.W2) - f.V2);

        // a trifle less than 0 counts, for rounding
        bool Within(double a, double b, double c)
        {
            double x = a > 0 ? right : left, y = b > 0 ? end : top;
            return (a * x) + (b * y) + c >= -1e-8 * (Math.Abs(a * x) + Math.Abs(b * y) + Math.Abs(c));
        }
    }

    private (int Left, int Top, int Right, int Bottom) Reach(in Front f) =>
        (Cell(f.MinX, Wide, Columns, 0), Cell(f.MinY, High, Rows, 0), Cell(f.MaxX, Wide, Columns, -1), Cell(f.MaxY, High, Rows, -1));

    /// <summary>The cell of an edge of a front; one beyond the last where a front begins outside, −1 where it ends before the first.</summary>
    private static int Cell(double at, int size, int count, int outside)
    {
        var cell = Math.Floor((at + 0.5) / size);
        return outside == 0 ? (int)Math.Clamp(cell, 0, count) : (int)Math.Clamp(cell, -1, count - 1);
    }
}
