using System.Globalization;
using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// The signed head of a log (C2SP tlog-checkpoint): <c>origin⏎size⏎base64(root)⏎</c> in a signed note. Whoever holds two can ask for a proof that the
/// later log begins with the earlier one.
/// </summary>
public sealed class Checkpoint
{
    private Checkpoint(string origin, long size, TreeHash root, SignedNote note)
    {
        Origin = origin;
        Size = size;
        Root = root;
        Note = note;
    }

    /// <summary>Which log: by custom an address without a scheme.</summary>
    public string Origin { get; }

    /// <summary>How many entries.</summary>
    public long Size { get; }

    public TreeHash Root { get; }

    /// <summary>The note with its signatures.</summary>
    public SignedNote Note { get; }

    /// <summary>Signs the head of a log.</summary>
    public static Checkpoint Sign(string origin, long size, TreeHash root, SigningKey key)
    {
        if (!IsOrigin(origin)) throw new ArgumentException($"'{origin}' can not name a log: one line, not empty", nameof(origin));
        return new(origin, size, root, SignedNote.Sign(string.Create(CultureInfo.InvariantCulture, $"{origin}\n{size}\n{root}\n"), key));
    }

    /// <summary>Reads a checkpoint; nothing is checked but its form: ask <see cref="SignedNote.Verify"/> of <see cref="Note"/>.</summary>
    /// <exception cref="BadRecordException">Not a checkpoint.</exception>
    public static Checkpoint Parse(ReadOnlySpan<byte> bytes) => Of(SignedNote.Parse(bytes));

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static Checkpoint Parse(string text) => Of(SignedNote.Parse(text));

    /// <summary>The keys of <paramref name="trust"/> that signed this; empty where none did.</summary>
    /// <exception cref="BadRecordException">A signature in the name of a trusted key is false.</exception>
    public IReadOnlyList<VerifierKey> Verify(TrustList trust) => Note.Verify(trust);

    /// <summary>The note as it stands in the file.</summary>
    public override string ToString() => Note.ToString();

    internal static bool IsOrigin(string origin) => origin.Length is > 0 and <= 255 && !origin.Any(char.IsControl);

    private static Checkpoint Of(SignedNote note)
    {
        var lines = note.Text.Split('\n');
        if (lines.Length < 4 || lines[..^1].Any(line => line.Length == 0)) throw Bad("it has fewer than three lines");
        if (!IsOrigin(lines[0])) throw Bad("its first line names no log");
        if (!long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size.ToString(CultureInfo.InvariantCulture) != lines[1])
            throw Bad("its second line is no size");
        if (TreeHash.FromBase64(lines[2]) is not { } root) throw Bad("its third line is no hash");
        if (size == 0 && root != TreeHash.OfEmptyTree) throw Bad("an empty log has another root");
        return new Checkpoint(lines[0], size, root, note);

        static BadRecordException Bad(string why) => new("checkpoint", "", "", $"not a usable checkpoint: {why}", "Take it again from where it was published");
    }
}
