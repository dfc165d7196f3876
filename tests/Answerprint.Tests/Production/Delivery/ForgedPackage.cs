using System.Text;
using Answerprint.Production.Acts;
using Answerprint.Production.Delivery;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>What a dishonest site can do: the whole of a package written anew, under a key of its own that bears the site's name.</summary>
internal static class ForgedPackage
{
    /// <param name="real">The package that is forged.</param>
    /// <param name="origin">Of its book.</param>
    /// <param name="room">Where the forgery lies; its own book is kept beside it.</param>
    /// <param name="change">Given the name and the text of each act, what stands in its place.</param>
    /// <param name="files">Changes files before the book is written; its words about old digests and new ones come into every act.</param>
    public static string Write(string real, string origin, string room, Func<string, string, string> change, Func<string, IReadOnlyDictionary<string, string>>? files = null)
    {
        var target = Path.Combine(room, Path.GetFileName(real));
        foreach (var file in Directory.GetFiles(real, "*", SearchOption.AllDirectories).Where(f => !Path.GetRelativePath(real, f).StartsWith("book", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(real, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var changed = files?.Invoke(target) ?? new Dictionary<string, string>();
        var entries = new List<Entry>();
        var made = -1L;
        LedgerCheck.Check(Path.Combine(real, "book"), null, (index, entry) =>
        {
            var act = ActReader.House.Read(entry, index).Name;
            if (act == "PackageMade.1") made = index;
            entries.Add(new Entry(Encoding.UTF8.GetBytes(changed.Aggregate(change(act, Encoding.UTF8.GetString(entry.Bytes.Span)), (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal)))));
        }, default);
        var key = SigningKey.Create(origin);
        var log = LedgerFiles.Create(Path.Combine(room, "theirs"), key, origin);
        using (log.TakePen()) log.Append(entries, key);
        var book = Path.Combine(target, "book");
        log.CopyTo(book);
        File.WriteAllText(Path.Combine(book, BookCopy.ProofFile), log.Prove(made).ToString());
        return target;
    }
}
