using Answerprint.Provenance.Keys;


namespace Answerprint.Provenance.HashLists;

/// <summary>What identifies a file's bytes: SHA-256 for the book and credentials, XXH3-128 for hash lists, both from one reading.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">64 hexadecimal digits, small letters.</param>
/// <param name="Xxh128">32 hexadecimal digits, small letters.</param>
public sealed record FileHash(long Length, string Sha256, string Xxh128)
{
    private const int Piece = 1 << 20;

    /// <summary>Reads a file once, in pieces of 1 MiB; one thread reads ahead and takes XXH3-128, another takes SHA-256.</summary>
    /// <exception cref="IOException">It can not be read.</exception>
    public static FileHash Of(string file, CancellationToken cancel = default)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.SequentialScan);
        return Of(stream, cancel);
    }

    /// <inheritdoc cref="Of(string, CancellationToken)"/>
    public static FileHash Of(Stream stream, CancellationToken cancel = default)
    {
        using var sha = new Sha256();
        var fast = new XxHash128();
        long length = 0;
        byte[] current = new byte[Piece], next = new byte[Piece];
        var filled = stream.ReadAtLeast(current, Piece, throwOnEndOfStream: false);
        fast.Append(current.AsSpan(0, filled));
        while (filled > 0)
        {
            cancel.ThrowIfCancellationRequested();
            var ahead = filled < Piece ? null : Read(stream, next, fast);
            sha.Append(current.AsSpan(0, filled));
            length += filled;
            filled = ahead?.GetAwaiter().GetResult() ?? 0;
            (current, next) = (next, current);
        }
        return new FileHash(length, Convert.ToHexStringLower(sha.Take()), XxHash128.Text(fast.Value));
    }

    private static Task<int> Read(Stream stream, byte[] into, XxHash128 hash) => Task.Run(() =>
    {
        var filled = stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        hash.Append(into.AsSpan(0, filled));
        return filled;
    });
}
