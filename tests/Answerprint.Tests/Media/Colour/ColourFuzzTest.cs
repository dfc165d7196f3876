using System.Diagnostics;
using System.Text;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Colour;

/// <summary>Configs and tables with random damage: an answer or one clear error, never a fall, soon.</summary>
public sealed class ColourFuzzTest
{
    private static readonly string[] Pieces = ["-1", "1e39", "nan", "2147483648", "[", "]", "{", "}", "!<", "&a ", "*a", "\n", "\t", ":", "\"", "inf", "0", "<", "/>", "\0", "é", "acescg", "aces2065-1", "../", "direction: inverse"];

    [Fact]
    public void Configs_WithRandomDamage_AreReadOrRefused()
    {
        using var room = new TestFolder();
        var text = Own();
        var random = new Random(21);
        var read = 0;
        for (var i = 0; i < LongRun.Of(400); i++)
        {
            var file = room.File("a.ocio");
            File.WriteAllText(file, i == 0 ? text : Damaged(text, random), new UTF8Encoding(false));
            read += Answers(file, () =>
            {
                using var config = OcioConfig.Open(file);
                foreach (var space in config.Spaces.Take(30)) config.Between(space, config.Spaces[0]).Dispose();
                foreach (var display in config.Displays)
                    foreach (var view in config.Views(display)) config.Shown(config.Spaces[0], display, view).Dispose();
            });
        }
        Assert.InRange(read, 1, LongRun.Of(400) - 1);
    }

    [Theory]
    [InlineData("a.cube", "TITLE \"t\"\nLUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n")]
    [InlineData("a.spi1d", "Version 1\nFrom 0.0 1.0\nLength 3\nComponents 1\n{\n0.0\n0.4\n1.0\n}\n")]
    [InlineData("a.spi3d", "SPILUT 1.0\n3 3\n2 2 2\n0 0 0 0 0 0\n0 0 1 0 0 1\n0 1 0 0 1 0\n0 1 1 0 1 1\n1 0 0 1 0 0\n1 0 1 1 0 1\n1 1 0 1 1 0\n1 1 1 1 1 1\n")]
    [InlineData("a.clf", "<ProcessList id=\"a\" compCLFversion=\"3\"><Matrix inBitDepth=\"32f\" outBitDepth=\"32f\"><Array dim=\"3 3\">1 0 0 0 1 0 0 0 1</Array></Matrix><LUT1D inBitDepth=\"32f\" outBitDepth=\"32f\"><Array dim=\"2 1\">0 1</Array></LUT1D></ProcessList>")]
    [InlineData("a.cc", "<ColorCorrection id=\"a\"><SOPNode><Slope>1 1 1</Slope><Offset>0 0 0</Offset><Power>1 1 1</Power></SOPNode><SatNode><Saturation>1</Saturation></SatNode></ColorCorrection>")]
    public void Tables_WithRandomDamage_AreReadOrRefused(string name, string text)
    {
        using var room = new TestFolder();
        var random = new Random(22);
        var config = room.File("a.ocio");
        File.WriteAllText(config, $"ocio_profile_version: 2\nroles: {{default: raw}}\nfile_rules:\n  - !<Rule> {{name: Default, colorspace: default}}\ndisplays:\n  d:\n    - !<View> {{name: v, colorspace: raw}}\ncolorspaces:\n  - !<ColorSpace>\n    name: raw\n  - !<ColorSpace>\n    name: t\n    to_scene_reference: !<FileTransform> {{src: {name}}}\n");
        float[] r = [0.2f, 5, float.NaN], g = [0.5f, -1, 0], b = [0.9f, float.PositiveInfinity, 1];
        var read = 0;
        for (var i = 0; i < LongRun.Of(300); i++)
        {
            var file = room.File(name);
            File.WriteAllText(file, i == 0 ? text : Damaged(text, random), new UTF8Encoding(false));
            read += Answers(file, () => ViewTransform.Of(ColourSpace.Linear, look: file).Show(new Frame(2, 2)));
            Answers(config, () =>
            {
                using var open = OcioConfig.Open(config);
                using var through = open.Between("t", "raw");
                through.Apply([.. r], [.. g], [.. b]);
            });
        }
        Assert.InRange(read, 1, LongRun.Of(300) - 1);
    }

    private static int Answers(string file, Action work)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            work();
            return 1;
        }
        catch (BadInputException e)
        {
            Assert.True(e.Problem.Length > 0 && e.Remedy.Length > 0, file);
            return 0;
        }
        finally
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), file);
        }
    }

    private static string Damaged(string text, Random random)
    {
        var made = new StringBuilder(text);
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var at = random.Next(made.Length);
            switch (random.Next(5))
            {
                case 0:
                    made.Remove(at, Math.Min(random.Next(1, 40), made.Length - at));
                    break;
                case 1:
                    made.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 2:
                    made.Length = Math.Max(1, at);
                    break;
                case 3:
                    made[at] = (char)random.Next(32, 127);
                    break;
                default:
                    made.Insert(at, made.ToString(random.Next(made.Length / 2), Math.Min(random.Next(1, 400), made.Length / 2)));
                    break;
            }
            if (made.Length == 0) made.Append('x');
        }
        return made.ToString();
    }

    private static string Own()
    {
        using var stream = typeof(OcioConfig).Assembly.GetManifestResourceStream("answerprint.ocio")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
