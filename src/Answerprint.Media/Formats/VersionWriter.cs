using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>
/// Writes a version of a plate under the plate's frame numbers: outside the work matte the plate's own words (EXR) or code values
/// (PNG to PNG, DPX to DPX, TIFF to TIFF, movie to FFV1) stand. Where the kind of file changes, pictures go through the light that they mean into the default
/// coding of the new kind. Frames of a movie are written in ascending order. Dispose without Finish leaves no movie behind.
/// </summary>
public sealed class VersionWriter : IDisposable
{
    /// <summary>What belongs to one frame only and would be false on a made one.</summary>
    private static readonly HashSet<string> OfOneFrame = ["timeCode", "keyCode", "capDate", "preview"];

    private readonly Clip plate;
    private readonly string suffix;
    private readonly Coding? coding;
    private readonly MovieWriter? movie;
    private readonly Func<int, string> fileOf;
    private readonly ColourConversion? toCodes;
    private IReadOnlyDictionary<string, string>? marks;
    private Conveyor? conveyor;

    private VersionWriter(string path, Clip plate, Coding? coding, MovieWriter? movie, Func<int, string> fileOf, string? loss)
    {
        Path = path;
        suffix = StillFiles.SuffixOf(path);
        this.plate = plate;
        this.coding = coding;
        this.movie = movie;
        this.fileOf = fileOf;
        Loss = loss;
        // codes of another kind are made through the primaries of both sides
        if (coding is not null && plate is FileClip files && new ColourConversion(ClipLight.Of(files), coding.Colour.Light) is { IsNothing: false } between) toCodes = between;
    }

    public string Path { get; }

    /// <summary>What is lost by this kind of file, one sentence; null where nothing is.</summary>
    public string? Loss { get; }

    /// <summary>More attributes for every EXR that is written; they replace those of the same name.</summary>
    public IReadOnlyList<StoredAttribute> Attributes { get; set; } = [];

    /// <summary>How every EXR is packed: null, the default and for a final, is as the plate's frame where that is without loss and written, else ZIP.</summary>
    public ExrCompression? Compression { get; set; }

    /// <summary>Begins a version.</summary>
    /// <param name="path">A pattern or still (.exr, .png, .dpx, .tif) or a movie (.mkv FFV1, .mov ProRes, .mxf DNxHR, .mp4 H.264).</param>
    /// <param name="colour">What written codes mean; default as the plate's where the kind is kept, else sRGB for PNG and TIFF, printing density for DPX, BT.1886 for movies.</param>
    /// <param name="marks">Text by name that every file of the version carries: EXR string attributes, PNG iTXt, user data of a DPX, description of a TIFF, metadata of a movie.</param>
    /// <param name="codec">What a movie is packed with, as <see cref="MovieWriter.KindOf"/> takes it.</param>
    /// <param name="first">The first frame that will be written, whose label a movie bears where the plate has labels; default the plate's first.</param>
    /// <exception cref="BadInputException">No such kind is written, or the target is the plate itself.</exception>
    public static VersionWriter Create(string path, Clip plate, ColourSpace? colour = null, IReadOnlyDictionary<string, string>? marks = null, string? codec = null, int? first = null)
    {
        var source = (plate as FileClip)?.Coding;
        if (System.IO.Path.GetFullPath(path) == System.IO.Path.GetFullPath(plate.Name))
            throw new BadInputException("same-file", path, "", "this would write over the plate", "Name another file: plates are never changed in place");
        var kindOfFile = StillFiles.SuffixOf(path);
        switch (kindOfFile)
        {
            case ".exr" or ".png" or ".dpx" or ".tif" or ".tiff":
                PatternName? pattern;
                try
                {
                    pattern = PatternName.TryParse(path);
                }
                catch (FormatException e)
                {
                    throw new BadInputException("bad-pattern", path, "", e.Message, "Write name.%04d.exr or name.####.exr", e);
                }
                if (pattern is null && plate.Range.Length > 1) throw new BadInputException("bad-pattern", path, "", "several frames can not go into one still", "Write name.%04d.exr or name.####.exr");
                Func<int, string> place = pattern is null ? _ => path : pattern.FileOf;
                if (kindOfFile == ".exr" || (kindOfFile != ".dpx" && kindOfFile != ".png" && source is null))
                {
                    return new(path, plate, null, null, place, kindOfFile == ".exr" ? null : "TIFF holds the colour as float; windows, attributes and other channels are left out")
                    {
                        Attributes = [.. (marks ?? new Dictionary<string, string>()).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => ExrAttributes.Text(m.Key, m.Value))],
                        marks = marks,
                    };
                }
                var keeps = source is not null && IsStill(plate) && Holds(kindOfFile, source, StillFiles.SuffixOf(plate.Name));
                var still = keeps ? source! with { Colour = colour ?? source!.Colour } : CodingOf(kindOfFile, source?.Alpha ?? HasAlpha(plate), colour);
                var lost = keeps ? null : kindOfFile == ".dpx" ? "DPX holds printing density in 10 bits; what lies beyond its codes is clipped" : $"{kindOfFile[1..].ToUpperInvariant()} holds 0 to 1 in 16 bits; what lies beyond is clipped";
                return new(path, plate, still, null, place, lost) { marks = marks };
            default:
                var kind = MovieWriter.KindOf(path, codec);
                var moving = source is not null && !IsStill(plate);
                var same = kind == MovieKind.Ffv1 && moving;
                var target = same ? source! with { Colour = colour ?? source!.Colour } : MovieWriter.CodingOf(kind);
                // a movie stays what it is: PQ stays PQ, a camera's logarithm stays that
                if (!same && moving && kind is not (MovieKind.Ffv1 or MovieKind.H264)) target = target with { Colour = colour ?? source!.Colour, Matrix = source!.Model == CodeModel.Yuv ? source.Matrix : target.Matrix };
                if (kind == MovieKind.ProRes4444 && (source?.Alpha ?? HasAlpha(plate))) target = target with { Alpha = true };
                var loss = MovieWriter.LossOf(kind) ?? (same ? null : "the movie holds 0 to 1 in 16 bits; what lies beyond is clipped");
                return new(path, plate, target, MovieWriter.Create(path, kind, plate.Width, plate.Height, plate.Rate, target, marks, LabelOf(plate, first ?? plate.Range.Start)), _ => path, loss);
        }
    }

    /// <summary>From here on frames are read and written on threads of their own, while the caller calculates; a fault comes out of a later call, at the latest of <see cref="Finish"/>.</summary>
    public void WriteBehind() => conveyor ??= new();

    /// <summary>The plate's own frame.</summary>
    public void Copy(int frame) => Send(() =>
    {
        if (coding is null) return Put(frame, plate.ReadStored(frame));
        return Codes(frame) is { } codes ? Put(frame, codes) : Put(frame, Encode(plate.ReadStored(frame), frame));
    }, Stored);

    /// <summary>A changed frame: the render where coverage is above 0, else the plate's own words or codes.</summary>
    public void Write(int frame, Frame render, Matte work) => Send(() =>
    {
        if (coding is null) return Put(frame, plate.ReadStored(frame).With(render, work));
        return Codes(frame) is { } codes ? Put(frame, codes.With(render, work)) : Put(frame, Encode(plate.ReadStored(frame).With(render, work), frame));
    }, Stored + Light);

    /// <summary>A made frame: nothing of the plate's frame of that number is read. It takes its form (windows, types, attributes of the shot) from <paramref name="like"/>, by default the nearest other frame.</summary>
    public void Made(int frame, Frame render, int? like = null) => Send(() =>
    {
        var neighbour = like ?? plate.Range.Numbers.Where(n => n != frame && plate.Has(n)).OrderBy(n => Math.Abs((long)n - frame)).Select(n => (int?)n).FirstOrDefault();
        if (coding is not null)
        {
            var codes = CodedPicture.Encode(Through(render), coding);
            return Put(frame, suffix == ".dpx" && neighbour is { } beside && Codes(beside)?.Header is { } header ? codes with { Header = DpxHeader.Read(header, plate.Name).OfNoFrame().Bytes } : codes);
        }
        var made = neighbour is { } near ? render.ToStoredLike(plate.ReadStored(near)) : render.ToStored();
        return Put(frame, made with { Attributes = [.. made.Attributes.Where(a => !OfOneFrame.Contains(a.Name))] });
    }, Stored + Light);

    /// <summary>A real frame of the plate under another number: its own words or codes, without what belongs to one frame only.</summary>
    public void Held(int frame, int real) => Send(() =>
    {
        if (coding is null)
        {
            var shown = plate.ReadStored(real);
            return Put(frame, shown with { Attributes = [.. shown.Attributes.Where(a => !OfOneFrame.Contains(a.Name))] });
        }
        if (Codes(real) is { } codes) return Put(frame, codes.Header is { } header ? codes with { Header = DpxHeader.Read(header, plate.Name).OfNoFrame().Bytes } : codes);
        return Put(frame, CodedPicture.Encode(Through(plate.Read(real)), coding));
    }, Stored);

    /// <summary>Something else that belongs to the frame before, such as its origin pass, written in its turn.</summary>
    /// <param name="bytes">The memory that it holds until then.</param>
    public void Also(Action write, long bytes) => Send(() => write, bytes);

    /// <summary>Ends the version; a movie appears under its name.</summary>
    public void Finish()
    {
        conveyor?.Finish();
        movie?.Finish();
    }

    public void Dispose()
    {
        conveyor?.Dispose();
        movie?.Dispose();
    }

    private void Send(Func<Action> read, long bytes)
    {
        if (conveyor is null) read()();
        else conveyor.Send(read, bytes);
    }

    /// <summary>About the bytes of a stored picture.</summary>
    private long Stored => 8L * plate.Width * plate.Height;

    /// <summary>The bytes of a picture to calculate with.</summary>
    private long Light => 16L * plate.Width * plate.Height;

    /// <summary>The timecode of a frame, counted on from the label of the first; null where the plate has none that fits its rate.</summary>
    private static string? LabelOf(Clip plate, int frame) =>
        plate is FileClip { StartLabel: { } label } && Timecode.TryParse(label, plate.Rate, null, out var start, out _) ? start.Add(frame - plate.Range.Start).ToString() : null;

    private static bool IsStill(Clip plate) => !FrameFiles.IsMovie(plate.Name);

    private static bool HasAlpha(Clip plate)
    {
        foreach (var frame in plate.Range.Numbers)
            if (plate.Has(frame)) return plate.ReadStored(frame).Channel("A") is not null;
        return false;
    }

    /// <summary>The plate's codes where the version keeps its coding.</summary>
    private CodedPicture? Codes(int frame)
    {
        if (plate is not FileClip files || files.Coding is not { } source || source with { Colour = coding!.Colour } != coding || source.Colour != coding.Colour) return null;
        var codes = files.ReadCoded(frame);
        return codes?.Coding == coding ? codes : null;
    }

    private Action Put(int frame, CodedPicture picture)
    {
        if (movie is not null) return () => movie.Write(picture);
        if (suffix == ".dpx") return () => DpxFile.Write(fileOf(frame), picture, marks);
        if (suffix == ".png") return () => PngFile.Write(fileOf(frame), picture, marks);
        return () => TiffFile.Write(fileOf(frame), picture, marks: marks);
    }

    /// <summary>A picture that is light: an EXR as it stands, a TIFF with the channels that it can hold.</summary>
    private Action Put(int frame, StoredFrame picture)
    {
        if (suffix == ".exr") return () => ExrFile.Write(fileOf(frame), Dressed(picture), Compression);
        var light = IsTiff(plate.Name) ? picture : picture.ToFrame(plate.Name, $"frame {frame}").ToStored(SampleType.Float);
        return () => TiffFile.Write(fileOf(frame), light, marks: marks);
    }

    /// <summary>Light → codes, with what the picture says of its frame.</summary>
    private Frame Through(Frame light) => toCodes?.Apply(light) ?? light;

    private CodedPicture Encode(StoredFrame picture, int frame) =>
        CodedPicture.Encode(Through(picture.ToFrame(plate.Name, $"frame {frame}")), coding!) with { Attributes = picture.Attributes };

    private static bool IsTiff(string name) => StillFiles.SuffixOf(name) is ".tif" or ".tiff";

    /// <summary>Whether a kind of still holds codes of another still as they are, and they mean there what they mean here.</summary>
    private static bool Holds(string suffix, Coding source, string from)
    {
        if (suffix == ".dpx") return from == ".dpx";
        return source.Model != CodeModel.Yuv && source.Depth is 8 or 16 && (from == suffix || (IsTiff(from) && IsTiff(suffix)) || source.Colour == CodingOf(suffix, source.Alpha, null).Colour);
    }

    private static Coding CodingOf(string suffix, bool alpha, ColourSpace? colour) => suffix == ".dpx"
        ? Coding.Still(CodeModel.Rgb, 10, alpha: false, colour ?? ColourSpace.Cineon)
        : Coding.Still(CodeModel.Rgb, 16, alpha, colour ?? ColourSpace.Srgb);

    private StoredFrame Dressed(StoredFrame picture) => Attributes.Count == 0
        ? picture
        : picture with { Attributes = [.. picture.Attributes.Where(a => Attributes.All(b => b.Name != a.Name)), .. Attributes] };
}
