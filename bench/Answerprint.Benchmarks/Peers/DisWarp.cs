using System.Diagnostics;
using Answerprint.Media.Motion;

namespace Answerprint.Benchmarks.Peers;

/// <summary>OpenCV's DIS flow both ways (medium), each frame sampled bilinearly along its flow, the two mixed by nearness: what a person writes in an afternoon.</summary>
internal static class DisWarp
{
    /// <summary>The frames between two, as interleaved 8-bit R, G, B; and the seconds of all of them.</summary>
    public static (IReadOnlyList<byte[]> Frames, double Seconds) Between(byte[] a, byte[] b, int width, int height, int gap)
    {
        var clock = Stopwatch.GetTimestamp();
        LumaPicture first = Luma(a, width, height), second = Luma(b, width, height);
        FlowField there = FlowSolver.Medium.Solve(first, second), back = FlowSolver.Medium.Solve(second, first);
        var made = Enumerable.Range(1, gap).Select(n => Mixed(a, b, there, back, n / (float)(gap + 1), width, height)).ToList();
        return (made, Stopwatch.GetElapsedTime(clock).TotalSeconds);
    }

    private static byte[] Mixed(byte[] a, byte[] b, FlowField there, FlowField back, float t, int width, int height)
    {
        var made = new byte[a.Length];
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                for (var c = 0; c < 3; c++)
                {
                    var early = At(a, x + (t * back.X(i)), y + (t * back.Y(i)), c, width, height);
                    var late = At(b, x + ((1 - t) * there.X(i)), y + ((1 - t) * there.Y(i)), c, width, height);
                    made[(3 * i) + c] = (byte)MathF.Round(((1 - t) * early) + (t * late));
                }
            }
        });
        return made;
    }

    private static float At(byte[] rgb, float x, float y, int channel, int width, int height)
    {
        x = Math.Clamp(x, 0, width - 1);
        y = Math.Clamp(y, 0, height - 1);
        int left = Math.Min((int)x, Math.Max(0, width - 2)), top = Math.Min((int)y, Math.Max(0, height - 2));
        int right = Math.Min(left + 1, width - 1), low = Math.Min(top + 1, height - 1);
        float fx = x - left, fy = y - top;
        float upper = Code(left, top) + (fx * (Code(right, top) - Code(left, top))), lower = Code(left, low) + (fx * (Code(right, low) - Code(left, low)));
        return upper + (fy * (lower - upper));

        float Code(int column, int row) => rgb[(((row * width) + column) * 3) + channel];
    }

    private static LumaPicture Luma(byte[] rgb, int width, int height)
    {
        var luma = new byte[width * height];
        for (var i = 0; i < luma.Length; i++) luma[i] = (byte)((0.299f * rgb[3 * i]) + (0.587f * rgb[(3 * i) + 1]) + (0.114f * rgb[(3 * i) + 2]) + 0.5f);
        return new(width, height, luma);
    }
}
