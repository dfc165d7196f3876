namespace Answerprint.Provenance.Keys;

/// <summary>The public keys that somebody trusts: a text file with one <see cref="VerifierKey"/> a line; empty lines and lines that begin with '#' are skipped.</summary>
public sealed class TrustList
{
    private readonly List<VerifierKey> keys;

    public TrustList(IEnumerable<VerifierKey> keys) => this.keys = [.. keys];

    public static TrustList Empty { get; } = new([]);

    public IReadOnlyList<VerifierKey> Keys => keys;

    /// <summary>Reads a trust file of at most 1 MiB.</summary>
    /// <exception cref="BadRecordException">Missing, too long, or a line that is no key (named).</exception>
    public static TrustList Read(string file)
    {
        if (!File.Exists(file)) throw new BadRecordException("trust", file, "", "there is no such file", "Name a file of public keys, one a line");
        if (new FileInfo(file).Length > 1 << 20) throw new BadRecordException("trust", file, "", "it is longer than 1 MiB", "Name a file of public keys, one a line");
        return Parse(File.ReadAllText(file), file);
    }

    /// <summary>Reads the text of a trust file; <paramref name="file"/> is only named in errors.</summary>
    public static TrustList Parse(string text, string file = "")
    {
        var found = new List<VerifierKey>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#') continue;
            try
            {
                found.Add(VerifierKey.Parse(trimmed));
            }
            catch (BadRecordException e)
            {
                throw new BadRecordException(e.Code, file, $"line {number}", e.Problem, e.Remedy, e);
            }
        }
        return new TrustList(found);
    }

    /// <summary>The key of that name and id, or null: names and ids alone are not enough.</summary>
    public VerifierKey? Find(string name, uint id) => keys.Find(k => k.Id == id && k.Name == name);

    public bool Contains(VerifierKey key) => keys.Contains(key);

    /// <summary>One key a line.</summary>
    public override string ToString() => string.Concat(keys.Select(k => $"{k}\n"));
}
