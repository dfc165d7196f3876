using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// Writes a version of a plate under the plate's frame numbers: outside the work matte the plate's own words (EXR) or code values
/// (PNG to PNG, movie to FFV1) stand. Where the kind of file changes, pictures go through the light that they mean into the default
/// coding of the new kind. Frames of a movie are written in ascending order. Dispose without Finish leaves no movie behind.
/// </summary>
public sealed class VersionWriter : IDisposable
{
    /// <summary>What belongs to one frame only and would be false on a made one.</summary>
    private static readonly HashSet<string> OfOneFrame = ["timeCode", "keyCode", "capDate", "preview"];

    private readonly Clip plate;
    private readonly Coding? coding;
    private readonly MovieWriter? movie;
    private readonly Func<int, string> fileOf;
    private readonly ColourConversion? toCodes;
    private IReadOnlyDictionary<string, string>? marks;

    private VersionWriter(string path, Clip plate, Coding? coding, MovieWriter? movie, Func<int, string> fileOf, string? loss)
    {
        Path = path;
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

    /// <summary>Begins a version.</summary>
    /// <param name="path">A pattern or still (.exr, .png) or a movie (.mkv FFV1, .mov ProRes, .mp4 H.264).</param>
    /// <param name="colour">What written codes mean; default as the plate's where the kind is kept, else sRGB for PNG and BT.1886 for movies.</param>
    /// <param name="marks">Text by name that every file of the version carries: EXR string attributes, PNG iTXt, metadata of a movie.</param>
    /// <exception cref="BadInputException">No such kind is written, or the target is the plate itself.</exception>
    public static VersionWriter Create(string path, Clip plate, ColourSpace? colour = null, IReadOnlyDictionary<string, string>? marks = null)
    {
        var source = (plate as FileClip)?.Coding;
        if (System.IO.Path.GetFullPath(path) == System.IO.Path.GetFullPath(plate.Name))
            throw new BadInputException("same-file", path, "", "this would write over the plate", "Name another file: plates are never changed in place");
        var suffix = System.IO.Path.GetExtension(path).ToLowerInvariant();
        switch (suffix)
        {
            case ".exr" or ".png":
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
                if (suffix == ".exr")
                {
                    return new(path, plate, null, null, place, null)
                    {
                        Attributes = [.. (marks ?? new Dictionary<string, string>()).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => ExrAttributes.Text(m.Key, m.Value))],
                    };
                }
                var keeps = source is not null && source.Model != CodeModel.Yuv && IsStill(plate);
                var still = keeps ? source! with { Colour = colour ?? source!.Colour } : Coding.Still(CodeModel.Rgb, 16, source?.Alpha ?? HasAlpha(plate), colour ?? ColourSpace.Srgb);
                return new(path, plate, still, null, place, keeps ? null : "PNG holds 0 to 1 in 16 bits; what lies beyond is clipped") { marks = marks };
            default:
                var kind = suffix switch
                {
                    ".mkv" => MovieKind.Ffv1,
                    ".mov" => MovieKind.ProRes,
                    ".mp4" => MovieKind.H264,
                    _ => throw new BadInputException("unknown-suffix", path, "", $"'{suffix}' is no kind of picture that is written", "Use .exr, .png, .mkv (lossless), .mov (ProRes) or .mp4 (proxy)"),
                };
                var same = kind == MovieKind.Ffv1 && source is not null && !IsStill(plate);
                var target = same ? source! with { Colour = colour ?? source!.Colour } : MovieWriter.CodingOf(kind);
                var loss = kind switch
                {
                    MovieKind.ProRes => "ProRes is lossy: code values do not stand",
                    MovieKind.H264 => "H.264 is lossy: this is a proxy",
                    _ => same ? null : "the movie holds 0 to 1 in 16 bits; what lies beyond is clipped",
                };
                return new(path, plate, target, MovieWriter.Create(path, kind, plate.Width, plate.Height, plate.Rate, target, marks), _ => path, loss);
        }
    }

    /// <summary>The plate's own frame.</summary>
    public void Copy(int frame)
    {
        if (coding is null) ExrFile.Write(fileOf(frame), Dressed(plate.ReadStored(frame)));
        else if (Codes(frame) is { } codes) Put(frame, codes);
        else Put(frame, Encode(plate.Read(frame), coding));
    }

    /// <summary>A changed frame: the render where coverage is above 0, else the plate's own words or codes.</summary>
    public void Write(int frame, Frame render, Matte work)
    {
        if (coding is null) ExrFile.Write(fileOf(frame), Dressed(plate.ReadStored(frame).With(render, work)));
        else if (Codes(frame) is { } codes) Put(frame, codes.With(render, work));
        else Put(frame, Encode(plate.ReadStored(frame).With(render, work).ToFrame(plate.Name, $"frame {frame}"), coding));
    }

    /// <summary>A made frame: nothing of the plate's frame of that number is read. It takes its form (windows, types, attributes of the shot) from <paramref name="like"/>, by default the nearest other frame.</summary>
    public void Made(int frame, Frame render, int? like = null)
    {
        if (coding is not null)
        {
            Put(frame, Encode(render, coding));
            return;
        }
        var neighbour = like ?? plate.Range.Numbers.Where(n => n != frame && plate.Has(n)).OrderBy(n => Math.Abs((long)n - frame)).Select(n => (int?)n).FirstOrDefault();
        var made = neighbour is { } near ? render.ToStoredLike(plate.ReadStored(near)) : render.ToStored();
        ExrFile.Write(fileOf(frame), Dressed(made with { Attributes = [.. made.Attributes.Where(a => !OfOneFrame.Contains(a.Name))] }));
    }

    /// <summary>A real frame of the plate under another number: its own words or codes, without what belongs to one frame only.</summary>
    public void Held(int frame, int real)
    {
        if (coding is null)
        {
            var shown = plate.ReadStored(real);
            ExrFile.Write(fileOf(frame), Dressed(shown with { Attributes = [.. shown.Attributes.Where(a => !OfOneFrame.Contains(a.Name))] }));
        }
        else if (Codes(real) is { } codes) Put(frame, codes);
        else Put(frame, CodedPicture.Encode(plate.Read(real), coding));
    }

    /// <summary>Ends the version; a movie appears under its name.</summary>
    public void Finish() => movie?.Finish();

    public void Dispose() => movie?.Dispose();

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

    private CodedPicture Encode(Frame light, Coding target) => CodedPicture.Encode(toCodes?.Apply(light) ?? light, target);

    private void Put(int frame, CodedPicture picture)
    {
        if (movie is not null) movie.Write(picture);
        else PngFile.Write(fileOf(frame), picture, marks);
    }

    private StoredFrame Dressed(StoredFrame picture) => Attributes.Count == 0
        ? picture
        : picture with { Attributes = [.. picture.Attributes.Where(a => Attributes.All(b => b.Name != a.Name)), .. Attributes] };
}
