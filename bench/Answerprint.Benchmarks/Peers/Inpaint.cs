using System.Runtime.InteropServices;

namespace Answerprint.Benchmarks.Peers;

/// <summary>OpenCV's inpainting, radius 3: what is tried first when something has to go from a still.</summary>
internal static partial class Inpaint
{
    /// <param name="rgb">Interleaved, not changed.</param>
    public static byte[] Telea(byte[] rgb, bool[] hole, int width, int height) => Run(rgb, hole, width, height, 1);

    public static byte[] NavierStokes(byte[] rgb, bool[] hole, int width, int height) => Run(rgb, hole, width, height, 0);

    private static unsafe byte[] Run(byte[] rgb, bool[] hole, int width, int height, int method)
    {
        var filled = (byte[])rgb.Clone();
        var mask = Array.ConvertAll(hole, h => (byte)(h ? 255 : 0));
        int code;
        fixed (byte* p = filled, m = mask) code = Native(p, m, width, height, 3, method);
        return code == 0 ? filled : throw new InvalidOperationException($"inpainting failed with code {code} in the native library");
    }

    [LibraryImport("answerprint_native", EntryPoint = "answerprint_inpaint")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int Native(byte* picture, byte* mask, int width, int height, double radius, int method);
}
