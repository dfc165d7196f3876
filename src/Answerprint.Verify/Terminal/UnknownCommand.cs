using System.CommandLine;

namespace Answerprint.Verify.Terminal;

/// <summary>A word that stands where a command is wanted and is none: said with the command that was probably meant, whatever options follow it.</summary>
internal static class UnknownCommand
{
    /// <summary>Commands that are to come: asked for, they are no mistake of the user's.</summary>
    private static readonly string[] Planned = ["models", "exchange", "who", "report"];

    /// <returns>Null where the words begin with commands that there are.</returns>
    public static Fault? In(RootCommand root, IReadOnlyList<string> words)
    {
        Command at = root;
        var path = "answerprint";
        foreach (var word in words)
        {
            // a command that takes arguments, or an option: from here on the parser knows better
            if (word.StartsWith('-') || at.Subcommands.Count == 0 || at.Arguments.Count > 0) return null;
            if (at.Subcommands.FirstOrDefault(c => c.Name == word || c.Aliases.Contains(word)) is { } next)
            {
                at = next;
                path = $"{path} {word}";
                continue;
            }
            if (at == root && Planned.Contains(word, StringComparer.Ordinal))
                return new("not-built", "", word, $"'{word}' is planned and not built in this release", $"See what there is: {path} --help");
            var near = Nearest(word, at.Subcommands.Select(c => c.Name));
            return new("usage", "", word, $"there is no command '{path} {word}'", near is null ? $"See {path} --help" : $"Did you mean: {path} {near}");
        }
        return null;
    }

    /// <summary>The name that is reached by the fewest changes of letters; null where all are far.</summary>
    public static string? Nearest(string word, IEnumerable<string> names) =>
        names.Select(n => (Name: n, Changes: Changes(word.ToLowerInvariant(), n))).Where(n => n.Changes <= Math.Max(2, n.Name.Length / 3)).OrderBy(n => n.Changes).ThenBy(n => n.Name, StringComparer.Ordinal).Select(n => n.Name).FirstOrDefault();

    /// <summary>Letters to put in, take out, replace or swap with their neighbour.</summary>
    private static int Changes(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) cost[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) cost[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        return cost[a.Length, b.Length];
    }
}
