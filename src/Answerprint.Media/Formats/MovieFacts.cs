using System.Globalization;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>What a movie file is, from its packets and not from what its header claims.</summary>
/// <param name="Stamps">The time of every frame in stream units, ascending: the frames there are.</param>
/// <param name="Tick">Seconds a stream unit.</param>
/// <param name="Warnings">What was found odd and how it was taken.</param>
internal sealed record MovieFacts(
    string Codec, PixelLayout Layout, Coding Coding, int Width, int Height, FrameRate Rate, long[] Stamps, (long Numerator, long Denominator) Tick, IReadOnlyList<string> Warnings)
{
    /// <summary>The label of the first frame, from the container; null where it has none.</summary>
    public string? StartLabel { get; init; }

    /// <summary>ffmpeg's name of the kind of pictures: what every picture must be.</summary>
    public string Format { get; init; } = "";

    /// <summary>The decoder's own name in what ffmpeg says.</summary>
    public string Decoder { get; init; } = "";

    /// <summary>How its packets lean on each other.</summary>
    public required MovieOrder Order { get; init; }

    /// <summary>What was taken for matrix and range, and why: a sentence each.</summary>
    public IReadOnlyList<string> Grounds { get; init; } = [];

    /// <summary>Two days at 100 frames a second.</summary>
    private const int MostFrames = 17_280_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Wanted = "stream=codec_name,width,height,pix_fmt,r_frame_rate,avg_frame_rate,time_base,nb_frames,color_range,color_space,color_transfer,chroma_location,field_order:stream_side_data=rotation:stream_tags=DURATION,timecode,TIMECODE:stream=duration:format_tags=timecode,TIMECODE";

    /// <exception cref="BadInputException">It can not be read, has no picture or no frames, or its codes are of a kind that is not read.</exception>
    public static MovieFacts Read(string path, string name, OpenOptions options)
    {
        if (!File.Exists(path)) throw new BadInputException("missing-file", name, "", "the file does not exist", "Check its path");
        // a pipe or a socket has no length either, and would be waited for
        if (new FileInfo(path).Length == 0) throw new BadInputException("empty", name, "", "the file is empty, or no regular file", "Get the file again");
        var (stream, packets, timed, faults) = Probe(path, name, "packet=pts,flags");
        var stamps = Sorted(packets);
        if (!timed || Twin(stamps) >= 0)
        {
            // packets without times (some AVI): decode to learn them
            (stream, packets, timed, faults) = Probe(path, name, "frame=best_effort_timestamp,key_frame");
            stamps = Sorted(packets);
            if (!timed) throw new BadInputException("no-times", name, "", "its frames have no times of their own, so they can not be told apart", Anew());
            if (Twin(stamps) is >= 0 and var twin)
                throw new BadInputException("no-times", name, $"frames {options.First + twin} and {options.First + twin + 1}", "two frames bear one time, so they can not be told apart", Anew());
        }
        if (stream.Count == 0) throw new BadInputException("no-picture", name, "", "it has no moving picture", "Name a movie");
        if (stamps.Length == 0) throw new BadInputException("no-frames", name, "", "it has no frames", "Get the file again");
        var warnings = new List<string>();
        var grounds = new List<string>();
        int width = Number("width"), height = Number("height");
        if (width < 1 || height < 1 || (long)width * height > 1L << 27) throw new BadInputException("damaged", name, "", $"a size of {width}×{height} is not read", "Get the file again");
        var format = Word("pix_fmt");
        var layout = PixelLayout.Of(format) ?? throw new BadInputException("pixel-format", name, "", $"pictures of kind '{format}' are not read", $"Convert it first: ffmpeg -i {name} -c:v ffv1 -pix_fmt yuv444p16le OUT.mkv");
        var tick = Fraction("time_base") is { } t ? (t.Numerator, t.Denominator) : (1, 1000);
        var coding = CodingOf(layout);
        var there = stamps.Length;
        if (faults.Count > 0) stamps = Unbroken(stamps, Fraction("r_frame_rate"), tick);
        if (stamps.Length < there) warnings.Add($"{there - stamps.Length} frames after frame {stamps.Length} of the stream are left out: some between them are lost, so their numbers can not be known");
        var order = new MovieOrder([.. packets.Select(p => (p.Stamp, p.Key))]);
        var headless = stamps.Count(order.IsHeadless);
        if (headless > 0) warnings.Add($"{headless} frames come before the first key picture and can not be decoded; they keep their numbers");
        var rate = RateOf();
        if (int.TryParse(Word("nb_frames"), CultureInfo.InvariantCulture, out var claimed) && claimed > 0 && claimed != there && claimed != packets.Count)
            warnings.Add($"the header claims {claimed} frames; {there} are there and count");
        else if (Seconds() is { } length && length * rate.PerSecond > stamps.Length + 1.5 && warnings.Count == 0)
            warnings.Add($"the header claims {length:0.###} s; {stamps.Length} frames are there and count");
        if (faults.Count > 0) warnings.Add($"it may be cut short: {string.Join("; ", faults.Take(3))}");
        if (Word("field_order") is not ("" or "progressive" or "unknown")) warnings.Add("the pictures are interlaced and are read as whole frames");
        if (stream.TryGetValue("rotation", out var turn) && turn is not ("0" or "")) warnings.Add($"a rotation of {turn} degrees is declared; the pictures are read as stored");
        return new($"{Word("codec_name")} {format}", layout, coding, width, height, rate, stamps, tick, warnings)
        {
            Format = format,
            Order = order,
            Decoder = Word("codec_name"),
            Grounds = grounds,
            StartLabel = Word("timecode") is { Length: > 0 } label ? label : Word("TIMECODE") is { Length: > 0 } other ? other : null,
        };

        string Anew() => $"Wrap it anew: ffmpeg -i {name} -c copy OUT.mkv";

        string Word(string key) => stream.GetValueOrDefault(key, "");

        // Matroska keeps the length of a stream as a tag: 00:00:10.010000000
        double? Seconds() => double.TryParse(Word("duration"), CultureInfo.InvariantCulture, out var plain) ? plain
            : Word("DURATION").Split(':') is [var h, var m, var sec] && double.TryParse(h, CultureInfo.InvariantCulture, out var hours) && double.TryParse(m, CultureInfo.InvariantCulture, out var minutes) &&
                double.TryParse(sec, CultureInfo.InvariantCulture, out var seconds) ? (hours * 3600) + (minutes * 60) + seconds : null;

        int Number(string key) => int.TryParse(Word(key), CultureInfo.InvariantCulture, out var n) ? n : 0;

        FrameRate? Fraction(string key) => Word(key).Split('/') is [var a, var b] && long.TryParse(a, CultureInfo.InvariantCulture, out var n) &&
            long.TryParse(b, CultureInfo.InvariantCulture, out var d) && n > 0 && d > 0 ? new FrameRate(n, d) : null;

        FrameRate RateOf()
        {
            var declared = Fraction("r_frame_rate") ?? Fraction("avg_frame_rate");
            if (stamps.Length < 2) return options.Rate ?? declared ?? new FrameRate(24);
            var step = (double)tick.Item1 / tick.Item2;
            var mean = (stamps[^1] - stamps[0]) * step / (stamps.Length - 1);
            // the grid of the container rounds each time to a tick
            var (least, most, longest) = (long.MaxValue, 0L, 0);
            for (var i = 1; i < stamps.Length; i++)
            {
                var lasts = stamps[i] - stamps[i - 1];
                least = Math.Min(least, lasts);
                if (lasts > most) (most, longest) = (lasts, i);
            }
            var even = (most - least) * step <= Math.Max(2.01 * step, mean * 0.02) && (most - least) * step <= mean * 0.5;
            if (!even && Dropped(step) is { Count: > 0 } dropped)
                warnings.Add($"the times leave out {dropped.Sum(d => d.Count)} frame(s) of a steady rate, the first after frame {options.First + dropped[0].After}; frames are counted as they come");
            if (!even)
                warnings.Add($"the frame rate varies (a frame lasts {least * step:0.####} to {most * step:0.####} s, the longest is frame {options.First + longest - 1}); frames are numbered in the order in which they are shown, and --rate decides the rate");
            if (options.Rate is { } given) return given;
            foreach (var candidate in (FrameRate?[])[declared, Fraction("avg_frame_rate")])
                if (candidate is { } c && Math.Abs((mean * c.PerSecond) - 1) < 0.002 + (step / mean / stamps.Length)) return c;
            var measured = FrameRate.FromDouble(Math.Clamp(1 / mean, 0.001, 10_000));
            warnings.Add($"the header claims {declared?.ToString() ?? "no rate"}; the frames run at {measured} a second on average, which counts");
            return measured;
        }

        // where all but a few frames last one step, and the others whole multiples of it
        List<(int After, int Count)> Dropped(double step)
        {
            var usual = stamps.Skip(1).Zip(stamps, (b, a) => b - a).Order().ElementAt((stamps.Length - 1) / 2);
            var found = new List<(int, int)>();
            var tolerance = Math.Max(1.01, usual * 0.05);
            for (var i = 1; i < stamps.Length; i++)
            {
                var times = (long)Math.Round((stamps[i] - stamps[i - 1]) / (double)usual);
                if (times < 1 || times > 10_000 || Math.Abs(stamps[i] - stamps[i - 1] - (times * usual)) > tolerance * times) return [];
                if (times > 1) found.Add((i - 1, (int)times - 1));
            }
            return found.Count * 4 < stamps.Length ? found : [];
        }

        Coding CodingOf(PixelLayout l)
        {
            var matrix = options.Matrix ?? Word("color_space") switch
            {
                "bt709" => CodeMatrix.Bt709,
                "smpte170m" or "bt470bg" or "fcc" => CodeMatrix.Bt601,
                "bt2020nc" => CodeMatrix.Bt2020,
                "" or "unknown" or "gbr" or "reserved" => height < 720 ? CodeMatrix.Bt601 : CodeMatrix.Bt709,
                var other when l.Model == CodeModel.Yuv => throw new BadInputException("matrix", name, "", $"its colour matrix '{other}' is not read", "Say which one to use, or convert it first"),
                _ => CodeMatrix.Bt709,
            };
            var range = options.Range ?? Word("color_range") switch
            {
                "tv" => CodeRange.Legal,
                "pc" => CodeRange.Full,
                _ => l.Model == CodeModel.Yuv && !l.Name.StartsWith("yuvj", StringComparison.Ordinal) ? CodeRange.Legal : CodeRange.Full,
            };
            if (l.Model == CodeModel.Yuv)
            {
                grounds.Add(options.Matrix is not null ? $"matrix {Said(matrix)}: as asked"
                    : Word("color_space") is "bt709" or "smpte170m" or "bt470bg" or "fcc" or "bt2020nc" ? $"matrix {Said(matrix)}: tagged {Word("color_space")}"
                    : $"matrix {Said(matrix)}: not tagged, {(height < 720 ? "fewer than 720 lines" : "720 lines or more")}");
            }
            grounds.Add(options.Range is not null ? $"{range.ToString().ToLowerInvariant()} range: as asked"
                : Word("color_range") is "tv" or "pc" ? $"{range.ToString().ToLowerInvariant()} range: tagged {Word("color_range")}"
                : l.Model == CodeModel.Yuv && range == CodeRange.Full ? "full range: the kind of its pictures (JPEG)" : $"{range.ToString().ToLowerInvariant()} range: not tagged, as is usual for {(l.Model == CodeModel.Yuv ? "YUV" : "RGB and grey")}");
            var site = Word("chroma_location") switch { "center" => ChromaSite.Centre, "topleft" => ChromaSite.TopLeft, _ => ChromaSite.Left };
            if (options.Colour is null && Word("color_transfer") is "smpte2084" or "arib-std-b67" or "linear")
                warnings.Add($"its transfer is declared '{Word("color_transfer")}' and is read as BT.1886; name the colour to read it otherwise");
            return new(l.Model, l.Depth, l.Alpha, l.ChromaX, l.ChromaY, site, matrix, range, options.Colour ?? ColourSpace.Bt1886);
        }
    }

    private static string Said(CodeMatrix matrix) => matrix.ToString().ToUpperInvariant().Replace("BT", "BT.", StringComparison.Ordinal);

    /// <summary>
    /// Of a stream that is cut short, the frames up to the first gap: packets lie in decoding order, so the last ones may be later pictures
    /// whose neighbours are gone. Only where the times otherwise keep the declared rate.
    /// </summary>
    private static long[] Unbroken(long[] stamps, FrameRate? declared, (long Numerator, long Denominator) tick)
    {
        if (declared is not { } rate || stamps.Length < 2) return stamps;
        var step = (double)tick.Denominator / tick.Numerator / rate.PerSecond;
        if (Math.Abs(stamps[1] - stamps[0] - step) > Math.Max(1.01, step * 0.02)) return stamps;
        for (var i = 1; i < stamps.Length; i++)
            if (stamps[i] - stamps[i - 1] > step * 1.5) return stamps[..i];
        return stamps;
    }

    private static long[] Sorted(List<(long Stamp, bool Key, bool Shown)> packets) => [.. packets.Where(p => p.Shown).Select(p => p.Stamp).Order()];

    /// <summary>The index of the first of two frames with one time; −1 where all differ.</summary>
    private static int Twin(long[] sorted)
    {
        for (var i = 1; i < sorted.Length; i++)
            if (sorted[i] == sorted[i - 1]) return i - 1;
        return -1;
    }

    /// <summary>The facts of the first moving picture, and its packets or frames in the order of the file; Timed is false where one has no time.</summary>
    private static (Dictionary<string, string> Stream, List<(long Stamp, bool Key, bool Shown)> Packets, bool Timed, IReadOnlyList<string> Faults) Probe(string path, string name, string entries)
    {
        using var process = MediaProcess.Start("ffprobe",
            ["-loglevel", "level+error", "-max_alloc", MediaProcess.MostBytes, "-protocol_whitelist", "file,pipe", "-format_whitelist", MediaProcess.Formats, "-select_streams", "V:0", "-show_entries", $"{Wanted}:{entries}", "-of", "compact=p=1", .. MediaProcess.Opening(path)],
            name, Patience);
        process.Input.Close();
        var stream = new Dictionary<string, string>(StringComparer.Ordinal);
        var packets = new List<(long, bool, bool)>();
        var timed = true;
        using (process.Ask())
        using (var reader = new StreamReader(process.Output))
        {
            while (reader.ReadLine() is { } line)
            {
                process.Moved();
                var fields = line.Split('|');
                if (fields[0] == "stream")
                {
                    foreach (var field in fields.Skip(1))
                        if (field.Split('=', 2) is [var key, var value]) stream.TryAdd(key.Split(':')[^1], value is "N/A" ? "" : value);
                }
                else if (fields[0] == "format")
                {
                    foreach (var field in fields.Skip(1))
                        if (field.Split('=', 2) is [var key, var value] && !stream.ContainsKey("timecode")) stream.TryAdd(key.Split(':')[^1], value);
                }
                else if (fields[0] is "packet" or "frame")
                {
                    var flags = fields.FirstOrDefault(f => f.StartsWith("flags=", StringComparison.Ordinal)) ?? "";
                    var key = flags.Contains('K', StringComparison.Ordinal) || fields.Contains("key_frame=1");
                    // an edit list leaves it out; others may lean on it
                    var shown = !flags.Contains('D', StringComparison.Ordinal);
                    var stamp = fields.FirstOrDefault(f => f.StartsWith("pts=", StringComparison.Ordinal) || f.StartsWith("best_effort_timestamp=", StringComparison.Ordinal));
                    if (stamp is not null && long.TryParse(stamp.Split('=')[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)) packets.Add((at, key, shown));
                    else if (shown) timed = false;
                    if (packets.Count > MostFrames) throw new BadInputException("too-long", name, "", $"it has more than {MostFrames} frames", "Split it");
                }
            }
        }
        var well = process.Finish();
        // a list of which the end is not known would be a shorter movie
        if (process.IsStalled) throw process.Error("too-slow", "", "ffprobe did not list its frames", "Run it again when the machine is less busy; if it stays so, get the file again");
        if (!well && stream.Count == 0) throw process.Error("unreadable-movie", "", "it can not be read as a movie", "Get the file again, or convert it with ffmpeg");
        return (stream, packets, timed, process.Faults);
    }
}
