using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>An origin pass that stays in its file: the same rows in any order, and every fault said where it is met.</summary>
public sealed class OriginFileTest
{
    private const int W = 37, H = 61;

    [Fact]
    public void Open_RowsInAnyOrder_AreThoseWritten()
    {
        using var folder = new TestFolder();
        var origin = Some(3);
        OriginFile.Write(folder.File("o.exr"), origin);
        var pass = OriginFile.Open(folder.File("o.exr"));
        Assert.Equal((W, H, 3), (pass.Width, pass.Height, pass.TapCount));
        var (reader, other, row, expected, own) = (pass.Reader(), pass.Reader(), pass.Row(), pass.Row(), origin.Reader());
        foreach (var y in new[] { 60, 0, 1, 15, 16, 47, 2, 60, 59, 33 })
        {
            reader(y, row);
            own(y, expected);
            Same(expected, row);
            // another reader has a place of its own
            other((y + 20) % H, row);
            own((y + 20) % H, expected);
            Same(expected, row);
        }
        var again = Answerprint.Production.Quality.PictureTree.Of(pass).Hash;
        Assert.Equal(Answerprint.Production.Quality.PictureTree.Of(origin).Hash, again);
    }

    [Fact]
    public void Open_PackedOtherwise_GivesTheSameRows()
    {
        using var folder = new TestFolder();
        OriginFile.Write(folder.File("o.exr"), Some(1));
        var expected = OriginFile.Read(folder.File("o.exr"));
        foreach (var kind in new[] { ExrCompression.None, ExrCompression.Rle, ExrCompression.Zips, ExrCompression.Piz })
        {
            var stored = ExrFile.Read(folder.File("o.exr"));
            ExrFile.Write(folder.File("p.exr"), stored, kind);
            Assert.Equal(kind, ExrFile.Describe(folder.File("p.exr")).Compression);
            Same(expected, OriginFile.Read(folder.File("p.exr")));
        }
    }

    [Fact]
    public void Open_DamagedInside_SaysTheLineWhenItIsRead()
    {
        using var folder = new TestFolder();
        var path = folder.File("o.exr");
        OriginFile.Write(path, Some(2));
        var bytes = File.ReadAllBytes(path);
        // the last block is written last
        bytes.AsSpan(bytes.Length - 200, 100).Fill(0xFF);
        File.WriteAllBytes(path, bytes);
        var pass = OriginFile.Open(path, "his/o.exr");
        var (reader, row) = (pass.Reader(), pass.Row());
        reader(47, row);
        var e = Assert.Throws<BadInputException>(() => reader(48, row));
        Assert.Equal(("damaged", "his/o.exr", "line 48"), (e.Code, e.File, e.Place));
        foreach (var threads in new[] { 1, 2 })
            Assert.Equal("damaged", Assert.Throws<BadInputException>(() => Gather.Again(pass, (_, _) => new(new Frame(W, H)), ["R", "G", "B"], threads)).Code);
    }

    [Fact]
    public void Open_CutShortOrChangedOnTheWay_IsBadInput()
    {
        using var folder = new TestFolder();
        var path = folder.File("o.exr");
        OriginFile.Write(path, Some(2));
        var bytes = File.ReadAllBytes(path);
        var pass = OriginFile.Open(path);
        var (reader, row) = (pass.Reader(), pass.Row());
        reader(0, row);
        File.WriteAllBytes(path, bytes[..^1]);
        Assert.Contains("changed", Assert.Throws<BadInputException>(() => reader(20, row)).Problem, StringComparison.Ordinal);
        Assert.Equal("truncated", Assert.Throws<BadInputException>(() => OriginFile.Open(path)).Code);
        File.Delete(path);
        Assert.Equal("missing-file", Assert.Throws<BadInputException>(() => reader(40, row)).Code);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<BadInputException>(() => OriginFile.Open(path));
        }
    }

    [Fact]
    public void Open_NoOriginPass_NamesTheChannel()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("p.exr"), new Frame(4, 4).ToStored());
        var e = Assert.Throws<BadInputException>(() => OriginFile.Open(folder.File("p.exr")));
        Assert.Equal("no-origin", e.Code);
        Assert.Contains("half channel origin.synth", e.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Gather_OfMoreFramesThanMemoryHolds_IsBadInput()
    {
        var origin = new Origin(W, H, 1);
        origin.Tap[0].Weight.AsSpan().Fill(1);
        for (var i = 0; i < W * H; i++) origin.Tap[0].Frame[i] = (uint)i;
        var asked = 0;
        var e = Assert.Throws<BadInputException>(() => Gather.Again(origin, (_, _) =>
        {
            asked++;
            return new(new Frame(W, H));
        }, ["R", "G", "B"]));
        Assert.Equal(("too-many-sources", 0), (e.Code, asked));
    }

    private static Origin Some(int taps)
    {
        var random = new Random(11);
        var origin = new Origin(W, H, taps);
        for (var i = 0; i < W * H; i++)
        {
            foreach (var tap in origin.Tap)
            {
                tap.X[i] = random.Next(64 * W) / 64f;
                tap.Y[i] = random.Next(64 * H) / 64f;
                tap.Weight[i] = random.Next(64) / 64f;
                tap.Plate[i] = (uint)random.Next(3);
                tap.Frame[i] = (uint)random.Next(5);
            }
            origin.Synth[i] = random.Next(8) / 8f;
            origin.Confidence[i] = random.Next(8) / 8f;
        }
        return origin;
    }

    private static void Same(Origin expected, Origin row)
    {
        Assert.Equal(expected.Synth, row.Synth);
        Assert.Equal(expected.Confidence, row.Confidence);
        for (var n = 0; n < expected.TapCount; n++)
        {
            Assert.Equal(expected.Tap[n].X, row.Tap[n].X);
            Assert.Equal(expected.Tap[n].Y, row.Tap[n].Y);
            Assert.Equal(expected.Tap[n].Weight, row.Tap[n].Weight);
            Assert.Equal(expected.Tap[n].Plate, row.Tap[n].Plate);
            Assert.Equal(expected.Tap[n].Frame, row.Tap[n].Frame);
        }
    }
}
