using Answerprint.Media.Formats;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class ConveyorTest
{
    [Fact]
    public void Send_ManyFrames_AreReadAndWrittenInOrder()
    {
        var (read, written) = (new List<int>(), new List<int>());
        using var belt = new Conveyor();
        for (var n = 0; n < 500; n++)
        {
            var number = n;
            belt.Send(() =>
            {
                read.Add(number);
                return () => written.Add(number);
            }, 1 << 20);
        }
        belt.Finish();
        Assert.Equal(Enumerable.Range(0, 500), read);
        Assert.Equal(read, written);
    }

    [Fact]
    public void Send_WriterThatWaits_HoldsAtMostItsMemory()
    {
        using var gate = new ManualResetEventSlim();
        using var belt = new Conveyor();
        var sent = 0;
        var sender = new Thread(() =>
        {
            for (var n = 0; n < 40; n++)
            {
                belt.Send(() => gate.Wait, 60L << 20);
                Interlocked.Increment(ref sent);
            }
            belt.Finish();
        });
        sender.Start();
        SpinWait.SpinUntil(() => Volatile.Read(ref sent) == 2, TimeSpan.FromSeconds(10));
        Thread.Sleep(50);
        Assert.Equal(2, Volatile.Read(ref sent));
        gate.Set();
        sender.Join();
        Assert.Equal(40, sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Send_AfterAFault_ThrowsThatFaultAndWritesNothingMore(bool reading)
    {
        var written = 0;
        using var belt = new Conveyor();
        var thrown = Assert.Throws<IOException>(() =>
        {
            for (var n = 0; n < 1000; n++)
            {
                var number = n;
                belt.Send(() =>
                {
                    if (reading && number == 7) throw new IOException("No space left on device");
                    return () =>
                    {
                        if (!reading && number == 7) throw new IOException("No space left on device");
                        written++;
                    };
                }, 1);
            }
            belt.Finish();
        });
        Assert.Equal("No space left on device", thrown.Message);
        Assert.InRange(written, 0, 7);
    }

    [Fact]
    public void Dispose_InTheMiddle_DropsWhatWaits()
    {
        var written = 0;
        using (var gate = new ManualResetEventSlim())
        using (var begun = new ManualResetEventSlim())
        {
            var belt = new Conveyor();
            for (var n = 0; n < 10; n++)
            {
                belt.Send(() => () =>
                {
                    begun.Set();
                    gate.Wait();
                    Interlocked.Increment(ref written);
                }, 1);
            }
            begun.Wait();
            var disposer = new Thread(belt.Dispose);
            disposer.Start();
            Thread.Sleep(50);
            gate.Set();
            disposer.Join();
        }
        Assert.Equal(1, written);
    }

    [Fact]
    public void VersionWriter_Behind_WritesTheSameBytes()
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "plate.mkv", 6, "-c:v ffv1 -level 3 -pix_fmt yuv422p10le");
        foreach (var behind in new[] { false, true })
        {
            using var plate = FrameFiles.Open(path);
            using var stills = VersionWriter.Create(folder.File($"{behind}.%04d.exr"), plate);
            using var movie = VersionWriter.Create(folder.File($"{behind}.mkv"), plate);
            if (behind)
            {
                stills.WriteBehind();
                movie.WriteBehind();
            }
            foreach (var n in plate.Frames)
            {
                stills.Copy(n);
                movie.Copy(n);
            }
            stills.Finish();
            movie.Finish();
        }
        foreach (var file in Enumerable.Range(1, 6).Select(n => $"{n:0000}.exr").Append("mkv"))
            Assert.Equal(File.ReadAllBytes(folder.File($"False.{file}")), File.ReadAllBytes(folder.File($"True.{file}")));
    }
}
