using System.Diagnostics;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;
using Answerprint.Studio.Pages;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Pages;

public sealed partial class PageTest : IDisposable
{
    private readonly TestFolder room = new(nameof(PageTest));

    public void Dispose() => room.Dispose();

    [Fact]
    public void Write_APage_NamesOnlyPicturesThatStandBesideIt()
    {
        var pictures = new PagePictures(room.Path);
        var origin = Half(out var picture);
        var frames = new[] { pictures.Write("sh 010/..", 1003, picture, picture, null, null), pictures.Write("sh010", 1004, null, picture, picture, origin) };
        var path = Path.Combine(room.Path, "index.html");

        PageWriter.Write(path, Page(Shot("sh010", frames)));

        var html = File.ReadAllText(path);
        var named = Sources().Matches(html).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(5, named.Count);
        Assert.All(named, n => Assert.True(File.Exists(Path.Combine(room.Path, n)), n));
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.EnumerateFiles(room.Path, "*.unfinished", SearchOption.AllDirectories));
    }

    [Fact]
    public void Html_NamesThatAreMarkup_StandAsText()
    {
        const string Evil = "<img src=x onerror=alert(1)>\"'&";
        var page = Page(Shot(Evil, [new(1, true, null, Evil, Evil, Evil, [new("\"/><b>", Evil)], Evil)]) with { Done = Evil, WaysOut = [Evil], Facts = [new(Evil, Evil)], Brief = Evil, Cost = Evil }) with { Title = Evil, Lead = Evil, Notes = [Evil] };

        var html = PageWriter.Html(page);

        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"/><b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_RefusedShot_GivesReasonsAndWhatWouldChange()
    {
        var shot = Shot("sh015", []) with { Standing = ShotStanding.Refused, Measures = [], Reasons = [new("PRJ-01", "A performer is in it.", ""), new("PRJ-07", "Nobody declared.", "declare it")], WaysOut = ["Hold the last frame."] };

        var html = PageWriter.Html(Page(shot));

        Assert.Contains("Nothing changes this answer.", html, StringComparison.Ordinal);
        Assert.Contains("What would change the answer: declare it", html, StringComparison.Ordinal);
        Assert.Contains("<li>Hold the last frame.</li>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_EqualPictures_InfinityIsNoPoint()
    {
        var svg = FigurePlot.Draw("sh010", [new(1, "copy", double.PositiveInfinity, double.PositiveInfinity, null, 1, false, 0), new(2, "motion", 40, 41, 38, 1, false, 0)]);

        Assert.Single(Measured().Matches(svg));
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void ToPng_DecodedByFfmpeg_IsTheSamePixels()
    {
        var picture = new DisplayPicture(37, 19);
        for (var i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = (byte)((i * 31) ^ (i >> 3));
        var path = Path.Combine(room.Path, "a.png");
        File.WriteAllBytes(path, picture.ToPng());

        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var raw = new MemoryStream();
        ffmpeg.StandardOutput.BaseStream.CopyTo(raw);
        ffmpeg.WaitForExit();

        Assert.Equal(picture.Pixels, raw.ToArray());
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.18f, 118)]
    [InlineData(1f, 255)]
    [InlineData(7f, 255)]
    [InlineData(-1f, 0)]
    [InlineData(float.NaN, 0)]
    public void Code_OfLight_IsSrgb(float light, byte code) => Assert.Equal(code, DisplayPicture.Code(light));

    [Fact]
    public void Of_OriginWithTwoSourcesAndSynth_ColoursAndNamesEach()
    {
        var origin = Half(out var picture);

        var (map, legend) = OriginPicture.Of(origin, DisplayPicture.Of(picture), stroke: 1000);

        Assert.Equal(["from frame 1003", "from frame 1005", "half of each", "synthesised"], legend.Select(k => k.Label));
        var left = map.Pixels.AsSpan(3 * 16 * 4, 3).ToArray();
        var right = map.Pixels.AsSpan(3 * ((16 * 4) + 10), 3).ToArray();
        Assert.True(left[0] > left[2] && right[2] > right[0], "the earlier frame is orange, the later is blue");
    }

    [Fact]
    public void Of_APictureWiderThanAsked_AveragesLight()
    {
        var frame = new Frame(40, 20);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = (i & 1) * 0.36f;

        var small = DisplayPicture.Of(frame, 20);

        Assert.Equal((20, 10), (small.Width, small.Height));
        Assert.All(small.Pixels, p => Assert.Equal(DisplayPicture.Code(0.18f), p));
    }

    /// <summary>16×8: the left half from 1003, the right from 1005, the lowest row synthesised.</summary>
    private static Origin Half(out Frame picture)
    {
        picture = new Frame(16, 8);
        for (var c = 0; c < 3; c++) picture.Plane(c).AsSpan().Fill(0.5f);
        var origin = new Origin(16, 8, 2);
        for (var i = 0; i < 128; i++)
        {
            var tap = origin.Tap[i % 16 < 8 ? 0 : 1];
            (tap.X[i], tap.Y[i], tap.Frame[i]) = (i % 16, i / 16, i % 16 < 8 ? 1003u : 1005u);
            if (i >= 112) origin.Synth[i] = 1;
            else tap.Weight[i] = 1;
        }
        return origin;
    }

    private static PageShot Shot(string name, IReadOnlyList<PageFrame> frames) => new(
        name, "fill", ShotStanding.AwaitsApproval, "Frame 1004 was made.", frames, [new(1004, "motion", 38, 39, 36, 0.9, true, 0.5)], [], [], [new("Tool", "fill 1")], 0.5, "");

    private static ShowPage Page(params PageShot[] shots) => new("Sample", "One shot.", shots, new(true, "Intact", "answerprint verify x", []), [new("Cores", "2")], []);

    [GeneratedRegex("src=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Sources();

    [GeneratedRegex("class=\"measured\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Measured();
}
