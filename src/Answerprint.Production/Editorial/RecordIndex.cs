using Answerprint.Media.Time;

namespace Answerprint.Production.Editorial;

/// <summary>Finds what lies over a stretch of the record side by halving: a question costs the logarithm of the number of items. Safe for use from several threads.</summary>
internal sealed class RecordIndex<T>
{
    private readonly List<(FrameRange Record, T Item)> longest = [];

    /// <param name="items">In any order; of those that end alike the first counts.</param>
    public RecordIndex(IEnumerable<T> items, Func<T, FrameRange> record)
    {
        // beside each item stands the one that ends last of all that start no later: if any of them reaches over a place, that one does
        foreach (var item in items.OrderBy(i => record(i).Start))
        {
            var range = record(item);
            var best = longest.Count > 0 && longest[^1].Record.End >= range.End ? longest[^1].Item : item;
            longest.Add((new(range.Start, Math.Max(range.End, longest.Count > 0 ? longest[^1].Record.End : range.End)), best));
        }
    }

    /// <summary>An item that lies over some of these frames.</summary>
    public bool TryFind(FrameRange place, out T item)
    {
        int low = 0, high = longest.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (longest[middle].Record.Start < place.End) low = middle + 1;
            else high = middle;
        }
        var found = low > 0 && !place.IsEmpty && longest[low - 1].Record.End > place.Start;
        item = found ? longest[low - 1].Item : default!;
        return found;
    }
}

/// <summary>The topmost of several tracks at a place of the record side.</summary>
internal sealed class TopIndex<T>(IEnumerable<T> items, Func<T, int> track, Func<T, FrameRange> record)
{
    private readonly List<RecordIndex<T>> tracks = [.. items.GroupBy(track).OrderByDescending(g => g.Key).Select(g => new RecordIndex<T>(g, record))];

    /// <summary>What is seen at a record frame; the default of the type where nothing is.</summary>
    public T? At(int frame)
    {
        foreach (var one in tracks)
            if (one.TryFind(new(frame, frame + 1), out var item)) return item;
        return default;
    }
}
