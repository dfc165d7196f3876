using System.Text.Json.Nodes;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>The command as a person runs it: exit codes and the JSON document of the contract.</summary>
public sealed class CutCommandTest : IDisposable
{
    private const string List = "TITLE: reel\nFCM: NON-DROP FRAME\n001  A001C002 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n* FROM CLIP NAME: a.mov\n";
    private readonly TestFolder room = new(nameof(CutCommandTest));

    public void Dispose() => room.Dispose();

    [Fact]
    public void Cut_AnEdl_ShowsConvertsAndComesBackTheSame()
    {
        var (edl, otio, back) = (room.File("reel.edl"), room.File("reel.otio"), room.File("back.edl"));
        File.WriteAllText(edl, List);
        var (exit, text) = Run("cut", edl, "--rate", "24", "--to", otio, "--json");
        Assert.Equal(0, exit);
        var document = JsonNode.Parse(text)!;
        Assert.Equal("answerprint.cut.1", document["format"]!.GetValue<string>());
        var line = document["result"]!["events"]![0]!;
        Assert.Equal("a.mov 01:00:00:00 10:00:00:00 10:00:02:00", $"{line["name"]} {line["sourceIn"]} {line["recordIn"]} {line["recordOut"]}");
        Assert.Equal(0, Run("cut", otio, "--to", back).Exit);
        Assert.Contains("001  A001C002 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00", File.ReadAllText(back), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(room.Path).Length);
    }

    [Fact]
    public void Cut_WhatCanNotBeDone_EndsAsTheContractSays()
    {
        var edl = room.File("reel.edl");
        File.WriteAllText(edl, List);
        Assert.Equal(2, Run("cut", edl).Exit);
        Assert.Equal(3, Run("cut", room.File("none.otio")).Exit);
        var (exit, text) = Run("cut", edl, "--rate", "24", "--to", edl, "--json");
        Assert.Equal(3, exit);
        Assert.Equal("same-file", JsonNode.Parse(text)!["errors"]![0]!["code"]!.GetValue<string>());
    }

    [Fact]
    public void Cut_OtherKinds_AreShownConvertedAndCompared()
    {
        var xml = room.File("reel.xml");
        File.WriteAllText(xml, """
            <!DOCTYPE xmeml><xmeml version="5"><sequence><name>reel</name><rate><timebase>24</timebase></rate><timecode><rate><timebase>24</timebase></rate><frame>864000</frame></timecode><media><video><track>
            <clipitem id="c"><name>a.mov</name><start>0</start><end>48</end><in>0</in><out>48</out><colorinfo><asc_sop>(1.1 1 1)(0 0 0)(1 1 1)</asc_sop></colorinfo><file id="f"><name>a.mov</name><pathurl>a.mov</pathurl><timecode><rate><timebase>24</timebase></rate><frame>86400</frame></timecode></file></clipitem>
            </track></video></media></sequence></xmeml>
            """);
        var edl = room.File("reel.edl");
        File.WriteAllText(edl, List);
        var (exit, text) = Run("cut", xml, "--against", edl, "--json");
        Assert.True(exit == 0, text);
        Assert.Equal("unchanged", JsonNode.Parse(text)!["result"]!["changes"]![0]!["change"]!.GetValue<string>());
        foreach (var name in (string[])["x.otio", "x.edl", "x.csv", "x.ale", "x.ccc", "x.cdl", "x.cc"])
            Assert.True(Run("cut", xml, "--to", room.File(name), "--json") is (0, _), name);
        var (_, log) = Run("cut", room.File("x.ale"), "--to", room.File("y.ccc"), "--json");
        Assert.Equal("a.mov 01:00:00:00 01:00:02:00", JsonNode.Parse(log)!["result"]!["clips"]![0] is { } clip ? $"{clip["name"]} {clip["start"]} {clip["end"]}" : "");
        Assert.Equal(File.ReadAllText(room.File("x.ccc")), File.ReadAllText(room.File("y.ccc")));
        Assert.Equal(2, Run("cut", room.File("x.ale"), "--to", room.File("z.otio")).Exit);
        File.WriteAllBytes(room.File("x.aaf"), [0xD0, 0xCF, 0x11, 0xE0]);
        var (refused, why) = Run("cut", room.File("x.aaf"), "--json");
        Assert.Equal(3, refused);
        Assert.Contains("OTIO, EDL", JsonNode.Parse(why)!["errors"]![0]!["remedy"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cut_FiveThousandEvents_TakesLittleTimeAndMemory()
    {
        var edl = room.File("big.edl");
        File.WriteAllText(edl, "TITLE: big\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{i + 1:000000}  A{i % 97:000}     V     C        {Label(i % 500 * 24)} {Label((i % 500 * 24) + 20)} {Label(i * 20)} {Label((i * 20) + 20)}\n* FROM CLIP NAME: a{i % 31}.mov\n")));
        foreach (var (from, to) in new[] { (edl, room.File("big.otio")), (room.File("big.otio"), room.File("again.edl")) })
        {
            using var process = CommandLine.Start("cut", from, "--rate", "24", "--to", to, "--json");
            var text = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            long peak = 0;
            var work = TimeSpan.Zero;
            while (!process.WaitForExit(20))
            {
                try
                {
                    process.Refresh();
                    peak = Math.Max(peak, process.PeakWorkingSet64);
                    work = process.TotalProcessorTime;
                }
                catch (InvalidOperationException)
                {
                    // it ended between two looks
                }
            }
            Assert.True(process.ExitCode == 0, await errors);
            Assert.Equal(5_000, JsonNode.Parse(await text)!["result"]!["events"]!.AsArray().Count);
            Assert.True(peak is > 0 and <= 300_000_000, $"{peak:N0} bytes");
            // under two seconds on an idle machine; the rest is for a busy one
            Assert.True(work < TimeSpan.FromSeconds(10), $"{work}");
        }

        static string Label(int frame) => Answerprint.Media.Time.Timecode.FromFrame(frame, new(24)).ToString();
    }

    private static (int Exit, string Text) Run(params string[] arguments)
    {
        var ran = CommandLine.Run(arguments);
        return (ran.Exit, ran.Out.Length > 0 ? ran.Out : ran.Errors);
    }
}
