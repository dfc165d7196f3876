using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

/// <summary>
/// Where a show stands: a fold over its acts and nothing else. What a later act says replaces what an earlier one said, and what an act does
/// not say is not so.
/// </summary>
public sealed partial class Standing
{
    private readonly Dictionary<string, Ruled> decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Act> ended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> rightsOfPlate = new(StringComparer.Ordinal);
    private long rightsOfAll = -1;
    private int count;
    private readonly Roll roll = new();

    private Standing()
    {
    }

    private Standing(Standing before)
    {
        roll = before.roll.Copy();
        decisions = new(before.decisions, StringComparer.Ordinal);
        ended = new(before.ended, StringComparer.Ordinal);
        rightsOfPlate = new(before.rightsOfPlate, StringComparer.Ordinal);
        rightsOfAll = before.rightsOfAll;
        (Cut, Findings, Recut, Package, Packages, LastWork, count) = (before.Cut, before.Findings, before.Recut, before.Package, before.Packages, before.LastWork, before.count);
        shots = new(before.shots, StringComparer.Ordinal);
        history = new(before.history, StringComparer.Ordinal);
        past = [.. before.past];
        plates = new(before.plates);
        everAsked = [.. before.everAsked];
        sameAsked = new(before.sameAsked, StringComparer.Ordinal);
        wanted = new(before.wanted, StringComparer.Ordinal);
        versions = [.. before.versions];
        notes = [.. before.notes];
        approvals = [.. before.approvals];
        versionsOf = new(before.versionsOf, StringComparer.Ordinal);
        answers = new(before.answers);
        inspections = new(before.inspections);
        handedOff = new(before.handedOff, StringComparer.Ordinal);
        working = new(before.working, StringComparer.Ordinal);
        doneWork = [.. before.doneWork];
        outsideApproved = [.. before.outsideApproved];
    }

    /// <summary>The act of the cut that counts; null before there is one.</summary>
    public Act? Cut { get; private set; }

    /// <summary>Shots of that cut by name, in its order.</summary>
    public IReadOnlyDictionary<string, Shot> Shots => shots;

    /// <summary>Every name that a shot ever had.</summary>
    public IEnumerable<string> Names => history.Keys;

    /// <summary>Every shot as it stood in every cut, the latest first.</summary>
    public IEnumerable<Shot> Past => past.AsEnumerable().Reverse();

    /// <summary>A shot as it stood in each cut that had it, the latest last; empty for an unknown name.</summary>
    public IReadOnlyList<Shot> History(string shot) => history.GetValueOrDefault(shot, []);

    /// <summary>The act that says what became of each shot when the cut that counts was taken in; null for a first cut.</summary>
    public Act? Recut { get; private set; }

    /// <summary>The act of each plate, by index.</summary>
    public IReadOnlyDictionary<uint, Act> Plates => plates;

    public bool Surveyed => Findings is not null;

    /// <summary>Digest of what the survey found; null before there is one.</summary>
    public Digest? Findings { get; private set; }

    public IReadOnlyList<Version> Versions => versions;

    public IReadOnlyList<Note> Notes => notes;

    /// <summary>All answers of people, by the bytes that they saw, in order.</summary>
    public ILookup<Digest, Approval> Approvals => approvals.ToLookup(a => a.Bytes);

    /// <summary>The inspector's act of each version's bytes.</summary>
    public IReadOnlyDictionary<Digest, Act> Inspections => inspections;

    /// <summary>The act by which the last package was laid where people find it; null before there is one.</summary>
    public Act? Package { get; private set; }

    /// <summary>How many packages were begun: their numbers are never used twice.</summary>
    public int Packages { get; private set; }

    /// <summary>Index of the last act that a package would show.</summary>
    public long LastWork { get; private set; } = -1;

    private readonly Dictionary<string, Shot> shots = new(StringComparer.Ordinal);
    private readonly SortedDictionary<uint, Act> plates = [];
    private readonly Dictionary<string, IReadOnlyList<Shot>> history = new(StringComparer.Ordinal);
    private readonly List<Shot> past = [];
    private readonly List<Version> versions = [];
    private readonly List<Note> notes = [];
    private readonly List<Approval> approvals = [];
    private readonly Dictionary<string, List<Version>> versionsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<Digest, Approval> answers = [];
    private readonly Dictionary<Digest, Act> inspections = [];
    private readonly Dictionary<string, Act> handedOff = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DoneWork> working = new(StringComparer.Ordinal);
    private readonly List<DoneWork> doneWork = [];
    private readonly HashSet<Digest> outsideApproved = [];

    public static Standing Of(IEnumerable<Act> acts)
    {
        var standing = new Standing();
        foreach (var act in acts) standing.Fold(act);
        return standing;
    }

    /// <summary>The same, told what the book says since: this one stays as it is. Costs what is new, and a copy of the tables.</summary>
    /// <param name="acts">All acts of the same book.</param>
    public Standing Since(IReadOnlyList<Act> acts)
    {
        if (acts.Count == count) return this;
        var standing = new Standing(this);
        for (var i = count; i < acts.Count; i++) standing.Fold(acts[i]);
        return standing;
    }

    /// <summary>What the gate said last about a brief, unless something that it depends on was said since.</summary>
    public Ruled? Decision(Brief brief)
    {
        if (!decisions.TryGetValue(KeyOf(brief), out var ruled)) return null;
        var since = rightsOfAll;
        if (PlateRoot(brief) is { } root && rightsOfPlate.TryGetValue(root, out var said)) since = Math.Max(since, said);
        return ruled.Index > since ? ruled : null;
    }

    /// <summary>What the gate said last about a brief, current or not.</summary>
    public Ruled? LastDecision(Brief brief) => decisions.GetValueOrDefault(KeyOf(brief));

    /// <summary>The act by which a tool gave a brief up, if it came after leave was given.</summary>
    public Act? GivenUp(Brief brief) => ended.TryGetValue(KeyOf(brief), out var act) && decisions.TryGetValue(KeyOf(brief), out var ruled) && act.Index > ruled.Index ? act : null;

    /// <summary>The act by which the hand-off pack of a brief was written, as the brief counts now; null where there is none.</summary>
    public Act? HandOff(Brief brief) => handedOff.GetValueOrDefault(KeyOf(brief));

    /// <summary>
    /// The version of a shot as the cut has it now: made from the plate and the frames that it now has, for briefs that count and that the gate has not refused since. Of
    /// several the one for most of these briefs, then the newest. A version that only an earlier cut needed does not count, and comes back with that cut. Null before there is one.
    /// </summary>
    public Version? Latest(string shot)
    {
        if (!shots.TryGetValue(shot, out var now) || !versionsOf.TryGetValue(shot, out var all)) return null;
        Version? best = null;
        foreach (var v in all)
            if (v.Briefs.Count >= (best?.Briefs.Count ?? 0) && Counts(v, now)) best = v;
        return best;
    }

    /// <summary>
    /// Whether a brief is in a version that counts though another is the shot's latest: two tools make two versions of a shot, and neither is made again for the other's sake.
    /// </summary>
    public bool IsInAVersion(Brief brief) => shots.TryGetValue(brief.Shot, out var now) && VersionsOf(brief.Shot).Any(v => v.Tool != Latest(brief.Shot)?.Tool && v.Briefs.Contains(brief.Id) && Counts(v, now));

    private bool Counts(Version v, Shot now)
    {
        var briefs = Count();
        return v.Plate == now.Plate && (v.Timing is { } timing ? timing.Of == ShotTiming.KeyOf(now) : v.Range == now.Range) && v.Briefs.All(id => briefs.Find(id) is { } b && Decision(b) is not { Allowed: false });
    }

    /// <summary>Every version that was ever made of a shot, the newest last.</summary>
    public IReadOnlyList<Version> VersionsOf(string shot) => versionsOf.GetValueOrDefault(shot, []);

    /// <summary>The last word of people on a version's bytes; null while nobody has spoken.</summary>
    public Approval? Answer(Version version) => answers.GetValueOrDefault(version.Document);

    /// <summary>That word for people: "approved", "refused" or "awaiting approval".</summary>
    public string AnswerWord(Version version) => Answer(version) switch { { Approved: true } => "approved", { Approved: false } => "refused", null => "awaiting approval" };

    /// <summary>The steps that became versions, with what was counted before and what they took; the newest last.</summary>
    public IReadOnlyList<DoneWork> DoneWork => doneWork;

    /// <summary>Whether legal approved an outside step of which nobody says what it learnt from, for exactly these bytes.</summary>
    public bool OutsideApproved(Version version) => outsideApproved.Contains(version.Document);

    private string? PlateRoot(Brief brief) =>
        shots.TryGetValue(brief.Shot, out var shot) && shot.Plate is { } index && plates.TryGetValue(index, out var act) ? act.Body.Text("root") : null;

    private void Fold(Act act)
    {
        count++;
        // what its person did not sign, or had no right to do, did not happen
        if (roll.Take(act) is null) Add(act);
    }

    private void Add(Act act)
    {
        var body = act.Body;
        switch (act.Name)
        {
            case ActNames.CutIngested:
                Cut = act;
                Findings = null;
                Recut = null;
                counted = null;
                shots.Clear();
                break;
            case ActNames.ShotConformed:
                var shot = Shot.Read(body);
                shots[shot.Name] = shot;
                past.Add(shot);
                history[shot.Name] = [.. History(shot.Name), shot];
                counted = null;
                break;
            case ActNames.CutChanged:
                Recut = act;
                break;
            case Plate.ActName:
                plates[(uint)body.Long("plate")] = act;
                break;
            case ActNames.SurveyDone:
                Findings = body.Digest("findings");
                FoldSurvey(act);
                break;
            case Brief.ActName:
                FoldBrief(Brief.Read(body), act);
                break;
            case Declaration.ActName:
                rightsOfPlate[body.Text("plate")] = act.Index;
                break;
            case Declaration.WithdrawnName or Consent.ActName or Consent.WithdrawnName or Contest.ActName or ContestAnswer.ActName or PeopleActs.ActSeconded:
            case Grant.ActName or Grant.WithdrawnName or Revocation.ActName or Revocation.PerformerName:
            case ShowRules.ChosenName or ShowRules.StatedName or ShowRules.FiledName or ShowRules.TakenBackName:
                rightsOfAll = act.Index;
                break;
            case ActNames.GateDecided when body.TextOrNull("brief") is { } id:
                decisions[KeyOf(id)] = new(body.Object("decision").Bool("allowed"), act.Index, body.Object("decision"), act.By);
                break;
            case ActNames.StepGivenUp:
                foreach (var given in body.Texts("briefs")) ended[KeyOf(given)] = act;
                break;
            case PreparedStep.ActName when body["work"] is JsonObject:
                working[body.Text("recipe")] = new(body.Text("shot"), body.Text("tool"), Planning.DoneWork.Read(body["work"] as JsonObject), body.Number("seconds"), body.Number("cpuSeconds"), body.Number("bidSeconds"));
                return;
            case Commit.ActName when working.TryGetValue(body.Text("recipe"), out var part) && body["cpuSeconds"] is not null:
                working[body.Text("recipe")] = part with { Wall = part.Wall + body.Number("seconds"), Cpu = part.Cpu + body.Number("cpuSeconds") };
                return;
            case Version.ActName:
                var version = Version.Read(body);
                if (working.Remove(version.Recipe.Hex, out var whole)) doneWork.Add(whole);
                versions.Add(version);
                versionsOf[version.Shot] = [.. versionsOf.GetValueOrDefault(version.Shot, []), version];
                break;
            case Report.ActName:
                inspections[body.Digest("picture")] = act;
                break;
            case Note.ActName:
                notes.Add(Note.Read(act));
                break;
            case Approval.Yes or Approval.No:
                var approval = Approval.Read(act);
                approvals.Add(approval);
                answers[approval.Bytes] = approval;
                break;
            case ActNames.OutsideStepApproved:
                outsideApproved.Add(body.Digest("bytes"));
                break;
            case ActNames.HandedOff:
                handedOff[KeyOf(body.Text("brief"))] = act;
                break;
            case ActNames.PackageMade:
                Packages++;
                return;
            case ActNames.PackageLaid:
                Package = act;
                return;
            default:
                return;
        }
        LastWork = act.Index;
    }
}

/// <summary>What the gate said about a brief.</summary>
/// <param name="Index">Of the act in the book.</param>
public sealed record Ruled(bool Allowed, long Index, JsonObject Decision, Actor By);
