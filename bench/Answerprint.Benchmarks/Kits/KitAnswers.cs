using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;

namespace Answerprint.Benchmarks.Kits;

/// <summary>What a person rendered elsewhere for one case: stills or a movie, looked at whole before anything is scored.</summary>
public sealed class KitAnswers : IDisposable
{
    private static readonly string[] Stills = [".exr", ".png", ".dpx", ".tif", ".tiff", ".cin", ".jpg", ".jpeg"];
    private static readonly string[] Movies = [".mov", ".mkv", ".mp4", ".mxf", ".avi", ".webm", ".m4v", ".y4m"];

    private readonly FileClip clip;

    private KitAnswers(FileClip clip) => this.clip = clip;

    /// <summary>What was read: "yard-gap3.%04d.exr, ZIP".</summary>
    public string Kind => $"{Path.GetFileName(clip.Name)}, {clip.Packing}";

    /// <summary>What the reader has to say of it.</summary>
    public IReadOnlyList<string> Warnings => clip.Warnings;

    /// <summary>
    /// Opens the answers of a case in its folder: NAME.%04d with the suffix of a still, or a movie NAME that holds the whole case from its first to its
    /// last frame. Codes are taken as BT.1886 display codes, as the protocol asks; EXR as scene-linear light.
    /// </summary>
    /// <param name="folder">The answers of all cases; the case has a folder of its own name in it.</param>
    /// <exception cref="BadInputException">Nothing is there, or two kinds; frames are missing, or of another size.</exception>
    public static KitAnswers Open(string folder, KitCase one)
    {
        var place = Path.Combine(folder, one.Name);
        var stills = Stills.Select(s => Path.Combine(place, $"{one.Name}.%04d{s}")).Where(p => Directory.Exists(place) && PatternName.TryParse(p)!.Existing().Count > 0).ToList();
        var found = stills.Concat(Movies.Select(s => Path.Combine(place, one.Name + s)).Where(File.Exists)).ToList();
        if (found.Count == 0) throw new BadInputException("no-answers", place, "", $"there is no {one.Name}.%04d.exr or .png and no movie {one.Name}", $"Render frames {FrameList.Format(one.Missing)} there");
        if (found.Count > 1) throw new BadInputException("two-answers", place, "", $"there is {string.Join(" and ", found.Select(Path.GetFileName))}", "Leave the one that is to be scored");
        var movie = FrameFiles.IsMovie(found[0]);
        var answers = new KitAnswers(FrameFiles.Open(found[0], new OpenOptions { First = one.First, Colour = movie || Path.GetExtension(found[0]) == ".exr" ? null : ColourSpace.Bt1886 }));
        try
        {
            answers.LookAt(found[0], movie, one);
            return answers;
        }
        catch
        {
            answers.Dispose();
            throw;
        }
    }

    /// <summary>R, G, B planes of 8-bit display codes of a frame.</summary>
    public byte[][] Codes(int frame) => Fidelity.Codes(clip.Read(frame));

    public void Dispose() => clip.Dispose();

    /// <summary>Everything once before anything is scored, so that a damaged frame does not end an hour of work.</summary>
    private void LookAt(string path, bool movie, KitCase one)
    {
        if ((clip.Width, clip.Height) != (one.Width, one.Height)) throw WrongSize(path, "", clip.Width, clip.Height, one);
        if (movie && clip.Range.Length != one.Last - one.First + 1) throw new BadInputException("wrong-length", path, "", $"it has {clip.Range.Length} frames where the case has {one.Last - one.First + 1}", "Render a movie from the first to the last frame of the case, known ones included");
        var lost = one.Missing.Where(n => !clip.Has(n)).ToList();
        if (lost.Count > 0) throw new BadInputException("missing-frame", path, $"frames {FrameList.Format(lost)}", "they are not there", "Render every frame that the protocol lists");
        foreach (var frame in one.Missing)
        {
            var light = clip.Read(frame);
            if (light.Channels.Count < 3) throw new BadInputException("no-colour", path, $"frame {frame}", "it has no R, G and B", "Render colour");
            if ((light.Width, light.Height) != (one.Width, one.Height)) throw WrongSize(path, $"frame {frame}", light.Width, light.Height, one);
        }
    }

    private static BadInputException WrongSize(string path, string place, int width, int height, KitCase one) =>
        new("wrong-size", path, place, $"it is {width}×{height} where the case is {one.Width}×{one.Height}", "Render the frames at the size of the kit");
}
