using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Soundstage;
using Answerprint.Tools;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.House;

public sealed class ToolContractTest
{
    [Fact]
    public void Laws_OfAnHonestTool_AreKept() => Assert.Empty(ToolLaws.Broken(new BrokenTool(Fault.None), Work()));

    [Theory]
    [InlineData(Fault.LeaksAPixel, "outside the work matte")]
    [InlineData(Fault.IgnoresTheSeed, "same bits")]
    [InlineData(Fault.ReadsBeyondNeeds, "needs")]
    [InlineData(Fault.DependsOnThreads, "on two threads")]
    [InlineData(Fault.DependsOnChunks, "in two chunks")]
    [InlineData(Fault.DoesNotStop, "cancel")]
    [InlineData(Fault.LosesAFrame, "same bits")]
    [InlineData(Fault.ChangesTheSize, "size")]
    [InlineData(Fault.LiesInTheOrigin, "origin")]
    public void Laws_OfABrokenTool_NameWhatItBroke(Fault fault, string law) =>
        Assert.Contains(ToolLaws.Broken(new BrokenTool(fault), Work()), b => b.Contains(law, StringComparison.Ordinal));

    [Fact]
    public void Laws_OfFill_AreKept()
    {
        var plate = new StageClip(new Renderer(Stage.Of(11, new(1, 12), 128, 72), 1), "stage", [4, 5, 9]);
        Assert.Empty(ToolLaws.Broken(new FillTool(), new([new(0, plate)], plate.Range, new FillOptions([4, 5, 9]), 7, 1, Assignment.NoMattes)));
    }

    /// <summary>A tool on the rack whose laws nobody holds is a hole in this test: name its case here.</summary>
    [Fact]
    public void Rack_HasALawCase_ForEveryTool() => Assert.Equal(["fill"], Rack.Tools.Select(t => t.Card.Name));

    private static Assignment Work()
    {
        var frames = Enumerable.Range(0, 6).Select(n =>
        {
            var frame = new Frame(16, 12);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = 0.1f + (0.01f * ((i * (c + 1)) + n));
            return frame;
        }).ToArray();
        return new([new(0, MemoryClip.Of("plate", new FrameRate(24), 1, frames))], new(2, 6), new object(), 7, 1, Assignment.NoMattes);
    }
}
