using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;

namespace Answerprint.Tools.Continuity;

/// <summary>
/// Looks through clips once, in their order, and names what does not match: within shots from frame to frame, and across cuts where both sides show the same things. Finds cuts as well. It holds a few small pictures a
/// shot, never the clip. It mends nothing.
/// </summary>
public static class ContinuityWatch
{
    /// <summary>Frames a shot that are looked at for stuck pixels, and frames between them.</summary>
    private const int MostPixelFrames = 12, PixelStep = 4;

    /// <summary>Pictures that are compared across cuts are so wide.</summary>
    private const int Wide = 640;

    /// <summary>A shot is held against so many shots before it, or takes of one set that are cut between would never meet.</summary>
    private const int Back = 3;

    /// <param name="progress">Share of the frames.</param>
    /// <exception cref="BadInputException">A frame can not be read.</exception>
    public static ContinuityReport Of(IReadOnlyList<Clip> clips, int threads, IProgress<double>? progress, CancellationToken cancel)
    {
        var (shots, faults, edges, done) = (new List<SeenShot>(), new List<ContinuityFault>(), new List<ShotEdges>(), 0);
        var all = clips.Sum(c => (long)c.Range.Length);
        void Step()
        {
            done++;
            progress?.Report(Math.Min(1, (double)done / all));
        }
        foreach (var clip in clips)
        {
            foreach (var shot in ShotsOf(clip, threads, Step, cancel))
            {
                shots.Add(new(clip.Name, shot.First, shot.Last));
                faults.AddRange(ShotFaults.Of(clip.Name, shot.Pairs));
                faults.AddRange(shot.Stuck.Select(d => new ContinuityFault(FaultKind.StuckPixel, clip.Name, shot.First, 2, string.Create(CultureInfo.InvariantCulture, $"the pixel {d.X},{d.Y} is stuck"), string.Create(CultureInfo.InvariantCulture, $"brief SHOW SHOT repair --defects \"{d.X},{d.Y}\"")) { Place = (d.X, d.Y) }));
                var own = new ShotEdges(clip.Name, shot.First, shot.Last, shot.Begin, shot.End);
                // the nearest that shows the same things says most
                foreach (var earlier in Enumerable.Reverse(edges).Take(Back))
                {
                    if (LightFault(earlier, own, threads, cancel) is not { } match) continue;
                    if (match.Fault is { } fault) faults.Add(fault);
                    break;
                }
                edges.Add(own);
                if (edges.Count > Back) edges.RemoveAt(0);
            }
        }
        return new(shots, [.. faults.OrderByDescending(f => f.Score).ThenBy(f => f.Clip, StringComparer.Ordinal).ThenBy(f => f.Frame)]) { Frames = done };
    }

    private sealed record ShotEdges(string Clip, int First, int Last, SeenLight Begin, SeenLight End);

    private sealed record Shot(int First, int Last, IReadOnlyList<PairStudy> Pairs, IReadOnlyList<Defect> Stuck, SeenLight Begin, SeenLight End);

    private static IEnumerable<Shot> ShotsOf(Clip clip, int threads, Action step, CancellationToken cancel)
    {
        var pairs = new List<PairStudy>();
        StudiedFrame? earlier = null, before = null;
        SeenLight? begin = null;
        Frame? last = null;
        var pixels = new StuckPixels(clip.Width, clip.Height);
        var first = 0;
        foreach (var number in clip.Range.Numbers)
        {
            cancel.ThrowIfCancellationRequested();
            if (!clip.Has(number)) continue;
            var frame = clip.Read(number);
            var now = StudiedFrame.Of(number, frame);
            step();
            if (before is not null)
            {
                var pair = StudiedFrame.Pair(earlier, before, now, threads, cancel);
                if (ShotFaults.IsCut(pairs, pair))
                {
                    yield return new(first, before.Number, pairs, pixels.Found(), begin!, SeenLight.Of(last!, Wide));
                    (pairs, before, begin, pixels) = ([], null, null, new(clip.Width, clip.Height));
                }
                else pairs.Add(pair);
            }
            if (begin is null) (first, begin) = (number, SeenLight.Of(frame, Wide));
            if (pixels.Frames < MostPixelFrames && (number - first) % PixelStep == 0) pixels.Add(frame);
            (earlier, before, last) = (before, now, frame);
        }
        if (begin is not null) yield return new(first, before!.Number, pairs, pixels.Found(), begin, SeenLight.Of(last!, Wide));
    }

    /// <summary>How two shots that show the same things differ in light; null where they do not, or too little of it.</summary>
    private static (bool Same, ContinuityFault? Fault)? LightFault(ShotEdges earlier, ShotEdges own, int threads, CancellationToken cancel)
    {
        if (ColourPairs.Between(own.Begin, earlier.End, threads, cancel) is not { Overlap: >= ShotFaults.SameThings, Count: >= 200 } pairs) return null;
        double[] off = [.. pairs.Stops().Select(s => -s)];
        var (lighter, warmer) = (off.Average(), off[0] - off[2]);
        var score = Math.Max(Math.Abs(lighter) / ShotFaults.LightJump, Math.Abs(warmer) / ShotFaults.WhiteJump);
        if (score < 1) return (true, null);
        var words = string.Create(CultureInfo.InvariantCulture, $"the same things are {Math.Abs(lighter):0.00} stops {(lighter > 0 ? "lighter" : "darker")}{(Math.Abs(warmer) >= ShotFaults.WhiteJump ? $" and {Math.Abs(warmer):0.00} stops {(warmer > 0 ? "warmer" : "colder")}" : "")} than in the shot that ends on frame {earlier.Last}{(earlier.Clip == own.Clip ? "" : $" of {Path.GetFileName(earlier.Clip)}")}");
        return (true, new(FaultKind.LightAcrossCut, own.Clip, own.First, score, words, "try relight --match the earlier shot") { Against = (earlier.Clip, earlier.Last) });
    }
}
