using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Answerprint.Provenance.Keys;

/// <summary>
/// The public half of a site's key, with its name (C2SP signed-note). Text form <c>name+hex(key id)+base64(0x01 ‖ public key)</c>, as Go's
/// sumdb/note reads it. Key id = first four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key).
/// </summary>
public sealed class VerifierKey : IEquatable<VerifierKey>
{
    private const byte Ed25519Type = 1;

    private readonly byte[] key;

    internal VerifierKey(string name, ReadOnlySpan<byte> publicKey)
    {
        Name = name;
        key = publicKey.ToArray();
        Id = IdOf(name, publicKey);
    }

    /// <summary>Who: by custom an address without a scheme, such as "northlight.example/show".</summary>
    public string Name { get; }

    /// <summary>A handle, not a fingerprint: two keys may share it.</summary>
    public uint Id { get; }

    /// <summary>32 bytes, RFC 8032.</summary>
    public ReadOnlySpan<byte> PublicKey => key;

    /// <summary>Eight hexadecimal digits.</summary>
    public string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>A name that a note can bear: not empty, no white space, no control characters, no '+'.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 255 && !name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c == '\ufffd');

    /// <summary>Reads the text form.</summary>
    /// <exception cref="BadRecordException">Not of that form, an id that is not that key's, or no usable Ed25519 key.</exception>
    public static VerifierKey Parse(string text)
    {
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !IsName(parts[0]) || parts[1].Length != 8) throw Bad("it is not name+id+key");
        var bytes = StrictBase64.Decode(parts[2]) ?? throw Bad("its last part is not base64");
        if (bytes.Length != 33 || bytes[0] != Ed25519Type || !Ed25519.IsKey(bytes.AsSpan(1))) throw Bad("it is not a usable Ed25519 key");
        var read = new VerifierKey(parts[0], bytes.AsSpan(1));
        if (!string.Equals(read.IdText, parts[1], StringComparison.Ordinal)) throw Bad($"its id is {parts[1]}, and the id of this name and key is {read.IdText}");
        return read;

        static BadRecordException Bad(string why) => new("key", "", "", $"a public key can not be used: {why}", "Ask its owner for the line again (name+xxxxxxxx+base64)");
    }

    /// <summary>Whether the 64 bytes are this key's Ed25519 signature of the message. Managed code only.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => Ed25519.Verify(key, message, signature);

    public bool Equals(VerifierKey? other) => other is not null && Name == other.Name && key.AsSpan().SequenceEqual(other.key);

    public override bool Equals(object? obj) => Equals(obj as VerifierKey);

    public override int GetHashCode() => HashCode.Combine(Name, Id);

    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([Ed25519Type, .. key])}";

    private static uint IdOf(string name, ReadOnlySpan<byte> publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(Sha256.Of([.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519Type, .. publicKey]));
}
