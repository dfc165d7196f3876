namespace Answerprint.Soundstage;

/// <summary>Which fronts may be seen in each cell of the picture, nearest first.</summary>
internal sealed class Cells
{
    /// <summary>Pixels of a cell.</summary>
    public const int Wide = 32, High = 8;

    private readonly int[] starts;
    private readonly int[] members;

    public Cells(ReadOnlySpan<Front> fronts, int width, int height)
    {
        Columns = (width + Wide - 1) / Wide;
        Rows = (height + High - 1) / High;
        starts = new int[(Columns * Rows) + 1];
        foreach (ref readonly var f in fronts)
            if (Reach(in f) is var (left, top, right, bottom))
                for (var r = top; r <= bottom; r++)
                    for (var c = left; c <= right; c++) starts[(r * Columns) + c + 1]++;
        for (var k = 1; k < starts.Length; k++) starts[k] += starts[k - 1];
        members = new int[starts[^1]];
        var next = starts.AsSpan(0, starts.Length - 1).ToArray();
        for (var k = 0; k < fronts.Length; k++)
            if (Reach(in fronts[k]) is var (left, top, right, bottom))
                for (var r = top; r <= bottom; r++)
                    for (var c = left; c <= right; c++) members[next[(r * Columns) + c]++] = k;
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

    /// <summary>Those of the cell that holds a place of the picture.</summary>
    public ReadOnlySpan<int> At(double x, double y) =>
        this[Math.Clamp((int)((x + 0.5) * (1.0 / Wide)), 0, Columns - 1), Math.Clamp((int)((y + 0.5) * (1.0 / High)), 0, Rows - 1)];

    private (int Left, int Top, int Right, int Bottom) Reach(in Front f) =>
        (Cell(f.MinX, Wide, Columns, 0), Cell(f.MinY, High, Rows, 0), Cell(f.MaxX, Wide, Columns, -1), Cell(f.MaxY, High, Rows, -1));

    /// <summary>The cell of an edge of a front; one beyond the last where a front begins outside, −1 where it ends before the first.</summary>
    private static int Cell(double at, int size, int count, int outside)
    {
        var cell = Math.Floor((at + 0.5) / size);
        return outside == 0 ? (int)Math.Clamp(cell, 0, count) : (int)Math.Clamp(cell, -1, count - 1);
    }
}
