using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Quality;
using Xunit;

namespace Answerprint.Tests.Production.Quality;

public class InspectorTest
{
    [Fact]
    public void Inspect_HonestVersions_NoFaultAndNothingFlagged()
    {
        foreach (var honest in new[] { Honest.Fill(), Honest.CleanupAndHold() })
        {
            var report = Inspector.Inspect(honest.Given);
            Assert.Empty(report.Findings);
            Assert.True(report.Passed);
            Assert.Empty(report.Flagged);
            Assert.True(report.ToJson()["passed"]!.GetValue<bool>());
        }
    }

    public static TheoryData<string, string, string, bool> Faults => new()
    {
        { "lying origin: another frame", "regathered", "false-origin", true },
        { "lying origin: another place", "regathered", "false-origin", true },
        { "invented pixel said to be real", "regathered", "false-origin", true },
        { "synth rounded to nothing", "origin-sound", "sum", true },
        { "negative weight", "origin-sound", "range", true },
        { "position off the grid", "origin-sound", "position", true },
        { "position is no number", "origin-sound", "position", true },
        { "infinity brought in", "finite-kept", "not-finite", true },
        { "another rate", "format-kept", "rate", true },
        { "a frame too many", "format-kept", "range-more", true },
        { "made frame stored as float", "format-kept", "channel-type", true },
        { "black border", "edges-clean", "flat-border", false },
        { "made frame that is its neighbour", "frames-distinct", "duplicate", false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Inspect_Fault_IsFound(string what, string check, string code, bool fails)
    {
        var v = Honest.Fill();
        var (g, i) = (v.Origins[1005], (44 * Honest.W) + 104);
        switch (what)
        {
            case "lying origin: another frame": g.Tap[0].Frame[i] = 1001; break;
            case "lying origin: another place": g.Tap[0].X[i] += 1; break;
            case "invented pixel said to be real": Honest.Set(v.Version.Frames[1005], 104, 44, 0x3333, "B"); break;
            case "synth rounded to nothing": g.Tap[0].Weight[i] = 0.9f; break;
            case "negative weight": (g.Tap[0].Weight[i], g.Synth[i]) = (-1, 2); break;
            case "position off the grid": g.Tap[0].X[i] += 0.01f; break;
            case "position is no number": g.Tap[0].X[i] = float.NaN; break;
            case "infinity brought in": Honest.Set(v.Version.Frames[1005], 104, 44, 0x7c00); break;
            case "another rate": v.Version = new(v.Version.Frames, new FrameRate(25)); break;
            case "a frame too many": v.Version.Frames[1011] = v.Version.Frames[1010]; break;
            case "made frame stored as float":
                v.Version.Frames[1005] = v.Version.Frames[1005] with { Channels = [.. v.Version.Frames[1005].Channels.Select(c => c.Name == "id" ? c with { Type = SampleType.Float } : c)] };
                break;
            case "black border":
                for (var x = 0; x < Honest.W; x++)
                    foreach (var c in new[] { "R", "G", "B" }) Honest.Set(v.Version.Frames[1005], x, 0, 0, c);
                break;
            case "made frame that is its neighbour": v.Make(1005, 1004, 0); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "no such fault");
        }
        var report = Inspector.Inspect(v.Given);
        Assert.Contains(report.Findings, f => f.Check == check && f.Code == code);
        if (fails) Assert.False(report.Passed);
        else Assert.Contains(1005, report.Flagged);
    }

    [Fact]
    public void FactsOf_ActAboutOtherBytes_ProvesNothing()
    {
        var body = Inspector.Inspect(Honest.Fill().Given).Body("sh010_v001", "aa", "bb");
        Assert.True(Report.FactsOf(body, "aa").Is("proof.performance_lock") && Report.FactsOf(body, "aa").Is("proof.mask_confinement"));
        Assert.False(Report.FactsOf(body, "ab").Is("proof.performance_lock") || Report.FactsOf(body, "ab").Is("proof.mask_confinement"));
    }

    [Fact]
    public void Inspect_TapsBetweenPixelsWithoutGatherer_SaysTheyAreOpen()
    {
        var v = Honest.Fill();
        v.Origins[1005].Tap[0].X[500] += 0.5f;
        Assert.Contains(Inspector.Inspect(v.Given).Findings, f => f is { Code: "not-regathered", Count: 1, Weight: Weight.Note });
    }

    [Fact]
    public void Inspect_ToolsOwnGatherer_MustGiveTheStoredWords()
    {
        var v = Honest.Fill();
        v.Regather = (frame, _) => v.Version.Read(frame);
        Assert.Empty(Inspector.Inspect(v.Given).Findings);
        v.Regather = (frame, _) =>
        {
            var picture = v.Version.Read(frame);
            picture.Plane(0)[9] += 0.01f;
            return picture;
        };
        Assert.Contains(Inspector.Inspect(v.Given).Findings, f => f is { Code: "false-origin", Count: 1 });
    }

    [Fact]
    public void Inspect_FrameMadeAnewOverOneOfThePlate_LeavesItsDataOutAndNothingElse()
    {
        var v = Honest.Fill();
        v.Make(1008, 1007, dx: 1);
        Assert.True(v.Plate.Has(1008) && v.Work[1008].IsWhole);
        v.Version.Frames[1008] = v.Version.Frames[1008] with { Channels = [.. v.Version.Frames[1008].Channels.Where(c => c.Name != "id")] };
        var report = Inspector.Inspect(v.Given);
        Assert.True(report.Passed, string.Join("; ", report.Findings.Select(f => $"{f.Code} {f.Words}")));
        Assert.Contains(report.Findings, f => f is { Code: "data-left-out", Weight: Weight.Note, Frame: 1008 });
    }

    [Fact]
    public void Inspect_NaNOfThePlate_IsNoFinding()
    {
        var v = Honest.CleanupAndHold();
        v.Clean(1002, 100, 40, from: 1001);
        Assert.DoesNotContain(Inspector.Inspect(v.Given).Findings, f => f.Code == "not-finite");
    }
}
