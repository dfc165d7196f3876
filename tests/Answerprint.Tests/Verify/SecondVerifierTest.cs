using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Production.Delivery;
using Answerprint.Production.Plates;
using Answerprint.Provenance.Keys;
using Answerprint.Tests.House;
using Answerprint.Tests.Production.Delivery;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Verify;

/// <summary>The second verifier, Python's standard library and docs/format.md, against ours: both agree on honest packages and on every tampered twin.</summary>
public sealed class SecondVerifierTest : IClassFixture<PackageCheckTest.RealPackage>
{
    private static readonly string Program = Path.Combine(Checkout.Root, "verifier", "verify.py");
    private readonly string package;

    public SecondVerifierTest(PackageCheckTest.RealPackage real) => package = real.Folder;

    [Fact]
    public void Verifier_IsOneFileOfAtMost500Lines_ThatUsesTheStandardLibraryAlone()
    {
        var lines = File.ReadAllLines(Program);
        Assert.True(lines.Length <= 500, $"{lines.Length} lines");
        string[] known = ["argparse", "base64", "functools", "hashlib", "json", "os", "re", "stat", "struct", "sys", "zlib"];
        Assert.Equal(known, lines.Where(l => l.StartsWith("import ", StringComparison.Ordinal) || l.StartsWith("from ", StringComparison.Ordinal)).Select(l => l["import ".Length..]));
    }

    [ProgramFact("python3")]
    public void Verify_HonestPackageAndBook_BothSayIntact()
    {
        var show = Path.Combine(Path.GetDirectoryName(package)!, "..", "show");
        var said = Second(null, package, Path.Combine(package, "book"), show);
        Assert.Equal(["package", "book", "book"], said.Select(s => (string?)s["kind"]));
        // beside a package's book lies its proof, which a book alone does not have
        Assert.Equal([true, false, true], said.Select(s => (bool)s["intact"]!));
        Assert.Equal("package.tlog-proof", (string?)Assert.Single(said[1]["faults"]!.AsArray())!["file"]);
        Assert.Equal(CommandLine.Run("verify", Path.Combine(package, "book")).Exit, (int)said[1]["exit"]!);
        var ours = CommandLine.Run("verify", package, "--json");
        Assert.True(ours.Exit == 0, ours.ToString());
        Assert.Equal((long)ours.Json["result"]!["acts"]!, (long)said[0]["acts"]!);
        Assert.True((int)ours.Json["result"]!["proved"]! > 0);

        var keys = Path.Combine(package, "book", "key.pub");
        Assert.True((bool)Second(keys, package)[0]["ok"]!);
        using var room = new TestFolder();
        File.WriteAllText(room.File("other.pub"), SigningKey.Create("another").Public + "\n");
        Assert.Equal(5, (int)Second(room.File("other.pub"), package)[0]["exit"]!);
        Assert.Equal(5, CommandLine.Run("verify", package, "--trust", room.File("other.pub")).Exit);
    }

    /// <summary>A bit flipped in every file, every file away or under another name, more files, links, two pictures exchanged: both verifiers name the file.</summary>
    [ProgramFact("python3")]
    public void Verify_EveryTwin_BothNameTheFile()
    {
        using var room = new TestFolder();
        var random = new Random(20261201);
        var twins = new List<(string Folder, string File)>();
        foreach (var file in Directory.GetFiles(package, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(package, f)).Order(StringComparer.Ordinal))
        {
            Twin(file, full =>
            {
                var bytes = File.ReadAllBytes(full);
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(full, bytes);
            });
            Twin(file, File.Delete);
            Twin(file, full => File.WriteAllBytes(full, File.ReadAllBytes(full)[..^1]));
            if (!file.StartsWith("book", StringComparison.Ordinal) && file != "manifest.json") Twin(file, full => File.Move(full, full + "x"));
        }
        foreach (var added in new[] { "more.txt", "book/more", "book/tile/0/more", "versions/.more" }) Twin(added, full => File.WriteAllText(full, "more"));
        Twin("empty", full => Directory.CreateDirectory(full));
        Twin("changes.csv", full =>
        {
            File.Delete(full);
            File.CreateSymbolicLink(full, Path.Combine(package, "changes.csv"));
        });
        var pictures = Directory.GetFiles(Path.Combine(package, "versions"), "*.exr", SearchOption.AllDirectories).Where(f => f.Contains("/exr/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(f => Path.GetRelativePath(package, f)).ToList();
        Twin(pictures[0], full =>
        {
            var other = Path.Combine(full[..^pictures[0].Length], pictures[1]);
            var kept = File.ReadAllBytes(full);
            File.Copy(other, full, overwrite: true);
            File.WriteAllBytes(other, kept);
        });
        Assert.True(twins.Count > 80, $"{twins.Count}");

        foreach (var ((folder, file), said) in twins.Zip(Second(null, [.. twins.Select(t => t.Folder)])))
        {
            var what = $"{Path.GetFileName(Path.GetDirectoryName(folder))}, {file}";
            var ours = PackageCheck.Check(folder, null);
            Assert.True(ours.Faults.Any(f => f.File == file), $"{what}: ours names {string.Join("; ", ours.Faults)}");
            Assert.True(!(bool)said["intact"]! && said["faults"]!.AsArray().Any(f => (string?)f!["file"] == file), $"{what}: the second names {said["faults"]}");
        }

        void Twin(string file, Action<string> damage)
        {
            var folder = Path.Combine(room.Path, $"{twins.Count}", Path.GetFileName(package));
            foreach (var of in Directory.GetFiles(package, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(package, of));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(of, copy);
            }
            damage(Path.Combine(folder, file));
            twins.Add((folder, file));
        }
    }

    /// <summary>A site that paints over a picture, or over what its origin pass says, and signs everything anew: every hash fits but those that the lock proved.</summary>
    [ProgramTheory("python3")]
    [InlineData("picture")]
    [InlineData("origin")]
    [InlineData("proof")]
    public void Verify_SitePaintsAndSignsAnew_BothHoldItAgainstTheLock(string what)
    {
        using var room = new TestFolder();
        var painted = "";
        var forged = ForgedPackage.Write(package, "someone", room.Path, (_, text) => text, folder =>
        {
            var versions = Manifest.Read(File.ReadAllBytes(Path.Combine(folder, "manifest.json"))).Versions;
            var version = Path.Combine(folder, versions[0].Text("folder"));
            var changed = new Dictionary<string, string>();
            if (what == "proof")
            {
                painted = Path.Combine(version, "inspection.json");
                var text = File.ReadAllText(painted);
                var at = text.IndexOf("\"version\":\"", StringComparison.Ordinal) + "\"version\":\"".Length;
                Replace(painted, text[..at] + (text[at] == '0' ? '1' : '0') + text[(at + 1)..], changed);
            }
            else
            {
                painted = Directory.GetFiles(Path.Combine(version, what == "picture" ? "exr" : "origin")).Order(StringComparer.Ordinal).First();
                var before = Digest.Of(File.ReadAllBytes(painted)).Hex;
                var picture = ExrFile.Read(painted);
                picture.Channels[0].Words[200] ^= 1;
                var bits = what == "picture" ? PlateBits.Of(ExrFile.Read(painted)).Hex : "";
                ExrFile.Write(painted, picture);
                changed[before] = Digest.Of(File.ReadAllBytes(painted)).Hex;
                if (bits.Length > 0) changed[bits] = PlateBits.Of(picture).Hex;
            }
            var document = Path.Combine(version, "version.json");
            Replace(document, changed.Aggregate(File.ReadAllText(document), (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal)), changed);
            var manifest = Path.Combine(folder, "manifest.json");
            var listed = Manifest.Read(File.ReadAllBytes(manifest));
            foreach (var row in listed.Versions) row["bytes"] = changed.GetValueOrDefault(row.Text("bytes"), row.Text("bytes"));
            var old = Digest.Of(File.ReadAllBytes(manifest)).Hex;
            File.WriteAllBytes(manifest, (listed with { Files = Manifest.FilesOf(folder) }).Write());
            changed[old] = Digest.Of(File.ReadAllBytes(manifest)).Hex;
            return changed;
        });
        var name = Path.GetRelativePath(forged, painted);
        Assert.Empty(PackageCheck.Check(forged, null).Faults);
        var ours = CommandLine.Run("verify", forged, "--json");
        Assert.True(ours.Exit == 5, ours.ToString());
        Assert.Contains(ours.Json["result"]!["faults"]!.AsArray(), f => (string?)f!["code"] == "lock" && (string?)f["file"] == name);
        var theirs = Assert.Single(Second(null, forged));
        Assert.Contains(theirs["faults"]!.AsArray(), f => (string?)f!["file"] == name);

        static void Replace(string file, string text, Dictionary<string, string> changed)
        {
            var before = Digest.Of(File.ReadAllBytes(file)).Hex;
            File.WriteAllText(file, text);
            changed[before] = Digest.Of(File.ReadAllBytes(file)).Hex;
        }
    }

    /// <summary>What the second verifier says of each path.</summary>
    private static List<JsonObject> Second(string? trust, params string[] paths)
    {
        var (_, output, errors) = OtherProgram.Run(Path.GetDirectoryName(Program)!, "python3", ["-B", Program, "--json", .. trust is null ? Array.Empty<string>() : ["--trust", trust], .. paths]);
        Assert.True(errors.Length == 0, errors);
        var said = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (JsonObject)JsonNode.Parse(l)!).ToList();
        Assert.Equal(paths.Length, said.Count);
        return said;
    }
}
