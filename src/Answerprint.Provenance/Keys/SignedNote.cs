using System.Buffers.Binary;
using System.Text;

namespace Answerprint.Provenance.Keys;

/// <summary>One signature line of a note: <c>— name base64(key id ‖ signature)</c>.</summary>
public sealed record NoteSignature(string Name, uint Id, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// A text signed by one or more keys (C2SP signed-note): the text, which ends in a newline, an empty line, then signature lines. UTF-8 without control characters other than newline.
/// The text means nothing until <see cref="Verify"/> has named a key that is trusted.
/// </summary>
public sealed class SignedNote
{
    /// <summary>Longer notes are refused unread: 1 MiB.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostSignatures = 100;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string whole;

    private SignedNote(string whole, string text, IReadOnlyList<NoteSignature> signatures)
    {
        this.whole = whole;
        Text = text;
        Signatures = signatures;
    }

    /// <summary>What is signed, with its last newline.</summary>
    public string Text { get; }

    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Signs a text that ends in a newline.</summary>
    public static SignedNote Sign(string text, SigningKey key)
    {
        if (!IsText(text)) throw new ArgumentException("a note ends in a newline and holds no other control characters", nameof(text));
        var signature = new byte[4 + Ed25519.SignatureBytes];
        BinaryPrimitives.WriteUInt32BigEndian(signature, key.Public.Id);
        key.Sign(Strict.GetBytes(text)).CopyTo(signature, 4);
        return Parse($"{text}\n\u2014 {key.Name} {Convert.ToBase64String(signature)}\n");
    }

    /// <exception cref="BadRecordException">Not a signed note.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) throw Bad("it is longer than 1 MiB");
        try
        {
            return Parse(Strict.GetString(bytes));
        }
        catch (DecoderFallbackException e)
        {
            throw Bad("it is not UTF-8", e);
        }
    }

    /// <exception cref="BadRecordException">Not a signed note.</exception>
    public static SignedNote Parse(string whole)
    {
        var gap = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0 || !IsText(whole)) throw Bad("it has no signature lines after an empty line, or it holds control characters");
        var lines = whole[(gap + 2)..].Split('\n');
        if (lines.Length < 2 || lines[^1].Length > 0) throw Bad("its last line does not end");
        if (lines.Length - 1 > MostSignatures) throw Bad($"it has more than {MostSignatures} signatures");
        var signatures = new List<NoteSignature>();
        foreach (var line in lines[..^1])
        {
            var parts = line.Split(' ');
            if (parts.Length != 3 || parts[0] != "\u2014" || !VerifierKey.IsName(parts[1]) || StrictBase64.Decode(parts[2]) is not { Length: > 4 } bytes)
                throw Bad($"signature line {signatures.Count + 1} is malformed");
            signatures.Add(new NoteSignature(parts[1], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4)));
        }
        return new SignedNote(whole, whole[..(gap + 1)], signatures);
    }

    /// <summary>The trusted keys that signed this. Signatures by others are passed over; a false one in the name of a trusted key spoils the note.</summary>
    /// <exception cref="BadRecordException">A signature in the name of a trusted key is false.</exception>
    public IReadOnlyList<VerifierKey> Verify(TrustList trust)
    {
        var signers = new List<VerifierKey>();
        var message = Strict.GetBytes(Text);
        foreach (var signature in Signatures)
        {
            if (trust.Find(signature.Name, signature.Id) is not { } key || signers.Contains(key)) continue;
            if (!key.Verify(message, signature.Bytes.Span)) throw Bad($"the signature of {key.Name} ({key.IdText}) is false");
            signers.Add(key);
        }
        return signers;
    }

    public byte[] ToBytes() => Strict.GetBytes(whole);

    /// <summary>The whole note, as it was read or signed.</summary>
    public override string ToString() => whole;

    private static bool IsText(string text) => text.EndsWith('\n') && !text.Any(c => c < ' ' && c != '\n');

    private static BadRecordException Bad(string why, Exception? inner = null) => new("note", "", "", $"not a usable signed note: {why}", "Take it again from where it was published", inner);
}
