using System.Globalization;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Soundstage;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A clip of which every frame is known; cases hide some of them.</summary>
/// <param name="Codes">Interleaved 8-bit R, G, B of the display encoding: what peers are given and what is scored.</param>
/// <param name="Light">The picture in scene-linear light as a plate holds it; null: the codes decoded.</param>
public sealed record TruthClip(string Name, int Width, int Height, IReadOnlyList<byte[]> Codes, Func<int, Frame>? Light = null)
{
    /// <summary>Share of the samples that lie above display white, which 8-bit codes can not carry; 0..1.</summary>
    public double AboveWhite { get; init; }

    /// <summary>The first frames of a movie, scaled.</summary>
    public static TruthClip OfMovie(string name, string file, int width, int height, int frames) => new(name, width, height, Ffmpeg.Read(file, width, height, frames));

    /// <summary>Frames of a stage, in half words as an EXR file holds them, in memory.</summary>
    /// <param name="samples">Places a pixel is looked at, and with blur the instants.</param>
    /// <param name="threads">The pictures do not depend on it.</param>
    /// <param name="frames">So many from the middle of the take, which keeps its pace; all where nothing is said.</param>
    public static TruthClip OfStage(string name, Stage stage, int samples, int threads, CancellationToken cancel, int? frames = null)
    {
        var pictures = new SortedDictionary<int, StoredFrame>();
        foreach (var (n, picture) in Shot(name, stage, samples, threads, frames, cancel)) pictures.Add(n, picture);
        return Of(name, new MemoryClip(name, stage.Rate, pictures), 0, pictures.Count);
    }

    /// <summary>Frames of a stage, each a half-float EXR file in scene-linear light; each is read from its file whenever a tool of ours asks.</summary>
    /// <param name="folder">Gets "NAME.1001.exr" and on.</param>
    /// <param name="opened">The clip that reads them; whoever asks disposes of it.</param>
    public static TruthClip OfStage(string name, Stage stage, int samples, int threads, string folder, out FileClip opened, CancellationToken cancel, int? frames = null)
    {
        Directory.CreateDirectory(folder);
        foreach (var (n, picture) in Shot(name, stage, samples, threads, frames, cancel))
            ExrFile.Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}.{stage.Range.Start + n:0000}.exr")), picture with { Attributes = [ExrAttributes.FramesPerSecond(stage.Rate), ExrAttributes.Primaries(Chromaticities.Rec709)] });
        opened = FrameFiles.Open(Path.Combine(folder, $"{name}.%04d.exr"));
        return Of(name, opened, stage.Range.Start, frames ?? stage.Range.Length);
    }

    /// <summary>A clip as it stands, read whenever a tool of ours asks.</summary>
    /// <param name="first">The number of its first frame, which is 0 here.</param>
    public static TruthClip Of(string name, Clip clip, int first, int frames)
    {
        var codes = new List<byte[]>();
        var above = 0L;
        for (var n = 0; n < frames; n++)
        {
            var light = clip.Read(first + n);
            for (var c = 0; c < 3; c++)
                foreach (var value in light.Plane(c)) above += value > 1 ? 1 : 0;
            codes.Add(Interleaved(Fidelity.Codes(light)));
        }
        return new(name, clip.Width, clip.Height, codes, n => clip.Read(first + n)) { AboveWhite = above / (3.0 * frames * clip.Width * clip.Height) };
    }

    /// <summary>A frame in scene-linear light.</summary>
    public Frame Read(int frame) => Light is not null ? Light(frame) : HiddenClip.Decode(Codes[frame], Width, Height);

    private static IEnumerable<(int Number, StoredFrame Picture)> Shot(string name, Stage stage, int samples, int threads, int? frames, CancellationToken cancel)
    {
        using var clip = new StageClip(new Renderer(stage, samples, threads), name);
        var count = frames ?? stage.Range.Length;
        var first = stage.Range.Start + ((stage.Range.Length - count) / 2);
        for (var n = 0; n < count; n++)
        {
            cancel.ThrowIfCancellationRequested();
            yield return (n, clip.ReadStored(first + n));
        }
    }

    private static byte[] Interleaved(byte[][] planes)
    {
        var rgb = new byte[3 * planes[0].Length];
        for (var i = 0; i < planes[0].Length; i++) (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = (planes[0][i], planes[1][i], planes[2][i]);
        return rgb;
    }
}
