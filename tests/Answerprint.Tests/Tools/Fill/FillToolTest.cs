using System.Runtime.InteropServices;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class FillToolTest
{
    private const int W = 160, H = 96;
    private static readonly Texture Texture = new(9);

    [Fact]
    public void Laws_OfEveryTool_AreKept() => Assert.Empty(ToolLaws.Broken(new FillTool(), Work([4, 5])));

    [Fact]
    public void Laws_OnFramesToHold_AreKept() => Assert.Empty(ToolLaws.Broken(new FillTool(), Work([1, 2], hold: true)));

    [Fact]
    public void Laws_OnFramesHeldAmongFilledOnes_AreKept() => Assert.Empty(ToolLaws.Broken(new FillTool(), Held([2, 5, 6, 9], (2, 1), (9, 8))));

    [Fact]
    public void Render_HeldFrames_StandInOrderAndAreTheirSourcesWhole()
    {
        var made = Render(Held([2, 3, 6, 8], (2, 1), (3, 1), (8, 7)));
        Assert.Equal([2, 3, 6, 8], made.Select(m => m.Number));
        Assert.Equal([1, 1, null, 7], made.Select(m => m.Shows));
        foreach (var held in made.Where(m => m.Shows is not null))
        {
            Assert.Equal(held.Shows, Answerprint.Production.Quality.PerformanceLock.Shows(held.Origin.Whole(), 0));
            Assert.True(held.Figures.Flagged);
            for (var c = 0; c < 3; c++) Assert.True(Same(Seen(held.Shows!.Value).Plane(c), held.Picture.Plane(c)));
        }
    }

    [Fact]
    public void Render_OfMovingTexture_IsNearTheTruth_AndBetterThanRepeatAndBlend()
    {
        var work = Work([5]);
        var made = Assert.Single(Render(work));
        var truth = Seen(5);
        var ours = Fidelity.Of(made.Picture, truth).PsnrLuma;
        var repeat = Assert.Single(Render(Work([5], method: FillMethod.Repeat)));
        var blend = Assert.Single(Render(Work([5], method: FillMethod.Blend)));
        Assert.InRange(ours, 38, 120);
        Assert.InRange(ours - Fidelity.Of(repeat.Picture, truth).PsnrLuma, 10, 100);
        Assert.InRange(ours - Fidelity.Of(blend.Picture, truth).PsnrLuma, 6, 100);
        Assert.InRange(made.Figures.Confidence, 0.9, 1);
        Assert.False(made.Figures.Calibrated);
    }

    [Fact]
    public void Origin_GatheredAgain_GivesThePictureBitForBit()
    {
        foreach (var method in new[] { FillMethod.Motion, FillMethod.Linear, FillMethod.Repeat, FillMethod.Blend })
        {
            var work = Work([4, 5, 6], method: method);
            foreach (var made in Render(work))
            {
                var again = Gather.Again(made.Origin.Whole(), (_, f) => new(work.Plate.Clip.Read((int)f)), ["R", "G", "B"]);
                for (var c = 0; c < 3; c++) Assert.True(Same(again.Plane(c), made.Picture.Plane(c)), $"{method} frame {made.Number} channel {c}");
            }
        }
    }

    [Fact]
    public void Origin_OfAMadeFrame_SumsToExactlyOne()
    {
        var made = Assert.Single(Render(Work([5])));
        var origin = made.Origin.Whole();
        for (var i = 0; i < W * H; i++) Assert.Equal(1, origin.Tap.Sum(t => t.Weight[i]) + origin.Synth[i]);
    }

    [Fact]
    public void Render_OfARepeatedFrame_KeepsTheBitsOfTheSource()
    {
        var made = Assert.Single(Render(Work([5], method: FillMethod.Repeat)));
        Assert.True(Same(Seen(4).Plane(1), made.Picture.Plane(1)));
    }

    [Fact]
    public void Render_BesideANumberThatIsNone_PoisonsOnlyItsSurroundings()
    {
        var frames = Frames();
        frames[3].Plane(0)[(40 * W) + 60] = float.NaN;
        frames[5].Plane(1)[(40 * W) + 60] = float.PositiveInfinity;
        var made = Assert.Single(Render(Work([5], frames: frames)));
        var spoilt = 0;
        for (var c = 0; c < 3; c++) spoilt += made.Picture.Plane(c).Count(v => !float.IsFinite(v));
        Assert.InRange(spoilt, 1, 800);
    }

    [Fact]
    public void Prepare_OfAListedFrame_NeverReadsIt()
    {
        var work = Work([5]);
        var watched = new WatchedClip(work.Plate.Clip);
        work = work with { Plates = [new(0, watched)] };
        _ = Render(work);
        Assert.DoesNotContain(5, watched.Seen);
        Assert.Contains(4, watched.Seen);
    }

    [Fact]
    public void Prepare_AtTheHead_IsRefusedUnlessHeld()
    {
        var refusal = Assert.Throws<ToolRefusedException>(() => Render(Work([1])));
        Assert.Equal("no-frame-beyond", refusal.Code);
        var held = Assert.Single(Render(Work([1], hold: true)));
        Assert.Equal("hold", held.Figures.Method);
        Assert.True(held.Figures.Flagged);
        Assert.True(Same(Seen(2).Plane(0), held.Picture.Plane(0)));
    }

    [Fact]
    public void Prepare_AcrossACut_IsRefused()
    {
        var frames = Frames();
        for (var n = 5; n < frames.Length; n++) frames[n] = Bricks(n);
        var refusal = Assert.Throws<ToolRefusedException>(() => Render(Work([5], frames: frames)));
        Assert.Equal("cut-in-gap", refusal.Code);
        // the cut lies beside this gap
        Assert.Single(Render(Work([4], frames: frames)));
    }

    [SharedFact("footage/crystal/crystal.mp4")]
    public void Prepare_AcrossACutOfRealClips_IsRefused_AndWithinOneClipIsNot()
    {
        using var crystal = FrameFiles.Open(Checkout.Shared("footage/crystal/crystal.mp4")!);
        using var rabbit = FrameFiles.Open(Checkout.Shared("footage/rabbit/rabbit.mp4")!);
        // two close-ups of one look, spliced: the hardest pair of the shared clips
        var spliced = MemoryClip.Of("spliced", new FrameRate(30), 1, [.. Enumerable.Range(1, 4).Select(crystal.Read), .. Enumerable.Range(1, 4).Select(rabbit.Read)]);
        Assert.Equal("cut-in-gap", Assert.Throws<ToolRefusedException>(() => new FillTool().Prepare(Real(spliced, [4, 5]), null, default)).Code);
        var fast = MemoryClip.Of("fast", new FrameRate(30), 1, [.. Enumerable.Range(0, 4).Select(n => crystal.Read(1 + (n * 5)))]);
        Assert.NotEmpty(new FillTool().Prepare(Real(fast, [2, 3]), null, default).Bytes);

        static Assignment Real(Clip clip, int[] missing) => new([new(0, clip)], clip.Range, new FillOptions(missing, Method: FillMethod.Linear), 0, 2, Assignment.NoMattes);
    }

    [Fact]
    public void Prepare_OnATitleCard_RepeatsOrBlends()
    {
        var frames = Enumerable.Range(0, 9).Select(_ => Seen(3)).ToArray();
        var made = Assert.Single(Render(Work([5], frames: frames)));
        Assert.InRange(Fidelity.Of(made.Picture, frames[4]).PsnrLuma, 60, 200);
    }

    private static Assignment Work(int[] missing, bool hold = false, FillMethod method = FillMethod.Auto, Frame[]? frames = null) => new(
        [new(0, MemoryClip.Of("plate", new FrameRate(24), 1, frames ?? Frames()))], new(1, 10), new FillOptions(missing, hold, method), 0, 2, Assignment.NoMattes);

    private static Assignment Held(int[] missing, params (int Number, int Shows)[] held) => Work(missing) with
    {
        Options = new FillOptions(missing) { Held = held.ToDictionary(h => h.Number, h => h.Shows) },
    };

    private static Frame[] Frames() => [.. Enumerable.Range(1, 9).Select(Seen)];

    // another scene: dark bricks
    private static Frame Bricks(int number)
    {
        var random = new Random(4);
        var bricks = Enumerable.Range(0, W * H).Select(_ => random.NextSingle() * 0.2f).ToArray();
        var frame = new Frame(W, H);
        for (var i = 0; i < frame.Size; i++) frame.Plane(2)[i] = bricks[(i / W / 5 * W) + (((i % W) + (2 * number)) / 7)];
        return frame;
    }

    // speeding up, and drifting down
    private static Frame Seen(int number) => Texture.Frame(W, H, -(2.2 * number) - (0.05 * number * number), 0.7 * number);

    private static List<MadeFrame> Render(Assignment work)
    {
        var tool = new FillTool();
        return [.. tool.Render(work, tool.Prepare(work, null, default), work.Range, default)];
    }

    private static bool Same(float[] a, float[] b) => MemoryMarshal.AsBytes<float>(a).SequenceEqual(MemoryMarshal.AsBytes<float>(b));
}
