using Answerprint.Tests.Production.Cuts;
using System.Text;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

/// <summary>
/// Every real cut beside the checkout is read or refused in words, and the table of it in docs/cuts.md is what comes of it. ANSWERPRINT_WRITE_TABLES=1
/// writes the table anew.
/// </summary>
public sealed partial class SampleTableTest
{
    private const string Begin = "<!-- samples -->\n", End = "<!-- /samples -->";
    private static readonly string[] Kinds = [".otio", ".edl", ".fcpxml", ".xml", ".ale", ".aaf"];
    private static readonly FrameRate[] Rates = [new(24), new(25), new(30000, 1001), new(30), new(50), new(60000, 1001), new(60)];

    public static IEnumerable<object[]> XmlSamples => Checkout.SharedRows("editorial", "xml");

    [SharedFact("editorial")]
    public void Table_OfTheSamples_StandsInTheDocument()
    {
        var table = new StringBuilder("| file | events | tracks | not understood or guessed | |\n|---|---|---|---|---|\n");
        foreach (var file in Directory.EnumerateFiles(Checkout.Shared("editorial")!, "*", SearchOption.AllDirectories).Where(f => Kinds.Contains(Path.GetExtension(f))).Order(StringComparer.Ordinal))
            foreach (var row in Rows(file)) table.Append("| ").Append(Path.GetRelativePath(Checkout.Shared("editorial")!, file)).Append(row).Append(" |\n");
        var path = Path.Combine(Checkout.Root, "docs", "cuts.md");
        var text = File.ReadAllText(path);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, to = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(from >= Begin.Length && to >= from, "docs/cuts.md has no place for the table");
        if (Environment.GetEnvironmentVariable("ANSWERPRINT_WRITE_TABLES") == "1") File.WriteAllText(path, text = text[..from] + table + text[to..]);
        Assert.Equal(table.ToString(), text[from..text.IndexOf(End, StringComparison.Ordinal)]);
    }

    [SharedTheory("editorial")]
    [MemberData(nameof(XmlSamples))]
    public void Read_EveryXmlSample_SurvivesBeingWrittenAsOtio(string sample)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Checkout.Shared("editorial")!, sample));
        if (CutElement.Parse(bytes, sample) is { Name: "fcpxml" } root && FcpxmlReader.HoldsClipsOnly(root)) return;
        foreach (var name in Choices(bytes, sample))
        {
            var cut = Turnover.Read(bytes, sample, null, name);
            Assert.NotEmpty(cut.Events);
            var again = Turnover.Read(cut.Document.ToBytes(), "again.otio", null);
            Assert.Equal(cut.Events.Select(OtioTest.Line), again.Events.Select(OtioTest.Line));
            Assert.Equal(cut.PictureLength, again.PictureLength);
        }
    }

    private static IEnumerable<string?> Choices(byte[] bytes, string file)
    {
        try
        {
            Turnover.Read(bytes, file, null);
            return [null];
        }
        catch (BadInputException e) when (e.Problem.Contains(" sequences: ", StringComparison.Ordinal))
        {
            return Number().Matches(e.Problem).Select(m => m.Value);
        }
    }

    private static List<string> Rows(string file)
    {
        var bytes = File.ReadAllBytes(file);
        try
        {
            if (ClipList.IsList(file)) return [List(ClipList.Read(bytes, file, null))];
            if (file.EndsWith(".fcpxml", StringComparison.Ordinal) && FcpxmlClips.Read(file, null) is { } clips) return [List(clips)];
            if (!file.EndsWith(".edl", StringComparison.Ordinal)) return [.. Choices(bytes, file).Select(n => Cut(Turnover.Read(bytes, file, null, n), n ?? ""))];
            foreach (var rate in Rates)
            {
                try
                {
                    return [Cut(Turnover.Read(bytes, file, rate), $"read at {rate}")];
                }
                catch (BadInputException e) when (rate != Rates[^1] && e.Problem.Contains("does not exist at", StringComparison.Ordinal))
                {
                    // a list says no rate: the first that has all its labels
                }
            }
            return [];
        }
        catch (BadInputException e)
        {
            Assert.NotEmpty(e.Remedy);
            return [$" | | | | refused{(e.Place.Length > 0 ? $" at {e.Place}" : "")}: {Quoted().Replace(e.Problem, "'…'")}"];
        }
    }

    private static string Cut(Turnover cut, string note) => $" | {cut.Events.Count} | {cut.Timeline.Tracks.Count} | {Said(cut.Warnings)} | {note}";

    private static string List(ClipList list) => $" | {list.Entries.Count} | | {Said(list.Warnings)} | a list of clips, {list.Entries.Count(e => e.Grade is not null)} with grades";

    /// <summary>How many things were said, and of which places; never what stands there.</summary>
    private static string Said(IReadOnlyList<string> warnings) =>
        warnings.Count == 0 ? "0" : $"{warnings.Count}: {string.Join(", ", warnings.Select(w => w[..w.IndexOf(": ", StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Take(8))}{(warnings.Count > 8 ? " …" : "")}";

    [GeneratedRegex("#[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex("'[^']*'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
