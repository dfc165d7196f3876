using System.Globalization;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Benchmarks.Kits;

/// <summary>Writes a kit for people who score a tool that does not run here, and the truth that belongs to it, apart.</summary>
public static class KitWriter
{
    private const int First = 1001;

    /// <summary>How many frames of a clip a case of a gap takes: its last frame is known.</summary>
    public static int FramesOf(int frames, int gap) => ((frames - 1) / (gap + 1) * (gap + 1)) + 1;

    /// <param name="clips">Each with the gap that is cut into it. No frame stands in two of them: what one case hides another would show.</param>
    /// <param name="light">EXR in half-float scene-linear light; else PNG in 8-bit display codes.</param>
    /// <param name="made">How the clips came to be; it stands with the truth and not in the kit.</param>
    /// <param name="progress">Is told of each case.</param>
    /// <exception cref="BadInputException">A folder has something in it, or lies in the other one, or a clip is too short.</exception>
    public static Kit Write(IEnumerable<(TruthClip Clip, int Gap)> clips, bool light, FrameRate rate, string kitFolder, string truthFolder, string made, Action<KitCase> progress, CancellationToken cancel)
    {
        var cases = new List<KitCase>();
        var salts = new List<(string, SortedDictionary<int, byte[]>)>();
        foreach (var (clip, gap) in clips)
        {
            var last = First + FramesOf(clip.Codes.Count, gap) - 1;
            var name = $"{string.Concat(clip.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-')}-gap{gap.ToString(CultureInfo.InvariantCulture)}";
            if (last == First) throw new BadInputException("too-short", clip.Name, $"{clip.Codes.Count} frames", $"a gap of {gap} and a frame on both sides do not fit", "Use more frames, or shorter gaps");
            if (!Kit.IsName(name) || cases.Exists(c => c.Name == name)) throw new BadInputException("bad-name", clip.Name, "", "the name makes no folder of its own", "Give each clip a name of letters and digits");
            var one = new KitCase(name, clip.Width, clip.Height, rate, First, last, gap, light ? ".exr" : ".png", [], []);
            var salt = new SortedDictionary<int, byte[]>();
            var hidden = one.Missing.ToHashSet();
            foreach (var frame in Enumerable.Range(First, last - First + 1))
            {
                cancel.ThrowIfCancellationRequested();
                var file = one.FileOf(hidden.Contains(frame) ? Path.Combine(truthFolder, name) : one.KnownFolder(kitFolder), frame);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                Put(clip, frame - First, file, light, rate);
                if (hidden.Contains(frame)) one.Sealed.Add(frame, KitTruth.Seal(salt[frame] = KitTruth.NewSalt(), file));
                else one.Known.Add(frame, KitTruth.KnownHash(file));
            }
            cases.Add(one);
            salts.Add((name, salt));
            progress(one);
        }
        foreach (var one in cases) Directory.CreateDirectory(Path.Combine(kitFolder, Kit.AnswersFolder, one.Name));
        WholeFile.Write(Path.Combine(kitFolder, Kit.AnswersFolder, Kit.SettingsName), KitSettings.Form);
        WholeFile.Write(Path.Combine(kitFolder, "README.md"), KitProtocol.Text(cases));
        WholeFile.Write(Path.Combine(kitFolder, Kit.FileName), Kit.Write(cases));
        var kit = Kit.Read(kitFolder);
        WholeFile.Write(Path.Combine(truthFolder, KitTruth.FileName), KitTruth.Write(kit.Bytes, made, salts), secret: true);
        return kit;
    }

    /// <summary>Looks before the work whether both folders can take a kit and its truth.</summary>
    /// <exception cref="BadInputException">One has something in it, or lies in the other one.</exception>
    public static void Check(string kitFolder, string truthFolder)
    {
        string kit = Path.GetFullPath(kitFolder) + Path.DirectorySeparatorChar, truth = Path.GetFullPath(truthFolder) + Path.DirectorySeparatorChar;
        if (kit.StartsWith(truth, StringComparison.Ordinal) || truth.StartsWith(kit, StringComparison.Ordinal)) throw new BadInputException("truth-in-kit", truthFolder, "", "the truth would lie in the kit, or the kit in the truth", "Name two folders side by side");
        foreach (var folder in (string[])[kitFolder, truthFolder])
            if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new BadInputException("not-empty", folder, "", "there is something in it", "Name a folder that is empty or not there");
    }

    private static void Put(TruthClip clip, int index, string file, bool light, FrameRate rate)
    {
        if (light)
        {
            ExrFile.Write(file, clip.Read(index).ToStored(SampleType.Half) with { Attributes = [ExrAttributes.FramesPerSecond(rate), ExrAttributes.Primaries(Chromaticities.Rec709)] });
            return;
        }
        var planes = HiddenClip.Planes(clip.Codes[index]);
        PngFile.Write(file, new CodedPicture(Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Bt1886), clip.Width, clip.Height, [.. planes.Select(p => p.Select(v => (ushort)v).ToArray())]));
    }
}
