using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class MatteTest
{
    [Theory]
    [InlineData(SceneKind.Yard, "walker", 0.006)]
    [InlineData(SceneKind.Yard, "fence", 0.012)]
    [InlineData(SceneKind.Studio, "rig", 0.003)]
    [InlineData(SceneKind.Studio, "vase", 0.006)]
    public void Mattes_OfRoundAndThinThings_AreTheShareOfAPictureTwentyTimesAsLarge(SceneKind kind, string name, double mean)
    {
        const int Fine = 20, Width = 96, Height = 54;
        var stage = Shots.Small(5, kind, new CameraMove(MoveKind.Still), Width, Height);
        var ids = stage.Scene.Things.Where(t => t.Name == name).Select(t => t.Id).ToList();
        var matte = new Renderer(stage, 1, 2).Mattes(1006, [ids[0]])[0].Coverage;
        var fine = new Renderer(stage with { Width = Width * Fine, Height = Height * Fine }, 1, 2).Render(1006, Passes.Ids).Ids!;
        double off = 0, most = 0, sum = 0;
        for (var i = 0; i < matte.Length; i++)
        {
            var hits = 0;
            for (var k = 0; k < Fine * Fine; k++) if (fine[((((i / Width) * Fine) + (k / Fine)) * Width * Fine) + ((i % Width) * Fine) + (k % Fine)] == ids[0]) hits++;
            var truth = (double)hits / (Fine * Fine);
            sum += truth;
            off += Math.Abs(truth - matte[i]);
            most = Math.Max(most, Math.Abs(truth - matte[i]));
        }
        Assert.True(sum > 1, $"{name} covers {sum} pixels");
        Assert.True(off / matte.Length < mean && most < 0.2, $"{name}: mean {off / matte.Length}, most {most}");
        Assert.Equal(sum, matte.Sum(), 0.05 * sum);
    }

    [Fact]
    public void Matte_OfAWireAlone_IsItsLengthTimesItsWidth()
    {
        // a rig wire 4.4 mm thick before an empty ceiling: coverage adds up to the area of its outline
        var stage = Shots.Small(5, SceneKind.Studio, new CameraMove(MoveKind.Still), 320, 180);
        var rig = stage.Scene.Things.Single(t => t.Name == "rig");
        var camera = stage.Camera(1006);
        var matte = new Renderer(stage, 1).Matte(1006, rig.Id).Coverage;
        for (var row = 2; row < 8; row++)
        {
            double expected = 0;
            foreach (var wire in rig.Parts[0].Wires)
            {
                var line = wire.At(stage.Seconds(1006));
                var (a, b) = (Seen(line[0]), Seen(line[^1]));
                if (row - 0.5 < Math.Min(a.Y, b.Y) || row + 0.5 > Math.Max(a.Y, b.Y)) continue;
                var t = (row - a.Y) / (b.Y - a.Y);
                var lean = (b.X - a.X) / (b.Y - a.Y);
                var depth = 1 / ((1 / a.Z) + (((1 / b.Z) - (1 / a.Z)) * t));
                expected += 2 * wire.Radius * camera.Focal / depth * Math.Sqrt(1 + (lean * lean));
            }
            Assert.True(expected > 0.2);
            Assert.Equal(expected, matte.AsSpan(row * 320, 320).ToArray().Sum(), 0.03 * expected);
        }

        (double X, double Y, double Z) Seen(Vec3 p)
        {
            var way = p - camera.Eye;
            var z = way.Dot(camera.Forward);
            return (159.5 + (camera.Focal * way.Dot(camera.Right) / z), 89.5 + (camera.Focal * way.Dot(camera.Down) / z), z);
        }
    }

    [Theory]
    [InlineData(SceneKind.Yard, "walker")]
    [InlineData(SceneKind.Yard, "fence")]
    [InlineData(SceneKind.Studio, "rig")]
    [InlineData(SceneKind.Room, "crate")]
    public void Without_AThing_IsTheSameBitForBitWhereItWasNotAndDidNotShade(SceneKind kind, string name)
    {
        var stage = Shots.Small(5, kind, width: 128, height: 72) with { Grain = 0.01 };
        var id = stage.Scene.Things.First(t => t.Name == name).Id;
        var whole = new Renderer(stage, 16);
        var (picture, matte) = (whole.Render(1005).Picture!, whole.Matte(1005, id).Coverage);
        var shaded = new Renderer(stage with { Scene = stage.Scene.Without(id, keepShadow: true) }, 16).Render(1005).Picture!;
        var clean = new Renderer(stage with { Scene = stage.Scene.Without(id) }, 16).Render(1005, Passes.Picture | Passes.Ids);

        int kept = 0, shadow = 0, covered = 0;
        for (var i = 0; i < matte.Length; i++)
        {
            if (matte[i] > 0) { covered++; continue; }
            // its shadow stays where it was, and every other pixel too
            Assert.Equal(picture.Plane(1)[i], shaded.Plane(1)[i]);
            if (picture.Plane(1)[i] == clean.Picture!.Plane(1)[i]) kept++;
            else if (picture.Plane(1)[i] < clean.Picture.Plane(1)[i]) shadow++;
            else Assert.Fail($"pixel {i}: brighter with the thing than without");
        }
        Assert.DoesNotContain(id, clean.Ids!);
        Assert.True(covered > 10 && kept > 0.5 * matte.Length, $"{covered} covered, {kept} kept, {shadow} in its shadow");
    }
}
