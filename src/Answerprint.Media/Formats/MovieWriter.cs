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

    /// <summary>Apple ProRes 4444 in QuickTime, with alpha where the pictures have it; ffmpeg codes 10 bits: lossy.</summary>
    ProRes4444,

    /// <summary>Avid DNxHR HQX in MXF or QuickTime, 4:2:2 of 10 bits: lossy.</summary>
    DnxHr,

    /// <summary>Avid DNxHR 444 in MXF or QuickTime, 10 bits: lossy.</summary>
    DnxHr444,

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

    /// <summary>
    /// The coding that a kind of movie takes for pictures that come from elsewhere, BT.709 and BT.1886: FFV1 16-bit RGB, ProRes 422 and DNxHR HQX 10-bit 4:2:2, ProRes 4444 and DNxHR 444 10-bit
    /// 4:4:4, H.264 8-bit 4:2:0.
    /// </summary>
    public static Coding CodingOf(MovieKind kind) => kind switch
    {
        MovieKind.Ffv1 => Coding.Still(CodeModel.Rgb, 16, alpha: false, ColourSpace.Bt1886),
        MovieKind.ProRes or MovieKind.DnxHr => new(CodeModel.Yuv, 10, Alpha: false, 1, 0, ChromaSite.Left, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Bt1886),
        MovieKind.ProRes4444 or MovieKind.DnxHr444 => new(CodeModel.Yuv, 10, Alpha: false, 0, 0, ChromaSite.Left, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Bt1886),
        _ => new(CodeModel.Yuv, 8, Alpha: false, 1, 1, ChromaSite.Left, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Bt1886),
    };

    /// <summary>The kind of movie of a file's name, or the one that is asked for where that goes into such a file.</summary>
    /// <param name="asked">"ffv1", "prores", "prores-4444", "dnxhr-hqx", "dnxhr-444", "h264"; null for the usual one of the suffix.</param>
    /// <exception cref="BadInputException">No such movie is written.</exception>
    public static MovieKind KindOf(string path, string? asked)
    {
        var suffix = Path.GetExtension(path).ToLowerInvariant();
        (string Name, MovieKind Kind, string[] In)[] kinds =
        [
            ("ffv1", MovieKind.Ffv1, [".mkv"]), ("prores", MovieKind.ProRes, [".mov"]), ("prores-4444", MovieKind.ProRes4444, [".mov"]), ("dnxhr-hqx", MovieKind.DnxHr, [".mxf", ".mov"]),
            ("dnxhr-444", MovieKind.DnxHr444, [".mxf", ".mov"]), ("h264", MovieKind.H264, [".mp4", ".mov"]),
        ];
        var fits = kinds.Where(k => k.In.Contains(suffix)).ToList();
        if (fits.Count == 0) throw new BadInputException("unknown-suffix", path, "", $"'{suffix}' is no kind of picture that is written", "Use .exr, .png, .dpx, .tif, .mkv (lossless), .mov (ProRes, DNxHR), .mxf (DNxHR) or .mp4 (proxy)");
        if (asked is null) return fits[0].Kind;
        var at = fits.FindIndex(k => k.Name.Equals(asked, StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? fits[at].Kind : throw new BadInputException("unknown-codec", path, "", $"'{asked}' is not written into {suffix}", $"Use one of {string.Join(", ", fits.Select(k => k.Name))}, or another suffix");
    }

    /// <summary>What a kind of movie loses, one sentence; null for those that lose nothing.</summary>
    public static string? LossOf(MovieKind kind) => kind switch
    {
        MovieKind.Ffv1 => null,
        MovieKind.ProRes => "ProRes is lossy: code values do not stand",
        MovieKind.ProRes4444 => "ProRes 4444 is lossy and coded in 10 bits: code values do not stand",
        MovieKind.DnxHr or MovieKind.DnxHr444 => "DNxHR is lossy: code values do not stand",
        _ => "H.264 is lossy: this is a proxy",
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
    /// <param name="path">".mkv" for FFV1, ".mov" for ProRes, ".mxf" or ".mov" for DNxHR, ".mov" or ".mp4" for H.264.</param>
    /// <param name="coding">Default <see cref="CodingOf"/>. FFV1 takes any other, the others only other colour and matrix, ProRes 4444 also alpha.</param>
    /// <param name="marks">Metadata of the file: text by name.</param>
    /// <param name="timecode">The label of the first frame, "01:00:00:00", ";" before frames of drop-frame; null for none.</param>
    /// <exception cref="BadInputException">ffmpeg is not there, or the kind does not hold pictures of this size.</exception>
    public static MovieWriter Create(
        string path, MovieKind kind, int width, int height, FrameRate rate, Coding? coding = null, IReadOnlyDictionary<string, string>? marks = null, string? timecode = null)
    {
        coding ??= CodingOf(kind);
        var own = CodingOf(kind);
        if (kind != MovieKind.Ffv1 && coding != own with { Colour = coding.Colour, Matrix = coding.Matrix, Alpha = kind == MovieKind.ProRes4444 && coding.Alpha }) throw new ArgumentException($"{kind} takes only its own coding", nameof(coding));
        // ffmpeg 5.1 writes nothing of such pictures and says nothing
        if (kind == MovieKind.Ffv1 && (width < 2 || height < 2)) throw new BadInputException("too-small", path, "", $"FFV1 does not hold pictures of {width}×{height}", "Write stills, such as name.%04d.exr");
        if (kind == MovieKind.Ffv1 && SlicesOf(width, height, coding) == 0) throw new BadInputException("odd-size", path, "", $"FFV1 can not be cut into slices at {width}×{height} with chroma of every {1 << coding.ChromaX} by {1 << coding.ChromaY} pixels", "Write stills, such as name.%04d.exr");
        if (kind is MovieKind.DnxHr or MovieKind.DnxHr444 && (width < 256 || height < 120)) throw new BadInputException("too-small", path, "", $"DNxHR holds no pictures below 256×120, and these are {width}×{height}", "Write ProRes (.mov), or FFV1 (.mkv)");
        var form = LayoutOf(coding);
        var temporary = FileBytes.PartOf(path);
        List<string> arguments =
        [
            "-nostdin", "-y", "-hide_banner", "-nostats", "-loglevel", "level+error", "-f", "rawvideo", "-pix_fmt", form.Name,
            "-video_size", string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"), "-framerate", rate.ToString(), "-i", "pipe:0", "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact",
        ];
        arguments.AddRange(kind switch
        {
            MovieKind.Ffv1 => ["-c:v", "ffv1", "-level", "3", "-coder", "1", "-context", "0", "-g", "1", "-slices", SlicesOf(width, height, coding).ToString(CultureInfo.InvariantCulture), "-slicecrc", "1", "-pix_fmt", form.Name],
            MovieKind.ProRes => ["-c:v", "prores_ks", "-profile:v", "3", "-vendor", "apl0", "-pix_fmt", form.Name],
            MovieKind.ProRes4444 => ["-c:v", "prores_ks", "-profile:v", "4", "-alpha_bits", coding.Alpha ? "16" : "0", "-vendor", "apl0", "-pix_fmt", form.Name],
            MovieKind.DnxHr => ["-c:v", "dnxhd", "-profile:v", "dnxhr_hqx", "-pix_fmt", form.Name],
            MovieKind.DnxHr444 => ["-c:v", "dnxhd", "-profile:v", "dnxhr_444", "-pix_fmt", form.Name],
            _ => (string[])["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-threads", "4", "-movflags", "+faststart", "-pix_fmt", form.Name],
        });
        var matrix = (coding.Model, coding.Matrix) switch
        {
            (CodeModel.Rgb, _) => "rgb",
            (_, CodeMatrix.Bt601) => "smpte170m",
            (_, CodeMatrix.Bt2020) => "bt2020nc",
            _ => "bt709",
        };
        var range = coding.Range == CodeRange.Full ? "pc" : "tv";
        // ProRes takes its tags from the pictures, not from what the encoder is told
        if (kind is not (MovieKind.Ffv1 or MovieKind.H264)) arguments.AddRange(["-vf", $"setparams=range={range}:colorspace={matrix}:color_primaries={PrimariesOf(coding.Colour)}:color_trc={(TransferOf(coding.Colour) is "gamma22" ? "bt470m" : TransferOf(coding.Colour))}"]);
        if (timecode is not null) arguments.AddRange(kind == MovieKind.Ffv1 ? ["-metadata", $"timecode={timecode}"] : ["-timecode", timecode]);
        arguments.AddRange(["-colorspace", matrix, "-color_range", range, "-color_primaries", PrimariesOf(coding.Colour), "-color_trc", TransferOf(coding.Colour)]);
        if (coding.Model == CodeModel.Yuv && coding.ChromaX > 0)
            arguments.AddRange(["-chroma_sample_location", coding.Site switch { ChromaSite.Centre => "center", ChromaSite.TopLeft => "topleft", _ => "left" }]);
        foreach (var (name, text) in (marks ?? new Dictionary<string, string>()).OrderBy(m => m.Key, StringComparer.Ordinal)) arguments.AddRange(["-metadata", $"{TrialMark.NameIn(path, name)}={text}"]);
        // QuickTime and MP4 keep names of their own only when told to
        if (marks is { Count: > 0 } && Path.GetExtension(path).ToLowerInvariant() is ".mov" or ".mp4") arguments.AddRange(["-movflags", kind == MovieKind.H264 ? "+faststart+use_metadata_tags" : "+use_metadata_tags"]);
        arguments.AddRange(["-f", Path.GetExtension(path).ToLowerInvariant() switch { ".mkv" => "matroska", ".mp4" => "mp4", ".mxf" => "mxf", _ => "mov" }, "file:" + temporary]);
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
            throw new IOException($"{path} can not be written: {process.Why}", e);
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
        if (!process.Finish()) throw new IOException($"{path} can not be written: {process.Why}");
        using (var stream = new FileStream(part, FileMode.Open, FileAccess.ReadWrite)) stream.Flush(flushToDisk: true);
        File.Move(part, path, overwrite: true);
        finished = true;
    }

    public void Dispose()
    {
        process.Dispose();
        if (!finished) File.Delete(part);
    }

    /// <summary>
    /// Into how many slices FFV1 version 3 is cut: four, or the fewest that its encoder takes for odd sizes with reduced chroma (it tries rows of slices from one, or from two above
    /// 352×288, and columns from as many to below twice as many). Small pictures are one slice: slices one pixel wide come out black. 0 where
    /// there is no such number.
    /// </summary>
    private static int SlicesOf(int width, int height, Coding coding)
    {
        var small = width <= 352 && height <= 288;
        if (Math.Min(width, height) >= 64 && Fits(width, coding.ChromaX, 2) && Fits(height, coding.ChromaY, 2)) return 4;
        for (var rows = small ? 1 : 2; rows < 32; rows++)
            for (var columns = rows; columns < 2 * rows; columns++)
                if (Fits(width, coding.ChromaX, columns) && Fits(height, coding.ChromaY, rows)) return rows * columns;
        return 0;

        // the last slice begins at a chroma sample, or ends with part of one
        static bool Fits(int size, int shift, int slices)
        {
            var unit = 1 << shift;
            return (slices == 1 || size >= slices * 2 * unit) && (size % unit == 0 || (size - (size * (slices - 1) / slices)) % unit != 0);
        }
    }

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
