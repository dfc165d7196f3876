using System.Diagnostics;
using System.Globalization;
using System.Text;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;
using Xunit.Abstractions;

namespace Answerprint.Tests.Media.Colour;

/// <summary>Tables and colour decisions against OpenColorIO with the same file and the same random values: |a − b| ≤ 1e-5·(1 + the pixel's largest channel).</summary>
public sealed class LutTest(ITestOutputHelper output)
{
    [Theory]
    [InlineData("adobe 1d", true)]
    [InlineData("adobe 3d", true)]
    [InlineData("adobe 3d", false)]
    [InlineData("domain 3d", true)]
    [InlineData("domain 1d", true)]
    [InlineData("resolve 1d", true)]
    [InlineData("resolve 3d", true)]
    [InlineData("resolve both", true)]
    [InlineData("resolve both", false)]
    [InlineData("spi1d", true)]
    [InlineData("spi1d one", true)]
    [InlineData("spi3d", true)]
    [InlineData("spi3d", false)]
    [InlineData("clf", true)]
    [InlineData("clf cdl", true)]
    public void Read_TheSameFile_DoesWhatOpenColorIoDoes(string kind, bool tetrahedral)
    {
        using var folder = new TestFolder();
        var path = Make(kind, folder);
        var lut = LutFile.Read(path);
        if (!kind.StartsWith("clf", StringComparison.Ordinal)) lut = lut.With(tetrahedral ? CubeInterpolation.Tetrahedral : CubeInterpolation.Trilinear);
        using var theirs = OcioProcessor.OfFile(path, tetrahedral);
        Compare(kind, lut.Apply, (r, g, b) => theirs.Apply(r, g, b), -0.3f, 1.4f);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cdl_RandomDecisions_AreWhatOpenColorIoDoes(bool clamp)
    {
        var random = new Random(5);
        for (var i = 0; i < 30; i++)
        {
            float[] Three(double least, double most) => [.. Enumerable.Range(0, 3).Select(_ => (float)(least + ((most - least) * random.NextDouble())))];
            var cdl = new Cdl(Three(0.2, 2), Three(-0.2, 0.2), Three(0.4, 2.5), (float)random.NextDouble() * 2);
            using var theirs = OcioProcessor.OfCdl([.. cdl.Slope.Concat(cdl.Offset).Concat(cdl.Power).Append(cdl.Saturation).Select(v => (double)v)], clamp);
            Compare($"cdl {i}", (r, g, b) => cdl.Apply(r, g, b, clamp), (r, g, b) => theirs.Apply(r, g, b), -0.5f, clamp ? 1.5f : 8);
        }
    }

    [Fact]
    public void Cdl_FilesOfTheThreeKinds_AreRead()
    {
        using var folder = new TestFolder();
        const string correction = "<ColorCorrection id=\"sh010\"><SOPNode><Description>warm</Description><Slope>1.1 1 0.9</Slope><Offset>0.01 0 -0.01</Offset><Power>1 1.2 1</Power></SOPNode><SatNode><Saturation>0.8</Saturation></SatNode></ColorCorrection>";
        var cc = Write(folder, "a.cc", correction.Replace("<ColorCorrection ", "<ColorCorrection xmlns=\"urn:ASC:CDL:v1.2\" ", StringComparison.Ordinal));
        var ccc = Write(folder, "a.ccc", $"<ColorCorrectionCollection xmlns=\"urn:ASC:CDL:v1.2\">{correction}{correction}</ColorCorrectionCollection>");
        var cdl = Write(folder, "a.cdl", $"<ColorDecisionList xmlns=\"urn:ASC:CDL:v1.2\"><ColorDecision>{correction}</ColorDecision></ColorDecisionList>");
        var one = Assert.Single(Cdl.Read(cc));
        Assert.Equal([1.1f, 1, 0.9f], one.Slope);
        Assert.Equal(0.8f, one.Saturation);
        Assert.Equal("sh010", one.Id);
        Assert.Equal(2, Cdl.Read(ccc).Count);
        Assert.Equal([1f, 1.2f, 1], Assert.Single(Cdl.Read(cdl)).Power);
    }

    [Theory]
    [InlineData("a.cube", "LUT_3D_SIZE 2\n0 0 0\n")]
    [InlineData("a.cube", "LUT_3D_SIZE 2000000\n0 0 0\n")]
    [InlineData("a.cube", "LUT_1D_SIZE 2\n0 0 0\n1 1 1\n1 1 1\n")]
    [InlineData("a.cube", "LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\nDOMAIN_MAX 0 0 0\n0 0 0\n1 1 1\n")]
    [InlineData("a.cube", "LUT_1D_SIZE 2\n0 zero 0\n1 1 1\n")]
    [InlineData("a.cube", "")]
    [InlineData("a.spi1d", "Version 1\nFrom 0 1\nLength 1048576\nComponents 3\n{\n0 0 0\n}\n")]
    [InlineData("a.spi1d", "Version 1\nFrom 0 1\nLength 2\nComponents 9\n{\n0\n1\n}\n")]
    [InlineData("a.spi3d", "SPILUT 1.0\n3 3\n129 129 129\n0 0 0 1 1 1\n")]
    [InlineData("a.spi3d", "SPILUT 1.0\n3 3\n2 2 2\n5 0 0 1 1 1\n")]
    [InlineData("a.clf", "<ProcessList id=\"x\"><Magic inBitDepth=\"32f\" outBitDepth=\"32f\"/></ProcessList>")]
    [InlineData("a.clf", "<!DOCTYPE a [<!ENTITY b \"c\">]><ProcessList id=\"x\"/>")]
    [InlineData("a.clf", "<ProcessList id=\"x\"><LUT3D inBitDepth=\"32f\" outBitDepth=\"32f\"><Array dim=\"2 2 2 3\">0 0 0</Array></LUT3D></ProcessList>")]
    [InlineData("a.clf", "<ProcessList id=\"x\"><LUT3D inBitDepth=\"32f\" outBitDepth=\"32f\"><Array dim=\"2000000000 2000000000 2000000000 3\">0 0 0</Array></LUT3D></ProcessList>")]
    [InlineData("a.cc", "<ColorCorrection><SOPNode><Slope>1 1</Slope></SOPNode></ColorCorrection>")]
    [InlineData("a.cc", "<ColorCorrection><SOPNode><Slope>-1 1 1</Slope></SOPNode></ColorCorrection>")]
    [InlineData("a.cc", "<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><ColorCorrection/>")]
    [InlineData("a.txt", "1 2 3")]
    public void Read_DamagedTable_IsOneClearError(string name, string text)
    {
        using var folder = new TestFolder();
        var path = Write(folder, name, text);
        var watch = Stopwatch.StartNew();
        var before = GC.GetTotalAllocatedBytes();
        var error = Assert.Throws<BadInputException>(() =>
        {
            if (name.EndsWith(".cc", StringComparison.Ordinal)) _ = Cdl.Read(path);
            else _ = LutFile.Read(path);
        });
        Assert.Equal(path, error.File);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
        Assert.True(GC.GetTotalAllocatedBytes() - before < 100 << 20);
    }

    [Fact]
    public void View_OfAcesCgLight_IsTheDisplaysCodesWithinOneOfTheConfigsPlainView()
    {
        var frame = new Frame(64, 64);
        var random = new Random(8);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = (float)random.NextDouble() * 0.8f;
        using var config = OcioConfig.Own();
        var ours = ViewTransform.Of(ColourSpace.AcesCg).Show(frame).ToBytes();
        var theirs = ViewTransform.Of(ColourSpace.AcesCg, config, "sRGB", "Plain").Show(frame).ToBytes();
        for (var i = 0; i < ours.Length; i++) Assert.InRange(ours[i] - theirs[i], -1, 1);
        // a camera's light is shown by its own primaries, not as if it were BT.709
        Assert.NotEqual(ours, ViewTransform.Plain.Show(frame).ToBytes());
        frame.Plane(0)[0] = float.NaN;
        frame.Plane(1)[0] = float.PositiveInfinity;
        frame.Plane(2)[0] = -5;
        Assert.Equal([0, 255, 0], ViewTransform.Plain.Show(frame).ToBytes()[..3]);
    }

    [Fact]
    public void View_WithALook_PutsItBeforeTheDisplay()
    {
        using var folder = new TestFolder();
        var half = Write(folder, "half.cube", "LUT_1D_SIZE 2\n0 0 0\n0.5 0.5 0.5\n");
        var frame = new Frame(1, 1);
        for (var c = 0; c < 3; c++) frame.Plane(c)[0] = 1;
        Assert.InRange(ViewTransform.Of(ColourSpace.Linear, look: half).Show(frame).ToBytes()[0], 127, 128);
        // a table from a camera's codes to the display's, and a decision between the same codes
        var same = Write(folder, "same.cube", "LUT_1D_SIZE 2\n0 0 0\n1 1 1\n");
        var camera = ColourSpace.Parse("logc3");
        for (var c = 0; c < 3; c++) frame.Plane(c)[0] = 0.18f;
        Assert.InRange(ViewTransform.Of(ColourSpace.Linear, look: same, lookIn: camera).Show(frame).Codes(1)[0], 0.3908f, 0.3912f);
        var there = ViewTransform.Of(ColourSpace.Linear, look: same, lookIn: camera, lookOut: camera).Show(frame).Codes(1)[0];
        Assert.Equal(ViewTransform.Plain.Show(frame).Codes(1)[0], there, 1e-4f);
        Assert.Contains("half.cube", ViewTransform.Of(ColourSpace.Linear, look: half).Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AnyThreads_SameBits()
    {
        var frame = new Frame(501, 307);
        var random = new Random(8);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = ((float)random.NextDouble() * 3) - 1;
        var whole = new ColourConversion(ColourSpace.AcesCg, ColourSpace.Parse("logc4")).Apply(frame);
        var alone = frame.Copy();
        new ColourConversion(ColourSpace.AcesCg, ColourSpace.Parse("logc4")).Apply(alone.Plane(0), alone.Plane(1), alone.Plane(2));
        for (var c = 0; c < 3; c++) Assert.Equal(alone.Plane(c).Select(BitConverter.SingleToInt32Bits), whole.Plane(c).Select(BitConverter.SingleToInt32Bits));
    }

    private static string Make(string kind, TestFolder folder)
    {
        var random = new Random(kind.Length);
        var text = new StringBuilder();
        void Entries(int count, double end = 1)
        {
            for (var i = 0; i < count; i++) text.AppendLine(CultureInfo.InvariantCulture, $"{random.NextDouble() * end:F6} {random.NextDouble() * 1.2 - 0.1:F6} {random.NextDouble():F6}");
        }
        switch (kind)
        {
            case "adobe 1d":
                text.Append("# a comment\nTITLE \"one\"\n\nLUT_1D_SIZE 17\n");
                Entries(17);
                return Write(folder, "a.cube", text.ToString());
            case "adobe 3d":
                text.Append("TITLE \"two\"\r\nLUT_3D_SIZE 5\r\n# between\r\n");
                Entries(125);
                return Write(folder, "a.cube", text.ToString());
            case "domain 3d":
                text.Append("LUT_3D_SIZE 4\nDOMAIN_MIN -0.1 0 0.1\nDOMAIN_MAX 1.2 1 0.9\n");
                Entries(64);
                return Write(folder, "a.cube", text.ToString());
            case "domain 1d":
                text.Append("LUT_1D_SIZE 9\nDOMAIN_MIN -0.1 -0.1 -0.1\nDOMAIN_MAX 1.2 1.2 1.2\n");
                Entries(9);
                return Write(folder, "a.cube", text.ToString());
            case "resolve 1d":
                text.Append("LUT_1D_SIZE 9\nLUT_1D_INPUT_RANGE -0.2 1.3\n");
                Entries(9);
                return Write(folder, "a.cube", text.ToString());
            case "resolve 3d":
                text.Append("LUT_3D_SIZE 4\nLUT_3D_INPUT_RANGE 0.1 1.1\n");
                Entries(64);
                return Write(folder, "a.cube", text.ToString());
            case "resolve both":
                text.Append("LUT_1D_SIZE 9\nLUT_1D_INPUT_RANGE -0.2 1.3\nLUT_3D_SIZE 4\nLUT_3D_INPUT_RANGE 0.0 1.0\n");
                Entries(9 + 64);
                return Write(folder, "a.cube", text.ToString());
            case "spi1d":
                text.Append("Version 1\nFrom -0.125 1.125\nLength 11\nComponents 3\n{\n");
                Entries(11);
                return Write(folder, "a.spi1d", text.Append("}\n").ToString());
            case "spi1d one":
                text.Append("Version 1\nFrom 0.0 1.0\nLength 6\nComponents 1\n{\n0\n.1\n.3\n.35\n.8\n1.5\n");
                return Write(folder, "a.spi1d", text.Append("}\n").ToString());
            case "spi3d":
                text.Append("SPILUT 1.0\n3 3\n4 4 4\n");
                for (var r = 0; r < 4; r++)
                    for (var g = 0; g < 4; g++)
                        for (var b = 0; b < 4; b++) text.AppendLine(CultureInfo.InvariantCulture, $"{r} {g} {b} {random.NextDouble():F6} {random.NextDouble():F6} {random.NextDouble():F6}");
                return Write(folder, "a.spi3d", text.ToString());
            case "clf":
                text.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ProcessList id=\"a\" name=\"mixed\" compCLFversion=\"3\"><Description>all of it</Description>")
                    .Append("<Matrix inBitDepth=\"32f\" outBitDepth=\"10i\"><Array dim=\"3 4\">900 100 23 5 50 950 23 -5 0 23 1000 2</Array></Matrix>")
                    .Append("<Range inBitDepth=\"10i\" outBitDepth=\"32f\"><minInValue>0</minInValue><maxInValue>1023</maxInValue><minOutValue>0</minOutValue><maxOutValue>1</maxOutValue></Range>")
                    .Append("<LUT1D inBitDepth=\"32f\" outBitDepth=\"12i\"><Array dim=\"5 3\">0 0 0 500 700 900 2000 2100 2200 3000 3100 3300 4095 4095 4000</Array></LUT1D>")
                    .Append("<LUT3D inBitDepth=\"12i\" outBitDepth=\"32f\" interpolation=\"tetrahedral\"><Array dim=\"3 3 3 3\">\n");
                Entries(27);
                return Write(folder, "a.clf", text.Append("</Array></LUT3D></ProcessList>").ToString());
            default:
                text.Append("<ProcessList id=\"b\" compCLFversion=\"3\"><ASC_CDL inBitDepth=\"32f\" outBitDepth=\"32f\" style=\"FwdNoClamp\"><SOPNode><Slope>1.1 1 0.9</Slope><Offset>0.1 0 -0.05</Offset><Power>1.2 1 0.7</Power></SOPNode><SatNode><Saturation>0.7</Saturation></SatNode></ASC_CDL>")
                    .Append("<Exponent inBitDepth=\"32f\" outBitDepth=\"32f\" style=\"basicFwd\"><ExponentParams exponent=\"2.2\"/></Exponent><Log inBitDepth=\"32f\" outBitDepth=\"32f\" style=\"antiLog2\"/></ProcessList>");
                return Write(folder, "b.clf", text.ToString());
        }
    }

    private delegate void Step(Span<float> red, Span<float> green, Span<float> blue);

    private void Compare(string name, Step ours, Step theirs, float least, float most)
    {
        var random = new Random(2);
        var a = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 5000).Select(_ => least + ((most - least) * (float)random.NextDouble())).ToArray()).ToArray();
        var pixels = a.Select(p => (float[])p.Clone()).ToArray();
        var b = a.Select(p => (float[])p.Clone()).ToArray();
        ours(a[0], a[1], a[2]);
        theirs(b[0], b[1], b[2]);
        var (worst, at) = (0.0, 0);
        for (var i = 0; i < a[0].Length; i++)
        {
            var largest = b.Max(v => Math.Abs((double)v[i]));
            for (var c = 0; c < 3; c++)
            {
                var error = Math.Abs((double)a[c][i] - b[c][i]) / (1 + largest);
                if (!(error <= worst)) (worst, at) = (error, i);
            }
        }
        output.WriteLine($"{name}: {worst:E1}");
        Assert.True(worst <= 1e-5, $"{name}: {worst:E2} at {pixels[0][at]} {pixels[1][at]} {pixels[2][at]}: {a[0][at]} {a[1][at]} {a[2][at]}, OpenColorIO {b[0][at]} {b[1][at]} {b[2][at]}");
    }

    private static string Write(TestFolder folder, string name, string text)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }
}
