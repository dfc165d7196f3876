using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Xunit;

namespace Answerprint.Tests.Production.Plates;

public sealed class PlateTest
{
    private static StoredFrame Small() => new(new(0, 0, 1, 0), new(0, 0, 1, 0), [new("R", SampleType.Half, [0, 60, 0, 56]), new("A", SampleType.UInt, [1, 0, 0, 0, 2, 0, 0, 0])], []);

    [Fact]
    public void Bits_OfAKnownPicture_AreWhatTheFormatSays()
    {
        // sha256 of: "answerprint.bits.1\n", windows 0 0 1 0 twice, 2 channels; A: len 1, "A", type 0, 1, 1, 0, 8 bytes; R: len 1, "R", type 1, 1, 1, 0, 4 bytes
        byte[] bytes =
        [
            .. "answerprint.bits.1\n"u8, .. Words(0, 0, 1, 0, 0, 0, 1, 0, 2), .. Words(1), (byte)'A', .. Words(0, 1, 1, 0, 8), 1, 0, 0, 0, 2, 0, 0, 0,
            .. Words(1), (byte)'R', .. Words(1, 1, 1, 0, 4), 0, 60, 0, 56,
        ];
        Assert.Equal(Digest.Of(bytes), PlateBits.Of(Small()));

        static byte[] Words(params int[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];
    }

    [Fact]
    public void Bits_OrderOfChannelsAndAttributes_DoNotCountButWordsDo()
    {
        var small = Small();
        var same = small with { Channels = [.. small.Channels.Reverse()], Attributes = [ExrAttributes.Text("owner", "somebody")] };
        Assert.Equal(PlateBits.Of(small), PlateBits.Of(same));
        var other = small with { Channels = [small.Channels[0] with { Words = [1, 60, 0, 56] }, small.Channels[1]] };
        Assert.NotEqual(PlateBits.Of(small), PlateBits.Of(other));
        Assert.NotEqual(PlateBits.Of(small), PlateBits.Of(small with { DataWindow = new(1, 0, 2, 0) }));
    }

    [Fact]
    public void Clip_PictureChangedAfterIngest_IsRefusedByName()
    {
        using var turnover = new SmallTurnover("plate", 1, 6, 3);
        using var first = FrameFiles.Open(Path.Combine(turnover.Media, "beach.%04d.exr"));
        var plate = Plate.Ingest(first, "beach.%04d.exr", 0, 0, "", "", first.Range.Numbers, _ => { }, default);
        Assert.Equal([3], plate.Holes);
        Assert.Equal(5, plate.Bits.Count);
        var again = Plate.Read(JsonReading.Parse(PlainJson.Bytes(plate.Document())));
        Assert.Equal(plate.Bits, again.Bits);
        using var clip = new PlateClip(again, FrameFiles.Open(Path.Combine(turnover.Media, "beach.%04d.exr")));
        clip.ReadStored(4);
        SmallTurnover.WritePlate(Path.Combine(turnover.Media, "beach.0005.exr"), 99);
        var e = Assert.Throws<BadInputException>(() => clip.ReadStored(5));
        Assert.Equal(("plate-changed", "frame 5"), (e.Code, e.Place));
        Assert.Equal("plate-changed", Assert.Throws<BadInputException>(() => clip.Read(5)).Code);
    }
}
