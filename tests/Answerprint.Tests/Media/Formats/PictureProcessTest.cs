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
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{file} took {clock.Elapsed}");
        }
        output.WriteLine($"{pictures} pictures, {errors} errors, slowest {slowest}");
    }
}
