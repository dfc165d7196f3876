using Answerprint.Media.Formats;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

public sealed class BenchStageTest
{
    [Fact]
    public void Stage_SteppedWithACleanPlate_WritesEveryLayerAndTheSameBytesAgain()
    {
        using var folder = new TestFolder();
        string[] request = ["bench", "stage", "--scene", "studio", "--seed", "4", "--size", "96x54", "--samples", "2", "--clean", "rig", "--step", "blur=0,180", "--progress", "none", "--json"];

        var first = CommandLine.Run([.. request, "--out", folder.File("a"), "--threads", "1"]);
        var again = CommandLine.Run([.. request, "--out", folder.File("b"), "--threads", "2"]);

        Assert.True(first.Exit == 0 && again.Exit == 0, first.ToString());
        foreach (var value in new[] { "blur-0", "blur-180" })
        {
            var picture = ExrFile.Read(folder.File($"a/{value}/stage.1024.exr"));
            foreach (var channel in new[] { "R", "grainless.G", "albedo.B", "normal.X", "forward.u", "forward.hidden", "backward.v", "depth.Z", "id.id", "light_key.R", "light_practical.R", "matte_rig_13.A", "clean_rig_13.R", "shadow_rig_13.R" })
                Assert.NotNull(picture.Channel(channel));
            Assert.Equal(File.ReadAllBytes(folder.File($"a/{value}/stage.1024.exr")), File.ReadAllBytes(folder.File($"b/{value}/stage.1024.exr")));
        }
        Assert.Equal(2, first.Json["result"]!["cases"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("--set", "blur=400", "blur is 0..360")]
    [InlineData("--set", "grian=1", "no parameter grian")]
    [InlineData("--set", "grain", "NAME=VALUE")]
    [InlineData("--step", "exposure=1,x", "x is not a number")]
    [InlineData("--clean", "nobody", "no such thing")]
    [InlineData("--size", "640", "width x height")]
    public void Stage_AskedForWhatIsNotThere_SaysSoAndWritesNothing(string option, string value, string says)
    {
        using var folder = new TestFolder();

        var ran = CommandLine.Run("bench", "stage", option, value, "--out", folder.File("out"), "--progress", "none");

        Assert.True(ran.Exit == 2 && ran.Errors.Contains(says, StringComparison.Ordinal), ran.ToString());
        Assert.False(Directory.Exists(folder.File("out")));
    }
}
