using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>Who is where on one frame of a plate, as far as named persons have said.</summary>
/// <param name="Performers">Union of the performers' mattes; empty: nobody; null: nobody has said, or a declared performer's matte is not to be had, so people may be anywhere.</param>
public sealed record PeopleOnFrame(Matte? Performers)
{
    /// <summary>A matte is only a rough area around a performer: it says where they are at most, not where their edge is.</summary>
    public bool IsRough { get; init; }

    /// <summary>Parts of which a named person attests that nobody is in them, H×W; null: none. They answer for what <see cref="Performers"/> leaves open.</summary>
    public bool[]? Nobody { get; init; }

    /// <summary>Parts in which a named person attests that whoever is there is not cast, H×W; null: none.</summary>
    public bool[]? NotCast { get; init; }

    /// <summary>Parts of which a named person attests that no face, hair or hand is in them, H×W; null: none.</summary>
    public bool[]? NotFace { get; init; }

    /// <summary>What declarations say of a frame.</summary>
    /// <param name="matte">A declared performer's matte on a frame; null where it is not to be had.</param>
    /// <param name="parts">The mattes of a declaration about a part; null where it has none.</param>
    public static PeopleOnFrame Of(IReadOnlyList<Declaration> said, int frame, int width, int height, Func<string, int, Matte?> matte, Func<Declaration, int, Matte?> parts)
    {
        var performers = said.Where(d => d.Performer is not null && d.Covers(frame)).ToList();
        Matte? all = null;
        if (performers.Count > 0)
        {
            all = new(width, height);
            foreach (var performer in performers.Select(d => d.Performer!).Distinct(StringComparer.Ordinal))
            {
                // a performer whose matte is not to be had may be anywhere
                if (matte(performer, frame) is not { } own)
                {
                    all = null;
                    break;
                }
                for (var i = 0; i < all.Coverage.Length; i++) all.Coverage[i] = own.Coverage.Length == all.Coverage.Length ? Math.Max(all.Coverage[i], own.Coverage[i] <= 0 ? 0 : own.Coverage[i] > 0 ? own.Coverage[i] : 1) : 1;
            }
        }
        else if (said.Any(d => d.NoPeople && d.Covers(frame))) all = new(width, height);
        return new(all)
        {
            IsRough = performers.Exists(d => d.IsRough),
            Nobody = Part(Said.NobodyInRegion), NotCast = Part(Said.NotCast), NotFace = Part(Said.NotFace),
        };

        bool[]? Part(Said what) => PeopleInRegion.Part(what, said, frame, width, height, parts);
    }

    /// <summary>Where pixels are judged: nearer than 16 px to a performer or, where that is open, to any part that nobody has attested; and the parts in which crew is. Null: nowhere.</summary>
    public bool[]? Area(int width, int height)
    {
        if (Performers is { } known)
        {
            if (Cast(known, width, height) is not { } cast) return NotCast is { } alone && alone.Length == width * height ? [.. alone] : null;
            var area = PeopleInRegion.Grown(cast, width, height, PeopleInRegion.KeepAway);
            for (var i = 0; i < area.Length && NotCast?.Length == area.Length; i++) area[i] |= NotCast[i];
            return area;
        }
        var open = new bool[width * height];
        if (Nobody is null || Nobody.Length != open.Length)
        {
            open.AsSpan().Fill(value: true);
            return open;
        }
        for (var i = 0; i < open.Length; i++) open[i] = !Nobody[i];
        return open.AsSpan().Contains(value: true) ? PeopleInRegion.Grown(open, width, height, PeopleInRegion.KeepAway) : null;
    }

    /// <summary>Where the lock, once it passed, has made every pixel again: where pixels are judged, but not where crew may have been painted over. Null: nowhere.</summary>
    public bool[]? MadeAgain(int width, int height)
    {
        var area = Area(width, height);
        for (var i = 0; i < area?.Length && NotCast?.Length == area.Length; i++) area[i] &= !NotCast[i];
        return area;
    }

    /// <summary>Where a pixel is a performer's or nearer than 16 px to one, H×W; null: nowhere, or nobody has said.</summary>
    public bool[]? NearCast(int width, int height) => Performers is { } known && Cast(known, width, height) is { } cast ? PeopleInRegion.Grown(cast, width, height, PeopleInRegion.KeepAway) : null;

    private static bool[]? Cast(Matte known, int width, int height)
    {
        if (known.IsEmpty) return null;
        var inside = new bool[width * height];
        if (known.Coverage.Length != inside.Length) inside.AsSpan().Fill(value: true);
        // not a number is no "outside"
        else for (var i = 0; i < inside.Length; i++) inside[i] = !(known.Coverage[i] <= 0);
        return inside;
    }
}
