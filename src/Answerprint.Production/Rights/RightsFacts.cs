using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Rights;

/// <summary>
/// What the book says about rights: a fold over its acts. Nothing here is typed in when the gate is asked. A value; safe for use from several threads.
/// </summary>
public sealed class RightsFacts
{
    private readonly ShowTerms terms;

    private RightsFacts(IReadOnlyList<Declaration> declarations, IReadOnlyList<Contest> contests, IReadOnlyList<Grant> grants, IReadOnlyList<Consent> consents, IReadOnlyList<Revocation> revocations, FootageLeave leave, ShowTerms terms)
    {
        Declarations = declarations;
        Contests = contests;
        EverGranted = grants;
        EverConsented = consents;
        Revocations = revocations;
        Leave = leave;
        this.terms = terms;
        Grants = [.. grants.Where(g => g.Withdrawn is null)];
        Consents = [.. consents.Where(c => c.Withdrawn is null && !IsRevoked(c))];
    }

    /// <summary>Those that have not been taken back.</summary>
    public IReadOnlyList<Declaration> Declarations { get; }

    /// <summary>All, with their answers.</summary>
    public IReadOnlyList<Contest> Contests { get; }

    /// <summary>Those that have not been withdrawn.</summary>
    public IReadOnlyList<Grant> Grants { get; }

    /// <summary>All that were ever given, those that were withdrawn among them.</summary>
    public IReadOnlyList<Grant> EverGranted { get; }

    /// <summary>Those that have not been withdrawn, by themselves or with all that their performer gave.</summary>
    public IReadOnlyList<Consent> Consents { get; }

    /// <summary>All that were ever given, those that were withdrawn among them.</summary>
    public IReadOnlyList<Consent> EverConsented { get; }

    public IReadOnlyList<Revocation> Revocations { get; }

    /// <summary>What the grants leave for each plate.</summary>
    public FootageLeave Leave { get; }

    /// <exception cref="BadInputException">An act of this room can not be read: nothing is judged past it.</exception>
    public static RightsFacts From(IEnumerable<Act> acts)
    {
        var declarations = new SortedDictionary<long, Declaration>();
        var contests = new SortedDictionary<long, Contest>();
        var grants = new SortedDictionary<long, Grant>();
        var consents = new SortedDictionary<long, Consent>();
        var revocations = new List<Revocation>();
        var plates = new List<KnownPlate>();
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
        return new([.. declarations.Values], [.. contests.Values], [.. grants.Values], [.. consents.Values], revocations, new(grants.Values, revocations, plates), ShowTerms.Unsaid);

        void Read(Act act)
        {
            var (body, by, at, index) = (act.Body, act.By.Person, act.At, act.Index);
            switch (act.Name)
            {
                case Plate.ActName: plates.Add(KnownPlate.Read(body)); break;
                case Declaration.ActName: declarations[index] = Declaration.From(body, by, at, index); break;
                case Declaration.WithdrawnName: declarations.Remove(Withdrawn(act)); break;
                case Contest.ActName: contests[index] = Contest.From(body, by, at, index) with { Role = act.By.Role }; break;
                case ContestAnswer.ActName:
                    var answer = ContestAnswer.From(body, by, at) with { Role = act.By.Role };
                    if (!contests.TryGetValue(answer.Contest, out var contest)) throw new FormatException("it answers a contest that is not there");
                    // whoever objects does not answer themselves, and a site is no person
                    if (by != Actor.TheSite && by != contest.By) contests[answer.Contest] = contest with { Answer = answer };
                    break;
                case Grant.ActName: grants[index] = Grant.Read(body, by, at, index); break;
                case Grant.WithdrawnName when grants.TryGetValue(Withdrawn(act), out var grant): grants[grant.Index] = grant with { Withdrawn = index }; break;
                case Consent.ActName: consents[index] = Consent.From(body, by, at, index); break;
                case Consent.WithdrawnName when consents.TryGetValue(Withdrawn(act), out var consent): consents[consent.Index] = consent with { Withdrawn = index }; break;
                case Revocation.ActName: revocations.Add(Revocation.Footage(body, by, at, index)); break;
                case Revocation.PerformerName: revocations.Add(Revocation.OfPerformer(body, by, at, index)); break;
                default: break;
            }
        }
    }

    /// <summary>The same, held against what the show says of itself.</summary>
    public RightsFacts Under(ShowTerms show) => new(Declarations, Contests, EverGranted, EverConsented, Revocations, Leave, show);

    /// <summary>Whether a consent was taken back with all that its performer gave before.</summary>
    public bool IsRevoked(Consent consent) => RevokedAt(consent.Performer) > consent.Index;

    /// <summary>The declarations about one plate.</summary>
    public IReadOnlyList<Declaration> Of(string plate) => [.. Declarations.Where(d => d.Plate == plate)];

    /// <summary>The facts that the book gives for a use on a day.</summary>
    /// <param name="plates">The plates of the use as declarations and grants name them.</param>
    /// <param name="models">The models that it uses, as contests name them.</param>
    public Facts For(Use use, IReadOnlyList<string> plates, DateOnly day, params IReadOnlyList<string> models)
    {
        IReadOnlyList<string> used = [.. use.Models.Concat(models).Distinct(StringComparer.Ordinal)];
        var facts = Facts.None.With("contest.open", Contests.Any(c => c.IsOpen && c.Subject switch
        {
            ContestSubject.Shot => c.Name == use.Shot,
            ContestSubject.Person => use.People.Contains(c.Name, StringComparer.Ordinal),
            _ => used.Contains(c.Name, StringComparer.Ordinal),
        }));
        return facts.And(Consented(use, day)).And(Granted(use, plates, day)).And(GrantedModels(use, used, day));
    }

    /// <summary>What the performers' consents say of a use.</summary>
    private Facts Consented(Use use, DateOnly day)
    {
        var facts = Facts.None;
        if (use.People.Any(p => RevokedAt(p) >= 0 && !Consents.Any(c => c.Covers(p, use.Shot, day) && c.Classes.Contains(use.Class)))) facts = facts.With("consent.revoked", value: true);
        var leaves = use.People.Select(p => Consents.Where(c => c.Covers(p, use.Shot, day)).ToList()).ToList();
        if (leaves.Count > 0 && leaves.TrueForAll(l => l.Exists(c => c.Classes.Contains(use.Class))))
        {
            var naming = leaves.Select(l => l.FindAll(c => c.Classes.Contains(use.Class))).ToList();
            facts = facts.With("consent.exists", value: true)
                .With("consent.separate_signature", naming.TrueForAll(l => l.Exists(c => c.SeparatelySigned)))
                .With("consent.specific_description", naming.TrueForAll(l => l.Exists(c => c.Describes)));
            if (naming.TrueForAll(l => l.Exists(c => c.Document.Length > 0))) facts = facts.WithEvidence("performer_consent");
            if (naming.TrueForAll(l => l.Exists(c => c.Counsel.Length > 0))) facts = facts.With("consent.counsel", value: true);
            if (naming.TrueForAll(l => l.Exists(c => c.Union.Length > 0))) facts = facts.With("consent.union", value: true);
            if (naming.TrueForAll(l => l.Exists(c => c.Document.Length > 0 && (c.Counsel.Length > 0 || c.Union.Length > 0)))) facts = facts.WithEvidence("counsel_or_union_record");
            if (naming.TrueForAll(l => l.Exists(c => c.Project.Length > 0))) facts = facts.With("consent.project", naming.TrueForAll(l => l.Exists(IsOfThisShow)) ? "this" : "other");
            if (naming.TrueForAll(l => l.Exists(c => c.Estate.Length > 0)))
            {
                facts = facts.With("consent.estate", value: true);
                if (naming.TrueForAll(l => l.Exists(c => c.Estate.Length > 0 && c.Document.Length > 0))) facts = facts.WithEvidence("estate_consent");
            }
        }
        if (leaves.Count > 0 && leaves.TrueForAll(l => l.Exists(c => c.Settings.Contains(use.Setting))))
        {
            facts = facts.With("consent.setting", value: true);
            if (leaves.TrueForAll(l => l.Exists(c => c.Settings.Contains(use.Setting) && c.Document.Length > 0))) facts = facts.WithEvidence("setting_consent");
        }
        return facts;
    }

    /// <summary>
    /// What the grants say of the plates of a use: each must be reached, for the title, in the territories, on the day. At delivery grant.alter says that leave to have altered it still stands: a term
    /// that ended after the work does no harm, a withdrawal does.
    /// </summary>
    private Facts Granted(Use use, IReadOnlyList<string> plates, DateOnly day)
    {
        if (plates.Count == 0) return Facts.None;
        var kept = terms.Required || Leave.IsKept;
        var facts = Facts.None.With("grant.kept", kept);
        if (!kept) return facts;
        var limits = plates.Select(Leave.LimitsOf).ToList();
        foreach (var purpose in Enum.GetValues<GrantScope>())
        {
            var after = use.Stage == Stage.Deliver && purpose == GrantScope.Alter;
            facts = facts.With($"grant.{purpose.ToString().ToLowerInvariant()}", limits.TrueForAll(l => (after ? l.OnAnyDay() : l).Permit(purpose, terms.Title, terms.Territories, day)));
        }
        return facts;
    }

    /// <summary>The same for models that somebody gave leave for or took it back; of a model that nobody spoke of grants say nothing.</summary>
    private Facts GrantedModels(Use use, IReadOnlyList<string> models, DateOnly day)
    {
        var asked = models.Where(Leave.Asks).ToList();
        if (asked.Count == 0 || use.Stage == Stage.Train) return Facts.None;
        var purpose = use.Stage == Stage.Deliver ? GrantScope.Deliver : GrantScope.Alter;
        return Facts.None.With("grant.model", asked.TrueForAll(m => Leave.LimitsOfModel(m).Permit(purpose, terms.Title, terms.Territories, day)));
    }

    private bool IsOfThisShow(Consent consent) => string.Equals(consent.Project.Trim(), terms.Title.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The last act by which a performer took back all that they gave; −1 where there is none.</summary>
    private long RevokedAt(string performer) => Revocations.Where(r => r.Performer == performer).Select(r => r.Index).DefaultIfEmpty(-1).Max();

    private static long Withdrawn(Act act) => act.Body["index"]?.GetValue<long>() ?? throw new FormatException("it does not say which act it takes back");
}
