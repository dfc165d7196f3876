using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>
/// What the demo works on, made on the spot: a known camera move over a real still and a rendered set, both with missing frames whose truth is
/// kept aside, and a street with people walking. The still and the street come with Debian's opencv-doc.
/// </summary>
/// <param name="folder">Media goes into `media`, truth into `truth`, beside the cut and the declarations.</param>
internal sealed class DemoMaterial(string folder, Session session)
{
    public const string Supervisor = "Dana Supervisor";
    public const int First = 1001, Length = 32, Cut = 16, Handle = 8;

    private const string Samples = "/usr/share/doc/opencv-doc/examples/data";
    private static readonly FrameRate Rate = new(24);

    /// <summary>A shot of the demo.</summary>
    /// <param name="Name">Of the plate.</param>
    /// <param name="Missing">Frames that the turnover lacks.</param>
    /// <param name="Source">Where it comes from, for the page.</param>
    public sealed record Shot(string Name, IReadOnlyList<int> Missing, string Source);

    public static IReadOnlyList<Shot> Shots { get; } =
    [
        new("aloe", [1012, 1013, 1014], "A known camera move over a real photograph (aloeL.jpg of Debian's opencv-doc; nobody is in it)"),
        new("street", [1016, 1017], "Real street footage with people walking (vtest.avi of Debian's opencv-doc, taken at the show's rate)"),
        new("room", [1011, 1018, 1019, 1020], "A set rendered by the Soundstage, seed 7"),
    ];

    public string CutFile => Path.Combine(folder, "cut.otio");

    public string Declarations => Path.Combine(folder, "people.json");

    public string Media => Path.Combine(folder, "media");

    /// <summary>The picture that a missing frame really was; null where nobody knows.</summary>
    public Frame? Truth(string shot, int frame)
    {
        var path = Path.Combine(folder, "truth", shot, Name(shot, frame));
        return File.Exists(path) ? ExrFile.Read(path).ToFrame(path) : null;
    }

    /// <summary>Makes media, truth, cut and declarations.</summary>
    /// <exception cref="BadInputException">The samples of opencv-doc are not installed.</exception>
    public void Make()
    {
        using var progress = session.Progress("demo media", Shots.Count * Length);
        using (var still = FrameFiles.Open(Sample("aloeL.jpg"), new OpenOptions { Colour = ColourSpace.Srgb }))
            Write(Shots[0], new StillMove(still.Read(still.Range.Start), StillPath.Gentle, Frames, Rate, 640, 360, Environment.ProcessorCount), progress);
        Street(Shots[1], progress);
        Write(Shots[2], new Renderer(Stage.Of(7, Frames, 640, 360, SceneKind.Room, null, Rate), 4, Environment.ProcessorCount), progress);
        File.WriteAllBytes(CutFile, OtioDocument.From(Timeline(), CutFile).ToBytes());
        File.WriteAllText(Declarations, new JsonArray(
            Nobody("aloe"),
            new JsonObject { ["plate"] = Pattern("street"), ["performer"] = "People in the street", ["matte"] = "mattes/street.%04d.exr", ["by"] = Supervisor },
            Nobody("room")).ToJsonString(new() { WriteIndented = true }));
    }

    private static FrameRange Frames => new(First, First + Length);

    private static JsonObject Nobody(string shot) => new() { ["plate"] = Pattern(shot), ["noPeople"] = true, ["by"] = Supervisor };

    private static string Sample(string name) => File.Exists(Path.Combine(Samples, name))
        ? Path.Combine(Samples, name)
        : throw new BadInputException("no-sample", Path.Combine(Samples, name), "", "the demo's footage is not there", "Install Debian's opencv-doc: ./setup");

    private void Write(Shot shot, TruthSource source, Progress progress)
    {
        foreach (var n in Frames.Numbers)
        {
            session.Cancel.ThrowIfCancellationRequested();
            Put(shot, n, source.Render(n).Picture!);
            progress.Step($"{shot.Name} {n}");
        }
    }

    /// <summary>The street as it is, and mattes of whoever moves in it: what differs from the median of the take.</summary>
    private void Street(Shot shot, Progress progress)
    {
        const int from = 240;
        using var clip = FrameFiles.Open(Sample("vtest.avi"));
        var pictures = Enumerable.Range(from, Length).Select(clip.Read).ToList();
        var empty = Median(pictures);
        Directory.CreateDirectory(Path.Combine(folder, "mattes"));
        for (var i = 0; i < Length; i++)
        {
            session.Cancel.ThrowIfCancellationRequested();
            Put(shot, First + i, pictures[i]);
            if (!shot.Missing.Contains(First + i)) MatteFile.Write(Path.Combine(folder, "mattes", Name(shot.Name, First + i)), Moving(pictures[i], empty));
            progress.Step($"{shot.Name} {First + i}");
        }
    }

    private static float[] Median(List<Frame> pictures)
    {
        var green = new float[pictures[0].Size];
        Parallel.For(0, green.Length, i =>
        {
            Span<float> values = stackalloc float[Length];
            for (var n = 0; n < Length; n++) values[n] = pictures[n].Plane(1)[i];
            values.Sort();
            green[i] = values[Length / 2];
        });
        return green;
    }

    private static Matte Moving(Frame picture, float[] empty)
    {
        const int reach = 4;
        var matte = new Matte(picture.Width, picture.Height);
        var green = picture.Plane(1);
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
            {
                var i = (y * picture.Width) + x;
                if (MathF.Abs(MathF.Sqrt(MathF.Max(0, green[i])) - MathF.Sqrt(MathF.Max(0, empty[i]))) < 0.08f) continue;
                for (var v = Math.Max(0, y - reach); v <= Math.Min(picture.Height - 1, y + reach); v++)
                    matte.Coverage.AsSpan((v * picture.Width) + Math.Max(0, x - reach), Math.Min(picture.Width, x + reach + 1) - Math.Max(0, x - reach)).Fill(1);
            }
        return matte;
    }

    private void Put(Shot shot, int frame, Frame picture)
    {
        var missing = shot.Missing.Contains(frame);
        var place = Path.Combine(folder, missing ? "truth" : "media", shot.Name);
        Directory.CreateDirectory(place);
        ExrFile.Write(Path.Combine(place, Name(shot.Name, frame)), picture.ToStored(SampleType.Half, [ExrAttributes.FramesPerSecond(Rate), ExrAttributes.Primaries(Chromaticities.Rec709)]));
    }

    private static string Name(string shot, int frame) => string.Create(CultureInfo.InvariantCulture, $"{shot}.{frame:0000}.exr");

    private static string Pattern(string shot) => $"{shot}.%04d.exr";

    /// <summary>Three shots end to end, each the middle of its take, handles on both sides.</summary>
    private static Timeline Timeline()
    {
        var clips = Shots.Select(s => (TrackItem)new ClipItem(
            s.Name, true, TimeRange.Of(Handle, Cut, Rate),
            new Dictionary<string, MediaReference>
            {
                [ClipItem.DefaultKey] = new ImageSequenceReference(s.Name, $"media/{s.Name}/", $"{s.Name}.", ".exr", First, 1, Rate, 4, "error", TimeRange.Of(0, Length, Rate), []),
            },
            ClipItem.DefaultKey, [], [], []));
        var track = new Track("V1", TrackKind.Picture, "Video", true, null, [.. clips], [], [], []);
        return new("Answerprint demo", Rate, new RationalTime(86400, Rate), false, [track], [], []);
    }
}
