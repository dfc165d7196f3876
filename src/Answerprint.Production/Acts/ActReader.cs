using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Production.Acts;

/// <summary>
/// Turns entries of the log into acts and back. An act of an older version is lifted step by step to the newest that this release knows; one of a newer version, or of an
/// unknown name, is handed over as it stands. Members of the body that nobody knows are kept. The entry in the book never changes.
/// </summary>
public sealed class ActReader
{
    private const string Format = "answerprint.act.1";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private readonly ImmutableDictionary<ActName, Func<JsonObject, JsonObject>> lifts;

    private ActReader(ImmutableDictionary<ActName, Func<JsonObject, JsonObject>> lifts) => this.lifts = lifts;

    /// <summary>Lifts nothing.</summary>
    public static ActReader Plain { get; } = new(ImmutableDictionary<ActName, Func<JsonObject, JsonObject>>.Empty);

    /// <summary>The lifts of this release, one line each: <c>.With("GateDecided.1", body =&gt; …)</c> makes it GateDecided.2.</summary>
    public static ActReader House { get; } = Plain
        .With("GrantGiven.1", HouseLifts.Grant1)
        .With("ConsentGiven.1", HouseLifts.Consent1);

    /// <summary>Adds the step from one version of an act to the next. It is given a body of its own to change.</summary>
    public ActReader With(string name, Func<JsonObject, JsonObject> lift) => new(lifts.Add(ActName.Parse(name), lift));

    /// <summary>The act that an entry holds, lifted.</summary>
    /// <param name="origin">Names the book that the entry stands in; without it no person's signature holds.</param>
    /// <exception cref="FormatException">Not an act of this format.</exception>
    public Act Read(Entry entry, long index, string origin = "")
    {
        try
        {
            var node = JsonNode.Parse(entry.Bytes.Span, null, new JsonDocumentOptions { MaxDepth = CanonicalJson.Deepest + 4, AllowDuplicateProperties = false }) as JsonObject
                ?? throw new FormatException("it is not a JSON object");
            if (node["format"]?.GetValue<string>() != Format) throw new FormatException($"its format is not {Format}");
            var name = node["act"]?.GetValue<string>() ?? "";
            if (ActName.TryParse(name) is null) throw new FormatException("it has no name of an act");
            if (!DateTimeOffset.TryParseExact(node["at"]?.GetValue<string>(), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                throw new FormatException("it has no time");
            if (node["by"] is not JsonObject by) throw new FormatException("it has no actor");
            if (node["body"] is not JsonObject body) throw new FormatException("it has no body");
            var signature = ActSignature.Take(node, index);
            node.Remove("body");
            return Lift(new Act(name, at, Actor.FromJson(by), body, index) { Signature = signature, Origin = origin });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"it is not an act: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>The same act in the newest version that is known.</summary>
    public Act Lift(Act act)
    {
        var name = ActName.Parse(act.Name);
        if (!lifts.ContainsKey(name)) return act;
        var body = (JsonObject)act.Body.DeepClone();
        for (; lifts.TryGetValue(name, out var lift); name = name with { Version = name.Version + 1 }) body = lift(body);
        return act with { Name = name.ToString(), Body = body };
    }

    /// <summary>The entry of an act: canonical JSON of at most 65,535 bytes.</summary>
    /// <param name="person">The key of the person who acts, who signs it for one place of one book; null: the site's key alone vouches for it.</param>
    /// <exception cref="ArgumentException">A bad name, an actor with a name in clear, JSON that can not be logged, or too much of it.</exception>
    internal static Entry Write(string name, DateTimeOffset at, Actor by, JsonObject body, SigningKey? person = null, string origin = "", long index = -1)
    {
        _ = ActName.Parse(name);
        var act = new JsonObject
        {
            ["format"] = Format,
            ["act"] = name,
            ["at"] = at.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture),
            ["by"] = by.ToJson(),
            ["body"] = body.DeepClone(),
        };
        if (person is not null) ActSignature.Put(act, person, origin, index);
        var bytes = CanonicalJson.Write(act);
        if (bytes.Length > Entry.MostBytes)
            throw new ArgumentException($"the act {name} has {bytes.Length} bytes, and the book takes {Entry.MostBytes}: put what is large into the vault and log its digest", nameof(body));
        return new Entry(bytes);
    }

    /// <summary>The text of an entry, for people.</summary>
    public static string Text(Entry entry) => Encoding.UTF8.GetString(entry.Bytes.Span);
}
