using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A package for each program, held against what that program is known to take, with ffprobe as the reader of its proxies.</summary>
public sealed partial class TurnbackProfileTest
{
    private const string Version = "AGM_104_TCC_0010_comp_NFX_v001";

    private const string Amf = "<?xml version=\"1.0\"?><aces:acesMetadataFile xmlns:aces=\"urn:ampas:aces:amf:v2.0\" version=\"2.0\"><aces:amfInfo/></aces:acesMetadataFile>";

    private const string Fdl = "{\"uuid\":\"bc2e1f6c-57a1-4b0e-b5c1-3f3f0cbb0f0e\",\"version\":{\"major\":2,\"minor\":0},\"fdl_creator\":\"the test\",\"framing_intents\":[],\"contexts\":[],\"canvas_templates\":[]}";

    [Fact]
    public void Turnback_ForEachProgram_WritesWhatItTakes()
    {
        using var small = Made();
        var resolve = Back(small, "resolve");
        var cut = Cut(resolve);
        Assert.DoesNotContain("MissingReference", cut.ToJsonString(), StringComparison.Ordinal);
        var clip = Clips(cut).Last();
        var media = clip["media_references"]!["DEFAULT_MEDIA"]!;
        Assert.Equal($"versions/{Version}/{Version}.mov", (string?)media["target_url"]);
        Assert.Equal($"{Version}.mov", (string?)clip["name"]);
        Assert.Equal("soft at the edge", (string?)clip["markers"]![0]!["metadata"]!["Resolve_OTIO"]!["Note"]);
        var seen = Probe(Path.Combine(resolve, (string)media["target_url"]!));
        Assert.Equal(("prores", "HQ", "00:00:00:00"), (Said(seen, "codec_name"), Said(seen, "profile"), Timecode(seen)));
        // the reference and the file count alike
        Assert.Equal(0, (double)media["available_range"]!["start_time"]!["value"]!);

        var premiere = Back(small, "premiere");
        var text = File.ReadAllText(Path.Combine(premiere, "cut.otio"));
        Assert.True(Times().Count(text) > 10);
        Assert.All(Times().Matches(text), m => Assert.Contains('.', m.Groups["number"].Value));
        Assert.Equal("prores", Said(Probe(Path.Combine(premiere, $"versions/{Version}/{Version}.mov")), "codec_name"));

        var avid = Back(small, "avid");
        seen = Probe(Path.Combine(avid, $"versions/{Version}/{Version}.mxf"));
        Assert.Equal(("dnxhd", "DNXHR HQX", "00:00:00:00", "0010V001"), (Said(seen, "codec_name"), Said(seen, "profile"), Timecode(seen), Tag(seen, "reel_name")));
        var log = ClipList.Read(Path.Combine(avid, "cut.ale"));
        Assert.Equal([("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", "CUSTOM"), ("AUDIO_FORMAT", "48khz"), ("FPS", "24")], log.Heading);
        var row = Assert.Single(log.Entries);
        Assert.Equal((Version, "0010V001", "00:00:00:00", "00:00:01:00"), (row.Name, row.Reel, $"{row.Start}", $"{row.End}"));
        Assert.Contains($"{Version}.mxf", row.Fields);
        var list = File.ReadAllText(Directory.GetFiles(avid, "cut*.edl").Last());
        Assert.Contains("001  0010V001 V     C", list, StringComparison.Ordinal);
        // its own identity, not the one that every file of ffmpeg has
        Assert.DoesNotContain("0000000000000000000000000000", Tag(seen, "file_package_umid")!, StringComparison.Ordinal);
        Assert.Equal(0, MxfIdentity.Give(Path.Combine(avid, $"versions/{Version}/{Version}.mxf"), new byte[16]));
        Assert.Contains($"* FROM FILE: versions/{Version}/{Version}.mxf", list, StringComparison.Ordinal);

        var openrv = Back(small, "openrv");
        cut = Cut(openrv);
        Assert.Subset(new HashSet<string?>(["Timeline.1", "Stack.1", "Track.1", "Clip.1", "Gap.1", "RationalTime.1", "TimeRange.1", "ImageSequenceReference.1", "ExternalReference.1", "MissingReference.1", "Marker.1", "Marker.2"]), Schemas(cut).ToHashSet());
        Assert.Equal(("ImageSequenceReference.1", $"versions/{Version}/exr/"), ((string?)Clips(cut).Last()["media_reference"]!["OTIO_SCHEMA"], (string?)Clips(cut).Last()["media_reference"]!["target_url_base"]));
        Assert.Equal("h264", Said(Probe(Path.Combine(openrv, $"versions/{Version}/{Version}.mp4")), "codec_name"));

        var xstudio = Cut(Back(small, "xstudio"));
        Assert.DoesNotContain("ImageSequenceReference.1", Schemas(xstudio));
        Assert.All(Clips(xstudio), c => Assert.NotNull((string?)c["media_references"]!["DEFAULT_MEDIA"]!["target_url"]));

        var otio = Back(small, "otio");
        Assert.Equal(["DEFAULT_MEDIA", "plate", "version"], Clips(Cut(otio)).Last()["media_references"]!.AsObject().Select(r => r.Key));
        Assert.Equal((2, "turnback"), (CommandLine.Run("turnback", small.Show, "--out", small.Out, "--for", "quantel", "--by", "Ann Lee", "--json") is var ran ? ran.Exit : 0, "turnback"));
    }

    [Fact]
    public void Turnback_WithSidecarsAndContainers_VerifiesAndItsTamperedTwinsDoNot()
    {
        using var small = Made();
        File.WriteAllText(Path.Combine(small.Media, "beach.amf"), Amf);
        File.WriteAllText(Path.Combine(small.Media, "beach_framing.fdl"), Fdl);
        File.WriteAllText(Path.Combine(small.Media, "beach_bomb.amf"), "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"xxxxxxxx\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>");
        File.WriteAllText(Path.Combine(small.Media, "beach_other.fdl"), "[1, 2");
        var back = Back(small, "otio", "--aces");
        var manifest = Manifest.Read(File.ReadAllBytes(Path.Combine(back, "manifest.json")));
        Assert.Equal(
            ["sidecars/beach.amf  beach.%04d.exr", " it is no XML that is taken beach.%04d.exr", "sidecars/beach_framing.fdl  beach.%04d.exr", " line 1: it is no JSON that is taken beach.%04d.exr"],
            manifest.Sidecars.Select(s => $"{(string?)s["path"]} {(string?)s["leftOut"]} {string.Join(' ', s["plates"]!.AsArray())}"));
        Assert.Equal(Amf, File.ReadAllText(Path.Combine(back, "sidecars/beach.amf")));
        Assert.Equal("otio", manifest.For);
        var containers = Directory.GetFiles(Path.Combine(back, $"versions/{Version}/aces"));
        Assert.Equal(24, containers.Length);
        Assert.All(containers, c => Assert.Empty(AcesContainer.Faults(c)));
        Assert.Equal(0, CommandLine.Run("verify", back).Exit);
        foreach (var file in new[] { "sidecars/beach_framing.fdl", $"versions/{Version}/aces/{Version}.1003.exr", $"versions/{Version}/{Version}.mov", "cut.otio" })
        {
            var path = Path.Combine(back, file);
            var bytes = File.ReadAllBytes(path);
            var turned = (byte[])bytes.Clone();
            turned[^1] ^= 1;
            File.WriteAllBytes(path, turned);
            Assert.Contains(PackageCheck.Check(back, null).Faults, f => f.File == file);
            File.WriteAllBytes(path, bytes);
        }
        Assert.True(PackageCheck.Check(back, null).IsIntact);
    }

    [Fact]
    public void Turnback_AcesOfPicturesForADisplay_IsRefusedWithTheReason()
    {
        using var small = new SmallTurnover("no-aces", 1, 24, 12);
        foreach (var file in Directory.GetFiles(small.Media)) File.Delete(file);
        for (var n = 1; n <= 24; n++)
            if (n != 12) PngFile.Write(Path.Combine(small.Media, $"beach.{n:0000}.png"), CodedPicture.Encode(new Frame(64, 48), Coding.Still(CodeModel.Rgb, 8, alpha: false, Answerprint.Media.Colour.ColourSpace.Srgb)));
        File.WriteAllText(small.Cut, File.ReadAllText(small.Cut).Replace(".exr", ".png", StringComparison.Ordinal));
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.png", "noPeople": true}]""");
        var first = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.True(first.Exit == 0, first.ToString());
        var ran = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--aces", "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.Equal((3, "no-aces"), (ran.Exit, (string?)ran.Json["errors"]![0]!["code"]));
        Assert.Single(Directory.GetDirectories(small.Out));
    }

    /// <summary>A show by the netflix preset with one version, approved and noted.</summary>
    private static SmallTurnover Made()
    {
        var small = new SmallTurnover("profiles", 1, 24, 12, 13);
        for (var n = 1; n <= 24; n++)
            if (n is not (12 or 13)) Large(Path.Combine(small.Media, $"beach.{n:0000}.exr"), n);
        var init = CommandLine.Run("init", small.Show, "--title", "A Great Movie", "--code", "agm", "--rate", "24", "--naming", "netflix", "--episode", "104", "--sequence", "TCC", "--vendor", "NFX", "--by", "Ann Lee");
        Assert.True(init.Exit == 0, init.ToString());
        var first = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.True(first.Exit == 0, first.ToString());
        string[] review = ["review", small.Show, "AGM_104_TCC_0010", "--approve", "--by", "Ann Lee"];
        var reviewed = CommandLine.Run(review);
        // waves look like figures to the screen
        if (reviewed.Exit == 4) reviewed = CommandLine.Run([.. review, "--not-a-person", .. Asked().Matches(reviewed.Errors).Select(m => m.Value)]);
        Assert.True(reviewed.Exit == 0, reviewed.ToString());
        Assert.Equal(0, CommandLine.Run("review", small.Show, "AGM_104_TCC_0010", "--note", "soft at the edge", "--by", "Ann Lee").Exit);
        return small;
    }

    // DNxHR holds no pictures below 256×120
    private static void Large(string path, int number)
    {
        var picture = new Frame(256, 144);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < picture.Size; i++) picture.Plane(c)[i] = 0.3f + (0.2f * MathF.Sin(((i % 256) - number) * (0.11f + (0.02f * c)))) + (0.1f * MathF.Cos(i / 256 * 0.09f));
        ExrFile.Write(path, picture.ToStored(SampleType.Half, []));
    }

    private static string Back(SmallTurnover small, string host, params string[] more)
    {
        var ran = CommandLine.Run(["turnback", small.Show, "--out", small.Out, "--for", host, "--by", "Ann Lee", "--json", "--progress", "none", .. more]);
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = (string)ran.Json["result"]!["package"]!;
        Assert.True(PackageCheck.Check(package, null).IsIntact, host);
        return package;
    }

    private static JsonObject Cut(string package) => (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(package, "cut.otio")))!;

    private static IEnumerable<JsonObject> Clips(JsonNode? node) => Objects(node).Where(o => o["OTIO_SCHEMA"] is JsonValue v && v.GetValue<string>().StartsWith("Clip.", StringComparison.Ordinal));

    private static IEnumerable<string?> Schemas(JsonNode node) => Objects(node).Select(o => (string?)o["OTIO_SCHEMA"]).Where(s => s is not null);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => Objects(p.Value)).Prepend(o),
        JsonArray a => a.SelectMany(Objects),
        _ => [],
    };

    private static JsonObject Probe(string path)
    {
        using var process = Process.Start(new ProcessStartInfo("ffprobe", ["-v", "error", "-of", "json", "-show_streams", "-show_format", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (JsonObject)JsonNode.Parse(text)!;
    }

    private static string? Said(JsonObject probe, string name) => (string?)probe["streams"]!.AsArray().First(s => (string?)s!["codec_type"] == "video")![name];

    private static string? Timecode(JsonObject probe) => Tag(probe, "timecode");

    private static string? Tag(JsonObject probe, string name) =>
        probe["streams"]!.AsArray().Append(probe["format"]).Select(s => (string?)s!["tags"]?[name]).FirstOrDefault(t => t is not null);

    [GeneratedRegex("Q[0-9]+(?=:)", RegexOptions.None, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex("\"(rate|value)\": (?<number>-?[0-9.eE+-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Times();
}
