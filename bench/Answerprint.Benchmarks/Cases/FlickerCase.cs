using System.Diagnostics;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Relight;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A clip whose exposure was made to jump, known for every frame, is evened out; what is left of the jumps is measured against the clip as it was.</summary>
/// <param name="codes">The clip, interleaved R, G, B, 8-bit display codes.</param>
public sealed class FlickerCase(string name, IReadOnlyList<byte[]> codes, int width, int height, int threads)
{
    /// <summary>Factors on display codes of a frame, R, G, B.</summary>
    public static IReadOnlyDictionary<string, Func<int, double[]>> Ways { get; } = new Dictionary<string, Func<int, double[]>>(StringComparer.Ordinal)
    {
        ["random"] = n => new Random(7919 * (n + 1)) is var r ? Scaled((r.NextDouble() - 0.5) * 0.08, r) : [],
        ["mains"] = n => [.. Enumerable.Repeat(1 + (0.03 * Math.Sin(2 * Math.PI * n * 0.31)), 3)],
        ["single frames"] = n => [.. Enumerable.Repeat(n % 9 == 4 ? 1.06 : n % 11 == 7 ? 0.94 : 1, 3)],
    };

    private static double[] Scaled(double by, Random r) => [1 + by + ((r.NextDouble() - 0.5) * 0.01), 1 + by, 1 + by + ((r.NextDouble() - 0.5) * 0.01)];

    public IReadOnlyList<LightScore> Run(CancellationToken cancel)
    {
        var scores = new List<LightScore>();
        foreach (var (way, of) in Ways)
        {
            cancel.ThrowIfCancellationRequested();
            var shaken = codes.Select((c, n) => Shaken(c, of(n))).ToList();
            using var clip = MemoryClip.Of(name, new FrameRate(24), 0, [.. shaken.Select(p => HiddenClip.Decode(p, width, height))]);
            scores.Add(new("flicker", name, way, "none", Left([.. shaken]), 0, 0));
            var tool = new RelightTool();
            var assignment = new Assignment([new(0, clip)], clip.Range, new RelightOptions(Deflicker: true), 0, threads, Assignment.NoMattes);
            var clock = Stopwatch.GetTimestamp();
            var made = tool.Render(assignment, tool.Prepare(assignment, null, cancel), clip.Range, cancel).ToDictionary(m => m.Number, m => m.Picture);
            var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds / codes.Count;
            scores.Add(new("flicker", name, way, LightScore.Ours, Left([.. shaken.Select((s, n) => made.TryGetValue(n, out var frame) ? Bytes(frame) : s)]), 0, seconds));
            clock = Stopwatch.GetTimestamp();
            var peer = Ffmpeg.Filter(shaken, width, height, "deflicker=size=5:mode=pm");
            scores.Add(new("flicker", name, way, "ffmpeg deflicker", Left(peer), 0, Stopwatch.GetElapsedTime(clock).TotalSeconds / codes.Count));
        }
        return scores;
    }

    /// <summary>rms over frames and channels of the light against the clip as it was, its mean over the clip taken away, %.</summary>
    private double Left(IReadOnlyList<byte[]> made)
    {
        double sum = 0;
        for (var c = 0; c < 3; c++)
        {
            double[] course = [.. made.Select((m, n) => Math.Log(Light(m, c) / Light(codes[n], c)))];
            var mean = course.Average();
            sum += course.Average(v => (v - mean) * (v - mean)) / 3;
        }
        return 100 * Math.Sqrt(sum);
    }

    // of codes that nothing clips
    private double Light(byte[] picture, int c)
    {
        double sum = 1e-9;
        for (var i = c; i < picture.Length; i += 3) sum += Math.Pow(picture[i] / 255.0, 2.4);
        return sum;
    }

    private static byte[] Bytes(Frame frame)
    {
        var planes = Media.Measures.Fidelity.Codes(frame);
        var bytes = new byte[3 * frame.Size];
        for (var i = 0; i < frame.Size; i++) for (var c = 0; c < 3; c++) bytes[(3 * i) + c] = planes[c][i];
        return bytes;
    }

    private static byte[] Shaken(byte[] codes, double[] gain)
    {
        var made = new byte[codes.Length];
        for (var i = 0; i < codes.Length; i++) made[i] = (byte)Math.Clamp(Math.Round(codes[i] * gain[i % 3]), 0, 255);
        return made;
    }
}
