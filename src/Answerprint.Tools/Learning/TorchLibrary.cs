using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Learning;

/// <summary>The C ABI over libtorch, for training only. It is there where `./setup --train` was run.</summary>
internal static unsafe partial class TorchLibrary
{
    private const string Library = "answerprint_torch";
    private const DllImportSearchPath Places = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    static TorchLibrary()
    {
        // Debian's libtorch brings OpenCV along, which must be told its level before it is loaded
        RuntimeHelpers.RunModuleConstructor(typeof(ProcessorLevel).Module.ModuleHandle);
        // threads that wait spin otherwise, and starve the ones that prepare the next batch
        _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0);
    }

    /// <summary>Whether training can run here.</summary>
    public static bool IsThere
    {
        get
        {
            if (!NativeLibrary.TryLoad(Library, typeof(TorchLibrary).Assembly, Places, out var handle)) return false;
            NativeLibrary.Free(handle);
            return true;
        }
    }

    public static string Version => Marshal.PtrToStringUTF8(VersionText()) ?? "";

    /// <summary>Turns a failure of the library into an exception that names the call.</summary>
    public static void Check(int code, string call)
    {
        if (code < 0) throw new InvalidOperationException($"{call} failed with code {code} in libtorch");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_version")]
    [DefaultDllImportSearchPaths(Places)]
    private static partial nint VersionText();

    [LibraryImport(Library, EntryPoint = "answerprint_torch_threads")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Threads(int count);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_make")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Make(float* values, long* sizes, int dimensions, int learns, nint* result);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_free")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial void Free(nint tensor);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_read")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Read(nint tensor, float* values, long count);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_gradient")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Gradient(nint tensor, float* values, long count);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_backward")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Backward(nint tensor);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_convolve")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Convolve(nint input, nint weights, nint bias, int padding, int dilation, nint* result);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_pair")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Pair(int operation, nint a, nint b, nint* result);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_one")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int One(int operation, nint a, double parameter, nint* result);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_part")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Part(nint a, int dimension, long first, long count, nint* result);

    [LibraryImport(Library, EntryPoint = "answerprint_torch_shape")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Shape(nint a, long* sizes, int dimensions, nint* result);
}
