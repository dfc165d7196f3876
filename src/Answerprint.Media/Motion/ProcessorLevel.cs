using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Answerprint.Media.Motion;

/// <summary>
/// Keeps OpenCV at AVX2 on processors that offer more, so that they stay in one machine class: the same picture gives the same flow on all of
/// them. OpenCV reads its variable when it is loaded, so this runs when this assembly is, before any call into the native library.
/// </summary>
public static partial class ProcessorLevel
{
    /// <summary>The code paths above AVX2 that OpenCV 4.6 is built with in Debian 12. Naming one that a processor lacks makes OpenCV complain.</summary>
    private const string Above = "AVX512-SKX";

    /// <summary>The version of OpenCV that the native library was built with: part of the machine class.</summary>
    public static string OpenCv => Marshal.PtrToStringUTF8(Version()) ?? "";

    /// <summary>Whether OpenCV uses nothing above AVX2 in this process.</summary>
    public static bool IsPinned => AboveAvx2() == 0;

#pragma warning disable CA2255 // a library's start-up code: it must run before the native library is loaded, whoever loads it
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Pin()
    {
        if (OperatingSystem.IsLinux() && Avx512BW.IsSupported) _ = SetVariable("OPENCV_CPU_DISABLE", Above, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetVariable(string name, string value, int overwrite);

    [LibraryImport("answerprint_native", EntryPoint = "answerprint_opencv_version")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial nint Version();

    [LibraryImport("answerprint_native", EntryPoint = "answerprint_opencv_above_avx2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static partial int AboveAvx2();
}
