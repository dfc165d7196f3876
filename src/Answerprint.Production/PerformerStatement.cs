using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

/// <summary>
/// What a show did with pictures of one performer, out of the book: where they are in, what was asked and allowed, what they agreed to, what was sent, what they object to, and what was never done. It names
/// nobody else, so it can be handed over as it is, and it stays the same when others are erased.
/// </summary>
/// <param name="Performer">Digest.</param>
/// <param name="Plates">Where somebody says that they are.</param>
/// <param name="Shots">Shots of the cut that use those plates, and of earlier cuts.</param>
/// <param name="Uses">What the gate was asked about pictures in which they are; the last word on each.</param>
public sealed record PerformerStatement(
    string Performer, IReadOnlyList<StatedPlate> Plates, IReadOnlyList<StatedShot> Shots, IReadOnlyList<StatedUse> Uses, IReadOnlyList<Consent> Consents, IReadOnlyList<Revocation> Revocations,
    Reach Reach, IReadOnlyList<Contest> Contests, NeverDone Never)
{
    /// <param name="acts">All acts that count.</param>
    public static PerformerStatement Of(IReadOnlyList<Act> acts, RightsFacts rights, Standing now, string performer)
    {
        var said = rights.Declarations.Where(d => d.Performer == performer).ToList();
        var roots = said.Select(d => d.Plate).ToHashSet(StringComparer.Ordinal);
        var names = now.Plates.Values.GroupBy(p => p.Body.Text("root"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => (Name: g.Last().Body.Text("name"), Indices: g.Select(p => (uint)p.Body.Long("plate")).ToHashSet()), StringComparer.Ordinal);
        var plates = said.Select(d => new StatedPlate(names.TryGetValue(d.Plate, out var known) ? known.Name : d.Plate, d.Plate, d.Frames, d.Index)).ToList();
        var indices = roots.Where(names.ContainsKey).SelectMany(r => names[r].Indices).ToHashSet();
        var shots = now.Names.Order(StringComparer.Ordinal).Where(n => now.History(n).Any(s => s.Plate is { } p && indices.Contains(p)))
            .Select(n => new StatedShot(n, now.Shots.TryGetValue(n, out var shot) && shot.Plate is { } p && indices.Contains(p))).ToList();
        var uses = new Dictionary<string, StatedUse>(StringComparer.Ordinal);
        var never = new NeverDone(0, 0, 0, 0, 0);
        foreach (var act in acts.Where(a => a.Name == Decision.ActName))
            if (StatedUse.Of(act, performer) is { } use)
            {
                uses[$"{use.Shot}\n{use.Operation}\n{use.Class}\n{use.Stage}"] = use;
                never = never.With(use);
            }
        var reach = Reach.Of(acts, ReachFrom.Person(rights, performer, ["*"]));
        return new(
            performer, plates, shots, [.. uses.Values.OrderBy(u => u.Act)], [.. rights.EverConsented.Where(c => c.Performer == performer)], [.. rights.Revocations.Where(r => r.Performer == performer)], reach,
            [.. rights.Contests.Where(c => c.By == performer || (c.Subject == ContestSubject.Person && c.Name == performer) || (c.Subject == ContestSubject.Shot && shots.Exists(s => s.Shot == c.Name)))], never);
    }
}

/// <param name="Frames">Null: all of it.</param>
/// <param name="Act">Who said so, by its place in the book.</param>
public sealed record StatedPlate(string Name, string Root, FrameRange? Frames, long Act);

/// <param name="InCut">Whether the cut as it is now shows it.</param>
public sealed record StatedShot(string Shot, bool InCut);

/// <summary>One thing that the gate was asked about pictures with a performer in them.</summary>
/// <param name="Class">Of the change to people's pixels: P0 leaves them as they are.</param>
/// <param name="Touches">Whether people are, or may be, where pixels would change.</param>
/// <param name="MakesWherePeopleAre">Whether pixels would be made where people are or may be.</param>
/// <param name="Why">The reasons of a refusal; empty where it was allowed.</param>
public sealed record StatedUse(string Shot, string Operation, string Class, string Stage, bool Allowed, bool Touches, bool MakesWherePeopleAre, string Why, DateTimeOffset At, long Act)
{
    /// <returns>Null where the decision is about pictures without them.</returns>
    internal static StatedUse? Of(Act act, string performer)
    {
        if (act.Body["decision"] is not JsonObject json || json["use"] is not JsonObject use || use["people"] is not JsonArray people || !people.OfType<JsonValue>().Any(p => p.TryGetValue<string>(out var text) && text == performer)) return null;
        var decision = Decision.From(json);
        var made = decision.Facts.Find("use.people_in_made_region") is not Fact.Word { Value: "none_attested" };
        return new(
            decision.Shot, decision.Operation, use.TextOrNull("class") ?? "", act.Body.TextOrNull("stage") ?? "", decision.Allowed, decision.Facts.Find("use.touches_performer") is not Fact.Flag { Value: false },
            decision.Facts.Is("use.makes_pixels") && made, decision.Allowed ? "" : string.Join("; ", decision.Reasons.Select(r => $"{r.Words.TrimEnd('.')} [{r.Rule}]").Distinct()), act.At, act.Index);
    }
}

/// <summary>What is counted over all decisions about a performer, so that "never" is a finding and no phrase.</summary>
/// <param name="Asked">Decisions in all.</param>
/// <param name="Refused">Of them, refusals.</param>
/// <param name="AllowedX">Leave for a change of the class that is always refused: 0, or something is wrong.</param>
/// <param name="AllowedMade">Leave to make pixels where people are or may be: 0, or something is wrong.</param>
/// <param name="AllowedTraining">Leave to let a model learn from pictures in which they are, with people masked out.</param>
public sealed record NeverDone(int Asked, int Refused, int AllowedX, int AllowedMade, int AllowedTraining)
{
    internal NeverDone With(StatedUse use) => new(
        Asked + 1, Refused + (use.Allowed ? 0 : 1), AllowedX + (use.Allowed && use.Class == nameof(PerformerClass.X) ? 1 : 0), AllowedMade + (use.Allowed && use.MakesWherePeopleAre ? 1 : 0),
        AllowedTraining + (use.Allowed && use.Stage == "train" ? 1 : 0));
}
