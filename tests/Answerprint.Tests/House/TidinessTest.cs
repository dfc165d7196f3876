using System.Text.RegularExpressions;
using Xunit;

namespace Answerprint.Tests.House;

public sealed partial class TidinessTest
{
    private static readonly string[] Folders = ["src", "bench", "tests"];

    [Fact]
    public void Files_OfTheHouse_AreAtMost500Lines()
    {
        var native = Directory.EnumerateFiles(Path.Combine(Checkout.Root, "native"), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".cpp" or ".h");
        var tooLong = Folders.SelectMany(Checkout.Sources).Concat(native)
            .Select(f => (File: Path.GetRelativePath(Checkout.Root, f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > 500).Select(f => $"{f.File}: {f.Lines} lines").ToList();
        Assert.True(tooLong.Count == 0, string.Join(Environment.NewLine, tooLong));
    }

    [Fact]
    public void Names_OfFiles_SayWhatTheyHold()
    {
        var vague = Folders.SelectMany(Checkout.Sources).Where(f => Vague().IsMatch(Path.GetFileNameWithoutExtension(f))).ToList();
        Assert.True(vague.Count == 0, string.Join(Environment.NewLine, vague));
    }

    [Fact]
    public void Sources_HoldNoPathOfAMachineAndNothingLeftOpen()
    {
        var found = Folders.SelectMany(Checkout.Sources).Where(f => !f.EndsWith("TidinessTest.cs", StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Select((line, i) => (f, line, i)))
            .Where(x => Open().IsMatch(x.line)).Select(x => $"{Path.GetRelativePath(Checkout.Root, x.f)}:{x.i + 1}: {x.line.Trim()}").ToList();
        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [GeneratedRegex(@"(Utils?|Helpers?|Manager|Common|Misc|Impl|Service|Info)$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Vague();

    [GeneratedRegex(@"/(work|root|home)/\w|\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Open();
}
