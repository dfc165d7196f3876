using System.Text;
using Answerprint.Provenance.Keys;
using Xunit;

namespace Answerprint.Tests.Provenance.Keys;

public sealed class Ed25519Test
{
    // RFC 8032, section 7.1: seed, public key, message, signature
    public static TheoryData<string, string, string, string> Vectors => new()
    {
        {
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        },
        {
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        },
        {
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        },
        {
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void SignAndVerify_VectorsOfTheStandard_Agree(string seed, string publicKey, string message, string signature)
    {
        var key = SigningKey.FromSeed("test.example/key", Convert.FromHexString(seed));
        Assert.Equal(publicKey, Convert.ToHexStringLower(key.Public.PublicKey));
        Assert.Equal(signature, Convert.ToHexStringLower(key.Sign(Convert.FromHexString(message))));
        Assert.True(Ed25519.Verify(Convert.FromHexString(publicKey), Convert.FromHexString(message), Convert.FromHexString(signature)));
    }

    [Fact]
    public void Verify_RandomKeysAndMessages_AcceptsWhatLibcryptoSigned()
    {
        var random = new Random(8032);
        for (var n = 0; n < 15; n++)
        {
            var seed = new byte[32];
            random.NextBytes(seed);
            var message = new byte[random.Next(200)];
            random.NextBytes(message);
            var key = SigningKey.FromSeed("k", seed);
            var signature = key.Sign(message);
            Assert.True(key.Public.Verify(message, signature));
            var flipped = random.Next(512);
            signature[flipped / 8] ^= (byte)(1 << flipped % 8);
            Assert.False(key.Public.Verify(message, signature));
        }
    }

    /// <summary>Sound and spoilt signatures of sound keys, points of small order and scalars beyond the order among them: both ways give one answer.</summary>
    [Fact]
    public void VerifyQuickly_AnySignature_AnswersAsManagedCodeDoes()
    {
        var chance = new Random(20261128);
        var zero = new byte[32];
        byte[] one = [1, .. new byte[31]];
        for (var n = 0; n < 300; n++)
        {
            var seed = new byte[32];
            chance.NextBytes(seed);
            var key = SigningKey.FromSeed("k", seed);
            var message = new byte[chance.Next(0, 200)];
            chance.NextBytes(message);
            var signature = key.Sign(message);
            switch (n % 6)
            {
                case 1: signature[chance.Next(64)] ^= (byte)(1 << chance.Next(8)); break;
                case 2 when message.Length > 0: message[chance.Next(message.Length)] ^= 1; break;
                case 3: (n % 4 < 2 ? zero : one).CopyTo(signature, 32 * (n / 6 % 2)); break;
                case 4: new byte[] { 0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10 }.CopyTo(signature, 32); break;
                case 5: signature = signature[..chance.Next(0, 64)]; break;
                default: break;
            }
            Assert.Equal(Ed25519.Verify(key.Public.PublicKey, message, signature), Ed25519.VerifyQuickly(key.Public.PublicKey, message, signature));
        }
    }

    [Fact]
    public void Verify_AnyFlippedBit_Refuses()
    {
        var key = SigningKey.FromSeed("k", new byte[32]);
        var message = Encoding.UTF8.GetBytes("answer");
        var signature = key.Sign(message);
        for (var bit = 0; bit < 512; bit += 37)
        {
            signature[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(key.Public.Verify(message, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Assert.True(key.Public.Verify(message, signature));
        Assert.False(key.Public.Verify(Encoding.UTF8.GetBytes("answes"), signature));
    }

    [Fact]
    public void Verify_ScalarPlusOrder_RefusesTheSecondForm()
    {
        var key = SigningKey.FromSeed("k", new byte[32]);
        var signature = key.Sign([1, 2, 3]);
        var order = Convert.FromHexString("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
        var carry = 0;
        for (var n = 0; n < 32; n++)
        {
            carry += signature[32 + n] + order[n];
            signature[32 + n] = (byte)carry;
            carry >>= 8;
        }
        Assert.False(key.Public.Verify([1, 2, 3], signature));
    }

    [Theory]
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // y = p, that is 0 written twice
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // y = p + 1
    [InlineData("0100000000000000000000000000000000000000000000000000000000000080")] // −0 for x
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")] // the neutral point
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // order 2
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")] // order 4
    [InlineData("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")] // order 8
    [InlineData("0200000000000000000000000000000000000000000000000000000000000000")] // no point
    public void IsKey_NonCanonicalOrOfSmallOrder_No(string key)
    {
        var bytes = Convert.FromHexString(key);
        Assert.False(Ed25519.IsKey(bytes));
        var signature = new byte[64];
        signature[0] = 1; // R neutral, s = 0: true under a neutral key for every message
        Assert.False(Ed25519.Verify(bytes, [], signature));
    }
}
