using Answerprint.Media.Formats;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class MovieTest
{
    [SharedFact("footage/dog/01_dog.mp4")]
    public void Read_RandomOrderOfBFrameMovie_EqualsSequentialBitForBit()
    {
        var path = SharedFiles.Find("footage/dog/01_dog.mp4")!;
        var wanted = new[] { 1, 2, 30, 31, 57, 120, 121, 200, 288, 289 };
        var inOrder = new Dictionary<int, ushort[][]>();
        using (var clip = FrameFiles.Open(path))
        {
            Assert.Equal(new(1, 290), clip.Range);
            for (var n = 1; n <= 289; n++)
            {
                var coded = clip.ReadCoded(n)!;
                if (wanted.Contains(n)) inOrder[n] = coded.Planes;
            }
        }
        using var jumping = FrameFiles.Open(path);
        foreach (var n in new[] { 200, 31, 289, 2, 121, 57, 1, 288, 120, 30 })
            for (var p = 0; p < 3; p++) Assert.True(inOrder[n][p].AsSpan().SequenceEqual(jumping.ReadCoded(n)!.Planes[p]), $"frame {n}, plane {p}");
    }
}
