using Answerprint.Media.Motion;
using Answerprint.Production.Toolbox;
using Answerprint.Tools;

namespace Answerprint.Studio.Commands;

/// <summary>The tools that the flow works with, and the class of this machine.</summary>
internal static class ToolRack
{
    public static IReadOnlyList<Tool> Tools => Rack.Tools;

    /// <summary>Of this machine, with the version of OpenCV that does the flow fields.</summary>
    public static string Machine => MachineClass.Of($"opencv {ProcessorLevel.OpenCv}");
}
