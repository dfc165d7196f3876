namespace Answerprint.Benchmarks.Cases;

/// <summary>A kind of picture file that programs of others make and read.</summary>
/// <param name="Name">"EXR half, PIZ".</param>
/// <param name="File">The name of the file that is made: its suffix says the format.</param>
/// <param name="Maker">The program that makes it, and its arguments; the file's name comes last.</param>
/// <param name="IsWritten">Whether we write this kind: then it is written again from what was read, and compared as well.</param>
/// <param name="Through">Arguments with which oiiotool turns it into what ffmpeg reads, where ffmpeg can not; null else.</param>
public sealed record FormatKind(string Name, string File, IReadOnlyList<string> Maker, bool IsWritten, string? Through = null)
{
    private const string Noise = "noise:type=gaussian:mean=0.4:stddev=0.35:seed=7";

    /// <summary>All kinds that are measured.</summary>
    public static IReadOnlyList<FormatKind> All { get; } = [.. Exr(), .. Stills(), .. Movies()];

    /// <summary>Light with negatives and more than 1, of every packing.</summary>
    private static IEnumerable<FormatKind> Exr()
    {
        // ffmpeg 5.1 gives up on blocks of DWA that OpenEXR made: oiiotool opens those for it
        foreach (var packing in (string[])["none", "rle", "zips", "zip", "piz", "pxr24", "b44", "b44a", "dwaa", "dwab"])
        {
            foreach (var type in (string[])["half", "float"])
            {
                var written = packing is "none" or "rle" or "zips" or "zip" or "piz";
                yield return new($"EXR {type}, {packing.ToUpperInvariant()}", $"{packing}-{type}.exr", ["oiiotool", "--pattern", Noise, "67x43", "3", "-d", type, "--compression", packing, "-o"], written, packing.StartsWith("dwa", StringComparison.Ordinal) ? "opened.exr" : null);
            }
        }
        yield return new("EXR half, ZIP, tiles", "tiles.exr", ["oiiotool", "--pattern", Noise, "67x43", "3", "-d", "half", "--compression", "zip", "--tile", "16", "16", "-o"], IsWritten: false);
    }

    private static IEnumerable<FormatKind> Stills()
    {
        foreach (var (depth, endian) in ((int, string)[])[(8, "big"), (10, "big"), (10, "little"), (12, "big"), (12, "little"), (16, "big"), (16, "little")])
            yield return new($"DPX {depth} bit, {endian} endian", $"{depth}-{endian}.dpx", ["oiiotool", "--pattern", Noise, "68x43", "3", "--attrib", "oiio:Endian", endian, "-d", $"uint{depth}", "-o"], IsWritten: true);
        foreach (var type in (string[])["uint8", "uint16", "half", "float"])
        {
            // ffmpeg reads no TIFF of floats: oiiotool opens those for it
            var through = type is "half" or "float" ? "opened.exr" : null;
            yield return new($"TIFF {type}", $"{type}.tif", ["oiiotool", "--pattern", Noise, "67x43", "3", "-d", type, "-o"], IsWritten: true, through);
            yield return new($"TIFF {type}, planar", $"{type}-planar.tif", ["oiiotool", "--pattern", Noise, "67x43", "3", "-d", type, "--planarconfig", "separate", "-o"], IsWritten: true, through ?? "opened.png");
        }
        foreach (var type in (string[])["uint8", "uint16"])
            yield return new($"PNG {type}", $"{type}.png", ["oiiotool", "--pattern", Noise, "67x43", "3", "-d", type, "-o"], IsWritten: true);
        yield return new("JPEG", "a.jpg", ["oiiotool", "--pattern", Noise, "67x43", "3", "-d", "uint8", "-o"], IsWritten: false, "opened.png");
    }

    private static IEnumerable<FormatKind> Movies()
    {
        yield return Movie("ProRes 422 HQ, 10 bit", "hq.mov", true, "-c:v", "prores_ks", "-profile:v", "3", "-pix_fmt", "yuv422p10le");
        yield return Movie("ProRes 4444, 12 bit, alpha", "4444.mov", false, "-vf", "format=yuva444p10le", "-c:v", "prores_ks", "-profile:v", "4", "-alpha_bits", "16", "-pix_fmt", "yuva444p10le");
        yield return Movie("DNxHR SQ, 8 bit", "sq.mov", false, "-c:v", "dnxhd", "-profile:v", "dnxhr_sq", "-pix_fmt", "yuv422p");
        yield return Movie("DNxHR HQX, 10 bit, MXF", "hqx.mxf", false, "-c:v", "dnxhd", "-profile:v", "dnxhr_hqx", "-pix_fmt", "yuv422p10le");
        yield return Movie("DNxHR 444, 10 bit", "444.mov", false, "-c:v", "dnxhd", "-profile:v", "dnxhr_444", "-pix_fmt", "yuv444p10le");
        yield return Movie("H.264, 8 bit", "h264.mp4", false, "-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p");
        yield return Movie("H.264, 10 bit", "h264-10.mkv", false, "-c:v", "libx264", "-bf", "3", "-pix_fmt", "yuv420p10le");
        yield return Movie("H.265, 8 bit", "h265.mp4", false, "-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p");
        yield return Movie("H.265, 10 bit", "h265-10.mkv", false, "-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le");
        yield return Movie("H.265, 12 bit", "h265-12.mov", false, "-c:v", "libx265", "-x265-params", "log-level=none", "-tag:v", "hvc1", "-pix_fmt", "yuv422p12le");
        foreach (var layout in (string[])["yuv420p", "yuv422p10le", "yuv444p12le", "gbrp16le"])
            yield return Movie($"FFV1, {layout}", $"{layout}.mkv", true, "-c:v", "ffv1", "-level", "3", "-pix_fmt", layout);
        yield return Movie("MJPEG, 8 bit", "mjpeg.mov", false, "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p");
        yield return Movie("VP9, 8 bit", "vp9.webm", false, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-pix_fmt", "yuv420p");
    }

    private static FormatKind Movie(string name, string file, bool isWritten, params IReadOnlyList<string> arguments) =>
        new(name, file, ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25", "-frames:v", "9", .. arguments], isWritten);
}
