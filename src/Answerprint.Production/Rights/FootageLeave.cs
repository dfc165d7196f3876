namespace Answerprint.Production.Rights;

/// <summary>
/// What the grants of a show leave for each plate and model. A fold that was made once; a value, safe for use from several threads. Asking about a plate costs the grants that name it.
/// </summary>
public sealed class FootageLeave
{
    private readonly Dictionary<string, KnownPlate> plates;
    private readonly Dictionary<string, List<Grant>> granted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> revoked = new(StringComparer.Ordinal);
    private readonly HashSet<string> models = new(StringComparer.Ordinal);

    /// <param name="grants">All that were ever given.</param>
    internal FootageLeave(IEnumerable<Grant> grants, IEnumerable<Revocation> revocations, IEnumerable<KnownPlate> plates)
    {
        this.plates = plates.GroupBy(p => p.Root, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        foreach (var grant in grants)
            foreach (var key in grant.Subjects.SelectMany(Keys).Distinct(StringComparer.Ordinal))
            {
                Note(key);
                if (grant.Withdrawn is not null) continue;
                if (!granted.TryGetValue(key, out var list)) granted[key] = list = [];
                list.Add(grant);
            }
        foreach (var one in revocations.Where(r => r.Subject is not null))
            foreach (var key in Keys(one.Subject!))
            {
                Note(key);
                revoked[key] = one.Index;
            }
    }

    /// <summary>Whether grants for plates were ever given or taken back: from then on footage without one is not used. Withdrawing the last does not set it free.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The grants that stand for a plate, whatever their days.</summary>
    /// <param name="root">As declarations and uses name it.</param>
    public IReadOnlyList<Grant> Of(string root) => Standing(KeysOf(root));

    /// <summary>What a plate may be used for.</summary>
    public UseLimits LimitsOf(string root) => UseLimits.Of(Of(root).Select(g => g.Terms));

    /// <summary>Whether anybody ever gave or took back leave for a model.</summary>
    public bool Asks(string model) => models.Contains($"model {model}");

    /// <summary>What a model may be used for, as far as grants name it.</summary>
    public UseLimits LimitsOfModel(string model) => UseLimits.Of(Standing([$"model {model}"]).Select(g => g.Terms));

    /// <summary>The plates of the show that a subject means.</summary>
    public IReadOnlyList<KnownPlate> Meant(GrantSubject subject)
    {
        var keys = Keys(subject).ToHashSet(StringComparer.Ordinal);
        return [.. plates.Values.Where(p => KeysOf(p.Root).Any(keys.Contains)).OrderBy(p => p.Index)];
    }

    private void Note(string key)
    {
        if (key.StartsWith("model ", StringComparison.Ordinal)) models.Add(key);
        else if (!key.StartsWith(nameof(SubjectKind.Element), StringComparison.Ordinal) && !key.StartsWith(nameof(SubjectKind.Lut), StringComparison.Ordinal)) IsKept = true;
    }

    private List<Grant> Standing(IEnumerable<string> keys)
    {
        var found = new SortedDictionary<long, Grant>();
        var since = -1L;
        foreach (var key in keys)
        {
            if (revoked.TryGetValue(key, out var at)) since = Math.Max(since, at);
            foreach (var grant in granted.GetValueOrDefault(key, [])) found[grant.Index] = grant;
        }
        return [.. found.Values.Where(g => g.Index > since || since < 0)];
    }

    /// <summary>What a plate is found under.</summary>
    private IEnumerable<string> KeysOf(string root)
    {
        yield return "all";
        yield return $"plate {root}";
        if (!plates.TryGetValue(root, out var plate)) yield break;
        if (plate.Name.Length > 0) yield return $"name {plate.Name}";
        if (plate.Media.Length > 0) yield return $"media {plate.Media}";
        foreach (var take in new[] { plate.Reel, plate.Take, plate.Name }.Where(t => t.Length > 0).Select(t => t.ToUpperInvariant()).Distinct()) yield return $"take {take}";
    }

    /// <summary>What a subject is found under: a plate by its bits, and by the same media taken in again; by name only where the grant knew no bits.</summary>
    private IEnumerable<string> Keys(GrantSubject subject)
    {
        switch (subject.Kind)
        {
            case SubjectKind.All: yield return "all"; break;
            case SubjectKind.Take: yield return $"take {subject.Name.ToUpperInvariant()}"; break;
            case SubjectKind.Model:
                yield return $"model {subject.Name}";
                if (subject.Hash.Length > 0) yield return $"model {subject.Hash}";
                break;
            case SubjectKind.Plate when subject.Hash.Length > 0:
                yield return $"plate {subject.Hash}";
                if (plates.TryGetValue(subject.Hash, out var plate) && plate.Media.Length > 0) yield return $"media {plate.Media}";
                break;
            case SubjectKind.Plate:
                yield return $"plate {subject.Name}";
                yield return $"name {subject.Name}";
                break;
            default: yield return $"{subject.Kind} {subject.Hash} {subject.Name}"; break;
        }
    }
}
