using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Soundstage;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Clips of something before a background that is no screen, with its exact coverage on every frame, H×W.</summary>
public static class NaturalClip
{
    /// <summary>Elements over a real clip, mixed in light; as many frames as the shorter of the two has.</summary>
    public static (Clip Clip, IReadOnlyList<float[]> Coverage) Laid(string name, string file, IReadOnlyList<KeyElement> elements, int width, int height)
    {
        var behind = TruthClip.OfMovie(name, file, width, height, elements.Count).Codes;
        double[] light = [.. Enumerable.Range(0, 256).Select(c => Math.Pow(c / 255.0, 2.4))];
        var pictures = new Frame[behind.Count];
        Parallel.For(0, behind.Count, n =>
        {
            var codes = (byte[])behind[n].Clone();
            for (var i = 0; i < codes.Length; i++)
                if (elements[n].Coverage[i / 3] is > 0 and var a) codes[i] = (byte)Math.Clamp(Math.Round(255 * Math.Pow((a * Math.Pow(elements[n].Colour[i], 2.4)) + ((1 - a) * light[codes[i]]), 1 / 2.4)), 0, 255);
            pictures[n] = HiddenClip.Decode(codes, width, height);
        });
        return (MemoryClip.Of(name, new FrameRate(24), 1, pictures), [.. elements.Take(behind.Count).Select(e => e.Coverage)]);
    }

    /// <summary>The mannequins of a scene.</summary>
    /// <exception cref="FormatException">There are none.</exception>
    public static (Clip Clip, IReadOnlyList<float[]> Coverage) Staged(Stage stage, int frames, int threads)
    {
        var (renderer, people) = (new Renderer(stage, 16, threads), stage.Scene.Things.Where(t => t.IsMannequin).Select(t => t.Id).ToList());
        if (people.Count == 0) throw new FormatException($"nobody stands in the scene '{stage.Scene.Kind}'");
        var (pictures, coverage) = (new List<Frame>(), new List<float[]>());
        for (var n = 0; n < frames; n++)
        {
            pictures.Add(renderer.Render(stage.Range.Start + n).Picture!);
            var sum = new float[stage.Width * stage.Height];
            foreach (var matte in renderer.Mattes(stage.Range.Start + n, people)) for (var i = 0; i < sum.Length; i++) sum[i] = Math.Min(1, sum[i] + matte.Coverage[i]);
            coverage.Add(sum);
        }
        return (MemoryClip.Of("stage", stage.Rate, 1, [.. pictures]), coverage);
    }
}
