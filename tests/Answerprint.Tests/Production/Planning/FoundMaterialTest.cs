using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Planning;
using Answerprint.Soundstage;
using Answerprint.Tests.House;
using Answerprint.Tests.Soundstage;
using Xunit;

namespace Answerprint.Tests.Production.Planning;

public sealed class FoundMaterialTest
{
    /// <summary>The definition of right and what is left out stand in <see cref="FoundCase"/>; the whole (--long) is what bench/results publishes.</summary>
    [SharedFact("footage", "ffmpeg", "ffprobe")]
    public void Rank_RemovedShotsOfRealFootage_PutsTheRightTakeAmongTheFirstThree()
    {
        using var work = new TestFolder("found");
        var scores = FoundCase.Score(Checkout.Shared("footage")!, work.Path, tuned: false, quick: !LongRun.IsWhole).ToList();
        var right = scores.Count(s => s.Rank is 1 or 2 or 3);
        Assert.True(scores.Count == (LongRun.IsWhole ? 20 : 10), $"{scores.Count} removed shots");
        Assert.True(right * 20 >= scores.Count * 16, $"{right} of {scores.Count}: {string.Join("; ", scores.Where(s => s.Rank is not (1 or 2 or 3)))}");
    }

    [Theory]
    [InlineData("SC012_B_T1", "SC012_B_T2.mov", 1.0)]
    [InlineData("12A-3", "12A-4.%04d.exr", 1.0)]
    [InlineData("SC012_B_T1", "SC013_B_T1.mov", 0.0)]
    [InlineData("s010_0040", "s010_0050", 1.0)] // the last number counts as a take's: the sequence agrees
    [InlineData("interview", "beach", null)]
    public void Likeness_OfNames_IsThatOfSceneAndSetUp(string a, string b, double? alike) => Assert.Equal(alike, SlateName.Likeness(a, b));

    [Fact]
    public void Rank_NamesAndTimecode_CountWhereThereAreAny()
    {
        var look = Look(Shots.Small(5, SceneKind.Room));
        var pieces = new[] { "SC03A_T2", "SC02B_T2", "SC02A_T2" }.Select(n => new UnusedPiece($"/{n}", n, "unused take", new(1, 13), look, new(1, 13), null)).ToList();
        Assert.Equal("SC02A_T2", FoundMaterial.Rank(new(6, [], "SC02A_T7", "", null, new(24)), pieces)[0].Piece.Name);
        Assert.Empty(FoundMaterial.Rank(new(13, [], "", "", null, new(24)), pieces));
        var near = pieces[0] with { Start = Timecode.Parse("01:00:00:00", new(24)) };
        var far = pieces[0] with { Path = "/far", Start = Timecode.Parse("09:00:00:00", new(24)) };
        Assert.Equal(near, FoundMaterial.Rank(new(6, [], "", "", 86_500, new(24)), [far, near])[0].Piece);
    }

    [Fact]
    public void Descriptor_OfOnePicture_IsTheSameTwiceAndSurvivesItsFile()
    {
        var look = Look(Shots.Small(5, SceneKind.Room));
        var read = TakeDescriptor.Read(look.Write());
        Assert.Equal(look.Samples.Select(s => (s.Frame, Convert.ToHexString(s.Picture.Bytes), s.Motion)), read.Samples.Select(s => (s.Frame, Convert.ToHexString(s.Picture.Bytes), s.Motion)));
        Assert.Throws<FormatException>(() => TakeDescriptor.Read(new System.Text.Json.Nodes.JsonObject { ["format"] = TakeDescriptor.Format, ["version"] = PictureDescriptor.Version, ["samples"] = new System.Text.Json.Nodes.JsonArray(3, "x") }));
        Assert.Equal(0, FoundMaterial.Distance(look.Samples, read.Samples), 12);
        var other = Look(Shots.Small(9, SceneKind.Street));
        Assert.InRange(FoundMaterial.Distance(look.Samples, other.Samples), 0.2, 1);
    }

    [Fact]
    public void Descriptor_OfABrighterPicture_DiffersInLightAlone()
    {
        var picture = Film(Shots.Small(5, SceneKind.Room)).Render(1005).Picture!;
        var darker = picture.Copy();
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < darker.Size; i++) darker.Plane(c)[i] *= 0.5f;
        var (a, b) = (PictureDescriptor.Of(picture), PictureDescriptor.Of(darker));
        Assert.InRange(a.MeanStops - b.MeanStops, 0.8, 1.1);
        Assert.InRange(a.LightDistance(b), 0.3, 0.6);
        Assert.InRange(a.FramingDistance(b), 0, 0.12);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(0, -3)]
    public void Motion_OfAMovedPicture_IsThatMove(int dx, int dy)
    {
        var wide = Film(Shots.Small(5, SceneKind.Room, width: 200, height: 130)).Render(1005).Picture!;
        var motion = PictureMotion.Of(Cut(wide, 20, 20, 128, 72), Cut(wide, 20 - dx, 20 - dy, 128, 72), 24);
        Assert.Equal(dx / 128.0 * 24, motion.Pan, 0.08);
        Assert.Equal(dy / 128.0 * 24, motion.Tilt, 0.08);
    }

    [Fact]
    public void PunchIn_OfAPartOfAPicture_IsWhereItWasCutOut()
    {
        var wide = Film(Shots.Small(5, SceneKind.Room, width: 480, height: 270)).Render(1005).Picture!;
        var punch = PunchIn.Find(Cut(wide, 96, 54, 240, 135), wide);
        Assert.NotNull(punch);
        Assert.Equal(0.2, punch.Value.X, 0.02);
        Assert.Equal(0.2, punch.Value.Y, 0.02);
        Assert.Equal(2, punch.Value.Factor, 0.05);
        Assert.Null(PunchIn.Find(wide, Cut(wide, 96, 54, 240, 135)));
        Assert.Null(PunchIn.Find(Film(Shots.Small(9, SceneKind.Street, width: 480, height: 270)).Render(1005).Picture!, wide));
    }

    private static TakeDescriptor Look(Stage stage)
    {
        using var folder = new TestFolder("look");
        var film = Film(stage);
        for (var n = 1001; n < 1013; n++) ExrFile.Write(folder.File($"p.{n}.exr"), film.Render(n).Picture!.ToStored(SampleType.Half, []));
        using var clip = FrameFiles.Open(folder.File("p.%04d.exr"));
        return TakeDescriptor.Of(clip);
    }

    private static Renderer Film(Stage stage) => new(stage, samples: 1);

    private static Frame Cut(Frame from, int left, int top, int width, int height)
    {
        var part = new Frame(width, height);
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < height; y++) from.Plane(c).AsSpan(((top + y) * from.Width) + left, width).CopyTo(part.Plane(c).AsSpan(y * width));
        return part;
    }
}
