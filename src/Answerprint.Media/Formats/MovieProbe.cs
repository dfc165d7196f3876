using System.Globalization;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>One packet of a movie, as its container has it.</summary>
/// <param name="Stamp">Its time in stream units.</param>
/// <param name="Key">Whether decoding can begin at it.</param>
/// <param name="Shown">False where an edit list leaves it out; others may lean on it.</param>
/// <param name="Size">Bytes; −1 where that was not said.</param>
/// <param name="Position">Where its bytes lie in the file, or those of the block that holds it; −1 where that was not said.</param>
internal readonly record struct MoviePacket(long Stamp, bool Key, bool Shown, int Size, long Position);

/// <summary>What ffprobe says of the first moving picture of a file.</summary>
/// <param name="Stream">Facts by name.</param>
/// <param name="Packets">Packets, or frames, in the order of the file; those without a time are not among them.</param>
/// <param name="Timed">False where one has no time.</param>
/// <param name="Faults">What it complained about.</param>
internal sealed record MovieProbe(IReadOnlyDictionary<string, string> Stream, IReadOnlyList<MoviePacket> Packets, bool Timed, IReadOnlyList<string> Faults)
{
    /// <summary>Two days at 100 frames a second.</summary>
    private const int MostFrames = 17_280_000;

    private const string Wanted =
        "stream=codec_name,width,height,pix_fmt,r_frame_rate,avg_frame_rate,time_base,nb_frames,color_range,color_space,color_transfer,color_primaries,chroma_location,field_order:stream_side_data=rotation:" +
        "stream_tags=DURATION,timecode,TIMECODE,alpha_mode:stream=duration:format=nb_streams:format_tags=timecode,TIMECODE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Reads the packets as they lie, without decoding.</summary>
    /// <exception cref="BadInputException">It can not be read as a movie.</exception>
    public static MovieProbe OfPackets(string path, string name) => Read(path, name, "packet=pts,flags,size,pos");

    /// <summary>Decodes, to learn the times of frames whose packets have none.</summary>
    /// <exception cref="BadInputException">It can not be read as a movie.</exception>
    public static MovieProbe OfFrames(string path, string name) => Read(path, name, "frame=best_effort_timestamp,key_frame");

    /// <summary>How many moving pictures the file has; covers of an album are none.</summary>
    /// <exception cref="BadInputException">It can not be read as a movie.</exception>
    public static int PicturesIn(string path, string name)
    {
        using var process = Begin(path, name, "V", "stream=index");
        using var reader = new StreamReader(process.Output);
        var count = 0;
        while (reader.ReadLine() is { } line)
            if (line.StartsWith("stream|", StringComparison.Ordinal)) count++;
        process.Finish();
        return count;
    }

    private static MediaProcess Begin(string path, string name, string streams, string entries)
    {
        var process = MediaProcess.Start("ffprobe",
            ["-loglevel", "level+error", "-max_alloc", MediaProcess.MostBytes, "-protocol_whitelist", "file,pipe", "-format_whitelist", MediaProcess.Formats, "-select_streams", streams, "-show_entries", entries, "-of", "compact=p=1", .. MediaProcess.Opening(path)],
            name, Patience);
        process.Input.Close();
        return process;
    }

    private static MovieProbe Read(string path, string name, string entries)
    {
        using var process = Begin(path, name, "V:0", $"{Wanted}:{entries}");
        var stream = new Dictionary<string, string>(StringComparer.Ordinal);
        var packets = new List<MoviePacket>();
        var timed = true;
        using (var reader = new StreamReader(process.Output))
        {
            while (reader.ReadLine() is { } line)
            {
                process.Moved();
                var fields = line.Split('|');
                if (fields[0] is "stream" or "format")
                {
                    foreach (var field in fields.Skip(1))
                        if (field.Split('=', 2) is [var key, var value] && (fields[0] == "stream" || !stream.ContainsKey(key.Split(':')[^1]))) stream.TryAdd(key.Split(':')[^1], value is "N/A" ? "" : value);
                }
                else if (fields[0] is "packet" or "frame")
                {
                    var flags = fields.FirstOrDefault(f => f.StartsWith("flags=", StringComparison.Ordinal)) ?? "";
                    var key = flags.Contains('K', StringComparison.Ordinal) || fields.Contains("key_frame=1");
                    // an edit list leaves it out; others may lean on it
                    var shown = !flags.Contains('D', StringComparison.Ordinal);
                    var stamp = Number(fields, "pts=") ?? Number(fields, "best_effort_timestamp=");
                    if (stamp is { } at) packets.Add(new(at, key, shown, (int)Math.Clamp(Number(fields, "size=") ?? -1, -1, int.MaxValue), Number(fields, "pos=") ?? -1));
                    else if (shown) timed = false;
                    if (packets.Count > MostFrames) throw new BadInputException("too-long", name, "", $"it has more than {MostFrames} frames", "Split it");
                }
            }
        }
        var well = process.Finish();
        // a list of which the end is not known would be a shorter movie
        if (process.IsStalled) throw process.Error("too-slow", "", "ffprobe did not list its frames", "Run it again when the machine is less busy; if it stays so, get the file again");
        if (!well && !stream.ContainsKey("codec_name")) throw process.Error("unreadable-movie", "", "it can not be read as a movie", "Get the file again, or convert it with ffmpeg");
        return new(stream, packets, timed, process.Faults);
    }

    private static long? Number(string[] fields, string key)
    {
        foreach (var field in fields)
            if (field.StartsWith(key, StringComparison.Ordinal)) return long.TryParse(field.AsSpan(key.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;
        return null;
    }
}
