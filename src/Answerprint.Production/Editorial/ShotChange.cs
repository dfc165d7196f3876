using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>What became of a shot between two cuts: the first that holds, from the top.</summary>
public enum ShotChangeKind
{
    /// <summary>A shot that no cut of the show had before.</summary>
    New,

    /// <summary>Not in the new cut.</summary>
    Omitted,

    /// <summary>In an earlier cut, not in the last one, and here again: under its name, with its versions.</summary>
    Reinstated,

    /// <summary>Its media is other than before: another file, or other pictures under the same name.</summary>
    MediaReplaced,

    /// <summary>Played at another speed.</summary>
    Retimed,

    /// <summary>It shows frames beyond what was handed out for it, handles included.</summary>
    HandlesExceeded,

    /// <summary>As long as before, other frames, all within the handles.</summary>
    Slipped,

    /// <summary>Longer or shorter, within the handles.</summary>
    Trimmed,

    /// <summary>The same frames at another place of the cut.</summary>
    Moved,
    Unchanged,
}

/// <summary>What became of one shot between two cuts.</summary>
/// <param name="Old">As it stood; for a reinstated one as it stood last. Null for a new one.</param>
/// <param name="New">As it stands; null where it is omitted.</param>
/// <param name="Head">Frames that it shows before the old first one; negative: fewer. Of a shot played backwards, at the head of the picture.</param>
/// <param name="Tail">Frames that it shows after the old last one; negative: fewer.</param>
/// <param name="Beyond">By how many frames it goes beyond the old handles, at head and tail.</param>
/// <param name="Moved">Record frames from the old start to the new.</param>
public sealed record ShotChange(ShotChangeKind Kind, Shot? Old, Shot? New, int Head, int Tail, (int Head, int Tail) Beyond, int Moved)
{
    public string Name => (New ?? Old)!.Name;

    /// <param name="old">Null for a new shot.</param>
    /// <param name="isBack">Whether the last cut had it not and an earlier one had.</param>
    /// <param name="sameMedia">Whether both show the same plate.</param>
    public static ShotChange Of(Shot? old, Shot? now, bool isBack, bool sameMedia)
    {
        if (old is null) return new(ShotChangeKind.New, null, now, 0, 0, default, 0);
        if (now is null) return new(ShotChangeKind.Omitted, old, null, 0, 0, default, 0);
        var moved = now.Record.Start - old.Record.Start;
        int head = 0, tail = 0;
        (int Head, int Tail) beyond = default;
        // of other media the numbers mean other pictures
        if (sameMedia)
        {
            (head, tail) = (old.Cut.Start - now.Cut.Start, now.Cut.End - old.Cut.End);
            beyond = (Math.Max(0, old.Range.Start - now.Cut.Start), Math.Max(0, now.Cut.End - old.Range.End));
            if (now.Speed < 0) (head, tail, beyond) = (tail, head, (beyond.Tail, beyond.Head));
        }
        var kind = isBack ? ShotChangeKind.Reinstated
            : !sameMedia ? ShotChangeKind.MediaReplaced
            : old.Speed != now.Speed ? ShotChangeKind.Retimed
            : beyond != default ? ShotChangeKind.HandlesExceeded
            : head != 0 || tail != 0 || old.Record.Length != now.Record.Length ? (old.Record.Length == now.Record.Length ? ShotChangeKind.Slipped : ShotChangeKind.Trimmed)
            : moved != 0 || old.Track != now.Track ? ShotChangeKind.Moved : ShotChangeKind.Unchanged;
        return new(kind, old, now, head, tail, beyond, moved);
    }

    /// <summary>As people say it: "handles exceeded by 3 at the tail".</summary>
    public string Words
    {
        get
        {
            var exceeded = Beyond == default ? "" : Join(" and ", Beyond.Head > 0 ? I($"by {Beyond.Head} at the head") : "", Beyond.Tail > 0 ? I($"by {Beyond.Tail} at the tail") : "");
            var frames = Head == 0 && Tail == 0 ? "" : Head == -Tail ? I($"slipped by {Tail:+0;-0}") : I($"head {Head:+0;-0;0}, tail {Tail:+0;-0;0}");
            var place = Moved == 0 ? "" : I($"moved by {Moved:+0;-0}");
            return Kind switch
            {
                ShotChangeKind.New => "new",
                ShotChangeKind.Omitted => "omitted",
                ShotChangeKind.Reinstated => Join(", ", "reinstated", frames, exceeded.Length > 0 ? $"handles exceeded {exceeded}" : ""),
                ShotChangeKind.MediaReplaced => Join(", ", "media replaced", place),
                ShotChangeKind.Retimed => Join(", ", I($"retimed from {Old!.Speed:0.####} to {New!.Speed:0.####}"), frames, exceeded.Length > 0 ? $"handles exceeded {exceeded}" : "", place),
                ShotChangeKind.HandlesExceeded => Join(", ", $"handles exceeded {exceeded}", frames, place),
                ShotChangeKind.Slipped => Join(", ", I($"slipped by {Tail:+0;-0} within handles"), place),
                ShotChangeKind.Trimmed => Join(", ", $"trimmed within handles: {frames}", place),
                ShotChangeKind.Moved => Join(", ", Moved == 0 ? "moved to another track" : place),
                _ => "unchanged",
            };
        }
    }

    /// <summary>The kind as programs read it: "handles-exceeded".</summary>
    public string Word => string.Concat(Kind.ToString().Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    public JsonObject Write() => new()
    {
        ["shot"] = Name, ["change"] = Word, ["words"] = Words, ["old"] = Old?.Write(), ["new"] = New?.Write(), ["head"] = Head, ["tail"] = Tail,
        ["beyondHead"] = Beyond.Head, ["beyondTail"] = Beyond.Tail, ["moved"] = Moved,
    };

    public static ShotChange Read(JsonObject o)
    {
        var word = o.Text("change").Replace("-", "", StringComparison.Ordinal);
        return new(
            Enum.TryParse<ShotChangeKind>(word, ignoreCase: true, out var kind) && !char.IsAsciiDigit(word[0]) ? kind : throw new FormatException($"'{BadCut.Clean(word, 40)}' is no change of a shot"),
            o["old"] is JsonObject old ? Shot.Read(old) : null, o["new"] is JsonObject now ? Shot.Read(now) : null, o.Int("head"), o.Int("tail"), (o.Int("beyondHead"), o.Int("beyondTail")), o.Int("moved"));
    }

    private static string I(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Join(string between, params string[] words) => string.Join(between, words.Where(w => w.Length > 0));
}
