using Answerprint.Production.Delivery;
using Answerprint.Provenance.Keys;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A real package, damaged in every way that one can be, file by file: each is named.</summary>
public sealed class PackageCheckTest : IClassFixture<PackageCheckTest.RealPackage>
{
    private readonly string package;

    public PackageCheckTest(RealPackage real) => package = real.Folder;

    [Fact]
    public void Check_PackageAsItWasMade_IsIntactAndTrustedByItsKeyOnly()
    {
        var report = PackageCheck.Check(package, null);
        Assert.True(report.IsIntact, string.Join('\n', report.Faults));
        Assert.False(report.Trusted);
        Assert.True(PackageCheck.Check(package, TrustList.Read(Path.Combine(package, "book/key.pub"))).Trusted);
        Assert.False(PackageCheck.Check(package, new TrustList([SigningKey.Create("another").Public])).IsIntact);
    }

    [Fact]
    public void Check_OneBitFlippedInAnyFile_NamesThatFile()
    {
        var random = new Random(20261122);
        foreach (var file in Directory.GetFiles(package, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            var at = random.Next(bytes.Length);
            var changed = (byte[])bytes.Clone();
            changed[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(file, changed);
            var report = PackageCheck.Check(package, null);
            File.WriteAllBytes(file, bytes);
            var name = Path.GetRelativePath(package, file);
            Assert.False(report.IsIntact, $"{name}: byte {at} was changed and nobody saw it");
            Assert.True(report.Faults.Any(f => f.File == name), $"{name}, byte {at}: only {string.Join("; ", report.Faults)}");
        }
        Assert.True(PackageCheck.Check(package, null).IsIntact);
    }

    [Fact]
    public void Check_EveryByteOfProofHeadAndKey_IsNamed()
    {
        foreach (var name in new[] { "book/package.tlog-proof", "book/checkpoint", "book/key.pub" })
        {
            var file = Path.Combine(package, name);
            var bytes = File.ReadAllBytes(file);
            var step = LongRun.IsWhole ? 1 : 11;
            for (var at = 0; at < bytes.Length; at += step)
            {
                var changed = (byte[])bytes.Clone();
                changed[at] ^= 1;
                File.WriteAllBytes(file, changed);
                var report = PackageCheck.Check(package, null);
                Assert.False(report.IsIntact, $"{name}: byte {at} was changed and nobody saw it");
                Assert.Contains(report.Faults, f => f.File == name);
            }
            File.WriteAllBytes(file, bytes);
        }
    }

    [Fact]
    public void Check_FileRemovedRenamedOrAdded_NamesIt()
    {
        foreach (var file in Directory.GetFiles(package, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(package, file);
            var aside = Path.Combine(Path.GetDirectoryName(package)!, "aside");
            File.Move(file, aside);
            Assert.Contains(PackageCheck.Check(package, null).Faults, f => f.File == name);
            File.Move(aside, file);
            if (name.StartsWith("book/", StringComparison.Ordinal) || name == "manifest.json") continue;
            File.Move(file, file + "x");
            Assert.Contains(PackageCheck.Check(package, null).Faults, f => f.File == name && f.Code is "renamed" or "removed");
            File.Move(file + "x", file);
        }
        foreach (var added in new[] { "extra.txt", "versions/extra.exr", "book/extra", "book/tile/0/extra", ".hidden", "book/.hidden" })
        {
            File.WriteAllText(Path.Combine(package, added), "more");
            Assert.Contains(PackageCheck.Check(package, null).Faults, f => f.File == added);
            File.Delete(Path.Combine(package, added));
        }
        Directory.CreateDirectory(Path.Combine(package, "empty"));
        Assert.Contains(PackageCheck.Check(package, null).Faults, f => f.File == "empty");
        Directory.Delete(Path.Combine(package, "empty"));
        Assert.True(PackageCheck.Check(package, null).IsIntact);
    }

    [Fact]
    public void Check_SymbolicLinkToTheVeryBytes_IsNamedAndNotFollowed()
    {
        foreach (var name in new[] { "changes.csv", "manifest.json", "book/checkpoint", "versions" })
        {
            var place = Path.Combine(package, name);
            var aside = Path.Combine(Path.GetDirectoryName(package)!, "aside");
            if (Directory.Exists(place)) Directory.Move(place, aside);
            else File.Move(place, aside);
            File.CreateSymbolicLink(place, aside);
            Assert.Contains(PackageCheck.Check(package, null).Faults, f => f.File == name);
            File.Delete(place);
            if (Directory.Exists(aside)) Directory.Move(aside, place);
            else File.Move(aside, place);
        }
        Assert.True(PackageCheck.Check(package, null).IsIntact);
    }

    [Fact]
    public void Check_ManifestMadeToFitTheChange_IsCaughtByTheBook()
    {
        var csv = Path.Combine(package, "changes.csv");
        var (bytes, manifest) = (File.ReadAllBytes(csv), File.ReadAllBytes(Path.Combine(package, "manifest.json")));
        File.AppendAllText(csv, "forged\n");
        var forged = Manifest.Read(manifest) with { Files = Manifest.FilesOf(package) };
        File.WriteAllBytes(Path.Combine(package, "manifest.json"), forged.Write());
        var report = PackageCheck.Check(package, null);
        File.WriteAllBytes(csv, bytes);
        File.WriteAllBytes(Path.Combine(package, "manifest.json"), manifest);
        Assert.Contains(report.Faults, f => f.File == "manifest.json" && f.Words.Contains("vouches", StringComparison.Ordinal));
    }

    /// <summary>A package made once for all tests of this class, which put back what they damage.</summary>
    public sealed class RealPackage : IDisposable
    {
        private readonly SmallTurnover small = new("tamper", 1, 12, 6);

        public RealPackage()
        {
            var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
            Folder = Path.Combine(small.Out, "TURNBACK_show_1");
            if (ran.Exit != 0 || !Directory.Exists(Folder)) throw new InvalidOperationException(ran.ToString());
        }

        public string Folder { get; }

        public void Dispose() => small.Dispose();
    }
}
