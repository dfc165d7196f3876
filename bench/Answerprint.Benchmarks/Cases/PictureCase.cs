using System.Globalization;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Benchmarks.Cases;

/// <summary>How long whole programs take to read and to write sequences of stills: ours and oiiotool, in turn, on the same files and cores.</summary>
public static class PictureCase
{
    /// <summary>The packings of EXR that are measured.</summary>
    public static IReadOnlyList<ExrCompression> Packings { get; } = [ExrCompression.Zip, ExrCompression.Zips, ExrCompression.Rle, ExrCompression.None, ExrCompression.Piz];

    /// <summary>Writes seeded plates of half R, G, B that are not packed: smooth light with grain, which is what scanned and photographed plates are to a packer.</summary>
    public static void MakePlates(string folder, int width, int height, int frames)
    {
        for (var n = 1; n <= frames; n++)
        {
            var frame = new Frame(width, height);
            Parallel.For(0, height, y =>
            {
                for (var c = 0; c < 3; c++)
                {
                    var row = frame.Plane(c).AsSpan(y * width, width);
                    for (var x = 0; x < width; x++)
                    {
                        var light = 0.35f + (0.25f * MathF.Sin(((x + (7 * n)) * 0.0031f) + c)) + (0.2f * MathF.Cos((y * 0.0043f) - (c * 0.7f)));
                        row[x] = light + (light * 0.02f * Grain(n, c, x, y));
                    }
                }
            });
            ExrFile.Write(Path.Combine(folder, Name("plain", n)), frame.ToStored(), ExrCompression.None);
        }
    }

    /// <summary>One packing, both ways.</summary>
    /// <param name="own">Our program.</param>
    /// <param name="rounds">How often each is run; the quickest counts.</param>
    public static IEnumerable<PictureScore> Score(string folder, string own, ExrCompression packing, int width, int height, int frames, int rounds, CancellationToken cancel)
    {
        var (name, megabytes) = (packing.ToString().ToLowerInvariant(), (double)width * height * 6 * frames / 1e6);
        var range = string.Create(CultureInfo.InvariantCulture, $"1-{frames}");
        var (write, peerWrite, read, peerRead) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
        for (var round = 0; round < rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            write = Math.Min(write, TimedProgram.Run(folder, own, "frames", "plain.%04d.exr", "--to", "ours.%04d.exr", "--compression", name, "--json").Seconds);
            peerWrite = Math.Min(peerWrite, TimedProgram.Run(folder, "oiiotool", "--frames", range, "plain.%04d.exr", "--compression", name, "-o", "theirs.%04d.exr").Seconds);
        }
        for (var round = 0; round < rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            // both read what oiiotool packed
            read = Math.Min(read, TimedProgram.Run(folder, own, "bench", "read", "theirs.%04d.exr", "--json").Seconds);
            peerRead = Math.Min(peerRead, TimedProgram.Run(folder, "oiiotool", "--frames", range, "theirs.%04d.exr", "-o", "theirs.%04d.null").Seconds);
        }
        TimedProgram.Run(folder, "oiiotool", "ours.0001.exr", "theirs.0001.exr", "--fail", "0", "--diff");
        var kind = $"EXR {packing.ToString().ToUpperInvariant()} half RGB";
        yield return new(kind, IsWrite: false, frames, megabytes, read, peerRead, 0, 0);
        yield return new(kind, IsWrite: true, frames, megabytes, write, peerWrite, Size("ours"), Size("theirs"));

        double Size(string of) => Enumerable.Range(1, frames).Sum(n => new FileInfo(Path.Combine(folder, Name(of, n))).Length) / 1e6;
    }

    private static string Name(string of, int frame) => string.Create(CultureInfo.InvariantCulture, $"{of}.{frame:0000}.exr");

    /// <summary>Noise of unit spread: the sum of four uniform numbers from a hash of the place (Wang's integer hash).</summary>
    private static float Grain(int n, int c, int x, int y)
    {
        var h = (uint)((((n * 3) + c) * 73856093) ^ (x * 19349663) ^ (y * 83492791));
        h = (h ^ 61) ^ (h >> 16);
        h *= 9;
        h ^= h >> 4;
        h *= 0x27d4eb2d;
        h ^= h >> 15;
        return ((h & 255) + ((h >> 8) & 255) + ((h >> 16) & 255) + (h >> 24) - 510) / 147.8f;
    }
}
