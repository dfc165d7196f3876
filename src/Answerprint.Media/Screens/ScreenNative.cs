using System.Runtime.InteropServices;

namespace Answerprint.Media.Screens;

/// <summary>native/screens.cpp.</summary>
internal static partial class ScreenNative
{
    private const string Library = "answerprint_native";

    [LibraryImport(Library, EntryPoint = "answerprint_screen_open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    public static partial nint Open(string folder);

    [LibraryImport(Library, EntryPoint = "answerprint_screen_close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    public static partial void Close(nint screen);

    [LibraryImport(Library, EntryPoint = "answerprint_screen_frame")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    public static partial int Frame(nint screen, ReadOnlySpan<byte> grey, int width, int height, int analysed, Span<double> hits, int most);
}
