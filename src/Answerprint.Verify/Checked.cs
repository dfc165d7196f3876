using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Verify;

/// <summary>What was found out about one package, file or book.</summary>
/// <param name="Kind">"package", "file" or "book".</param>
/// <param name="Path">As it was named.</param>
/// <param name="Signer">Name of the key that signed; empty where no signature holds.</param>
/// <param name="KeyId">Its id, eight hexadecimal digits.</param>
/// <param name="Trusted">Whether that key is in the list that was given.</param>
/// <param name="Faults">What does not hold, each with file and place; none: it is intact.</param>
internal sealed record Checked(string Kind, string Path, string Signer, string KeyId, bool Trusted, IReadOnlyList<Fault> Faults)
{
    /// <summary>Sentences for people about what was checked, and what could not be.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    public IReadOnlyList<BookRemark> Remarks { get; init; } = [];

    /// <summary>Whether the show ever ran under the solo profile.</summary>
    public bool Solo { get; init; }

    /// <summary>The acts of its book, in order.</summary>
    public IReadOnlyList<Act> Acts { get; init; } = [];

    /// <summary>The head of its book; null where that can not be read.</summary>
    public Checkpoint? Head { get; init; }

    /// <summary>The members of `--json`'s result beside those of every kind.</summary>
    public JsonObject More { get; init; } = [];

    public bool IsIntact => Faults.Count == 0;

    /// <summary>One sentence: whose it is.</summary>
    public string Whose => Trusted ? $"intact; signed by {Signer} ({KeyId}), whom you trust" : $"intact; signer UNKNOWN {KeyId} (it calls itself {Signer})";

    public Fault Untrusted => new("untrusted", Signer, KeyId, "no key that you trust signed it", "Ask the sender for their public key by another way, and add it to the file of --trust");

    /// <param name="keys">The list that was given; null where none was.</param>
    /// <param name="required">Whether it must be signed by one of them.</param>
    public bool Fails(TrustList? keys, bool required) => !IsIntact || (!Trusted && (required || keys is not null));

    public JsonObject ToJson()
    {
        var o = new JsonObject
        {
            ["kind"] = Kind, ["path"] = Path, ["intact"] = IsIntact, ["signer"] = Signer, ["key"] = KeyId, ["trusted"] = Trusted, ["solo"] = Solo,
            ["remarks"] = new JsonArray([.. Remarks.Select(r => (JsonNode)new JsonObject { ["index"] = r.Index, ["code"] = r.Code, ["words"] = r.Words, ["fault"] = r.IsFault })]),
            ["faults"] = new JsonArray([.. Faults.Select(f => (JsonNode)new JsonObject { ["code"] = f.Code, ["file"] = f.File, ["place"] = f.Place, ["words"] = f.Problem })]),
        };
        foreach (var (name, value) in More) o[name] = value?.DeepClone();
        return o;
    }
}
