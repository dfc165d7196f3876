using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Kits;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Soundstage;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

/// <summary>Kits for tools that run elsewhere: what is handed out, what is kept, what is refused, and that a stranger's score is the score.</summary>
public sealed class KitTest
{
    private const int Wide = 96, High = 64;

    private static CancellationToken Cancel => CancellationToken.None;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_OfAClip_HandsOutKnownFramesOnlyAndSealsTheOthers(bool light)
    {
        using var folder = new TestFolder();
        var (kit, clip) = Made(folder, light);
        var one = Assert.Single(kit.Cases);
        Assert.Equal(("tabletop-gap3", 1001, 1009, "1002-1004,1006-1008"), (one.Name, one.First, one.Last, FrameList.Format(one.Missing)));
        var given = Directory.GetFiles(folder.File("kit"), "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        var suffix = light ? "exr" : "png";
        Assert.Equal(["README.md", "kit.json", "settings.json", $"tabletop-gap3.1001.{suffix}", $"tabletop-gap3.1005.{suffix}", $"tabletop-gap3.1009.{suffix}"], given);
        // no byte of a true frame and no salt is among what is handed out
        var salts = (JsonObject)JsonNode.Parse(File.ReadAllText(folder.File("truth/truth.json")))!["cases"]![0]!["salts"]!;
        var handed = string.Concat(Directory.GetFiles(folder.File("kit"), "*.*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        Assert.All(salts, s => Assert.DoesNotContain((string)s.Value!, handed, StringComparison.Ordinal));
        // the seal is what anybody works out with common tools
        foreach (var frame in one.Missing)
        {
            var bytes = File.ReadAllBytes(folder.File($"truth/tabletop-gap3/tabletop-gap3.{frame}.{suffix}"));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString((string)salts[$"{frame}"]!), .. bytes])), one.Sealed[frame].Hex);
        }
        // what was written is the clip, to the code
        using var truth = FrameFiles.Open(folder.File($"truth/tabletop-gap3/tabletop-gap3.%04d.{suffix}"), new OpenOptions { Colour = light ? null : ColourSpace.Bt1886 });
        Assert.Equal(HiddenClip.Planes(clip.Codes[2])[0], Fidelity.Codes(truth.Read(1003))[0]);
        Assert.Equal(6, KitTruth.Check(kit, folder.File("kit"), folder.File("truth"), Cancel));
    }

    [ProgramFact("ffmpeg")]
    public void Score_OfMinterpolateRunByAStranger_IsThatOfThePeer()
    {
        using var folder = new TestFolder();
        Made(folder, light: false);
        // the operator has nothing but the kit and ffmpeg; two copies of the last frame, without which the filter keeps its last outputs back
        var answers = folder.File("kit/answers/tabletop-gap3");
        var known = new[] { 1001, 1005, 1009, 1009, 1009 }.SelectMany(n => File.ReadAllBytes(folder.File($"kit/tabletop-gap3/tabletop-gap3.{n}.png"))).ToArray();
        File.WriteAllBytes(folder.File("in.pngs"), known);
        TimedProgram.Run(folder.Path, "ffmpeg", "-v", "error", "-f", "image2pipe", "-framerate", "12", "-c:v", "png", "-i", "in.pngs", "-vf", "format=yuv444p,minterpolate=fps=48:mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none", "-frames:v", "9", "-pix_fmt", "rgb24", "-vsync", "0", "-start_number", "1001", $"{answers}/tabletop-gap3.%04d.png");
        Say(folder);
        var stills = Score(folder);
        var s = Assert.Single(stills.Scores);
        Assert.Equal(6, s.Frames.Count);
        Assert.Equal(("minterpolate", "minterpolate 5.1"), (s.Of("minterpolate").Tool, KitScore.Elsewhere(s).Tool));
        Assert.Equal(s.Of("minterpolate").Mean, KitScore.Elsewhere(s).Mean);
        Assert.Equal(s.Of("minterpolate").Flicker, KitScore.Elsewhere(s).Flicker);
        Assert.Equal(0.5, KitScore.Elsewhere(s).Seconds);
        var text = KitScoreboard.Markdown(stills, new FillReport(KitScoreboard.Kind, "answerprint bench score KIT --truth TRUTH", RatesChoice.Default));
        Assert.Contains("**minterpolate 5.1**, run by A. Stranger on a desk. Settings: as peers", text, StringComparison.Ordinal);
        Assert.Contains("All 6 true frames are those that the kit", text, StringComparison.Ordinal);
        Assert.Contains("| 3 | 1 |", Papers.Figures(text, "elsewhere"), StringComparison.Ordinal);

        // the same as a movie without loss, known frames included
        TimedProgram.Run(folder.Path, "ffmpeg", "-v", "error", "-start_number", "1001", "-i", $"{answers}/tabletop-gap3.%04d.png", "-c:v", "ffv1", "-pix_fmt", "gbrp", $"{answers}/tabletop-gap3.mkv");
        Assert.Equal("two-answers", Assert.Throws<BadInputException>(() => Score(folder)).Code);
        foreach (var still in Directory.GetFiles(answers, "*.png")) File.Delete(still);
        Assert.Equal(KitScore.Elsewhere(s).Mean, KitScore.Elsewhere(Score(folder).Scores[0]).Mean);
    }

    [ProgramFact("ffmpeg")]
    public void Score_OfTheTruthItself_HasNoError()
    {
        using var folder = new TestFolder();
        Made(folder, light: true);
        Say(folder);
        foreach (var file in Directory.GetFiles(folder.File("truth/tabletop-gap3"))) File.Copy(file, folder.File($"kit/answers/tabletop-gap3/{Path.GetFileName(file)}"));
        var elsewhere = KitScore.Elsewhere(Score(folder).Scores[0]);
        Assert.Equal((120, 1.0, 0), (elsewhere.Mean.PsnrLuma, Math.Round(elsewhere.Mean.Ssim, 9), elsewhere.Flicker));
    }

    public static TheoryData<string, string, string> Refusals() => new()
    {
        { "no-form", "not-there", "settings.json" },
        { "no-version", "no-settings", "version" },
        { "no-operator", "no-settings", "operator" },
        { "no-settings", "no-settings", "settings" },
        { "seconds-in-words", "bad-settings", "secondsAFrame" },
        { "long-tool", "bad-settings", "tool" },
        { "nothing", "no-answers", "tabletop-gap3" },
        { "one-missing", "missing-frame", "frames 1003,1007" },
        { "wrong-size", "wrong-size", "48×32" },
        { "one-of-another-size", "size-changes", "frame 1004" },
        { "cut-short", "", "1006" },
        { "no-kit", "not-there", "kit.json" },
        { "kit-climbs", "bad-kit", "small letters" },
        { "kit-of-lies", "bad-kit", "do not go together" },
        { "kit-is-no-json", "bad-document", "kit.json" },
        { "no-truth", "not-there", "truth.json" },
        { "no-salt", "bad-truth", "1003" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Score_OfWhatCanNotBeScored_IsOneClearError(string harm, string code, string says)
    {
        using var folder = new TestFolder();
        Made(folder, light: false);
        Say(folder);
        var answers = folder.File("kit/answers/tabletop-gap3");
        foreach (var file in Directory.GetFiles(folder.File("truth/tabletop-gap3"))) File.Copy(file, Path.Combine(answers, Path.GetFileName(file)));
        Harm(folder, answers, harm);
        var error = Assert.Throws<BadInputException>(() => Score(folder));
        Assert.True(code.Length == 0 || error.Code == code, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("truth/tabletop-gap3/tabletop-gap3.1004.png", "seal-broken")]
    [InlineData("kit/tabletop-gap3/tabletop-gap3.1005.png", "known-changed")]
    [InlineData("kit/kit.json", "another-kit")]
    public void Check_OfAFrameChangedSince_NamesIt(string changed, string code)
    {
        using var folder = new TestFolder();
        Made(folder, light: false);
        File.AppendAllText(folder.File(changed), " ");
        var error = Assert.Throws<BrokenSealException>(() => KitTruth.Check(Kit.Read(folder.File("kit")), folder.File("kit"), folder.File("truth"), Cancel));
        Assert.Equal(code, error.Code);
        Assert.EndsWith(Path.GetFileName(code == "another-kit" ? "truth.json" : changed), error.File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kit/truth", "truth-in-kit")]
    [InlineData("full", "not-empty")]
    public void Check_OfFoldersThatWouldMix_Refuses(string truth, string code)
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("full"));
        File.WriteAllText(folder.File("full/a"), "");
        Assert.Equal(code, Assert.Throws<BadInputException>(() => KitWriter.Check(folder.File("kit"), folder.File(truth))).Code);
    }

    private static (Kit Kit, TruthClip Clip) Made(TestFolder folder, bool light)
    {
        var clip = TruthClip.OfStage("tabletop", Stage.Of(5, new(1001, 1010), Wide, High, SceneKind.Tabletop), 1, 2, Cancel);
        return (KitWriter.Write([(clip, 3)], light, new FrameRate(24), folder.File("kit"), folder.File("truth"), "a test", _ => { }, Cancel), clip);
    }

    private static KitScore Score(TestFolder folder) => KitScore.Of(folder.File("kit"), folder.File("truth"), folder.File("kit/answers"), 2, new(), _ => { }, Cancel);

    private static void Say(TestFolder folder, string version = "5.1", string by = "A. Stranger", string settings = "as peers", string tool = "minterpolate", string seconds = "0.5") =>
        File.WriteAllText(folder.File("kit/answers/settings.json"), $$"""{"format":"answerprint.bench.settings.1","tool":"{{tool}}","version":"{{version}}","settings":"{{settings}}","operator":"{{by}}","machine":"a desk","secondsAFrame":{{seconds}}}""");

    private static void Harm(TestFolder folder, string answers, string harm)
    {
        string kit = folder.File("kit/kit.json"), truth = folder.File("truth/truth.json");
        switch (harm)
        {
            case "no-form": File.Delete(folder.File("kit/answers/settings.json")); break;
            case "no-version": Say(folder, version: " "); break;
            case "no-operator": Say(folder, by: ""); break;
            case "no-settings": Say(folder, settings: "|"); break;
            case "seconds-in-words": Say(folder, seconds: "\"two\""); break;
            case "long-tool": Say(folder, tool: new string('x', 5000)); break;
            case "nothing": Directory.Delete(answers, recursive: true); break;
            case "one-missing": File.Delete(Path.Combine(answers, "tabletop-gap3.1003.png")); File.Delete(Path.Combine(answers, "tabletop-gap3.1007.png")); break;
            case "wrong-size": foreach (var file in Directory.GetFiles(answers)) Small(file); break;
            case "one-of-another-size": Small(Path.Combine(answers, "tabletop-gap3.1004.png")); break;
            case "cut-short": File.WriteAllBytes(Path.Combine(answers, "tabletop-gap3.1006.png"), File.ReadAllBytes(Path.Combine(answers, "tabletop-gap3.1006.png"))[..200]); break;
            case "no-kit": File.Delete(kit); break;
            case "kit-climbs": File.WriteAllText(kit, File.ReadAllText(kit).Replace("\"tabletop-gap3\"", "\"../../truth\"", StringComparison.Ordinal)); break;
            case "kit-of-lies": File.WriteAllText(kit, File.ReadAllText(kit).Replace("\"last\": 1009", "\"last\": 999999999", StringComparison.Ordinal)); break;
            case "kit-is-no-json": File.WriteAllText(kit, "[" + new string('[', 100_000)); break;
            case "no-truth": File.Delete(truth); break;
            case "no-salt": File.WriteAllText(truth, File.ReadAllText(truth).Replace("\"1003\"", "\"1009\"", StringComparison.Ordinal)); break;
            default: throw new ArgumentOutOfRangeException(nameof(harm), harm, "no such harm");
        }
    }

    private static void Small(string file) => PngFile.Write(file, new CodedPicture(Coding.Still(CodeModel.Rgb, 8, alpha: false, ColourSpace.Bt1886), 48, 32, [new ushort[48 * 32], new ushort[48 * 32], new ushort[48 * 32]]));
}
