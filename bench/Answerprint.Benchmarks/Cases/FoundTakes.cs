using System.Globalization;
using Answerprint.Benchmarks.Peers;

namespace Answerprint.Benchmarks.Cases;

/// <summary>
/// Real footage cut into takes, as if each clip were a set-up that was filmed several times: its length in six parts of at most 48 frames, 384 pixels wide, at 24
/// frames a second. Names are numbers that tell nothing.
/// </summary>
internal sealed class FoundTakes(string folder)
{
    /// <summary>The takes of a clip. Used0 and Used2: parts 1 and 5, whole frame. Tight1 and Tight5: 55 % of the frame, parts 2 and 6. Again: part 4, reframed to 96 %, .15 stop brighter and warmer. Near: 50 % of the frame elsewhere, part 3. Dark: part 2, 1.3 stops darker.</summary>
    public static readonly string[] Kinds = ["used0", "used2", "tight1", "tight5", "again", "near", "dark"];

    private readonly Dictionary<(string Clip, string Kind), string> takes = [];

    public string this[string clip, string kind] => takes[(clip, kind)];

    /// <summary>Cuts a clip up.</summary>
    /// <param name="number">Its place among the clips: with it the names are shuffled.</param>
    public void Make(string clip, string file, int number)
    {
        var frames = int.Parse(TimedProgram.Run(folder, "ffprobe", "-v", "error", "-count_packets", "-select_streams", "v:0", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0", file).Output.Trim().TrimEnd(','), CultureInfo.InvariantCulture);
        var part = Math.Max(1, frames / 6);
        var length = Math.Min(part, 48);
        (string Kind, int Part, string Filter)[] made =
        [
            ("used0", 0, "null"), ("used2", 4, "null"), ("tight1", 1, "crop=iw*0.55:ih*0.55:iw*0.2:ih*0.25"), ("tight5", 5, "crop=iw*0.55:ih*0.55:iw*0.2:ih*0.25"),
            ("again", 3, $"crop=iw*0.96:ih*0.96:iw*0.01:ih*0.03,lutrgb=r='clip(val*{Gain(0.15, 1.02)},0,255)':g='clip(val*{Gain(0.15, 1)},0,255)':b='clip(val*{Gain(0.15, 0.98)},0,255)'"),
            ("near", 2, "crop=iw*0.5:ih*0.5:iw*0.3:ih*0.4"),
            ("dark", 1, $"lutrgb=r='val*{Gain(-1.3, 1)}':g='val*{Gain(-1.3, 1)}':b='val*{Gain(-1.3, 1)}'"),
        ];
        var filters = new List<string> { $"[0:v]setpts=N/(24*TB),format=rgb24,split={made.Length}{string.Concat(made.Select((_, i) => $"[s{i}]"))}" };
        var outputs = new List<string>();
        for (var i = 0; i < made.Length; i++)
        {
            var (kind, at, filter) = made[i];
            // a shuffle without chance: what stands beside what in the folder says nothing
            var name = string.Create(CultureInfo.InvariantCulture, $"m{((number * 7) + i) * 37 % 1009:0000}");
            var path = Path.Combine(folder, name, name + ".mkv");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            takes[(clip, kind)] = path;
            var start = at * part;
            filters.Add(string.Create(CultureInfo.InvariantCulture, $"[s{i}]trim=start_frame={start}:end_frame={start + length},setpts=PTS-STARTPTS,{filter},scale=384:216[o{i}]"));
            outputs.AddRange(["-map", $"[o{i}]", "-c:v", "ffv1", "-pix_fmt", "yuv444p", "-r", "24", path]);
        }
        TimedProgram.Run(folder, "ffmpeg", ["-v", "error", "-y", "-r", "24", "-i", file, "-filter_complex", string.Join(';', filters), .. outputs]);
    }

    /// <summary>The factor of display codes for stops of light (BT.1886).</summary>
    private static string Gain(double stops, double channel) => (channel * Math.Pow(2, stops / 2.4)).ToString("0.0000", CultureInfo.InvariantCulture);
}
