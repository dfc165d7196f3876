using System.ComponentModel;
using System.Diagnostics;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// One run of ffmpeg or ffprobe with a limit on silence: killed when something is asked of it and nothing has moved for that long, and on dispose.
/// Time in which nothing is asked does not count: it waits then for us. What it says on stderr goes line by line to <see cref="Said"/>; faults are
/// kept for the error.
/// </summary>
internal sealed class MediaProcess : IDisposable
{
    /// <summary>Demuxers of real media files: playlists and other formats that name further files are not among them.</summary>
    public const string Formats = "mov,matroska,webm,avi,yuv4mpegpipe,mxf,mpegts,mpeg,ogg,nut";

    /// <summary>The largest single piece of memory that ffmpeg may take, bytes: what a lying header asks for is refused.</summary>
    public const string MostBytes = "1000000000";

    /// <summary>Whether this ffmpeg was built with libvpx.</summary>
    public static Lazy<bool> HasLibvpx { get; } = new(() =>
    {
        using var help = Start("ffmpeg", ["-hide_banner", "-loglevel", "error", "-h", "decoder=libvpx-vp9"], "ffmpeg", TimeSpan.FromSeconds(10));
        help.Input.Close();
        using var reader = new StreamReader(help.Output);
        return reader.ReadToEnd().Contains("Decoder libvpx-vp9", StringComparison.Ordinal);
    });

    /// <summary>What ffmpeg calls an error and is none: a picture is to be let go and is not held any more, as after every start in the middle of an open group.</summary>
    public static bool IsHarmless(string line) => line.Contains("mmco: unref short failure", StringComparison.Ordinal);

    /// <summary>The arguments that name a file as input.</summary>
    public static IEnumerable<string> Opening(string path) => ["-i", "file:" + Path.GetFullPath(path)];

    private const int MostFaults = 8;
    private readonly Process process;
    private readonly Timer watch;
    private readonly Thread listener;
    private readonly TimeSpan patience;
    private readonly string file;
    private readonly List<string> faults = [];
    private readonly Lock turn = new();
    private bool asked = true;
    private volatile bool stalled;

    private MediaProcess(Process process, string file, TimeSpan patience, Action<string>? said)
    {
        this.process = process;
        this.file = file;
        this.patience = patience;
        Said = said;
        watch = new(_ => Stall(), null, patience, Timeout.InfiniteTimeSpan);
        listener = new(Listen) { IsBackground = true, Name = "ffmpeg stderr" };
        listener.Start();
    }

    private Action<string>? Said { get; }

    /// <summary>What it writes.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    /// <summary>What it reads.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>The faults it reported so far, in its own words without its prefixes and paths.</summary>
    public IReadOnlyList<string> Faults
    {
        get { lock (faults) return [.. faults]; }
    }

    /// <summary>Starts a program of ffmpeg.</summary>
    /// <param name="program">"ffmpeg" or "ffprobe".</param>
    /// <param name="file">The file as its user named it, for errors.</param>
    /// <param name="patience">How long it may be silent while something is asked of it.</param>
    /// <exception cref="BadInputException">It is not installed.</exception>
    public static MediaProcess Start(string program, IEnumerable<string> arguments, string file, TimeSpan patience, Action<string>? said = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        try
        {
            var child = Process.Start(start)!;
            try
            {
                return new(child, file, patience, said);
            }
            catch
            {
                child.Kill();
                child.Dispose();
                throw;
            }
        }
        catch (Win32Exception e)
        {
            throw new BadInputException("no-ffmpeg", file, "", $"{program} can not be started", "Install ffmpeg: movies are read and written through it", e);
        }
    }

    /// <summary>Whether it was killed because it was silent for too long.</summary>
    public bool IsStalled => stalled;

    /// <summary>Something is asked of it until the answer is disposed of: from the first time on the limit on silence runs only in between.</summary>
    public Question Ask()
    {
        Wait(now: true);
        return new(this);
    }

    /// <summary>Nothing is asked of it yet.</summary>
    public void Rest() => Wait(now: false);

    /// <summary>Something moved: the limit on silence starts anew where anything is asked.</summary>
    public void Moved()
    {
        lock (turn)
            if (asked && !stalled) watch.Change(patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for the end. True where it ended well.</summary>
    public bool Finish()
    {
        using (Ask())
        {
            process.WaitForExit();
            listener.Join();
        }
        return process.ExitCode == 0 && !stalled;
    }

    /// <summary>
    /// The signal by which it was ended from outside, by a person or by a machine that ran out of memory (SIGKILL, SIGTERM), once it has finished; null where it ended by itself or
    /// by us.
    /// </summary>
    public int? EndedBy => !stalled && process.HasExited && process.ExitCode is 128 + 9 or 128 + 15 ? process.ExitCode - 128 : null;

    /// <summary>Why it failed, once it has finished: its faults, or how it ended.</summary>
    public string Why => Faults is { Count: > 0 } said ? string.Join("; ", said.Take(3))
        : stalled ? $"ffmpeg took nothing more for {patience.TotalSeconds:0} s; run it again when the machine is less busy"
        : process.ExitCode > 128 ? $"ffmpeg was ended by signal {process.ExitCode - 128}{(process.ExitCode - 128 == 25 ? ", the limit on the size of files" : "")}" : $"ffmpeg ended with {process.ExitCode}";

    /// <summary>The error that its faults mean.</summary>
    public BadInputException Error(string code, string place, string problem, string remedy)
    {
        var words = Faults;
        var why = stalled ? $": it was silent for {patience.TotalSeconds:0} s" : words.Count > 0 ? $": {string.Join("; ", words.Take(3))}" : "";
        return new(code, file, place, problem + why, remedy);
    }

    public void Dispose()
    {
        Wait(now: false);
        watch.Dispose();
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it ended by itself in between
        }
        listener.Join();
        process.Dispose();
    }

    private void Wait(bool now)
    {
        lock (turn)
        {
            asked = now;
            watch.Change(now ? patience : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Stall()
    {
        lock (turn)
        {
            if (!asked) return;
            stalled = true;
        }
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it ended by itself in between
        }
    }

    private void Listen()
    {
        var reader = process.StandardError;
        while (reader.ReadLine() is { } line)
        {
            // a decoder that tells of pictures before the one that is asked for is at work
            Moved();
            if (line.Contains("[error]", StringComparison.Ordinal) || line.Contains("[fatal]", StringComparison.Ordinal)) Keep(line);
            Said?.Invoke(line);
        }
    }

    /// <summary>As long as it is not disposed of, something is asked.</summary>
    public readonly struct Question(MediaProcess of) : IDisposable
    {
        public void Dispose() => of.Wait(now: false);
    }

    private void Keep(string line)
    {
        var at = Math.Max(line.LastIndexOf("[error]", StringComparison.Ordinal), line.LastIndexOf("[fatal]", StringComparison.Ordinal));
        var words = line[(at + 7)..].Trim();
        if (IsHarmless(words)) return;
        // a path of this machine has no place in a message: "file:…/name: reason" → "reason"
        if (words.Contains("file:", StringComparison.Ordinal)) words = words[(words.LastIndexOf(": ", StringComparison.Ordinal) + 1)..].Trim();
        if (words.Length > 160) words = words[..160];
        lock (faults)
            if (words.Length > 0 && faults.Count < MostFaults && !faults.Contains(words)) faults.Add(words.TrimEnd('.'));
    }
}
