using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Formats;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`try` and `frames` from the command line: what was not asked for leaves as it came.</summary>
public sealed class TryWordsTest
{
    [Fact]
    public void TryFill_PlateOfWildWordsDataAndHold_CopiesWordForWordAndInventsNoData()
    {
        using var room = new TestFolder();
        var pictures = Enumerable.Range(1001, 5).ToDictionary(n => n, n =>
        {
            var calm = new Frame(40, 30);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < calm.Size; i++) calm.Plane(c)[i] = 0.3f + (0.2f * MathF.Sin(((i % 40) - n) * 0.4f));
            var most = Matte.Whole(40, 30);
            for (var i = 0; i < 200; i++) most.Coverage[i] = 0;
            return Words.Random(40, 30, seed: n).With(calm, most);
        });
        foreach (var (n, picture) in pictures)
            if (n != 1003) ExrFile.Write(room.File($"p.{n}.exr"), picture, ExrCompression.Zips);
        var ran = CommandLine.Run("try", "fill", "--in", room.File("p.%04d.exr"), "--out", room.File("v.%04d.exr"), "--missing", "1003,1005", "--hold", "--no-people", "A. Person", "--json");
        Assert.True(ran.Exit == 0, ran.Json.ToJsonString());
        foreach (var n in new[] { 1001, 1002, 1004 }) Words.Same(pictures[n], ExrFile.Read(room.File($"v.{n}.exr")));
        Assert.Equal(["B", "G", "R"], ExrFile.Read(room.File("v.1003.exr")).Channels.Select(c => c.Name).Where(c => c != "A"));
        // held at the tail: a real frame, whole
        Words.Same(pictures[1004], ExrFile.Read(room.File("v.1005.exr")));
        Assert.Equal(ExrCompression.Zips, ExrFile.Describe(room.File("v.1003.exr")).Compression);
    }

    [Fact]
    public void Frames_ExrToExr_IsWordForWord()
    {
        using var room = new TestFolder();
        ExrFile.Write(room.File("p.exr"), Words.Random(40, 30, seed: 1), ExrCompression.Rle);
        Assert.Equal(0, CommandLine.Run("frames", room.File("p.exr"), "--to", room.File("v.exr"), "--json").Exit);
        Words.Same(ExrFile.Read(room.File("p.exr")), ExrFile.Read(room.File("v.exr")));
        Assert.Equal(ExrCompression.Rle, ExrFile.Describe(room.File("v.exr")).Compression);
    }
}
