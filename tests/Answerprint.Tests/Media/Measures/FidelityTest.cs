using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Tests.Media.Motion;
using Xunit;

namespace Answerprint.Tests.Media.Measures;

public sealed class FidelityTest
{
    [Fact]
    public void Of_ThePictureItself_IsWhole()
    {
        var picture = new Texture(1).Frame(40, 30, 0, 0);
        var found = Fidelity.Of(picture, picture.Copy());
        Assert.Equal(120, found.PsnrLuma, 1e-6);
        Assert.Equal(1, found.Ssim, 1e-6);
    }

    [Fact]
    public void Of_ADifferenceOfTenCodes_Is28Decibel()
    {
        byte[][] Flat(byte value) => [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Repeat(value, 32 * 32).ToArray())];
        var found = Fidelity.Of(Flat(100), Flat(110), 32, 32);
        Assert.Equal(28.13, found.PsnrLuma, 0.01);
        Assert.Equal(28.13, found.PsnrRgb, 0.01);
        Assert.InRange(found.Ssim, 0.99, 0.9999);
    }

    [Fact]
    public void Of_AnUnrelatedPicture_IsUnlike() =>
        Assert.InRange(Fidelity.Of(new Texture(1).Frame(64, 64, 0, 0), new Texture(2).Frame(64, 64, 0, 0)).Ssim, -0.3, 0.4);
}
