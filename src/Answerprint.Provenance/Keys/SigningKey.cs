using System.Security.Cryptography;
using System.Text;

namespace Answerprint.Provenance.Keys;

/// <summary>
/// A site's Ed25519 key with its name: what signs checkpoints. Its file holds one line, <c>PRIVATE+KEY+name+hex(key id)+base64(0x01 ‖ seed)</c>, as Go's
/// sumdb/note writes it, readable by its owner only (0600). Safe for use from several threads. Signing needs libcrypto; checking does not.
/// </summary>
public sealed class SigningKey
{
    private const string Prefix = "PRIVATE+KEY+";

    private readonly byte[] seed;

    private SigningKey(string name, byte[] seed)
    {
        this.seed = seed;
        Public = new VerifierKey(name, LibCrypto.PublicKey(seed));
    }

    public string Name => Public.Name;

    /// <summary>The half to hand out.</summary>
    public VerifierKey Public { get; }

    /// <summary>A new key from the machine's source of chance.</summary>
    /// <exception cref="ArgumentException">A name that a note can not bear.</exception>
    public static SigningKey Create(string name) => FromSeed(name, RandomNumberGenerator.GetBytes(32));

    /// <summary>The key of a 32-byte seed (RFC 8032's private key).</summary>
    public static SigningKey FromSeed(string name, ReadOnlySpan<byte> seed)
    {
        if (!VerifierKey.IsName(name)) throw new ArgumentException($"'{name}' can not name a key: it must not be empty and must hold neither white space nor '+'", nameof(name));
        if (seed.Length != 32) throw new ArgumentException("a seed has 32 bytes", nameof(seed));
        return new SigningKey(name, seed.ToArray());
    }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="BadRecordException">Missing, not a key file, or readable by others.</exception>
    public static SigningKey Read(string file)
    {
        if (!File.Exists(file)) throw Bad("there is no such key file", "Make the show with 'answerprint init', or bring its key back from safe keeping");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
            throw Bad("others than its owner may read this key", "Say 'chmod 600' on it, and consider the key known to others");
        // a pipe has no length, and opening one may wait for ever, also by way of a link
        if ((new FileInfo(file).ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? new FileInfo(file)).Length is 0 or > 4096) throw Bad("it is empty or too long for a key file", "Name a key file");
        var text = File.ReadAllText(file).TrimEnd('\n');
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || !VerifierKey.IsName(parts[0]) || StrictBase64.Decode(parts[2]) is not { Length: 33 } bytes || bytes[0] != 1)
            throw Bad("it is not a key file", "Name a key file");
        var key = new SigningKey(parts[0], bytes[1..]);
        if (key.Public.IdText != parts[1]) throw Bad("its name, id and key do not belong together", "Bring the key back from safe keeping");
        return key;

        BadRecordException Bad(string problem, string remedy) => new("key", file, "", problem, remedy);
    }

    /// <summary>Writes the key file: whole or not at all, 0600. Refuses to replace another key.</summary>
    public void Write(string file)
    {
        if (File.Exists(file)) throw new BadRecordException("key", file, "", "a key is there already", "Name another file; a key is never written over");
        DurableFile.Write(file, Encoding.UTF8.GetBytes($"{Prefix}{Name}+{Public.IdText}+{Convert.ToBase64String([1, .. seed])}\n"), secret: true);
    }

    /// <summary>The 64 bytes of the Ed25519 signature: the same for the same message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message) => LibCrypto.Sign(seed, message);
}
