using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>
/// Class R on people: spots of at most 6 px that do not touch, few of them, none on eyes or mouth, whose new values lie within those of the sound pixels around them.
/// So a spot can hold nothing that its neighbours do not show.
/// </summary>
internal sealed class DustOnPeople
{
    /// <summary>Sound pixels this near give the range.</summary>
    private const int Around = 6;

    /// <summary>So many spots may a frame have on people: a sensor has a few dead pixels on a face, and a face that is dotted all over is painted.</summary>
    internal const int MostSpots = 64;

    private readonly bool[] inside;
    private readonly int width;
    private readonly int height;
    private readonly Dictionary<string, (float[] Plate, float[] Version)> planes = new(StringComparer.Ordinal);

    public DustOnPeople(DefectMap map, int frame, int width, int height)
    {
        (this.width, this.height) = (width, height);
        inside = new bool[width * height];
        foreach (var d in map.Defects.Where(d => d.Frame is null || d.Frame == frame))
        {
            for (var y = d.Y; y < Math.Min(height, d.Y + d.Height); y++)
            for (var x = d.X; x < Math.Min(width, d.X + d.Width); x++) inside[(y * width) + x] = true;
        }
        Fault = Spots();
    }

    /// <summary>Why a region of a frame is no dust; null where it is.</summary>
    public static string? FaultOf(Matte region) => new DustOnPeople(new([]), 0, region.Width, region.Height, PeopleInRegion.Inside(region)).Fault;

    private DustOnPeople(DefectMap map, int frame, int width, int height, bool[] inside)
        : this(map, frame, width, height)
    {
        this.inside = inside;
        Fault = Spots();
    }

    /// <summary>Why this is no dust; null where it is.</summary>
    public string? Fault { get; }

    public bool Mends(int i, PeopleOnFrame people, StoredFrame plate, StoredFrame version)
    {
        if (!inside[i] || people.NotFace is null || !people.NotFace[i]) return false;
        foreach (var channel in plate.Channels)
        {
            if (version.Channel(channel.Name) is not { } own) continue;
            var size = channel.BytesPerSample;
            if (channel.Words.AsSpan(i * size, size).SequenceEqual(own.Words.AsSpan(i * size, size))) continue;
            if (!StoredWords.IsLight(channel.Name) || channel.Type == SampleType.UInt) return false;
            if (!planes.TryGetValue(channel.Name, out var both)) planes[channel.Name] = both = (Values(channel), Values(own));
            var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
            var (cx, cy) = (i % width, i / width);
            for (var y = Math.Max(0, cy - Around - DefectMap.MostDust); y <= Math.Min(height - 1, cy + Around + DefectMap.MostDust); y++)
            for (var x = Math.Max(0, cx - Around - DefectMap.MostDust); x <= Math.Min(width - 1, cx + Around + DefectMap.MostDust); x++)
            {
                var k = (y * width) + x;
                if (inside[k] || !float.IsFinite(both.Plate[k])) continue;
                (low, high) = (Math.Min(low, both.Plate[k]), Math.Max(high, both.Plate[k]));
            }
            if (!(both.Version[i] >= low && both.Version[i] <= high)) return false;
        }
        return true;
    }

    /// <summary>Spots that touch are one, and one is at most 6 px across.</summary>
    private string? Spots()
    {
        var seen = new bool[inside.Length];
        var (count, open) = (0, new Stack<int>());
        for (var start = 0; start < inside.Length; start++)
        {
            if (!inside[start] || seen[start]) continue;
            if (++count > MostSpots) return $"more than {MostSpots} spots of one frame are called defects";
            var (left, top, right, bottom) = (width, height, -1, -1);
            open.Push(start);
            seen[start] = true;
            while (open.Count > 0)
            {
                var i = open.Pop();
                var (x, y) = (i % width, i / width);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
                // one sound pixel between them does not make two spots
                for (var v = Math.Max(0, y - 2); v <= Math.Min(height - 1, y + 2); v++)
                for (var u = Math.Max(0, x - 2); u <= Math.Min(width - 1, x + 2); u++)
                {
                    var k = (v * width) + u;
                    if (!inside[k] || seen[k]) continue;
                    seen[k] = true;
                    open.Push(k);
                }
            }
            if (right - left >= DefectMap.MostDust || bottom - top >= DefectMap.MostDust) return $"spots at x {left} y {top} touch, and together they are larger than {DefectMap.MostDust} pixels";
        }
        return null;
    }

    private static float[] Values(StoredChannel channel)
    {
        var values = new float[channel.Words.Length / channel.BytesPerSample];
        StoredPicture.Values(channel, values);
        return values;
    }
}
