using Answerprint.Media.Frames;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>The files of an outside tool that decide pixels, where they lie on this machine, and what their bytes are: the program itself, what the command names beside tool.json, weights.</summary>
public sealed record OutsideFiles(string Program, IReadOnlyDictionary<string, Digest> Digests)
{
    /// <summary>Finds and hashes them. Libraries that a program loads are not among them.</summary>
    /// <param name="folder">Of tool.json.</param>
    /// <exception cref="BadInputException">One is not there.</exception>
    public static OutsideFiles Of(OutsideManifest manifest, string folder)
    {
        var digests = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        var first = manifest.Command[0];
        var program = Find(manifest, folder, first);
        digests[Path.GetFileName(program) is var name && first.StartsWith(OutsideManifest.Here, StringComparison.Ordinal) ? first : name] = Hash(program, first);
        foreach (var word in manifest.Command.Skip(1).Where(w => w.StartsWith(OutsideManifest.Here, StringComparison.Ordinal)))
            digests[word] = Hash(Path.Combine(folder, word[OutsideManifest.Here.Length..]), word);
        foreach (var file in manifest.Files) digests[OutsideManifest.Here + file] = Hash(Path.Combine(folder, file), file);
        return new(program, digests);
    }

    /// <exception cref="BadInputException">A file has other bytes than those that were added: a tool that was changed or exchanged is not run.</exception>
    public void Hold(OutsideManifest manifest, IReadOnlyDictionary<string, Digest> added)
    {
        foreach (var (name, digest) in Digests)
            if (!added.TryGetValue(name, out var known) || known != digest)
                throw new BadInputException("tool-changed", manifest.Name, name, "its bytes are not those with which the tool was added to the show", "If that is meant, add it again: answerprint tool add SHOW tool.json");
    }

    private static string Find(OutsideManifest manifest, string folder, string word)
    {
        if (word.StartsWith(OutsideManifest.Here, StringComparison.Ordinal)) return Path.GetFullPath(Path.Combine(folder, word[OutsideManifest.Here.Length..]));
        if (word.Contains('/', StringComparison.Ordinal))
            return Path.IsPathRooted(word) ? word : throw new BadInputException("bad-tool", manifest.Name, word, "a program is named by its name, by its whole path, or beside tool.json", $"Write {OutsideManifest.Here}NAME for a file beside tool.json");
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(p => p.Length > 0).Select(p => Path.Combine(p, word)).FirstOrDefault(File.Exists) ??
            throw new BadInputException("no-program", manifest.Name, word, "this program is not installed here", "Install it, or name it by its whole path");
    }

    private static Digest Hash(string path, string word)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0) throw new BadInputException("no-program", word, "", "there is no such file, or it is empty or no regular file", "Lay it beside tool.json");
        try
        {
            using var bytes = File.OpenRead(path);
            return Digest.Of(bytes);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new BadInputException("unreadable", word, "", "the file can not be read", "Check its permissions", e);
        }
    }
}
