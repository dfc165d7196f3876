using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class FrameFilesTest
{
    [Theory]
    [InlineData("a/name.%04d.exr", 7, "a/name.0007.exr")]
    [InlineData("name.####.exr", 12345, "name.12345.exr")]
    [InlineData("name_%d.png", 7, "name_7.png")]
    public void FileOf_Patterns_PadWithZeros(string pattern, int frame, string file) => Assert.Equal(file, PatternName.TryParse(pattern)!.FileOf(frame));

    [Theory]
    [InlineData("a.####.%04d.exr")]
    [InlineData("shots/####/a.%04d.exr")]
    public void TryParse_TwoPlacesOrOneInAFolder_IsRefused(string pattern) => Assert.Throws<FormatException>(() => PatternName.TryParse(pattern));

    [Fact]
    public void Open_SequenceWithHoles_HasWhatIsThere()
    {
        using var folder = new TestFolder();
        var picture = new Frame(4, 3).ToStored(SampleType.Half, [ExrAttributes.FramesPerSecond(new(24000, 1001))]);
        foreach (var n in new[] { 1001, 1002, 1005 }) ExrFile.Write(folder.File($"p.{n}.exr"), picture);
        File.WriteAllText(folder.File("p.01003.exr"), "another padding is another sequence");
        using var clip = FrameFiles.Open(folder.File("p.%04d.exr"));
        Assert.Equal("1001-1002,1005", FrameList.Format(clip.Frames));
        Assert.Equal(new FrameRate(24000, 1001), clip.Rate);
        Assert.True(clip.Has(1002) && !clip.Has(1003));
        Assert.Equal("missing-frame", Assert.Throws<BadInputException>(() => clip.Read(1003)).Code);
    }

    [Fact]
    public void Version_OfPng_KeepsTheCodesOutsideTheMatte()
    {
        using var folder = new TestFolder();
        var random = new Random(2);
        var coding = Coding.Still(CodeModel.Rgb, 8, alpha: true, ColourSpace.Srgb);
        var planes = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 60).Select(_ => (ushort)random.Next(256)).ToArray()).ToArray();
        PngFile.Write(folder.File("p.0001.png"), new(coding, 10, 6, planes));
        using var plate = FrameFiles.Open(folder.File("p.%04d.png"));
        var render = plate.Read(1);
        for (var c = 0; c < 3; c++) render.Plane(c).AsSpan().Fill(0.5f);
        var work = new Matte(10, 6);
        work.Coverage[33] = 1;
        using (var writer = VersionWriter.Create(folder.File("v.%04d.png"), plate)) writer.Write(1, render, work);
        var back = PngFile.Read(folder.File("v.0001.png"), "v", ColourSpace.Srgb);
        for (var p = 0; p < 4; p++)
            for (var i = 0; i < 60; i++) Assert.Equal(i == 33 && p < 3 ? 188 : planes[p][i], back.Planes[p][i]);
    }

    [Fact]
    public void Version_MadeFrame_ReadsNothingOfItsOwnNumber()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("p.0001.exr"), Words.Random(8, 4, 1));
        File.WriteAllText(folder.File("p.0002.exr"), "damaged, which is why it is made anew");
        using var plate = FrameFiles.Open(folder.File("p.%04d.exr"));
        var render = new Frame(8, 4);
        render.Plane(0).AsSpan().Fill(2);
        using (var writer = VersionWriter.Create(folder.File("v.%04d.exr"), plate)) writer.Made(2, render);
        var made = ExrFile.Read(folder.File("v.0002.exr"));
        Assert.Equal(new Window(-3, 5, 4, 8), made.DataWindow);
        Assert.Equal(2, made.ToFrame("made").Plane("R")![5]);
    }

    [Fact]
    public void Version_OverItsPlate_IsRefused()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("p.0001.exr"), Words.Random(8, 4, 1));
        using var plate = FrameFiles.Open(folder.File("p.%04d.exr"));
        Assert.Equal("same-file", Assert.Throws<BadInputException>(() => VersionWriter.Create(folder.File("p.%04d.exr"), plate)).Code);
    }
}
