using Answerprint.Media.Filters;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>
/// A thin thing in front of somebody (class P5). What it hides of them is copied word by word, moved by whole pixels, from a frame of the take at most twelve away, from parts of the same person
/// that a named person attests to be neither face, hair nor hands. Nothing is invented and nothing is mixed: stretch by stretch, the frame and the move whose surroundings agree best.
/// </summary>
internal sealed class FrontFill(Assignment assignment, HoleFrames frames, int number, bool[] hole)
{
    /// <summary>Pixels of a stretch, each way; where nothing shows all of one, it is halved, twice.</summary>
    private const int Stretch = 24, Shortest = 6;

    /// <summary>Pixels around a stretch that are compared, and at most so many of them.</summary>
    private const int Ring = 5, MostCompared = 160;

    /// <summary>How far somebody is looked for from frame to frame, as a share of the width; at least so many pixels.</summary>
    private const int SearchShare = 50, LeastSearch = 12;

    /// <summary>What a frame farther away costs more, in codes a frame.</summary>
    private const float Distance = 0.4f;

    private const float Most = 40;

    /// <summary>Surroundings that are wrong by more codes are of something else: it would show.</summary>
    private const float MostWrong = 16;

    private readonly int width = assignment.Plate.Clip.Width;
    private readonly int height = assignment.Plate.Clip.Height;

    /// <summary>Which pixels of the hole are people's, or too near to them for anything else.</summary>
    /// <returns>H×W; null where there are none, or nobody gave leave.</returns>
    public bool[]? Front()
    {
        if (frames.WardrobeOn(number) is null || frames.PerformersOn(number) is not { } people) return null;
        var front = new bool[hole.Length];
        for (var i = 0; i < front.Length; i++) front[i] = hole[i] && people[i];
        return front.AsSpan().Contains(value: true) ? front : null;
    }

    /// <summary>Where the pixels of the front come from: one view a frame that is drawn from.</summary>
    /// <param name="pixels">Of the hole, ascending.</param>
    /// <param name="view">By pixel of the hole; that of the front is set to indices from <paramref name="first"/> on.</param>
    /// <exception cref="ToolRefusedException">A pixel is shown by no frame that may be drawn from.</exception>
    public IReadOnlyList<SourceView> Fill(bool[] front, int[] pixels, int[] view, int first)
    {
        var at = new int[hole.Length];
        foreach (var (n, i) in pixels.Index()) at[i] = n;
        var own = frames.Picture(number);
        var sources = new SortedDictionary<int, (SourceView View, int Index)>();
        var cast = frames.CastOn(number);
        var open = new Stack<(int X, int Y, int Size, bool Cast)>();
        for (var y = 0; y < height; y += Stretch)
            for (var x = 0; x < width; x += Stretch) foreach (var on in new[] { false, true }) open.Push((x, y, Stretch, on));
        while (open.TryPop(out var tile))
        {
            // somebody moves otherwise than what is beside them
            var stretch = Inside(front, tile).FindAll(i => (cast?[i] == true) == tile.Cast);
            if (stretch.Count == 0) continue;
            if (Best(own, stretch, tile.Cast) is not { } best)
            {
                if (tile.Size / 2 < Shortest) throw new ToolRefusedException("front-not-shown", $"frame {number}, x {stretch[0] % width} y {stretch[0] / width}", "what the thing in front hides there is shown by no frame within twelve, in a part that is attested to be neither face, hair nor hands", "Ask for fewer frames, attest a larger part (declare --not-face), or take another take");
                var half = tile.Size / 2;
                foreach (var (dx, dy) in new[] { (0, 0), (half, 0), (0, half), (half, half) }) open.Push((tile.X + dx, tile.Y + dy, half, tile.Cast));
                continue;
            }
            if (!sources.TryGetValue(best.Frame, out var source)) sources[best.Frame] = source = (SourceView.Copies(best.Frame, pixels.Length), first + sources.Count);
            foreach (var i in stretch)
            {
                source.View.Put(at[i], (i % width) + best.Dx, (i / width) + best.Dy, best.Error);
                view[at[i]] = source.Index;
            }
        }
        return [.. sources.Values.OrderBy(s => s.Index).Select(s => s.View)];
    }

    private List<int> Inside(bool[] front, (int X, int Y, int Size, bool Cast) tile)
    {
        var inside = new List<int>();
        for (var y = tile.Y; y < Math.Min(height, tile.Y + tile.Size); y++)
            for (var x = tile.X; x < Math.Min(width, tile.X + tile.Size); x++)
                if (front[(y * width) + x]) inside.Add((y * width) + x);
        return inside;
    }

    private (int Frame, int Dx, int Dy, float Error)? Best(EncodedPicture own, List<int> stretch, bool onCast)
    {
        var ring = RingOf(stretch, onCast);
        var reach = Math.Max(LeastSearch, width / SearchShare);
        (int Frame, int Dx, int Dy, float Error)? best = null;
        var least = float.PositiveInfinity;
        foreach (var side in new[] { -1, 1 })
        {
            // they go on as they went: each frame is searched around where they were last found
            var (atX, atY, seen) = (0.0, 0.0, 0);
            for (var away = 1; away <= FrontHole.MostAway; away++)
            {
                var other = number + (side * away);
                if (!CleanupTool.IsThere(assignment, other) || frames.WardrobeOn(other) is not { } wardrobe) continue;
                var (taken, there, picture) = (frames.TakenOut(other), frames.CastOn(other), frames.Picture(other));
                var (cx, cy) = seen == 0 ? (0, 0) : ((int)Math.Round(atX * away / seen), (int)Math.Round(atY * away / seen));
                var (nearest, foundX, foundY) = (float.PositiveInfinity, 0, 0);
                for (var dy = cy - reach; dy <= cy + reach; dy++)
                    for (var dx = cx - reach; dx <= cx + reach; dx++)
                    {
                        var error = Error(own, picture, ring, dx, dy, taken, Math.Max(nearest, MostWrong));
                        if (error < nearest) (nearest, foundX, foundY) = (error, dx, dy);
                        if (error > MostWrong || error + (Distance * away) >= least || !May(stretch, dx, dy, wardrobe, taken, onCast, there)) continue;
                        (least, best) = (error + (Distance * away), (other, dx, dy, error));
                    }
                if (nearest <= MostWrong) (atX, atY, seen) = (foundX, foundY, away);
            }
        }
        return best;
    }

    /// <summary>Whether every pixel of the stretch would come from wardrobe: from the person where it is on them, and from beside them where it is not.</summary>
    private bool May(List<int> stretch, int dx, int dy, bool[] wardrobe, bool[]? taken, bool onCast, bool[]? there)
    {
        foreach (var i in stretch)
        {
            var (u, v) = ((i % width) + dx, (i / width) + dy);
            if (u < 0 || v < 0 || u >= width || v >= height) return false;
            var k = (v * width) + u;
            if (!wardrobe[k] || taken?[k] == true || (there?[k] == true) != onCast) return false;
        }
        return true;
    }

    /// <summary>By how many codes the surroundings differ, the mean; infinite where too few of them can be compared, or it is more than <paramref name="enough"/> anyway.</summary>
    private float Error(EncodedPicture own, EncodedPicture other, List<int> ring, int dx, int dy, bool[]? taken, float enough)
    {
        var (sum, count, most) = (0f, 0, enough * ring.Count);
        foreach (var i in ring)
        {
            var (x, y) = (i % width, i / width);
            var (u, v) = (x + dx, y + dy);
            if (u < 0 || v < 0 || u >= width || v >= height || taken?[(v * width) + u] == true) continue;
            var apart = 0f;
            foreach (var (a, b) in own.Planes.Zip(other.Planes)) apart += MathF.Abs(a.Values[((y + PaddedPlane.Pad) * a.Stride) + x + PaddedPlane.Pad] - b.Values[((v + PaddedPlane.Pad) * b.Stride) + u + PaddedPlane.Pad]);
            sum += float.IsFinite(apart) ? Math.Min(Most, 255 * apart / own.Planes.Length) : Most;
            count++;
            if (sum > most) return float.PositiveInfinity;
        }
        return 2 * count >= ring.Count && count > 0 ? sum / count : float.PositiveInfinity;
    }

    private List<int> RingOf(List<int> stretch, bool onCast)
    {
        var cast = frames.CastOn(number);
        var seen = new HashSet<int>();
        foreach (var i in stretch)
            for (var y = Math.Max(0, (i / width) - Ring); y <= Math.Min(height - 1, (i / width) + Ring); y++)
                for (var x = Math.Max(0, (i % width) - Ring); x <= Math.Min(width - 1, (i % width) + Ring); x++)
                    if (!hole[(y * width) + x] && (cast?[(y * width) + x] == true) == onCast) seen.Add((y * width) + x);
        int[] all = [.. seen.Order()];
        // beside what is drawn tightly its edge may still show
        var step = Math.Max(1, (all.Length + MostCompared - 1) / MostCompared);
        return [.. all.Where((_, n) => n % step == 0)];
    }
}
