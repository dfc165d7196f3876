using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;
using Xunit.Abstractions;

namespace Answerprint.Tests.Media.Formats;

public sealed class PictureProcessTest(ITestOutputHelper output)
{
    [SharedFact("damaged")]
    public void Read_EveryDamagedFile_GivesAPictureOrOneBadInputInTime()
    {
        int pictures = 0, errors = 0;
        var slowest = TimeSpan.Zero;
        foreach (var file in Directory.GetFiles(Checkout.Shared("damaged")!).Order(StringComparer.Ordinal))
        {
            var clock = Stopwatch.StartNew();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var said = "picture";
            try
            {
                _ = ExrFile.Read(file, "plate.exr");
                pictures++;
            }
            catch (BadInputException e)
            {
                Assert.Equal("plate.exr", e.File);
                Assert.NotEmpty(e.Remedy);
                Assert.DoesNotContain(Checkout.Shared("damaged")!, e.Message, StringComparison.Ordinal);
                said = $"{e.Code}: {e.Problem}";
                errors++;
            }
            output.WriteLine($"{clock.Elapsed.TotalSeconds:0.000} {(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MiB {Path.GetFileName(file)} {said}");
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1L << 30, $"{file} took {GC.GetAllocatedBytesForCurrentThread() - before} bytes");
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{file} took {clock.Elapsed}");
        }
        output.WriteLine($"{pictures} pictures, {errors} errors, slowest {slowest}");
    }

    [Fact]
    public void Read_MutatedFilesOfEveryKind_GiveAPictureOrOneBadInputInTime()
    {
        using var folder = new TestFolder();
        var seeds = Enum.GetValues<ExrCompression>().Select(c =>
        {
            ExrFile.Write(folder.File($"{c}.exr"), Words.Random(45, 70, seed: (int)c), c);
            return File.ReadAllBytes(folder.File($"{c}.exr"));
        }).ToList();
        if (Needs.Reason(null, "exrmaketiled", "exrmultipart") is null)
        {
            foreach (var levels in new[] { "-o", "-m" })
            {
                OtherProgram.Do("exrmaketiled", levels, "-z", "piz", "-t", "16", "24", folder.File("B44.exr"), folder.File("tiles.exr"));
                seeds.Add(File.ReadAllBytes(folder.File("tiles.exr")));
            }
            OtherProgram.Do("exrmultipart", "-combine", "-i", folder.File("Zip.exr") + "::a", folder.File("Piz.exr") + "::b", folder.File("Dwaa.exr") + "::c", "-o", folder.File("parts.exr"));
            seeds.Add(File.ReadAllBytes(folder.File("parts.exr")));
        }
        foreach (var real in new[] { "exr/displaywindow/t05.exr", "exr/testimages/stripes.exr", "exr/testimages/GammaChart.exr", "exr/chromaticities/Rec709_YC.exr" })
            if (Checkout.Shared(real) is { } path) seeds.Add(File.ReadAllBytes(path));
        int pictures = 0;
        var codes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var n = 0; n < LongRun.Of(3000); n++)
        {
            var random = new Random(n);
            var bytes = (byte[])seeds[n % seeds.Count].Clone();
            for (var hits = random.Next(1, 12); hits > 0; hits--)
            {
                // the header and the table of lines as often as the pixels
                var at = random.Next(random.Next(2) == 0 ? Math.Min(1200, bytes.Length) : bytes.Length);
                bytes[at] = random.Next(3) switch { 0 => (byte)(bytes[at] ^ (1 << random.Next(8))), 1 => 0xFF, _ => (byte)random.Next(256) };
            }
            if (random.Next(8) == 0) bytes = bytes[..random.Next(bytes.Length)];
            File.WriteAllBytes(folder.File("mutated.exr"), bytes);
            var clock = Stopwatch.StartNew();
            try
            {
                _ = ExrFile.Read(folder.File("mutated.exr"), "m.exr");
                pictures++;
            }
            catch (BadInputException e)
            {
                codes[e.Code] = codes.GetValueOrDefault(e.Code) + 1;
                if (e.Code is "hostile" or "too-slow") output.WriteLine($"{n}: {e.Message}");
            }
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"case {n} took {clock.Elapsed}");
        }
        output.WriteLine($"{pictures} pictures; {string.Join(", ", codes.Select(c => $"{c.Value} {c.Key}"))}");
    }

    [Fact]
    public void Ask_WorkerIsKilled_IsOneBadInputAndTheNextPictureIsRead()
    {
        using var folder = new TestFolder();
        var picture = Words.Random(900, 700, seed: 3);
        ExrFile.Write(folder.File("a.exr"), picture, ExrCompression.Piz);
        var header = ExrFile.Merge(folder.File("a.exr"), "a").Main;
        using var stop = new CancellationTokenSource();
        PictureProcess.Use("a.exr", p =>
        {
            var killer = new Thread(() => KillWorkersOf(p.Id, stop.Token));
            killer.Start();
            var fault = Assert.Throws<BadInputException>(() =>
            {
                for (var i = 0; i < 200; i++) p.Ask(Request(folder.File("a.exr"), header, TimeSpan.FromSeconds(4))).Dispose();
            });
            stop.Cancel();
            killer.Join();
            Assert.Equal("hostile", fault.Code);
            p.Ask(Request(folder.File("a.exr"), header, TimeSpan.FromSeconds(4))).Dispose();
            return Assert.Single(p.Take([(int)header.Bytes]).Distinct());
        });
        Words.Same(picture, ExrFile.Read(folder.File("a.exr")));
    }

    [Fact]
    public void Ask_WorkerIsTooSlow_IsEndedInTime()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("a.exr"), Words.Random(900, 700, seed: 3), ExrCompression.Piz);
        var header = ExrFile.Merge(folder.File("a.exr"), "a").Main;
        var clock = Stopwatch.StartNew();
        var fault = Assert.Throws<BadInputException>(() => PictureProcess.Use("a.exr", p => p.Ask(Request(folder.File("a.exr"), header, TimeSpan.FromMilliseconds(6)))));
        Assert.Equal("too-slow", fault.Code);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }

    [Fact]
    public void Ask_Worker_CanNotWriteAndIsFiltered()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("a.exr"), Words.Random(900, 700, seed: 3), ExrCompression.Piz);
        var header = ExrFile.Merge(folder.File("a.exr"), "a").Main;
        string limits = "", status = "";
        PictureProcess.Use("a.exr", p =>
        {
            using var stop = new CancellationTokenSource();
            var watcher = new Thread(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    foreach (var id in Children(p.Id))
                    {
                        try
                        {
                            var (said, bounds) = (File.ReadAllText($"/proc/{id}/status"), File.ReadAllText($"/proc/{id}/limits"));
                            if (said.Contains("Seccomp:\t2", StringComparison.Ordinal)) (status, limits) = (said, bounds);
                        }
                        catch (IOException)
                        {
                            // it was done already
                        }
                    }
                    Thread.Sleep(1);
                }
            });
            watcher.Start();
            for (var i = 0; i < 200 && Volatile.Read(ref status).Length == 0; i++) p.Ask(Request(folder.File("a.exr"), header, TimeSpan.FromSeconds(4))).Dispose();
            stop.Cancel();
            watcher.Join();
            return true;
        });
        Assert.Contains("Seccomp:\t2", status, StringComparison.Ordinal);
        Assert.Contains("NoNewPrivs:\t1", status, StringComparison.Ordinal);
        Assert.Matches(@"Max file size +0 +0 ", limits);
        Assert.DoesNotMatch(@"Max address space +unlimited", limits);
    }

    [Fact]
    public void Use_ProcessIsKilledBetweenPictures_AnotherTakesItsPlace()
    {
        using var folder = new TestFolder();
        var picture = Words.Random(20, 20, seed: 3);
        ExrFile.Write(folder.File("a.exr"), picture, ExrCompression.Piz);
        PictureProcess.Use("a.exr", p =>
        {
            using var process = Process.GetProcessById(p.Id);
            process.Kill();
            process.WaitForExit();
            return p.Id;
        });
        Words.Same(picture, ExrFile.Read(folder.File("a.exr")));
    }

    [Fact]
    public void Read_ParallelReaders_EachGetTheirOwnPicture()
    {
        using var folder = new TestFolder();
        var pictures = Enumerable.Range(0, 12).Select(n => Words.Random(40 + n, 33, seed: n)).ToList();
        Parallel.For(0, pictures.Count, n => ExrFile.Write(folder.File($"{n}.exr"), pictures[n], ExrCompression.Piz));
        Parallel.For(0, pictures.Count * 4, i => Words.Same(pictures[i % pictures.Count], ExrFile.Read(folder.File($"{i % pictures.Count}.exr"))));
    }

    private static PictureRequest Request(string path, ExrHeader header, TimeSpan patience) =>
        new PictureRequest(PictureJob.ExrRead, "a.exr", path, header.Bytes, patience).With(path).With(0).With(1);

    private static void KillWorkersOf(int process, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var id in Children(process))
            {
                try
                {
                    using var worker = Process.GetProcessById(id);
                    worker.Kill();
                }
                catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
                {
                    // it was done already
                }
            }
            Thread.Sleep(3);
        }
    }

    private static IEnumerable<int> Children(int parent)
    {
        try
        {
            return [.. Directory.GetDirectories($"/proc/{parent}/task").SelectMany(t => File.ReadAllText($"{t}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(c => int.Parse(c, System.Globalization.CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
