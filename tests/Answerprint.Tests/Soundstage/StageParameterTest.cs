using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class StageParameterTest
{
    private const Passes Truth = Passes.Next | Passes.Previous | Passes.Hidden | Passes.Depth | Passes.Ids | Passes.Normals;

    [Theory]
    [InlineData("grain", 0.02)]
    [InlineData("blur", 180)]
    [InlineData("defocus", 0.5)]
    [InlineData("exposure", 1)]
    [InlineData("kelvin", 3200)]
    [InlineData("tint", 0.5)]
    [InlineData("texture", 0.3)]
    [InlineData("shadows", 0)]
    public void Steps_OfTheCamerasOwn_ChangeThePictureAndLeaveTheTruth(string name, double value)
    {
        var stage = Shots.Small(7, SceneKind.Studio, width: 96, height: 54);
        var cases = StageParameter.Of(name).Steps(stage, [value]);
        var (before, after) = (new Renderer(stage, 4).Render(1004, Truth | Passes.Picture), new Renderer(cases[0].Stage, 4).Render(1004, Truth | Passes.Picture));

        Assert.NotEqual(Shots.Digest(before), Shots.Digest(after));
        Assert.Equal(Shots.Digest(before with { Picture = before.Picture }), Shots.Digest(after with { Picture = before.Picture }));
    }

    [Fact]
    public void Exposure_OneStop_IsTwiceTheLightExactly()
    {
        var stage = Shots.Small(7, SceneKind.Room, width: 96, height: 54);
        var (a, b) = (new Renderer(stage).Render(1004).Picture!, new Renderer(StageParameter.Of("exposure").Apply(stage, 1)).Render(1004).Picture!);

        for (var i = 0; i < a.Size; i++) Assert.Equal(2 * a.Plane(0)[i], b.Plane(0)[i]);
    }

    [Fact]
    public void Speed_Stepped_KeepsTheMiddleFrameAndScalesTheMotion()
    {
        var stage = Shots.Small(7, SceneKind.Yard, width: 96, height: 54);
        var middle = stage.Range.Start + (stage.Range.Length / 2);
        double still = 0;
        string? picture = null;
        foreach (var step in StageParameter.Of("speed").Steps(stage, [0.5, 1, 2]))
        {
            var frame = new Renderer(step.Stage, 4).Render(middle, Passes.Picture | Passes.Next | Passes.Ids);
            var motion = frame.Next!.X.Average(x => Math.Abs((double)x));
            Assert.Equal(picture ??= Shots.Digest(frame with { Next = null }), Shots.Digest(frame with { Next = null }));
            Assert.True(motion > 1.5 * still, $"{step.Name}: {motion} px");
            still = motion;
        }
    }

    [Fact]
    public void Occluders_More_KeepTheFirstOnes()
    {
        var stage = Shots.Small(7, SceneKind.Room, width: 160, height: 90);
        var steps = StageParameter.Of("occluders").Steps(stage, [0, 2, 5]).Select(s => new Renderer(s.Stage, 1).Render(1004, Passes.Ids | Passes.Depth)).ToList();

        for (var i = 0; i < steps[0].Ids!.Length; i++)
        {
            // what an added thing does not cover shows what it showed
            if (steps[1].Ids![i] != steps[0].Ids![i]) Assert.True(steps[1].Ids![i] > 10000 && steps[1].Depth![i] < steps[0].Depth![i]);
            if (steps[2].Ids![i] != steps[1].Ids![i]) Assert.True(steps[2].Ids![i] > 10002 && steps[2].Depth![i] < steps[1].Depth![i]);
        }
        Assert.True(steps[2].Ids!.Count(n => n > 10000) > steps[1].Ids!.Count(n => n > 10000));
        Assert.Contains(steps[1].Ids!, n => n > 10000);
    }

    [Fact]
    public void Gap_Stepped_NamesTheMissingFramesAndChangesNoPicture()
    {
        var stage = Shots.Small(7, SceneKind.Room);
        var steps = StageParameter.Of("gap").Steps(stage, [1, 3]);

        Assert.Equal([1006], steps[0].Missing);
        Assert.Equal([1005, 1006, 1007], steps[1].Missing);
        Assert.All(steps, s => Assert.Equal(stage, s.Stage));
        Assert.Throws<FormatException>(() => StageParameter.Of("gap").Steps(stage, [12]));
        Assert.Throws<FormatException>(() => StageParameter.Of("grian"));
        Assert.Throws<FormatException>(() => StageParameter.Of("blur").Apply(stage, 361));
    }

    [Fact]
    public void Fractal_FourOctavesAtOnce_AreTheBitsOfOneAfterTheOther()
    {
        for (var k = 0; k < 3000; k++)
        {
            double x = (Noise.Unit(1, k, 0) - 0.5) * 400, y = (Noise.Unit(2, k, 0) - 0.5) * 400, wave = 0.05 + (4 * Noise.Unit(3, k, 0)), width = 0.001 + (0.2 * Noise.Unit(4, k, 0));
            var octaves = 1 + (k % 7);
            double sum = 0, height = 1, length = wave;
            for (var o = 0; o < octaves; o++)
            {
                var fade = Math.Min(1, ((length / width) - 1.5) * 0.4);
                if (fade <= 0) break;
                sum += fade * height * Noise.Gradient((uint)k + ((uint)o * 0x9E3779B9u), x / length, y / length);
                length *= 0.5;
                height *= 0.6;
            }
            Assert.Equal(sum, Noise.Fractal((uint)k, x, y, wave, width, octaves, 0.6));
        }
    }
}
