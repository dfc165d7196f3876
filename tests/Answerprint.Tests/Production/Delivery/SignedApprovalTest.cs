using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A package of a show whose supervisor has a key: what it says of the approval, what a forged one comes to, and what is left of a name that is erased.</summary>
public sealed class SignedApprovalTest
{
    [Fact]
    public void Turnback_ApprovalForgedThenSigned_IsAwaitedThenFinalAndVerifiesOnceNamesAreErased()
    {
        using var small = new SmallTurnover("signed", 1, 12, 6);
        Done(CommandLine.Turnaround(small, "--declare", small.People));
        var key = Path.Combine(small.Folder, "ann.key");
        Done("person", small.Show, "Ann Lee", "--new-key", key, "--by", "Ann Lee");

        // whoever has the folder has the site's key, and not hers
        using (var show = Show.Open(small.Show, TimeProvider.System))
        {
            var version = show.Book.Acts.Last(a => a.Name == Answerprint.Production.Review.Version.ActName);
            var by = show.Book.Acts[0].By with { Role = "vfx_supervisor" };
            show.Book.Append(Approval.Yes, by, Approval.Body(Answerprint.Production.Review.Version.Read(version.Body), "forged"));
        }
        Assert.Contains("awaiting approval", Done("review", small.Show).Out, StringComparison.Ordinal);
        var remarks = Done("verify", small.Show, "--json").Json["result"]!["remarks"]!.AsArray();
        Assert.Equal("unsigned", (string?)Assert.Single(remarks)!["code"]);
        var waiting = Back(small, key);
        Assert.Equal(("awaiting approval", ""), (Row(waiting, "status"), Row(waiting, "approvalSignedBy")));
        Assert.True(PackageCheck.Check(waiting, null).IsIntact);

        Done("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee", "--sign-with", key);
        Done("person", small.Show, "Ann Lee", "--solo", "on", "--by", "Ann Lee", "--sign-with", key);
        var final = Back(small, key);
        Assert.Equal("the person, with a key of their own", Row(final, "approvalSignedBy"));
        Assert.True((bool)Disclosure(final)["soloProfile"]!);
        Assert.Contains("One-person house", File.ReadAllText(Path.Combine(final, "disclosure.html")), StringComparison.Ordinal);
        Assert.DoesNotContain("One-person house", File.ReadAllText(Path.Combine(waiting, "disclosure.html")), StringComparison.Ordinal);
        var report = PackageCheck.Check(final, TrustList.Read(Path.Combine(small.Show, "keys", "site.pub")));
        Assert.True(report is { IsIntact: true, Trusted: true, Solo: true }, string.Join('\n', report.Faults));

        // a name that is erased is nowhere, and the package is what it was
        Done("person", small.Show, "Ann Lee", "--erase");
        foreach (var folder in new[] { small.Show, small.Out })
            foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
                Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf("Ann Lee"u8) < 0, file);
        Assert.Equal(0, CommandLine.Run("verify", final, "--trust", Path.Combine(small.Show, "keys", "site.pub"), "--require-trust").Exit);
        Assert.Contains("person ", Done("second", small.Show).Out + Done("why", small.Show, "show_0010").Out, StringComparison.Ordinal);
        var gone = CommandLine.Run("review", small.Show, "show_0010", "--refuse", "--by", "Ann Lee", "--json");
        Assert.Equal((3, "person-unknown"), (gone.Exit, (string?)gone.Json["errors"]![0]!["code"]));
    }

    private static string Back(SmallTurnover small, string key)
    {
        var ran = Done("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--sign-with", key, "--json");
        return (string)ran.Json["result"]!["package"]!;
    }

    private static JsonNode Disclosure(string package) => JsonNode.Parse(File.ReadAllText(Path.Combine(package, "disclosure.json")))!;

    private static string? Row(string package, string member) => (string?)Disclosure(package)["versions"]![0]![member];

    private static CommandLine.Ran Done(params string[] words)
    {
        var ran = CommandLine.Run(words);
        Assert.True(ran.Exit == 0, ran.ToString());
        return ran;
    }
}
