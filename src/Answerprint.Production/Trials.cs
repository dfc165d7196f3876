using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production;

/// <summary>
/// The pictures of trials that a show knows: those that `try` made in one of its folders, by their bits (<see cref="PictureBits"/>). They enter the show by no way, also without
/// their mark. Frames that a trial only copied are not among them.
/// </summary>
public sealed class Trials
{
    /// <summary>The act that writes down what a trial made.</summary>
    public const string ActName = "TrialMade.1";

    /// <summary>Digests in one act: an entry of the book is bounded.</summary>
    private const int InOneAct = 500;

    private readonly Dictionary<Digest, Act> known = [];

    private Trials()
    {
    }

    public bool Any => known.Count > 0;

    public static Trials Of(IEnumerable<Act> acts)
    {
        var trials = new Trials();
        foreach (var act in acts.Where(a => a.Name == ActName))
            foreach (var bits in act.Body.Texts("pictures"))
                if (Digest.TryParse(bits, out var digest)) trials.known.TryAdd(digest, act);
        return trials;
    }

    /// <summary>The act by which the show knows a picture as a trial's; null where it does not.</summary>
    public Act? Find(StoredFrame picture, string file) => Any && PictureBits.Of(picture, file) is { } bits ? known.GetValueOrDefault(bits) : null;

    /// <summary>The show in whose folder a path lies, or would lie, links followed; null where it lies in none.</summary>
    public static string? ShowAround(string path)
    {
        var looked = 0;
        var waiting = new Stack<string>([Path.GetFullPath(path)]);
        while (waiting.TryPop(out var at))
        {
            for (var folder = Path.GetDirectoryName(at); folder is not null && looked++ < 400; folder = Path.GetDirectoryName(folder))
            {
                if (Show.IsShow(folder)) return folder;
                if (new DirectoryInfo(folder) is { Exists: true, LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target) waiting.Push(Path.Combine(target.FullName, "inside"));
            }
        }
        return null;
    }

    /// <summary>Writes down what a trial made in a folder of a show, in the name of the site: nobody has to be a person of the show to try a tool.</summary>
    /// <param name="written">What was written: opened anew, so that what is known is what anybody will read.</param>
    /// <param name="made">The frames of it that were made; those that were copied stay the plate's.</param>
    /// <param name="copies">Pictures that are real: whatever of the trial is the same as one of them is no trial.</param>
    public static void Write(Show show, string tool, string name, Clip written, IReadOnlyList<int> made, IEnumerable<StoredFrame> copies)
    {
        var real = copies.Select(c => PictureBits.Of(c, name)).OfType<Digest>().ToHashSet();
        var pictures = made.Select(n => PictureBits.Of(written.ReadStored(n), name)).OfType<Digest>().Where(d => !real.Contains(d)).Distinct().ToList();
        pictures.RemoveAll(Of(show.Book.Acts).known.ContainsKey);
        if (pictures.Count == 0) return;
        var site = new Actor(Actor.TheSite, "operator", "trial", "not stated", show.File.AccountableEntity is { Length: > 0 } entity ? entity : "the site", show.File.Site);
        show.Book.AppendAll([.. pictures.Chunk(InOneAct).Select(some => (ActName, site, new JsonObject
        {
            ["tool"] = tool, ["frames"] = FrameList.Format(made), ["pictures"] = JsonReading.Array(some.Select(p => p.Hex)),
        }))]);
    }

    /// <summary>The files in which frames of a clip lie.</summary>
    public static IEnumerable<(int Frame, string File)> FilesOf(string path, IEnumerable<int> frames)
    {
        var pattern = FrameFiles.IsMovie(path) ? null : PatternName.TryParse(path);
        return pattern is null ? [(frames.FirstOrDefault(), path)] : frames.Select(n => (n, pattern.FileOf(n)));
    }

    /// <exception cref="RefusedException">A file bears the mark of a trial.</exception>
    public static void RefuseMarked(string path, IEnumerable<int> frames)
    {
        foreach (var (frame, file) in FilesOf(path, frames))
            if (TrialMark.IsOn(file)) throw Refusal(file, FrameFiles.IsMovie(path) ? "" : $"frame {frame}", "it bears the mark of a trial");
    }

    /// <exception cref="RefusedException">The show knows the picture as a trial's.</exception>
    public void RefuseKnown(StoredFrame picture, string file, int frame)
    {
        if (Find(picture, file) is { } act)
            throw Refusal(file, $"frame {frame}", $"its picture was made by a trial of {act.Body.Text("tool")} in this show's folder (act {act.Index}), whatever its file says now");
    }

    private static RefusedException Refusal(string file, string place, string why) =>
        new("trial", file, place, $"{why}, and a trial enters no show", "Ask for the work in the show (answerprint brief), or bring the picture that the camera took");
}
