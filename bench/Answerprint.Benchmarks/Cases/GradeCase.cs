using System.Diagnostics;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Relight;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What one tool made of one case of light.</summary>
/// <param name="Kind">"match" or "flicker".</param>
/// <param name="Case">The grade, or how it flickers.</param>
/// <param name="Error">Of a match the mean ΔE00 against the ungraded picture; of flicker what is left of it, % rms of light.</param>
/// <param name="Overlap">Share of the picture that is seen in both, as ours found it; 0 where that says nothing.</param>
/// <param name="Seconds">A frame, preparation and all.</param>
public sealed record LightScore(string Kind, string Clip, string Case, string Tool, double Error, double Overlap, double Seconds)
{
    public const string Ours = "relight";
}

/// <summary>A shot to which a known grade was given is matched to other frames of the clip that have none; what comes out is held against what it was.</summary>
/// <param name="codes">The clip, interleaved R, G, B, 8-bit display codes.</param>
/// <param name="apart">Frames between the shot and what it is matched to.</param>
public sealed class GradeCase(string name, IReadOnlyList<byte[]> codes, int width, int height, int apart, int threads)
{
    private const int Frames = 3;

    /// <summary>Grades on display codes of 1; each clips, and is rounded to eight bits, as a movie holds it.</summary>
    public static IReadOnlyDictionary<string, Func<double[], double[]>> Grades { get; } = new Dictionary<string, Func<double[], double[]>>(StringComparer.Ordinal)
    {
        // half a stop up and a warmer light, in light
        ["exposure and white"] = c => [.. c.Select((v, k) => Math.Pow(Math.Pow(v, 2.4) * new[] { 1.62, 1.38, 1.08 }[k], 1 / 2.4))],
        ["slope, offset, power"] = c => [.. c.Select((v, k) => Math.Pow(Math.Max(0, (v * new[] { 1.08, 0.96, 0.9 }[k]) + new[] { -0.02, 0.01, 0.03 }[k]), new[] { 0.92, 1.0, 1.1 }[k]))],
        ["contrast and saturation"] = c =>
        {
            double[] s = [.. c.Select(v => v + (0.35 * v * (1 - v) * (v - 0.45) * 2))];
            var y = (0.2126 * s[0]) + (0.7152 * s[1]) + (0.0722 * s[2]);
            return [.. s.Select(v => y + (0.7 * (v - y)))];
        },
        ["cold and dark"] = c =>
        {
            double r = Math.Pow(c[0], 1.15), g = Math.Pow(c[1], 1.15), b = Math.Pow(c[2], 1.15);
            return [(0.82 * r) + (0.06 * g), (0.02 * r) + (0.84 * g) + (0.03 * b), (0.08 * g) + (0.94 * b)];
        },
    };

    public IReadOnlyList<LightScore> Run(CancellationToken cancel)
    {
        List<int> own = [.. Enumerable.Range(0, Frames).Where(n => n < codes.Count)], theirs = [.. Enumerable.Range(0, Frames).Select(n => Math.Min(codes.Count - 1, apart + n)).Distinct()];
        using var other = Clip(theirs.ConvertAll(n => codes[n]));
        var truth = own.ConvertAll(n => HiddenClip.Decode(codes[n], width, height));
        var scores = new List<LightScore>();
        foreach (var (grade, of) in Grades)
        {
            cancel.ThrowIfCancellationRequested();
            var graded = own.ConvertAll(n => Graded(codes[n], of));
            using var shot = Clip(graded);
            var clock = Stopwatch.GetTimestamp();
            var (made, overlap) = Ours(shot, other, own.Count, cancel);
            scores.Add(new("match", name, grade, LightScore.Ours, Error(made, truth), overlap, Stopwatch.GetElapsedTime(clock).TotalSeconds / own.Count));
            scores.Add(new("match", name, grade, "none", Error([.. own.Select(n => shot.Read(n))], truth), overlap, 0));
            foreach (var (tool, match) in new (string, Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>, IReadOnlyList<byte[]>>)[] { ("Reinhard", ColourTransfer.Reinhard), ("Monge-Kantorovich", ColourTransfer.Linear) })
            {
                clock = Stopwatch.GetTimestamp();
                var peer = match(graded, theirs.ConvertAll(n => codes[n]));
                scores.Add(new("match", name, grade, tool, Error([.. peer.Select(p => HiddenClip.Decode(p, width, height))], truth), overlap, Stopwatch.GetElapsedTime(clock).TotalSeconds / own.Count));
            }
        }
        return scores;
    }

    private (List<Frame> Made, double Overlap) Ours(MemoryClip shot, MemoryClip other, int frames, CancellationToken cancel)
    {
        var tool = new RelightTool();
        var assignment = new Assignment([new(0, shot), new(1, other)], shot.Range, new RelightOptions(Match: true), 0, threads, Assignment.NoMattes);
        var preparation = tool.Prepare(assignment, null, cancel);
        var made = tool.Render(assignment, preparation, shot.Range, cancel).ToDictionary(m => m.Number, m => m.Picture);
        return ([.. Enumerable.Range(0, frames).Select(n => made.GetValueOrDefault(n) ?? shot.Read(n))], (double)DeclaredWork.Read(preparation).Found["match"]!["overlap"]!);
    }

    private MemoryClip Clip(IReadOnlyList<byte[]> pictures) => MemoryClip.Of(name, new FrameRate(24), 0, [.. pictures.Select(p => HiddenClip.Decode(p, width, height))]);

    private static double Error(IReadOnlyList<Frame> made, IReadOnlyList<Frame> truth) => made.Select((m, n) => ColourDifference.Mean(m, truth[n])).Average();

    private static byte[] Graded(byte[] codes, Func<double[], double[]> grade)
    {
        var made = new byte[codes.Length];
        Parallel.For(0, codes.Length / 3, i =>
        {
            var c = grade([codes[3 * i] / 255.0, codes[(3 * i) + 1] / 255.0, codes[(3 * i) + 2] / 255.0]);
            for (var k = 0; k < 3; k++) made[(3 * i) + k] = (byte)Math.Clamp(Math.Round(255 * c[k]), 0, 255);
        });
        return made;
    }
}
