using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>Says how past decisions come out when they are judged again.</summary>
internal static class Replays
{
    /// <param name="which">The acts that are looked at.</param>
    public static Outcome Say(Show show, Func<Act, bool> which, Session session)
    {
        var replay = new Replay(show.Vault, ShowRules.From(show.Book.Acts).WhatLiesIn(show.Vault), RulesCommand.DayOf(null, session));
        var list = new JsonArray();
        var faults = new List<Fault>();
        var (same, otherwise) = (0, 0);
        foreach (var act in show.Book.Acts.Where(which))
        {
            session.Cancel.ThrowIfCancellationRequested();
            var one = replay.Of(act);
            var of = $"{one.Then.Shot}, {act.Body.TextOrNull("brief") ?? act.Body.TextOrNull("version") ?? one.Then.Operation} ({act.Body.TextOrNull("stage")})";
            session.Say(string.Create(CultureInfo.InvariantCulture, $"[{act.Index}] {act.At:yyyy-MM-dd}, {of}: {(one.Then.Allowed ? "allowed" : "refused")} ({one.Then.Strongest.Word()}) by the rules of {one.Then.Day:yyyy-MM-dd}; {(one.Same ? "the same comes out again" : "SOMETHING ELSE comes out")}."));
            foreach (var fault in one.Faults)
            {
                session.Say($"    {fault}.");
                faults.Add(new("replay", of, $"entry {act.Index}", fault, "Look at the book, the packs in the vault and the program that wrote this"));
            }
            if (one.Same) same++;
            if (one.Why.Count > 0)
            {
                otherwise++;
                session.Say($"    Today: {(one.AllowedToday ? "allowed" : "refused")} ({one.Today.Word()}), because {string.Join("; ", one.Why)}.");
            }
            else session.Say($"    Today: the same ({one.Today.Word()}).");
            list.Add(new JsonObject
            {
                ["index"] = act.Index, ["shot"] = one.Then.Shot, ["stage"] = act.Body.TextOrNull("stage"), ["day"] = RulesCommand.Day(one.Then.Day), ["allowed"] = one.Then.Allowed, ["strongest"] = one.Then.Strongest.Word(), ["same"] = one.Same, ["faults"] = JsonReading.Array(one.Faults),
                ["today"] = new JsonObject { ["allowed"] = one.AllowedToday, ["strongest"] = one.Today.Word(), ["why"] = JsonReading.Array(one.Why) },
            });
        }
        session.Say($"{Counted.Of(list.Count, "decision")}, {same} with the same verdict again; {otherwise} would be otherwise today.");
        var result = new JsonObject { ["decisions"] = list, ["same"] = same, ["otherwiseToday"] = otherwise };
        return faults.Count == 0 ? Outcome.Done(result) : Outcome.Failed(ExitCode.CheckFailed, result, [.. faults]);
    }
}
