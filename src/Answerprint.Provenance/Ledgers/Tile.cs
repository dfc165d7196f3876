using System.Globalization;

namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// The address of one file of the log (C2SP tlog-tiles). A hash tile of level L and index N holds <paramref name="Width"/> hashes, hash i being that of the
/// 256^L entries from (256 N + i) 256^L on. Level −1 stands for the entries themselves.
/// </summary>
/// <param name="Level">0..63, or −1 for an entry bundle.</param>
/// <param name="Index">0-based, within the level.</param>
/// <param name="Width">1..256; below 256 the tile is partial, and no other tile builds on it.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    public const int FullWidth = 256;
    public const int EntriesLevel = -1;

    public bool IsFull => Width == FullWidth;

    /// <summary>The path below the log's folder, with '/' between: <c>tile/0/x001/234.p/7</c>.</summary>
    public string Path => IsFull ? FullPath : string.Create(CultureInfo.InvariantCulture, $"{PartialFolder}/{Width}");

    /// <summary>The folder of this tile's partial forms: <c>tile/0/x001/234.p</c>.</summary>
    public string PartialFolder => FullPath + ".p";

    private string FullPath
    {
        get
        {
            var digits = (Index % 1000).ToString("d3", CultureInfo.InvariantCulture);
            for (var rest = Index / 1000; rest > 0; rest /= 1000) digits = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:d3}/{digits}");
            return string.Create(CultureInfo.InvariantCulture, $"tile/{(Level == EntriesLevel ? "entries" : Level.ToString(CultureInfo.InvariantCulture))}/{digits}");
        }
    }

    /// <summary>Reads a path below the log's folder; null where it is no tile's, or not written in the one right way.</summary>
    public static Tile? FromPath(string path)
    {
        var parts = path.Split('/').ToList();
        if (parts.Count < 3 || parts.Count > 12 || parts[0] != "tile") return null;
        var level = EntriesLevel;
        if (parts[1] != "entries" && (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out level) || level > 63)) return null;
        var width = FullWidth;
        if (parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out width) || width is < 1 or >= FullWidth) return null;
            parts.RemoveAt(parts.Count - 1);
            parts[^1] = parts[^1][..^2];
        }
        long index = 0;
        for (var n = 2; n < parts.Count; n++)
        {
            var digits = n < parts.Count - 1 ? parts[n].StartsWith('x') ? parts[n][1..] : "" : parts[n];
            if (digits.Length != 3 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var three) || index > long.MaxValue / 1000 - 1) return null;
            index = index * 1000 + three;
        }
        var tile = new Tile(level, index, width);
        return tile.Path == path ? tile : null;
    }

    /// <summary>How wide the tile of that level and index is in a log of <paramref name="size"/> entries: 0 where it has no such tile.</summary>
    public static int WidthAt(int level, long index, long size)
    {
        var shift = 8 * Math.Max(level, 0);
        if (shift > 56) return 0;
        var hashes = size >> shift;
        return index > hashes >> 8 ? 0 : (int)Math.Min(FullWidth, hashes - (index << 8));
    }

    /// <summary>The rightmost tile of a level where that is partial: width 0 means that it is empty, so that no file of it exists.</summary>
    public static Tile Partial(int level, long size)
    {
        var shift = 8 * Math.Max(level, 0);
        var hashes = shift > 56 ? 0 : size >> shift;
        return new Tile(level, hashes >> 8, (int)(hashes & 255));
    }

    public override string ToString() => Path;
}
