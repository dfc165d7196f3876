using System.Diagnostics;
using System.Globalization;

namespace Answerprint.Benchmarks.Peers;

/// <summary>ffmpeg as a reader of clips and as a peer of `fill`.</summary>
internal static class Ffmpeg
{
    /// <summary>The first frames of a movie, scaled, as interleaved 8-bit R, G, B.</summary>
    public static IReadOnlyList<byte[]> Read(string file, int width, int height, int frames) => Split(Run(
        null, "-v", "error", "-i", file, "-vf", $"scale={width}:{height}:flags=area", "-frames:v", Text(frames), "-vsync", "0",
        "-pix_fmt", "rgb24", "-f", "rawvideo", "-").Output, width, height);

    /// <summary>All frames of a file, raw, in its own layout or the little-endian twin of it.</summary>
    public static byte[] Raw(string file, string layout) => Run(null, "-v", "error", "-i", file, "-pix_fmt", layout, "-vsync", "0", "-f", "rawvideo", "-").Output;

    /// <summary>minterpolate between every two of the frames, as `peers.md` calls it. Made and given frames, in order; the seconds and CPU seconds of one made frame, and the memory of the process.</summary>
    public static (IReadOnlyList<byte[]> Frames, double Seconds, double CpuSeconds, long PeakBytes) Minterpolate(IReadOnlyList<byte[]> known, int width, int height, int step)
    {
        // two more copies of the last frame, without which the filter keeps its last outputs back
        var input = known.Append(known[^1]).Append(known[^1]).ToList();
        var before = ProcessorTime.Children();
        var (output, seconds, peak) = Run(
            input, "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", "12", "-i", "-",
            "-vf", $"format=yuv444p,minterpolate=fps={Text(12 * step)}:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none",
            "-pix_fmt", "rgb24", "-f", "rawvideo", "-vsync", "0", "-");
        var made = (known.Count - 1) * (step - 1);
        return (Split(output, width, height), seconds / made, (ProcessorTime.Children() - before) / made, peak);
    }

    /// <summary>A keyer over frames: interleaved R, G, B and coverage; seconds a frame, the start of the program with them.</summary>
    public static (IReadOnlyList<byte[]> Frames, double Seconds) Keyed(IReadOnlyList<byte[]> plates, int width, int height, string filter)
    {
        var (output, seconds, _) = Run(
            plates, "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", "24", "-i", "-", "-vf", filter + ",format=rgba", "-pix_fmt", "rgba", "-f", "rawvideo", "-vsync", "0", "-");
        var size = width * height * 4;
        return ([.. Enumerable.Range(0, output.Length / size).Select(n => output.AsSpan(n * size, size).ToArray())], seconds / plates.Count);
    }

    /// <summary>A filter over frames, interleaved R, G, B; as many come out.</summary>
    public static IReadOnlyList<byte[]> Filter(IReadOnlyList<byte[]> frames, int width, int height, string filter) => Split(Run(
        frames, "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", "24", "-i", "-", "-vf", filter, "-pix_fmt", "rgb24", "-f", "rawvideo", "-vsync", "0", "-").Output, width, height);

    /// <summary>vid.stab in two passes, smooth over as many frames to each side, black beyond the edge.</summary>
    public static IReadOnlyList<byte[]> Steadied(IReadOnlyList<byte[]> frames, int width, int height, int smooth)
    {
        var file = $".vidstab.{Environment.ProcessId}.trf";
        try
        {
            _ = Run(frames, "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", "24", "-i", "-", "-vf", $"format=yuv444p,vidstabdetect=shakiness=8:accuracy=15:result={file}", "-f", "null", "-");
            return Filter(frames, width, height, $"format=yuv444p,vidstabtransform=input={file}:smoothing={Text(smooth)}:crop=black:optzoom=0:interpol=bicubic");
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>"ffmpeg version 5.1.6": what the peer is.</summary>
    public static string Version => System.Text.Encoding.UTF8.GetString(Run(null, "-hide_banner", "-version").Output).Split('\n')[0].Split(" Copyright")[0].Trim();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static List<byte[]> Split(byte[] bytes, int width, int height)
    {
        var size = width * height * 3;
        var frames = new List<byte[]>();
        for (var at = 0; at + size <= bytes.Length; at += size) frames.Add(bytes.AsSpan(at, size).ToArray());
        return frames;
    }

    private static (byte[] Output, double Seconds, long PeakBytes) Run(IReadOnlyList<byte[]>? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("ffmpeg") { RedirectStandardInput = input is not null, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var clock = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException("ffmpeg does not start");
        var feed = Task.Run(() =>
        {
            if (input is null) return;
            foreach (var frame in input) process.StandardInput.BaseStream.Write(frame);
            process.StandardInput.Close();
        });
        using var output = new MemoryStream();
        var buffer = new byte[1 << 20];
        var peak = 0L;
        for (int read, n = 0; (read = process.StandardOutput.BaseStream.Read(buffer)) > 0; n++)
        {
            output.Write(buffer, 0, read);
            if (n % 16 == 0) peak = Math.Max(peak, ProcessMemory.PeakOf(process));
        }
        feed.Wait();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ffmpeg ended with {process.ExitCode}");
        return (output.ToArray(), Stopwatch.GetElapsedTime(clock).TotalSeconds, peak);
    }
}
