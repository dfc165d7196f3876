using System.Globalization;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Media.Shapes;

/// <summary>
/// Follows a flat thing frame by frame as one plane (<see cref="PlaneTemplate"/>): held against how it looked on the key, so that it does not drift; where it has changed too much for that,
/// against the frame before. Between two keys both ways are mixed by how near each key is. One thread, the same places each time.
/// </summary>
public static class ScreenTracker
{
    /// <summary>A match with the key from which on it is believed; and with the frame before, below which it is lost.</summary>
    private const double Sure = 0.9, Fair = 0.75, Least = 0.55;

    /// <summary>Mean weight above which nothing passes before it; and how far from where it was expected, of its size, it needs a second look.</summary>
    private const double Clear = 0.7, Leap = 0.05;

    /// <summary>So much of it must be seen.</summary>
    private const double LeastShown = 0.08;

    /// <summary>Standard deviation of display codes below which there is nothing to follow.</summary>
    private const double Flattest = 1.5;

    private const double Search = 12, SearchOf = 0.12, MostSearch = 120;

    /// <summary>The screen with a key on every frame of the plate on which it is.</summary>
    /// <param name="before">What passes before it on a frame, coverage above 0; null: nothing on any frame.</param>
    /// <param name="name">For errors.</param>
    /// <param name="progress">Told the frames that are done.</param>
    /// <exception cref="BadInputException">A key lies on no frame, or the screen is lost.</exception>
    public static KeyedShape Follow(KeyedShape screen, Clip plate, Func<int, Matte?>? before, string name, CancellationToken cancel, Action<int>? progress = null)
    {
        var range = (screen.Frames ?? plate.Range).Intersect(plate.Range);
        int[] keys = [.. screen.Keys.Keys.Order()];
        if (keys.FirstOrDefault(k => !plate.Has(k), int.MinValue) is var gone and not int.MinValue) throw new BadInputException("screen-key", name, $"frame {gone}", "the plate has no such frame to follow the screen from", "Give keys on frames that are there");
        var found = new Dictionary<int, IReadOnlyList<ShapePoint>>();
        for (var n = 0; n < keys.Length; n++)
        {
            var (first, end) = (n > 0 ? keys[n - 1] : range.Start - 1, n < keys.Length - 1 ? keys[n + 1] : range.End);
            foreach (var (frame, places) in new Walk(plate, screen.Keys[keys[n]], keys[n], before, name).Both(first, end, n > 0, n < keys.Length - 1, cancel))
            {
                progress?.Invoke(frame);
                if (!range.Contains(frame)) continue;
                // from the key before it came too: the nearer key counts more
                var other = found.GetValueOrDefault(frame, places);
                var share = n > 0 && frame < keys[n] ? (double)(frame - keys[n - 1]) / (keys[n] - keys[n - 1]) : 1;
                found[frame] = [.. places.Select((p, i) => ((1 - share) * other[i]) + (share * p))];
            }
        }
        if (found.Count == 0) throw new BadInputException("screen-key", name, $"frames {range}", "no key of the screen is on a frame that it is said to be on", "Give a key within its frames");
        return screen with { IsTracked = false, Keys = found, Frames = new(found.Keys.Min(), found.Keys.Max() + 1) };
    }

    /// <summary>The way from one key, in both directions.</summary>
    private sealed class Walk
    {
        private readonly Clip plate;
        private readonly IReadOnlyList<ShapePoint> corners;
        private readonly int key;
        private readonly Func<int, Matte?>? before;
        private readonly string name;
        private readonly int levels;
        private readonly double size, band;
        private PlaneTemplate? first;
        private Features? features;

        public Walk(Clip plate, IReadOnlyList<ShapePoint> corners, int key, Func<int, Matte?>? before, string name)
        {
            (this.plate, this.corners, this.key, this.before, this.name) = (plate, corners, key, before, name);
            size = Math.Max(corners.Max(c => c.X) - corners.Min(c => c.X), corners.Max(c => c.Y) - corners.Min(c => c.Y));
            (levels, band) = (Math.Clamp((int)Math.Log2(Math.Max(1, size / 24)) + 1, 1, 6), Math.Clamp(0.02 * size, 2, 6));
        }

        public IEnumerable<(int Frame, IReadOnlyList<ShapePoint> Places)> Both(int start, int end, bool keyBefore, bool keyAfter, CancellationToken cancel)
        {
            var picture = new LumaLevels(plate.Read(key), levels);
            first = new PlaneTemplate(picture, Plain(corners), band, Before(key));
            if (first.Count < 60 || first.Deviation < Flattest) throw Lost(key, first.Count < 60 ? "too little of the screen is seen to follow it" : "there is nothing on the picture to follow, within the corners or just around them");
            yield return (key, corners);
            foreach (var found in Along(-1, start, keyBefore, cancel)) yield return found;
            foreach (var found in Along(1, end, keyAfter, cancel)) yield return found;
        }

        /// <param name="end">The first frame that is not looked at.</param>
        /// <param name="isKey">Whether a key stands there: then nothing may be lost on the way.</param>
        private IEnumerable<(int Frame, IReadOnlyList<ShapePoint> Places)> Along(int step, int end, bool isKey, CancellationToken cancel)
        {
            var still = new Homography(1, 0, 0, 0, 1, 0, 0, 0, 1);
            var (at, speed, pace) = (still, still, 0.0);
            (int Frame, LumaLevels Picture)? last = null;
            for (var frame = key + step; step * (end - frame) > 0; frame += step)
            {
                cancel.ThrowIfCancellationRequested();
                if (!plate.Has(frame)) continue;
                var picture = new LumaLevels(plate.Read(frame), levels);
                var (guess, hidden) = (speed.After(at), Before(frame));
                var match = first!.Find(picture, guess, Math.Min(MostSearch, Search + (SearchOf * size) + pace), hidden);
                if (match.Match < Sure || match.Believed < Clear || !IsSound(match.Plane, at) || Apart(match.Plane, guess) > Math.Max(4, Leap * size))
                {
                    var (own, from) = last is { } l ? (new PlaneTemplate(l.Picture, Moved(at), band, Before(l.Frame)), at) : (first, still);
                    var near = own.Find(picture, speed, Math.Min(MostSearch, Search + (SearchOf * size) + pace), hidden);
                    var moved = near.Plane.After(from);
                    var tried = new List<PlaneMatch> { match, first.Find(picture, moved, 0, hidden, coarsest: 1) };
                    if (ByFeatures(frame) is { } plane) tried.Add(first.Find(picture, plane, 0, hidden, coarsest: 1));
                    var best = tried.Where(m => IsSound(m.Plane, at)).DefaultIfEmpty(match with { Match = -1 }).MaxBy(m => m.Match * Math.Sqrt(Math.Max(0, m.Believed)))!;
                    match = best.Match >= Fair ? best : near.Match >= Least && IsSound(moved, at) ? near with { Plane = moved } : best with { Match = -1 };
                }
                if (match.Match < Least || match.Shown < LeastShown)
                {
                    // gone over the edge of the picture is no loss
                    if (!isKey && (match.Shown < LeastShown || IsBeyond(guess))) yield break;
                    throw Lost(frame, "the screen is not found again");
                }
                (speed, pace, at) = (at.Inverse() is { } back ? match.Plane.After(back) : still, Apart(match.Plane, at), match.Plane);
                last = (frame, picture);
                yield return (frame, [.. Moved(at).Select(p => new ShapePoint(p.X, p.Y))]);
            }
        }

        /// <summary>Where features of the key lie on a frame; null: too few are found again.</summary>
        private Homography? ByFeatures(int frame)
        {
            var reduce = SourceFrame.FactorFor(plate.Width, plate.Height);
            features ??= Features.Of(Luma(key).Reduced(reduce), Reduced(ShapeRaster.Draw([new(ShapeKind.Screen, new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = corners })], 0, plate.Width, plate.Height), reduce));
            if (features.Count < 12 || features.PlaneTo(Features.Of(Luma(frame).Reduced(reduce))) is not { } found) return null;
            double s = reduce, o = (s - 1) / 2;
            return new Homography(s, 0, o, 0, s, o, 0, 0, 1).After(found).After(new(1 / s, 0, -o / s, 0, 1 / s, -o / s, 0, 0, 1));
        }

        private LumaPicture Luma(int frame)
        {
            var luma = new LumaLevels(plate.Read(frame), 1)[0];
            var bytes = new byte[luma.Width * luma.Height];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(Math.Clamp(luma.Values[(((i / luma.Width) + PaddedPlane.Pad) * luma.Stride) + (i % luma.Width) + PaddedPlane.Pad], 0, 255) + 0.5f);
            return new(luma.Width, luma.Height, bytes);
        }

        private static bool[] Reduced(Matte matte, int factor)
        {
            var (w, h) = (Math.Max(1, matte.Width / factor), Math.Max(1, matte.Height / factor));
            return [.. Enumerable.Range(0, w * h).Select(i => matte.Coverage[((i / w * factor) * matte.Width) + (i % w * factor)] > 0)];
        }

        private static List<(double X, double Y)> Plain(IReadOnlyList<ShapePoint> points) => [.. points.Select(p => (p.X, p.Y))];

        private List<(double X, double Y)> Moved(Homography at) => [.. corners.Select(c => at.At(c.X, c.Y) ?? (c.X, c.Y))];

        /// <summary>Not turned over, and neither grown nor shrunk by more than a third since the frame before.</summary>
        private bool IsSound(Homography now, Homography before)
        {
            if (corners.Any(c => now.At(c.X, c.Y) is null) || !ShapeChecks.IsConvex([.. Moved(now).Select(p => new ShapePoint(p.X, p.Y))])) return false;
            var (a, b) = (Area(Moved(now)), Area(Moved(before)));
            return a * b > 0 && Math.Abs(a) > 0.66 * Math.Abs(b) && Math.Abs(a) < 1.5 * Math.Abs(b);
        }

        private static double Area(List<(double X, double Y)> p) => Enumerable.Range(0, 4).Sum(n => (p[n].X * p[(n + 1) % 4].Y) - (p[(n + 1) % 4].X * p[n].Y)) / 2;

        private double Apart(Homography a, Homography b) => Moved(a).Zip(Moved(b), (p, q) => Math.Max(Math.Abs(p.X - q.X), Math.Abs(p.Y - q.Y))).Max();

        private bool IsBeyond(Homography at)
        {
            var moved = Moved(at);
            return moved.Max(p => p.X) < band || moved.Max(p => p.Y) < band || moved.Min(p => p.X) > plate.Width - 1 - band || moved.Min(p => p.Y) > plate.Height - 1 - band;
        }

        private bool[]? Before(int frame) => before?.Invoke(frame) is { IsEmpty: false } matte ? Array.ConvertAll(matte.Coverage, c => c > 0) : null;

        private BadInputException Lost(int frame, string why) => new("screen-lost", name, $"frame {frame}", why, string.Create(CultureInfo.InvariantCulture, $"Give it a key there (\"{frame}: x,y x,y x,y x,y\"), say on which frames it is (\"frames A-B\"), or what passes before it (--holdout)"));
    }
}
