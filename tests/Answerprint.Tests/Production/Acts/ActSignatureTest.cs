using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

public sealed class ActSignatureTest
{
    private const string Origin = "north.answerprint/har";
    private static readonly SigningKey Own = SigningKey.FromSeed("ann", [.. Enumerable.Repeat((byte)7, 32)]);
    private static readonly DateTimeOffset At = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_SignedAct_HoldsInItsBookAtItsPlaceOnly()
    {
        var entry = Signed(new JsonObject { ["version"] = "tst_0010_comp_v001", ["share"] = 0.1, ["bytes"] = 9_007_199_254_740_993 });
        var act = ActReader.House.Read(entry, 5, Origin);
        Assert.Equal(PersonKey.Of(Own).Text, act.Signature!.Key);
        Assert.True(act.Signature.Holds(act.Origin));
        Assert.False(act.Signature.Holds("south.answerprint/har"));
        Assert.False(act.Signature.Holds(""));
        Assert.True(act.Signature.Holds(Origin));
        Assert.False(ActReader.House.Read(entry, 6, Origin).Signature!.Holds(Origin));
        // the member stands beside what older releases read, and takes nothing from them
        Assert.Contains("\"format\":\"answerprint.act.1\",\"signed\":{", ActReader.Text(entry), StringComparison.Ordinal);
        Assert.Null(ActReader.House.Read(ActReader.Write("ShotMade.1", At, BookTest.Site, []), 0, Origin).Signature);
    }

    [Fact]
    public void Read_MalformedSignature_IsOneThatNeverHolds()
    {
        var text = ActReader.Text(Signed([]));
        foreach (var signed in new[] { "null", "7", "{}", "[]", "{\"key\":7,\"signature\":[]}", "{\"key\":\"" + new string('A', 3000) + "\",\"signature\":\"AA==\"}", "{\"key\":\"" + Convert.ToBase64String(new byte[32]) + "\",\"signature\":\"" + Convert.ToBase64String(new byte[64]) + "\"}" })
        {
            var start = text.IndexOf("\"signed\":", StringComparison.Ordinal);
            var forged = new Entry(Encoding.UTF8.GetBytes(text[..start] + "\"signed\":" + signed + "}"));
            Assert.False(ActReader.House.Read(forged, 5, Origin).Signature!.Holds(Origin));
        }
    }

    [Fact]
    public void Holds_AnyOtherText_IsFalse()
    {
        var whole = ActReader.Text(Signed(new JsonObject { ["words"] = "looks good to me", ["number"] = 12345, ["flag"] = true }));
        var end = whole.IndexOf("\"format\":", StringComparison.Ordinal);
        // any letter or digit before the signature, changed to another
        var places = Enumerable.Range(0, end).Where(n => char.IsAsciiLetterLower(whole[n]) || char.IsAsciiDigit(whole[n])).ToArray();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261128, 7), Prop.ForAll(Gen.Elements(places).ToArbitrary(), Gen.Choose(1, 8).ToArbitrary(), (place, step) =>
        {
            var c = whole[place];
            var other = char.IsAsciiDigit(c) ? (char)('0' + ((c - '0' + step) % 10)) : (char)('a' + ((c - 'a' + step) % 26));
            try
            {
                var act = ActReader.House.Read(new Entry(Encoding.UTF8.GetBytes(whole[..place] + other + whole[(place + 1)..])), 5, Origin);
                return act.Signature is null || !act.Signature.Holds(Origin);
            }
            catch (FormatException)
            {
                return true;
            }
        }));
    }

    [Fact]
    public void PersonKey_Texts_AreReadOrRefusedInWords()
    {
        var key = PersonKey.Of(Own);
        Assert.Equal(key, PersonKey.Parse(key.Text));
        Assert.Equal(key, PersonKey.Parse(Own.Public.ToString()));
        Assert.Matches("^[0-9a-f]{8}$", key.Handle);
        foreach (var bad in new[] { "", "Ann", "AA==", Convert.ToBase64String(new byte[32]), Convert.ToBase64String(new byte[33]), new string('A', 100_000), Own.Public.ToString().Replace("ann+", "bob+", StringComparison.Ordinal) })
            Assert.Throws<FormatException>(() => PersonKey.Parse(bad));
        var proof = PersonKey.Prove(Own, Origin, "hmac-sha256:ab");
        Assert.True(key.IsProved(proof, Origin, "hmac-sha256:ab"));
        Assert.False(key.IsProved(proof, "elsewhere", "hmac-sha256:ab"));
        Assert.False(key.IsProved(proof, Origin, "hmac-sha256:ac"));
        Assert.False(key.IsProved("", Origin, "hmac-sha256:ab"));
    }

    private static Entry Signed(JsonObject body) => ActReader.Write("VersionApproved.1", At, BookTest.Site, body, Own, Origin, 5);
}
