using System.Globalization;
using System.Text;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Provenance.Ledgers;

public sealed class ProofTest
{
    private const int Most = 600;
    private static readonly TreeHash[] Leaves = [.. Enumerable.Range(0, Most).Select(n => Make(n).Hash)];

    internal static Entry Make(int n) => new(Encoding.UTF8.GetBytes($"entry {n.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>MTH of RFC 6962, section 2.1, word for word.</summary>
    private static TreeHash Mth(ReadOnlySpan<TreeHash> leaves)
    {
        if (leaves.Length == 0) return TreeHash.OfEmptyTree;
        if (leaves.Length == 1) return leaves[0];
        var k = 1;
        while (2 * k < leaves.Length) k *= 2;
        return TreeHash.Node(Mth(leaves[..k]), Mth(leaves[k..]));
    }

    private static Ledger LedgerOf(int size)
    {
        var tiles = new Dictionary<Tile, IReadOnlyList<TreeHash>>();
        var frontier = new Frontier();
        foreach (var leaf in Leaves.AsSpan(0, size)) frontier.Add(leaf, (tile, hashes) => tiles.Add(tile, hashes));
        for (var level = 0; level < frontier.Levels; level++) tiles[Tile.Partial(level, size)] = frontier.Partial(level);
        return new Ledger(size, tile => tiles[tile]);
    }

    [Fact]
    public void Root_AnySizeTo600_IsTheTreeHashOfTheStandard()
    {
        var frontier = new Frontier();
        for (var size = 0; size <= Most; size++)
        {
            if (size % 7 == 0 || size is > 250 and < 260 or > 508 and < 516) Assert.Equal(Mth(Leaves.AsSpan(0, size)), frontier.Root);
            if (size < Most) frontier.Add(Leaves[size]);
        }
    }

    [Fact]
    public void Root_VectorsOfCertificateTransparency_Agree()
    {
        // the reference inputs and roots of the certificate-transparency project's Merkle tree tests
        string[] inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        string[] roots =
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ];
        var frontier = new Frontier();
        for (var n = 0; n < inputs.Length; n++)
        {
            frontier.Add(TreeHash.Leaf(Convert.FromHexString(inputs[n])));
            Assert.Equal(roots[n], Convert.ToHexStringLower(frontier.Root.ToArray()));
        }
    }

    [Fact]
    public void Inclusion_AnySizeAndIndex_LeadsToTheRootAndNoneOther()
    {
        for (var size = 1; size <= Most; size += size < 40 ? 1 : 37)
        {
            var ledger = LedgerOf(size);
            var root = ledger.Root(size);
            Assert.Equal(Mth(Leaves.AsSpan(0, size)), root);
            for (var index = 0; index < size; index += size < 40 ? 1 : 11)
            {
                var path = ledger.Inclusion(index, size);
                Assert.Equal(root, Proof.RootOf(index, size, Leaves[index], path));
                Assert.NotEqual(root, Proof.RootOf(index, size, Leaves[(index + 1) % Most], path));
                Assert.NotEqual(root, Proof.RootOf(index, size, Leaves[index], [.. path, root]));
                if (path.Count > 0) Assert.NotEqual(root, Proof.RootOf(index, size, Leaves[index], [.. path.Skip(1)]));
                if (size > 1) Assert.NotEqual(root, Proof.RootOf((index + 1) % size, size, Leaves[index], path));
            }
        }
    }

    [Fact]
    public void Consistency_AnyTwoSizes_HoldsAndNoneOther()
    {
        for (var size = 1; size <= Most; size += size < 34 ? 1 : LongRun.IsWhole ? 17 : 61)
        {
            var ledger = LedgerOf(size);
            var root = ledger.Root(size);
            for (var earlier = 0; earlier <= size; earlier += size < 34 ? 1 : 7)
            {
                var before = Mth(Leaves.AsSpan(0, earlier));
                var proof = new Consistency(earlier, size, ledger.Consistency(earlier, size));
                Assert.True(proof.Holds(before, root), $"{earlier} to {size}");
                Assert.True(earlier == 0 || size == 1 || !proof.Holds(before, Leaves[0])); // every log begins with the empty one
                Assert.False(proof.Holds(Leaves[599], root));
                Assert.False((proof with { Path = [.. proof.Path, root] }).Holds(before, root));
                if (proof.Path.Count > 0) Assert.False((proof with { Path = [.. proof.Path.Skip(1)] }).Holds(before, root));
            }
        }
    }

    [Fact]
    public void Proofs_RandomSizesAndTampering_FailWhenAnyHashChanges()
    {
        var law = Prop.ForAll(Gen.Choose(2, Most).SelectMany(size => Gen.Choose(0, size - 1).Select(index => (size, index))).ToArbitrary(), pair =>
        {
            var ledger = LedgerOf(pair.size);
            var root = ledger.Root(pair.size);
            var path = ledger.Inclusion(pair.index, pair.size);
            for (var n = 0; n < path.Count; n++)
            {
                var bad = path.ToList();
                bad[n] = TreeHash.Leaf([1, 2, 3]);
                if (Proof.RootOf(pair.index, pair.size, Leaves[pair.index], bad) == root) return false;
            }
            return true;
        });
        law.Check(Config.QuickThrowOnFailure.WithReplay(6962, 1, 60).WithMaxTest(60));
    }

    [Fact]
    public void Text_ThereAndBack_IsTheSame()
    {
        var key = SigningKey.FromSeed("log.example", new byte[32]);
        var ledger = LedgerOf(300);
        var proof = new Proof(77, ledger.Inclusion(77, 300), Checkpoint.Sign("log.example", 300, ledger.Root(300), key));
        var text = proof.ToString();
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 77\n", text, StringComparison.Ordinal);
        var read = Proof.Parse(text);
        Assert.Equal(text, read.ToString());
        Assert.True(read.Holds(Make(77)));
        Assert.False(read.Holds(Make(78)));
        Assert.True(Proof.Parse(text.Replace("\nindex", "\nextra YWJj\nindex", StringComparison.Ordinal)).Holds(Make(77)));
        foreach (var bad in new[] { text.Replace("@v1", "@v2", StringComparison.Ordinal), text.Replace("index 77", "index 077", StringComparison.Ordinal), text.Replace("index 77", "index -1", StringComparison.Ordinal), text[..100], "" })
            Assert.Throws<BadRecordException>(() => Proof.Parse(bad));
        Assert.False(Proof.Parse(text.Replace("index 77", "index 76", StringComparison.Ordinal)).Holds(Make(77)));
    }

    [Theory]
    [InlineData(0, 0, 256, "tile/0/000")]
    [InlineData(0, 1234067, 256, "tile/0/x001/x234/067")]
    [InlineData(1, 0, 3, "tile/1/000.p/3")]
    [InlineData(-1, 1000, 255, "tile/entries/x001/000.p/255")]
    public void TilePath_ThereAndBack_IsTheOneOfTheStandard(int level, long index, int width, string path)
    {
        var tile = new Tile(level, index, width);
        Assert.Equal(path, tile.Path);
        Assert.Equal(tile, Tile.FromPath(path));
    }

    [Theory]
    [InlineData("tile/0/1")]
    [InlineData("tile/00/001")]
    [InlineData("tile/64/001")]
    [InlineData("tile/0/x000/001")]
    [InlineData("tile/0/001/002")]
    [InlineData("tile/0/001.p/0")]
    [InlineData("tile/0/001.p/256")]
    [InlineData("tile/0/001.p/07")]
    [InlineData("tile/0/+01")]
    [InlineData("tile/0/x001/x001/x001/x001/x001/x001/x001/x001/x001/001")]
    [InlineData("../tile/0/001")]
    public void TilePath_NotTheOneWay_IsNoTile(string path) => Assert.Null(Tile.FromPath(path));
}
