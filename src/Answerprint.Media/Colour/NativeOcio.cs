using System.Runtime.InteropServices;
using System.Text;

namespace Answerprint.Media.Colour;

/// <summary>The C ABI over OpenColorIO. Nothing is thrown across it: a failure is a negative number and a message.</summary>
internal static partial class NativeOcio
{
    /// <summary>Room for a message or a name.</summary>
    internal const int Room = 4096;

    private const string Library = "answerprint_native";
    private const DllImportSearchPath Places = DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories;

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_version")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial nint Version();

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Open(ReadOnlySpan<byte> text, long length, string folder, out nint config, Span<byte> message, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_close")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial void Close(nint config);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_name", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Name(OcioConfigHandle config, int kind, string of, int index, Span<byte> name, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_find", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Find(OcioConfigHandle config, string name, Span<byte> found, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_cache_id")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int CacheId(OcioConfigHandle config, Span<byte> id, int size, Span<byte> message, int room);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_between", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Between(OcioConfigHandle config, string from, string to, int exact, out nint processor, Span<byte> message, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_shown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Shown(OcioConfigHandle config, string from, string display, string view, int exact, out nint processor, Span<byte> message, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_builtin", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Builtin(string style, int inverse, int exact, out nint processor, Span<byte> message, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_file", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int File(string path, int interpolation, int exact, out nint processor, Span<byte> message, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_cdl")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Cdl(ReadOnlySpan<double> ten, int clamp, out nint processor, Span<byte> message, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_processor_id")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int ProcessorId(OcioProcessorHandle processor, Span<byte> id, int size);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_apply")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial int Apply(OcioProcessorHandle processor, Span<float> red, Span<float> green, Span<float> blue, Span<float> alpha, int count);

    [LibraryImport(Library, EntryPoint = "answerprint_ocio_drop")]
    [DefaultDllImportSearchPaths(Places)]
    internal static partial void Drop(nint processor);

    internal static string Text(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? buffer : buffer[..end]);
    }
}

/// <summary>An open config of the library.</summary>
internal sealed class OcioConfigHandle : SafeHandle
{
    internal OcioConfigHandle(nint value)
        : base(0, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeOcio.Close(handle);
        return true;
    }
}

/// <summary>A processor of the library.</summary>
internal sealed class OcioProcessorHandle : SafeHandle
{
    internal OcioProcessorHandle(nint value)
        : base(0, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeOcio.Drop(handle);
        return true;
    }
}
