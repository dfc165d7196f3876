using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class BlurTest
{
    [Fact]
    public void Render_OpenShutter_IsTheMeanOfItsInstants()
    {
        var renderer = new Renderer(Shots.Small(3, SceneKind.Yard, width: 96, height: 54) with { Shutter = 200, Aperture = 1.4 }, 6);
        var picture = renderer.Render(1006).Picture!;
        var instants = Enumerable.Range(0, 6).Select(k => renderer.Instant(1006, k).Plane(1)).ToList();

        for (var i = 0; i < picture.Size; i++) Assert.Equal(instants.Average(p => (double)p[i]), picture.Plane(1)[i], 1e-6 * Math.Max(1, picture.Plane(1)[i]));
        Assert.NotEqual(instants[0], instants[5]);
    }

    [Fact]
    public void Render_ShutterOpenAllTheTime_IsTheMeanOfATakeAtAHigherRate()
    {
        // 16 frames of a take that is 16 times as fast lie within one frame of this one, half of them before its middle
        var slow = Shots.Small(3, SceneKind.Yard, new CameraMove(MoveKind.Pan, PanDegrees: 60), 128, 72);
        var fast = slow with { Rate = new FrameRate(24 * 16), Range = new FrameRange(1001, 1001 + (11 * 16) + 1) };
        var blurred = new Renderer(slow with { Shutter = 360 }, 32).Render(1006).Picture!;
        var mean = new double[blurred.Size];
        for (var k = -8; k < 8; k++)
        {
            var green = new Renderer(fast, 4).Render(1001 + (5 * 16) + k).Picture!.Plane(1);
            for (var i = 0; i < mean.Length; i++) mean[i] += green[i] / 16;
        }
        var sharp = new Renderer(slow, 32).Render(1006).Picture!;

        double Off(Frame f) => Math.Sqrt(Enumerable.Range(0, mean.Length).Average(i => (f.Plane(1)[i] - mean[i]) * (f.Plane(1)[i] - mean[i])));
        Assert.True(Off(blurred) < 0.02 && Off(blurred) < 0.25 * Off(sharp), $"{Off(blurred)} blurred, {Off(sharp)} sharp");
    }

    [Fact]
    public void Through_AnyPlaceOfTheLens_KeepsThePlaneOfFocusAndShiftsTheRest()
    {
        var camera = CameraPose.Of(new(0.3, 1.5, 0), 0.2, -0.1, 0.05, 500);
        for (var k = 0; k < 9; k++)
        {
            var (x, y) = Lens.Place(k, 9);
            var through = camera.Through(0.01 * x, 0.01 * y, 4);
            foreach (var (depth, most, least) in new[] { (4.0, 1e-9, 0.0), (8, 0.7, 0.01), (2, 1.4, 0.01) })
            {
                var point = camera.Eye + (camera.Forward * depth) + (camera.Right * 0.4) + (camera.Down * -0.2);
                var off = Math.Max(Math.Abs(X(camera, point) - X(through, point)), Math.Abs(Y(camera, point) - Y(through, point)));
                Assert.InRange(off, least, most);
            }
        }

        static double X(CameraPose c, Vec3 p) => c.ShiftX + (c.Focal * (p - c.Eye).Dot(c.Right) / (p - c.Eye).Dot(c.Forward));
        static double Y(CameraPose c, Vec3 p) => c.ShiftY + (c.Focal * (p - c.Eye).Dot(c.Down) / (p - c.Eye).Dot(c.Forward));
    }

    [Fact]
    public void Grain_MeasuredOnFlatLight_HasTheStrengthThatWasAsked()
    {
        var stage = Shots.Small(4, SceneKind.Studio, width: 320, height: 180) with { Grain = 0.03 };
        var frame = new Renderer(stage, 1).Render(1004, Passes.Picture | Passes.Grainless);
        double sum = 0, squares = 0;
        for (var i = 0; i < frame.Picture!.Size; i++)
        {
            var own = (frame.Picture.Plane(1)[i] - frame.Grainless!.Plane(1)[i]) / (0.03 * Math.Sqrt(Math.Max(frame.Grainless.Plane(1)[i], 0.001)));
            (sum, squares) = (sum + own, squares + (own * own));
        }
        Assert.Equal(0, sum / frame.Picture.Size, 0.02);
        Assert.Equal(1, Math.Sqrt(squares / frame.Picture.Size), 0.02);
        Assert.NotEqual(frame.Picture.Plane(1), new Renderer(stage, 1).Render(1005).Picture!.Plane(1));
    }
}
