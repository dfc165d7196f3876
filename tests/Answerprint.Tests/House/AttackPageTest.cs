using System.Text.RegularExpressions;
using Xunit;

namespace Answerprint.Tests.House;

/// <summary>A table of attacks is worth what its tests are: each one that it names is there.</summary>
public sealed partial class AttackPageTest
{
    [Fact]
    public void Table_EveryTestThatItNames_IsThere()
    {
        var named = NamesIn(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "attacks.md")));
        Assert.True(named.Count >= 25, $"only {named.Count} tests are named");
        Assert.All(named, n => Assert.True(IsThere(n), $"docs/attacks.md names {n}, which is no test"));
    }

    [Fact]
    public void Table_TestThatIsNotThere_IsSeen() => Assert.Single(NamesIn("| a | `GateTest.Nothing_OfThis_Exists` | `verify` |"), n => !IsThere(n));

    private static List<string> NamesIn(string text) => [.. Named().Matches(text).Select(m => m.Groups[1].Value)];

    private static bool IsThere(string name)
    {
        var parts = name.Split('.');
        return typeof(AttackPageTest).Assembly.GetTypes().Any(t => t.Name == parts[0] && t.GetMethods().Any(m => m.Name == parts[1] && m.GetCustomAttributes(typeof(FactAttribute), inherit: true).Length > 0));
    }

    [GeneratedRegex(@"`(\w+Test\.\w+)`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}
