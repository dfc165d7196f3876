using Answerprint.Media.Motion;
using Xunit;

namespace Answerprint.Tests.Media.Motion;

public sealed class ProcessorLevelTest
{
    [Fact]
    public void OpenCv_InThisProcess_UsesNothingAboveAvx2() => Assert.True(ProcessorLevel.IsPinned);

    [Fact]
    public void OpenCv_Version_IsThatOfTheMachineClass() => Assert.StartsWith("4.", ProcessorLevel.OpenCv, StringComparison.Ordinal);
}
