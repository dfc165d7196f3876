using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Delivery;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>The words on a proxy, as pixels.</summary>
public sealed class BurnInTest
{
    [Fact]
    public void On_OneLetter_StandsInItsDotsAndNothingAboveTheBandChanges()
    {
        var picture = new Frame(16, 32);
        for (var c = 0; c < 3; c++) picture.Plane(c).AsSpan().Fill(0.25f);
        var plain = ViewTransform.Plain.Show(picture);
        var shown = BurnIn.On(plain, ["T"]);
        var burnt = new Frame(16, 32);
        for (var c = 0; c < 3; c++) shown.Codes(c).CopyTo(burnt.Plane(c));
        var top = 32 - 11;
        // the bar of the T is five dots wide, its stem one
        Assert.Equal("0011111000000000", Row(burnt, top + 2));
        for (var y = top + 3; y < top + 9; y++) Assert.Equal("0000100000000000", Row(burnt, y));
        Assert.Equal(plain.Codes(0)[..(top * 16)].ToArray(), burnt.Plane(0)[..(top * 16)]);
        Assert.DoesNotContain(1f, plain.Codes(1).ToArray());
    }

    [Fact]
    public void On_PictureThroughALookThatTurnsColoursRound_KeepsWordsWhiteOnBlack()
    {
        using var room = new Answerprint.Tests.House.TestFolder();
        var look = room.File("turn.cube");
        File.WriteAllText(look, "LUT_3D_SIZE 2\n" + string.Concat(Enumerable.Range(0, 8).Select(i => $"{1 - (i & 1)} {(1 - ((i >> 1) & 1)) * 0.5} 0.25\n")));
        var shown = BurnIn.On(ViewTransform.Of(ColourSpace.Linear, ColourSpace.Bt1886, look).Show(new Frame(16, 32)), ["T"]);
        // black turned to (1, ½, ¼) above the band; in it black is black and a letter white in all three
        Assert.Equal([1f, 0.5f, 0.25f], Enumerable.Range(0, 3).Select(c => MathF.Round(shown.Codes(c)[0], 3)));
        for (var c = 0; c < 3; c++) Assert.Equal((0f, 1f), (shown.Codes(c)[22 * 16], shown.Codes(c)[(23 * 16) + 4]));
    }

    [Fact]
    public void Turnback_Proxy_CarriesTheWordsAndTheVersionDoesNot()
    {
        using var small = new SmallTurnover("burnt", 1, 12, 6);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.True(ran.Exit == 0, ran.ToString());
        var folder = Path.Combine(small.Out, "TURNBACK_show_1/versions/show_0010_comp_v001");
        using var proxy = FrameFiles.Open(Path.Combine(folder, "proxy.mov"));
        var made = proxy.Read(6);
        var other = proxy.Read(7);
        // black band with white letters: three lines of nine dots and a margin
        var band = SmallTurnover.Height - ((3 * 9) + 2);
        Assert.True(Dark(made, band) > SmallTurnover.Width / 2, "no band");
        Assert.True(Bright(made) > 60, "no letters");
        // the last line of a made frame bears the label, of another frame only its standing
        Assert.NotEqual(Letters(made, SmallTurnover.Height - 9), Letters(other, SmallTurnover.Height - 9));
        Assert.Equal(Letters(made, band + 2), Letters(other, band + 2));
        var version = ExrFile.Read(Path.Combine(folder, "exr/show_0010_comp_v001.1007.exr")).ToFrame("version");
        Assert.Equal(0, Bright(version));
    }

    private static string Row(Frame f, int y) => new([.. f.Plane(0).Skip(y * f.Width).Take(f.Width).Select(v => v == 1 ? '1' : '0')]);

    private static string Letters(Frame f, int top) => new([.. f.Plane(1).Skip(top * f.Width).Take(7 * f.Width).Select(v => v > 0.4f ? '#' : '.')]);

    private static int Dark(Frame f, int y) => f.Plane(1).Skip(y * f.Width).Take(f.Width).Count(v => v < 0.05f);

    private static int Bright(Frame f) => f.Plane(1).Count(v => v > 0.75f);
}
