using System.Globalization;

namespace Answerprint.Production.Cuts;

/// <summary>The one cut that is meant of those that a file holds.</summary>
internal static class CutChoice
{
    /// <param name="cuts">In the order of the file.</param>
    /// <param name="name">The name that was asked for, or "#2" for the second; null: there must be one only.</param>
    /// <exception cref="Media.Frames.BadInputException">There is none, none of that name, or several.</exception>
    public static T Of<T>(string file, IReadOnlyList<(string Name, T Cut)> cuts, string? name)
    {
        if (cuts.Count == 0) throw BadCut.At(file, "", "the file holds no sequence", "Export one sequence or project with its clips");
        var found = name is null ? cuts
            : name is ['#', .. var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? [.. cuts.Skip(n - 1).Take(n > 0 ? 1 : 0)]
            : [.. cuts.Where(c => c.Name == name)];
        if (found.Count == 1) return found[0].Cut;
        var names = string.Join(", ", cuts.Take(10).Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"#{i + 1} {BadCut.Quote(c.Name)}"))) + (cuts.Count > 10 ? " …" : "");
        var example = $"answerprint cut {Path.GetFileName(file)} --sequence '#1' --to ONE.otio";
        throw found.Count == 0
            ? BadCut.At(file, "", $"no sequence is named {BadCut.Quote(name!)}; it holds {names}", "Name one of them with --sequence")
            : BadCut.At(file, "", $"the file holds {cuts.Count} sequences: {names}", $"Say which is meant, and make a file of it: {example}");
    }
}
