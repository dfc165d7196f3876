using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>A version as it is laid over the cut for a host.</summary>
    /// <param name="plate">What the cut itself refers to there.</param>
    private FinishedVersion Finished(Standing now, Delivered d, TurnbackProfile host, Timeline cut, MediaReference? plate)
    {
        var rate = cut.Rate;
        var first = Show.File.FirstFrame;
        var available = TimeRange.Of(StartOf(d), d.Version.Range.Length, rate);
        var made = FrameList.Format(d.Made.Select(f => d.Version.FrameNumber(f.Number, first)));
        var metadata = new JsonObject
        {
            ["answerprint"] = new JsonObject
            {
                ["version"] = d.Version.Name, ["status"] = d.Status, ["tool"] = d.Version.Tool, ["made"] = made, ["held"] = d.FrameMap(first), ["bytes"] = d.Version.Document.Hex, ["label"] = d.Label,
            },
        };
        if (d.Version.Timing is { } timing)
        {
            var cutFrames = d.Frames.Skip(timing.Head).Take(d.Shot.Record.Length).Select(f => f.Moment ?? f.Number).ToList();
            metadata["answerprint"]!["retime"] = new JsonObject { ["speed"] = timing.Speed, ["cutSpeed"] = d.Shot.Speed, ["sourceIn"] = LabelAt(d, cutFrames[0]), ["sourceOut"] = LabelAt(d, cutFrames[^1]), ["moments"] = d.MomentMap(first) };
        }
        var proxy = new ExternalReference("proxy", $"{d.Folder}/{host.ProxyName(d.Version.Name)}", available, []);
        var pictures = new ImageSequenceReference("version", $"{d.Folder}/exr/", $"{d.Version.Name}.", ".exr", first, 1, rate, 4, "error", available, []);
        return new(
            d.Shot.Name, host.FileClips ? host.ProxyName(d.Version.Name) : d.Version.Name, d.Shot.Record, host.PlaysPictures ? pictures : proxy,
            plate is null or MissingReference ? new MissingReference(d.Plate.Name, null, []) : plate, pictures, d.IsFinal, Markers(now, d, rate), metadata)
        {
            PlateStart = new RationalTime(d.Version.Timing is { } t ? StartOf(d) + t.Head : d.Plate.Start + d.Shot.Cut.Start - d.Plate.Range.Start, rate),
            IsRetimed = d.Version.Timing is not null,
            Reel = host.Log ? TapeOf(d) : null,
        };
    }

    /// <summary>The source timecode of a moment, with the part of a frame where it lies between two: "01:00:00:12.4".</summary>
    private static string LabelAt(Delivered d, double moment)
    {
        var frame = (long)Math.Floor(moment);
        var part = moment - frame;
        var label = LabelOf(d, d.Plate.Start + frame - d.Plate.Range.Start)?.ToString() ?? frame.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return part < 1e-6 ? label : label + part.ToString(".######", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>What people noted on a version, as markers of its clip, in the plate's time.</summary>
    private IReadOnlyList<Marker> Markers(Standing now, Delivered d, FrameRate rate)
    {
        var markers = new List<Marker>();
        foreach (var note in now.Notes.Where(n => n.Version == d.Version.Name))
        {
            var numbers = Listed(note.Frames);
            var start = numbers is null ? d.Version.Timing is { } t ? d.Version.Range.Start + t.Head : d.Shot.Cut.Start : numbers[0] - Show.File.FirstFrame + d.Version.Range.Start;
            var length = numbers is null ? 1 : numbers[^1] - numbers[0] + 1;
            markers.Add(new("note", "YELLOW", note.Words, TimeRange.Of(d.Plate.Start + start - d.Plate.Range.Start, length, rate), []));
        }
        return markers;

        static IReadOnlyList<int>? Listed(string frames)
        {
            try
            {
                return frames.Length > 0 && FrameList.Parse(frames) is { Count: > 0 } listed ? listed : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }

    /// <summary>The plate's timecode of a version's first frame, as a frame count.</summary>
    private static long StartOf(Delivered d) => d.Plate.Start + d.Version.Range.Start - d.Plate.Range.Start;

    /// <summary>The same as a label; none where the plate's rate has none.</summary>
    private static Timecode? LabelOf(Delivered d, long frame) => d.Plate.Rate.Nominal <= Timecode.MostNominal && frame >= 0 ? Timecode.FromFrame(frame, d.Plate.Rate) : null;

    /// <summary>What stands on a frame of a proxy: version, its frame, the plate's timecode; on a made frame the label; its standing.</summary>
    private IEnumerable<string> Burnt(Delivered d, int number)
    {
        yield return d.Version.Name;
        yield return $"{d.Version.FrameNumber(number, Show.File.FirstFrame)} {Timecode.FromFrame(d.Plate.Start + number - d.Plate.Range.Start, d.Plate.Rate)}";
        yield return d.Made.Any(f => f.Number == number) ? $"{d.Label}: {d.Version.Outside?.MadeBy ?? d.Version.Tool}, {d.Status}" : d.Status;
    }

    /// <summary>A movie to cut with: every frame of the version through the show's look, the words on top of it; where a frame is not there the one before it stands.</summary>
    private void Proxy(Delivered d, string path, TurnbackProfile host)
    {
        using var clip = new VersionClip(d.Version.Name, d.Frames, d.Plate, d.Version.Range, Show.Vault);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var marks = host.Log ? new Dictionary<string, string>(StringComparer.Ordinal) { ["reel_name"] = TapeOf(d), ["material_package_name"] = d.Version.Name } : null;
        using var movie = MovieWriter.Create(path, host.Proxy, d.Plate.Width, d.Plate.Height, d.Plate.Rate, marks: marks, timecode: LabelOf(d, StartOf(d))?.ToString());
        var view = Show.File.Colour.ViewOf(d.Plate.Colour, Show.Folder);
        Frame? last = null;
        foreach (var number in d.Version.Range.Numbers)
        {
            cancel.ThrowIfCancellationRequested();
            if (clip.Has(number)) last = clip.Read(number);
            movie.Write(BurnIn.On(view.Show(last ?? new Frame(d.Plate.Width, d.Plate.Height)), [.. Burnt(d, number)]));
        }
        movie.Finish();
        if (host.Suffix == ".mxf") MxfIdentity.Give(path, Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{d.Version.Name}\n{d.Version.Document.Hex}")).Bytes);
    }

    /// <summary>
    /// The tape of a proxy, the same in its MXF, the log and the list, which cuts longer ones off: number of the shot and of the version in eight letters ("0010V001"); the name of a
    /// version that is called otherwise.
    /// </summary>
    private string TapeOf(Delivered d)
    {
        if (Show.File.Naming.NumberOf(Show.File.Code, d.Shot.Name) is not { } number) return d.Version.Name;
        var shot = number.Format(4);
        var tape = $"{shot}V{d.Version.Number.ToString($"D{Math.Max(1, 7 - shot.Length)}", System.Globalization.CultureInfo.InvariantCulture)}";
        return tape.Length <= 8 ? tape : d.Version.Name;
    }

    private string LogOf(IReadOnlyList<Delivered> delivered, TurnbackProfile host) => ProxyLog.Text(delivered[0].Plate.Rate, delivered[0].Plate.Width, delivered[0].Plate.Height,
        delivered.Where(d => LabelOf(d, StartOf(d)) is not null).Select(d => new ProxyLog.Clip(
            d.Version.Name, TapeOf(d), LabelOf(d, StartOf(d))!.Value, LabelOf(d, StartOf(d) + d.Version.Range.Length)!.Value, host.ProxyName(d.Version.Name), d.Shot.Name, d.Status,
            d.Made.Count > 0 ? $"{d.Label}: {FrameList.Format(d.Made.Select(f => d.Version.FrameNumber(f.Number, Show.File.FirstFrame)))}" : "")));

    /// <summary>The space of a plate's light, where it is the light of a scene and its primaries are known.</summary>
    /// <exception cref="BadInputException">It is not: an ACES container of it would say what is not so.</exception>
    private static ColourSpace ScenePlate(Plate plate)
    {
        var (space, light) = (ColourSpace.Find(plate.Colour.Space), ColourSpace.Find(plate.Colour.Light));
        if (light is null)
            throw new BadInputException("no-aces", plate.Name, "", $"its light is '{plate.Colour.Light}', whose primaries no managed space has", "Turn it back without --aces, or ingest it under a space of the list (--colour)");
        if (space is not null && (space.Transfer == Transfer.Bt1886 || space.Transfer == Transfer.Srgb))
            throw new BadInputException("no-aces", plate.Name, "", $"its codes are {space.Name}: pictures made for a display, and an ACES container holds the light of a scene", "Turn it back without --aces, or bring the camera's own files");
        return light;
    }

    /// <summary>Each frame of a version as an ACES container, beside the version's own form.</summary>
    private void Containers(Delivered d, Package package)
    {
        var light = ScenePlate(d.Plate);
        using var clip = new VersionClip(d.Version.Name, d.Frames, d.Plate, d.Version.Range, Show.Vault);
        using var work = watch.Begin($"aces {d.Version.Name}", d.Frames.Count);
        foreach (var frame in d.Frames)
        {
            cancel.ThrowIfCancellationRequested();
            var number = d.Version.FrameNumber(frame.Number, Show.File.FirstFrame);
            var path = package.PathOf($"{d.Folder}/aces/{d.PictureName(number)}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AcesContainer.Write(path, AcesContainer.Of(clip.ReadStored(frame.Number), light, d.Version.Name, $"frame {number}"));
            work.Step($"frame {number}");
        }
    }
}
