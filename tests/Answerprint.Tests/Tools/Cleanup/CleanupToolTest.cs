using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Soundstage;
using Answerprint.Tests.House;
using Answerprint.Tools.Cleanup;
using Xunit;
using PeopleInRegion = Answerprint.Production.Rights.PeopleInRegion;

namespace Answerprint.Tests.Tools.Cleanup;

/// <summary>A known camera move over an empty set; a wire, or a box that stands still, is laid over it and taken out.</summary>
public sealed class CleanupToolTest
{
    private const int W = 320, H = 180, Frames = 12;
    private static readonly Lazy<Frame[]> Truth = new(Render);

    [Fact]
    public void Render_WireOverAMovingSet_IsDrawnFromOtherFramesAndNothingElseChanges()
    {
        var (made, assignment) = Clean(Wire, range: new(5, 8));
        Assert.Equal([5, 6, 7], made.Select(m => m.Number));
        foreach (var frame in made)
        {
            var (own, truth) = (assignment.Plate.Clip.Read(frame.Number), Truth.Value[frame.Number]);
            Assert.InRange(frame.Figures.Measures["coverage"], 0.98, 1);
            // what is copied from the frame before without motion is the least that it must beat
            var copied = frame with { Picture = Copied(frame, Truth.Value[frame.Number - 1]) };
            Assert.True(InHole(frame, truth) > InHole(copied, truth) + 2, $"frame {frame.Number}: {InHole(frame, truth):0.0} dB, copied {InHole(copied, truth):0.0} dB");
            Assert.True(frame.OnPlate);
            for (var i = 0; i < own.Size; i++)
            {
                Assert.Equal(Wire(frame.Number, i % W, i / W), frame.Work.Coverage[i] > 0);
                if (frame.Work.Coverage[i] > 0) continue;
                for (var c = 0; c < 3; c++) Assert.Equal(own.Plane(c)[i], frame.Picture.Plane(c)[i]);
            }
        }
    }

    [Fact]
    public void Origin_GatheredAgain_GivesThePictureToTheBitAndCitesNoHole()
    {
        var (made, assignment) = Clean(Wire, range: new(5, 7));
        foreach (var frame in made)
        {
            var origin = frame.Origin.Whole();
            var again = Gather.Again(frame.Origin, (_, n) => new EncodedPicture(assignment.Plate.Clip.Read((int)n)), ["R", "G", "B"]);
            for (var i = 0; i < W * H; i++)
            {
                for (var c = 0; c < 3 && origin.Synth[i] == 0; c++) Assert.Equal(frame.Picture.Plane(c)[i], again.Plane(c)[i]);
                Assert.Equal(1, origin.Tap[0].Weight[i] + origin.Synth[i]);
                if (origin.Synth[i] == 1) continue;
                Assert.False(Wire((int)origin.Tap[0].Frame[i], (int)MathF.Round(origin.Tap[0].X[i]), (int)MathF.Round(origin.Tap[0].Y[i])), "a hole was drawn from");
                if (frame.Work.Coverage[i] == 0) Assert.Equal(((uint)frame.Number, (float)(i % W), (float)(i / W)), (origin.Tap[0].Frame[i], origin.Tap[0].X[i], origin.Tap[0].Y[i]));
            }
        }
    }

    [Fact]
    public void Render_ThreadsAndChunks_MakeNoDifference()
    {
        var whole = Clean(Wire, range: new(4, 7), threads: 1).Made;
        var parts = Clean(Wire, range: new(4, 5), threads: 2).Made.Concat(Clean(Wire, range: new(5, 7), threads: 2).Made).ToList();
        foreach (var (a, b) in whole.Zip(parts))
            for (var c = 0; c < 3; c++) Assert.Equal(a.Picture.Plane(c), b.Picture.Plane(c));
    }

    [Fact]
    public void Render_WhatNoFrameShows_IsInventedAndSaidSoOrRefused()
    {
        // the box stands in the picture of a set that stands still
        static bool Box(int n, int x, int y) => x is >= 80 and < 100 && y is >= 40 and < 56;
        using var plate = Plate(Box, _ => Truth.Value[0]);
        using var mattes = Mattes(Box);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new CleanupTool();
        var frame = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(3, 4), default));
        var origin = frame.Origin.Whole();
        Assert.Equal((0.0, true, "patches"), (frame.Figures.Measures["coverage"], frame.Figures.Flagged, frame.Figures.Method));
        for (var i = 0; i < W * H; i++) Assert.Equal(Box(3, i % W, i / W) ? (1f, 0f) : (0f, 1f), (origin.Synth[i], origin.Tap[0].Weight[i]));
        Assert.False(frame.Origin.IsReal);
        // what is invented is of the set around it: no sample leaves what the frame holds
        var around = Enumerable.Range(0, W * H).Where(i => !Box(3, i % W, i / W)).Select(i => frame.Picture.Plane(1)[i]).ToList();
        Assert.All(Enumerable.Range(0, W * H).Where(i => Box(3, i % W, i / W)), i => Assert.InRange(frame.Picture.Plane(1)[i], around.Min() - 0.01f, around.Max() + 0.01f));
        var again = Assert.Single(tool.Render(assignment with { Threads = 1 }, new([]), new(3, 4), default));
        Assert.Equal(frame.Picture.Plane(0), again.Picture.Plane(0));
        var strict = assignment with { Options = new CleanupOptions { Invent = false } };
        Assert.Equal("never-seen", Assert.Throws<ToolRefusedException>(() => tool.Render(strict, new([]), new(3, 4), default).ToList()).Code);
    }

    [Fact]
    public void Render_CameraThatStandsStill_CopiesWholePixels()
    {
        static bool Moving(int n, int x, int y) => x >= 10 + (12 * n) && x < 18 + (12 * n) && y is >= 30 and < 60;
        using var plate = Plate(Moving, _ => Truth.Value[0]);
        using var mattes = Mattes(Moving);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new CleanupTool();
        var frame = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(5, 6), default));
        for (var c = 0; c < 3; c++) Assert.Equal(Truth.Value[0].Plane(c), frame.Picture.Plane(c));
    }

    /// <summary>Noise differs from frame to frame, so a pixel tells from which one it was taken: before a camera that stands still, the nearest that shows it.</summary>
    [Fact]
    public void Render_CameraThatStandsStillUnderNoise_IsTheNearestFrameThatShowsIt()
    {
        static bool Moving(int n, int x, int y) => x >= 10 + (4 * n) && x < 18 + (4 * n) && y is >= 30 and < 60;
        using var plate = Plate(Moving, n =>
        {
            var (noise, picture) = (new Random(n), Truth.Value[0].Copy());
            for (var i = 0; i < picture.Size; i++) for (var c = 0; c < 3; c++) picture.Plane(c)[i] *= 1 + (0.02f * (noise.NextSingle() - 0.5f));
            return picture;
        });
        using var mattes = Mattes(Moving);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new CleanupTool();
        var frame = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(5, 6), default));
        for (var i = 0; i < W * H; i++)
        {
            if (!Moving(5, i % W, i / W)) continue;
            var from = Enumerable.Range(1, Frames).SelectMany(away => new[] { 5 - away, 5 + away }).First(n => n >= 0 && n < Frames && !Moving(n, i % W, i / W));
            Assert.Equal(plate.Read(from).Plane(1)[i], frame.Picture.Plane(1)[i]);
        }
    }

    [Fact]
    public void Render_Performers_AreNeverASource()
    {
        static bool Person(int x, int y) => x < 150;
        using var plate = Plate(Wire, n => Truth.Value[n]);
        using var mattes = Mattes(Wire);
        using var people = Mattes((_, x, y) => Person(x, y));
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes, [WorkMattes.PerformerRole + "ann"] = people });
        var tool = new CleanupTool();
        var frame = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(6, 7), default));
        var origin = frame.Origin.Whole();
        Assert.Contains(Enumerable.Range(0, W * H), i => frame.Work.Coverage[i] > 0 && origin.Synth[i] == 0);
        Assert.All(Enumerable.Range(0, W * H).Where(i => frame.Work.Coverage[i] > 0 && origin.Synth[i] == 0), i => Assert.True(origin.Tap[0].X[i] >= 150 + PeopleInRegion.KeepAway - 0.5f));
    }

    /// <summary>Somebody walks three pixels a frame behind a thin line that hangs still; their head is attested to nobody.</summary>
    [Fact]
    public void Render_AThinThingBeforeAPerformer_CopiesTheirOwnWardrobeByWholePixels()
    {
        static bool Cast(int n, int x, int y) => x >= 60 + (3 * n) && x < 140 + (3 * n) && y is >= 20 and < 170;
        static bool Line(int n, int x, int y) => y is 90 or 91 && x is >= 20 and < 300;
        static bool Wardrobe(int n, int x, int y) => y >= 60;
        var cloth = new Random(3);
        var weave = Enumerable.Range(0, 80 * H).Select(_ => 0.05f + (0.75f * cloth.NextSingle())).ToArray();
        using var plate = Plate(Line, n =>
        {
            var picture = Truth.Value[0].Copy();
            for (var i = 0; i < picture.Size; i++)
                for (var c = 0; c < 3; c++) if (Cast(n, i % W, i / W)) picture.Plane(c)[i] = weave[(i / W * 80) + (i % W) - 60 - (3 * n)];
            return picture;
        });
        using var mattes = Mattes(Line);
        using var cast = Mattes(Cast);
        using var wardrobe = Mattes(Wardrobe);
        var roles = new Dictionary<string, Clip> { [WorkMattes.Role] = mattes, [WorkMattes.CastRole] = cast, [WorkMattes.WardrobeRole] = wardrobe };
        // the person hides the line's place from no frame: only who walks down and up shows what is behind it
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions([5]), 7, 2, roles);
        var tool = new CleanupTool();
        Assert.Equal("front-not-shown", Assert.Throws<ToolRefusedException>(() => tool.Render(assignment, new([]), new(5, 6), default).ToList()).Code);
        static bool Slanting(int n, int x, int y) => x is >= 20 and < 300 && (y == 80 + n || y == 81 + n);
        using var moving = Mattes(Slanting);
        using var other = Plate(Slanting, n =>
        {
            var picture = Truth.Value[0].Copy();
            for (var i = 0; i < picture.Size; i++)
                for (var c = 0; c < 3; c++) if (Cast(n, i % W, i / W)) picture.Plane(c)[i] = weave[(i / W * 80) + (i % W) - 60 - (3 * n)];
            return picture;
        });
        roles[WorkMattes.Role] = moving;
        assignment = new Assignment([new(0, other)], other.Range, new CleanupOptions([5]), 7, 2, roles);
        var frame = Assert.Single(tool.Render(assignment, new([]), new(5, 6), default));
        var origin = frame.Origin.Whole();
        for (var i = 0; i < W * H; i++)
        {
            if (!Slanting(5, i % W, i / W) || !Cast(5, i % W, i / W)) continue;
            Assert.Equal(weave[(i / W * 80) + (i % W) - 75], frame.Picture.Plane(1)[i]);
            Assert.Equal((0f, 3f * ((int)origin.Tap[0].Frame[i] - 5)), (origin.Synth[i], origin.Tap[0].X[i] - (i % W)));
        }
        // without leave nothing of them is copied
        roles.Remove(WorkMattes.WardrobeRole);
        var kept = Assert.Single(tool.Render(assignment, new([]), new(5, 6), default)).Origin.Whole();
        for (var i = 0; i < W * H; i++)
            if (Slanting(5, i % W, i / W) && kept.Synth[i] == 0) Assert.False(Cast((int)kept.Tap[0].Frame[i], (int)MathF.Round(kept.Tap[0].X[i]), (int)MathF.Round(kept.Tap[0].Y[i])));
    }

    /// <summary>Nobody has said who is in the left of the frames: the scene is found again by it, and nothing is drawn from there.</summary>
    [Fact]
    public void Render_WhatNobodyHasSaidAnythingOf_IsNeverASource()
    {
        using var plate = Plate(Wire, n => Truth.Value[n]);
        using var mattes = Mattes(Wire);
        using var unsaid = Mattes((_, x, _) => x < 150);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes, [WorkMattes.UnsaidRole] = unsaid });
        var tool = new CleanupTool();
        var frame = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(6, 7), default));
        var origin = frame.Origin.Whole();
        var drawn = Enumerable.Range(0, W * H).Where(i => frame.Work.Coverage[i] > 0 && origin.Synth[i] == 0).ToList();
        Assert.NotEmpty(drawn);
        Assert.All(drawn, i => Assert.True(origin.Tap[0].X[i] >= 153.5f));
    }

    [Fact]
    public void Render_OfSomeFrames_LeavesTheOthers()
    {
        using var plate = Plate(Wire, n => Truth.Value[n]);
        using var mattes = Mattes(Wire);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions([5, 7]), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        Assert.Equal([5, 7], new CleanupTool().Render(assignment, new([]), new(4, 9), default).Select(m => m.Number));
    }

    [Fact]
    public void Render_FramesBeyondACut_AreNotDrawnFrom()
    {
        // before frame 6 another place, whose light has nothing to do with this one's
        using var plate = Plate(Wire, n =>
        {
            if (n >= 6) return Truth.Value[n];
            var other = Truth.Value[n].Copy();
            for (var i = 0; i < other.Size; i++) for (var c = 0; c < 3; c++) other.Plane(c)[i] = 0.9f - (0.7f * ((i / 7 % 2) ^ (i / (5 * W) % 2)));
            return other;
        });
        using var mattes = Mattes(Wire);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new CleanupTool();
        var origin = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(6, 7), default)).Origin.Whole();
        Assert.All(Enumerable.Range(0, W * H).Where(i => origin.Synth[i] == 0), i => Assert.True(origin.Tap[0].Frame[i] >= 6));
    }

    [Fact]
    public void Render_SamplesThatAreNoNumbers_AreNotDrawnFrom()
    {
        using var plate = Plate(Wire, n =>
        {
            var picture = Truth.Value[n].Copy();
            for (var y = 40; y < 44; y++) picture.Plane(0).AsSpan((y * W) + 60, 60).Fill(n % 2 == 0 ? float.NaN : float.PositiveInfinity);
            picture.Plane(1)[5] = -3;
            return picture;
        });
        using var mattes = Mattes(Wire);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new CleanupTool();
        var frame = Assert.Single(tool.Render(assignment, tool.Prepare(assignment, null, default), new(6, 7), default));
        for (var i = 0; i < W * H; i++) if (frame.Work.Coverage[i] > 0) Assert.True(float.IsFinite(frame.Picture.Plane(0)[i]));
        Assert.Equal(-3, frame.Picture.Plane(1)[5]);
    }

    [Fact]
    public void Laws_OfCleanup_AreKept()
    {
        using var plate = Plate(Wire, n => Truth.Value[n]);
        using var mattes = Mattes(Wire);
        Assert.Empty(ToolLaws.Broken(new CleanupTool(), new([new(0, plate)], plate.Range, new CleanupOptions { Reach = 4 }, 7, 1, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes })));
    }

    [Theory]
    [InlineData(-1, 0, 4)]
    [InlineData(2, 65, 4)]
    [InlineData(2, 0, 0)]
    public void Checked_OptionOutOfRange_IsToldInWords(int grow, int spread, int reach) => Assert.Throws<FormatException>(() => new CleanupOptions(Grow: grow, Spread: spread, Reach: reach).Checked());

    private static bool Wire(int n, int x, int y) => x >= 184 - (3 * n) + (y / 12) - 1 && x <= 184 - (3 * n) + (y / 12) + 1;

    private static (IReadOnlyList<MadeFrame> Made, Assignment Assignment) Clean(Func<int, int, int, bool> covers, FrameRange range, int threads = 2)
    {
        var assignment = new Assignment([new(0, Plate(covers, n => Truth.Value[n]))], new(0, Frames), new CleanupOptions(), 7, threads, new Dictionary<string, Clip> { [WorkMattes.Role] = Mattes(covers) });
        var tool = new CleanupTool();
        return ([.. tool.Render(assignment, tool.Prepare(assignment, null, default), range, default)], assignment);
    }

    private static MemoryClip Plate(Func<int, int, int, bool> covers, Func<int, Frame> truth) => new("set", new FrameRate(24), Enumerable.Range(0, Frames).Select(n =>
    {
        var picture = truth(n).Copy();
        for (var i = 0; i < picture.Size; i++)
            for (var c = 0; c < 3; c++) if (covers(n, i % W, i / W)) picture.Plane(c)[i] = 0.003f;
        return KeyValuePair.Create(n, picture.ToStored(SampleType.Float));
    }));

    private static MemoryClip Mattes(Func<int, int, int, bool> covers) => new("mattes", new FrameRate(24), Enumerable.Range(0, Frames).Select(n => KeyValuePair.Create(n, new StoredFrame(
        new(0, 0, W - 1, H - 1), new(0, 0, W - 1, H - 1), [StoredPicture.Channel("A", SampleType.Half, [.. Enumerable.Range(0, W * H).Select(i => covers(n, i % W, i / W) ? 1f : 0)])], []))));

    private static Frame Copied(MadeFrame frame, Frame from)
    {
        var picture = frame.Picture.Copy();
        for (var i = 0; i < picture.Size; i++)
            for (var c = 0; c < 3; c++) if (frame.Work.Coverage[i] > 0) picture.Plane(c)[i] = from.Plane(c)[i];
        return picture;
    }

    private static double InHole(MadeFrame frame, Frame truth)
    {
        var (made, real) = (Fidelity.Codes(frame.Picture), Fidelity.Codes(truth));
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < W * H; i++)
        {
            if (frame.Work.Coverage[i] == 0) continue;
            for (var c = 0; c < 3; c++) sum += Math.Pow(made[c][i] - real[c][i], 2);
            count += 3;
        }
        return 10 * Math.Log10(255 * 255 / Math.Max(1e-6, sum / count));
    }

    private static Frame[] Render()
    {
        var renderer = new Renderer(Stage.Of(3, new(0, 48), W, H, SceneKind.Room), 4);
        return [.. Enumerable.Range(18, Frames).Select(n => renderer.Render(n).Picture!)];
    }
}
