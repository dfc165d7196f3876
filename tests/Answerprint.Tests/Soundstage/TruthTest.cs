using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

/// <summary>Flow and what is hidden, against rays and points moved one by one.</summary>
public sealed class TruthTest
{
    [Theory]
    [InlineData(SceneKind.Yard, 3UL)]
    [InlineData(SceneKind.Studio, 4UL)]
    [InlineData(SceneKind.Room, 5UL)]
    public void Render_FlowIdsAndHidden_AgreeWithRays(SceneKind kind, ulong seed)
    {
        var stage = Shots.Small(seed, kind, new CameraMove(MoveKind.Truck | MoveKind.Pan | MoveKind.HandHeld), 128, 72);
        const int Number = 1006;
        var frame = new Renderer(stage, 1).Render(Number, Passes.Next | Passes.Previous | Passes.Hidden | Passes.Depth | Passes.Ids);
        var here = new RayCaster(stage, Number);
        var thin = stage.Scene.Things.Where(t => t.IsThin).Select(t => t.Id).ToHashSet();
        int hidden = 0, met = 0, looked = 0;
        var wrong = new List<string>();
        foreach (var (other, flow) in new[] { (Number + 1, frame.Next!), (Number - 1, frame.Previous!) })
        {
            var there = new RayCaster(stage, other);
            for (var i = 3; i < stage.Width * stage.Height; i += 13)
            {
                if (thin.Contains(frame.Ids![i])) continue;
                double x = i % stage.Width, y = i / stage.Width;
                var (id, part, point) = here.At(x, y);
                looked++;
                // two limbs that touch may change places within a hair; nothing else may
                if (id != frame.Ids[i]) { wrong.Add($"{x},{y}: {frame.Ids[i]}, by ray {id}"); continue; }
                met++;
                var (tx, ty, z, world) = there.Seen(part, here.Own(part, point));
                if (z < 0.05) continue;
                if (Math.Abs(tx - x - flow.X[i]) > 2e-3 || Math.Abs(ty - y - flow.Y[i]) > 2e-3) { wrong.Add($"{x},{y}: flow {flow.X[i]},{flow.Y[i]}, by ray {tx - x},{ty - y}"); continue; }
                if (tx < 0.01 || ty < 0.01 || tx > stage.Width - 1.01 || ty > stage.Height - 1.01) continue;
                var covered = there.IsCovered(world);
                if (covered) hidden++;
                if (covered != (flow.Hidden[i] == 1) && there.NearestWire(world) > 1.5) wrong.Add($"{x},{y}: covered {covered}, thing {id}");
            }
        }
        Assert.True(wrong.Count <= looked / 400, $"{kind}: {wrong.Count} of {looked} points disagree: {string.Join("; ", wrong)}");
        Assert.True(hidden >= 4 && met > 0.9 * looked, $"{kind}: {hidden} hidden, {met} of {looked} met");
    }

    [Fact]
    public void Render_LimbsOfAWalker_MoveEachInItsOwnWay()
    {
        var stage = Shots.Small(3, SceneKind.Yard, new CameraMove(MoveKind.Still), 320, 180);
        var walker = stage.Scene.Things.Single(t => t.Name == "walker").Id;
        var frame = new Renderer(stage, 1).Render(1006, Passes.Next | Passes.Ids);
        var flows = Enumerable.Range(0, frame.Ids!.Length).Where(i => frame.Ids[i] == walker).Select(i => frame.Next!.X[i]).ToList();

        Assert.True(flows.Count > 400, $"{flows.Count} pixels");
        Assert.True(flows.Max() - flows.Min() > 1.5, $"{flows.Min()} to {flows.Max()} px");
    }
}
