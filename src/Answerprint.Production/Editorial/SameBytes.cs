using Answerprint.Provenance.Keys;


namespace Answerprint.Production.Editorial;

/// <summary>Whether media are the same to the byte: what lies twice in the folders is one thing. Sizes first; bytes are read only where those agree, once a file.</summary>
internal sealed class SameBytes(CancellationToken cancel)
{
    private readonly Dictionary<string, string> hashes = new(StringComparer.Ordinal);

    /// <summary>Whether all of them hold the same bytes, frame for frame. What can not be read is not the same.</summary>
    public bool Of(IReadOnlyList<MediaEntry> entries)
    {
        try
        {
            var first = FilesOf(entries[0]);
            foreach (var other in entries.Skip(1))
            {
                if (other.Kind != entries[0].Kind || !other.Numbers.SequenceEqual(entries[0].Numbers)) return false;
                var files = FilesOf(other);
                if (first.Zip(files).Any(p => new FileInfo(Real(p.First)).Length != new FileInfo(Real(p.Second)).Length)) return false;
                if (first.Zip(files).Any(p => Hash(p.First) != Hash(p.Second))) return false;
            }
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static List<string> FilesOf(MediaEntry entry)
    {
        if (entry.Kind != MediaKind.Sequence) return [entry.Path];
        var pattern = Media.Formats.PatternName.TryParse(entry.Path);
        return pattern is null ? [entry.Path] : [.. entry.Numbers.Select(pattern.FileOf)];
    }

    private static string Real(string path) => new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;

    private string Hash(string path)
    {
        // two names of one file are read once
        var real = Real(path);
        if (hashes.TryGetValue(real, out var known)) return known;
        using var file = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        using var sum = new Sha256();
        var buffer = new byte[1 << 20];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancel.ThrowIfCancellationRequested();
            sum.Append(buffer.AsSpan(0, read));
        }
        return hashes[real] = Convert.ToHexString(sum.Take());
    }
}
