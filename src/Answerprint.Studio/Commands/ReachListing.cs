using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>Says what a piece of leave reaches.</summary>
internal static class ReachListing
{
    private const int MostLines = 40;

    public static JsonObject Say(Show show, Leavetaking target, Session session)
    {
        var acts = CountedActs.Of(show.Book.Acts).Acts;
        var reach = Reach.Of(acts, target.From);
        var people = new PeopleFiles(show.PeopleFolder);
        var names = acts.Where(a => a.Name == Plate.ActName).GroupBy(a => a.Body.Text("root"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Body.Text("name"), StringComparer.Ordinal);
        session.Say($"{Capital(target.Words)} reaches:");
        var plates = reach.Plates.Select(root => Left(target, root, names.GetValueOrDefault(root, root))).ToList();
        List("plates", plates, p => $"{p.Name}{(p.Left.IsNone ? "" : $"  (other grants still leave: {p.Left})")}");
        List("briefs", reach.Briefs, b => $"{b.Brief} {b.Kind} on {b.Shot} (act {b.Act}): {(b.IsMade ? "made" : "not made yet, and will be refused")}{(b.HandedOff ? "; a hand-off pack was written" : "")}");
        List("versions", reach.Versions, v => $"{v.Version} (act {v.Act}, bytes {v.Bytes[..12]}…)");
        List("approvals", reach.Approvals, a => $"{a.Version} {(a.Approved ? "approved" : "refused")} by {people.NameOf(a.Person)}, {RoleWords.PlainOf(a.Role)}, {a.At:yyyy-MM-dd} (act {a.Act})");
        List("models", reach.Models, m => $"{(m.Model.Length > 0 ? m.Model : "a model that the decision does not name")}: leave to learn was {(m.Allowed ? "given" : "refused")} {m.At:yyyy-MM-dd} (act {m.Act})");
        List("packages", reach.Packages, p => $"{p.Package} {p.At:yyyy-MM-dd} (act {p.Act}, manifest {p.Manifest[..12]}…): {string.Join(", ", p.Finals.Select(f => $"{f} final").Concat(p.Awaiting.Select(w => $"{w} awaiting approval")))}{(p.Laid ? "" : "; it was begun and not finished")}");
        if (reach.IsNothing) session.Say("  nothing was asked, made or sent of it.");
        return new JsonObject
        {
            ["what"] = target.Words,
            ["plates"] = new JsonArray([.. plates.Select(p => (JsonNode)new JsonObject { ["plate"] = p.Name, ["root"] = p.Root, ["otherGrants"] = new JsonArray([.. p.Grants.Select(g => (JsonNode)g)]), ["left"] = p.Left.ToString() })]),
            ["shots"] = JsonReading.Array(reach.Shots),
            ["briefs"] = new JsonArray([.. reach.Briefs.Select(b => (JsonNode)new JsonObject { ["brief"] = b.Brief, ["shot"] = b.Shot, ["kind"] = b.Kind, ["act"] = b.Act, ["made"] = b.IsMade, ["handOff"] = b.HandedOff })]),
            ["versions"] = new JsonArray([.. reach.Versions.Select(v => (JsonNode)new JsonObject { ["version"] = v.Version, ["shot"] = v.Shot, ["bytes"] = v.Bytes, ["act"] = v.Act })]),
            ["approvals"] = new JsonArray([.. reach.Approvals.Select(a => (JsonNode)new JsonObject { ["version"] = a.Version, ["approved"] = a.Approved, ["person"] = a.Person, ["role"] = a.Role, ["act"] = a.Act })]),
            ["models"] = new JsonArray([.. reach.Models.Select(m => (JsonNode)new JsonObject { ["model"] = m.Model, ["allowed"] = m.Allowed, ["act"] = m.Act })]),
            ["packages"] = new JsonArray([.. reach.Packages.Select(p => (JsonNode)new JsonObject { ["package"] = p.Package, ["manifest"] = p.Manifest, ["act"] = p.Act, ["at"] = p.At.ToString("O", CultureInfo.InvariantCulture), ["finals"] = JsonReading.Array(p.Finals), ["awaiting"] = JsonReading.Array(p.Awaiting), ["laid"] = p.Laid })]),
            ["revoked"] = null,
        };

        void List<T>(string what, IReadOnlyList<T> all, Func<T, FormattableString> line)
        {
            if (all.Count == 0) return;
            session.Say($"  {what}, {all.Count}:");
            foreach (var one in all.Take(MostLines)) session.Say($"    {line(one).ToString(CultureInfo.InvariantCulture)}");
            if (all.Count > MostLines) session.Say($"    and {all.Count - MostLines} more: all of them with --json");
        }
    }

    private static PlateLeft Left(Leavetaking target, string root, string name)
    {
        // where all leave for the plate goes, nothing is left; a grant that goes leaves the others
        List<Grant> others = target.Grant is { } index ? [.. target.Rights.Leave.Of(root).Where(g => g.Index != index)] : [];
        return new(root, name, UseLimits.Of(others.Select(g => g.Terms)), [.. others.Select(g => g.Index)]);
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private sealed record PlateLeft(string Root, string Name, UseLimits Left, IReadOnlyList<long> Grants);
}
