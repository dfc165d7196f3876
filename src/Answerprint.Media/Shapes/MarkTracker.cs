using System.Globalization;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>
/// Follows what a mark lies on, frame by frame: normalised cross-correlation of the luma around it with the frame before (it may turn and change light) and then, within two pixels, with the
/// key (it may not drift), to a part of a pixel by the parabola through the best places. Between two keys both ways are mixed by how near each key is. One thread, the same places each time.
/// </summary>
public static class MarkTracker
{
    /// <summary>A match below this is none.</summary>
    private const double Least = 0.6;

    /// <summary>A match with the key from which on it is believed.</summary>
    private const double Sure = 0.8;

    /// <summary>Standard deviation of display codes below which there is nothing to follow.</summary>
    private const double Flattest = 1.5;

    private const int Search = 12, MostSearch = 64, Refine = 2;

    /// <summary>The mark with a key on every frame of the plate on which it is.</summary>
    /// <param name="name">For errors.</param>
    /// <exception cref="BadInputException">A key lies on no frame or outside the picture, or the mark is lost.</exception>
    public static KeyedShape Follow(KeyedShape mark, Clip plate, string name, CancellationToken cancel)
    {
        var range = (mark.Frames ?? plate.Range).Intersect(plate.Range);
        int[] keys = [.. mark.Keys.Keys.Order()];
        foreach (var key in keys)
        {
            var p = mark.Keys[key][0];
            if (!plate.Has(key)) throw new BadInputException("mark-key", name, $"frame {key}", "the plate has no such frame to follow the mark from", "Give keys on frames that are there");
            if (!(p.X >= 0 && p.Y >= 0 && p.X <= plate.Width - 1 && p.Y <= plate.Height - 1)) throw new BadInputException("mark-key", name, string.Create(CultureInfo.InvariantCulture, $"frame {key}, x {p.X:0.#} y {p.Y:0.#}"), $"the picture is {plate.Width}×{plate.Height}", "Count columns and rows from 0 at the top left");
        }
        var found = new Dictionary<int, IReadOnlyList<ShapePoint>>();
        for (var n = 0; n < keys.Length; n++)
        {
            var (before, after) = (n > 0 ? keys[n - 1] : range.Start - 1, n < keys.Length - 1 ? keys[n + 1] : range.End);
            foreach (var (frame, place) in new Walk(plate, mark, keys[n], name).Both(before, after, n > 0, n < keys.Length - 1, cancel))
            {
                if (!range.Contains(frame)) continue;
                // from the key before it came too: the nearer key counts more
                var other = found.TryGetValue(frame, out var there) ? there[0] : place;
                var share = n > 0 && frame < keys[n] ? (double)(frame - keys[n - 1]) / (keys[n] - keys[n - 1]) : 1;
                found[frame] = [((1 - share) * other) + (share * place)];
            }
        }
        if (found.Count == 0) throw new BadInputException("mark-key", name, $"frames {range}", "no key of the mark is on a frame that it is said to be on", "Give a key within its frames");
        return mark with { IsTracked = false, Keys = found, Frames = new(found.Keys.Min(), found.Keys.Max() + 1) };
    }

    /// <summary>The way from one key, in both directions.</summary>
    private sealed class Walk(Clip plate, KeyedShape mark, int key, string name)
    {
        private readonly int half = (int)Math.Clamp(Math.Ceiling(mark.Size * 0.75) + 4, 6, 40);

        public IEnumerable<(int Frame, ShapePoint Place)> Both(int before, int after, bool keyBefore, bool keyAfter, CancellationToken cancel)
        {
            yield return (key, mark.Keys[key][0]);
            foreach (var found in Along(-1, before, keyBefore, cancel)) yield return found;
            foreach (var found in Along(1, after, keyAfter, cancel)) yield return found;
        }

        /// <param name="end">The first frame that is not looked at.</param>
        /// <param name="isKey">Whether a key stands there: then nothing may be lost on the way.</param>
        private IEnumerable<(int Frame, ShapePoint Place)> Along(int step, int end, bool isKey, CancellationToken cancel)
        {
            var (at, speed) = (mark.Keys[key][0], new ShapePoint(0, 0));
            var first = Patch.Of(new Luma(plate.Read(key)), at, half);
            if (first.Deviation < Flattest) throw Lost(key, "there is nothing on the picture to follow");
            var last = first;
            for (var frame = key + step; step * (end - frame) > 0; frame += step)
            {
                cancel.ThrowIfCancellationRequested();
                if (!plate.Has(frame)) continue;
                var luma = new Luma(plate.Read(frame));
                var reach = (int)Math.Min(MostSearch, Search + (2 * Math.Ceiling(Math.Max(Math.Abs(speed.X), Math.Abs(speed.Y)))));
                var (place, match) = Best(luma, last, at + speed, reach);
                if (place is not { } seen || match < Least)
                {
                    // gone over the edge of the picture is no loss
                    if (!isKey && IsNearEdge(at + speed)) yield break;
                    throw Lost(frame, "what the mark lies on is not found again");
                }
                var (steady, sure) = Best(luma, first, seen, Refine);
                var now = steady is { } s && sure >= Sure ? s : seen;
                (speed, at) = (now - at, now);
                last = Patch.Of(luma, at, half);
                yield return (frame, at);
            }
        }

        private bool IsNearEdge(ShapePoint p) => p.X < half || p.Y < half || p.X > plate.Width - 1 - half || p.Y > plate.Height - 1 - half;

        private BadInputException Lost(int frame, string why) => new("mark-lost", name, $"frame {frame}", why, string.Create(CultureInfo.InvariantCulture, $"Give it a key there (\"{frame}: x,y\"), or say on which frames it is (\"frames A-B\")"));

        /// <summary>The best place within a square around a guess; null where the patch fits nowhere.</summary>
        private static (ShapePoint? Place, double Match) Best(Luma luma, Patch patch, ShapePoint guess, int reach)
        {
            var (cx, cy, side) = ((int)Math.Round(guess.X), (int)Math.Round(guess.Y), (2 * reach) + 1);
            var scores = new double[side * side];
            var (best, most) = (-1, double.NegativeInfinity);
            for (var n = 0; n < scores.Length; n++)
            {
                scores[n] = patch.Match(luma, cx - reach + (n % side), cy - reach + (n / side));
                if (scores[n] > most) (best, most) = (n, scores[n]);
            }
            if (best < 0) return (null, 0);
            var (bx, by) = (best % side, best / side);
            var dx = bx > 0 && bx < side - 1 ? Peak(scores[best - 1], most, scores[best + 1]) : 0;
            var dy = by > 0 && by < side - 1 ? Peak(scores[best - side], most, scores[best + side]) : 0;
            // the patch was cut out at a part of a pixel: it lies at whole ones plus that part
            return (new(cx - reach + bx + dx, cy - reach + by + dy), most);
        }

        private static double Peak(double a, double b, double c) => double.IsFinite(a) && double.IsFinite(c) && a - (2 * b) + c < -1e-9 ? Math.Clamp(0.5 * (a - c) / (a - (2 * b) + c), -0.5, 0.5) : 0;
    }

    /// <summary>A picture's luma in display codes of 255, worked out row by row when it is asked for.</summary>
    private sealed class Luma(Frame picture)
    {
        private readonly float[]?[] rows = new float[]?[picture.Height];

        public int Width => picture.Width;

        public int Height => picture.Height;

        public float[] Row(int y)
        {
            if (rows[y] is { } there) return there;
            var row = new float[picture.Width];
            var line = new float[picture.Width];
            foreach (var (c, weight) in new[] { (0, 0.2126f), (1, 0.7152f), (2, 0.0722f) })
            {
                picture.Plane(c).AsSpan(y * picture.Width, picture.Width).CopyTo(line);
                DisplayEncoding.Encode(line, line);
                for (var x = 0; x < row.Length; x++) row[x] += float.IsFinite(line[x]) ? 255 * weight * line[x] : 0;
            }
            return rows[y] = row;
        }
    }

    /// <summary>A square of luma around a place, less its mean.</summary>
    private sealed class Patch
    {
        private readonly float[] values;
        private readonly int half;
        private readonly double norm;

        private Patch(float[] values, int half)
        {
            (this.values, this.half) = (values, half);
            var mean = values.Average();
            for (var i = 0; i < values.Length; i++) values[i] -= mean;
            norm = Math.Sqrt(values.Sum(v => (double)v * v));
        }

        public double Deviation => norm / Math.Sqrt(values.Length);

        /// <summary>Cut out at a part of a pixel, bilinear; beyond the picture its edge goes on.</summary>
        public static Patch Of(Luma luma, ShapePoint at, int half)
        {
            var side = (2 * half) + 1;
            var cut = new float[side * side];
            var (x0, y0) = (Math.Floor(at.X), Math.Floor(at.Y));
            var (fx, fy) = ((float)(at.X - x0), (float)(at.Y - y0));
            for (var v = 0; v < side; v++)
            {
                var (above, below) = (luma.Row(Inside((int)y0 - half + v, luma.Height)), luma.Row(Inside((int)y0 - half + v + 1, luma.Height)));
                for (var u = 0; u < side; u++)
                {
                    var (left, right) = (Inside((int)x0 - half + u, luma.Width), Inside((int)x0 - half + u + 1, luma.Width));
                    cut[(v * side) + u] = ((1 - fy) * (((1 - fx) * above[left]) + (fx * above[right]))) + (fy * (((1 - fx) * below[left]) + (fx * below[right])));
                }
            }
            return new(cut, half);

            static int Inside(int at, int size) => Math.Clamp(at, 0, size - 1);
        }

        /// <summary>Normalised cross-correlation, −1..1, with the picture around a whole pixel; −∞ where less than half of the square is in the picture, or it is flat.</summary>
        public double Match(Luma luma, int x, int y)
        {
            var side = (2 * half) + 1;
            if (x < 0 || y < 0 || x >= luma.Width || y >= luma.Height) return double.NegativeInfinity;
            double sum = 0, squares = 0, product = 0, mine = 0, own = 0;
            var count = 0;
            for (var v = Math.Max(0, half - y); v < side && y - half + v < luma.Height; v++)
            {
                var row = luma.Row(y - half + v);
                for (var u = Math.Max(0, half - x); u < side && x - half + u < luma.Width; u++)
                {
                    double there = row[x - half + u], here = values[(v * side) + u];
                    sum += there;
                    squares += there * there;
                    product += there * here;
                    mine += here * here;
                    own += here;
                    count++;
                }
            }
            if (2 * count < side * side) return double.NegativeInfinity;
            var variance = (squares - (sum * sum / count)) * (mine - (own * own / count));
            return variance > 1e-6 ? (product - (sum * own / count)) / Math.Sqrt(variance) : double.NegativeInfinity;
        }
    }
}
