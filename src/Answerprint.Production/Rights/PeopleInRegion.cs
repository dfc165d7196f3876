using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>
/// Whether people are in a region, from what named persons have declared and from performers' mattes. It never looks at pictures: a detector
/// may ask, it does not answer. An unknown stays unknown.
/// </summary>
public static class PeopleInRegion
{
    /// <summary>A region nearer than this to a person counts as on them, in pixels.</summary>
    public const int KeepAway = 16;

    /// <summary>A missing frame's performer area is at least this much larger than the mattes around it, in pixels.</summary>
    public const int LeastDilation = 8;

    /// <summary>
    /// A made or changed region of frames that do not exist: the performer area is the union of the nearest real frames' mattes on both sides,
    /// swept from one to the other and grown by max(8 px, half the displacement).
    /// </summary>
    /// <param name="region">The region; null for whole frames.</param>
    /// <param name="declarations">Those of the plate; any order.</param>
    /// <param name="frames">The frames that are made, and the nearest real ones.</param>
    /// <param name="before">Each declared performer's matte on the nearest real frame before, by digest; missing where there is none.</param>
    /// <param name="after">The same on the nearest real frame after.</param>
    public static PeopleThere OfMissing(
        Matte? region, IReadOnlyList<Declaration> declarations, IReadOnlyList<int> frames, IReadOnlyDictionary<string, Matte> before, IReadOnlyDictionary<string, Matte> after)
    {
        // crew are people too: what is made of a frame that they are in shows them
        if (declarations.Any(d => d.Says == Rights.Said.NotCast && frames.Any(f => d.Covers(f) && d.Region?.IsOn(f) != false))) return PeopleThere.People;
        if (Said(declarations, frames) is { } said) return said;
        foreach (var performer in Performers(declarations, frames))
        {
            var (a, b) = (before.GetValueOrDefault(performer), after.GetValueOrDefault(performer));
            // a declared performer whose matte is not to be had may be anywhere
            if (a is null || b is null) return PeopleThere.People;
            if (Meets(region, Swept(a, b))) return PeopleThere.People;
        }
        return PeopleThere.NoneAttested;
    }

    /// <summary>A changed region of frames that exist, with the performers' mattes on each of them.</summary>
    /// <param name="regions">Frame → region; a null region is the whole frame.</param>
    /// <param name="matte">A declared performer's matte on a frame; null where it is not to be had.</param>
    /// <param name="parts">The mattes of a declaration about a part that is no rectangles; null where they are not to be had.</param>
    public static PeopleThere OfChanged(IReadOnlyDictionary<int, Matte?> regions, IReadOnlyList<Declaration> declarations, Func<string, int, Matte?> matte, Func<Declaration, int, Matte?>? parts = null)
    {
        if (regions.Count == 0) return PeopleThere.Unknown;
        var there = PeopleThere.NoneAttested;
        foreach (var frame in regions.Keys.Order())
        {
            var region = regions[frame];
            var said = Said(declarations, [frame]);
            if (said is null && region is { IsEmpty: true }) continue;
            var open = said == PeopleThere.Unknown;
            foreach (var performer in Performers(declarations, [frame]))
            {
                // of a performer whose matte is not to be had, a part that nobody is in can still be attested
                if (matte(performer, frame) is not { } person) open = true;
                else if (Meets(region, person)) return PeopleThere.People;
            }
            if (!open && MeetsCrew(region, declarations, frame, parts)) return PeopleThere.People;
            if (!open || IsAttested(region, Rights.Said.NobodyInRegion, KeepAway, declarations, frame, parts)) continue;
            if (said is null) return PeopleThere.People;
            there = PeopleThere.Unknown;
        }
        return there;
    }

    private static bool MeetsCrew(Matte? region, IReadOnlyList<Declaration> declarations, int frame, Func<Declaration, int, Matte?>? parts)
    {
        if (region is null) return declarations.Any(d => d.Says == Rights.Said.NotCast && d.Covers(frame) && d.Region?.IsOn(frame) != false);
        if (Part(Rights.Said.NotCast, declarations, frame, region.Width, region.Height, parts) is not { } crew) return false;
        for (var i = 0; i < crew.Length; i++)
            if (crew[i] && region.Coverage[i] > 0) return true;
        return false;
    }

    /// <summary>Whether a region, grown by a distance, lies wholly inside the parts of which somebody attests something.</summary>
    /// <param name="region">Null: the whole frame, of which no part is enough.</param>
    public static bool IsAttested(Matte? region, Said what, int distance, IReadOnlyList<Declaration> declarations, int frame, Func<Declaration, int, Matte?>? parts)
    {
        if (region is null || Part(what, declarations, frame, region.Width, region.Height, parts) is not { } part) return false;
        var need = Grown(Inside(region), region.Width, region.Height, distance);
        for (var i = 0; i < need.Length; i++)
            if (need[i] && !part[i]) return false;
        return true;
    }

    /// <summary>The parts of a frame of which somebody attests something, H×W; null where there are none.</summary>
    public static bool[]? Part(Said what, IReadOnlyList<Declaration> declarations, int frame, int width, int height, Func<Declaration, int, Matte?>? parts)
    {
        bool[]? all = null;
        foreach (var declaration in declarations)
        {
            if (declaration.Says != what || !declaration.Covers(frame)) continue;
            if (declaration.Region is { } boxes)
            {
                if (boxes.IsOn(frame)) boxes.Mark(all ??= new bool[width * height], frame, width, height);
                continue;
            }
            if (parts?.Invoke(declaration, frame) is not { } matte || matte.Width != width || matte.Height != height) continue;
            all ??= new bool[width * height];
            for (var i = 0; i < all.Length; i++) all[i] |= matte.Coverage[i] > 0;
        }
        return all;
    }

    /// <summary>What the declarations alone say; null where mattes must be asked.</summary>
    private static PeopleThere? Said(IReadOnlyList<Declaration> declarations, IReadOnlyList<int> frames)
    {
        // a word about a part says nothing about the rest
        if (frames.Count == 0 || frames.Any(f => !declarations.Any(d => d.Says == Rights.Said.Whole && d.Covers(f)))) return PeopleThere.Unknown;
        return Performers(declarations, frames).Count == 0 ? PeopleThere.NoneAttested : null;
    }

    private static List<string> Performers(IReadOnlyList<Declaration> declarations, IReadOnlyList<int> frames) =>
        [.. declarations.Where(d => d.Performer is not null && frames.Any(d.Covers)).Select(d => d.Performer!).Distinct(StringComparer.Ordinal)];

    private static bool Meets(Matte? region, Matte person)
    {
        if (person.IsEmpty) return false;
        if (region is null) return true;
        if (region.Width != person.Width || region.Height != person.Height) return true;
        var near = Grown(Inside(person), person.Width, person.Height, KeepAway);
        var coverage = region.Coverage;
        for (var i = 0; i < near.Length; i++)
            if (near[i] && coverage[i] > 0) return true;
        return false;
    }

    /// <summary>The union of both mattes and of the first moved towards the second in steps of at most 8 px, grown.</summary>
    internal static Matte Swept(Matte a, Matte b)
    {
        if (a.Width != b.Width || a.Height != b.Height) return Matte.Whole(a.Width, a.Height);
        var (w, h) = (a.Width, a.Height);
        var (insideA, insideB) = (Inside(a), Inside(b));
        var all = new bool[w * h];
        for (var i = 0; i < all.Length; i++) all[i] = insideA[i] || insideB[i];
        double distance = 0;
        if (Centre(insideA, w) is { } from && Centre(insideB, w) is { } to)
        {
            distance = Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y)));
            var steps = (int)Math.Ceiling(distance / LeastDilation);
            for (var s = 1; s < steps; s++)
            {
                Stamp(insideA, (to.X - from.X) * s / steps, (to.Y - from.Y) * s / steps);
                Stamp(insideB, (from.X - to.X) * s / steps, (from.Y - to.Y) * s / steps);
            }
        }
        else if (insideA.Contains(true) || insideB.Contains(true))
        {
            // they come or go within the gap: how far they move is not known, so they may be anywhere
            return Matte.Whole(w, h);
        }
        var grown = Grown(all, w, h, Math.Max(LeastDilation, (int)Math.Ceiling(distance / 2)));
        var matte = new Matte(w, h);
        for (var i = 0; i < grown.Length; i++) matte.Coverage[i] = grown[i] ? 1 : 0;
        return matte;

        void Stamp(bool[] inside, double dx, double dy)
        {
            var (ix, iy) = ((int)Math.Round(dx), (int)Math.Round(dy));
            for (var y = Math.Max(0, -iy); y < Math.Min(h, h - iy); y++)
            for (var x = Math.Max(0, -ix); x < Math.Min(w, w - ix); x++)
                if (inside[(y * w) + x]) all[((y + iy) * w) + x + ix] = true;
        }
    }

    internal static bool[] Inside(Matte matte)
    {
        var inside = new bool[matte.Coverage.Length];
        // NaN is no "outside"
        for (var i = 0; i < inside.Length; i++) inside[i] = !(matte.Coverage[i] <= 0);
        return inside;
    }

    private static (double X, double Y)? Centre(bool[] inside, int width)
    {
        long n = 0, sx = 0, sy = 0;
        for (var i = 0; i < inside.Length; i++)
            if (inside[i]) { n++; sx += i % width; sy += i / width; }
        return n == 0 ? null : ((double)sx / n, (double)sy / n);
    }

    /// <summary>Grown by a square of the radius, rows then columns: never smaller than by a disc.</summary>
    internal static bool[] Grown(bool[] inside, int w, int h, int radius)
    {
        var rows = new bool[inside.Length];
        for (var y = 0; y < h; y++)
        {
            var until = -1;
            for (var x = 0; x < w; x++)
            {
                // the next inside pixel that reaches back to x
                if (inside[(y * w) + x])
                {
                    for (var k = x > 0 && inside[(y * w) + x - 1] ? x : Math.Max(0, x - radius); k <= x; k++) rows[(y * w) + k] = true;
                    until = x + radius;
                }
                else if (x <= until) rows[(y * w) + x] = true;
            }
        }
        var all = new bool[inside.Length];
        for (var x = 0; x < w; x++)
        {
            var until = -1;
            for (var y = 0; y < h; y++)
            {
                if (rows[(y * w) + x])
                {
                    for (var k = y > 0 && rows[((y - 1) * w) + x] ? y : Math.Max(0, y - radius); k <= y; k++) all[(k * w) + x] = true;
                    until = y + radius;
                }
                else if (y <= until) all[(y * w) + x] = true;
            }
        }
        return all;
    }
}
