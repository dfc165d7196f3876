using Answerprint.Production;
using Xunit;

namespace Answerprint.Tests.Production;

public sealed class FirstLookTest
{
    [Theory]
    [InlineData("7", "7")]
    [InlineData("7,8", "7,8")]
    [InlineData("7,9,10,11,12,13,20", "9,11,13")]
    [InlineData("1,2,4,5", "1,2")]
    public void Frames_TheLongestRun_ItsFirstMiddleAndLast(string asked, string shown) =>
        Assert.Equal(shown, string.Join(',', FirstLook.Frames([.. asked.Split(',').Select(int.Parse)])));
}
