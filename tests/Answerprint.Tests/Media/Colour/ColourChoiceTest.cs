using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Colour;

public sealed class ColourChoiceTest
{
    [Theory]
    [InlineData("S-Log3", "slog3")]
    [InlineData("ACES2065-1", "aces2065-1")]
    [InlineData("LogC4", "logc4")]
    [InlineData("Log3G10", "log3g10")]
    public void Parse_NamesAsPeopleWriteThem_AreTheSpaces(string written, string name) => Assert.Equal(name, ColourSpace.Parse(written).Name);

    [Fact]
    public void All_Names_AreEachTheirOwn()
    {
        Assert.Equal(ColourSpace.All.Count, ColourSpace.All.Select(s => string.Concat(s.Name.Where(char.IsAsciiLetterOrDigit))).Distinct().Count());
        Assert.All(ColourSpace.All, s => Assert.Same(s, ColourSpace.Parse(s.Name)));
        Assert.All(ColourSpace.All, s => Assert.NotNull(ColourSpace.Find(s.Light.Name)));
        Assert.All(ColourSpace.All, s => Assert.Equal(s.Name, s.ToString()));
    }

    [Fact]
    public void Of_TheFirstThatIsSet_Counts()
    {
        using (var none = ColourChoice.Of(null, "", " ")) Assert.Null(none.Config);
        using (var own = ColourChoice.Of("own", "no.ocio", "no.ocio")) Assert.NotNull(own.Config);
        Assert.Throws<BadInputException>(() => ColourChoice.Of(null, "no.ocio", "own"));
    }

    [Theory]
    [InlineData("no.ocio")]
    [InlineData("ocio://default")]
    public void Of_AFacilitysConfigThatCanNotBeUsed_LeavesTheManagedNames(string environment)
    {
        using var choice = ColourChoice.Of(null, null, environment);
        Assert.Null(choice.Config);
        Assert.Equal("", choice.Hash);
        Assert.Contains(environment, choice.Note, StringComparison.Ordinal);
        Assert.Equal("logc3", choice.Parse("logc3").Name);
        // a name that only the config could know says why it is not known
        Assert.Same(choice.Unusable, Assert.Throws<BadInputException>(() => choice.Parse("ARRI LogC3 (EI800)")));
        Assert.Same(choice.Unusable, Assert.Throws<BadInputException>(() => choice.Parse("config:logc3")));
        using var named = ColourChoice.Of("own", null, environment);
        Assert.Null(named.Note);
    }

    [Fact]
    public void Parse_WithAConfig_ManagedNamesStayAndItsOwnAreThere()
    {
        using var own = ColourChoice.Of("own");
        Assert.Null(own.Parse("logc3").Config);
        var configs = own.Parse("config:logc3");
        Assert.Equal(own.Hash, configs.Config);
        Assert.Equal("config:logc3", ColourChoice.Word(configs));
        Assert.Equal("bt1886-display", ColourChoice.Word(own.Parse("bt1886-display")));
        Assert.Equal("logc3", ColourChoice.Word(own.Parse("logc3")));
        Assert.Contains("srgb-display", Assert.Throws<FormatException>(() => own.Parse("nothing")).Message, StringComparison.Ordinal);
        using var none = ColourChoice.Of(null);
        Assert.Throws<FormatException>(() => none.Parse("config:logc3"));
    }

    [Fact]
    public void Working_OfCodes_IsLightOfThosePrimariesAndCodesStillStand()
    {
        using var room = new TestFolder();
        var random = new Random(4);
        var codes = new ushort[3][];
        for (var c = 0; c < 3; c++) codes[c] = [.. Enumerable.Range(0, 128).Select(_ => (ushort)random.Next(8000, 50000))];
        PngFile.Write(room.File("a.png"), new(Coding.Still(CodeModel.Rgb, 16, alpha: false, ColourSpace.Srgb), 16, 8, codes));
        using var plain = FrameFiles.Open(room.File("a.png"), new OpenOptions { Colour = ColourSpace.Parse("logc3") });
        using var working = FrameFiles.Open(room.File("a.png"), new OpenOptions { Colour = ColourSpace.Parse("logc3"), Working = ColourSpace.AcesCg });
        Assert.Equal("acescg", ClipLight.Of(working).Name);
        Assert.Equal("linear-awg3", ClipLight.Of(plain).Name);
        var wanted = new ColourConversion(ColourSpace.Parse("linear-awg3"), ColourSpace.AcesCg).Apply(plain.Read(1));
        var got = working.Read(1);
        for (var i = 0; i < 128; i++) Assert.Equal(wanted.Plane(1)[i], got.Plane(1)[i], 3e-3f * (1 + Math.Abs(wanted.Plane(1)[i])));
        // back by the inverse of the way it came in
        using (var writer = VersionWriter.Create(room.File("b.png"), working)) writer.Copy(1);
        using var back = FrameFiles.Open(room.File("b.png"));
        for (var c = 0; c < 3; c++) Assert.Equal(codes[c], back.ReadCoded(1)!.Planes[c]);
        var again = CodedPicture.Encode(got, working.Coding!);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < 128; i++) Assert.InRange(again.Planes[c][i] - codes[c][i], -60, 60);
    }

    [Fact]
    public void Working_OfExrOrOfALog_IsRefused()
    {
        using var room = new TestFolder();
        ExrFile.Write(room.File("a.exr"), new Frame(4, 4).ToStored());
        Assert.Equal("light-as-stored", Assert.Throws<BadInputException>(() => FrameFiles.Open(room.File("a.exr"), new OpenOptions { Working = ColourSpace.AcesCg })).Code);
        Assert.Throws<FormatException>(() => ColourSpace.Srgb.In(ColourSpace.AcesCct));
    }

    [Fact]
    public void VersionWriter_AnotherKindOfFile_GoesThroughThePrimariesOfBoth()
    {
        using var room = new TestFolder();
        var picture = new Frame(4, 4);
        picture.Plane(0).AsSpan().Fill(0.5f);
        picture.Plane(1).AsSpan().Fill(0.2f);
        picture.Plane(2).AsSpan().Fill(0.1f);
        ExrFile.Write(room.File("a.exr"), picture.ToStored(SampleType.Float, [ExrAttributes.Primaries(Chromaticities.Ap1)]));
        using var clip = FrameFiles.Open(room.File("a.exr"));
        using (var writer = VersionWriter.Create(room.File("b.png"), clip)) writer.Copy(1);
        using var png = FrameFiles.Open(room.File("b.png"));
        float[] r = [0.5f], g = [0.2f], b = [0.1f];
        new ColourConversion(ColourSpace.AcesCg, ColourSpace.Srgb).Apply(r, g, b);
        Assert.InRange(png.ReadCoded(1)!.Planes[0][5] - (r[0] * 65535), -1, 1);
        Assert.InRange(png.ReadCoded(1)!.Planes[2][5] - (b[0] * 65535), -1, 1);
    }
}
