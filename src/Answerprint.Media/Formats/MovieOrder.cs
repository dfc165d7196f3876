using System.Collections;

namespace Answerprint.Media.Formats;

/// <summary>
/// The packets of a movie in the order in which they are decoded, which of them begin anew (key pictures), and which pictures are spoilt: those
/// whose packet broke, and all that lean on them up to the next key picture. A picture that comes before its key picture (open groups of pictures)
/// leans on the group before as well.
/// </summary>
internal sealed class MovieOrder
{
    private readonly long[] stamps;
    private readonly bool[] keys;

    /// <summary>The last key at or before each place; −1 before the first.</summary>
    private readonly int[] homes;
    private readonly Dictionary<long, int> places = [];
    private readonly BitArray spoilt;
    private readonly bool anyKey;
    private readonly List<int> brokenForGood = [];

    /// <param name="packets">In decoding order.</param>
    public MovieOrder(IReadOnlyList<MoviePacket> packets)
    {
        stamps = [.. packets.Select(p => p.Stamp)];
        keys = [.. packets.Select(p => p.Key)];
        homes = new int[keys.Length];
        spoilt = new(keys.Length);
        var home = -1;
        for (var at = 0; at < keys.Length; at++)
        {
            if (keys[at]) home = at;
            homes[at] = home;
            places.TryAdd(stamps[at], at);
        }
        anyKey = home >= 0;
    }

    /// <summary>The place of the packet that bears a time; −1 where none does.</summary>
    public int PlaceOf(long stamp) => places.GetValueOrDefault(stamp, -1);

    /// <summary>The time of the key picture from which the picture of a time is decoded; null where that is the beginning.</summary>
    public long? StartFor(long stamp)
    {
        if (!places.TryGetValue(stamp, out var at) || homes[at] <= 0) return null;
        var key = homes[at];
        if (IsLeading(at)) key = homes[key - 1];
        return key <= 0 ? null : stamps[key];
    }

    /// <summary>Whether no key picture comes before it, so that nothing tells what it looked like.</summary>
    public bool IsHeadless(long stamp) => anyKey && places.TryGetValue(stamp, out var at) && homes[at] < 0;

    public bool IsSpoilt(long stamp)
    {
        lock (spoilt) return places.TryGetValue(stamp, out var at) && spoilt[at];
    }

    /// <summary>Marks a packet as broken, with all that lean on it.</summary>
    /// <param name="forGood">It is broken wherever decoding starts.</param>
    public void Spoil(int place, bool forGood = false)
    {
        if (place < 0 || place >= keys.Length) return;
        if (forGood) brokenForGood.Add(place);
        lock (spoilt)
        {
            var leading = IsLeading(place);
            var at = place;
            for (; at < keys.Length && (at == place || !keys[at]); at++)
                if (!leading || IsLeading(at)) spoilt[at] = true;
            if (leading || at == keys.Length) return;
            // the pictures that follow the next key in the file and are shown before it
            for (at++; at < keys.Length && !keys[at]; at++)
                if (IsLeading(at)) spoilt[at] = true;
        }
    }

    /// <summary>Whether a packet follows the key picture of a time in the file and is shown before it.</summary>
    public bool IsLeadingOf(int place, long key) => IsLeading(place) && stamps[homes[place]] == key;

    /// <summary>Forgets what was spoilt by a wrong start.</summary>
    public void Forgive()
    {
        lock (spoilt) spoilt.SetAll(value: false);
        foreach (var place in brokenForGood) Spoil(place);
    }

    private bool IsLeading(int place) => homes[place] >= 0 && stamps[place] < stamps[homes[place]];
}
