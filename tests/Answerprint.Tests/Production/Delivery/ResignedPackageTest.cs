using System.Text;
using Answerprint.Production.Acts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>
/// Whoever has a package can write the whole of it anew, book and proof and head, under a key of their own that bears the site's name. It is then
/// whole, and nothing in it says otherwise: only the key tells, so only a reader who has the site's key by another way sees it.
/// </summary>
public sealed class ResignedPackageTest : IClassFixture<ResignedPackageTest.ApprovedPackage>
{
    private readonly ApprovedPackage real;

    public ResignedPackageTest(ApprovedPackage real) => this.real = real;

    [Theory]
    [InlineData("nothing")]
    [InlineData("who declared")]
    public void Verify_SignedAgainByAnotherKey_IsIntactOfUnknownSignerAndFailsUnderTrust(string changed)
    {
        using var room = new TestFolder("resigned");
        var forged = Forge(room.Path, (act, text) => (changed, act) switch
        {
            ("who declared", Declaration.ActName) => Other(text),
            _ => text,
        });
        var plain = CommandLine.Run("verify", forged);
        Assert.True(plain.Exit == 0, plain.ToString());
        Assert.Contains("intact; signer UNKNOWN", plain.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(real.KeyId, plain.Out, StringComparison.Ordinal);
        var trusting = CommandLine.Run("verify", forged, "--trust", real.Keys, "--json");
        Assert.True(trusting.Exit == 5, trusting.ToString());
        Assert.Contains("trust", (string?)Assert.Single(trusting.Json["errors"]!.AsArray())!["problem"], StringComparison.Ordinal);
        Assert.Equal(5, CommandLine.Run("verify", Path.Combine(forged, "book"), "--trust", real.Keys).Exit);
        Assert.Equal(0, CommandLine.Run("verify", real.Folder, "--trust", real.Keys, "--require-trust").Exit);
    }

    [Fact]
    public void Check_SignedAgainAndApprovedBySomebodyUnknown_ContradictsItself()
    {
        using var room = new TestFolder("resigned-who");
        var forged = Forge(room.Path, (act, text) => act == Approval.Yes ? Other(text) : text);
        Assert.Contains(PackageCheck.Check(forged, null).Faults, f => f.Words.Contains("the book says otherwise", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_SignedAgainWithoutTheApproval_ContradictsItself()
    {
        using var room = new TestFolder("resigned-no");
        var forged = Forge(room.Path, (act, text) => act == Approval.Yes ? text.Replace(Approval.Yes, Approval.No, StringComparison.Ordinal) : text);
        Assert.Contains(PackageCheck.Check(forged, null).Faults, f => f.Words.Contains("the book says otherwise", StringComparison.Ordinal));
    }

    /// <summary>The act with another digest in place of the person's.</summary>
    private static string Other(string text) => text.Replace("hmac-sha256:", "hmac-sha256:0123", StringComparison.Ordinal).Remove(text.IndexOf("hmac-sha256:", StringComparison.Ordinal) + 16 + 60, 4);

    [Fact]
    public void Check_TheirKeyBesideOurs_TrustsNeither()
    {
        using var room = new TestFolder("resigned-both");
        var forged = Forge(room.Path, (_, text) => text);
        File.AppendAllText(Path.Combine(forged, "book", "key.pub"), File.ReadAllText(Path.Combine(real.Folder, "book", "key.pub")));
        Assert.False(PackageCheck.Check(forged, TrustList.Read(real.Keys)).Trusted);
        // and a head of theirs in our key's name and number is no head at all
        var head = Path.Combine(forged, "book", "checkpoint");
        var (theirs, ours) = (File.ReadAllText(head), File.ReadAllText(Path.Combine(real.Folder, "book", "checkpoint")));
        File.WriteAllText(head, theirs[..theirs.IndexOf('—', StringComparison.Ordinal)] + ours[ours.IndexOf('—', StringComparison.Ordinal)..]);
        Assert.False(PackageCheck.Check(forged, TrustList.Read(real.Keys)).IsIntact);
    }

    private string Forge(string room, Func<string, string, string> change) => ForgedPackage.Write(real.Folder, real.Origin, room, change);

    /// <summary>A package with an approved version, made once.</summary>
    public sealed class ApprovedPackage : IDisposable
    {
        private readonly SmallTurnover small = new("to-resign", 1, 12, 6);

        public ApprovedPackage()
        {
            CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
            CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee");
            var ran = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none");
            Folder = Path.Combine(small.Out, "TURNBACK_show_2");
            if (ran.Exit != 0 || !Directory.Exists(Folder)) throw new InvalidOperationException(ran.ToString());
            Keys = Path.Combine(small.Show, "keys", "site.pub");
            var words = File.ReadAllText(Keys).Split('+');
            (Origin, KeyId) = (words[0], words[1]);
        }

        public string Folder { get; }

        public string Keys { get; }

        public string Origin { get; }

        public string KeyId { get; }

        public void Dispose() => small.Dispose();
    }
}
