using System.Runtime.InteropServices;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

/// <summary>Retimes of a moving texture, of which every moment between two frames is known.</summary>
public sealed class RetimeTest
{
    private const int W = 160, H = 96, First = 1001, Last = 1012;
    private static readonly Texture Texture = new(9);

    [Theory]
    [InlineData("0.4")]
    [InlineData("1/1.25")]
    [InlineData("24->25")]
    [InlineData("23.976->24")]
    [InlineData("1.5")]
    [InlineData("1001=1,1006=0.3,1012=2")]
    public void Render_AtAnySpeed_ShowsEachMoment_AndRealFramesAsTheyAre(string speed)
    {
        var work = Work(Moments(Pace.Parse(speed)));
        var made = Render(work);
        var moments = ((FillOptions)work.Options).Retime!.Moments;
        Assert.Equal(moments.Keys.Order(), made.Select(m => m.Number));
        foreach (var frame in made)
        {
            var moment = moments[frame.Number];
            var near = (int)Math.Round(moment);
            if (Math.Abs(moment - near) <= 1.0 / 64)
            {
                Assert.Equal(near, frame.Shows);
                Assert.Equal(near, PerformanceLock.Shows(frame.Origin.Whole(), 0));
                Assert.True(Same(Seen(near), frame.Picture));
                Assert.False(frame.Figures.Flagged);
                continue;
            }
            Assert.Null(frame.Shows);
            var psnr = Fidelity.Of(frame.Picture, Seen(moment)).PsnrLuma;
            Assert.True(psnr > 36, $"{speed} at {moment}: {psnr:0.0} dB");
            // a frame beside it would be far off: it is this moment that was made
            Assert.True(psnr > 4 + Fidelity.Of(frame.Picture, Seen(near)).PsnrLuma || Math.Abs(moment - near) < 0.1, $"{speed} at {moment}");
            CitesTheFramesAround(frame, moment);
        }
    }

    [Fact]
    public void Render_MadeFrames_AreGatheredAgainFromThePlatesOwnNumbers()
    {
        var work = Work(Moments(Pace.Parse("0.4")));
        foreach (var made in Render(work).Where(m => m.Shows is null).Take(4))
        {
            var again = Gather.Again(made.Origin.Whole(), (_, f) => new(work.Plate.Clip.Read((int)f)), ["R", "G", "B"]);
            Assert.True(Same(again, made.Picture), $"frame {made.Number}");
        }
    }

    [Fact]
    public void Render_InChunks_GivesTheSameBits()
    {
        var work = Work(Moments(Pace.Parse("0.4")));
        var tool = new FillTool();
        var plan = tool.Prepare(work, null, default);
        var whole = Render(work);
        var parts = new List<MadeFrame>();
        var end = whole[^1].Number + 1;
        for (var start = First; start < end; start += 5) parts.AddRange(tool.Render(work, plan, new(start, Math.Min(end, start + 5)), default));
        Assert.Equal(whole.Select(m => m.Number), parts.Select(m => m.Number));
        foreach (var (a, b) in whole.Zip(parts)) Assert.True(Same(a.Picture, b.Picture), $"frame {a.Number}");
    }

    [Fact]
    public void Render_ReadsOnlyWhatItNeeds()
    {
        var work = Work(new SortedDictionary<int, double> { [1] = 1005.25, [2] = 1005.5, [3] = 1006 });
        var watched = new WatchedClip(work.Plate.Clip);
        work = work with { Plates = [new(0, watched)] };
        var tool = new FillTool();
        var plan = tool.Prepare(work, null, default);
        var needs = tool.Needs(work, new(1, 4)).SelectMany(n => n.Frames).ToHashSet();
        Assert.Contains(1005, needs);
        Assert.Contains(1006, needs);
        watched.Forget();
        Assert.Equal(3, tool.Render(work, plan, new(1, 4), default).Count());
        Assert.Subset(needs, watched.Seen.ToHashSet());
    }

    [Fact]
    public void Render_BackwardsAndStandingStill_ShowsEachMoment()
    {
        var work = Work(new SortedDictionary<int, double> { [1] = 1008.5, [2] = 1007.9, [3] = 1007.3, [4] = 1007.3, [5] = 1006, [6] = 1006.4 });
        var made = Render(work);
        Assert.Equal([1, 2, 3, 4, 5, 6], made.Select(m => m.Number));
        foreach (var (frame, moment) in made.Zip(((FillOptions)work.Options).Retime!.Moments.OrderBy(m => m.Key).Select(m => m.Value)))
            Assert.InRange(Fidelity.Of(frame.Picture, Seen(moment)).PsnrLuma, 36, 1000);
        Assert.True(Same(made[2].Picture, made[3].Picture));
    }

    [Fact]
    public void Render_OverAHole_IsMadeAcrossIt()
    {
        var frames = Enumerable.Range(First, Last - First + 1).Where(n => n != 1006).Select(n => KeyValuePair.Create(n, Seen(n).ToStored(SampleType.Float)));
        var work = Work(new SortedDictionary<int, double> { [1] = 1005.5, [2] = 1006, [3] = 1006.5 }, new MemoryClip("plate", new FrameRate(24), frames));
        foreach (var (frame, moment) in Render(work).Zip([1005.5, 1006, 1006.5]))
        {
            Assert.Null(frame.Shows);
            Assert.InRange(Fidelity.Of(frame.Picture, Seen(moment)).PsnrLuma, 34, 1000);
        }
    }

    [Fact]
    public void Prepare_BeyondTheLastFrame_IsRefusedUnlessHeld()
    {
        var beyond = new SortedDictionary<int, double> { [1] = 1011.5, [2] = 1012.5 };
        var refusal = Assert.Throws<ToolRefusedException>(() => Render(Work(beyond)));
        Assert.Equal(("no-frame-beyond", "after frame 1012"), (refusal.Code, refusal.Place));
        var work = Work(beyond);
        var held = Render(work with { Options = (FillOptions)work.Options with { Hold = true } });
        Assert.Equal([null, (int?)Last], held.Select(m => m.Shows));
        Assert.True(held[1].Figures.Flagged);
    }

    [Fact]
    public void Prepare_AcrossACut_IsRefused_WithThePlatesNumbers()
    {
        var other = new Texture(77);
        var cut = MemoryClip.Of("cut", new FrameRate(24), First, [.. Enumerable.Range(First, 12).Select(n => n < 1007 ? Seen(n) : Dark(other, n))]);
        var refusal = Assert.Throws<ToolRefusedException>(() => Render(Work(Moments(Pace.Parse("0.5")), cut)));
        Assert.Equal(("cut-in-gap", "between the frames 1006 and 1007"), (refusal.Code, refusal.Place));
        // the frames of one shot alone
        Assert.Equal(2, Render(Work(new SortedDictionary<int, double> { [1] = 1004.5, [2] = 1008.5 }, cut)).Count);

        static Frame Dark(Texture texture, int n)
        {
            var frame = texture.Frame(W, H, 3.0 * n, 0);
            frame.Plane(0).AsSpan().Clear();
            frame.Plane(1).AsSpan().Clear();
            return frame;
        }
    }

    private static void CitesTheFramesAround(MadeFrame frame, double moment)
    {
        var origin = frame.Origin.Whole();
        var cited = new HashSet<uint>();
        foreach (var tap in origin.Tap)
            for (var i = 0; i < tap.Weight.Length; i++)
                if (tap.Weight[i] > 0) cited.Add(tap.Frame[i]);
        Assert.Subset(new HashSet<uint> { (uint)Math.Floor(moment), (uint)Math.Ceiling(moment) }, cited);
        for (var i = 0; i < W * H; i++) Assert.Equal(1, origin.Tap.Sum(t => t.Weight[i]) + origin.Synth[i]);
    }

    private static SortedDictionary<int, double> Moments(Pace pace)
    {
        var moments = new SortedDictionary<int, double>();
        for (var n = 0; pace.After(First, n) <= Last + (1.0 / 64); n++) moments[First + n] = pace.After(First, n);
        return moments;
    }

    private static Assignment Work(SortedDictionary<int, double> moments, Clip? clip = null) => new(
        [new(0, clip ?? MemoryClip.Of("plate", new FrameRate(24), First, [.. Enumerable.Range(First, Last - First + 1).Select(n => Seen(n))]))], new(moments.Keys.First(), moments.Keys.Last() + 1),
        new FillOptions([]) { Retime = new(moments, First, Last) }, 0, 2, Assignment.NoMattes);

    // speeding up, and drifting down
    private static Frame Seen(double number) => Texture.Frame(W, H, (-2.2 * (number - First)) - (0.05 * (number - First) * (number - First)), 0.7 * (number - First));

    private static List<MadeFrame> Render(Assignment work)
    {
        var tool = new FillTool();
        return [.. tool.Render(work, tool.Prepare(work, null, default), work.Range, default)];
    }

    private static bool Same(Frame a, Frame b) => Enumerable.Range(0, 3).All(c => MemoryMarshal.AsBytes<float>(a.Plane(c)).SequenceEqual(MemoryMarshal.AsBytes<float>(b.Plane(c))));
}
