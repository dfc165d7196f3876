using System.Diagnostics;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Media.Time;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Screens;

public class PeopleScreenTest
{
    private const int W = 768, H = 576;
    private const string Walkers = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";

    private static readonly Lazy<(byte[] Grey, IReadOnlyList<Question> Questions)> Asked = new(() =>
    {
        using var screen = PeopleScreen.Open();
        var grey = Grey(Walkers, 20);
        return (grey, screen.Ask(20, grey, W, H));
    });

    [ProgramFact(Walkers)]
    public void Ask_PeopleWalking_RaisesQuestionsAndTheSameOnesAgain()
    {
        var (grey, questions) = Asked.Value;
        Assert.NotEmpty(questions);
        Assert.All(questions, q => Assert.True(q.Box is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } && q.Box.X + q.Box.Width <= W && q.Box.Y + q.Box.Height <= H));
        using var other = PeopleScreen.Open();
        Assert.Equal(questions, other.Ask(20, grey, W, H));
    }

    [ProgramFact(Walkers)]
    public void Ask_RegionOfOnePixel_AsksOnlyAboutWhatMeetsIt()
    {
        using var screen = PeopleScreen.Open();
        var (grey, all) = Asked.Value;
        var region = Matte.Whole(W, H);
        foreach (var box in all.Select(q => q.Box))
            for (var y = box.Y; y < box.Y + box.Height; y++) region.Coverage.AsSpan((y * W) + box.X, box.Width).Clear();
        var first = all[0].Box;
        region.Coverage[(first.Y * W) + first.X] = 0.01f;
        var met = screen.Ask(20, grey, W, H, region);
        Assert.Contains(all[0], met);
        Assert.All(met, q => Assert.True(q.Box.X <= first.X && q.Box.Y <= first.Y));
    }

    [ProgramFact(Walkers)]
    public void Ask_ClipWhereNothingChanged_ReadsNoPicture()
    {
        using var screen = PeopleScreen.Open();
        using var clip = new UnreadClip();
        Assert.Empty(screen.Ask(clip, [1, 2, 3], _ => new Matte(W, H)));
        Assert.Throws<InvalidOperationException>(() => screen.Ask(clip, [1, 2, 3], _ => null));
    }

    [Fact]
    public void Choose_LongShot_TwelveWithBothEnds()
    {
        var chosen = PeopleScreen.Choose([.. Enumerable.Range(1001, 500)]);
        Assert.Equal(PeopleScreen.MostFrames, chosen.Distinct().Count());
        Assert.Equal((1001, 1500), (chosen[0], chosen[^1]));
    }

    [Fact]
    public void Grey_LinearLight_IsDisplayLuma()
    {
        var frame = new Frame(3, 1);
        for (var c = 0; c < 3; c++) (frame.Plane(c)[0], frame.Plane(c)[1], frame.Plane(c)[2]) = (0.18f, 4, float.NaN);
        Assert.Equal([118, 255, 0], PeopleScreen.Grey(frame));
    }

    private static byte[] Grey(string movie, int frame)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var a in new[] { "-v", "quiet", "-i", movie, "-vf", $"select=eq(n\\,{frame})", "-frames:v", "1", "-pix_fmt", "gray", "-f", "rawvideo", "-" }) start.ArgumentList.Add(a);
        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return bytes.ToArray();
    }

    private sealed class UnreadClip : Clip
    {
        public override string Name => "unread";

        public override FrameRange Range => new(1, 4);

        public override FrameRate Rate => new(24);

        public override int Width => W;

        public override int Height => H;

        public override bool Has(int frame) => true;

        public override StoredFrame ReadStored(int frame) => throw new InvalidOperationException("read");

        public override Frame Read(int frame) => throw new InvalidOperationException("read");
    }
}
