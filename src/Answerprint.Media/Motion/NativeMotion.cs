using System.Runtime.InteropServices;

namespace Answerprint.Media.Motion;

/// <summary>The C ABI over OpenCV's motion. One thread a call; calls may run side by side.</summary>
internal static partial class NativeMotion
{
    private const string Library = "answerprint_native";

    [LibraryImport(Library, EntryPoint = "answerprint_dense_flow")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    internal static unsafe partial int DenseFlow(byte* a, byte* b, int width, int height, int finestScale, int patch, int stride, int iterations, int variational, float* flow);

    [LibraryImport(Library, EntryPoint = "answerprint_features")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    internal static unsafe partial int Features(byte* picture, byte* mask, int width, int height, int most, float* points, float* descriptors);

    [LibraryImport(Library, EntryPoint = "answerprint_plane")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    internal static unsafe partial int Plane(float* pointsA, float* descriptorsA, int countA, float* pointsB, float* descriptorsB, int countB, double ratio, double threshold, double* homography, int* inliers);

    [LibraryImport(Library, EntryPoint = "answerprint_let_go")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    internal static partial int LetGo();

    /// <summary>Turns a failure of the library into an exception that names the call.</summary>
    internal static void Check(int code, string call)
    {
        if (code < 0) throw new InvalidOperationException($"{call} failed with code {code} in the native library");
    }
}
