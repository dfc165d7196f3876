using System.Security.Cryptography;
using Answerprint.Media.Frames;
using Answerprint.Production.Quality;
using Xunit;

namespace Answerprint.Tests.Production.Quality;

public class PictureTreeTest
{
    [Fact]
    public void Of_AnyWordOfAnyPicture_ChangesItsOwnTileAndTheRoot()
    {
        var v = Honest.CleanupAndHold();
        var frame = Honest.Copy(v.Plate.Frames[1001]);
        var before = PictureTree.Of(frame);
        Assert.Equal((3, 6), (before.Columns, before.Leaves.Count));
        Honest.Set(frame, 70, 65, 0x1234);
        var after = PictureTree.Of(frame);
        Assert.Equal([4], Enumerable.Range(0, 6).Where(i => !before.Leaves[i].SequenceEqual(after.Leaves[i])));
        Assert.NotEqual(before.Hash, after.Hash);
        var origin = PictureTree.Of(v.Origins[1003]).Hash;
        v.Origins[1003].Confidence[0] = 0.5f;
        Assert.NotEqual(origin, PictureTree.Of(v.Origins[1003]).Hash);
        var matte = PictureTree.Of(v.Work[1003]).Hash;
        v.Work[1003].Coverage[0] = 1e-20f;
        Assert.NotEqual(matte, PictureTree.Of(v.Work[1003]).Hash);
    }

    [Fact]
    public void Of_TileReplayedElsewhere_HasAnotherHash()
    {
        // a flat picture: every tile has the same words, and none the same hash
        var window = new Window(0, 0, 127, 127);
        var leaves = PictureTree.Of(new StoredFrame(window, window, [new("Y", SampleType.Half, new byte[2 * 128 * 128])], [])).Leaves;
        Assert.Equal(4, leaves.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Of_ChannelsInAnotherOrder_IsTheSamePicture()
    {
        var frame = Honest.Fill().Plate.Frames[1001];
        Assert.Equal(PictureTree.Root(frame), PictureTree.Root(frame with { Channels = [.. frame.Channels.Reverse()] }));
    }

    [Fact]
    public void Of_SubsampledChannel_TakesInEveryWord()
    {
        var window = new Window(0, 0, 128, 99);
        var words = new byte[2 * 65 * 50];
        var frame = new StoredFrame(window, window, [new("RY", SampleType.Half, words, 2, 2)], []);
        var before = PictureTree.Root(frame);
        foreach (var at in new[] { 0, words.Length - 1, words.Length / 2 })
        {
            words[at] ^= 1;
            Assert.NotEqual(before, PictureTree.Root(frame));
            words[at] ^= 1;
        }
    }

    [Fact]
    public void Join_ThreeHashes_IsTheTreeOfRfc6962()
    {
        byte[][] h = [.. Enumerable.Range(0, 3).Select(i => SHA256.HashData([(byte)i]))];
        Assert.Equal(SHA256.HashData([1, .. SHA256.HashData([1, .. h[0], .. h[1]]), .. h[2]]), PictureTree.Join(h));
    }
}
