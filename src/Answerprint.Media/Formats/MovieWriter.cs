using System.Globalization;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>What a movie is packed with.</summary>
public enum MovieKind
{
    /// <summary>FFV1 version 3 in Matroska: the code values as they stand, without loss, 8 to 16 bits.</summary>
    Ffv1,

    /// <summary>Apple ProRes 422 HQ in QuickTime, 10 bits: lossy.</summary>
    ProRes,

    /// <summary>H.264, 8 bits 4:2:0, for proxies: lossy.</summary>
    H264,
}

/// <summary>
/// Writes a movie through ffmpeg, frame after frame. The codes go in as they are; nothing is scaled or converted on the way. The file
/// takes its name only when it is whole.
/// </summary>
public sealed class MovieWriter : IDisposable
{
    private readonly string path;
    private readonly string part;
    private readonly int width;
    private readonly int height;
    private readonly PixelLayout layout;
    private readonly MediaProcess process;
    private bool finished;

    private MovieWriter(string path, string part, int width, int height, Coding coding, PixelLayout layout, MediaProcess process)
    {
        this.path = path;
        this.part = part;
        this.width = width;
        this.height = height;
        Coding = coding;
        this.layout = layout;
        this.process = process;
    }

    /// <summary>The coding of the frames that it takes.</summary>
    public Coding Coding { get; }

    /// <summary>How many frames were written.</summary>
    public int Count { get; private set; }

    /// <summary>The coding that a kind of movie takes for pictures that come from elsewhere: FFV1 16-bit RGB, ProRes 10-bit 4:2:2, H.264 8-bit 4:2:0; BT.709 and BT.1886.</summary>
    public static Coding CodingOf(MovieKind kind) => kind switch
    {
        MovieKind.Ffv1 => Coding.Still(CodeModel.Rgb, 16, alpha: false, ColourSpace.Bt1886),
        MovieKind.ProRes => new(CodeModel.Yuv, 10, Alpha: false, 1, 0, ChromaSite.Left, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Bt1886),
        _ => new(CodeModel.Yuv, 8, Alpha: false, 1, 1, ChromaSite.Left, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Bt1886),
    };

    // what ITU-T H.273 has a number for; the rest is not said rather than said wrongly
    private static string PrimariesOf(ColourSpace colour) =>
        colour.Primaries == Chromaticities.Rec709 ? "bt709" : colour.Primaries == Chromaticities.Rec2020 ? "bt2020" : colour.Primaries == Chromaticities.P3D65 ? "smpte432" : "unknown";

    private static string TransferOf(ColourSpace colour) => colour.IsByChannel ? colour.Transfer.Name switch
    {
        "bt1886" or "rec709" => "bt709",
        "srgb" => "iec61966-2-1",
        "linear" => "linear",
        "pq" => "smpte2084",
        "hlg" => "arib-std-b67",
        "gamma2.2" => "gamma22",
        _ => "unknown",
    } : "unknown";

    /// <summary>Begins a movie.</summary>
    /// <param name="path">".mkv" for FFV1, ".mov" for ProRes, ".mov" or ".mp4" for H.264.</param>
    /// <param name="coding">Default <see cref="CodingOf"/>. Only FFV1 takes another.</param>
    /// <param name="marks">Metadata of the file: text by name.</param>
    /// <exception cref="BadInputException">ffmpeg is not there.</exception>
    public static MovieWriter Create(
        string path, MovieKind kind, int width, int height, FrameRate rate, Coding? coding = null, IReadOnlyDictionary<string, string>? marks = null)
    {
        coding ??= CodingOf(kind);
        if (kind != MovieKind.Ffv1 && coding != CodingOf(kind)) throw new ArgumentException($"{kind} takes only its own coding", nameof(coding));
        var form = LayoutOf(coding);
        var temporary = FileBytes.PartOf(path);
        List<string> arguments =
        [
            "-nostdin", "-y", "-hide_banner", "-nostats", "-loglevel", "level+error", "-f", "rawvideo", "-pix_fmt", form.Name,
            "-video_size", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"), "-framerate", rate.ToString(), "-i", "pipe:0", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        ];
        arguments.AddRange(kind switch
        {
            MovieKind.Ffv1 => ["-c:v", "ffv1", "-level", "3", "-coder", "1", "-context", "0", "-g", "1", "-slices", "4", "-slicecrc", "1", "-pix_fmt", form.Name],
            MovieKind.ProRes => ["-c:v", "prores_ks", "-profile:v", "3", "-vendor", "apl0", "-pix_fmt", form.Name],
            _ => (string[])["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-threads", "4", "-movflags", "+faststart", "-pix_fmt", form.Name],
        });
        var matrix = (coding.Model, coding.Matrix) switch
        {
            (CodeModel.Rgb, _) => "rgb",
            (_, CodeMatrix.Bt601) => "smpte170m",
            (_, CodeMatrix.Bt2020) => "bt2020nc",
            _ => "bt709",
        };
        arguments.AddRange(["-colorspace", matrix, "-color_range", coding.Range == CodeRange.Full ? "pc" : "tv", "-color_primaries", PrimariesOf(coding.Colour), "-color_trc", TransferOf(coding.Colour)]);
        if (coding.Model == CodeModel.Yuv && coding.ChromaX > 0)
            arguments.AddRange(["-chroma_sample_location", coding.Site switch { ChromaSite.Centre => "center", ChromaSite.TopLeft => "topleft", _ => "left" }]);
        foreach (var (name, text) in (marks ?? new Dictionary<string, string>()).OrderBy(m => m.Key, StringComparer.Ordinal)) arguments.AddRange(["-metadata", $"{name}={text}"]);
        // QuickTime and MP4 keep names of their own only when told to
        if (marks is { Count: > 0 } && kind != MovieKind.Ffv1) arguments.AddRange(["-movflags", kind == MovieKind.H264 ? "+faststart+use_metadata_tags" : "+use_metadata_tags"]);
        arguments.AddRange(["-f", kind == MovieKind.Ffv1 ? "matroska" : Path.GetExtension(path) == ".mp4" ? "mp4" : "mov", "file:" + temporary]);
        var child = MediaProcess.Start("ffmpeg", arguments, path, 2 * MovieDecoder.Patience(form.BytesOf(coding, width, height)));
        child.Output.Close();
        child.Rest();
        return new(path, temporary, width, height, coding, form, child);
    }

    /// <summary>The next frame, codes as they stand.</summary>
    /// <exception cref="ArgumentException">Its size or coding is another.</exception>
    /// <exception cref="IOException">It can not be written.</exception>
    public void Write(CodedPicture picture)
    {
        if (picture.Width != width || picture.Height != height || picture.Coding != Coding) throw new ArgumentException("the frame has another size or coding than the movie", nameof(picture));
        try
        {
            var bytes = layout.Pack(picture);
            using (process.Ask()) process.Input.Write(bytes);
        }
        catch (IOException e)
        {
            process.Finish();
            throw new IOException($"{path} can not be written: {Why}", e);
        }
        Count++;
    }

    /// <summary>The next frame as it is shown: its codes are those of the movie's display. For proxies.</summary>
    public void Write(ShownPicture picture)
    {
        var codes = new Frame(picture.Width, picture.Height);
        for (var c = 0; c < 3; c++) picture.Codes(c).CopyTo(codes.Plane(c));
        Write(CodedPicture.Encode(codes, Coding with { Colour = ColourSpace.Linear }) with { Coding = Coding });
    }

    /// <summary>The next frame from scene-linear light, by the inverse of the declared decode.</summary>
    public void Write(Frame light) => Write(CodedPicture.Encode(light, Coding));

    /// <summary>Ends the movie; the file appears under its name.</summary>
    /// <exception cref="IOException">It can not be written.</exception>
    public void Finish()
    {
        process.Input.Close();
        if (!process.Finish()) throw new IOException($"{path} can not be written: {Why}");
        using (var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
        File.Move(part, path, overwrite: true);
        finished = true;
    }

    public void Dispose()
    {
        process.Dispose();
        if (!finished) File.Delete(part);
    }

    private string Why => process.IsStalled ? "ffmpeg took nothing more for too long; run it again when the machine is less busy" : string.Join("; ", process.Faults.Take(3));

    private static PixelLayout LayoutOf(Coding coding)
    {
        var depth = coding.Depth > 8 ? $"{coding.Depth}le" : "";
        var name = coding.Model switch
        {
            CodeModel.Grey => "gray" + depth,
            // FFV1 has no planar RGB of 8 bits: the same codes, packed
            CodeModel.Rgb when coding.Depth == 8 => coding.Alpha ? "bgra" : "bgr0",
            CodeModel.Rgb => (coding.Alpha ? "gbrap" : "gbrp") + depth,
            _ => $"yuv{(coding.Alpha ? "a" : "")}{Chroma(coding)}p{depth}",
        };
        return new(name, coding.Model, coding.Depth, coding.Alpha, coding.ChromaX, coding.ChromaY);
    }

    private static string Chroma(Coding coding) => (coding.ChromaX, coding.ChromaY) switch
    {
        (0, 0) => "444",
        (1, 0) => "422",
        (1, 1) => "420",
        (0, 1) => "440",
        (2, 0) => "411",
        _ => "410",
    };
}
