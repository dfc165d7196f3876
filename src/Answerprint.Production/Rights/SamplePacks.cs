using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>The sample packs that come with the program, each with the situations that try it. They were written to be replaced: nobody has reviewed them.</summary>
public static class SamplePacks
{
    private const string Folder = "Answerprint.Production.Rights.Packs.";
    private const string Situations = ".scenarios.json";

    /// <summary>"academy", "california", …: by name.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(SamplePacks).Assembly.GetManifestResourceNames().Where(r => r.StartsWith(Folder, StringComparison.Ordinal) && r.EndsWith(Situations, StringComparison.Ordinal))
            .Select(r => r[Folder.Length..^Situations.Length]).Where(n => n != "project").Order(StringComparer.Ordinal),
    ];

    public static bool Has(string name) => Names.Contains(name, StringComparer.Ordinal);

    /// <summary>The document of a pack, as a lawyer edits it.</summary>
    public static byte[] Bytes(string name) => Resource($"{name}.json");

    /// <summary>The situations that try it; "project" has some as well.</summary>
    public static byte[] Scenarios(string name) => Resource(name + Situations);

    public static RulePack Open(string name) => RulePack.Read(Bytes(name), $"{name}.json");

    /// <summary>The packs that a name stands for: a sample, a file, or a folder with packs in it (its files .json that are no scenarios).</summary>
    /// <exception cref="BadInputException">There is none, or one can not be read.</exception>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Find(string word)
    {
        const int Most = 4 << 20, MostFiles = 200;
        if (Directory.Exists(word))
        {
            var files = Directory.EnumerateFiles(word, "*.json").Where(f => !f.EndsWith("scenarios.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Take(MostFiles + 1).ToList();
            if (files.Count is 0 or > MostFiles) throw new BadInputException("no-packs", word, "", files.Count == 0 ? "no rule pack is in this folder" : $"there are more than {MostFiles} files", "Name a folder with rule packs, or a pack");
            return [.. files.Select(f => (Path.GetFileName(f), PaperFile.Read(f, Most, "a rule pack")))];
        }
        if (File.Exists(word) || !Has(word))
            return File.Exists(word) || word.Contains('.', StringComparison.Ordinal) || word.Contains('/', StringComparison.Ordinal)
                ? [(Path.GetFileName(word), PaperFile.Read(word, Most, "a rule pack"))]
                : throw new BadInputException("no-pack", word, "", "it is no file and no sample pack", $"Name a file, or one of: {string.Join(", ", Names)}");
        return [($"{word}.json", Bytes(word))];
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(SamplePacks).Assembly.GetManifestResourceStream(Folder + name) ?? throw new ArgumentException($"there is no sample '{name}'", nameof(name));
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
