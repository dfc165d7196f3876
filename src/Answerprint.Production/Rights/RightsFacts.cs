using Answerprint.Media.Frames;
using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>
/// What the book says about rights: a fold over its acts. Nothing here is typed in when the gate is asked. A value; safe for use from several threads.
/// </summary>
public sealed class RightsFacts
{
    private RightsFacts(IReadOnlyList<Declaration> declarations, IReadOnlyList<Contest> contests, IReadOnlyList<Grant> grants, IReadOnlyList<Consent> consents)
    {
        Declarations = declarations;
        Contests = contests;
        Grants = grants;
        Consents = consents;
    }

    /// <summary>Those that have not been taken back.</summary>
    public IReadOnlyList<Declaration> Declarations { get; }

    /// <summary>All, with their answers.</summary>
    public IReadOnlyList<Contest> Contests { get; }

    /// <summary>Those that have not been withdrawn.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>Those that have not been withdrawn.</summary>
    public IReadOnlyList<Consent> Consents { get; }

    /// <exception cref="BadInputException">An act of this room can not be read: nothing is judged past it.</exception>
    public static RightsFacts From(IEnumerable<Act> acts)
    {
        var declarations = new SortedDictionary<long, Declaration>();
        var contests = new SortedDictionary<long, Contest>();
        var grants = new SortedDictionary<long, Grant>();
        var consents = new SortedDictionary<long, Consent>();
        foreach (var act in CountedActs.Of(acts).Acts)
        {
            try
            {
                Read(act);
            }
            catch (Exception e) when (e is FormatException or InvalidOperationException)
            {
                throw new BadInputException("act-body", "book", $"entry {act.Index}", $"the act {act.Name} can not be read: {e.Message.TrimEnd('.')}", "This book was written by something else, or by a newer release: use that", e);
            }
        }
        return new([.. declarations.Values], [.. contests.Values], [.. grants.Values], [.. consents.Values]);

        void Read(Act act)
        {
            var (body, by, at, index) = (act.Body, act.By.Person, act.At, act.Index);
            switch (act.Name)
            {
                case Declaration.ActName: declarations[index] = Declaration.From(body, by, at, index); break;
                case Declaration.WithdrawnName: declarations.Remove(Withdrawn(act)); break;
                case Contest.ActName: contests[index] = Contest.From(body, by, at, index); break;
                case ContestAnswer.ActName:
                    var answer = ContestAnswer.From(body, by, at);
                    if (!contests.TryGetValue(answer.Contest, out var contest)) throw new FormatException("it answers a contest that is not there");
                    // whoever objects does not answer themselves, and a site is no person
                    if (by != Actor.TheSite && by != contest.By) contests[answer.Contest] = contest with { Answer = answer };
                    break;
                case Grant.ActName: grants[index] = Grant.Read(body, by, at, index); break;
                case Grant.WithdrawnName: grants.Remove(Withdrawn(act)); break;
                case Consent.ActName: consents[index] = Consent.From(body, by, at, index); break;
                case Consent.WithdrawnName: consents.Remove(Withdrawn(act)); break;
                default: break;
            }
        }
    }

    /// <summary>The declarations about one plate.</summary>
    public IReadOnlyList<Declaration> Of(string plate) => [.. Declarations.Where(d => d.Plate == plate)];

    /// <summary>The facts that the book gives for a use on a day.</summary>
    /// <param name="plates">The plates of the use as declarations and grants name them.</param>
    /// <param name="models">The models that it uses, as contests name them.</param>
    public Facts For(Use use, IReadOnlyList<string> plates, DateOnly day, params IReadOnlyList<string> models)
    {
        var facts = Facts.None.With("contest.open", Contests.Any(c => c.IsOpen && c.Subject switch
        {
            ContestSubject.Shot => c.Name == use.Shot,
            ContestSubject.Person => use.People.Contains(c.Name, StringComparer.Ordinal),
            _ => models.Contains(c.Name, StringComparer.Ordinal),
        }));
        var leaves = use.People.Select(p => Consents.Where(c => c.Covers(p, use.Shot, day)).ToList()).ToList();
        if (leaves.Count > 0 && leaves.TrueForAll(l => l.Exists(c => c.Classes.Contains(use.Class))))
        {
            var naming = leaves.Select(l => l.FindAll(c => c.Classes.Contains(use.Class))).ToList();
            facts = facts.With("consent.exists", value: true)
                .With("consent.separate_signature", naming.TrueForAll(l => l.Exists(c => c.SeparatelySigned)))
                .With("consent.specific_description", naming.TrueForAll(l => l.Exists(c => c.Describes)));
            if (naming.TrueForAll(l => l.Exists(c => c.Document.Length > 0))) facts = facts.WithEvidence("performer_consent");
        }
        if (leaves.Count > 0 && leaves.TrueForAll(l => l.Exists(c => c.Settings.Contains(use.Setting)))) facts = facts.With("consent.setting", value: true);
        if (plates.Count > 0 && plates.All(p => Grants.Any(g => g.Covers(p, GrantScope.Train, day)))) facts = facts.With("grant.train", value: true);
        return facts;
    }

    private static long Withdrawn(Act act) => act.Body["index"]?.GetValue<long>() ?? throw new FormatException("it does not say which act it takes back");
}
