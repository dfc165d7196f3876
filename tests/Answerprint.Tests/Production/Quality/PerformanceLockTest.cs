using Answerprint.Media.Frames;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Quality;

public class PerformanceLockTest
{
    [Fact]
    public void Prove_HonestVersions_Pass()
    {
        foreach (var honest in new[] { Honest.Fill(), Honest.CleanupAndHold() })
        {
            var proof = PerformanceLock.Prove(honest.Given);
            Assert.Empty(proof.Findings);
            Assert.True(proof.Passed && proof.Confined && proof.PlateFromIngest);
            Assert.Equal(10, proof.Frames.Count);
            Assert.True(proof.ToFacts().Is("proof.performance_lock"));
        }
    }

    [Fact]
    public void Prove_SamePicturesTwice_SameRootAndJson()
    {
        var (a, b) = (PerformanceLock.Prove(Honest.CleanupAndHold().Given), PerformanceLock.Prove(Honest.CleanupAndHold().Given));
        Assert.Equal(a.ToJson().ToJsonString(), b.ToJson().ToJsonString());
        Assert.Equal(64, a.Root.Length);
    }

    public static TheoryData<string, string> Attacks => new()
    {
        { "one bit outside the matte", "outside-changed" },
        { "one bit of a data channel", "outside-changed" },
        { "a signalling NaN made quiet", "outside-changed" },
        { "matte shifted by three pixels", "outside-changed" },
        { "matte too small", "outside-changed" },
        { "matte of another size", "matte-size" },
        { "retime hidden as identity", "outside-changed" },
        { "channel left out", "outside-changed" },
        { "channel added", "outside-changed" },
        { "data window moved", "outside-changed" },
        { "plate swapped for the render", "plate-swapped" },
        { "held frame touched", "held-differs" },
        { "held frame retouched under a work matte", "held-differs" },
        { "hold of a frame that is not there", "held-not-real" },
        { "hold too long", "held-too-long" },
        { "frames shown backwards", "held-order" },
        { "frame left out", "frame-missing" },
        { "made frame that is not declared", "made-not-declared" },
        { "no origin", "origin-missing" },
        { "origin cites a frame that is not there", "source-not-real" },
        { "origin cites another plate that is not there", "source-not-real" },
        { "work nearer than 16 pixels", "work-near-performer" },
        { "performer without matte", "work-near-performer" },
        { "frame made over a performer", "work-near-performer" },
        { "synthesised on the performer", "synth-on-performer" },
        { "performer copied as a patch", "source-is-performer" },
        { "drawn from another plate that nobody looked at", "source-people-unknown" },
        { "nobody declared", "people-unknown" },
        { "a class that is not proved", "class-unproved" },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public void Prove_Attack_IsCaught(string attack, string code)
    {
        var v = attack.StartsWith("made", StringComparison.Ordinal) || attack.StartsWith("no origin", StringComparison.Ordinal) ? Honest.Fill() : Honest.CleanupAndHold();
        Spoil(v, attack);
        var proof = PerformanceLock.Prove(v.Given);
        Assert.False(proof.Passed);
        Assert.Contains(proof.Findings, f => f.Code == code && f.Weight == Weight.Fault);
        Assert.False(proof.ToFacts().Is("proof.performance_lock"));
    }

    [Fact]
    public void Prove_HoldTooLongButTheCutFreezes_Passes()
    {
        var v = Honest.CleanupAndHold();
        Spoil(v, "hold too long");
        v.CutFreezes = true;
        Assert.True(PerformanceLock.Prove(v.Given).Passed);
    }

    [Fact]
    public void Prove_HoldTooLongButSomebodyAttestsThatNobodyIsThere_Passes()
    {
        var v = Honest.CleanupAndHold();
        Spoil(v, "hold too long");
        v.Declarations.Clear();
        Assert.Contains(PerformanceLock.Prove(v.Given).Findings, f => f.Code == "held-too-long");
        v.Declarations.Add(new("pl", null, null, null, [], "by", default, 0));
        Assert.True(PerformanceLock.Prove(v.Given).Passed);
    }

    [Fact]
    public void Prove_NoHashOfIngest_SaysSoAndDoesNotVouchForThePlate()
    {
        var v = Honest.Fill();
        v.Ingest.Clear();
        var proof = PerformanceLock.Prove(v.Given);
        Assert.True(proof.Passed);
        Assert.False(proof.PlateFromIngest);
    }

    private static void Spoil(Honest v, string attack)
    {
        switch (attack)
        {
            case "one bit outside the matte": v.Version.Frames[1008].Channel("R")!.Words[777] ^= 1; break;
            case "one bit of a data channel": v.Version.Frames[1008].Channel("id")!.Words[777] ^= 1; break;
            case "a signalling NaN made quiet": Honest.Set(v.Version.Frames[1002], 3, 3, 0x7e01); break;
            case "matte shifted by three pixels": v.Work[1003] = Honest.Box(103, 40, 8, 8); break;
            case "matte too small": v.Work[1003] = Honest.Box(100, 40, 8, 7); break;
            case "matte of another size": v.Work[1003] = Matte.Whole(Honest.W, Honest.H - 1); break;
            case "retime hidden as identity": v.Version.Frames[1008] = v.Plate.Frames[1009]; break;
            case "channel left out": v.Version.Frames[1008] = v.Version.Frames[1008] with { Channels = [.. v.Version.Frames[1008].Channels.Take(3)] }; break;
            case "channel added": v.Version.Frames[1008] = v.Version.Frames[1008] with { Channels = [.. v.Version.Frames[1008].Channels, v.Version.Frames[1008].Channels[0] with { Name = "Z" }] }; break;
            case "data window moved": v.Version.Frames[1008] = v.Version.Frames[1008] with { DataWindow = new(1, 0, Honest.W, Honest.H - 1) }; break;
            case "plate swapped for the render":
                Honest.Set(v.Version.Frames[1008], 15, 30, 0x3c00);
                v.Plate.Frames[1008] = Honest.Copy(v.Version.Frames[1008]);
                break;
            case "held frame touched": Honest.Set(v.Version.Frames[1005], 15, 30, 0x3c00); break;
            case "held frame retouched under a work matte":
                Honest.Set(v.Version.Frames[1005], 15, 30, 0x3c00);
                v.Work[1005] = Matte.Whole(Honest.W, Honest.H);
                break;
            case "hold of a frame that is not there": v.Held[1005] = 1006; break;
            case "hold too long": v.Hold(1007, 1004); break;
            case "frames shown backwards": v.Hold(1006, 1003); break;
            case "frame left out": v.Version.Frames.Remove(1009); break;
            case "made frame that is not declared": v.Work[1005] = Honest.Box(0, 0, Honest.W, Honest.H - 1); break;
            case "no origin": v.Origins.Remove(1005); break;
            case "origin cites a frame that is not there": v.Origins[1003].Tap[0].Frame[(44 * Honest.W) + 104] = 1005; break;
            case "origin cites another plate that is not there": v.Origins[1003].Tap[0].Plate[(44 * Honest.W) + 104] = 3; break;
            case "work nearer than 16 pixels": v.Clean(1003, 45, 40, 1002, dx: 60); break;
            case "performer without matte": v.Performer = null; break;
            case "frame made over a performer":
                v.Held.Clear();
                v.Make(1005, 1004, 1);
                v.Make(1006, 1007, -1);
                break;
            case "synthesised on the performer":
                v.Clean(1003, 20, 40, 1002, dx: 80);
                v.Origins[1003].Synth[(44 * Honest.W) + 24] = 1e-30f;
                break;
            case "performer copied as a patch": v.Clean(1003, 100, 40, 1002, dx: -80); break;
            case "drawn from another plate that nobody looked at":
                v.Origins[1003].Tap[0].Plate[(44 * Honest.W) + 104] = 3;
                v.Source = (_, frame) => v.Plate.Frames[frame];
                break;
            case "nobody declared": v.Declarations.Clear(); break;
            case "a class that is not proved": v.Class = PerformerClass.P1; break;
            default: throw new ArgumentOutOfRangeException(nameof(attack), attack, "no such attack");
        }
    }

    [Fact]
    public void Prove_HeldFrameWithoutItsDataChannel_PassesOnlyWhereThePlateHasNone()
    {
        var v = Honest.CleanupAndHold();
        v.Version.Frames[1005] = v.Version.Frames[1005] with { Channels = [.. v.Version.Frames[1005].Channels.Take(3)] };
        Assert.True(PerformanceLock.Prove(v.Given).Passed);
        v.Version.Frames[1005] = v.Version.Frames[1005] with { Channels = [.. v.Version.Frames[1005].Channels.Take(2)] };
        Assert.False(PerformanceLock.Prove(v.Given).Passed);
    }

    [Fact]
    public void Shows_OriginOfAHold_NamesTheFrameAndNothingElseDoes()
    {
        var v = Honest.Fill();
        v.Make(1005, 1004, 0);
        Assert.Equal(1004, PerformanceLock.Shows(v.Origins[1005], 0));
        Assert.Null(PerformanceLock.Shows(v.Origins[1005], 1));
        Assert.Null(PerformanceLock.Shows(v.Origins[1006], 0));
        v.Origins[1005].Tap[0].Frame[5] = 1003;
        Assert.Null(PerformanceLock.Shows(v.Origins[1005], 0));
    }

    [Theory]
    [InlineData(45, false)]
    [InlineData(46, true)]
    public void Prove_WorkBesidePerformer_SixteenPixelsAreEnough(int x, bool passes)
    {
        var v = Honest.CleanupAndHold();
        v.Clean(1003, x, 40, 1002, dx: 60);
        Assert.Equal(passes, PerformanceLock.Prove(v.Given).Passed);
    }
}
