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
    private static readonly Option<string?> To = new("--to") { Description = "Convert to this pattern or movie: .exr, .png, .dpx, .tif, .mkv (lossless), .mov (ProRes), .mp4 (proxy)" };
    private static readonly Option<string?> Frames = new("--range") { Description = "Only these frames: 1001-1050, 1001-1050x2, 1001,1004" };
    private static readonly Option<int> First = new("--first") { Description = "The number of a movie's first frame", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Rate = new("--rate") { Description = "The rate, where the files say none or a wrong one: 24, 24000/1001" };
    private static readonly Option<string?> Colour = new("--colour") { Description = "What code values mean: bt1886, srgb, linear, rec2020, cineon" };

    private static readonly Option<ExrCompression> Compression = new("--compression") { Description = "How EXR is packed: none, zips, zip, piz (without loss); others with loss", DefaultValueFactory = _ => ExrCompression.Zip };

    public static Command Create() => new Command("frames",
        "Describes pictures or a movie (size, windows, channels, types, colour, attributes, frames, holes), and converts them. Example: answerprint frames plate.mp4 --to plate.%04d.exr --first 1001")
    {
        Pattern, To, Frames, First, Rate, Colour, Compression,
    }.Does(Work);

    private static Outcome Work(Session session, System.CommandLine.ParseResult parsed)
    {
        var pattern = parsed.GetValue(Pattern)!;
        var options = new OpenOptions
        {
            First = parsed.GetValue(First),
            Rate = parsed.GetValue(Rate) is { } rate ? FrameRate.Parse(rate) : null,
            Colour = parsed.GetValue(Colour) is { } colour ? ColourSpace.Parse(colour) : null,
        };
        var wanted = parsed.GetValue(Frames) is { } range ? FrameList.Parse(range) : null;
        Output.CheckFile("--to", parsed.GetValue(To));
        using var clip = FrameFiles.Open(pattern, options);
        var description = Describe(clip);
        if (wanted is not null) There(clip, wanted);
        if (parsed.GetValue(To) is not { } target)
        {
            Show(session, description);
            return Outcome.Done(description);
        }
        var converted = Convert(session, clip, target, wanted, parsed.GetValue(Compression));
        return Outcome.Done(new JsonObject { ["from"] = description, ["to"] = target, ["frames"] = FrameList.Format(converted.Frames), ["written"] = converted.Frames.Count, ["loss"] = converted.Loss });
    }

    private static (IReadOnlyList<int> Frames, string? Loss) Convert(Session session, FileClip clip, string target, IReadOnlyList<int>? wanted, ExrCompression compression)
    {
        var frames = wanted ?? clip.Frames;
        if (FrameFiles.IsMovie(target) && frames[^1] - frames[0] + 1 != frames.Count)
            throw new BadInputException("holes", clip.Name, $"after frame {FirstGap(frames)}", "a movie can not have holes", "Name a range without holes, or fill them first");
        using var writer = VersionWriter.Create(target, clip);
        writer.Compression = compression;
        if (clip.Coding is { } coding) writer.Attributes = [ExrAttributes.FramesPerSecond(clip.Rate), ExrAttributes.Primaries(coding.Colour.Primaries)];
        if (writer.Loss is { } loss) session.Warn($"{target}: {loss}.");
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
            ["colour"] = clip.Coding is { } c ? Colours(c) : "scene-linear as stored",
            ["coding"] = clip.Coding is { } coding ? new JsonObject
            {
                ["model"] = coding.Model.ToString().ToLowerInvariant(), ["depth"] = coding.Depth, ["alpha"] = coding.Alpha, ["range"] = coding.Range.ToString().ToLowerInvariant(),
                ["matrix"] = coding.Model == CodeModel.Yuv ? coding.Matrix.ToString().ToLowerInvariant() : null, ["transfer"] = coding.Colour.Transfer.Name,
            } : null,
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
        Line("colour", $"{d["colour"]}");
        foreach (var channel in d["channels"] as JsonArray ?? []) Line("channel", $"{channel!["name"]} {channel["type"]}{(channel["xSampling"]!.GetValue<int>() > 1 ? " (reduced)" : "")}");
        foreach (var attribute in d["attributes"] as JsonArray ?? []) Line("attribute", $"{attribute!["name"]} = {attribute["value"]}");
        foreach (var warning in d["warnings"]!.AsArray()) Line("warning", $"{warning}");

        void Line(string label, string value) => session.Say($"  {label,-15} {value}");
    }
}
