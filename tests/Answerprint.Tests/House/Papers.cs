using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Answerprint.Benchmarks;
using Answerprint.Studio;

namespace Answerprint.Tests.House;

/// <summary>What the documents of the house claim, held against the house: commands, figures, links.</summary>
internal static partial class Papers
{
    /// <summary>README and its companions, and all under docs.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Checkout.Root, "*.md")
        .Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories));

    /// <summary>What is wrong with the lines of a text's code blocks that run our program, one line each: no such command, no such option, something required is missing.</summary>
    public static IEnumerable<string> BadCommands(string text)
    {
        var root = CommandList.Root(_ => throw new InvalidOperationException("parsed, not run"));
        foreach (var line in Commands(text))
            foreach (var error in root.Parse(Words(line)[1..]).Errors)
                yield return $"{line}: {error.Message}";
    }

    /// <summary>The lines of code blocks that begin with our program; a line that ends in a backslash goes on in the next.</summary>
    public static IEnumerable<string> Commands(string text) => Blocks().Matches(text)
        .SelectMany(block => block.Groups[1].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        .Select(line => line.Trim()).Where(line => line.StartsWith("./answerprint", StringComparison.Ordinal));

    /// <summary>Commands named in running text, as `answerprint word …`, that are not there.</summary>
    public static IEnumerable<string> UnknownCommands(string text)
    {
        var known = CommandList.Commands(_ => 0).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return Named().Matches(text).Select(m => m.Groups[1].Value).Where(name => !known.Contains(name)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The kinds of figures that a text shows, by the marks that begin them.</summary>
    public static IEnumerable<string> FigureKinds(string text) => FigureMarks().Matches(text).Select(m => m.Groups[1].Value);

    /// <summary>The table of one kind of figures between its two marks, without blank lines around it.</summary>
    /// <exception cref="FormatException">The marks are not there, once each, in their order.</exception>
    public static string Figures(string text, string kind)
    {
        var marks = Scoreboard.Marks(kind);
        var (begin, end) = (text.IndexOf(marks.Begin, StringComparison.Ordinal), text.IndexOf(marks.End, StringComparison.Ordinal));
        if (begin < 0 || end < begin || text.LastIndexOf(marks.Begin, StringComparison.Ordinal) != begin || text.LastIndexOf(marks.End, StringComparison.Ordinal) != end)
            throw new FormatException($"one {marks.Begin} and then one {marks.End} are needed");
        return text[(begin + marks.Begin.Length)..end].Trim();
    }

    /// <summary>Targets of a document's links that are not there; links to the network are passed over.</summary>
    public static IEnumerable<string> BrokenLinks(string document, string text) => Links().Matches(text).Select(m => m.Groups[1].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
        .Select(target => target.Split('#')[0]).Where(target => target.Length > 0)
        .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)));

    /// <summary>The words of a command line as a shell takes them: quotes hold together, a # begins a remark.</summary>
    private static string[] Words(string line)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (var c in line)
        {
            if (quote is null && c == '#' && word is null) break;
            if (c == quote) quote = null;
            else if (quote is null && c is '"' or '\'')
            {
                quote = c;
                word ??= new();
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (word is not null) words.Add(word.ToString());
                word = null;
            }
            else (word ??= new()).Append(c);
        }
        if (word is not null) words.Add(word.ToString());
        return [.. words];
    }

    [GeneratedRegex(@"^```[^\n]*\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"<!-- figures:([a-z]+) -->", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FigureMarks();

    [GeneratedRegex(@"`(?:\./)?answerprint ([a-z]+)[^`]*`", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();
}
