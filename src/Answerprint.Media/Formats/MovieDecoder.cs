using System.Collections.Concurrent;
using System.Globalization;

namespace Answerprint.Media.Formats;

/// <summary>
/// One running decoder: frames in order from where it was started, each with the time that it bears, so that a frame is known by itself and
/// not by counting. Frames that the decoder reports as broken do not come.
/// </summary>
internal sealed class MovieDecoder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly MovieFacts facts;
    private readonly MediaProcess process;
    private readonly BlockingCollection<(long Stamp, bool Fits)> announced = [];
    private readonly byte[] raw;

    /// <param name="index">The frame to start at, 0-based.</param>
    public MovieDecoder(string path, string name, MovieFacts facts, int index, int threads)
    {
        this.facts = facts;
        Next = index;
        FromStart = index == 0;
        raw = new byte[facts.Layout.BytesOf(facts.Coding, facts.Width, facts.Height)];
        List<string> arguments =
        [
            "-nostdin", "-hide_banner", "-nostats", "-loglevel", "level+info", "-noautorotate", "-protocol_whitelist", "file,pipe", "-format_whitelist", MediaProcess.Formats,
            "-threads", threads.ToString(CultureInfo.InvariantCulture), "-err_detect", "explode", "-flags:v", "-output_corrupt+bitexact", "-idct", "simple", "-copyts",
        ];
        if (index > 0)
        {
            // between the frame and the one before it: all that decode before this moment are dropped
            var moment = (facts.Stamps[index] + facts.Stamps[index - 1]) / 2.0 * facts.Tick.Numerator / facts.Tick.Denominator;
            arguments.AddRange(["-seek_timestamp", "1", "-ss", moment.ToString("0.000000", CultureInfo.InvariantCulture)]);
        }
        arguments.AddRange([.. MediaProcess.Opening(path), "-map", "0:V:0", "-vf", "showinfo=checksum=0", "-fps_mode", "passthrough", "-autoscale", "0",
            "-c:v", "rawvideo", "-pix_fmt", facts.Layout.Name, "-f", "rawvideo", "pipe:1"]);
        process = MediaProcess.Start("ffmpeg", arguments, name, Patience, Hear);
        process.Input.Close();
    }

    /// <summary>The index of the frame that is expected to come next.</summary>
    public int Next { get; private set; }

    /// <summary>Whether it began at the first frame.</summary>
    public bool FromStart { get; }

    /// <summary>What went wrong so far, in ffmpeg's words.</summary>
    public IReadOnlyList<string> Faults => process.Faults;

    /// <summary>The next frame that decodes and its index; null at the end.</summary>
    /// <exception cref="Frames.BadInputException">The size changes on the way, or the decoder fell silent.</exception>
    public (int Index, CodedPicture Picture)? Read()
    {
        var got = process.Output.ReadAtLeast(raw, raw.Length, throwOnEndOfStream: false);
        process.Moved();
        if (got < raw.Length)
        {
            if (!process.Finish() && Next == 0) throw process.Error("damaged", "", "it can not be decoded", "Get the file again");
            return null;
        }
        // ffmpeg announces a frame before it writes it
        if (!announced.TryTake(out var frame, Patience)) throw process.Error("damaged", $"after frame {Next} of the stream", "the decoder fell silent", "Get the file again");
        if (!frame.Fits) throw process.Error("size-changes", $"after frame {Next} of the stream", "the pictures change size or kind on the way", "Split the movie there");
        var index = Array.BinarySearch(facts.Stamps, frame.Stamp);
        if (index < 0) throw process.Error("times", $"after frame {Next} of the stream", "a frame decodes at a time that no packet bears", "Wrap the movie anew with ffmpeg -c copy");
        Next = index + 1;
        return (index, facts.Layout.Unpack(raw, facts.Coding, facts.Width, facts.Height));
    }

    public void Dispose()
    {
        process.Dispose();
        announced.Dispose();
    }

    // "… n:   0 pts:  90090 pts_time:3.003 … fmt:yuv420p … s:1280x720 …"
    private void Hear(string line)
    {
        if (!line.Contains("showinfo", StringComparison.Ordinal)) return;
        var stamp = After(line, " pts:");
        if (stamp is null || After(line, " n:") is null) return;
        var fits = After(line, " s:") == $"{facts.Width}x{facts.Height}";
        announced.Add((long.TryParse(stamp, CultureInfo.InvariantCulture, out var at) ? at : long.MinValue, fits));
    }

    private static string? After(string line, string key)
    {
        var at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0) return null;
        var rest = line.AsSpan(at + key.Length).TrimStart(' ');
        var end = rest.IndexOf(' ');
        return (end < 0 ? rest : rest[..end]).ToString();
    }
}
