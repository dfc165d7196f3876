namespace Answerprint.Production.Rights;

/// <summary>
/// The smallest honest change that turns a refusal green. It only proposes what people can bring about (declare, sign, ask, prove, do the work
/// another way), never that a fact be called something else, and each proposal is judged again before it is given.
/// </summary>
internal static class Remedy
{
    private const int Rounds = 4;

    /// <summary>Where more rules than these stand in the way nothing small helps.</summary>
    private const int MostInTheWay = 40;

    private static readonly string[] Obtainable =
        ["proof.", "approval.", "mark.", "register.", "attest.", "consent.", "consult.", "disclosed.", "notice.", "label.", "storage.", "employer.", "worker.", "output.", "scan.", "train.", "vendor.", "work.consultation_held", "dataset.", "model.data_receipt", "model.ab2013_doc", "model.eu_summary", "grant.", "hpf."];

    /// <returns>Empty where nothing that people can bring about makes it green.</returns>
    public static IReadOnlyList<Change> Find(Facts facts, IReadOnlyList<RulePack> packs, DateOnly day)
    {
        var changes = new List<Change>();
        var now = facts;
        for (var round = 0; round < Rounds; round++)
        {
            var ruling = Ruling.Of(now, packs, day);
            if (ruling.Clear) return changes;
            var inTheWay = ruling.Judged.Where(j => j.Hit.Blocks).ToList();
            if (inTheWay.Count > MostInTheWay) return [];
            foreach (var (hit, rule) in inTheWay)
            {
                if (rule is null || !rule.When.Holds(now) || rule.Discharged(now.Evidence)) continue;
                if (Cheapest(rule, hit, now) is not { } cure) return [];
                foreach (var change in cure.Changes.Where(c => !changes.Contains(c)))
                {
                    changes.Add(change);
                    now = now.And(change.Facts);
                }
            }
        }
        return Ruling.Of(now, packs, day).Clear ? changes : [];
    }

    private static Cure? Cheapest(Rule rule, RuleHit hit, Facts facts)
    {
        var otherwise = Steer(rule.When, want: false, facts);
        if (rule.Effect == Effect.Deny || hit.Missing.Count == 0) return otherwise;
        var papers = new Cure(2 + hit.Missing.Count, [new(Facts.None.WithEvidence(hit.Missing), Paper(hit.Missing), hit.Answerable)]);
        return otherwise is { } o && o.Cost <= papers.Cost ? o : papers;
    }

    /// <summary>The cheapest changes after which the condition is as wanted; null where there are none.</summary>
    private static Cure? Steer(Condition condition, bool want, Facts facts, int nots = 0)
    {
        switch (condition)
        {
            case Condition.Not not:
                return Steer(not.Part, !want, facts, nots + 1);
            case Condition.All or Condition.Any:
                var parts = (condition as Condition.All)?.Parts ?? ((Condition.Any)condition).Parts;
                var every = condition is Condition.All == want;
                var cures = parts.Select(p => Steer(p, want, facts, nots)).ToList();
                if (!every) return cures.OfType<Cure>().MinBy(c => c.Cost);
                return cures.TrueForAll(c => c is not null) ? new(cures.Sum(c => c!.Cost), [.. cures.SelectMany(c => c!.Changes)]) : null;
            case Condition.Test test:
                return test.Reads(facts.Find(test.Name), nots) == want ? new(0, []) : Turn(test, want, facts);
            default:
                return null;
        }
    }

    private static Cure? Turn(Condition.Test test, bool want, Facts facts)
    {
        if (Work(test, want, facts) is { } work) return work;
        if (!Obtainable.Any(p => test.Name.StartsWith(p, StringComparison.Ordinal))) return null;
        Fact? to = (test.Operator, want) switch
        {
            ("eq", true) or ("ne", false) => test.Value,
            ("eq", false) or ("ne", true) when test.Value is Fact.Flag flag => new Fact.Flag(!flag.Value),
            ("ge", true) or ("lt", false) => test.Value,
            ("ge", false) or ("lt", true) when test.Value is Fact.Number number => new Fact.Number(number.Value - 1),
            _ => null,
        };
        return to is null ? null : new(3, [new(Facts.None.With(test.Name, to), Obtain(test.Name, to), Task(test.Name))]);
    }

    /// <summary>Doing the work another way, or saying what has not been said.</summary>
    private static Cure? Work(Condition.Test test, bool want, Facts facts)
    {
        var unsaid = facts.Find(test.Name) is null or Fact.Word { Value: "unknown" };
        return (test.Name, test.Operator, want) switch
        {
            ("use.people_in_made_region", "ne", false) when unsaid => Declare(facts),
            ("use.touches_performer", "eq", false) when facts.Find("use.people_in_changed_region") is Fact.Word { Value: "unknown" } => Declare(facts),
            ("use.touches_performer", "eq", false) => new(6, [new(
                Facts.None.With("use.touches_performer", value: false).With("use.people_in_changed_region", "none_attested"),
                "keep the work matte at least 16 pixels away from people", "artist")]),
            ("use.makes_pixels", "eq", false) when facts.Find("use.op") is Fact.Word { Value: "missing_frames" } => new(5, [new(
                Facts.None.With("use.op", "hold").With("use.makes_pixels", value: false).With("use.performer_class", nameof(PerformerClass.P3)),
                "hold the take's own frames over the gap instead of making new ones, two extra frames at most: answerprint brief SHOW SHOT hold --by PERSON", "editor")]),
            ("use.longest_hold", "ge", false) => new(5, [new(Facts.None.With("use.longest_hold", 2), "pull so many of the missing frames again that no more than two in a row are held, or have the cut itself order a freeze", "editor")]),
            ("use.setting", "in", false) when facts.Find("use.setting") is Fact.Word { Value: "undescribed" } =>
                new(3, [new(Facts.None.With("use.setting", "neutral"), "describe the new background; if it is none that needs consent, the work can go ahead", "vfx_supervisor")]),
            ("contest.open", "eq", false) => new(4, [new(Facts.None.With("contest.open", value: false), "answer the objection", "legal")]),
            _ => null,
        };
    }

    private static Cure Declare(Facts facts)
    {
        var said = Facts.None.With("use.people_in_changed_region", "none_attested").With("use.touches_performer", value: false);
        if (facts.Find("use.people_in_made_region") is null or Fact.Word { Value: "unknown" }) said = said.With("use.people_in_made_region", "none_attested");
        return new(2, [new(said, "look at the plate and, if nobody is in it, declare so: answerprint declare SHOW PLATE --no-people --by PERSON", "vfx_editor")]);
    }

    /// <summary>Papers that are filed by command, and those that only an act can bring.</summary>
    private static string Paper(IReadOnlyList<string> papers) =>
        $"put on file: {string.Join(", ", papers.Select(Plain))}{(papers.FirstOrDefault(KnownFacts.CanBeFiled) is { } first ? $" (answerprint rules file SHOW {first} --document FILE --by PERSON)" : "")}";

    private static string Obtain(string name, Fact to) => name switch
    {
        "approval.human" => "have the VFX supervisor approve this version",
        "approval.contact_sheet" => "have a named person sign the sheet of before and after pictures",
        "approval.director" => "have the director approve",
        "proof.performance_lock" => "run the inspector and pass the performance lock",
        "proof.mask_confinement" => "run the inspector and pass the check of the work matte",
        "consent.exists" or "consent.setting" => "ask the performer for consent",
        "attest.not_cast" => "have a named person confirm that this is crew and not cast",
        "model.data_receipt" => "use a model that has a receipt",
        "grant.train" => "obtain a grant to train on this footage",
        "grant.model" => "put a grant for the model on file: answerprint grant SHOW model:NAME --for alter,deliver --from OWNER --by PERSON",
        _ when name.StartsWith("grant.", StringComparison.Ordinal) => $"put a grant on file that reaches this footage, title, territory and day: answerprint grant SHOW PLATE --for {name[6..]} --from OWNER --by PERSON",
        "consent.revoked" => "ask the performer whether they agree to this anew: answerprint consent SHOW PERSON --class CLASS --text FILE --by PERSON",
        "train.people_masked" => "mask people out of the training",
        "approval.outside_step" => "have legal approve the step that was made elsewhere",
        _ when KnownFacts.CanBeStated(name) => $"bring it about and say so: answerprint rules state SHOW {name}={to} --by PERSON{(KnownFacts.Find(name) is { } known ? $" (\"{known.Meaning}\")" : "")}",
        _ when KnownFacts.Find(name) is { } known => $"bring it about that this {(to is Fact.Flag { Value: false } ? "is no longer so" : "is so")}: \"{known.Meaning}\"",
        _ => $"bring it about that {Plain(name)} is {to}",
    };

    private static string Task(string name) => name[..name.IndexOf('.', StringComparison.Ordinal)] switch
    {
        "consent" => "performer",
        "approval" => name switch { "approval.director" => "director", "approval.outside_step" => "legal", _ => "vfx_supervisor" },
        "proof" => "vfx_editor",
        "model" or "dataset" or "grant" or "notice" or "disclosed" => "legal",
        _ => "producer",
    };

    internal static string Plain(string name) => name.Replace('_', ' ').Replace('.', ' ');

    private sealed record Cure(int Cost, IReadOnlyList<Change> Changes);
}
