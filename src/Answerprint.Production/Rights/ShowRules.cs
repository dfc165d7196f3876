using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Rights;

/// <summary>A pack that a show has chosen; its bytes lie in the vault.</summary>
/// <param name="ReviewedOn">Null: nobody has reviewed it. Who did stands in the pack and not in the book.</param>
public sealed record ChosenPack(string Id, string Title, Digest Hash, DateOnly? ReviewedOn);

/// <summary>A fact that a person stated.</summary>
/// <param name="Shot">The shot that it is stated for; null for the whole show.</param>
/// <param name="Index">Of the act in the book.</param>
public sealed record StatedFact(string Name, Fact Value, string? Shot, Actor By, DateTimeOffset At, long Index);

/// <summary>A paper that a person filed.</summary>
/// <param name="Name">As rules name it: "netflix_approval".</param>
/// <param name="Document">The paper in the vault.</param>
/// <param name="Shot">The shot that it is filed for; null for the whole show.</param>
public sealed record FiledEvidence(string Name, Digest Document, string? Shot, Actor By, DateTimeOffset At, long Index);

/// <summary>
/// What a show judges by beside the project's own rules: the packs that were chosen last, the facts that people stated, the papers that they filed. A fold over the book; what only
/// the book's own acts or the work can say is not believed from here, whoever wrote it. A value.
/// </summary>
public sealed class ShowRules
{
    public const string ChosenName = "RulesChosen.1", StatedName = "FactsStated.1", FiledName = "EvidenceFiled.1", TakenBackName = "EvidenceTakenBack.1";

    private static readonly Role[] Deciders = [Role.Legal, Role.Producer, Role.PostSupervisor, Role.VfxSupervisor, Role.Clearance];

    private ShowRules(IReadOnlyList<ChosenPack> packs, IReadOnlyList<StatedFact> stated, IReadOnlyList<FiledEvidence> filed)
    {
        Packs = packs;
        Stated = stated;
        Filed = filed;
    }

    public IReadOnlyList<ChosenPack> Packs { get; }

    /// <summary>Those that stand, in the order of their names.</summary>
    public IReadOnlyList<StatedFact> Stated { get; }

    public IReadOnlyList<FiledEvidence> Filed { get; }

    /// <summary>The role in which a person may choose rules, state facts and file papers; null where they have none. Whoever is judged by the rules alone does not choose them.</summary>
    public static Role? DecidingRole(Person person) => Deciders.Where(person.Holds).Select(r => (Role?)r).FirstOrDefault();

    /// <summary>The roles that may, for people.</summary>
    public static string DecidingRoles => string.Join(", ", Deciders.Select(r => r.Plain()));

    public static bool Concerns(string act) => act is ChosenName or StatedName or FiledName or TakenBackName;

    /// <exception cref="BadInputException">An act of these can not be read: nothing is judged past it.</exception>
    public static ShowRules From(IEnumerable<Act> acts)
    {
        IReadOnlyList<ChosenPack> packs = [];
        var stated = new SortedDictionary<(string Name, string Shot), StatedFact>();
        var filed = new SortedDictionary<(string Name, string Shot), FiledEvidence>();
        foreach (var act in CountedActs.Of(acts).Acts.Where(a => Concerns(a.Name) && Deciders.Any(r => r.Word() == a.By.Role)))
        {
            try
            {
                var shot = act.Body.TextOrNull("shot");
                switch (act.Name)
                {
                    case ChosenName:
                        packs = [.. act.Body.Objects("packs").Select(p => new ChosenPack(p.Text("id"), p.Text("title"), p.Digest("hash"), p.TextOrNull("reviewedOn") is { } on ? DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null))];
                        break;
                    case StatedName:
                        foreach (var (name, value) in act.Body.Object("facts"))
                        {
                            stated.Remove((name, shot ?? ""));
                            if (value is not null && KnownFacts.CanBeStated(name)) stated[(name, shot ?? "")] = new(name, Value(name, value), shot, act.By, act.At, act.Index);
                        }
                        break;
                    case FiledName when KnownFacts.CanBeFiled(act.Body.Text("evidence")):
                        filed[(act.Body.Text("evidence"), shot ?? "")] = new(act.Body.Text("evidence"), act.Body.Digest("document"), shot, act.By, act.At, act.Index);
                        break;
                    case TakenBackName:
                        filed.Remove((act.Body.Text("evidence"), shot ?? ""));
                        break;
                    default:
                        break;
                }
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException)
            {
                throw new BadInputException("act-body", "book", $"entry {act.Index}", $"the act {act.Name} can not be read: {e.Message.TrimEnd('.')}", "This book was written by something else, or by a newer release: use that", e);
            }
        }
        return new(packs, [.. stated.Values], [.. filed.Values]);
    }

    /// <summary>The same without papers that are no longer in the vault as they were filed: what nobody can show does not count.</summary>
    public ShowRules WhatLiesIn(Vault vault) => new(Packs, Stated, [.. Filed.Where(f => vault.Intact(f.Document))]);

    /// <summary>What is stated and filed for a shot; its own word goes before that for the whole show.</summary>
    public Facts For(string shot)
    {
        var facts = Facts.None;
        foreach (var fact in Stated.Where(s => s.Shot is null || s.Shot == shot).OrderBy(s => s.Shot is not null)) facts = facts.With(fact.Name, fact.Value);
        var papers = Filed.Where(f => f.Shot is null || f.Shot == shot).Select(f => f.Name).ToList();
        return papers.Count > 0 ? facts.WithEvidence(papers) : facts;
    }

    /// <summary>The packs themselves.</summary>
    /// <exception cref="PackTamperedException">The bytes of one are gone or are others.</exception>
    public IReadOnlyList<RulePack> Open(Vault vault) => [.. Packs.Select(p => Open(vault, p.Id, p.Hash))];

    /// <exception cref="PackTamperedException">The bytes are gone or are others.</exception>
    internal static RulePack Open(Vault vault, string id, Digest hash)
    {
        try
        {
            return RulePack.Read(vault.Read(hash), $"{id}.json");
        }
        catch (BadInputException e) when (e.Code is "vault-missing" or "vault-changed")
        {
            throw new PackTamperedException(id, hash.Hex, e.Code == "vault-missing" ? "the bytes of this rule pack are gone from the vault" : "the bytes of this rule pack in the vault are not those that were chosen");
        }
    }

    /// <summary>The body of the act by which packs are chosen, in place of all that were chosen before.</summary>
    public static JsonObject Chosen(IEnumerable<RulePack> packs)
    {
        var list = new JsonArray();
        foreach (var pack in packs)
        {
            var one = new JsonObject { ["id"] = pack.Id, ["title"] = pack.Title, ["hash"] = pack.Hash };
            if (pack.Review is { } review) one["reviewedOn"] = Because.Day(review.On);
            list.Add(one);
        }
        return new() { ["packs"] = list };
    }

    private static Fact Value(string name, JsonNode value)
    {
        using var document = JsonDocument.Parse(value.ToJsonString());
        return Fact.From(document.RootElement) ?? throw new FormatException($"'{name}' has no value that a fact can have");
    }
}
