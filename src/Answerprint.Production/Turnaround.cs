using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

/// <summary>
/// The mission on one page: from what has happened to what comes next. A pure function of the acts, so any run can be replayed in a test and
/// any interrupted run goes on where it stood. No move approves anything: that stays with people.
/// </summary>
public static class Turnaround
{
    /// <param name="acts">Everything in the book.</param>
    /// <param name="setAside">Briefs that failed in this run through no fault of the gate or the tool: they are tried again by the next run.</param>
    public static Move Next(IEnumerable<Act> acts, IReadOnlySet<string> setAside) => Next(Standing.Of(acts), setAside);

    /// <inheritdoc cref="Next(IEnumerable{Act}, IReadOnlySet{string})"/>
    /// <param name="now">Everything in the book, folded.</param>
    public static Move Next(Standing now, IReadOnlySet<string> setAside)
    {
        if (now.Cut is null) return new Move.Ingest();
        if (!now.Surveyed) return new Move.Survey();

        // no brief goes on without the gate's word, and none is left without a way on
        if (now.Briefs.Any(b => now.Decision(b) is null)) return new Move.Judge();
        if (WithoutWayOn(now).FirstOrDefault() is { } refused) return new Move.HandOff(refused);

        // everything that was allowed is done, and whatever was done is inspected
        if (now.Briefs.FirstOrDefault(b => Open(now, b) && !setAside.Contains(b.Id)) is { } open) return new Move.Render(now.Shots[open.Shot]);
        if (Current(now).FirstOrDefault(v => !now.Inspections.ContainsKey(v.Document)) is { } raw) return new Move.Inspect(raw);

        // what people have not seen goes out to them, switched off
        return now.Package is null || now.Package.Index < now.LastWork ? new Move.Package() : new Move.Rest();
    }

    /// <summary>The newest version of every shot that has one.</summary>
    public static IEnumerable<Version> Current(Standing now) => now.Shots.Keys.Select(now.Latest).OfType<Version>();

    /// <summary>Allowed, not given up by its tool, and in no version yet.</summary>
    public static bool Open(Standing now, Brief brief) =>
        now.Decision(brief) is { Allowed: true } && now.GivenUp(brief) is null && now.Latest(brief.Shot)?.Briefs.Contains(brief.Id) != true && !now.IsInAVersion(brief);

    /// <summary>Whether a brief on a shot is allowed, not given up, and in no version yet.</summary>
    public static bool Left(Standing now, string shot) => now.Briefs.Any(b => b.Shot == shot && Open(now, b));

    /// <summary>Refused, and no hand-off pack was written since.</summary>
    public static IEnumerable<Brief> WithoutWayOn(Standing now) => now.Briefs.Where(b => now.Decision(b) is { Allowed: false } no && !(now.HandOff(b)?.Index > no.Index));
}

/// <summary>One step of a turnaround.</summary>
public abstract record Move
{
    private Move()
    {
    }

    /// <summary>Read the cut, find and hash its media.</summary>
    public sealed record Ingest : Move;

    /// <summary>Find what is missing and what is asked for.</summary>
    public sealed record Survey : Move;

    /// <summary>Ask the gate about every brief that it has not judged, and plan what it allows.</summary>
    public sealed record Judge : Move;

    /// <summary>Write the pack with which people can do by hand what was refused here.</summary>
    public sealed record HandOff(Brief Brief) : Move;

    /// <summary>Render what is allowed on a shot.</summary>
    public sealed record Render(Shot Shot) : Move;

    /// <summary>Check a version without knowing the tool.</summary>
    public sealed record Inspect(Version Version) : Move;

    /// <summary>Write the return package.</summary>
    public sealed record Package : Move;

    /// <summary>Nothing is left that a machine may do.</summary>
    public sealed record Rest : Move;
}
