using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Shapes;

public sealed class ShapeFileTest
{
    private const int Height = 1080;

    [Fact]
    public void Parse_WhatPeopleType_IsWhatTheyMean()
    {
        var wire = ShapeWords.Parse(ShapeKind.Wire, "1001: 10,20 300.5,40; size 4; 1024: 12,24 303,46; frames 1001-1050");
        Assert.Equal((4, new FrameRange(1001, 1051), false), (wire.Size, wire.Frames, wire.IsTracked));
        Assert.Equal([1001, 1024], wire.Keys.Keys);
        Assert.Equal(new(300.5, 40), wire.Keys[1001][1]);
        var mark = ShapeWords.Parse(ShapeKind.Mark, "1001: 812,400; size 12");
        Assert.Equal((12, true), (mark.Size, mark.IsTracked));
        Assert.False(ShapeWords.Parse(ShapeKind.Mark, "still; 812,400").IsTracked);
        var screen = ShapeWords.Parse(ShapeKind.Screen, "1001: 10,20 200,22 198,140 12,139; frames 1001-1010");
        Assert.Equal((true, new FrameRange(1001, 1011), 4), (screen.IsTracked, screen.Frames, screen.Keys[1001].Count));
        var again = Assert.Single(ShapeFile.Parse(ShapeFile.Write([screen]).ToJsonString()));
        Assert.Equal((ShapeKind.Screen, true, new(198, 140)), (again.Kind, again.IsTracked, again.Keys[1001][2]));
        Assert.False(ShapeWords.Parse(ShapeKind.Screen, "still; 10,20 200,22 198,140 12,139").IsTracked);
    }

    [Fact]
    public void Of_AreasWithFourCornersAreScreensAndNothingElseIs()
    {
        var area = ShapeWords.Parse(ShapeKind.Area, "1: 10,20 200,22 198,140 12,139");
        Assert.Equal(ShapeKind.Screen, Assert.Single(ScreenShapes.Of([area], "t")).Kind);
        Assert.Throws<BadInputException>(() => ScreenShapes.Of([ShapeWords.Parse(ShapeKind.Area, "1: 10,20 200,22 198,140")], "t"));
        Assert.Throws<BadInputException>(() => ScreenShapes.Of([ShapeWords.Parse(ShapeKind.Wire, "1: 10,20 200,22")], "t"));
        Assert.Throws<BadInputException>(() => ScreenShapes.Of([ShapeWords.Parse(ShapeKind.Area, "1: 10,20 198,140 200,22 12,139")], "t"));
    }

    [Theory]
    [InlineData(ShapeKind.Wire, "10,20")]
    [InlineData(ShapeKind.Wire, "")]
    [InlineData(ShapeKind.Wire, "1: 1,2 3,4; 2: 1,2 3,4 5,6")]
    [InlineData(ShapeKind.Wire, "1: 1,2 3,4; 1: 1,2 3,4")]
    [InlineData(ShapeKind.Wire, "1: 1,2 3,nan")]
    [InlineData(ShapeKind.Wire, "1: 1,2 3,9e9")]
    [InlineData(ShapeKind.Wire, "x: 1,2 3,4")]
    [InlineData(ShapeKind.Wire, "1: 1,2 3,4; size 0")]
    [InlineData(ShapeKind.Wire, "1: 1,2 3,4; frames 1,5")]
    [InlineData(ShapeKind.Area, "1: 1,2 3,4")]
    [InlineData(ShapeKind.Mark, "812,400")]
    [InlineData(ShapeKind.Mark, "1: 812,400 3,4")]
    [InlineData(ShapeKind.Screen, "1: 1,1 9,1 9,9")]
    [InlineData(ShapeKind.Screen, "1,1 9,1 9,9 1,9")]
    [InlineData(ShapeKind.Screen, "1: 1,1 9,9 9,1 1,9")]
    [InlineData(ShapeKind.Screen, "1: 1,1 9,1 4,3 1,9")]
    [InlineData(ShapeKind.Screen, "1: 1,1 5,1 9,1 1,9")]
    public void Parse_WordsThatAreNoShape_AreToldInWords(ShapeKind kind, string words) => Assert.Throws<FormatException>(() => ShapeWords.Parse(kind, words));

    [Fact]
    public void Write_ReadAgain_IsTheSame()
    {
        using var folder = new TestFolder();
        KeyedShape[] shapes = [ShapeWords.Parse(ShapeKind.Wire, "1001: 10,20 300.25,40; 1024: 12,24 303,46; size 4; frames 1001-1050"), ShapeWords.Parse(ShapeKind.Area, "1,2 9,2 9,9"), ShapeWords.Parse(ShapeKind.Mark, "1001: 812,400; size 12")];
        var file = folder.File("wire.json");
        File.WriteAllText(file, ShapeFile.Write(shapes).ToJsonString());
        var again = ShapeFile.Read(file, Height);
        Assert.Equal(ShapeFile.Write(shapes).ToJsonString(), ShapeFile.Write(again).ToJsonString());
        Assert.Equal([ShapeKind.Wire, ShapeKind.Area, ShapeKind.Mark], again.Select(s => s.Kind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":\"answerprint.shapes.2\",\"shapes\":[]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[1]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[{\"kind\":\"wire\",\"keys\":{\"1\":[[1,2]]}}]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[{\"kind\":\"wire\",\"keys\":{\"a\":[[1,2],[3,4]]}}]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[{\"kind\":\"blob\",\"keys\":{\"1\":[[1,2],[3,4]]}}]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[{\"kind\":\"wire\",\"size\":1e300,\"keys\":{\"1\":[[1,2],[3,4]]}}]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[{\"kind\":\"wire\",\"frames\":\"5-1\",\"keys\":{\"1\":[[1,2],[3,4]]}}]}")]
    [InlineData("{\"format\":\"answerprint.shapes.1\",\"shapes\":[{\"kind\":\"wire\",\"keys\":{\"1\":[[1,\"2\"],[3,4]]}}]}")]
    public void Read_AFileThatDrawsNothing_NamesItAndSaysWhy(string text)
    {
        using var folder = new TestFolder();
        var file = folder.File("bad.json");
        File.WriteAllText(file, text);
        Assert.Equal(("bad-shapes", file), Assert.Throws<BadInputException>(() => ShapeFile.Read(file, Height)) is var e ? (e.Code, e.File) : default);
    }

    [Fact]
    public void Read_RotoOfANukeScript_IsDrawnWhereNukeDrawsIt()
    {
        using var folder = new TestFolder();
        var file = folder.File("roto.nk");
        // a square from 100 to 140 across and from 200 to 260 up, at frame 1001; at 1011 it is 20 farther right
        File.WriteAllText(file, Roto($"{{px {Hex(1001)} {Square(100)}}} {{px {Hex(1011)} {Square(120)}}}", ""));
        var shape = Assert.Single(ShapeFile.Read(file, Height));
        Assert.Equal((ShapeKind.Area, true, null), (shape.Kind, shape.IsBezier, shape.Frames));
        var matte = ShapeRaster.Draw([shape], 1001, 400, Height);
        // up from below: rows 1080 − 260 to 1080 − 200
        Assert.Equal((0f, 1f, 1f, 0f), (At(matte, 99, 850), At(matte, 100, 850), At(matte, 139, 850), At(matte, 140, 850)));
        Assert.Equal((0f, 1f, 1f, 0f), (At(matte, 120, 819), At(matte, 120, 820), At(matte, 120, 879), At(matte, 120, 880)));
        Assert.Equal((0f, 1f), (At(ShapeRaster.Draw([shape], 1006, 400, Height), 109, 850), At(ShapeRaster.Draw([shape], 1006, 400, Height), 110, 850)));
        File.WriteAllText(file, Roto($"{{px 1 {Square(100)}}}", $"ltn {Hex(1005)} ltm {Hex(1010)} ltt {Hex(4)}"));
        Assert.Equal(new FrameRange(1005, 1011), Assert.Single(ShapeFile.Read(file, Height)).Frames);
    }

    [Fact]
    public void Read_TrackersAndCornerPins_AreMarksAndAreas()
    {
        using var folder = new TestFolder();
        var file = folder.File("track.nk");
        File.WriteAllText(file, """
            set cut_paste_input [stack 0]
            version 14.0 v2
            Tracker4 {
             tracks { { 1 31 2 }
            { { 5 1 20 enable e 1 }
            { 3 1 75 name name 1 }
            { 2 1 58 track_x track_x 1 }
            { 2 1 58 track_y track_y 1 }
            { 1 1 0 pattern_x pattern_x 1 }
            { 1 1 0 pattern_r pattern_r 1 }
            }
            { { {curve K x1001 1} "track 1" {curve x1001 100.5 101.5 x1010 120.5} {curve x1001 80.5} -8 8 }
             { {curve K x1001 0} "track 2 {" {curve x1001 5} {curve x1001 5} -8 8 }
            }
            }
             name Tracker1
            }
            # a pin that moves
            CornerPin2D {
             to1 {{curve x1001 0.5 x1003 2.5} {curve x1001 0.5}}
             to2 {10.5 0.5}
             to3 {10.5 10.5}
             to4 {0.5 10.5}
             name Pin1
            }
            CornerPin2D {
             to1 {{curve x1001 0} 0}
             disable true
            }
            """);
        var shapes = ShapeFile.Read(file, 100);
        Assert.Equal([ShapeKind.Mark, ShapeKind.Area], shapes.Select(s => s.Kind));
        Assert.Equal((8, new FrameRange(1001, 1011), false), (shapes[0].Size, shapes[0].Frames, shapes[0].IsTracked));
        Assert.Equal([1001, 1002, 1010], shapes[0].Keys.Keys.Order());
        Assert.Equal(new(101, 19), shapes[0].Keys[1002][0]);
        // from the top left clockwise, as a picture is laid into it
        Assert.Equal([new(0, 89), new(10, 89), new(10, 99), new(0, 99)], shapes[1].Keys[1001]);
        Assert.Equal(new(1, 99), shapes[1].At(1002)[3]);
    }

    [Fact]
    public void Shapes_OfAScriptOverAPlateWithOverscan_LieInThePlatesPixels()
    {
        using var folder = new TestFolder();
        var file = folder.File("pin.nk");
        File.WriteAllText(file, "CornerPin2D {\n to1 {0.5 0.5}\n to2 {10.5 0.5}\n to3 {10.5 10.5}\n to4 {0.5 10.5}\n}\n");
        var stored = new StoredFrame(new(-3, -2, 26, 25), new(0, 0, 23, 23), [StoredPicture.Channel("R", SampleType.Half, new float[30 * 28])], []);
        using var plate = new MemoryClip("overscan", new FrameRate(24), [KeyValuePair.Create(1, stored)]);
        Assert.Equal([new(3, 15), new(13, 15), new(13, 25), new(3, 25)], Assert.Single(Drawing.Shapes(file, plate)).Keys[1]);
    }

    [Theory]
    [InlineData("Blur {\n size 4\n}\n")]
    [InlineData("Roto {\n curves {{{layer Root {cubiccurve Brush1 512 catmullrom {cc {f 2080} {p {1 2 1}}}}}}}\n}\n")]
    [InlineData("Roto {\n curves {{{layer Root {curvegroup B 512 bspline {{cc {f 8192} {px 1 {0 0} {1 2} {0 0}}}}}}}}\n}\n")]
    [InlineData("Roto {\n curves {{{layer Root {curvegroup B 512 bezier {{cc {f 8192} {px 1 {0 0} {=frame 2} {0 0}}}}}}}}\n}\n")]
    [InlineData("CornerPin2D {\n to1 {{parent.to1.x} {curve x1 2}}\n to2 {1 2}\n to3 {3 4}\n to4 {5 6}\n}\n")]
    [InlineData("Roto {\n curves {{{")]
    [InlineData("Roto }\n")]
    [InlineData("Roto {\n name \"open\n}\n")]
    public void Read_AScriptThatCanNotBeReadAsMeant_IsNamedAndNothingIsLeftOut(string script)
    {
        using var folder = new TestFolder();
        var file = folder.File("bad.nk");
        File.WriteAllText(file, script);
        Assert.Equal("bad-shapes", Assert.Throws<BadInputException>(() => ShapeFile.Read(file, Height)).Code);
        // what is moved by a transform would be drawn in the wrong place
        File.WriteAllText(file, Roto($"{{px 1 {Square(100)}}}", "", "{t {{1 100}} {{1 100}} 0 {{1 5}} {{1 0}} 0 0 0 {{1 0}} {{1 1}} {{1 1}} 1 {{1 0}}}"));
        Assert.Contains("transform", Assert.Throws<BadInputException>(() => ShapeFile.Read(file, Height)).Problem, StringComparison.Ordinal);
        File.WriteAllText(file, Roto($"{{px 1 {Square(100)}}}", "", "{t {{1 100}} {{1 100}} 0 {{1 0}} {{1 0}} 0 0 0 {{1 0}} {{1 1}} {{1 1}} 1 {{1 0}}}"));
        Assert.Single(ShapeFile.Read(file, Height));
    }

    [Fact]
    public void Read_AScriptCutOffOrNestedAnywhere_EndsInWords()
    {
        using var folder = new TestFolder();
        var file = folder.File("cut.nk");
        var whole = Roto($"{{px {Hex(1001)} {Square(100)}}}", "vis 1");
        for (var length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllText(file, whole[..length]);
            Assert.Throws<BadInputException>(() => ShapeFile.Read(file, Height));
        }
        File.WriteAllText(file, "Roto " + new string('{', 100_000));
        Assert.Throws<BadInputException>(() => ShapeFile.Read(file, Height));
    }

    private static float At(Matte matte, int x, int y) => matte.Coverage[(y * matte.Width) + x];

    private static string Hex(float value) => $"x{BitConverter.SingleToUInt32Bits(value):x8}";

    private static string Square(float left) => string.Join('\n', new[] { (left, 200f), (left + 40, 200f), (left + 40, 260f), (left, 260f) }.Select(p => $"{{0 0}}\n{{{Hex(p.Item1)} {Hex(p.Item2)}}}\n{{0 0}}"));

    private static string Roto(string keys, string attributes, string transform = "{tx 1 120 230}") => $"Roto {{\n output alpha\n curves {{{{{{v x3f99999a}}\n  {{f 0}}\n  {{n\n   {{layer Root\n    {{f 2097152}}\n    {{t x44700000 x44070000}}\n    {{a pt1x 0}}\n    {{curvegroup Bezier1 512 bezier\n     {{{{cc\n       {{f 8192}}\n       {keys}}}     idem}}\n     {transform}\n     {{a osw x41200000 {attributes}}}}}}}}}}}}}\n name Roto1\n}}\n";
}
