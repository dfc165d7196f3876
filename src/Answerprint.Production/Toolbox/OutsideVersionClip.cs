using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Toolbox;

/// <summary>Pictures that were made elsewhere, under the plate's frame numbers, whichever of the shot's numbers their files bear. Owns the clip that it reads.</summary>
public sealed class OutsideVersionClip : Clip
{
    private const int MostFrames = 1_000_000;

    private readonly FileClip clip;
    private readonly HashSet<int> frames;
    private readonly int shift;

    private OutsideVersionClip(FileClip clip, IReadOnlyCollection<int> frames, int shift)
    {
        this.clip = clip;
        this.frames = [.. frames];
        this.shift = shift;
        Range = new(frames.Min(), frames.Max() + 1);
    }

    public override string Name => clip.Name;

    public override FrameRange Range { get; }

    public override FrameRate Rate => clip.Rate;

    public override int Width => clip.Width;

    public override int Height => clip.Height;

    /// <summary>Whether its pictures are light as stored, so that their words can be the plate's.</summary>
    public bool IsLight => clip.Coding is null;

    /// <summary>What was found odd when it was opened.</summary>
    public IReadOnlyList<string> Warnings => clip.Warnings;

    public override bool Has(int frame) => frames.Contains(frame);

    public override StoredFrame ReadStored(int frame) => clip.ReadStored(frame + shift);

    public override Frame Read(int frame) => clip.Read(frame + shift);

    /// <summary>The number that a frame of the plate has in the version's files.</summary>
    public int NumberOf(int frame) => frame + shift;

    /// <summary>Opens the pictures of a version and finds which of the shot's numbers they bear: the plate's or those of versions, all frames with handles or those of the cut.</summary>
    /// <param name="path">A pattern or a movie; a movie begins with the first frame that is wanted.</param>
    /// <param name="wanted">Sets of the plate's frames, one of which it must hold exactly; the first that fits.</param>
    /// <param name="versionShift">What is added to a number of the plate for that of a version.</param>
    /// <exception cref="BadInputException">It can not be opened, is a link, or holds other frames, another size or another rate.</exception>
    public static OutsideVersionClip Open(string path, IReadOnlyList<IReadOnlyList<int>> wanted, int versionShift, OpenOptions options, int width, int height, FrameRate rate)
    {
        var movie = FrameFiles.IsMovie(path);
        NoLink(path);
        var opened = FrameFiles.Open(path, options with { First = 0, Rate = null });
        try
        {
            if (opened.Frames.Count > MostFrames) throw new BadInputException("too-long", path, "", $"it has {opened.Frames.Count} frames", "Name the version of one shot");
            if (opened.Width != width || opened.Height != height) throw new BadInputException("size", path, "", $"the pictures are {opened.Width}×{opened.Height}, and the plate is {width}×{height}", "Write the version in the size of the plate");
            if (opened.SaysRate && !opened.Rate.AgreesWith(rate)) throw new BadInputException("rate-mismatch", path, "", $"it runs at {opened.Rate} frames a second, and the plate at {rate}", "Write the version at the rate of the plate");
            foreach (var set in wanted)
            {
                if (movie)
                {
                    // a movie counts from its first picture: of a set with holes nobody could say which picture is which
                    if (set.Count == opened.Frames.Count && set[^1] - set[0] + 1 == set.Count) return new(opened, set, opened.Frames[0] - set[0]);
                    continue;
                }
                foreach (var by in new[] { 0, versionShift }.Distinct())
                {
                    if (opened.Frames.Count != set.Count || !opened.Frames.SequenceEqual(set.Select(n => n + by))) continue;
                    if (PatternName.TryParse(path) is { } pattern) foreach (var frame in opened.Frames) NoLink(pattern.FileOf(frame));
                    return new(opened, set, by);
                }
            }
            throw Frames(path, opened, wanted, versionShift, movie);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) clip.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A link can be turned to other pictures at any moment, and says nothing of where they come from.</summary>
    private static void NoLink(string file)
    {
        if (new FileInfo(file).LinkTarget is not null) throw new BadInputException("link", file, "", "it is a symbolic link", "Name the files themselves, or copy them");
    }

    private static BadInputException Frames(string path, FileClip clip, IReadOnlyList<IReadOnlyList<int>> wanted, int versionShift, bool movie)
    {
        var whole = wanted[0];
        if (movie) return new("frames", path, "", $"it has {clip.Frames.Count} frames, and the shot has {string.Join(" or ", wanted.Select(w => w.Count).Distinct())}", "Write every frame of the shot, and no other");
        // told in the numbers that it is nearest to
        var by = clip.Frames.Count(n => whole.Contains(n)) >= clip.Frames.Count(n => whole.Contains(n - versionShift)) ? 0 : versionShift;
        var expected = wanted.MinBy(w => w.Select(n => n + by).Except(clip.Frames).Count() + clip.Frames.Except(w.Select(n => n + by)).Count())!.Select(n => n + by).ToList();
        var (missing, extra) = (expected.Except(clip.Frames).ToList(), clip.Frames.Except(expected).ToList());
        var problem = string.Join("; ", new[]
        {
            missing.Count > 0 ? $"frames {FrameList.Format(missing)} are missing" : "", extra.Count > 0 ? $"frames {FrameList.Format(extra)} are none of the shot's" : "",
        }.Where(t => t.Length > 0));
        return new("frames", path, missing.Count > 0 ? $"frame {missing[0]}" : $"frame {extra[0]}", problem, $"Write the frames {FrameList.Format(expected)}, each once; or name those that were worked on with --frames");
    }
}
