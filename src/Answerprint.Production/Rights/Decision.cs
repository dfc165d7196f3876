using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>A pack under which it was judged.</summary>
public sealed record PackCited(string Id, string Hash, bool Reviewed);

/// <summary>
/// What the gate decided and why, in full, as it stands in the act `GateDecided.1`. It is a record of leave, not leave itself: only a
/// <see cref="Verdict.Allowed"/> is that, and a decision that was read back makes none.
/// </summary>
public sealed record Decision
{
    public const string Format = "answerprint.verdict.1";

    public const string ActName = "GateDecided.1";

    /// <summary>An entry of the book holds 65,535 bytes; what stands around a decision takes a little, and no letter of ours more than three.</summary>
    private const int MostLetters = 48_000;

    public required bool Allowed { get; init; }

    public required Effect Strongest { get; init; }

    public required DateOnly Day { get; init; }

    public required string Shot { get; init; }

    public required string Operation { get; init; }

    /// <summary>The use that was judged, as JSON text.</summary>
    public required string Use { get; init; }

    /// <summary>The facts that were known.</summary>
    public required Facts Facts { get; init; }

    /// <summary>Every rule hit, the project's own first.</summary>
    public required IReadOnlyList<RuleHit> Hits { get; init; }

    /// <summary>The smallest change that turns it green; empty where it is green, or nothing does.</summary>
    public required IReadOnlyList<Change> SmallestChange { get; init; }

    /// <summary>Ways on, cheapest first; empty where it is allowed.</summary>
    public required IReadOnlyList<WayOut> WaysOut { get; init; }

    public required IReadOnlyList<PackCited> Packs { get; init; }

    /// <summary>Hits that did not fit into the act; those that keep the work from going ahead are written down first.</summary>
    public int More { get; init; }

    /// <summary>What keeps the work from going ahead: coded reasons.</summary>
    public IEnumerable<RuleHit> Reasons => Hits.Where(h => h.Blocks);

    /// <summary>What delivery will ask for.</summary>
    public IEnumerable<RuleHit> Obligations => Hits.Where(h => h.Standing == HitStanding.Obligation);

    /// <summary>What must be recorded, marked, disclosed, documented or notified while the work goes ahead.</summary>
    public IEnumerable<RuleHit> Duties => Hits.Where(h => h is { Standing: HitStanding.Counts, Effect: > Effect.Allow and <= Effect.Notify });

    public IEnumerable<RuleHit> Discharged => Hits.Where(h => h.Standing == HitStanding.Discharged);

    /// <summary>Papers that are missing for what keeps the work from going ahead.</summary>
    public IEnumerable<string> MissingEvidence => Reasons.SelectMany(h => h.Missing).Distinct(StringComparer.Ordinal);

    /// <summary>Who can help: whose task the smallest change is, and who must say yes.</summary>
    public IEnumerable<string> Answerable => SmallestChange.Select(c => c.By).Concat(Reasons.Select(r => r.Answerable)).Where(a => a != "nobody").Distinct(StringComparer.Ordinal);

    /// <summary>The line that says which packs nobody has reviewed; null where there is none.</summary>
    public string? Banner => Packs.Where(p => !p.Reviewed).Select(p => p.Id).ToList() switch
    {
        [] => null,
        [var one] => $"The rule pack '{one}' has not been reviewed by anyone: it informs, it is not advice.",
        [.. var some, var last] => $"The rule packs {string.Join(", ", some.Select(p => $"'{p}'"))} and '{last}' have not been reviewed by anyone: they inform, they are not advice.",
    };

    /// <summary>The body for the act: at most what an entry of the book can hold.</summary>
    public JsonObject ToJson()
    {
        var json = Bare();
        var hits = (JsonArray)json["hits"]!;
        var room = MostLetters - json.ToJsonString().Length;
        var kept = new HashSet<RuleHit>(ReferenceEqualityComparer.Instance);
        foreach (var (hit, length) in Hits.Select(h => (h, h.ToJson().ToJsonString().Length + 1)).OrderByDescending(h => h.h.Blocks).ThenByDescending(h => h.h.Standing == HitStanding.Counts))
        {
            if (length > room) break;
            room -= length;
            kept.Add(hit);
        }
        foreach (var hit in Hits.Where(kept.Contains)) hits.Add((JsonNode)hit.ToJson());
        if (Hits.Count + More > kept.Count) json["more"] = Hits.Count + More - kept.Count;
        return json;
    }

    private JsonObject Bare() => new()
    {
        ["format"] = Format,
        ["allowed"] = Allowed,
        ["strongest"] = Strongest.Word(),
        ["day"] = Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["shot"] = Shot,
        ["operation"] = Operation,
        ["use"] = JsonNode.Parse(Use),
        ["facts"] = Facts.ToJson(),
        ["hits"] = new JsonArray(),
        ["smallestChange"] = new JsonArray([.. SmallestChange.Select(c => (JsonNode)c.ToJson())]),
        ["waysOut"] = new JsonArray([.. WaysOut.Select(w => (JsonNode)JsonValue.Create(w.ToString()))]),
        ["packs"] = new JsonArray([.. Packs.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["hash"] = p.Hash, ["reviewed"] = p.Reviewed })]),
    };

    /// <exception cref="FormatException">It is no decision of this format.</exception>
    public static Decision From(JsonObject body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.ToJsonString());
            var json = document.RootElement;
            if (json.GetProperty("format").GetString() != Format) throw new FormatException($"this is no {Format}");
            return new()
            {
                Allowed = json.GetProperty("allowed").GetBoolean(),
                Strongest = EffectWords.Parse(json.GetProperty("strongest").GetString()),
                Day = DateOnly.ParseExact(json.GetProperty("day").GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Shot = json.GetProperty("shot").GetString() ?? "",
                Operation = json.GetProperty("operation").GetString() ?? "",
                Use = body["use"]!.ToJsonString(),
                Facts = Facts.From(json.GetProperty("facts")),
                Hits = [.. json.GetProperty("hits").EnumerateArray().Select(RuleHit.From)],
                SmallestChange = [.. json.GetProperty("smallestChange").EnumerateArray().Select(Change.From)],
                WaysOut = [.. json.GetProperty("waysOut").EnumerateArray().Select(w => Enum.Parse<WayOut>(w.GetString() ?? ""))],
                Packs = [.. json.GetProperty("packs").EnumerateArray().Select(p => new PackCited(p.GetProperty("id").GetString() ?? "", p.GetProperty("hash").GetString() ?? "", p.GetProperty("reviewed").GetBoolean()))],
                More = json.TryGetProperty("more", out var more) ? more.GetInt32() : 0,
            };
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or ArgumentException or JsonException or NullReferenceException)
        {
            throw new FormatException("the verdict in the book can not be read", e);
        }
    }

    /// <summary>The decision as a producer would say it.</summary>
    /// <param name="banners">Whether it ends with the line that names packs which nobody has reviewed: whoever leaves it out says it elsewhere.</param>
    public string Words(bool banners = true)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Shot}, {Remedy.Plain(Operation)}: {(Allowed ? "this may go ahead" : "this may not go ahead")}.\n");
        foreach (var reason in Reasons.DistinctBy(r => r.Rule)) text.Append(CultureInfo.InvariantCulture, $"  Why not: {Line(reason)}\n");
        if (SmallestChange.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  It could go ahead if you: {string.Join("; and ", SmallestChange.Select(c => $"{c.Words} ({Remedy.Plain(c.By)})"))}.\n");
        else if (!Allowed) text.Append("  No leave can be given for it.\n");
        if (WaysOut.Count > 0) text.Append(CultureInfo.InvariantCulture, $"  Cheapest way on: {Rights.WaysOut.Words(WaysOut[0], Shot)}.{(WaysOut.Count > 1 ? $" Or: {string.Join("; ", WaysOut.Skip(1).Select(w => Rights.WaysOut.Words(w, Shot)))}." : "")}\n");
        foreach (var duty in Duties.DistinctBy(d => d.Rule)) text.Append(CultureInfo.InvariantCulture, $"  To do with it: {Line(duty)}\n");
        foreach (var due in Obligations.Where(_ => Allowed).DistinctBy(d => d.Rule)) text.Append(CultureInfo.InvariantCulture, $"  Before it is delivered: {due.Title.TrimEnd('.')} [{due.Rule}{(due.Check ? ", check the rule's own text" : "")}].\n");
        if (banners && Banner is { } banner) text.Append(CultureInfo.InvariantCulture, $"  {banner}\n");
        return text.ToString();
    }

    private static string Line(RuleHit hit) => $"{hit.Words.TrimEnd('.')} [{hit.Rule}{(hit.Check ? ", check the rule's own text" : "")}].";
}
