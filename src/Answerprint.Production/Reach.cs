using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

/// <summary>
/// What a piece of leave reaches, forward and back, as the book says it: what was asked on it, made of it, approved, learnt and sent. A fold over the acts: its cost grows with the book and with
/// nothing else, and nothing is read beside the book.
/// </summary>
/// <param name="Plates">By root.</param>
/// <param name="Shots">Every shot that ever used one of them.</param>
/// <param name="Packages">Packages in which a version of them went out, for approval or as a final.</param>
public sealed record Reach(
    IReadOnlyList<string> Plates, IReadOnlyList<string> Shots, IReadOnlyList<ReachedBrief> Briefs, IReadOnlyList<ReachedVersion> Versions, IReadOnlyList<ReachedApproval> Approvals,
    IReadOnlyList<ReachedModel> Models, IReadOnlyList<ReachedPackage> Packages)
{
    public bool IsNothing => Briefs.Count + Versions.Count + Approvals.Count + Models.Count + Packages.Count == 0;

    /// <param name="acts">All acts that count, in the order of the book.</param>
    public static Reach Of(IEnumerable<Act> acts, ReachFrom from)
    {
        var fold = new Fold(from);
        foreach (var act in acts) fold.Take(act);
        return fold.Done();
    }

    private sealed class Fold(ReachFrom from)
    {
        private readonly Dictionary<long, string> rootOf = [];
        private readonly Dictionary<string, long?> plateOf = new(StringComparer.Ordinal);
        private readonly HashSet<string> plates = new(StringComparer.Ordinal), shots = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<ReachedBrief>> asked = new(StringComparer.Ordinal);
        private readonly HashSet<string> briefs = new(StringComparer.Ordinal), inVersions = new(StringComparer.Ordinal), handedOff = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ReachedVersion> versions = new(StringComparer.Ordinal);
        private readonly HashSet<string> bytes = new(StringComparer.Ordinal);
        private readonly List<ReachedApproval> approvals = [];
        private readonly List<ReachedModel> models = [];
        private readonly List<ReachedPackage> packages = [];
        private readonly HashSet<string> laid = new(StringComparer.Ordinal);

        public void Take(Act act)
        {
            var body = act.Body;
            switch (act.Name)
            {
                case Plate.ActName:
                    rootOf[body.Long("plate")] = body.Text("root");
                    break;
                case ActNames.ShotConformed:
                    Conformed(body.Text("shot"), body["plate"] is null ? null : body.Long("plate"));
                    break;
                case Brief.ActName:
                    Asked(act);
                    break;
                case Decision.ActName:
                    Decided(act);
                    break;
                case ActNames.HandedOff:
                    handedOff.Add(body.Text("brief"));
                    break;
                case Version.ActName:
                    Made(act);
                    break;
                case Approval.Yes or Approval.No when bytes.Contains(body.Text("bytes")):
                    approvals.Add(new(body.Text("version"), act.Name == Approval.Yes, act.By.Person, act.By.Role, act.At, act.Index));
                    break;
                case ActNames.PackageMade:
                    Sent(act);
                    break;
                case ActNames.PackageLaid:
                    laid.Add(body.Text("manifest"));
                    break;
                default: break;
            }
        }

        public Reach Done() => new(
            [.. plates.Order(StringComparer.Ordinal)], [.. shots.Order(StringComparer.Ordinal)],
            [.. asked.Values.SelectMany(b => b).Where(b => briefs.Contains(b.Brief)).OrderBy(b => b.Act).Select(b => b with { IsMade = inVersions.Contains(b.Brief), HandedOff = handedOff.Contains(b.Brief) })],
            [.. versions.Values.OrderBy(v => v.Act)], approvals, models, [.. packages.Select(p => p with { Laid = laid.Contains(p.Manifest) })]);

        private bool IsReached(string shot, long? plate) => plate is { } index && rootOf.TryGetValue(index, out var root) && from.Roots.Contains(root) && from.InShot(shot);

        private void Conformed(string shot, long? plate)
        {
            plateOf[shot] = plate;
            if (!IsReached(shot, plate)) return;
            shots.Add(shot);
            plates.Add(rootOf[plate!.Value]);
            foreach (var brief in asked.GetValueOrDefault(shot, [])) briefs.Add(brief.Brief);
        }

        private void Asked(Act act)
        {
            var (brief, shot) = (act.Body.Text("brief"), act.Body.Text("shot"));
            if (!asked.TryGetValue(shot, out var list)) asked[shot] = list = [];
            list.Add(new(brief, shot, act.Body.Text("kind"), act.Index));
            if (IsReached(shot, plateOf.GetValueOrDefault(shot))) briefs.Add(brief);
        }

        private void Decided(Act act)
        {
            if (act.Body["decision"] is not JsonObject decision || decision["use"] is not JsonObject use) return;
            if (act.Body.TextOrNull("stage") == "train")
            {
                if (Names(use, "plates").Any(from.Roots.Contains) || (from.Performer is { } performer && Names(use, "people").Contains(performer)))
                    models.Add(new(act.Body.TextOrNull("model") ?? Names(use, "models").FirstOrDefault() ?? "", decision["allowed"] is JsonValue v && v.TryGetValue<bool>(out var allowed) && allowed, act.At, act.Index));
                return;
            }
            if (from.Models.Count == 0 || !Names(use, "models").Any(from.Models.Contains)) return;
            if (act.Body.TextOrNull("brief") is { } brief) briefs.Add(brief);
            if (act.Body.TextOrNull("shot") is { } shot) shots.Add(shot);
        }

        private void Made(Act act)
        {
            var body = act.Body;
            var (name, shot, made) = (body.Text("version"), body.Text("shot"), body.Texts("briefs"));
            inVersions.UnionWith(made);
            var plate = body.Long("plate");
            var byPlate = IsReached(shot, plate);
            if (!byPlate && !(from.Models.Count > 0 && made.Any(briefs.Contains))) return;
            if (byPlate) plates.Add(rootOf[plate]);
            shots.Add(shot);
            bytes.Add(body.Text("document"));
            versions[name] = new(name, shot, rootOf.GetValueOrDefault(plate, ""), body.Text("document"), act.Index);
        }

        private void Sent(Act act)
        {
            var finals = act.Body.Texts("finals").Where(versions.ContainsKey).ToList();
            var awaiting = act.Body.Texts("awaiting").Where(versions.ContainsKey).ToList();
            if (finals.Count + awaiting.Count > 0) packages.Add(new(act.Body.Text("package"), act.Body.Text("manifest"), finals, awaiting, act.At, act.Index));
        }

        private static IEnumerable<string> Names(JsonObject use, string member) => use[member] is JsonArray list ? list.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "") : [];
    }
}

/// <summary>Where a reach begins.</summary>
/// <param name="Roots">Plates by root.</param>
/// <param name="Models">Models by name or SHA-256.</param>
/// <param name="Performer">Digest of the person whose pictures they are; null where it is not about a person.</param>
/// <param name="Shots">Only these; null for all.</param>
public sealed record ReachFrom(IReadOnlySet<string> Roots, IReadOnlySet<string> Models, string? Performer = null, IReadOnlySet<string>? Shots = null)
{
    internal bool InShot(string shot) => Shots is null || Shots.Contains(shot);

    /// <summary>All that a grant names.</summary>
    public static ReachFrom Grant(RightsFacts rights, IReadOnlyList<GrantSubject> subjects) => new(
        subjects.SelectMany(rights.Leave.Meant).Select(p => p.Root).ToHashSet(StringComparer.Ordinal),
        subjects.Where(s => s.Kind == SubjectKind.Model).SelectMany(s => new[] { s.Name, s.Hash }).Where(n => n.Length > 0).ToHashSet(StringComparer.Ordinal));

    /// <summary>All plates that a performer is said to be in.</summary>
    /// <param name="shots">As a consent names them; "*" for all.</param>
    public static ReachFrom Person(RightsFacts rights, string performer, IReadOnlyList<string> shots) => new(
        rights.Declarations.Where(d => d.Performer == performer).Select(d => d.Plate).ToHashSet(StringComparer.Ordinal), new HashSet<string>(), performer, shots.Contains("*") ? null : shots.ToHashSet(StringComparer.Ordinal));
}

/// <summary>Work that was asked for.</summary>
/// <param name="Act">Its place in the book.</param>
public sealed record ReachedBrief(string Brief, string Shot, string Kind, long Act)
{
    /// <summary>Whether a version holds it.</summary>
    public bool IsMade { get; init; }

    /// <summary>Whether a pack for people elsewhere was written.</summary>
    public bool HandedOff { get; init; }
}

/// <param name="Plate">Root of the plate that it was made of.</param>
/// <param name="Bytes">Digest of the version's document.</param>
public sealed record ReachedVersion(string Version, string Shot, string Plate, string Bytes, long Act);

public sealed record ReachedApproval(string Version, bool Approved, string Person, string Role, DateTimeOffset At, long Act);

/// <summary>A model that was to learn from it, as the gate's decision names it.</summary>
/// <param name="Model">Empty where the decision names none.</param>
/// <param name="Allowed">Whether the gate gave leave.</param>
public sealed record ReachedModel(string Model, bool Allowed, DateTimeOffset At, long Act);

/// <param name="Manifest">Digest of its manifest: by this it is known wherever it lies.</param>
/// <param name="Finals">Versions of it that were approved.</param>
/// <param name="Awaiting">Versions of it that were sent for approval.</param>
public sealed record ReachedPackage(string Package, string Manifest, IReadOnlyList<string> Finals, IReadOnlyList<string> Awaiting, DateTimeOffset At, long Act)
{
    /// <summary>Whether it was finished and laid where people find it.</summary>
    public bool Laid { get; init; }
}
