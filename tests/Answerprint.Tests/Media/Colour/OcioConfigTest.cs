using System.Diagnostics;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;
using Xunit.Abstractions;

namespace Answerprint.Tests.Media.Colour;

public sealed class OcioConfigTest(ITestOutputHelper output)
{
    [Fact]
    public void Own_Greys_HaveThePublishedCodes()
    {
        using var config = OcioConfig.Own();
        using var cct = config.Between("acescg", "acescct");
        using var view = config.Shown("acescg", "sRGB", "ACES SDR");
        Assert.Equal(0.413588f, One(cct, 0.18f), 1e-6f);
        Assert.Equal(0.355954f, One(view, 0.18f), 2e-6f);
        Assert.Equal(64, config.Hash.Length);
        Assert.StartsWith("2.1", OcioConfig.LibraryVersion, StringComparison.Ordinal);
        Assert.NotEmpty(config.CacheId);
        Assert.NotEmpty(view.CacheId);
    }

    // |a − b| ≤ 1e-5·(1 + the pixel's largest channel), on light that both can hold
    [Fact]
    public void Own_EverySpaceOfTheSameName_IsWithin1e5OfOurs()
    {
        using var config = OcioConfig.Own();
        var compared = 0;
        foreach (var name in config.Spaces)
        {
            if (ColourSpace.Find(name) is not { } space) continue;
            using var toAces = config.Between(name, "aces2065-1");
            using var fromAces = config.Between("aces2065-1", name);
            var table = name is "acescc" or "clog2" or "clog3";
            // below zero OpenColorIO's displays go straight on or clip, ours are odd-symmetric
            var display = space.Transfer.Name is "srgb" or "bt1886" or "gamma2.2" or "gamma2.6" or "pq";
            Compare(name, toAces, new ColourConversion(space, ColourSpace.Aces), table || display ? 0 : -0.05f, 1, table || display);
            Compare($"{name} inverse", fromAces, new ColourConversion(ColourSpace.Aces, space), table || display ? 1e-3f : -0.05f, display ? 0.9f : 8, table || display);
            compared++;
        }
        Assert.True(compared >= 19, $"{compared} spaces");
    }

    [ProgramFact("ociocheck")]
    public void Own_Ociocheck_Passes()
    {
        using var folder = new TestFolder();
        var file = folder.File("own.ocio");
        using (var stream = typeof(OcioConfig).Assembly.GetManifestResourceStream("answerprint.ocio")!)
        using (var copy = File.Create(file)) stream.CopyTo(copy);
        var (exit, said, _) = OtherProgram.Run(folder.Path, "ociocheck", ["--iconfig", file]);
        Assert.Contains("** Validation **\npassed", said, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void Space_OfAConfig_IsLightOfAcesCgAndComesBack()
    {
        using var config = OcioConfig.Own();
        var space = config.Space("logc3");
        float[][] codes = [[0.391f, 0.2f, 0.9f], [0.391f, 0.4f, 0.1f], [0.391f, 0.6f, 0.5f]];
        var light = codes.Select(c => (float[])c.Clone()).ToArray();
        space.ToLight(light[0], light[1], light[2]);
        Assert.Equal(0.18f, light[1][0], 1e-4f);
        Assert.Equal(Chromaticities.Ap1, space.Primaries);
        Assert.Equal(config.Hash, space.Config);
        space.ToCode(light[0], light[1], light[2]);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < 3; i++) Assert.Equal(codes[c][i], light[c][i], 2e-6f);
    }

    [Fact]
    public void Open_TheSameTextTwice_HasOneHashAndAnotherTextAnother()
    {
        using var folder = new TestFolder();
        using var a = OcioConfig.Open(Write(folder, "a.ocio", Small("")));
        using var b = OcioConfig.Open(Write(folder, "b.ocio", Small("")));
        using var c = OcioConfig.Open(Write(folder, "c.ocio", Small("# other\n")));
        Assert.Equal(a.Hash, b.Hash);
        Assert.NotEqual(a.Hash, c.Hash);
    }

    [Fact]
    public void Open_ATableBesideIt_IsPartOfTheHash()
    {
        using var folder = new TestFolder();
        var file = Write(folder, "a.ocio", Small(Space("lut", "!<FileTransform> {src: one.spi1d}")));
        Directory.CreateDirectory(folder.File("luts"));
        var table = Write(folder, "luts/one.spi1d", Line(0, 0.4f, 1));
        using var before = OcioConfig.Open(file);
        File.WriteAllText(table, Line(0, 0.6f, 1));
        using var after = OcioConfig.Open(file);
        Assert.NotEqual(before.Hash, after.Hash);
        using var through = after.Between("lut", "raw");
        Assert.Equal(0.6f, One(through, 0.5f), 1e-6f);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("binary")]
    [InlineData("truncated")]
    [InlineData("enormous")]
    [InlineData("own circle")]
    [InlineData("long circle")]
    [InlineData("look circle")]
    [InlineData("view circle")]
    [InlineData("doubling")]
    [InlineData("anchors")]
    [InlineData("deep brackets")]
    [InlineData("deep groups")]
    [InlineData("climbing path")]
    [InlineData("absolute path")]
    [InlineData("climbing table")]
    [InlineData("linked table")]
    [InlineData("lying table")]
    [InlineData("huge cube")]
    [InlineData("unknown builtin")]
    [InlineData("huge array")]
    [InlineData("other kind")]
    [InlineData("entities")]
    [InlineData("folder")]
    [InlineData("missing")]
    public void Open_HostileConfig_IsOneClearErrorInBoundedTime(string kind)
    {
        using var folder = new TestFolder();
        var file = folder.File("show/config.ocio");
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(file)!, "luts"));
        File.WriteAllText(folder.File("outside.spi1d"), Line(0, 1));
        Prepare(kind, file, folder);
        var before = GC.GetTotalAllocatedBytes();
        var watch = Stopwatch.StartNew();
        var error = Assert.Throws<BadInputException>(() =>
        {
            using var config = OcioConfig.Open(file);
            foreach (var space in config.Spaces) config.Between(space, "raw").Dispose();
        });
        output.WriteLine($"{error.Code}: {error.Message}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
        Assert.True(GC.GetTotalAllocatedBytes() - before < 200 << 20);
        Assert.InRange(error.Message.Length, 20, 600);
        Assert.Equal(file, error.File == file ? file : error.File.StartsWith(Path.GetDirectoryName(file)!, StringComparison.Ordinal) ? file : error.File);
    }

    private static void Prepare(string kind, string file, TestFolder folder)
    {
        var beside = Path.Combine(Path.GetDirectoryName(file)!, "luts");
        switch (kind)
        {
            case "empty": File.WriteAllText(file, ""); break;
            case "binary": File.WriteAllBytes(file, [.. "ocio_profile_version: 2\n"u8, 0, 1, 2, 255, 254]); break;
            case "truncated":
                var whole = Small(Space("lut", "!<BuiltinTransform> {style: ACEScg_to_ACES2065-1}"));
                File.WriteAllText(file, whole[..(whole.Length - 20)]);
                break;
            case "enormous":
                using (var stream = File.Create(file)) stream.SetLength(1L << 40);
                break;
            case "own circle": File.WriteAllText(file, Small(Space("a", "!<ColorSpaceTransform> {src: a, dst: raw}"))); break;
            case "long circle":
                File.WriteAllText(file, Small(string.Concat(Enumerable.Range(0, 20).Select(i => Space($"s{i}", $"!<ColorSpaceTransform> {{src: s{(i + 1) % 20}, dst: raw}}")))));
                break;
            case "look circle":
                File.WriteAllText(file, Small(Space("a", "!<LookTransform> {src: raw, dst: raw, looks: +l}")) + "\nlooks:\n  - !<Look>\n    name: l\n    process_space: a\n");
                break;
            case "view circle":
                File.WriteAllText(file, Small(Space("a", "!<DisplayViewTransform> {src: raw, display: d, view: v}")).Replace("{name: v, colorspace: raw}", "{name: v, colorspace: a}", StringComparison.Ordinal));
                break;
            case "doubling":
                File.WriteAllText(file, Small(string.Concat(Enumerable.Range(0, 40).Select(i => Space($"s{i}", i == 0
                    ? "!<MatrixTransform> {matrix: [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]}"
                    : $"!<GroupTransform> {{children: [!<ColorSpaceTransform> {{src: s{i - 1}, dst: raw}}, !<ColorSpaceTransform> {{src: s{i - 1}, dst: raw}}]}}")))));
                break;
            case "anchors":
                File.WriteAllText(file, Small(Space("a", "!<GroupTransform> {children: [&x !<MatrixTransform> {offset: [1, 1, 1, 0]}, *x, *x]}")));
                break;
            case "deep brackets": File.WriteAllText(file, Small("") + "description: " + new string('[', 100_000) + new string(']', 100_000)); break;
            case "deep groups":
                File.WriteAllText(file, Small(Space("a", string.Concat(Enumerable.Repeat("!<GroupTransform> {children: [", 90)) + string.Concat(Enumerable.Repeat("]}", 90)))));
                break;
            case "climbing path": File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: outside.spi1d}")).Replace("search_path: luts", "search_path: ../", StringComparison.Ordinal)); break;
            case "absolute path": File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: outside.spi1d}")).Replace("search_path: luts", $"search_path: {folder.Path}", StringComparison.Ordinal)); break;
            case "climbing table": File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: ../../outside.spi1d}"))); break;
            case "linked table":
                File.CreateSymbolicLink(Path.Combine(beside, "in.spi1d"), folder.File("outside.spi1d"));
                File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: in.spi1d}")));
                break;
            case "lying table":
                File.WriteAllText(Path.Combine(beside, "in.spi1d"), "Version 1\nFrom 0 1\nLength 1000000\nComponents 1\n{\n0\n1\n}\n");
                File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: in.spi1d}")));
                break;
            case "huge cube":
                File.WriteAllText(Path.Combine(beside, "in.cube"), "LUT_3D_SIZE 2000000000\n0 0 0\n");
                File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: in.cube}")));
                break;
            case "unknown builtin": File.WriteAllText(file, Small(Space("a", "!<BuiltinTransform> {style: NO SUCH STYLE}"))); break;
            case "entities":
                File.WriteAllText(Path.Combine(beside, "in.clf"), "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><ProcessList id=\"1\"><Description>&b;</Description></ProcessList>");
                File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: in.clf}")));
                break;
            case "huge array":
                File.WriteAllText(Path.Combine(beside, "in.clf"), "<ProcessList id=\"x\"><LUT3D inBitDepth=\"32f\" outBitDepth=\"32f\"><Array dim=\"60000 60000 60000 3\">0 0 0</Array></LUT3D></ProcessList>");
                File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: in.clf}")));
                break;
            case "other kind":
                File.WriteAllText(Path.Combine(beside, "in.csp"), "CSPLUTV100\n3D\n");
                File.WriteAllText(file, Small(Space("a", "!<FileTransform> {src: in.csp}")));
                break;
            case "folder": Directory.CreateDirectory(file); break;
            default: break;
        }
    }

    private static string Line(params float[] values) => $"Version 1\nFrom 0 1\nLength {values.Length}\nComponents 1\n{{\n{string.Join("\n", values)}\n}}\n";

    private static string Small(string spaces) => $"""
        ocio_profile_version: 2
        environment: {"{}"}
        search_path: luts
        roles: {"{default: raw, scene_linear: raw}"}
        file_rules:
          - !<Rule> {"{name: Default, colorspace: default}"}
        displays:
          d:
            - !<View> {"{name: v, colorspace: raw}"}
        colorspaces:
          - !<ColorSpace>
            name: raw

        """ + spaces;

    private static string Space(string name, string transform) => $"  - !<ColorSpace>\n    name: {name}\n    to_scene_reference: {transform}\n\n";

    private static string Write(TestFolder folder, string name, string text)
    {
        var path = folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    private static float One(OcioProcessor processor, float value)
    {
        float[] r = [value], g = [value], b = [value];
        processor.Apply(r, g, b);
        return g[0];
    }

    private void Compare(string name, OcioProcessor theirs, ColourConversion ours, float least, float most, bool ends)
    {
        var random = new Random(11);
        var pixels = Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 20_000).Select(_ => least + ((most - least) * (float)random.NextDouble())).ToArray()).ToArray();
        var a = pixels.Select(p => (float[])p.Clone()).ToArray();
        var b = pixels.Select(p => (float[])p.Clone()).ToArray();
        ours.Apply(a[0], a[1], a[2]);
        theirs.Apply(b[0], b[1], b[2]);
        var (worst, at, compared) = (0.0, 0, 0);
        for (var i = 0; i < a[0].Length; i++)
        {
            // where a table or a clip of theirs ends, nothing is compared
            if (ends && b.Any(v => v[i] <= 1e-6f || v[i] == 1)) continue;
            compared++;
            var largest = b.Max(v => Math.Abs((double)v[i]));
            for (var c = 0; c < 3; c++)
            {
                var error = Math.Abs((double)a[c][i] - b[c][i]) / (1 + largest);
                if (error > worst) (worst, at) = (error, i);
            }
        }
        output.WriteLine($"{name}: {worst:E1} over {compared}");
        Assert.True(compared > 2000, $"{name}: only {compared} pixels say anything");
        Assert.True(worst <= 1e-5, $"{name}: {worst:E2} at {pixels[0][at]} {pixels[1][at]} {pixels[2][at]}: {a[0][at]} {a[1][at]} {a[2][at]}, OpenColorIO {b[0][at]} {b[1][at]} {b[2][at]}");
    }
}
