using Xunit;

namespace Answerprint.Tests.House;

public sealed class NeedsTest
{
    [Fact]
    public void Reason_WhatIsNotThere_IsNamed()
    {
        Assert.Contains("no-such-program", Needs.Reason(null, "dotnet", "no-such-program"), StringComparison.Ordinal);
        Assert.Contains("/no/such/file", new ProgramTheoryAttribute("/no/such/file").Skip, StringComparison.Ordinal);
        Assert.Contains("shared/no-such-folder", new SharedFactAttribute("no-such-folder", "dotnet").Skip, StringComparison.Ordinal);
        Assert.Contains("shared/no-such-folder", new SharedTheoryAttribute("no-such-folder").Skip, StringComparison.Ordinal);
    }

    [Fact]
    public void Reason_WhatIsThere_SkipsNothing()
    {
        Assert.Null(Needs.Reason(null, "dotnet", Checkout.Root));
        Assert.Null(new ProgramFactAttribute("dotnet").Skip);
    }

    /// <summary>A test that returns early counts as passed; what can not run must be skipped by its attribute.</summary>
    [Fact]
    public void Tests_ThatAskForAFileOrProgram_DoNotReturnEarly()
    {
        var early = Checkout.Sources("tests").SelectMany(f => File.ReadLines(f).Select((line, i) => (File: Path.GetRelativePath(Checkout.Root, f), line, Number: i + 1)))
            .Where(x => x.line.TrimEnd().EndsWith("return;", StringComparison.Ordinal) || x.line.Contains("return; //", StringComparison.Ordinal))
            .Where(x => x.line.Contains("Exists(", StringComparison.Ordinal) || x.line.Contains("IsHere", StringComparison.Ordinal) || x.line.Contains("Shared(", StringComparison.Ordinal) || x.line.Contains("OperatingSystem", StringComparison.Ordinal))
            .Where(x => !x.File.EndsWith("NeedsTest.cs", StringComparison.Ordinal))
            .Select(x => $"{x.File}:{x.Number}: {x.line.Trim()}").ToList();
        Assert.True(early.Count == 0, string.Join(Environment.NewLine, early));
    }
}
