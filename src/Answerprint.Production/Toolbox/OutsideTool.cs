using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// A program of others as a tool (<see cref="OutsideManifest"/>). It is handed the plate as EXR, word by word, and of what it hands back only changed pixels inside the work matte count;
/// outside, the plate's words stand and what it changed there is counted and said. It does not know the show, and the gate, the chunks and the inspector do not know it.
/// </summary>
/// <param name="folder">Where tool.json lies on this machine; null where nobody said.</param>
/// <param name="added">The bytes of its files as they were added.</param>
/// <param name="mattes">Reads a matte of a set for a frame; null where there is none.</param>
/// <param name="scratch">A folder for its runs; made and taken away.</param>
/// <param name="said">Takes a sentence for people.</param>
public sealed class OutsideTool(OutsideManifest manifest, string? folder, IReadOnlyDictionary<string, Digest> added, Func<Digest, int, Matte?> mattes, string scratch, Action<string> said) : Tool
{
    /// <summary>What may lie in a run's folder, beyond what pictures of its size need.</summary>
    private const long Room = 1L << 28;

    private static int runs;

    public OutsideManifest Manifest => manifest;

    /// <summary>How versions name what made them.</summary>
    public OutsideWork Outside => manifest.Work;

    /// <summary>Its version names its bytes as well: another program under the same name is another recipe.</summary>
    public override ToolCard Card { get; } = new(
        manifest.Name, $"{manifest.Version} {Identity(manifest, added).Hex[..16]}", manifest.Purpose, manifest.Limits, manifest.Craft, manifest.MakesPixels, manifest.Terms.CountsAsModel, typeof(OutsideOptions));

    /// <summary>The digest of its tool.json and of its files.</summary>
    public static Digest Identity(OutsideManifest manifest, IReadOnlyDictionary<string, Digest> files) => Digest.Of(PlainJson.Bytes(new JsonObject
    {
        ["manifest"] = manifest.Digest.Hex, ["files"] = new JsonObject(files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value.Hex))),
    }));

    public override IReadOnlyList<PlateNeed> Needs(Assignment assignment, FrameRange range) =>
        [new(assignment.Plate.Index, [.. Asked(assignment, range).SelectMany(n => Enumerable.Range(n - manifest.Before, 1 + manifest.Before + manifest.After)).Where(assignment.Plate.Clip.Has).Distinct().Order()])];

    public override Preparation Prepare(Assignment assignment, IProgress<double>? progress, CancellationToken cancel)
    {
        _ = Files();
        return new(PlainJson.Bytes(new JsonObject { ["outside"] = Identity(manifest, added).Hex }));
    }

    /// <exception cref="BadInputException">The tool is not the one that was added, fails, or hands back what can not be used.</exception>
    public override IEnumerable<MadeFrame> Render(Assignment assignment, Preparation preparation, FrameRange range, CancellationToken cancel)
    {
        var options = (OutsideOptions)assignment.Options;
        foreach (var run in Runs(Asked(assignment, range)))
        {
            var program = Files().Program;
            var place = Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}.{Interlocked.Increment(ref runs)}"));
            Sweep();
            try
            {
                Hand(assignment, options, run, place, cancel);
                Call(assignment, program, run, place, cancel);
                using var handed = Open(place, run);
                foreach (var number in run)
                {
                    cancel.ThrowIfCancellationRequested();
                    if (Taken(assignment, options, handed, number) is { } made) yield return made;
                }
            }
            finally
            {
                if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
            }
        }
    }

    /// <summary>The matte of a frame; null where all of the picture may be worked on.</summary>
    public Matte? MatteOf(OutsideOptions options, int frame) => WorkMattes.Of(options, frame, manifest.Name, mattes);

    private static List<int> Asked(Assignment assignment, FrameRange range) => [.. ((OutsideOptions)assignment.Options).Frames.Where(n => range.Contains(n) && assignment.Plate.Clip.Has(n)).Distinct().Order()];

    private static IEnumerable<List<int>> Runs(List<int> frames)
    {
        for (var i = 0; i < frames.Count;)
        {
            var end = i + 1;
            while (end < frames.Count && frames[end] == frames[end - 1] + 1) end++;
            yield return frames[i..end];
            i = end;
        }
    }

    private OutsideFiles Files()
    {
        if (folder is null) throw new BadInputException("tool-not-here", manifest.Name, "", "this machine does not know where the tool lies", "Add it here: answerprint tool add SHOW tool.json");
        var files = OutsideFiles.Of(manifest, folder);
        files.Hold(manifest, added);
        return files;
    }

    /// <summary>Folders that killed runs left; a show is held by one process at a time.</summary>
    private void Sweep()
    {
        if (!Directory.Exists(scratch)) return;
        var own = Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + ".";
        foreach (var left in Directory.EnumerateDirectories(scratch).Where(d => !Path.GetFileName(d).StartsWith(own, StringComparison.Ordinal))) Directory.Delete(left, recursive: true);
    }

    private void Hand(Assignment assignment, OutsideOptions options, List<int> run, string place, CancellationToken cancel)
    {
        foreach (var room in new[] { "plate", "matte", "out" }) Directory.CreateDirectory(Path.Combine(place, room));
        var clip = assignment.Plate.Clip;
        for (var n = run[0] - manifest.Before; n <= run[^1] + manifest.After; n++)
        {
            cancel.ThrowIfCancellationRequested();
            if (clip.Has(n)) ExrFile.Write(Name(place, "plate", n), Loose(clip.ReadStored(n)));
        }
        if (!manifest.WantsMatte) return;
        foreach (var n in run)
        {
            var matte = MatteOf(options, n) ?? Matte.Whole(clip.Width, clip.Height);
            var window = new Window(0, 0, matte.Width - 1, matte.Height - 1);
            // programs that know no matte without colour find it in all of them
            ExrFile.Write(Name(place, "matte", n), new StoredFrame(window, window, [.. new[] { "A", "B", "G", "R" }.Select(c => StoredPicture.Channel(c, SampleType.Half, matte.Coverage))], []));
        }
    }

    private void Call(Assignment assignment, string program, List<int> run, string place, CancellationToken cancel)
    {
        var inv = CultureInfo.InvariantCulture;
        var values = new (string Place, string Value)[]
        {
            ("{plate}", Path.Combine(place, "plate", "plate.%06d.exr")), ("{matte}", Path.Combine(place, "matte", "matte.%06d.exr")), ("{out}", Path.Combine(place, "out", "out.%06d.exr")), ("{tool}", Path.GetFullPath(folder!)),
            ("{range}", string.Create(inv, $"{run[0]}-{run[^1]}")), ("{first}", run[0].ToString(inv)), ("{last}", run[^1].ToString(inv)), ("{seed}", assignment.Seed.ToString(inv)),
        };
        var arguments = manifest.Command.Skip(1).Select(word => values.Aggregate(word, (w, v) => w.Replace(v.Place, v.Value, StringComparison.Ordinal))).ToList();
        var picture = 32L * assignment.Plate.Clip.Width * assignment.Plate.Clip.Height;
        OutsideProcess.Run(manifest.Name, program, arguments, place, manifest.Seconds, manifest.Megabytes, Room + (4 * picture * (run.Count + manifest.Before + manifest.After)), string.Create(inv, $"frames {run[0]}-{run[^1]}"), cancel);
    }

    private FileClip Open(string place, List<int> run)
    {
        var missing = new List<int>();
        foreach (var n in run)
        {
            var file = new FileInfo(Name(place, "out", n));
            if (file.LinkTarget is not null) throw new BadInputException("outside-output", manifest.Name, $"frame {n}", "it handed back a link and no picture", "Write the picture itself to {out}");
            // a pipe has no length and would be waited for
            if (!file.Exists || file.Length == 0) missing.Add(n);
        }
        if (missing.Count > 0) throw new BadInputException("outside-output", manifest.Name, $"frames {FrameList.Format(missing)}", "it ended well and did not write these frames", "Write every frame of {first} to {last} to {out}, under the plate's numbers");
        return FrameFiles.Open(Path.Combine(place, "out", "out.%06d.exr"));
    }

    private MadeFrame? Taken(Assignment assignment, OutsideOptions options, FileClip handed, int number)
    {
        var clip = assignment.Plate.Clip;
        OutsideDifference all;
        try
        {
            var plate = clip.ReadStored(number);
            all = OutsideDifference.Of(plate, Within(handed.ReadStored(number), plate), manifest.Name, number);
        }
        catch (BadInputException e)
        {
            throw new BadInputException("outside-output", manifest.Name, e.Place.Length > 0 ? e.Place : $"frame {number}", $"what it handed back can not be used: {e.Problem}", "Mend the tool: answerprint tool test", e);
        }
        var (inside, outside, first) = MatteOf(options, number) is { } matte ? all.Within(matte) : (all, 0, "");
        if (outside > 0) said($"{manifest.Name}, frame {number}: {outside} pixels that it changed outside the work matte (the first at {first}) were put back: the plate's words stand there.");
        if (inside.Changed == 0) return null;
        // outside the work the picture is the plate's as well
        var picture = clip.Read(number);
        for (var c = 0; c < picture.Channels.Count; c++)
        {
            if (inside.Picture.Plane(picture.Channels[c]) is not { } made) continue;
            var own = picture.Plane(c);
            for (var i = 0; i < own.Length; i++)
                if (inside.Work.Coverage[i] != 0) own[i] = made[i];
        }
        var measures = new Dictionary<string, double>(StringComparer.Ordinal) { ["changed"] = inside.Changed, ["putBack"] = outside };
        return OutsideVersionTool.Made(assignment.Plate, number, inside with { Picture = picture }, outside > 0 ? "outside tool; what it changed outside the work was put back" : "outside tool", measures);
    }

    /// <summary>What a program handed back that fills the display window though the plate does not: the part of it where the plate has pixels.</summary>
    private static StoredFrame Within(StoredFrame handed, StoredFrame plate)
    {
        var (own, all) = (plate.DataWindow, handed.DataWindow);
        if (own == all || all.MinX > own.MinX || all.MinY > own.MinY || all.MaxX < own.MaxX || all.MaxY < own.MaxY || handed.Channels.Any(c => c.XSampling != 1 || c.YSampling != 1)) return handed;
        return handed with
        {
            DataWindow = own,
            Layout = null,
            Channels = [.. handed.Channels.Select(c =>
            {
                var (row, length) = (all.Width * c.BytesPerSample, own.Width * c.BytesPerSample);
                var words = new byte[length * own.Height];
                for (var y = 0; y < own.Height; y++) c.Words.AsSpan(((y + own.MinY - all.MinY) * row) + ((own.MinX - all.MinX) * c.BytesPerSample), length).CopyTo(words.AsSpan(y * length));
                return c with { Words = words };
            })],
        };
    }

    /// <summary>A picture as others get it: its words and windows, in one part and packed in a way that all read.</summary>
    private static StoredFrame Loose(StoredFrame stored) => stored with { Layout = null };

    private static string Name(string place, string what, int number) => Path.Combine(place, what, string.Create(CultureInfo.InvariantCulture, $"{what}.{number:000000}.exr"));
}

/// <summary>What is asked of an outside tool.</summary>
/// <param name="Frames">The frames to work on, in the plate's numbers.</param>
public sealed record OutsideOptions(IReadOnlyList<int> Frames) : IMatted
{
    /// <inheritdoc/>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Mattes { get; init; }
}
