using System.Buffers.Binary;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;

namespace Answerprint.Tests.Production.Quality;

/// <summary>
/// Honest versions of a small take (frames 1001 to 1010, 1005 and 1006 missing) for attacks to spoil. The performer stands at x 10..29, y 20..69.
/// </summary>
internal sealed class Honest
{
    public const int W = 144, H = 96;
    public const string Ann = "ann";

    public static readonly FrameRange Range = new(1001, 1011);
    private static readonly FrameRate Rate = new(24);

    private static readonly StoredClip Taken = Take();
    private static readonly Dictionary<int, string> Roots = Taken.Frames.ToDictionary(f => f.Key, f => PictureTree.Root(f.Value));

    public StoredClip Plate { get; } = new(new(Taken.Frames), Rate);

    public StoredClip Version { get; set; } = null!;

    public Dictionary<int, Matte> Work { get; } = [];

    public Dictionary<int, Origin> Origins { get; } = [];

    public Dictionary<int, int> Held { get; } = [];

    public Dictionary<int, string> Ingest { get; } = [];

    public List<Declaration> Declarations { get; } = [];

    public Matte? Performer { get; set; } = Box(10, 20, 20, 50);

    public PerformerClass Class { get; set; }

    public bool CutFreezes { get; set; }

    public Func<uint, int, StoredFrame?>? Source { get; set; }

    public Func<int, OriginPass, Frame?>? Regather { get; set; }

    public Inspection Given => new()
    {
        Plate = Plate,
        Version = Version,
        Range = Range,
        Work = f => Work.GetValueOrDefault(f),
        Origin = f => Origins.GetValueOrDefault(f),
        Declarations = Declarations,
        PerformerMatte = (_, _) => Performer,
        Held = Held,
        CutFreezes = CutFreezes,
        Class = Class,
        IsAsIngested = (n, f) => Ingest.TryGetValue(n, out var root) ? PictureTree.Root(f) == root : null,
        Regather = Regather,
        Source = Source,
    };

    /// <summary>Nobody in the take; the missing frames are made from 1004 and 1007, moved by whole pixels.</summary>
    public static Honest Fill()
    {
        var honest = Start();
        honest.Declarations.Add(new("pl", null, null, null, [], "by", default, 0));
        honest.Make(1005, 1004, dx: 1);
        honest.Make(1006, 1007, dx: -1);
        return honest;
    }

    /// <summary>Ann in the take; a mark far from her is removed in 1003 with pixels of 1002; the missing frames are held.</summary>
    public static Honest CleanupAndHold()
    {
        var honest = Start();
        honest.Declarations.Add(new("pl", Ann, "ann.####.exr", null, [], "by", default, 0));
        honest.Hold(1005, 1004);
        honest.Hold(1006, 1004);
        honest.Clean(1003, 100, 40, from: 1002);
        honest.Class = PerformerClass.P3;
        return honest;
    }

    public void Hold(int frame, int real)
    {
        Held[frame] = real;
        Version.Frames[frame] = Copy(Plate.Frames[real]);
    }

    /// <summary>Replaces 8×8 pixels by those of another frame, <paramref name="dx"/> columns to the right.</summary>
    public void Clean(int frame, int x, int y, int from, int dx = 0)
    {
        Work[frame] = Box(x, y, 8, 8);
        var origin = new Origin(W, H, 1);
        Version.Frames[frame] = Copy(Plate.Frames[frame]);
        for (var v = y; v < y + 8; v++)
        for (var u = x; u < x + 8; u++) Tap(origin, Version.Frames[frame], (v * W) + u, from, u + dx, v);
        Origins[frame] = origin;
    }

    public void Make(int frame, int from, int dx)
    {
        Work[frame] = Matte.Whole(W, H);
        var origin = new Origin(W, H, 1);
        Version.Frames[frame] = Copy(Plate.Frames[from]);
        for (var i = 0; i < W * H; i++) Tap(origin, Version.Frames[frame], i, from, Math.Clamp((i % W) + dx, 0, W - 1), i / W);
        Origins[frame] = origin;
    }

    public static void Set(StoredFrame frame, int x, int y, ushort word, string channel = "G") =>
        BinaryPrimitives.WriteUInt16LittleEndian(frame.Channel(channel)!.Words.AsSpan(2 * ((y * W) + x)), word);

    public static StoredFrame Copy(StoredFrame frame) => frame with { Channels = [.. frame.Channels.Select(c => c with { Words = [.. c.Words] })] };

    public static Matte Box(int x, int y, int w, int h)
    {
        var matte = new Matte(W, H);
        for (var r = y; r < y + h; r++) matte.Coverage.AsSpan((r * W) + x, w).Fill(1);
        return matte;
    }

    private void Tap(Origin origin, StoredFrame version, int i, int from, int x, int y)
    {
        (origin.Tap[0].X[i], origin.Tap[0].Y[i], origin.Tap[0].Weight[i], origin.Tap[0].Frame[i]) = (x, y, 1, (uint)from);
        foreach (var channel in new[] { "R", "G", "B" }) Plate.Frames[from].Channel(channel)!.Words.AsSpan(2 * ((y * W) + x), 2).CopyTo(version.Channel(channel)!.Words.AsSpan(2 * i));
    }

    private static Honest Start()
    {
        var honest = new Honest();
        honest.Version = new([], Rate);
        foreach (var (number, frame) in honest.Plate.Frames)
        {
            honest.Version.Frames[number] = Copy(frame);
            honest.Ingest[number] = Roots[number];
        }
        return honest;
    }

    private static StoredClip Take()
    {
        var random = new Random(20261122);
        var frames = new SortedDictionary<int, StoredFrame>();
        foreach (var number in Range.Numbers.Where(n => n is not (1005 or 1006)))
        {
            var window = new Window(0, 0, W - 1, H - 1);
            var channels = new List<StoredChannel>();
            foreach (var name in new[] { "B", "G", "R" })
            {
                var words = new byte[2 * W * H];
                for (var i = 0; i < W * H; i++) BinaryPrimitives.WriteUInt16LittleEndian(words.AsSpan(2 * i), BitConverter.HalfToUInt16Bits((Half)random.NextDouble()));
                channels.Add(new(name, SampleType.Half, words));
            }
            var id = new byte[4 * W * H];
            random.NextBytes(id);
            channels.Add(new("id", SampleType.UInt, id));
            frames[number] = new(window, window, channels, []);
        }
        // a signalling NaN that no honest writer may quieten
        Set(frames[1002], 3, 3, 0x7c01);
        return new(frames, Rate);
    }
}
