using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class StillMoveTest
{
    [Fact]
    public void Render_NextFrameFetchedAlongTheFlow_IsThisFrame()
    {
        var still = Still();
        var move = Move(still, StillPath.Gentle, 2);
        var here = move.Render(6, Passes.Picture | Passes.Next);

        var (psnr, share) = Shots.Warped(here.Picture!, move.Render(7).Picture!, here.Next!);

        Assert.True(psnr > 36 && share > 0.8, $"{psnr:F1} dB over {share:P0}");
        Assert.True(here.Next!.X.Max(Math.Abs) > 0.5f);
    }

    [Fact]
    public void Render_OneAndThreeThreads_SameBytes()
    {
        var still = Still();
        Assert.Equal(Shots.Digest(Move(still, StillPath.Gentle, 1).Render(4)), Shots.Digest(Move(still, StillPath.Gentle, 3).Render(4)));
    }

    [Fact]
    public void Render_WindowOfTheStillItself_IsTheStill()
    {
        var still = Still();
        var whole = new StillMove(still, new(0.5, 0.5, 1, 0, 0.5, 0.5, 1, 0), new FrameRange(1, 2), new FrameRate(24), still.Width, still.Height);

        Assert.Equal(still.Plane(1), whole.Render(1).Picture!.Plane(1));
    }

    [Fact]
    public void Render_FineStripesMadeSmaller_TurnGreyAndDoNotAlias()
    {
        var still = new Frame(320, 180);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < still.Size; i++) still.Plane(c)[i] = (i % 320 % 2) == 0 ? 0 : 1;
        var small = new StillMove(still, new(0.5, 0.5, 1, 0, 0.5, 0.5, 1, 0), new FrameRange(1, 2), new FrameRate(24), 100, 56).Render(1).Picture!;

        for (var y = 8; y < 48; y++)
            for (var x = 8; x < 92; x++) Assert.Equal(0.5f, small.Plane(0)[(y * 100) + x], 0.02f);
    }

    private static Frame Still() => new Renderer(Stage.Of(21, new FrameRange(1, 2), 320, 180, SceneKind.Street, new CameraMove(MoveKind.Still)), 2, 2).Render(1).Picture!;

    private static StillMove Move(Frame still, StillPath path, int threads) => new(still, path, new FrameRange(1, 13), new FrameRate(24), 160, 90, threads);
}
