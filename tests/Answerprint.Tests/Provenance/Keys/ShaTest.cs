using System.Security.Cryptography;
using Answerprint.Provenance.Keys;
using Xunit;

namespace Answerprint.Tests.Provenance.Keys;

/// <summary>Our own SHA-256 and SHA-512 against the system's, at every length around a block and in pieces of any size.</summary>
public sealed class ShaTest
{
    [Fact]
    public void Managed_AnyLengthInAnyPieces_IsTheSystems()
    {
        var random = new Random(256);
        using var ours = new Sha256(ofSystem: false);
        foreach (var length in Enumerable.Range(0, 300).Concat([1000, 4096, 65_535, 1_000_003]))
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            for (var at = 0; at < length;)
            {
                var some = Math.Min(length - at, random.Next(1, 200));
                ours.Append(bytes.AsSpan(at, some));
                at += some;
            }
            Assert.Equal(SHA256.HashData(bytes), ours.Take());
            Assert.Equal(SHA512.HashData(bytes), Sha512.Managed(bytes));
        }
    }

    /// <summary>FIPS 180-4's example, "abc".</summary>
    [Fact]
    public void Of_Abc_IsTheStandardsExample()
    {
        using var ours = new Sha256(ofSystem: false);
        ours.Append("abc"u8);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(ours.Take()));
        Assert.StartsWith("ddaf35a193617abacc417349ae204131", Convert.ToHexStringLower(Sha512.Managed("abc"u8)), StringComparison.Ordinal);
        Assert.Equal(Sha256.Of("abc"u8), SHA256.HashData("abc"u8));
    }
}
