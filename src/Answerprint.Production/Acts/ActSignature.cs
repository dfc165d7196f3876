using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Acts;

/// <summary>
/// A person's own signature on an act: the member <c>signed</c> of its JSON, with <c>key</c> and <c>signature</c> (Ed25519, base64). What is signed is a heading, the name of the book, the place in
/// it, and the canonical JSON of the act without this member; so a signature holds in one book, at one place, for one act. Safe for use from several threads.
/// </summary>
public sealed class ActSignature
{
    internal const string Member = "signed";

    private readonly byte[] text;
    private readonly long index;
    private readonly string signature;
    private Checked? known;

    private ActSignature(string keyText, string signature, byte[] text, long index)
    {
        Key = keyText;
        this.signature = signature;
        this.text = text;
        this.index = index;
    }

    /// <summary>The key that it claims to be of, as it stands in the act.</summary>
    public string Key { get; }

    /// <summary>Whether it is the signature of <see cref="Key"/> on this act at this place of this book. Asked twice it answers from memory.</summary>
    /// <param name="origin">Names the book.</param>
    /// <param name="parsed">The key, where somebody has read it already.</param>
    public bool Holds(string origin, PersonKey? parsed = null)
    {
        if (known is { } before && before.Origin == origin) return before.Holds;
        var key = parsed?.Text == Key ? parsed : PersonKey.TryParse(Key);
        var holds = key is not null && key.Verify(Message(origin, index, text), signature);
        known = new(origin, holds);
        return holds;
    }

    /// <summary>Takes the member out of an act's JSON; null where it has none. What is malformed is a signature that never holds.</summary>
    internal static ActSignature? Take(JsonObject act, long index)
    {
        if (!act.ContainsKey(Member)) return null;
        var signed = act[Member] as JsonObject;
        act.Remove(Member);
        return new(Text(signed, "key"), Text(signed, "signature"), CanonicalJson.Write(act), index);
    }

    /// <summary>Signs an act's JSON, which gets the member.</summary>
    internal static void Put(JsonObject act, SigningKey key, string origin, long index)
    {
        var bytes = key.Sign(Message(origin, index, CanonicalJson.Write(act)));
        act[Member] = new JsonObject { ["key"] = PersonKey.Of(key).Text, ["signature"] = Convert.ToBase64String(bytes) };
    }

    private static byte[] Message(string origin, long index, byte[] text) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"answerprint-act-signature-1\n{origin}\n{index}\n")), .. text];

    private static string Text(JsonObject? signed, string name) => signed?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    private sealed record Checked(string Origin, bool Holds);
}
