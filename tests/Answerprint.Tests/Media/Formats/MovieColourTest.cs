using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>What the tags of a movie say of its colour, and how its codes become RGB.</summary>
public sealed class MovieColourTest
{
    [Theory]
    [InlineData("-color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc", "pq")]
    [InlineData("-color_trc arib-std-b67 -color_primaries bt2020 -colorspace bt2020nc", "hlg")]
    [InlineData("-color_trc smpte2084 -color_primaries smpte432 -colorspace bt709", "p3-d65-pq")]
    [InlineData("-color_trc bt709 -color_primaries bt2020 -colorspace bt2020nc", "rec2020")]
    [InlineData("-color_trc bt709 -color_primaries bt709 -colorspace bt709", "bt1886")]
    [InlineData("-color_trc iec61966-2-1 -color_primaries bt709 -colorspace bt709", "bt1886")]
    [InlineData("", "bt1886")]
    public void Open_TaggedTransfer_IsTakenAndSaid(string tags, string space)
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "a.mkv", 3, $"-c:v ffv1 -level 3 -pix_fmt yuv420p10le {tags}");
        using var clip = FrameFiles.Open(path);
        Assert.Equal(space, clip.Coding!.Colour.Name);
        Assert.Contains(clip.Grounds, g => g.StartsWith($"colour {space}: ", StringComparison.Ordinal));
        Assert.Empty(clip.Warnings);
        using var said = FrameFiles.Open(path, new() { Colour = ColourSpace.Parse("logc3") });
        Assert.Equal("logc3", said.Coding!.Colour.Name);
        using var working = FrameFiles.Open(path, new() { Working = ColourSpace.AcesCg });
        Assert.Equal($"{space} as acescg", working.Coding!.Colour.Name);
    }

    [Fact]
    public void Open_PrimariesThatAreNotFollowed_AreSaid()
    {
        using var folder = new TestFolder();
        using var clip = FrameFiles.Open(NumberedMovie.Make(folder, "a.mkv", 3, "-c:v ffv1 -level 3 -pix_fmt yuv420p -color_trc bt709 -color_primaries film"));
        Assert.Contains(clip.Warnings, w => w.Contains("'film'", StringComparison.Ordinal));
    }

    /// <summary>
    /// Against ffmpeg's own conversions to 16-bit RGB: zscale (zimg, float) and swscale (accurate rounding, 14-bit coefficients), of 4:4:4 so that no resampling of chroma comes
    /// between. The most that was seen, in codes of 1023: 0.50 from zscale, which is one step of half words, 4.00 from swscale, whose legal range is that coarse at black.
    /// </summary>
    [Theory]
    [InlineData(CodeMatrix.Bt601, CodeRange.Legal)]
    [InlineData(CodeMatrix.Bt601, CodeRange.Full)]
    [InlineData(CodeMatrix.Bt709, CodeRange.Legal)]
    [InlineData(CodeMatrix.Bt709, CodeRange.Full)]
    [InlineData(CodeMatrix.Bt2020, CodeRange.Legal)]
    public void Read_MatrixAndLevelsAsAsked_AreThoseOfFfmpeg(CodeMatrix matrix, CodeRange range)
    {
        using var folder = new TestFolder($"{matrix}-{range}");
        OtherProgram.Do("ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "testsrc2=size=160x90:rate=25", "-frames:v", "2", "-c:v", "ffv1", "-level", "3", "-pix_fmt", "yuv444p10le", folder.File("a.mkv"));
        var name = matrix switch { CodeMatrix.Bt601 => "170m", CodeMatrix.Bt2020 => "2020_ncl", _ => "709" };
        var levels = range == CodeRange.Full ? "full" : "limited";
        Assert.InRange(Worst($"zscale=matrixin={name}:rangein={levels}:matrix=gbr:range=full:dither=none,format=gbrp16le"), 0, 0.51);
        name = matrix switch { CodeMatrix.Bt601 => "bt601", CodeMatrix.Bt2020 => "bt2020", _ => "bt709" };
        Assert.InRange(Worst($"scale=in_color_matrix={name}:in_range={levels}:out_range=full:flags=accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,format=gbrp16le"), 0, 4.1);

        double Worst(string filter)
        {
            OtherProgram.Do("ffmpeg", "-nostdin", "-y", "-loglevel", "error", "-i", folder.File("a.mkv"), "-vf", filter, "-c:v", "ffv1", "-level", "3", "-pix_fmt", "gbrp16le", folder.File("theirs.mkv"));
            using var ours = FrameFiles.Open(folder.File("a.mkv"), new() { Matrix = matrix, Range = range, Colour = ColourSpace.Linear });
            using var theirs = FrameFiles.Open(folder.File("theirs.mkv"), new() { Colour = ColourSpace.Linear });
            Assert.Contains(ours.Grounds, g => g.Contains("as asked", StringComparison.Ordinal));
            var (a, b) = (ours.Read(2), theirs.Read(2));
            var worst = 0f;
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < a.Size; i++) worst = Math.Max(worst, Math.Abs(Math.Clamp(a.Plane(c)[i], 0, 1) - b.Plane(c)[i]));
            return worst * 1023;
        }
    }

    [Theory]
    [InlineData(576, CodeMatrix.Bt601)]
    [InlineData(718, CodeMatrix.Bt601)]
    [InlineData(720, CodeMatrix.Bt709)]
    public void Open_Untagged_IsByItsLines(int lines, CodeMatrix matrix)
    {
        using var folder = new TestFolder();
        using var clip = FrameFiles.Open(NumberedMovie.Make(folder, "a.mkv", 1, "-c:v ffv1 -level 3 -pix_fmt yuv420p", height: lines));
        Assert.Equal((matrix, CodeRange.Legal), (clip.Coding!.Matrix, clip.Coding.Range));
    }
}
