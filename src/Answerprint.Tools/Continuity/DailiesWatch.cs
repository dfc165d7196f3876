using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Editorial;

namespace Answerprint.Tools.Continuity;

/// <summary>
/// Looks at a day's dailies, two frames a second at most: light that differs between the takes of a set-up or drifts in a take, pixels of a camera that are stuck, and what hangs into the frame. Takes without a set-up in
/// the report are put together by what they show. It holds three small pictures a set-up, and one take's samples.
/// </summary>
/// <param name="threads">The findings do not depend on it.</param>
public sealed class DailiesWatch(int threads)
{
    /// <summary>Frames a take that are looked at, at least; and so many a second.</summary>
    private const int Least = 24;

    private const double Second = 2;

    /// <summary>Pictures that light is compared on are so wide.</summary>
    private const int Wide = 480;

    /// <summary>Stops of exposure, and between red and blue, by which takes may differ; share of the picture that must be the same, and where nobody says that they are of one set-up.</summary>
    private const double Stops = 0.1, White = 0.1, SameThings = 0.15, SameSetUp = 0.35;

    /// <summary>Framings less alike are not compared any closer.</summary>
    private const double Framing = 0.35;

    /// <summary>Takes a camera in which a pixel must be stuck: three of seven, three at most.</summary>
    private const int MostVotes = 3, StuckFrames = 12;

    /// <summary>An arm that reaches down looks like a boom: it is no grave finding until somebody looked.</summary>
    private const double MostBoom = 1.9;

    private sealed record Setting(string Name, string Camera, PictureDescriptor Framing, SeenLight Light, List<(DayTake Take, int Frame, double[] Off)> Held);

    private sealed record CameraPixels(List<string> Takes, Dictionary<(int X, int Y), int> Votes);

    /// <param name="progress">Share of the takes.</param>
    /// <returns>In the order in which they were found; the takes that could not be read stand among the day's own findings or here.</returns>
    public IReadOnlyList<DayFinding> Of(DailiesDay day, IProgress<double>? progress, CancellationToken cancel)
    {
        var (found, settings, cameras) = (new List<DayFinding>(), new List<Setting>(), new SortedDictionary<string, CameraPixels>(StringComparer.Ordinal));
        // several lines of a report may mean one file
        List<DayTake> takes = [.. day.Takes.Where(t => t is { Entry: { Kind: not MediaKind.Still }, Facts: not null }).DistinctBy(t => t.Entry!.Path)];
        var weights = takes.Select(t => (double)SamplesOf(t.Facts!).Count).ToList();
        double all = Math.Max(1, weights.Sum()), done = 0;
        foreach (var (i, take) in takes.Index())
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                var before = done;
                Look(take, found, settings, cameras, share => progress?.Report((before + (share * weights[i])) / all), cancel);
            }
            catch (BadInputException e)
            {
                found.Add(Finding(DayFault.Unreadable, take, 3, $"it can not be read to its end: {e.Problem.TrimEnd('.')}{(e.Place.Length > 0 ? $" ({e.Place})" : "")}", "copy it from the card again, and compare the checksums, before the card is wiped"));
            }
            done += weights[i];
        }
        found.AddRange(settings.SelectMany(Differing));
        found.AddRange(cameras.SelectMany(c => Dead(c.Value, takes)));
        progress?.Report(1);
        return found;
    }

    /// <summary>The frames that are looked at: two a second, never fewer than 24 where there are as many.</summary>
    public static IReadOnlyList<int> SamplesOf(MediaFacts facts)
    {
        List<int> there = [.. facts.Range.Numbers.Except(facts.Holes)];
        var wanted = Math.Min(there.Count, Math.Max(Least, (int)(there.Count / (facts.Rate?.PerSecond ?? 24) * Second)));
        return [.. Enumerable.Range(0, wanted).Select(k => there[(int)((long)k * there.Count / wanted)])];
    }

    private void Look(DayTake take, List<DayFinding> found, List<Setting> settings, SortedDictionary<string, CameraPixels> cameras, Action<double> step, CancellationToken cancel)
    {
        using var clip = FrameFiles.Open(take.Entry!.Path, new OpenOptions { Rate = take.Facts!.Rate });
        var samples = SamplesOf(take.Facts!);
        if (samples.Count == 0) return;
        var pixels = new StuckPixels(clip.Width, clip.Height);
        var intruders = new IntruderWatch(threads);
        // the slate and the end of a take tell nothing of its light
        int early = samples.Count * 15 / 100, middle = samples.Count / 2, late = samples.Count * 85 / 100, apart = Math.Max(1, samples.Count / StuckFrames);
        SeenLight? first = null;
        for (var i = 0; i < samples.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            var frame = clip.Read(samples[i]);
            intruders.Add(samples[i], frame);
            if (i % apart == 0 && pixels.Frames < StuckFrames) pixels.Add(frame);
            if (i == early) first = SeenLight.Of(frame, Wide);
            if (i == middle) Join(take, samples[i], frame, settings, cancel);
            if (i == late && i > early && Off(SeenLight.Of(frame, Wide), first!, SameThings, cancel) is { } off && Drift(off) is var (fault, score, words))
                found.Add(Finding(fault, take, score, $"the same things are {words} towards its end than at its begin", "if it was not meant: lock iris, gain and white balance, and shoot another take") with { Frame = samples[i], Against = (take.Entry.Path, samples[early]), Frames = take.Facts!.Range.Length });
            step((i + 1.0) / samples.Count);
        }
        foreach (var boom in intruders.Found())
            found.Add(Finding(DayFault.Boom, take, Math.Min(MostBoom, boom.Score), $"something hangs into the frame from above on frame {boom.Frame}, {boom.Height} of {clip.Height} lines deep", "look at it; if it is a boom, shoot another take, or a clean plate to take it out with") with { Frame = boom.Frame, Place = (boom.X, 0, boom.Width, boom.Height) });
        Vote(take, clip, pixels, cameras);
    }

    private static void Vote(DayTake take, FileClip clip, StuckPixels pixels, SortedDictionary<string, CameraPixels> cameras)
    {
        if (pixels.Frames < StuckPixels.Fewest) return;
        var key = string.Create(CultureInfo.InvariantCulture, $"{take.Camera} {clip.Width}x{clip.Height}");
        if (!cameras.TryGetValue(key, out var camera)) cameras[key] = camera = new([], []);
        camera.Takes.Add(take.Entry!.Path);
        foreach (var d in pixels.Found()) camera.Votes[(d.X, d.Y)] = camera.Votes.GetValueOrDefault((d.X, d.Y)) + 1;
    }

    /// <summary>Holds a take against its set-up, or opens a new one.</summary>
    private void Join(DayTake take, int frame, Frame picture, List<Setting> settings, CancellationToken cancel)
    {
        var (framing, light) = (PictureDescriptor.Of(picture), SeenLight.Of(picture, Wide));
        foreach (var setting in settings.Where(s => s.Camera == take.Camera && s.Name == take.SetUp))
        {
            if (take.SetUp.Length == 0 && framing.FramingDistance(setting.Framing) > Framing) continue;
            if (Off(light, setting.Light, take.SetUp.Length == 0 ? SameSetUp : SameThings, cancel) is not { } off) continue;
            setting.Held.Add((take, frame, off));
            return;
        }
        settings.Add(new(take.SetUp, take.Camera, framing, light, [(take, frame, [0, 0, 0])]));
    }

    /// <summary>By how many stops the same things are lighter, R, G, B; null where too little is the same.</summary>
    private double[]? Off(SeenLight own, SeenLight other, double least, CancellationToken cancel) =>
        ColourPairs.Between(other, own, threads, cancel) is var pairs && pairs.Overlap >= least && pairs.Count >= 200 ? pairs.Stops() : null;

    /// <summary>The takes of a set-up that lie off its middle.</summary>
    private static IEnumerable<DayFinding> Differing(Setting setting)
    {
        if (setting.Held.Count < 2) yield break;
        var middle = Enumerable.Range(0, 3).Select(c => setting.Held.Select(h => h.Off[c]).Order().ElementAt((setting.Held.Count - 1) / 2)).ToArray();
        // the take that is nearest to the middle is what the others are held against
        var usual = setting.Held.MinBy(h => h.Off.Zip(middle, (a, b) => Math.Abs(a - b)).Sum());
        foreach (var (take, frame, off) in setting.Held)
        {
            if (take == usual.Take || Drift([.. off.Zip(usual.Off, (a, b) => a - b)]) is not var (fault, score, words)) continue;
            yield return Finding(fault, take, score, $"the same things are {words} than in {usual.Take.Name}{(setting.Name.Length > 0 ? $" of the same set-up, {setting.Name}" : ", which shows the same set")}", "note it for the colourist, or shoot another take at the stop and white of the others") with { Frame = frame, Against = (usual.Take.Entry!.Path, usual.Frame), Frames = take.Facts!.Range.Length };
        }
    }

    private static (DayFault Fault, double Score, string Words)? Drift(double[] off)
    {
        var (lighter, warmer) = (off.Average(), off[0] - off[2]);
        double exposure = Math.Abs(lighter) / Stops, white = Math.Abs(warmer) / White;
        if (Math.Max(exposure, white) < 1) return null;
        string light = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(lighter):0.00} stops {(lighter > 0 ? "lighter" : "darker")}"), tint = string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(warmer):0.00} stops {(warmer > 0 ? "warmer" : "colder")}");
        return exposure >= white ? (DayFault.StopDrift, exposure, white >= 1 ? $"{light} and {tint}" : light) : (DayFault.WhiteDrift, white, exposure >= 1 ? $"{tint} and {light}" : tint);
    }

    /// <summary>The pixels that are stuck in enough takes of a camera.</summary>
    private static IEnumerable<DayFinding> Dead(CameraPixels camera, List<DayTake> takes)
    {
        var n = camera.Takes.Count;
        var needed = Math.Clamp(((3 * n) + 6) / 7, Math.Min(2, n), MostVotes);
        var dead = camera.Votes.Where(v => v.Value >= needed).OrderBy(v => v.Key.Y).ThenBy(v => v.Key.X).ToList();
        if (dead.Count == 0) yield break;
        var first = takes.First(t => t.Entry!.Path == camera.Takes[0]);
        var listed = string.Join("; ", dead.Take(20).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Key.X},{d.Key.Y}")));
        yield return Finding(DayFault.DeadPixel, first, 1 + (dead.Max(v => v.Value) / (double)n), $"{(first.Camera.Length > 0 ? $"camera {first.Camera}" : "the camera")} has {(dead.Count == 1 ? "a pixel" : $"{dead.Count} pixels")} stuck in up to {dead.Max(v => v.Value)} of {n} takes ({listed}{(dead.Count > 20 ? " …" : "")})", $"let the camera map its pixels anew; what was shot is mended by: brief SHOW SHOT repair --defects \"{listed}\"") with { Frame = first.Facts!.Range.Start, Place = (dead[0].Key.X, dead[0].Key.Y, 1, 1) };
    }

    private static DayFinding Finding(DayFault fault, DayTake take, double score, string words, string pickUp) => new(fault, take.SetUp, take.Camera, take.Name, take.Entry!.Path, score, words, pickUp);
}
