using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Answerprint.Media.Frames;
using Microsoft.Win32.SafeHandles;

namespace Answerprint.Media.Formats;

/// <summary>
/// The process that opens pictures which may be hostile (native/pictures). It forks a caged worker for every request; a worker that falls, hangs
/// or asks for too much becomes one <see cref="BadInputException"/>, and the next request is served as usual. Used by one thread at a time; a few
/// wait in a pool for the next picture, and end when this program ends.
/// </summary>
internal sealed class PictureProcess : IDisposable
{
    private const string Program = "answerprint-pictures";

    /// <summary>Beyond the worker's own time: for the process itself, which only forks and waits.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private static readonly Stack<PictureProcess> Idle = new();
    private static readonly SemaphoreSlim Places = new(Environment.ProcessorCount, Environment.ProcessorCount);

    private readonly Process process;
    private readonly SafeFileHandle pixels;
    private readonly SafeFileHandle packed;

    private PictureProcess(Process process)
    {
        this.process = process;
        var hello = Exchange(new(PictureJob.Hello, "", "", 0, TimeSpan.FromSeconds(20)));
        pixels = Memory(BinaryPrimitives.ReadInt32LittleEndian(hello.AsSpan(1)), FileAccess.ReadWrite);
        packed = Memory(BinaryPrimitives.ReadInt32LittleEndian(hello.AsSpan(5)), FileAccess.Read);

        SafeFileHandle Memory(int number, FileAccess access) => File.OpenHandle($"/proc/{process.Id}/fd/{number}", FileMode.Open, access, FileShare.ReadWrite);
    }

    /// <summary>Threads that a codec uses.</summary>
    public static int Threads { get; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Where the process is.</summary>
    private static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, Program);

    /// <summary>Whether it was built.</summary>
    public static bool IsHere => OperatingSystem.IsLinux() && File.Exists(Path);

    /// <summary>The number of the process, for tests.</summary>
    internal int Id => process.Id;

    /// <summary>Does something with a process of the pool, or with a new one; at most one a core works at a time.</summary>
    /// <exception cref="BadInputException">It is not built here, or what <paramref name="work"/> throws.</exception>
    public static T Use<T>(string file, Func<PictureProcess, T> work)
    {
        if (!IsHere)
            throw new BadInputException("no-picture-reader", file, "", "this kind of picture is read and written by a process that is not built here", "Run ./setup, or convert it first: oiiotool IN --scanline --compression zip -o OUT.exr");
        Places.Wait();
        try
        {
            var helper = Rent(file);
            try
            {
                return work(helper);
            }
            finally
            {
                helper.Return();
            }
        }
        finally
        {
            Places.Release();
        }
    }

    /// <summary>Asks, and gives back what the job answers.</summary>
    /// <exception cref="BadInputException">The codec refused, fell, took too long or asked for too much.</exception>
    public BinaryReader Ask(PictureRequest request)
    {
        byte[] reply;
        try
        {
            reply = Exchange(request);
        }
        catch (IOException e)
        {
            throw new BadInputException("reader-lost", request.File, "", "the process that reads pictures was ended from outside", "Try again", e);
        }
        var reader = new BinaryReader(new MemoryStream(reply), Encoding.UTF8);
        var status = reader.ReadByte();
        if (status == 0) return reader;
        var why = Words(request, Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32())));
        throw status switch
        {
            2 => new BadInputException("hostile", request.File, "", $"reading it brings its codec down: {why}", "Get the file again; do not open this one with other programs"),
            3 => new BadInputException("too-slow", request.File, "", $"it can not be read in {request.Patience.TotalSeconds:0.#} s", "Get the file again"),
            4 => new BadInputException("too-large", request.File, "", why, "Get the file again; if it is honest, convert it first: oiiotool IN --scanline --compression zip -o OUT.exr"),
            _ => new BadInputException("damaged", request.File, "", $"it can not be unpacked: {why}", "Get the file again"),
        };
    }

    /// <summary>The planes that a job has made, one after another, of the given lengths; its memory is given back.</summary>
    public byte[][] Take(IReadOnlyList<int> lengths)
    {
        var planes = new byte[lengths.Count][];
        var at = 0L;
        for (var p = 0; p < planes.Length; p++)
        {
            planes[p] = new byte[lengths[p]];
            for (var done = 0; done < planes[p].Length;)
            {
                var got = RandomAccess.Read(pixels, planes[p].AsSpan(done), at);
                if (got <= 0) throw new IOException("the pixels ended too soon");
                done += got;
                at += got;
            }
        }
        RandomAccess.SetLength(pixels, 0);
        return planes;
    }

    /// <summary>Hands planes over to the job that comes next, which writes.</summary>
    public void Give(string file, IEnumerable<byte[]> planes)
    {
        var all = planes.ToList();
        Ask(new(PictureJob.Reserve, file, "", all.Sum(p => (long)p.Length), TimeSpan.FromSeconds(20))).Dispose();
        var at = 0L;
        foreach (var plane in all)
        {
            RandomAccess.Write(pixels, plane, at);
            at += plane.Length;
        }
    }

    /// <summary>The file that a job has written.</summary>
    public byte[] Packed()
    {
        RandomAccess.SetLength(pixels, 0);
        var bytes = new byte[RandomAccess.GetLength(packed)];
        for (var done = 0; done < bytes.Length;)
        {
            var got = RandomAccess.Read(packed, bytes.AsSpan(done), done);
            if (got <= 0) throw new IOException("the packed file ended too soon");
            done += got;
        }
        return bytes;
    }

    public void Dispose()
    {
        pixels?.Dispose();
        packed?.Dispose();
        try
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it ended by itself in between
        }
        process.Dispose();
    }

    private static PictureProcess Rent(string file)
    {
        while (true)
        {
            PictureProcess? waiting;
            lock (Idle) waiting = Idle.Count > 0 ? Idle.Pop() : null;
            if (waiting is null) return Start(file);
            if (!waiting.process.HasExited) return waiting;
            waiting.Dispose();
        }
    }

    private static PictureProcess Start(string file)
    {
        try
        {
            var child = Process.Start(new ProcessStartInfo(Path) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
            try
            {
                return new(child);
            }
            catch
            {
                child.Kill();
                child.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("no-picture-reader", file, "", "the process that reads this kind of picture does not start here", "Run ./setup: it installs and builds what it needs", e);
        }
    }

    private void Return()
    {
        if (process.HasExited)
        {
            Dispose();
            return;
        }
        lock (Idle) Idle.Push(this);
    }

    private byte[] Exchange(PictureRequest request)
    {
        // the process ends its workers in time; should it hang itself, it is ended as well
        using var watch = new Timer(_ => End(), null, request.Patience + Grace, Timeout.InfiniteTimeSpan);
        var input = process.StandardInput.BaseStream;
        var output = process.StandardOutput.BaseStream;
        try
        {
            input.Write(request.Message());
            input.Flush();
            Span<byte> length = stackalloc byte[4];
            output.ReadExactly(length);
            var reply = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            output.ReadExactly(reply);
            return reply;
        }
        catch (IOException)
        {
            // it is of no more use
            End();
            process.WaitForExit();
            throw;
        }
    }

    private void End()
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it ended by itself in between
        }
    }

    /// <summary>What a codec said, on one line, without the path of this machine.</summary>
    private static string Words(PictureRequest request, string said)
    {
        if (request.Path.Length > 0) said = said.Replace(request.Path, System.IO.Path.GetFileName(request.File), StringComparison.Ordinal);
        var line = new string([.. said.Select(c => char.IsControl(c) ? ' ' : c).Take(240)]).Trim().TrimEnd('.');
        return line.Length == 0 ? "it says no more" : line;
    }
}
