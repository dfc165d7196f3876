using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    private const int MostStated = 16_000, MostFiled = 400;

    private int rulesSeen;
    private (ShowRules Rules, IReadOnlyList<RulePack> Packs)? rulesRead;

    /// <summary>The packs that the show has chosen, their bytes checked.</summary>
    /// <exception cref="PackTamperedException">The bytes of one are not those that were chosen: nothing is judged.</exception>
    private IReadOnlyList<RulePack> Packs => Rules.Packs;

    private (ShowRules Rules, IReadOnlyList<RulePack> Packs) Rules
    {
        get
        {
            var acts = Show.Book.Acts;
            // only what the book says since is looked at: a long book is not gone through for every brief
            for (; rulesSeen < acts.Count; rulesSeen++)
                if (ShowRules.Concerns(acts[rulesSeen].Name)) rulesRead = null;
            if (rulesRead is not { } read)
            {
                var rules = ShowRules.From(acts).WhatLiesIn(Show.Vault);
                rulesRead = read = (rules, rules.Open(Show.Vault));
            }
            return read;
        }
    }

    /// <summary>Chooses the packs by which the show judges beside the project's own rules, in place of those before.</summary>
    /// <exception cref="BadInputException">One is no rule pack, or two are one.</exception>
    public IReadOnlyList<RulePack> UseRules(IReadOnlyList<(string Name, byte[] Bytes)> documents)
    {
        const int Most = 100;
        var packs = documents.Select(d => RulePack.Read(d.Bytes, d.Name)).ToList();
        if (packs.Count > Most) throw new BadInputException("packs-many", Show.Folder, "", $"more than {Most} packs", "Put rules that belong together into one pack");
        if (packs.GroupBy(p => p.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new BadInputException("pack-twice", twice.Key, "", "two of these packs bear one id", "Choose one of them, or give each an id of its own");
        foreach (var document in documents) Show.Vault.Add(document.Bytes);
        Write(ShowRules.ChosenName, ShowRules.Chosen(packs));
        return packs;
    }

    /// <summary>States facts that only people know, under the name of whoever sits here; a null takes one back.</summary>
    /// <param name="shot">For one shot; null for the whole show.</param>
    /// <exception cref="BadInputException">It is more than a decision can hold.</exception>
    public void StateFacts(IReadOnlyDictionary<string, Fact?> facts, string? shot)
    {
        if (facts.Keys.FirstOrDefault(n => !KnownFacts.CanBeStated(n)) is { } kept) throw new ArgumentException($"'{kept}' is not for people to state", nameof(facts));
        var body = new JsonObject { ["facts"] = new JsonObject(facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, f.Value?.ToJson()))) };
        if (shot is not null) body["shot"] = shot;
        if (body.ToJsonString().Length + Rules.Rules.Stated.Sum(s => s.Name.Length + s.Value.ToString().Length + 16) > MostStated)
            throw new BadInputException("stated-much", Show.Folder, "", "more is stated than a decision can hold", "Take back what no rule asks about: answerprint rules state SHOW NAME= --by PERSON");
        Write(ShowRules.StatedName, body);
    }

    /// <summary>Files a paper: rules that ask for evidence of this name are discharged by it as long as it lies in the vault.</summary>
    /// <param name="document">Null: the paper of that name is taken back.</param>
    /// <exception cref="BadInputException">There are too many, or there is none to take back.</exception>
    public void FileEvidence(string evidence, byte[]? document, string? shot)
    {
        if (!KnownFacts.CanBeFiled(evidence)) throw new ArgumentException($"'{evidence}' is no paper that can be filed", nameof(evidence));
        var filed = ShowRules.From(Show.Book.Acts).Filed;
        var body = new JsonObject { ["evidence"] = evidence };
        if (shot is not null) body["shot"] = shot;
        if (document is null)
        {
            if (!filed.Any(f => f.Name == evidence && f.Shot == shot)) throw new BadInputException("no-evidence", evidence, shot ?? "", "no such paper is on file", filed.Count > 0 ? $"On file: {string.Join(", ", filed.Select(f => f.Name).Distinct())}" : "Nothing is on file");
            Write(ShowRules.TakenBackName, body);
            return;
        }
        if (filed.Count >= MostFiled) throw new BadInputException("filed-many", Show.Folder, "", $"{MostFiled} papers are on file", "Take back what no rule asks for any more");
        body["document"] = Show.Vault.Add(document).Hex;
        Write(ShowRules.FiledName, body);
    }

    /// <summary>Whether the book says that a person is a director of this show.</summary>
    private bool IsDirector(string person) => CountedActs.Of(Show.Book.Acts).Roll.Find(person)?.Roles.Contains(Role.Director) == true;

    /// <summary>Asks the gate, under the project's own rules and the packs of the show, on this day: the one place of the desk that does.</summary>
    private Verdict Ask(Use use, Facts facts) => Gate.Judge(use, facts, Packs, Today);

    /// <summary>All that is known beside the use: what people stated and filed, what the work is, what the book's acts say. The book goes before what is stated.</summary>
    /// <param name="made">Whether it is made here.</param>
    /// <param name="frames">The frames of the version, whose origin passes say whether anything in them is not from real pixels; null before there are any, when whatever is made may be.</param>
    private Facts FactsFor(Use use, RightsFacts rights, bool made, IReadOnlyList<RenderedFrame>? frames = null)
    {
        var work = Rights.Facts.None.With("tool.generative", use.IsModel && use.MakesPixels)
            .With("use.synthesises_content", use.MakesPixels && (frames is null || frames.Any(f => f.IsMade && f.Figures is not { SynthShare: 0 })));
        if (made) work = work.With("tool.hosting", "local");
        return Rules.Rules.For(use.Shot).And(work).And(rights.Under(ShowTerms.Read(Show.File.Title, Show.File.Rest)).For(use, use.Plates, Today));
    }
}
