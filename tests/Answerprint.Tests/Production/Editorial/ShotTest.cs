using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

public sealed class ShotTest
{
    [Fact]
    public void Read_ShotWithoutMedia_IsWhatWasWritten()
    {
        var shot = new Shot("tst_0010", "absent", null, default, default, new FrameRange(0, 10), 0, 1);
        Assert.Equal(shot, Shot.Read(JsonReading.Parse(PlainJson.Bytes(shot.Write()))));
    }

    [Fact]
    public void Read_ShotWithMedia_IsWhatWasWritten()
    {
        var shot = new Shot("tst_0010", "here", 3, new FrameRange(1001, 1002), new FrameRange(993, 1010), new FrameRange(0, 1), 0, 1);
        Assert.Equal(shot, Shot.Read(JsonReading.Parse(PlainJson.Bytes(shot.Write()))));
    }
}
