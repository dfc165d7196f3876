using Answerprint.Production.Acts;

namespace Answerprint.Production.Delivery;

/// <summary>
/// The book in a package: checkpoint, key and tiles as they stand, and beside them the inclusion proof of the act that vouches for the
/// package. People are digests in it, so all of it may go out.
/// </summary>
public static class BookCopy
{
    public const string ProofFile = "package.tlog-proof";

    /// <summary>Copies the book and proves the act.</summary>
    /// <param name="made">The act `PackageMade.1`; the newest of the book.</param>
    public static void Write(Book book, string bookFolder, string target, Act made)
    {
        foreach (var file in Directory.EnumerateFiles(bookFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(bookFolder, file);
            // locks and files that an interrupted append left are this machine's business
            if (Path.GetFileName(name).StartsWith('.') || name.EndsWith(".tmp", StringComparison.Ordinal) || name == "checkpoint") continue;
            Plates.WholeFile.Write(Path.Combine(target, name), File.ReadAllBytes(file));
        }
        Plates.WholeFile.Write(Path.Combine(target, ProofFile), book.Prove(made.Index).ToString());
        Plates.WholeFile.Write(Path.Combine(target, "checkpoint"), book.Checkpoint.Note.ToBytes());
    }
}
