using System.Diagnostics;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>Treats the screens on frames, one after another. Pictures that are shown there stay ready. For one thread.</summary>
internal sealed class ScreensOn(Assignment assignment, ScreenLight light, CancellationToken cancel)
{
    /// <summary>No figure is calibrated for pixels that were never in the plate: somebody should look.</summary>
    private const float Confidence = 0.5f;

    private readonly Dictionary<(int Screen, int Picture), PicturePyramid> ready = [];

    /// <summary>The frame with its screens.</summary>
    /// <param name="under">The frame without what was taken out; null: nothing was.</param>
    /// <returns>Null where no screen covers anything.</returns>
    public MadeFrame? On(int number, MadeFrame? under, long clock)
    {
        var mattes = assignment.Screens.Select(s => s.Coverage.Has(number) ? s.Coverage.Of(number) : null).ToList();
        if (mattes.All(m => m is null or { IsEmpty: true })) return null;
        var picture = under?.Picture ?? assignment.Plate.Clip.Read(number).Copy();
        var work = under?.Work ?? new Matte(picture.Width, picture.Height);
        var covered = new bool[picture.Size];
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (n, matte) in mattes.Index())
        {
            if (matte is null or { IsEmpty: true }) continue;
            var screen = assignment.Screens[n];
            var insert = screen.Picture is null ? null : screen.PictureOn(number) is { } own ? Ready(n, own, screen) : throw new BadInputException("no-insert", screen.Picture.Name, $"frame {number}", "there is no picture for this frame", "Give one picture for all frames, or one for every frame under the plate's numbers");
            new ScreenFrame(assignment, light, n, number, cancel).Draw(picture, matte, insert);
            methods.Add(insert is null ? "blur" : "insert");
            for (var i = 0; i < covered.Length; i++)
            {
                if (!(matte.Coverage[i] > 0)) continue;
                covered[i] = true;
                work.Coverage[i] = 1;
            }
        }
        var (all, screens) = (work.Coverage.Count(c => c > 0), covered.Count(c => c));
        var figures = under?.Figures;
        var origin = new ScreenOrigin(under?.Origin ?? Plain(number, picture.Width, picture.Height), covered, Confidence);
        var measures = new Dictionary<string, double>(figures?.Measures ?? new Dictionary<string, double> { ["coverage"] = 1, ["frames"] = 0, ["farthest"] = 0 }, StringComparer.Ordinal) { ["hole"] = all, ["screen"] = screens };
        if (figures is not null) methods.Add(figures.Method);
        return new(number, picture, work, origin, new(
            Stopwatch.GetElapsedTime(clock).TotalSeconds, Confidence, figures?.ForecastPsnr ?? 0, Flagged: true, Calibrated: false, string.Join(" and ", methods), measures))
        {
            OnPlate = true,
        };
    }

    private PicturePyramid Ready(int screen, int number, ScreenWork work)
    {
        if (ready.TryGetValue((screen, number), out var there)) return there;
        // of moving pictures only the last is kept
        foreach (var old in ready.Keys.Where(k => k.Screen == screen).ToList()) ready.Remove(old);
        return ready[(screen, number)] = new(work.Picture!.Read(number));
    }

    private CleanupOrigin Plain(int number, int width, int height)
    {
        var none = new int[width * height];
        none.AsSpan().Fill(-1);
        return new(width, height, assignment.Plate.Index, number, none, [], [], []);
    }
}
