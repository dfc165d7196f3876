using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class DefectFileTest
{
    private static readonly Defect[] Three = [new(null, 812, 400), new(1005, 7, 8), new(1005, 0, 610, 1920, 8)];

    [Fact]
    public void Read_Words_NamesEach() => Assert.Equal(Three, DefectFile.Read("812,400; 1005:7,8; 1005:0,610,1920,8").Defects);

    [Theory]
    [InlineData("d.csv", "frame,x,y,w,h\n,812,400,,\n1005,7,8,1,1\n# a note\n1005,0,610,1920,8\n")]
    [InlineData("d.json", """[{"x":812,"y":400},{"frame":1005,"x":7,"y":8},{"frame":1005,"x":0,"y":610,"width":1920,"height":8}]""")]
    [InlineData("d.json", """{"defects":[{"x":812,"y":400},{"frame":1005,"x":7,"y":8},{"frame":1005,"x":0,"y":610,"width":1920,"height":8}]}""")]
    public void Read_Files_NamesEach(string name, string text)
    {
        using var room = new TestFolder();
        File.WriteAllText(room.File(name), text);
        Assert.Equal(Three, DefectFile.Read(room.File(name)).Defects);
    }

    [Theory]
    [InlineData("ln -s d.csv d.csv")]
    [InlineData("mkfifo d.csv")]
    [InlineData("true")]
    public async Task Read_WhatIsNoFile_EndsInWords(string made)
    {
        using var room = new TestFolder();
        using (var shell = System.Diagnostics.Process.Start("bash", ["-c", $"cd '{room.Path}' && {made}"])) await shell.WaitForExitAsync();
        // a pipe that nobody writes to would be waited for without end
        var read = Task.Run(() => Assert.Throws<BadInputException>(() => DefectFile.Read(room.File("d.csv"))));
        Assert.Equal(room.File("d.csv"), (await read.WaitAsync(TimeSpan.FromSeconds(20))).File);
    }

    [Theory]
    [InlineData("d.csv", "a,b\n1,2\n")]
    [InlineData("d.csv", "1,2,3\n")]
    [InlineData("d.csv", "-1,2\n")]
    [InlineData("d.csv", "1,2,0,4\n")]
    [InlineData("d.csv", "1,2.5\n")]
    [InlineData("d.csv", "")]
    [InlineData("d.json", "{")]
    [InlineData("d.json", "7")]
    [InlineData("d.json", "[[1,2]]")]
    [InlineData("d.json", """[{"x":1,"y":2,"frame":"one"}]""")]
    [InlineData("d.json", """[{"x":1,"y":99999999999}]""")]
    public void Read_BadFiles_SaysFileAndPlace(string name, string text)
    {
        using var room = new TestFolder();
        File.WriteAllText(room.File(name), text);
        var bad = Assert.Throws<BadInputException>(() => DefectFile.Read(room.File(name)));
        Assert.Contains(name, bad.Message, StringComparison.Ordinal);
        Assert.NotEmpty(bad.Remedy);
    }

    [Theory]
    [InlineData("812")]
    [InlineData("812,400,3")]
    [InlineData("a:1,2")]
    [InlineData("1,2,0,4")]
    [InlineData("nothing.here")]
    public void Read_WordsThatAreNone_SaysWhatToWrite(string words) => Assert.Throws<FormatException>(() => DefectFile.Read(words));

    [Fact]
    public void Read_Mattes_OneForEveryFrameOrEachForItsOwn()
    {
        using var room = new TestFolder();
        var matte = new Matte(20, 10);
        for (var y = 3; y < 6; y++) matte.Coverage.AsSpan((y * 20) + 4, 7).Fill(1);
        matte.Coverage[(9 * 20) + 19] = 0.1f;
        MatteFile.Write(room.File("one.png"), matte);
        MatteFile.Write(room.File("m.1007.exr"), matte);
        Assert.Equal([new(null, 4, 3, 7, 3), new(null, 19, 9)], DefectFile.Read(room.File("one.png")).Defects);
        Assert.Equal([new(1007, 4, 3, 7, 3), new(1007, 19, 9)], DefectFile.Read(room.File("m.%04d.exr")).Defects);
    }

    [Fact]
    public void Of_AnyMatte_CoversExactlyItsPixels()
    {
        var random = new Random(5);
        for (var n = 0; n < 50; n++)
        {
            var matte = new Matte(17, 13);
            for (var i = 0; i < matte.Coverage.Length; i++) matte.Coverage[i] = random.NextSingle() < 0.4f ? 1 : 0;
            var again = new DefectMap(DefectMap.Of(matte, 5, "m")).On(5, 17, 13);
            Assert.Equal(matte.Coverage, again!.Coverage);
            Assert.Null(new DefectMap(DefectMap.Of(matte, 5, "m")).On(6, 17, 13));
        }
    }
}
