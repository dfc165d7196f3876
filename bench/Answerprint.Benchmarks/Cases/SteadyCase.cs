using System.Diagnostics;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Reframe;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What one tool made of a clip that shakes.</summary>
/// <param name="Tool">"reframe" is ours.</param>
/// <param name="Itf">Mean PSNR of luma from frame to frame, dB, over the middle 64 % of the picture.</param>
/// <param name="Border">Share of the picture that lies beyond the plate's edge, mean over the frames, 0..1.</param>
/// <param name="Sharpness">Energy of the gradient of luma in the middle, against the clip as it is; noise counts.</param>
/// <param name="Seconds">A frame.</param>
public sealed record SteadyScore(string Clip, string Tool, double Itf, double Border, double Sharpness, double Seconds)
{
    public const string Ours = "reframe";
}

/// <summary>A clip from a hand, steadied by all, with black beyond the edge.</summary>
/// <param name="codes">Interleaved R, G, B, 8-bit display codes.</param>
public sealed class SteadyCase(string name, IReadOnlyList<byte[]> codes, int width, int height, int threads)
{
    private const int Smooth = 36;

    public IReadOnlyList<SteadyScore> Run(CancellationToken cancel)
    {
        var own = Middle(codes);
        var scores = new List<SteadyScore> { Scored("none", codes, own, 0) };
        using var clip = MemoryClip.Of(name, new FrameRate(24), 0, [.. codes.Select(c => HiddenClip.Decode(c, width, height))]);
        scores.Add(Ours(SteadyScore.Ours, Steadying.Smooth));
        scores.Add(Ours($"{SteadyScore.Ours}, standing", Steadying.Lock));
        cancel.ThrowIfCancellationRequested();
        var clock = Stopwatch.GetTimestamp();
        var steadied = Ffmpeg.Steadied(codes, width, height, Smooth);
        scores.Add(Scored("vid.stab", steadied, own, Since(clock)));
        clock = Stopwatch.GetTimestamp();
        scores.Add(Scored("ffmpeg deshake", Ffmpeg.Filter(codes, width, height, "format=yuv444p,deshake=edge=blank"), own, Since(clock)));
        return scores;

        SteadyScore Ours(string tool, Steadying steady)
        {
            var begun = Stopwatch.GetTimestamp();
            var (reframe, work) = (new ReframeTool(), new Assignment([new(0, clip)], clip.Range, new ReframeOptions(Steady: steady, Smooth: Smooth, Edge: Border.Black), 0, threads, Assignment.NoMattes));
            var made = reframe.Render(work, reframe.Prepare(work, null, cancel), clip.Range, cancel).ToDictionary(m => m.Number, m => Bytes(m.Picture));
            return Scored(tool, [.. codes.Select((c, n) => made.GetValueOrDefault(n, c))], own, Since(begun));
        }
    }

    private double Since(long clock) => Stopwatch.GetElapsedTime(clock).TotalSeconds / codes.Count;

    private SteadyScore Scored(string tool, IReadOnlyList<byte[]> made, IReadOnlyList<float[]> own, double seconds)
    {
        var middles = Middle(made);
        double itf = 0, black = 0;
        for (var n = 1; n < middles.Count; n++)
        {
            double sum = 0;
            for (var i = 0; i < middles[n].Length; i++) sum += Math.Pow(middles[n][i] - middles[n - 1][i], 2);
            itf += Math.Min(60, 10 * Math.Log10(255 * 255 / Math.Max(1e-9, sum / middles[n].Length))) / (middles.Count - 1);
        }
        foreach (var frame in made)
        {
            var dark = 0;
            for (var i = 0; i < frame.Length; i += 3) if (frame[i] + frame[i + 1] + frame[i + 2] <= 3) dark++;
            black += (double)dark / (width * height) / made.Count;
        }
        // what is black in the clip itself is no border
        double natural = codes.Average(f => Enumerable.Range(0, width * height).Count(i => f[3 * i] + f[(3 * i) + 1] + f[(3 * i) + 2] <= 3) / (double)(width * height));
        return new(name, tool, itf, Math.Max(0, black - natural), middles.Average(Sharp) / own.Average(Sharp), seconds);
    }

    private double Sharp(float[] middle)
    {
        var across = (int)(0.8 * width);
        double sum = 0;
        for (var i = across; i < middle.Length - 1; i++) sum += Math.Pow(middle[i + 1] - middle[i], 2) + Math.Pow(middle[i] - middle[i - across], 2);
        return sum;
    }

    /// <summary>Luma of the middle, 0.8 of the width and of the height.</summary>
    private List<float[]> Middle(IReadOnlyList<byte[]> frames)
    {
        int w = (int)(0.8 * width), h = (int)(0.8 * height), left = (width - w) / 2, top = (height - h) / 2;
        return [.. frames.Select(f =>
        {
            var luma = new float[w * h];
            for (var i = 0; i < luma.Length; i++)
            {
                var at = 3 * (((top + (i / w)) * width) + left + (i % w));
                luma[i] = (0.299f * f[at]) + (0.587f * f[at + 1]) + (0.114f * f[at + 2]);
            }
            return luma;
        })];
    }

    private static byte[] Bytes(Frame frame)
    {
        var (planes, bytes) = (Fidelity.Codes(frame), new byte[3 * frame.Size]);
        for (var i = 0; i < frame.Size; i++) for (var c = 0; c < 3; c++) bytes[(3 * i) + c] = planes[c][i];
        return bytes;
    }
}
