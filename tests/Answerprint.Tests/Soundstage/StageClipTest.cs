using System.Buffers.Binary;
using Answerprint.Media.Frames;
using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class StageClipTest
{
    [Fact]
    public void Read_AnyFrame_IsTheValueOfTheStoredWords()
    {
        using var clip = new StageClip(new Renderer(Shots.Small(8, SceneKind.Tabletop)), "soundstage-8");

        var stored = clip.ReadStored(1004);
        var frame = clip.Read(1004);

        foreach (var name in new[] { "R", "G", "B" })
        {
            var words = stored.Channel(name)!.Words;
            var plane = frame.Plane(name)!;
            for (var i = 0; i < plane.Length; i++) Assert.Equal((float)BinaryPrimitives.ReadHalfLittleEndian(words.AsSpan(2 * i)), plane[i]);
        }
        Assert.Equal((160, 90), (stored.Width, stored.Height));
    }

    [Fact]
    public void Read_AFrameThatIsChangedByItsReader_StaysAsItWas()
    {
        using var clip = new StageClip(new Renderer(Shots.Small(8, SceneKind.Room)), "soundstage-8");
        var first = clip.Read(1001);
        var was = first.Plane(0)[0];
        first.Plane(0)[0] = 99;

        Assert.Equal(was, clip.Read(1001).Plane(0)[0]);
    }

    [Fact]
    public void Read_MissingFrame_SaysWhich()
    {
        using var clip = new StageClip(new Renderer(Shots.Small(8, SceneKind.Room)), "soundstage-8", [1003]);

        Assert.False(clip.Has(1003));
        Assert.True(clip.Has(1004));
        Assert.False(clip.Has(1013));
        var e = Assert.Throws<BadInputException>(() => clip.Read(1003));
        Assert.Equal(("missing-frame", "frame 1003"), (e.Code, e.Place));
    }
}
