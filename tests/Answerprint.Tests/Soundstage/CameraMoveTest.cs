using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class CameraMoveTest
{
    [Fact]
    public void Still_StillThings_DoNotMoveAtAll()
    {
        var (flow, ids, stage) = Flow(MoveKind.Still);
        for (var i = 0; i < ids.Length; i++)
            if (!stage.Scene.Things.Single(t => t.Id == ids[i]).Moves) Assert.Equal((0f, 0f), (flow.X[i], flow.Y[i]));
    }

    [Fact]
    public void Pan_ToTheRight_EverythingMovesLeft()
    {
        var (flow, ids, stage) = Flow(MoveKind.Pan);
        for (var i = 0; i < ids.Length; i++)
            if (!stage.Scene.Things.Single(t => t.Id == ids[i]).Moves) Assert.InRange(flow.X[i], -12f, -0.3f);
    }

    [Theory]
    [InlineData(MoveKind.Zoom)]
    [InlineData(MoveKind.Dolly)]
    public void ZoomAndDolly_FromTheMiddle_EverythingMovesOutwards(MoveKind kind)
    {
        var (flow, ids, stage) = Flow(kind);
        var outwards = 0;
        for (var i = 0; i < ids.Length; i++)
            if ((((i % stage.Width) - 79.5) * flow.X[i]) + (((i / stage.Width) - 44.5) * flow.Y[i]) > 0) outwards++;
        Assert.True(outwards > 0.9 * ids.Length, $"{outwards} of {ids.Length} pixels move outwards");
    }

    [Fact]
    public void Truck_NearThings_MoveMoreThanFarOnes()
    {
        var stage = Shots.Small(3, SceneKind.Room, new CameraMove(MoveKind.Truck));
        var frame = new Renderer(stage, 1).Render(1006, Passes.Next | Passes.Depth | Passes.Ids);
        var moving = stage.Scene.Things.Where(t => t.Moves).Select(t => t.Id).ToHashSet();
        for (var i = 0; i < frame.Ids!.Length; i += 111)
            for (var j = 5; j < frame.Ids.Length; j += 997)
                if (!moving.Contains(frame.Ids[i]) && !moving.Contains(frame.Ids[j]) && frame.Depth![i] > 1.01f * frame.Depth[j])
                    Assert.True(Math.Abs(frame.Next!.X[i]) < Math.Abs(frame.Next.X[j]));
    }

    [Fact]
    public void HandHeld_FrameToFrame_NeverTheSameStep()
    {
        var stage = Shots.Small(3, SceneKind.Room, new CameraMove(MoveKind.HandHeld));
        var steps = stage.Range.Numbers.Select(n => new Renderer(stage, 1).Render(n, Passes.Next).Next!).Select(f => (f.X[7000], f.Y[7000])).ToList();
        Assert.Equal(steps.Count, steps.Distinct().Count());
        Assert.All(steps, s => Assert.InRange(Math.Abs(s.Item1) + Math.Abs(s.Item2), 1e-4f, 20f));
    }

    [Theory]
    [InlineData(MoveKind.Pan)]
    [InlineData(MoveKind.Zoom)]
    public void AnyMove_OverTheTake_ChangesItsSpeed(MoveKind kind)
    {
        var stage = Shots.Small(3, SceneKind.Room, new CameraMove(kind));
        double Speed(int n)
        {
            var flow = new Renderer(stage, 1).Render(n, Passes.Next).Next!;
            return flow.X.Zip(flow.Y, (x, y) => Math.Sqrt((x * x) + (y * y))).Average();
        }
        Assert.True(Speed(1006) > 1.2 * Speed(1001));
    }

    private static (FlowTruth Flow, uint[] Ids, Stage Stage) Flow(MoveKind kind)
    {
        var stage = Shots.Small(9, SceneKind.Room, new CameraMove(kind));
        var frame = new Renderer(stage, 1).Render(1006, Passes.Next | Passes.Ids);
        return (frame.Next!, frame.Ids!, stage);
    }
}
