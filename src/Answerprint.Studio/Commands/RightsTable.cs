using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>Says what is granted and consented in a show, what lapses soon, and which plates nothing covers.</summary>
internal static class RightsTable
{
    private const int SoonDays = 30, MostPlates = 40;

    public static Outcome Say(Show show, Session session)
    {
        var counted = CountedActs.Of(show.Book.Acts);
        var terms = ShowTerms.Read(show.File.Title, show.File.Rest);
        var rights = RightsFacts.From(show.Book.Acts).Under(terms);
        var people = new PeopleFiles(show.PeopleFolder);
        var today = DateOnly.FromDateTime(session.Clock.GetUtcNow().UtcDateTime);
        var kept = terms.Required || rights.Leave.IsKept;
        session.Say(kept
            ? $"Footage of {terms.Title} is used under grants{(terms.Required ? " (show.json says so)" : "")}; it is shown {(terms.Territories.Count > 0 ? $"in {string.Join(", ", terms.Territories)}" : "everywhere, as far as show.json says")}."
            : "No grant for footage is on file: that it was handed over is all the leave there is.");
        var grants = new JsonArray();
        foreach (var grant in rights.EverGranted)
        {
            var state = State(grant.Withdrawn, grant.Terms.Since, grant.Terms.Until, today);
            var giver = PersonDigest.IsDigest(grant.From) ? people.NameOf(grant.From) : grant.From;
            session.Say($"  grant {grant.Index}  {Leave.Some([.. grant.Subjects])}: {grant.Terms}; from {giver}; {state}{(grant.Document.Length > 0 ? $"; contract {grant.Document[..Math.Min(12, grant.Document.Length)]}…" : "; no contract on file")}");
            grants.Add(new JsonObject
            {
                ["index"] = grant.Index, ["subjects"] = new JsonArray([.. grant.Subjects.Select(s => (JsonNode)s.ToJson())]), ["purposes"] = JsonReading.Array(grant.Terms.Purposes.Select(p => p.ToString().ToLowerInvariant())),
                ["titles"] = grant.Terms.Titles is { } titles ? JsonReading.Array(titles) : null, ["territories"] = grant.Terms.Territories is { } places ? JsonReading.Array(places) : null,
                ["since"] = Text(grant.Terms.Since), ["until"] = Text(grant.Terms.Until), ["from"] = grant.From, ["contract"] = grant.Document, ["state"] = state,
            });
        }
        var consents = new JsonArray();
        foreach (var consent in rights.EverConsented)
        {
            var state = rights.IsRevoked(consent) ? "withdrawn with all that this performer gave" : State(consent.Withdrawn, consent.Since, consent.Until, today);
            session.Say($"  consent {consent.Index}  {people.NameOf(consent.Performer)}: {string.Join(", ", consent.Classes.Select(c => c.ToString()).Concat(consent.Settings.Select(s => s.ToString().ToLowerInvariant())))}; {(consent.Shots.Contains("*") ? "the whole show" : string.Join(", ", consent.Shots))}; {state}{(consent.SeparatelySigned ? "; signed by itself" : "")}{(consent.Describes ? "; describes the work" : "")}{(consent.Counsel.Length > 0 ? "; with counsel" : "")}{(consent.Union.Length > 0 ? $"; union record {consent.Union}" : "")}");
            consents.Add(new JsonObject
            {
                ["index"] = consent.Index, ["performer"] = consent.Performer, ["classes"] = JsonReading.Array(consent.Classes.Select(c => c.ToString())), ["settings"] = JsonReading.Array(consent.Settings.Select(s => s.ToString().ToLowerInvariant())),
                ["shots"] = JsonReading.Array(consent.Shots), ["since"] = Text(consent.Since), ["until"] = Text(consent.Until), ["text"] = consent.Document, ["state"] = state,
            });
        }
        foreach (var waiting in counted.Roll.Waiting.Where(a => a.Name is Grant.ActName or Consent.ActName)) session.Say($"  {(waiting.Name == Grant.ActName ? "grant" : "consent")} {waiting.Index}  waits for a second person and does not count yet: answerprint second {show.Folder} {waiting.Index}");
        foreach (var one in rights.Revocations) session.Say($"  act {one.Index}  all leave of {(one.Performer is { } p ? people.NameOf(p) : one.Subject!.ToString())} was taken back on {one.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        var soon = rights.Grants.Where(g => IsSoon(g.Terms.Until, today)).Select(g => (What: $"grant {g.Index}", Until: g.Terms.Until!.Value)).Concat(rights.Consents.Where(c => IsSoon(c.Until, today)).Select(c => (What: $"consent {c.Index}", Until: c.Until!.Value))).OrderBy(s => s.Until).ToList();
        foreach (var (what, until) in soon) session.Say(string.Create(CultureInfo.InvariantCulture, $"  {what} ends on {until:yyyy-MM-dd}, in {Counted.Of(until.DayNumber - today.DayNumber, "day")}"));
        var plates = new JsonArray();
        var bare = kept ? Bare(counted.Acts, rights, terms, today) : [];
        foreach (var (name, root, lacks) in bare)
        {
            if (plates.Count < MostPlates) session.Say($"  not covered today: {name} may not be used to {string.Join(" or to ", lacks)}");
            plates.Add(new JsonObject { ["plate"] = name, ["root"] = root, ["lacks"] = JsonReading.Array(lacks) });
        }
        if (bare.Count > MostPlates) session.Say($"  and {bare.Count - MostPlates} plates more: all of them with --json");
        var open = rights.Contests.Count(c => c.IsOpen);
        if (open > 0) session.Say($"  {Counted.Of(open, "objection")} unanswered: answerprint contest {show.Folder}");
        return Outcome.Done(new JsonObject
        {
            ["kept"] = kept, ["required"] = terms.Required, ["title"] = terms.Title, ["territories"] = JsonReading.Array(terms.Territories), ["grants"] = grants, ["consents"] = consents,
            ["revocations"] = new JsonArray([.. rights.Revocations.Select(r => (JsonNode)new JsonObject { ["act"] = r.Index, ["subject"] = r.Subject?.ToJson(), ["performer"] = r.Performer, ["reason"] = r.Reason })]),
            ["waiting"] = new JsonArray([.. counted.Roll.Waiting.Where(a => a.Name is Grant.ActName or Consent.ActName).Select(a => (JsonNode)a.Index)]),
            ["endingSoon"] = new JsonArray([.. soon.Select(s => (JsonNode)new JsonObject { ["what"] = s.What, ["until"] = Text(s.Until) })]), ["notCovered"] = plates, ["openObjections"] = open,
        });
    }

    /// <summary>Plates that may not be altered or delivered today, as far as grants go.</summary>
    private static List<(string Name, string Root, IReadOnlyList<string> Lacks)> Bare(IReadOnlyList<Act> acts, RightsFacts rights, ShowTerms terms, DateOnly today)
    {
        var bare = new List<(string, string, IReadOnlyList<string>)>();
        foreach (var body in acts.Where(a => a.Name == Plate.ActName).Select(a => a.Body).DistinctBy(b => b.Text("root")))
        {
            var limits = rights.Leave.LimitsOf(body.Text("root"));
            var lacks = new[] { GrantScope.Alter, GrantScope.Deliver }.Where(p => !limits.Permit(p, terms.Title, terms.Territories, today)).Select(p => p.ToString().ToLowerInvariant()).ToList();
            if (lacks.Count > 0) bare.Add((body.Text("name"), body.Text("root"), lacks));
        }
        return bare;
    }

    private static string State(long? withdrawn, DateOnly? since, DateOnly? until, DateOnly today) =>
        withdrawn is { } act ? $"withdrawn (act {act})" : today < since ? "not yet" : today > until ? "ended" : "holds";

    private static bool IsSoon(DateOnly? until, DateOnly today) => until is { } day && day >= today && day.DayNumber - today.DayNumber <= SoonDays;

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
