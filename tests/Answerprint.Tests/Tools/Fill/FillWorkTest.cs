using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class FillWorkTest
{
    [Fact]
    public void Work_OfGaps_CountsThemWithoutReadingAFrame()
    {
        var terms = Terms(new([5, 10, 11, 12]));
        Assert.Equal(2 * 0.2304, terms["pairs"], 6);
        Assert.Equal(2 * 0.2304, terms["bends"], 6);
        Assert.Equal(4 * 0.2304, terms["moments"], 6);
        Assert.Equal(4 * 0.2304, terms["pictures"], 6);
        Assert.True(terms["trials"] > 0);
        Assert.True(terms["flows of habit"] > 0);
    }

    [Fact]
    public void Work_OfAWayThatIsGiven_TriesNothing()
    {
        var terms = Terms(new([5, 10, 11, 12], Method: FillMethod.Linear));
        Assert.Equal((0, 0, 0), (terms["trials"], terms["flows of habit"], terms["bends"]));
        var still = Terms(new([5, 10, 11, 12], Method: FillMethod.Repeat));
        Assert.Equal((0, 0), (still["pairs"], still["moments"]));
        Assert.True(still["pictures"] > 0);
    }

    [Fact]
    public void Work_OfALargePlate_IsCountedAtTheSizeThatIsLookedAt()
    {
        var terms = Terms(new([5]), 4096, 2160);
        Assert.InRange(terms["pairs"], 0.5, 1.1);
        Assert.Equal(4096 * 2160 / 1e6, terms["pictures"], 6);
    }

    private static Dictionary<string, double> Terms(FillOptions options, int width = 640, int height = 360)
    {
        using var clip = new Unread(width, height);
        var work = new FillTool().Work(new Assignment([new(0, clip)], new FrameRange(1, 31), options, 1, 1, Assignment.NoMattes));
        Assert.All(work, t => Assert.True(t.Seconds > 0));
        return work.ToDictionary(t => t.Name, t => t.Amount);
    }

    private sealed class Unread(int width, int height) : Clip
    {
        public override string Name => "unread";

        public override FrameRange Range => new(1, 31);

        public override FrameRate Rate => new(24);

        public override int Width => width;

        public override int Height => height;

        public override bool Has(int frame) => Range.Contains(frame);

        public override StoredFrame ReadStored(int frame) => throw new InvalidOperationException("read");

        public override Frame Read(int frame) => throw new InvalidOperationException("read");
    }
}
