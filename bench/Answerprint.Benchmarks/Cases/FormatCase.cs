using System.Globalization;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A file of each kind, made by another program, read by us and by it; written again by us, and read by it again.</summary>
public static class FormatCase
{
    /// <summary>Makes and compares one kind.</summary>
    /// <param name="folder">Where its files lie until the caller removes them.</param>
    /// <param name="own">Our program.</param>
    /// <exception cref="InvalidOperationException">The other program is missing or failed.</exception>
    public static FormatScore Score(FormatKind kind, string folder, string own)
    {
        var first = Path.Combine(folder, kind.File);
        TimedProgram.Run(folder, kind.Maker[0], [.. kind.Maker.Skip(1), kind.File]);
        var (layout, theirs) = Peer(kind, folder, kind.File);
        using var clip = FrameFiles.Open(first);
        var ours = clip.Frames.Select(n => Ours(clip, n)).ToList();
        double? written = null;
        if (kind.IsWritten)
        {
            var again = $"again-{kind.File}";
            TimedProgram.Run(folder, own, "frames", kind.File, "--to", again, "--json");
            written = Largest(theirs, Peer(kind, folder, again).Frames);
        }
        var unit = clip.Coding is { } coding ? string.Create(CultureInfo.InvariantCulture, $"codes of {coding.Most}") : "light";
        return new(kind, layout, ours.Sum(f => f.Sum(p => (long)p.Length)), Largest(theirs, ours), written, unit);
    }

    /// <summary>R, G, B (or Y, U, V) and alpha as we read them: codes where the file holds codes, else light.</summary>
    private static float[][] Ours(FileClip clip, int frame)
    {
        if (clip.Coding is not null) return [.. clip.ReadCoded(frame)!.Planes.Select(p => p.Select(code => (float)code).ToArray())];
        var light = clip.Read(frame);
        return [light.Plane(0), light.Plane(1), light.Plane(2)];
    }

    private static (string Layout, List<float[][]> Frames) Peer(FormatKind kind, string folder, string file)
    {
        if (kind.Through is { } through)
        {
            var opened = $"{Path.GetFileNameWithoutExtension(file)}-{through}";
            // it would pack an EXR again as it was packed
            TimedProgram.Run(folder, "oiiotool", [file, .. opened.EndsWith(".exr", StringComparison.Ordinal) ? (string[])["--compression", "none"] : [], "-o", opened]);
            file = opened;
        }
        var facts = TimedProgram.Run(folder, "ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=pix_fmt,width,height", "-of", "csv=p=0", file).Output.Trim().Split(',');
        var (width, height) = (int.Parse(facts[0], CultureInfo.InvariantCulture), int.Parse(facts[1], CultureInfo.InvariantCulture));
        var layout = RawPicture.Plain(facts[2]);
        var raw = Ffmpeg.Raw(Path.Combine(folder, file), layout);
        var frames = new List<float[][]>();
        var count = facts.Length > 0 && raw.Length > 0 ? Frames(folder, file) : 0;
        for (var n = 0; n < count; n++) frames.Add(RawPicture.Planes(raw.AsSpan(raw.Length / count * n, raw.Length / count), layout, width, height));
        return (layout, frames);
    }

    private static int Frames(string folder, string file) => int.Parse(
        TimedProgram.Run(folder, "ffprobe", "-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", file).Output.Trim().TrimEnd(','), CultureInfo.InvariantCulture);

    /// <summary>The largest difference of any sample; infinite where the shapes differ. Bits that are the same are no difference, whatever they mean.</summary>
    private static double Largest(List<float[][]> a, List<float[][]> b)
    {
        if (a.Count != b.Count) return double.PositiveInfinity;
        var largest = 0.0;
        for (var n = 0; n < a.Count; n++)
        {
            // a reader that has no alpha to give gives none
            for (var p = 0; p < Math.Max(a[n].Length, b[n].Length); p++)
            {
                if (p >= a[n].Length || p >= b[n].Length || a[n][p].Length != b[n][p].Length) return double.PositiveInfinity;
                for (var i = 0; i < a[n][p].Length; i++)
                {
                    var (x, y) = (a[n][p][i], b[n][p][i]);
                    if (BitConverter.SingleToUInt32Bits(x) == BitConverter.SingleToUInt32Bits(y)) continue;
                    largest = Math.Max(largest, float.IsFinite(x) && float.IsFinite(y) ? Math.Abs((double)x - y) : double.PositiveInfinity);
                }
            }
        }
        return largest;
    }
}
