using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Studio.Commands;

/// <summary>`frames`: describes pictures or a movie, and converts between EXR, PNG, DPX, TIFF and movies.</summary>
internal static class FramesCommand
{
    private static readonly Argument<string> Pattern = new("PATTERN") { Description = "A movie, name.%04d.exr, name.####.png or one still" };
    private static readonly Option<string?> To = new("--to") { Description = "Convert to this pattern or movie: .exr, .png, .dpx, .tif, .mkv (lossless), .mov (ProRes), .mxf (DNxHR), .mp4 (proxy)" };
    private static readonly Option<string?> Codec = new("--codec") { Description = "What a movie is packed with, where its suffix leaves a choice: prores, prores-4444, dnxhr-hqx, dnxhr-444 (.mov), dnxhr-hqx, dnxhr-444 (.mxf). All of these lose a little" };
    private static readonly Option<string?> Frames = new("--range") { Description = "Only these frames: 1001-1050, 1001-1050x2, 1001,1004" };
    private static readonly Option<int> First = new("--first") { Description = "The number of a movie's first frame", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Rate = new("--rate") { Description = "The rate, where the files say none or a wrong one: 24, 24000/1001" };
    private static readonly ColourArguments Colour = new();
    private static readonly Option<string?> Look = new("--look") { Description = "A look on a proxy (.mp4): .cube .spi1d .spi3d .clf .cc .cdl, on display codes; never on anything else" };
    private static readonly Option<string?> LookIn = new("--look-in") { Description = "The space whose codes the look takes: logc3, acescct …; default the display's" };
    private static readonly Option<string?> LookOut = new("--look-out") { Description = "The space whose codes the look gives; default the display's" };
    private static readonly Option<string?> View = new("--view") { Description = "A view of the config on a proxy (.mp4), as DISPLAY/VIEW; default our own BT.1886" };
    private static readonly Option<ExrCompression?> Compression = new("--compression") { Description = "How EXR is packed: none, rle, zips, zip, piz (without loss); others with loss. By default as the input is, where that is without loss, else zip" };
    private static readonly Option<bool> Aces = new("--aces") { Description = "With --to: write ACES containers (SMPTE ST 2065-4: ACES2065-1 light, half, not packed). Without: check that the frames are such, and say what is not allowed" };

    public static Command Create() => Colour.To(new Command("frames",
        "Describes pictures or a movie (size, windows, channels, types, colour, attributes, frames, holes), and converts them. Example: answerprint frames plate.mp4 --to plate.%04d.exr --first 1001")
    {
        Pattern, To, Frames, First, Rate, Look, LookIn, LookOut, View, Compression, Aces, Codec,
    }).Does(Work);

    private static Outcome Work(Session session, System.CommandLine.ParseResult parsed)
    {
        var pattern = parsed.GetValue(Pattern)!;
        using var choice = Colour.Choice(session, parsed);
        var options = Colour.With(new OpenOptions { First = parsed.GetValue(First), Rate = parsed.GetValue(Rate) is { } rate ? FrameRate.Parse(rate) : null }, choice, parsed);
        var wanted = parsed.GetValue(Frames) is { } range ? FrameList.Parse(range) : null;
        Output.CheckFile("--to", parsed.GetValue(To));
        using var clip = FrameFiles.Open(pattern, options);
        var description = Describe(clip);
        if (wanted is not null) There(clip, wanted);
        if (parsed.GetValue(To) is not { } target)
        {
            if (parsed.GetValue(Aces)) return Checked(session, clip, wanted ?? clip.Frames, pattern);
            Show(session, description);
            return Outcome.Done(description);
        }
        if (parsed.GetValue(Aces))
        {
            if (parsed.GetValue(Compression) is not null and not ExrCompression.None) throw new FormatException("an ACES container is not packed: leave --compression out");
            return Containers(session, clip, options, target, wanted ?? clip.Frames, description);
        }
        if (parsed.GetValue(Codec) is not null && !FrameFiles.IsMovie(target)) throw new FormatException("--codec is for movies: .mov, .mxf, .mkv, .mp4");
        var proxy = Path.GetExtension(target).Equals(".mp4", StringComparison.OrdinalIgnoreCase);
        if (parsed.GetValue(Look) is null && (parsed.GetValue(LookIn) ?? parsed.GetValue(LookOut)) is not null) throw new FormatException("--look-in and --look-out say what a --look works on, and there is none");
        if (!proxy && (parsed.GetValue(Look) ?? parsed.GetValue(View)) is not null) throw new FormatException("a look or a view is for proxies: write an .mp4, or leave --look and --view out");
        var view = proxy ? ViewOf(clip, options, choice, parsed) : null;
        var converted = Convert(session, clip, target, wanted, view, parsed.GetValue(Compression), parsed.GetValue(Codec));
        return Outcome.Done(new JsonObject { ["from"] = description, ["to"] = target, ["frames"] = FrameList.Format(converted.Frames), ["written"] = converted.Frames.Count, ["loss"] = converted.Loss, ["shown"] = view?.Name, ["config"] = choice.Config?.Hash });
    }

    /// <summary>Frames as ACES containers: light of the clip, or what --colour says it is of, as ACES2065-1.</summary>
    private static Outcome Containers(Session session, FileClip clip, OpenOptions options, string target, IReadOnlyList<int> frames, JsonObject description)
    {
        if (!Path.GetExtension(target).Equals(".exr", StringComparison.OrdinalIgnoreCase)) throw new FormatException("an ACES container is an EXR: --to name.%04d.exr");
        if (Path.GetFullPath(target) == Path.GetFullPath(clip.Name)) throw new BadInputException("same-file", target, "", "this would write over the plate", "Name another file: plates are never changed in place");
        var pattern = PatternName.TryParse(target);
        if (pattern is null && frames.Count > 1) throw new BadInputException("bad-pattern", target, "", "several frames can not go into one still", "Write name.%04d.exr or name.####.exr");
        var light = clip.Coding is null && options.Colour is { } said ? said.Light : ClipLight.Of(clip);
        using (var progress = session.Progress("frames", frames.Count))
        {
            foreach (var frame in frames)
            {
                session.Cancel.ThrowIfCancellationRequested();
                AcesContainer.Write(pattern?.FileOf(frame) ?? target, AcesContainer.Of(clip.ReadStored(frame), light, clip.Name, $"frame {frame}"));
                progress.Step($"frame {frame}");
            }
        }
        session.Say($"{Counted.Of(frames.Count, "frame")} ({FrameList.Format(frames)}) written to {target} as ACES containers, from {light.Name}");
        return Outcome.Done(new JsonObject { ["from"] = description, ["to"] = target, ["frames"] = FrameList.Format(frames), ["written"] = frames.Count, ["light"] = light.Name, ["loss"] = "ACES containers hold halves of R, G, B and A; other channels are left out" });
    }

    /// <summary>Whether frames are ACES containers.</summary>
    private static Outcome Checked(Session session, FileClip clip, IReadOnlyList<int> frames, string name)
    {
        if (FrameFiles.IsMovie(name) || !Path.GetExtension(name).Equals(".exr", StringComparison.OrdinalIgnoreCase)) throw new FormatException("an ACES container is an EXR");
        var pattern = PatternName.TryParse(name);
        var faults = frames.Select(n => pattern?.FileOf(n) ?? name).SelectMany(file => AcesContainer.Faults(file).Select(f => new Fault("not-aces", file, "", f, "Write it again: answerprint frames IN --to OUT --aces"))).ToArray();
        if (faults.Length > 0) return Outcome.Failed(ExitCode.CheckFailed, null, faults);
        session.Say($"{Counted.Of(frames.Count, "frame")} of {clip.Name}: {(frames.Count == 1 ? "an ACES container" : "ACES containers")} by SMPTE ST 2065-4");
        return Outcome.Done(new JsonObject { ["name"] = clip.Name, ["frames"] = FrameList.Format(frames), ["aces"] = true });
    }

    /// <summary>How a proxy is shown: a view of the config, or the light's primaries to BT.709, the look, BT.1886.</summary>
    private static ViewTransform ViewOf(FileClip clip, OpenOptions options, ColourChoice choice, System.CommandLine.ParseResult parsed)
    {
        var (view, look) = (parsed.GetValue(View), parsed.GetValue(Look));
        // --colour on EXR says nothing of its bits; it says what light to show
        var light = clip.Coding is null && options.Colour is { } said ? said.Light : ClipLight.Of(clip);
        if (view is null) return ViewTransform.Of(light, ColourSpace.Bt1886, look, Space(LookIn), Space(LookOut));
        if (look is not null) throw new FormatException("take --view or --look, not both");
        var config = choice.Config ?? throw choice.Unusable ?? (Exception)new FormatException("--view names a view of a colour config: add --ocio FILE, or --ocio own");
        var parts = view.Split('/', 2);
        return ViewTransform.Of(light, config, parts[0], parts.Length > 1 ? parts[1] : null);

        ColourSpace? Space(Option<string?> option) => parsed.GetValue(option) is { } name ? choice.Parse(name) : null;
    }

    private static (IReadOnlyList<int> Frames, string? Loss) Convert(Session session, FileClip clip, string target, IReadOnlyList<int>? wanted, ViewTransform? view, ExrCompression? compression, string? codec)
    {
        var frames = wanted ?? clip.Frames;
        if (FrameFiles.IsMovie(target) && frames[^1] - frames[0] + 1 != frames.Count)
            throw new BadInputException("holes", clip.Name, $"after frame {FirstGap(frames)}", "a movie can not have holes", "Name a range without holes, or fill them first");
        if (view is not null && codec is not (null or "h264")) throw new FormatException("an .mp4 is packed with h264: leave --codec out, or write .mov or .mxf");
        if (view is not null) return (frames, Proxy(session, clip, target, frames, view));
        using var writer = VersionWriter.Create(target, clip, codec: codec, first: frames[0]);
        writer.Compression = compression;
        if (clip.Coding is { } coding) writer.Attributes = [ExrAttributes.FramesPerSecond(clip.Rate), ExrAttributes.Primaries(coding.Colour.Primaries)];
        if (writer.Loss is { } loss) session.Warn($"{target}: {loss}.");
        writer.WriteBehind();
        using (var progress = session.Progress("frames", frames.Count))
        {
            foreach (var frame in frames)
            {
                session.Cancel.ThrowIfCancellationRequested();
                writer.Copy(frame);
                progress.Step($"frame {frame}");
            }
        }
        writer.Finish();
        session.Say($"{Counted.Of(frames.Count, "frame")} ({FrameList.Format(frames)}) written to {target}");
        return (frames, writer.Loss);
    }

    private static string Proxy(Session session, FileClip clip, string target, IReadOnlyList<int> frames, ViewTransform view)
    {
        using var movie = MovieWriter.Create(target, MovieKind.H264, clip.Width, clip.Height, clip.Rate);
        using (var progress = session.Progress("frames", frames.Count))
        {
            foreach (var frame in frames)
            {
                session.Cancel.ThrowIfCancellationRequested();
                movie.Write(view.Show(clip.Read(frame)));
                progress.Step($"frame {frame}");
            }
        }
        movie.Finish();
        session.Say($"{frames.Count} frames ({FrameList.Format(frames)}) written to {target}, shown as {view.Name}");
        return "H.264 is lossy: this is a proxy";
    }

    /// <exception cref="BadInputException">A frame that is asked for is not there.</exception>
    private static void There(FileClip clip, IReadOnlyList<int> wanted)
    {
        var absent = wanted.Where(f => !clip.Has(f)).ToList();
        if (absent.Count == 0) return;
        throw new BadInputException(
            "missing-frame", clip.Name, $"frame{(absent.Count == 1 ? "" : "s")} {FrameList.Format(absent)}", absent.Count == 1 ? "the frame does not exist" : $"{absent.Count} frames do not exist",
            $"It has the frames {FrameList.Format(clip.Frames)}: name a --range of those");
    }

    private static int FirstGap(IReadOnlyList<int> frames)
    {
        var i = 0;
        while (i + 1 < frames.Count && frames[i + 1] == frames[i] + 1) i++;
        return frames[i];
    }

    private static JsonObject Describe(FileClip clip)
    {
        var frames = clip.Frames;
        var stored = clip.Coding is null ? clip.ReadStored(frames[0]) : null;
        var there = new HashSet<int>(frames);
        // a wild number in a name must not become a list of a million holes
        var holes = clip.Range.Length <= FrameList.Most / 10 ? FrameList.Format(clip.Range.Numbers.Where(n => !there.Contains(n))) : "too many to list";
        var description = new JsonObject
        {
            ["name"] = clip.Name,
            ["packing"] = clip.Packing,
            ["width"] = clip.Width,
            ["height"] = clip.Height,
            ["frames"] = FrameList.Format(frames),
            ["count"] = frames.Count,
            ["holes"] = holes,
            ["rate"] = clip.Rate.ToString(),
            ["start"] = clip.StartLabel,
            ["colour"] = clip.Coding is { } c ? Colours(c) : "scene-linear as stored",
            ["light"] = ClipLight.Of(clip).Name,
            ["coding"] = clip.Coding is { } coding ? new JsonObject
            {
                ["model"] = coding.Model.ToString().ToLowerInvariant(), ["depth"] = coding.Depth, ["alpha"] = coding.Alpha, ["range"] = coding.Range.ToString().ToLowerInvariant(),
                ["matrix"] = coding.Model == CodeModel.Yuv ? coding.Matrix.ToString().ToLowerInvariant() : null, ["transfer"] = coding.Colour.Transfer.Name, ["space"] = coding.Colour.Name, ["config"] = coding.Colour.Config,
            } : null,
            ["grounds"] = new JsonArray([.. clip.Grounds.Select(g => (JsonNode)g)]),
            ["warnings"] = new JsonArray([.. clip.Warnings.Select(w => (JsonNode)w)]),
        };
        if (stored is null) return description;
        description["dataWindow"] = Box(stored.DataWindow);
        description["displayWindow"] = Box(stored.DisplayWindow);
        description["channels"] = new JsonArray([.. stored.Channels.Select(c => (JsonNode)new JsonObject
        {
            ["name"] = c.Name, ["type"] = c.Type.ToString().ToLowerInvariant(), ["xSampling"] = c.XSampling, ["ySampling"] = c.YSampling,
        })]);
        description["attributes"] = new JsonArray([.. stored.Attributes.Select(a => (JsonNode)new JsonObject { ["name"] = a.Name, ["type"] = a.Type, ["value"] = ExrAttributes.Describe(a) })]);
        return description;
    }

    private static string Colours(Coding coding) =>
        $"{coding.Colour.Name}{(coding.Model == CodeModel.Yuv ? $", matrix {coding.Matrix.ToString().ToUpperInvariant()}" : "")}, {coding.Range.ToString().ToLowerInvariant()} range, {coding.Depth} bit";

    private static string Box(Window window) => $"{window.MinX},{window.MinY} {window.MaxX},{window.MaxY}";

    private static void Show(Session session, JsonObject d)
    {
        session.Say($"{d["name"]}");
        Line("packing", $"{d["packing"]}");
        Line("size", $"{d["width"]} × {d["height"]}");
        if (d["dataWindow"] is { } data) Line("data window", $"{data}");
        if (d["displayWindow"] is { } display) Line("display window", $"{display}");
        Line("frames", $"{d["frames"]} ({d["count"]})");
        Line("holes", d["holes"]!.GetValue<string>() is { Length: > 0 } holes ? holes : "none");
        Line("rate", $"{d["rate"]}");
        if (d["start"] is { } start) Line("starts at", $"{start}");
        Line("colour", $"{d["colour"]}");
        Line("light", $"{d["light"]}");
        foreach (var channel in d["channels"] as JsonArray ?? []) Line("channel", $"{channel!["name"]} {channel["type"]}{(channel["xSampling"]!.GetValue<int>() > 1 ? " (reduced)" : "")}");
        foreach (var attribute in d["attributes"] as JsonArray ?? []) Line("attribute", $"{attribute!["name"]} = {attribute["value"]}");
        foreach (var ground in d["grounds"]!.AsArray()) Line("read as", $"{ground}");
        foreach (var warning in d["warnings"]!.AsArray()) Line("warning", $"{warning}");

        void Line(string label, string value) => session.Say($"  {label,-15} {value}");
    }
}
