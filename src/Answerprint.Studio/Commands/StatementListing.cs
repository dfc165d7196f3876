using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>Prints a performer's statement, in words that somebody reads who has never seen this program.</summary>
internal static class StatementListing
{
    public static Outcome Say(Show show, string who, Session session)
    {
        var counted = CountedActs.Of(show.Book.Acts);
        var rights = RightsFacts.From(show.Book.Acts);
        var (name, digest) = Find(show, rights, counted, who);
        var s = PerformerStatement.Of(counted.Acts, rights, Standing.Of(show.Book.Acts), digest);
        var never = NeverDone(s);
        Head($"What '{show.File.Title}' did with pictures of {name}", string.Create(CultureInfo.InvariantCulture, $"Read from the show's signed book of {show.Book.Acts.Count} entries on {session.Clock.GetUtcNow():yyyy-MM-dd}. No name of anybody else stands in it."));
        Part("Where you are", s.Plates.Count == 0 ? ["Nobody has said that you are in any picture of this show."]
            : [.. s.Plates.Select(p => $"In {p.Name}{(p.Frames is { } f ? $", frames {f}" : "")} (entry {p.Act})."), s.Shots.Count > 0 ? $"Shots that use those pictures: {string.Join(", ", s.Shots.Select(x => x.InCut ? x.Shot : $"{x.Shot} (no longer in the cut)"))}." : "No shot of the cut uses those pictures."]);
        Part("What was asked and what came of it", s.Uses.Count == 0 ? ["Nothing was asked for on pictures in which you are."] : [.. s.Uses.Select(Words)]);
        Part("What you agreed to", s.Consents.Count + s.Revocations.Count == 0 ? ["No consent of yours is on file."]
            : [.. s.Consents.Select(c => Words(c, rights)), .. s.Revocations.Select(r => string.Create(CultureInfo.InvariantCulture, $"All leave was taken back in your name on {r.At:yyyy-MM-dd} (entry {r.Index})."))]);
        Part("Versions made of pictures in which you are", s.Reach.Versions.Count == 0 ? ["None."] : [.. s.Reach.Versions.Select(v => $"{v.Version} (entry {v.Act}){(s.Reach.Approvals.LastOrDefault(a => a.Version == v.Version) is { } a ? a.Approved ? ", approved by a person" : ", refused by a person" : "")}.")]);
        Part("Models that learnt from such pictures", s.Reach.Models.Count == 0 ? ["None."] : [.. s.Reach.Models.Select(m => $"{(m.Model.Length > 0 ? m.Model : "A model")}: leave was {(m.Allowed ? "given, with everybody masked out" : "refused")} (entry {m.Act}).")]);
        Part("What was sent", s.Reach.Packages.Count == 0 ? ["Nothing."] : [.. s.Reach.Packages.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Package} on {p.At:yyyy-MM-dd}: {string.Join(", ", p.Finals.Concat(p.Awaiting))} (known by {p.Manifest[..16]}…).{(p.Laid ? "" : " It was begun and not finished.")}"))]);
        Part("Objections", s.Contests.Count == 0 ? ["None."] : [.. s.Contests.Select(c => $"Entry {c.Index}{(c.By == digest ? ", by you" : "")}: \"{c.Reason}\". {(c.Answer is { } a ? $"Answered: \"{a.Answer}\"." : "Not answered yet: what it is about is not handed back.")}")]);
        Part("What was never done", never);
        session.Say();
        session.Say($"To object: answerprint contest SHOW --person NAME --reason WHY. To take back your leave: answerprint rights SHOW --revoke person:NAME --yes.");
        return Outcome.Done(Json(s, name, never));

        void Head(string title, string below)
        {
            session.Say(title);
            session.Say(below);
        }

        void Part(string title, IReadOnlyList<string> lines)
        {
            session.Say();
            session.Say(title);
            foreach (var line in lines) session.Say($"  {line}");
        }
    }

    /// <summary>Counted over every decision, so that it is a finding; where it is otherwise, that is said first.</summary>
    private static IReadOnlyList<string> NeverDone(PerformerStatement s)
    {
        var lines = new List<string>();
        if (s.Never.AllowedX > 0) lines.Add($"THIS IS NOT AS IT SHOULD BE: {Counted.Of(s.Never.AllowedX, "change")} of a kind that is always refused was allowed. Ask what happened.");
        if (s.Never.AllowedMade > 0) lines.Add($"THIS IS NOT AS IT SHOULD BE: leave was given {Counted.Of(s.Never.AllowedMade, "time")} to make pixels where you are or may be. Ask what happened.");
        if (s.Never.AllowedX == 0) lines.Add("No performance of yours was made or altered: not your acting, mouth, eyes, timing or voice. The gate refuses that to everybody, whoever agrees to it.");
        if (s.Never.AllowedMade == 0) lines.Add("No frame, view or pixel was made where you are.");
        if (s.Never.AllowedTraining == 0) lines.Add("No model was given leave to learn from pictures in which you are.");
        lines.Add($"Counted over {Counted.Of(s.Never.Asked, "decision")} about such pictures, {s.Never.Refused} of them refusals.");
        return lines;
    }

    private static string Words(StatedUse use)
    {
        var stage = use.Stage switch { "deliver" => "to hand back", "train" => "to let a model learn from", _ => "to do" };
        var touch = use.Touches ? Of(use.Class) : "away from you: your pixels stand as they were filmed";
        return $"{use.Shot}, {stage}: {use.Operation.Replace('_', ' ')}, {touch}: {(use.Allowed ? "allowed" : $"refused. {use.Why}")} (entry {use.Act}).";
    }

    private static string Of(string kind) => kind switch
    {
        "P1" => "colour over the whole frame (P1)",
        "P2" => "the whole picture moved or scaled (P2)",
        "P3" => "real frames held or dropped (P3)",
        "P4" => "the soft edge of a cut-out (P4)",
        "P5" => "a thing in front of you removed, with real pixels (P5)",
        "N" => "somebody removed as crew (N)",
        "R" => "a fault of the sensor mended (R)",
        "X" => "a change of the kind that is always refused (X)",
        _ => "where people are or may be (P0)",
    };

    private static string Words(Consent c, RightsFacts rights)
    {
        var state = c.Withdrawn is { } act ? $"withdrawn (entry {act})" : rights.IsRevoked(c) ? "taken back" : "it stands";
        return string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", c.Classes.Select(k => Of(k.ToString())).Concat(c.Settings.Select(x => $"a {x.ToString().ToLowerInvariant()} setting")))}, in {(c.Shots.Contains("*") ? "the whole show" : string.Join(", ", c.Shots))}{(c.Since is { } a ? $", from {a:yyyy-MM-dd}" : "")}{(c.Until is { } b ? $", until {b:yyyy-MM-dd}" : "")}; {state} (entry {c.Index}; text {(c.Document.Length > 0 ? c.Document[..16] + "…" : "not on file")}).");
    }

    /// <summary>By name, or by what the book calls them once their name is erased.</summary>
    private static (string Name, string Digest) Find(Show show, RightsFacts rights, CountedActs counted, string who)
    {
        if (new PeopleFiles(show.PeopleFolder).Find(who) is { } person) return (person.Name, person.Digest);
        var known = rights.Declarations.Select(d => d.Performer).OfType<string>().Concat(rights.EverConsented.Select(c => c.Performer)).Concat(counted.Roll.People.Select(p => p.Person)).Distinct(StringComparer.Ordinal);
        var letters = who.StartsWith("person ", StringComparison.Ordinal) ? who[7..] : who;
        var found = letters.Length >= 8 ? known.Where(d => d == who || d[(d.IndexOf(':', StringComparison.Ordinal) + 1)..].StartsWith(letters, StringComparison.Ordinal)).ToList() : [];
        return found.Count == 1 ? ($"the person {letters[..Math.Min(8, letters.Length)]}", found[0])
            : throw new BadInputException("person-unknown", who, "", found.Count > 1 ? "several people of this show begin so" : "nobody of this name or digest is known to this show", "Name them as the show does; where the name is erased, give the digest or at least 8 letters of it");
    }

    private static JsonObject Json(PerformerStatement s, string name, IReadOnlyList<string> never) => new()
    {
        ["format"] = "answerprint.statement.1", ["name"] = name, ["performer"] = s.Performer,
        ["plates"] = new JsonArray([.. s.Plates.Select(p => (JsonNode)new JsonObject { ["plate"] = p.Name, ["root"] = p.Root, ["frames"] = p.Frames?.ToString(), ["act"] = p.Act })]),
        ["shots"] = new JsonArray([.. s.Shots.Select(x => (JsonNode)new JsonObject { ["shot"] = x.Shot, ["inCut"] = x.InCut })]),
        ["uses"] = new JsonArray([.. s.Uses.Select(u => (JsonNode)new JsonObject { ["shot"] = u.Shot, ["operation"] = u.Operation, ["class"] = u.Class, ["stage"] = u.Stage, ["allowed"] = u.Allowed, ["touches"] = u.Touches, ["why"] = u.Why, ["act"] = u.Act })]),
        ["consents"] = new JsonArray([.. s.Consents.Select(c => (JsonNode)new JsonObject { ["index"] = c.Index, ["classes"] = JsonReading.Array(c.Classes.Select(k => k.ToString())), ["settings"] = JsonReading.Array(c.Settings.Select(x => x.ToString().ToLowerInvariant())), ["shots"] = JsonReading.Array(c.Shots), ["text"] = c.Document, ["withdrawn"] = c.Withdrawn })]),
        ["revocations"] = new JsonArray([.. s.Revocations.Select(r => (JsonNode)r.Index)]),
        ["versions"] = JsonReading.Array(s.Reach.Versions.Select(v => v.Version)),
        ["models"] = new JsonArray([.. s.Reach.Models.Select(m => (JsonNode)new JsonObject { ["model"] = m.Model, ["allowed"] = m.Allowed, ["act"] = m.Act })]),
        ["packages"] = new JsonArray([.. s.Reach.Packages.Select(p => (JsonNode)new JsonObject { ["package"] = p.Package, ["manifest"] = p.Manifest, ["act"] = p.Act, ["versions"] = JsonReading.Array(p.Finals.Concat(p.Awaiting)) })]),
        ["contests"] = new JsonArray([.. s.Contests.Select(c => (JsonNode)new JsonObject { ["index"] = c.Index, ["mine"] = c.By == s.Performer, ["reason"] = c.Reason, ["open"] = c.IsOpen, ["answer"] = c.Answer?.Answer })]),
        ["never"] = JsonReading.Array(never),
    };
}
