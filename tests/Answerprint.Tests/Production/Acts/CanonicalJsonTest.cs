using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

public sealed class CanonicalJsonTest
{
    private static string Write(JsonNode? node) => Encoding.UTF8.GetString(CanonicalJson.Write(node));

    [Fact]
    public void Write_ExampleOfRfc8785_IsItsText() =>
        // RFC 8785, section 3.2.2 and 3.2.4
        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Write(JsonNode.Parse("""{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""")));

    [Fact]
    public void Write_MemberOrderOfRfc8785_IsByUtf16()
    {
        // RFC 8785, section 3.2.3
        var node = JsonNode.Parse("""{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""");
        var order = JsonNode.Parse(Write(node))!.AsObject().Select(m => m.Value!.GetValue<string>());
        Assert.Equal(["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"], order);
    }

    [Theory]
    [InlineData(0x0000000000000000, "0")] // RFC 8785, appendix B
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    public void NumberText_DoublesOfRfc8785_AreTheirTexts(ulong bits, string text) => Assert.Equal(text, CanonicalJson.NumberText(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Write_WholeNumbersOf64Bits_KeepAllDigits() =>
        Assert.Equal("[18446744073709551615,-9223372036854775808,7,0.5]", Write(new JsonArray(ulong.MaxValue, long.MinValue, (byte)7, 0.5f)));

    [Fact]
    public void Write_WhatCanNotBeLogged_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Write(JsonNode.Parse("1e999")));
        Assert.Throws<ArgumentException>(() => Write(JsonValue.Create("half \ud83d")));
        JsonNode deep = new JsonArray();
        for (var n = 0; n < 70; n++) deep = new JsonArray(deep);
        Assert.Throws<ArgumentException>(() => Write(deep));
    }
}
