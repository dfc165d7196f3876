using System.Runtime.InteropServices;
using Answerprint.Production.Toolbox;
using Answerprint.Tools;

namespace Answerprint.Studio.Commands;

/// <summary>The tools that the flow works with, and the class of this machine.</summary>
internal static partial class ToolRack
{
    public static IReadOnlyList<Tool> Tools => Rack.Tools;

    /// <summary>Of this machine, with the version of OpenCV that does the flow fields.</summary>
    public static string Machine => MachineClass.Of($"opencv {Marshal.PtrToStringUTF8(OpenCvVersion())}");

    [LibraryImport("answerprint_native", EntryPoint = "answerprint_opencv_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial nint OpenCvVersion();
}
