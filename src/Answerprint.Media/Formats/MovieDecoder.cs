using System.Collections.Concurrent;
using System.Globalization;

namespace Answerprint.Media.Formats;

/// <summary>
/// One running decoder: frames in order from where it was started, each with the time that it bears, so that a frame is known by itself and
/// not by counting. It starts at a key picture and is told everything on the way. A quick one uses threads and only tells that something
/// went wrong; a careful one takes packet after packet, so that every fault is laid to the packet that has it: ffmpeg patches a broken picture
/// up and hands it over as if it were good.
/// </summary>
internal sealed class MovieDecoder : IDisposable
{
    private readonly MovieFacts facts;
    private readonly string name;
    private readonly MediaProcess process;
    private readonly BlockingCollection<Shown> announced = [];
    private readonly byte[] raw;
    private readonly long wanted;
    private readonly TimeSpan patience;
    private volatile bool troubled;
    private int place = -1;
    private bool nextPacket;
    private bool nextPicture;

    private readonly record struct Shown(long Stamp, bool Fits, bool Troubled);

    /// <param name="index">The frame to start at, 0-based.</param>
    /// <param name="fromStart">Decode from the beginning of the file, wherever the frame lies.</param>
    public MovieDecoder(string path, string name, MovieFacts facts, int index, int threads, bool careful, bool fromStart)
    {
        this.facts = facts;
        this.name = name;
        Next = index;
        Careful = careful;
        wanted = facts.Stamps[index];
        var start = fromStart ? null : facts.Order.StartFor(wanted);
        FromStart = start is null;
        Start = start ?? long.MinValue;
        raw = new byte[facts.Layout.BytesOf(facts.Coding, facts.Width, facts.Height)];
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-max_alloc", MediaProcess.MostBytes, "-noautorotate", "-protocol_whitelist", "file,pipe", "-format_whitelist", MediaProcess.Formats,
            "-threads", (careful ? 1 : threads).ToString(CultureInfo.InvariantCulture), "-err_detect", "crccheck", "-flags:v", "-output_corrupt+bitexact", "-idct", "simple", "-copyts",
        ];
        if (facts.Library is { } library) arguments.AddRange(["-c:v", library]);
        if (careful) arguments.Add("-debug_ts");
        if (start is { } key)
            arguments.AddRange(["-noaccurate_seek", "-seek_timestamp", "1", "-ss", ((double)key * facts.Tick.Numerator / facts.Tick.Denominator).ToString("0.000000", CultureInfo.InvariantCulture)]);
        // what comes before the frame is announced and not handed over
        var filter = index == 0 ? "showinfo=checksum=0" : string.Create(CultureInfo.InvariantCulture, $"showinfo=checksum=0,select=gte(pts\\,{wanted})");
        arguments.AddRange([.. MediaProcess.Opening(path), "-map", "0:V:0", "-vf", filter, "-fps_mode", "passthrough", "-autoscale", "0",
            "-c:v", "rawvideo", "-pix_fmt", facts.Layout.Name, "-f", "rawvideo", "pipe:1"]);
        patience = Patience(raw.Length);
        process = MediaProcess.Start("ffmpeg", arguments, name, patience, Hear);
        process.Input.Close();
        process.Rest();
    }

    /// <summary>Whether every fault is laid to its packet.</summary>
    public bool Careful { get; }

    /// <summary>The time of the key picture that it was started at.</summary>
    public long Start { get; }

    /// <summary>The time of the first picture that came; null where none did.</summary>
    public long? First { get; private set; }

    /// <summary>The index of the frame that is expected to come next.</summary>
    public int Next { get; private set; }

    /// <summary>Whether it began at the first frame.</summary>
    public bool FromStart { get; }

    /// <summary>Whether anything went wrong so far.</summary>
    public bool Troubled => troubled;

    /// <summary>What went wrong so far, in ffmpeg's words.</summary>
    public IReadOnlyList<string> Faults => process.Faults;

    /// <summary>The next frame that decodes, its index, and whether something went wrong before it (only a quick decoder says so); null at the end.</summary>
    /// <exception cref="Frames.BadInputException">The size changes on the way, or the decoder fell silent.</exception>
    /// <exception cref="IOException">ffmpeg was ended from outside.</exception>
    public (int Index, CodedPicture Picture, bool Troubled)? Read()
    {
        using var question = process.Ask();
        var got = process.Output.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
        if (got < raw.Length)
        {
            if (process.IsStalled) throw Slow();
            var well = process.Finish();
            if (process.EndedBy is { } signal) throw new IOException($"{name}: ffmpeg was ended from outside (signal {signal}) while frame {Next} of the stream was awaited");
            if (!well && Next == 0) throw process.Error("damaged", "", "it can not be decoded", "Get the file again");
            return null;
        }
        // ffmpeg announces a frame before it writes it
        if (!announced.TryTake(out var frame, patience)) throw Slow();
        if (!frame.Fits) throw process.Error("size-changes", $"after frame {Next} of the stream", "the pictures change size or kind on the way", "Split the movie there");
        var index = Array.BinarySearch(facts.Stamps, frame.Stamp);
        if (index < 0) throw process.Error("times", $"after frame {Next} of the stream", "a frame decodes at a time that no packet bears", "Wrap the movie anew with ffmpeg -c copy");
        Next = index + 1;
        return (index, facts.Layout.Unpack(raw, facts.Coding, facts.Width, facts.Height), frame.Troubled);
    }

    public void Dispose()
    {
        process.Dispose();
        announced.Dispose();
    }

    // "… n:   0 pts:  90090 pts_time:3.003 … fmt:yuv420p … s:1280x720 …", and before it what broke in the packets since the last
    private void Hear(string line)
    {
        if (line.Contains("showinfo", StringComparison.Ordinal))
        {
            var stamp = After(line, " pts:");
            if (stamp is null || After(line, " n:") is null) return;
            if (!long.TryParse(stamp, CultureInfo.InvariantCulture, out var at)) at = long.MinValue;
            First ??= at;
            if (nextPicture) Lay(facts.Order.PlaceOf(at));
            nextPicture = false;
            if (at < wanted && at != long.MinValue) return;
            var fits = After(line, " s:") == $"{facts.Width}x{facts.Height}" && After(line, " fmt:") == facts.Format;
            announced.Add(new(at, fits, troubled && !Careful));
        }
        else if (line.Contains("demuxer -> ", StringComparison.Ordinal))
        {
            place = long.TryParse(After(line, " pkt_pts:"), CultureInfo.InvariantCulture, out var at) ? facts.Order.PlaceOf(at) : -1;
            if (nextPacket) Lay(place);
            nextPacket = false;
        }
        else if (IsTrouble(line))
        {
            troubled = true;
            if (!Careful) return;
            if (line.Contains("corrupt decoded frame", StringComparison.Ordinal)) nextPicture = true;
            else if (line.StartsWith($"[{facts.Decoder} @", StringComparison.Ordinal) || line.StartsWith("[lib", StringComparison.Ordinal) || line.Contains("rror while decoding", StringComparison.Ordinal)) Lay(place);
            else nextPacket = true;
        }
    }

    /// <summary>How long nothing may come of a picture that is asked for: 60 s, and a second more for each megabyte of it.</summary>
    internal static TimeSpan Patience(long bytes) => TimeSpan.FromSeconds(60 + (bytes / 1e6));

    // the decoder itself may be hung, or the machine be busy with other things: the file need not be to blame
    private Frames.BadInputException Slow() => process.Error(
        "too-slow", $"after frame {Next} of the stream", "ffmpeg did not hand over the next frame", "Run it again when the machine is less busy; if it stays so, get the file again");

    private void Lay(int at)
    {
        // what leans on pictures before the start can not come out right, and is not asked for
        if (at < 0) nextPicture = true;
        else if (FromStart || !facts.Order.IsLeadingOf(at, Start)) facts.Order.Spoil(at);
    }

    private static bool IsTrouble(string line) =>
        ((line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal)) && !MediaProcess.IsHarmless(line)) ||
        line.Contains("] concealing ", StringComparison.Ordinal) ||
        line.Contains("corrupt decoded frame", StringComparison.Ordinal) || line.Contains("corrupt input packet", StringComparison.Ordinal);

    private static string? After(string line, string key)
    {
        var at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0) return null;
        var rest = line.AsSpan(at + key.Length).TrimStart(' ');
        var end = rest.IndexOf(' ');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
