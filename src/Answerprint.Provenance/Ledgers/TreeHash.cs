using System.Runtime.InteropServices;
using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>A SHA-256 hash of the log's tree (RFC 6962, section 2.1): a leaf is hashed behind a 0x00, a node behind a 0x01.</summary>
public readonly record struct TreeHash
{
    public const int Bytes = 32;

    // the 32 bytes as they stand in memory; equality of four words is equality of the hash
    private readonly ulong w0, w1, w2, w3;

    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes[..Bytes]);
        w0 = words[0];
        w1 = words[1];
        w2 = words[2];
        w3 = words[3];
    }

    /// <summary>The root of a log without entries: SHA-256 of nothing.</summary>
    public static TreeHash OfEmptyTree { get; } = new(Sha256.Of([]));

    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static TreeHash Leaf(ReadOnlySpan<byte> entry)
    {
        Span<byte> hash = stackalloc byte[Bytes];
        if (entry.Length < 1024)
        {
            Span<byte> input = stackalloc byte[1 + entry.Length];
            input[0] = 0;
            entry.CopyTo(input[1..]);
            Sha256.Of(input, hash);
        }
        else
        {
            var input = new byte[1 + entry.Length];
            entry.CopyTo(input.AsSpan(1));
            Sha256.Of(input, hash);
        }
        return new TreeHash(hash);
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static TreeHash Node(in TreeHash left, in TreeHash right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Bytes];
        Span<byte> hash = stackalloc byte[Bytes];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Bytes)..]);
        Sha256.Of(input, hash);
        return new TreeHash(hash);
    }

    /// <summary>The hash that 44 characters of base64 stand for, or null.</summary>
    public static TreeHash? FromBase64(string text) => StrictBase64.Decode(text) is { Length: Bytes } bytes ? new TreeHash(bytes) : null;

    public void CopyTo(Span<byte> target)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(target[..Bytes]);
        words[0] = w0;
        words[1] = w1;
        words[2] = w2;
        words[3] = w3;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Base64, as checkpoints and proofs write it.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());
}
