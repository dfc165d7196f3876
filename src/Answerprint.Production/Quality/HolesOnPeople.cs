using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>
/// Class P5: thin holes over wardrobe, filled word by word with real pixels of the same person from a near frame of the take. Face, hair and hands are never touched and never a source: a named
/// person attests the parts that are none of them.
/// </summary>
internal sealed class HolesOnPeople
{
    private readonly bool[] filled;
    private readonly List<ClassReason> reasons = [];

    public HolesOnPeople(MeasuredChange given, ChangeRecord record, int number, PeopleOnFrame people, StoredFrame plate, StoredFrame version, bool[] area)
    {
        var (w, h) = (given.Plate.Width, given.Plate.Height);
        filled = new bool[w * h];
        var hole = new bool[w * h];
        if (people.NotFace is null) reasons.Add(new("not-attested", number, "", 1, "nobody in the book attests that this is wardrobe and neither face, hair nor hands: answerprint declare --not-face"));
        foreach (var one in record.Holes)
        {
            if (!one.Box.IsOn(number)) continue;
            if (Math.Abs((long)one.From - number) > FrontHole.MostAway)
            {
                reasons.Add(new("source-too-far", number, one.Box.ToString(), 1, $"pixels of frame {one.From} are farther away than {FrontHole.MostAway} frames"));
                continue;
            }
            if (!given.Plate.Has(one.From) || (one.From == number && one.Dx == 0 && one.Dy == 0))
            {
                reasons.Add(new("source-not-real", number, one.Box.ToString(), 1, $"the take has no frame {one.From} to draw from"));
                continue;
            }
            Fill(given, one, number, people, plate, version, hole, area);
        }
        if (TooThick(hole, w, h) is { } thick) reasons.Add(new("hole-too-wide", number, $"x {thick.First % w} y {thick.First / w}", thick.Count, $"the hole is thicker than {2 * Half(w)} pixels, {FrontHole.MostShare * 100:0.0} % of the width"));
    }

    /// <summary>Where a hole is thicker than it may be: shrunk by half of that, something is left. Null: nowhere.</summary>
    public static (int First, long Count)? TooThick(bool[] hole, int w, int h)
    {
        var outside = new bool[hole.Length];
        for (var i = 0; i < hole.Length; i++) outside[i] = !hole[i];
        var nearOutside = PeopleInRegion.Grown(outside, w, h, Half(w));
        var thick = Array.IndexOf(nearOutside, value: false);
        return thick < 0 ? null : (thick, nearOutside.LongCount(n => !n));
    }

    private static int Half(int width) => Math.Max(1, (int)Math.Floor(FrontHole.MostShare * width / 2));

    public IReadOnlyList<ClassReason> Reasons => reasons;

    /// <summary>Whether a pixel is filled as declared.</summary>
    public bool Fills(int i) => filled[i];

    private void Fill(MeasuredChange given, FrontHole one, int number, PeopleOnFrame people, StoredFrame plate, StoredFrame version, bool[] hole, bool[] area)
    {
        var (w, h) = (given.Plate.Width, given.Plate.Height);
        var source = given.Plate.ReadStored(one.From);
        var there = given.People(one.From);
        long outside = 0;
        for (var y = one.Box.Y; y < Math.Min(h, one.Box.Y + one.Box.Height); y++)
        for (var x = one.Box.X; x < Math.Min(w, one.Box.X + one.Box.Width); x++)
        {
            var i = (y * w) + x;
            if (!area[i] || Equal(plate, version, i, i)) continue;
            hole[i] = true;
            if (people.NotFace is null || !people.NotFace[i]) { outside++; continue; }
            var (u, v) = (x + one.Dx, y + one.Dy);
            if (u < 0 || v < 0 || u >= w || v >= h) continue;
            var k = (v * w) + u;
            // the same person, and there neither face, hair nor hands
            if (there.NotFace is null || !there.NotFace[k] || (there.Performers is { } matte && matte.Coverage.Length == w * h && matte.Coverage[k] <= 0 && people.Performers is { } own && own.Coverage[i] > 0)) { outside++; continue; }
            filled[i] = Equal(source, version, k, i);
        }
        if (outside > 0) reasons.Add(new("hole-not-wardrobe", number, one.Box.ToString(), outside, "pixels of the hole, or their sources, lie outside the parts that are attested as neither face, hair nor hands"));
    }

    private static bool Equal(StoredFrame a, StoredFrame version, int at, int i)
    {
        foreach (var own in version.Channels)
        {
            if (a.Channel(own.Name) is not { } other || other.Type != own.Type) return false;
            var size = own.BytesPerSample;
            if (StoredWords.IsLight(own.Name) && !own.Words.AsSpan(i * size, size).SequenceEqual(other.Words.AsSpan(at * size, size))) return false;
        }
        return true;
    }
}
