using System.Runtime.Intrinsics;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Xunit;

namespace Answerprint.Tests.Media.Colour;

public sealed class TransferTest
{
    [Theory]
    [InlineData(2.4)]
    [InlineData(1 / 2.4)]
    public void SignedPower_WholeRangeOfFloats_IsWithinTwoMillionths(double exponent)
    {
        var power = new SignedPower(exponent);
        var random = new Random(1);
        for (var i = 0; i < 300_000; i++)
        {
            var x = MathF.ScaleB(1 + (float)random.NextDouble(), random.Next(-50, 50)) * (random.Next(2) == 0 ? 1 : -1);
            var wanted = Math.Sign(x) * Math.Pow(Math.Abs((double)x), exponent);
            var got = power.Apply(x);
            if (Math.Abs(wanted) is < 1e-37 or > 3e38) continue;
            Assert.True(Math.Abs((got / wanted) - 1) <= 2e-6, $"{x}^{exponent}: {got}, not {wanted}");
        }
    }

    [Fact]
    public void SignedPower_SpecialValues_PassThrough()
    {
        var power = new SignedPower(1 / 2.4);
        Assert.True(float.IsNaN(power.Apply(float.NaN)));
        Assert.Equal(float.PositiveInfinity, power.Apply(float.PositiveInfinity));
        Assert.Equal(float.NegativeInfinity, power.Apply(float.NegativeInfinity));
        Assert.Equal(0f, power.Apply(0f));
        Assert.Equal(1f, power.Apply(1f));
        Assert.Equal(-power.Apply(0.3f), power.Apply(-0.3f));
        Assert.Equal(Math.Pow(1e-40, 1 / 2.4), power.Apply(1e-40f), 1e-20);
    }

    [Fact]
    public void SignedPower_RowsOfAnyLength_HaveTheBitsOfSingleValues()
    {
        // known bits: whatever processor this runs on must give them
        var power = new SignedPower(1 / 2.4);
        Assert.Equal(power.Apply(Vector256.Create(0.18f)).GetElement(5), power.Apply(0.18f));
        for (var length = 0; length < 40; length++)
        {
            var row = Enumerable.Range(0, length).Select(i => (i - 7) * 0.137f).ToArray();
            var single = row.Select(power.Apply).ToArray();
            power.Apply(row);
            Assert.Equal(single.Select(BitConverter.SingleToInt32Bits), row.Select(BitConverter.SingleToInt32Bits));
        }
    }

    [Theory]
    [InlineData("bt1886")]
    [InlineData("srgb")]
    [InlineData("linear")]
    public void Transfer_ThereAndBack_IsTheSameWithin2MillionthsAndOdd(string name)
    {
        var transfer = ColourSpace.Parse(name).Transfer;
        var codes = Enumerable.Range(-3000, 9001).Select(i => i / 3000f).ToArray();
        var there = (float[])codes.Clone();
        transfer.ToLight(there);
        for (var i = 0; i <= 3000; i++) Assert.Equal(there[3000 + i], -there[3000 - i]);
        if (name == "srgb") Assert.Equal(0.21404114, there[3000 + 1500], 1e-6);
        transfer.ToCode(there);
        for (var i = 0; i < codes.Length; i++) Assert.Equal(codes[i], there[i], 4e-6);
    }

    [Fact]
    public void DisplayEncoding_Alpha_IsLeftAlone()
    {
        var frame = new Frame(5, 3, "R", "G", "B", "A");
        for (var c = 0; c < 4; c++) frame.Plane(c).AsSpan().Fill(0.5f);
        var encoded = DisplayEncoding.Encode(frame);
        Assert.Equal(0.5f, encoded.Plane("A")![7]);
        Assert.Equal(Math.Pow(0.5, 1 / 2.4), encoded.Plane("G")![7], 1e-6);
        Assert.Equal(0.5, DisplayEncoding.Decode(encoded).Plane("G")![14], 2e-6);
    }
}
