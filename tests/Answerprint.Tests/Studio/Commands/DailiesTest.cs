using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`survey --dailies` on a day of one wall, filmed by camera A in set-ups 12A and 14 and by camera B in 12A, with a fault of each kind.</summary>
public sealed class DailiesTest : IDisposable
{
    private const int W = 160, H = 90, Length = 40;
    private readonly TestFolder room = new("dailies");
    private readonly List<string> log = [];

    public DailiesTest()
    {
        // camera A has a dead pixel; take 2 is a third of a stop up; take 3 has a boom
        Film("A001C001_261130", "12A", 1, 0, dead: (40, 30), notes: "VFX wire removal");
        Film("A001C002_261130", "12A", 2, 7, dead: (40, 30), gain: 1.26f);
        Film("A001C003_261130", "12A", 3, 14, dead: (40, 30), boom: (16, 23));
        // camera B has its plate, too short, and a take with short handles
        Film("B001C001_261130", "12A", 1, 100, notes: "VFX", mark: (3, 30));
        Film("B001C002_261130", "12A CP", 1, 100, frames: 26);
        // a set-up that needs nothing, whose last take lacks a frame
        Film("A001C004_261130", "14", 1, 200, dead: (40, 30));
        Film("A001C005_261130", "14", 2, 205, dead: (40, 30), hole: 12);
        Line("A001C006_261130", "14", 3, Length, "", null);
        Film("A001C009_261130", "", 0, 300, dead: (40, 30), logged: false);
        WriteLog("report.ale", "24");
    }

    [Fact]
    public void Dailies_OfADayWithFaults_NamesEachAndNothingElse()
    {
        var ran = Run("--dailies", room.File("day"), "--to", room.File("day.html"), "--pull", room.File("pickups.csv"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        var found = ran.Json["result"]!["findings"]!.AsArray().Select(f => f!.AsObject()).ToList();
        string[] expected =
        [
            "boom A001C003_261130 12A A", "dead-pixel A001C001_261130 12A A", "holes A001C005_261130 14 A", "no-clean-plate A001C001_261130 12A A", "not-logged A001C009_261130.%04d.exr  A",
            "not-offloaded A001C006_261130 14 A", "short-handles B001C001_261130 12A B", "short-plate B001C002_261130 12A B", "stop-drift A001C002_261130 12A A",
        ];
        Assert.Equal(expected, found.Select(f => $"{f["fault"]} {f["take"]} {f["setUp"]} {f["camera"]}").Order(StringComparer.Ordinal));

        var boom = found.Single(f => (string?)f["fault"] == "boom");
        Assert.InRange((int)boom["frame"]!, 16, 23);
        Assert.InRange((int)boom["place"]![0]!, 70, 105);
        Assert.Contains("40,30", (string)found.Single(f => (string?)f["fault"] == "dead-pixel")["words"]!, StringComparison.Ordinal);
        Assert.Contains("lighter", (string)found.Single(f => (string?)f["fault"] == "stop-drift")["words"]!, StringComparison.Ordinal);
        Assert.Equal(Length, (int)found.Single(f => (string?)f["fault"] == "no-clean-plate")["framesWanted"]!);
        var page = File.ReadAllText(room.File("day.html"));
        Assert.Contains("no clean plate", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(room.File("day.pictures"), "*.png"));
        // shot again: the plates, the handles, the light; the rest is seen to otherwise
        Assert.Equal(1 + 4, File.ReadAllLines(room.File("pickups.csv")).Length);
    }

    [Fact]
    public void Dailies_WithoutPictures_KeepsToTheReport()
    {
        var ran = Run("--dailies", room.File("day"), "--no-pictures", "--handles", "0", "--json");
        Assert.Equal(["holes", "no-clean-plate", "not-logged", "not-offloaded", "short-plate"], ran.Json["result"]!["findings"]!.AsArray().Select(f => (string)f!["fault"]!).Order(StringComparer.Ordinal));
    }

    /// <summary>Settings that the report says differ within a set-up; frames that were cut off in copying.</summary>
    [Fact]
    public void Dailies_OfAReportThatContradicts_SaysSo()
    {
        File.WriteAllText(room.File("more.ale"), $"Heading\nFIELD_DELIM\tTABS\nFPS\t24\n\nColumn\nName\tTracks\tStart\tEnd\tScene\tTake\tISO\n\nData\nA001C004_261130\tV\t00:00:00:00\t00:00:05:00\t14\t1\t800\nA001C005_261130\tV\t00:00:00:00\t00:00:01:00\t14\t2\t1280\n");
        File.Delete(room.File("day/report.ale"));
        var ran = Run("--dailies", room.File("day"), "--log", room.File("more.ale"), "--no-pictures", "--json");
        var found = ran.Json["result"]!["findings"]!.AsArray().Select(f => f!.AsObject()).ToList();
        Assert.Contains("40 frames, and the report says 120", (string)found.Single(f => (string?)f["fault"] == "not-as-logged")["words"]!, StringComparison.Ordinal);
        Assert.Contains("ISO is", (string)found.Single(f => (string?)f["fault"] == "other-settings")["words"]!, StringComparison.Ordinal);
    }

    /// <summary>Nobody says what belongs together: takes of one set are found by what they show.</summary>
    [Fact]
    public void Dailies_WithoutAReport_FindTakesOfOneSetByTheirPictures()
    {
        File.Delete(room.File("day/report.ale"));
        var ran = Run("--dailies", room.File("day"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Contains(ran.Json["result"]!["findings"]!.AsArray(), f => (string?)f!["fault"] == "stop-drift" && ((string)f["take"]!).StartsWith("A001C002", StringComparison.Ordinal));
        Assert.DoesNotContain(ran.Json["result"]!["findings"]!.AsArray(), f => (string?)f!["fault"] is "no-clean-plate" or "not-logged");
    }

    [Fact]
    public void Dailies_ThatCanNotBeMeant_SayWhy()
    {
        Assert.Equal(2, Run("--dailies", room.File("day"), "--to", room.File("it.doc")).Exit);
        Assert.Equal(2, Run("--dailies", room.File("day"), "--pull", room.File("it.edl")).Exit);
        Assert.Equal(2, Run("show", "--dailies", room.File("day")).Exit);
        Assert.Equal(2, Run().Exit);
        Assert.Equal(3, Run("--dailies", room.File("none")).Exit);
        Directory.CreateDirectory(room.File("empty"));
        Assert.Equal(3, Run("--dailies", room.File("empty")).Exit);
        File.WriteAllText(room.File("day/bad.ale"), "no report");
        var bad = Run("--dailies", room.File("day"));
        Assert.True(bad.Exit == 3 && bad.ToString().Contains("bad.ale", StringComparison.Ordinal), bad.ToString());
    }

    /// <summary>One broken file is a finding, not the end of the survey.</summary>
    [Fact]
    public void Dailies_WithABrokenFile_NameItAndGoOn()
    {
        File.WriteAllText(room.File("day/A001C007_261130.mov"), "no movie");
        File.WriteAllText(room.File("day/A001C004_261130.0021.exr"), "no picture");
        var ran = Run("--dailies", room.File("day"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(["A001C004_261130", "A001C007_261130.mov"], ran.Json["result"]!["findings"]!.AsArray().Where(f => (string?)f!["fault"] == "unreadable").Select(f => (string)f!["take"]!).Order(StringComparer.Ordinal));
    }

    public void Dispose() => room.Dispose();

    private static CommandLine.Ran Run(params string[] more) => CommandLine.Run(["survey", .. more]);

    private void Film(string name, string scene, int take, int at, float gain = 1, (int X, int Y)? dead = null, (int First, int Last)? boom = null, int frames = Length, int? hole = null, string notes = "", (int In, int Out)? mark = null, bool logged = true)
    {
        Directory.CreateDirectory(room.File("day"));
        for (var n = 1; n <= frames; n++)
        {
            if (n == hole) continue;
            var frame = Picture(at + (n * 0.7), gain, dead, boom is var (first, last) && n >= first && n <= last ? 5 + (3 * Math.Min(n - first, last - n)) : 0);
            ExrFile.Write(room.File($"day/{name}.{n:0000}.exr"), frame.ToStored());
        }
        if (logged) Line(name, scene, take, frames, notes, mark);
    }

    private void Line(string name, string scene, int take, int frames, string notes, (int In, int Out)? mark) =>
        log.Add($"{name}\tV\t{Label(0)}\t{Label(frames)}\t{scene}\t{take}\t{name[0]}\t{(mark is var (a, _) ? Label(a) : "")}\t{(mark is var (_, b) ? Label(b) : "")}\t{notes}");

    private void WriteLog(string name, string rate) => File.WriteAllText(room.File($"day/{name}"), $"Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\tCUSTOM\nFPS\t{rate}\n\nColumn\nName\tTracks\tStart\tEnd\tScene\tTake\tCamera\tMark IN\tMark OUT\tComments\n\nData\n{string.Join('\n', log)}\n");

    private static string Label(int frame) => $"00:00:{frame / 24:00}:{frame % 24:00}";

    /// <summary>A wall of soft bricks that passes before the camera.</summary>
    private static Frame Picture(double moved, float gain, (int X, int Y)? dead, int boom)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++)
        {
            for (var y = 0; y < H; y++)
            {
                for (var x = 0; x < W; x++)
                {
                    double u = x + moved, wave = Math.Sin(u / 3.1 + (c * 0.4)) * Math.Cos(y / 2.3) + Math.Sin((u + (2 * y)) / 7.7) + (0.8 * Math.Sin(u * u / 900.0 + (y / 5.0))) + (0.5 * Math.Sin((u * 1.7) - (y * 0.9)));
                    var value = (float)(0.16 + (0.035 * wave)) * gain;
                    if (y < boom && Math.Abs(x - 88) < 6) value = 0.012f;
                    if (dead == (x, y)) value = 0.95f;
                    frame.Plane(c)[(y * W) + x] = value;
                }
            }
        }
        return frame;
    }
}
