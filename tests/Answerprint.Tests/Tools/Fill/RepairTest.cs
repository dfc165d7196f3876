using System.Runtime.InteropServices;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

/// <summary>Damage put into pictures of which the truth is known.</summary>
public sealed class RepairTest
{
    private const int W = 160, H = 96;
    private static readonly Texture Texture = new(9);
    private static readonly Defect Dead = new(null, 40, 30), Dust = new(4, 100, 50, 5, 4), Band = new(5, 0, 60, W, 8), Block = new(6, 64, 20, 24, 24);

    [Fact]
    public void Laws_OfEveryTool_AreKept() => Assert.Empty(ToolLaws.Broken(new FillTool(), Work(Seen, Dead, Dust, Band, Block)));

    [Fact]
    public void Laws_BesideMissingFrames_AreKept()
    {
        var work = Work(Seen, Dead, Band);
        Assert.Empty(ToolLaws.Broken(new FillTool(), work with { Options = (FillOptions)work.Options with { Missing = [3, 8] } }));
    }

    [Fact]
    public void Render_ADeadPixelOnEveryFrame_IsMendedFromItsNeighboursInTheSameFrame()
    {
        var made = Render(Work(Seen, Dead));
        Assert.Equal(Enumerable.Range(1, 9), made.Select(m => m.Number));
        foreach (var frame in made)
        {
            Assert.InRange(Psnr(frame, Seen(frame.Number), Dead), 34, 200);
            Assert.Equal(1, frame.Work.Coverage.Count(c => c > 0));
            var origin = frame.Origin.Whole();
            foreach (var tap in origin.Tap.Where(t => t.Weight[(30 * W) + 40] > 0))
            {
                Assert.Equal((uint)frame.Number, tap.Frame[(30 * W) + 40]);
                Assert.InRange(Math.Max(Math.Abs(tap.X[(30 * W) + 40] - 40), Math.Abs(tap.Y[(30 * W) + 40] - 30)), 1, 2);
            }
        }
    }

    [Fact]
    public void Render_RegionsOfOneFrame_ComeFromTheFramesAroundItAlongMotion()
    {
        var made = Render(Work(Seen, Band, Block));
        Assert.Equal([5, 6], made.Select(m => m.Number));
        Assert.InRange(Psnr(made[0], Seen(5), Band), 36, 200);
        Assert.InRange(Psnr(made[1], Seen(6), Block), 36, 200);
        Assert.All(made, m => Assert.True(m.Figures.Measures["fromOtherFrames"] > 0.9, $"{m.Figures.Measures["fromOtherFrames"]}"));
        Assert.All(made, m => Assert.InRange(m.Figures.ForecastPsnr, Psnr(m, Seen(m.Number), m.Number == 5 ? Band : Block) - 8, 200));
    }

    [Fact]
    public void Render_DamageInEveryFrameAtOnePlace_NeverDrawsFromIt()
    {
        var stuck = new Defect(null, 64, 20, 12, 12);
        foreach (var frame in Render(Work(Seen, stuck)))
        {
            // how near it comes depends on the texture: only where it comes from is held here
            Assert.Empty(DrawnFrom(frame.Origin.Whole(), stuck));
        }

        static List<int> DrawnFrom(Origin origin, Defect d)
        {
            var bad = new List<int>();
            for (var y = d.Y; y < d.Y + d.Height; y++)
                for (var x = d.X; x < d.X + d.Width; x++)
                    foreach (var tap in origin.Tap)
                    {
                        var i = (y * W) + x;
                        if (tap.Weight[i] == 0) continue;
                        if (Reads(tap.X[i], d.X, d.Width) && Reads(tap.Y[i], d.Y, d.Height)) bad.Add(i);
                    }
            return bad;
        }

        // eight samples around a position between two, one at a sample
        static bool Reads(float at, int first, int count)
        {
            var low = (int)MathF.Floor(at);
            return at == low ? low >= first && low < first + count : low + 4 >= first && low - 3 < first + count;
        }
    }

    [Fact]
    public void Render_PixelsThatAreNoNumber_AreMended_AndTheRestKeepsItsBits()
    {
        var work = Work(Seen, new Defect(null, 40, 30, 2, 1), Block);
        foreach (var frame in Render(work))
        {
            var plate = work.Plate.Clip.Read(frame.Number);
            Assert.True(float.IsNaN(plate.Plane(0)[(30 * W) + 40]));
            for (var c = 0; c < 3; c++)
            {
                Assert.All(frame.Picture.Plane(c), v => Assert.True(float.IsFinite(v)));
                for (var i = 0; i < W * H; i++)
                    if (frame.Work.Coverage[i] == 0) Assert.Equal(BitConverter.SingleToInt32Bits(plate.Plane(c)[i]), BitConverter.SingleToInt32Bits(frame.Picture.Plane(c)[i]));
            }
        }
    }

    [Fact]
    public void Origin_GatheredAgain_GivesTheMendedPixelsBitForBit()
    {
        var work = Work(Seen, Dust, Block);
        foreach (var made in Render(work))
        {
            var again = Gather.Again(made.Origin.Whole(), (_, f) => new(work.Plate.Clip.Read((int)f)), ["R", "G", "B"]);
            for (var c = 0; c < 3; c++) Assert.True(MemoryMarshal.AsBytes<float>(again.Plane(c)).SequenceEqual(MemoryMarshal.AsBytes<float>(made.Picture.Plane(c))), $"frame {made.Number}");
        }
    }

    [Fact]
    public void Render_AtACut_DrawsFromNoOtherShot()
    {
        var other = new Texture(77);
        var work = Work(n => n > 5 ? Dark(other, n) : Seen(n), Band);
        var made = Assert.Single(Render(work));
        Assert.Equal(0, made.Figures.Measures["fromOtherFrames"]);

        static Frame Dark(Texture texture, int n)
        {
            var frame = texture.Frame(W, H, 3.0 * n, 0);
            frame.Plane(0).AsSpan().Clear();
            frame.Plane(1).AsSpan().Clear();
            return frame;
        }
    }

    [Fact]
    public void Render_ADefectOutsideThePicture_IsSaid() => Assert.Equal("defect-outside", Assert.Throws<BadInputException>(() => Render(Work(Seen, new Defect(5, W - 1, 0, 2, 1)))).Code);

    [Fact]
    public void Render_AFrameThatIsAllDamage_IsRefused_WithTheWayRoundIt()
    {
        var alone = MemoryClip.Of("alone", new FrameRate(24), 1, Seen(1));
        var work = new Assignment([new(0, alone)], new(1, 2), new FillOptions([]) { Defects = [new(1, 0, 0, W, H)] }, 0, 2, Assignment.NoMattes);
        Assert.Equal("all-damaged", Assert.Throws<ToolRefusedException>(() => Render(work)).Code);
    }

    [SharedTheory("footage/bottle")]
    [InlineData("bottle")]
    [InlineData("car")]
    [InlineData("coffee")]
    public void Render_OfRealFootage_IsNearTheTruth(string name)
    {
        var folder = Checkout.Shared($"footage/{name}")!;
        using var clip = FrameFiles.Open(Directory.EnumerateFiles(folder, "*.mp4").Order(StringComparer.Ordinal).First());
        var from = clip.Range.Start + 10;
        var truth = Enumerable.Range(from, 5).ToDictionary(n => n, clip.Read);
        var (w, h) = (clip.Width, clip.Height);
        Defect[] defects = [new(null, w / 3, h / 2), new(from + 2, 0, h / 3, w, 8), new(from + 2, w / 2, 2 * h / 3, 32, 32)];
        var damaged = new MemoryClip("damaged", clip.Rate, truth.Select(t => KeyValuePair.Create(t.Key, Damaged(t.Value, t.Key, defects).ToStored(SampleType.Float))));
        var made = Render(new([new(0, damaged)], new(from, from + 5), new FillOptions([]) { Defects = defects }, 0, 2, Assignment.NoMattes));
        Assert.Equal(5, made.Count);
        var middle = made[2];
        foreach (var defect in defects.Skip(1)) Assert.InRange(Psnr(middle, truth[from + 2], defect), 26, 200);
    }

    private static Assignment Work(Func<int, Frame> seen, params Defect[] defects)
    {
        var frames = Enumerable.Range(1, 9).Select(n => Damaged(seen(n), n, defects)).ToArray();
        return new([new(0, MemoryClip.Of("plate", new FrameRate(24), 1, frames))], new(1, 10), new FillOptions([]) { Defects = defects }, 0, 2, Assignment.NoMattes);
    }

    // black, white and no number at all
    private static Frame Damaged(Frame truth, int number, IEnumerable<Defect> defects)
    {
        var frame = truth.Copy();
        foreach (var d in defects.Where(d => (d.Frame ?? number) == number))
            for (var y = d.Y; y < Math.Min(frame.Height, d.Y + d.Height); y++)
                for (var x = d.X; x < Math.Min(frame.Width, d.X + d.Width); x++)
                    for (var c = 0; c < 3; c++) frame.Plane(c)[(y * frame.Width) + x] = c == 0 ? float.NaN : ((x + y) & 1) == 0 ? 4 : 0;
        return frame;
    }

    // of the display encoding, in the defect only
    private static double Psnr(MadeFrame made, Frame truth, Defect d)
    {
        var (sum, count) = (0.0, 0);
        var (a, b) = (new EncodedPicture(made.Picture), new EncodedPicture(truth));
        for (var c = 0; c < 3; c++)
            for (var y = d.Y; y < d.Y + d.Height; y++)
                for (var x = d.X; x < d.X + d.Width; x++, count++)
                {
                    var i = ((y + PaddedPlane.Pad) * a.Planes[c].Stride) + x + PaddedPlane.Pad;
                    sum += Math.Pow(255 * (a.Planes[c].Values[i] - b.Planes[c].Values[i]), 2);
                }
        return 10 * Math.Log10(255 * 255 / Math.Max(1e-9, sum / count));
    }

    // speeding up, and drifting down
    private static Frame Seen(int number) => Texture.Frame(W, H, -(2.2 * number) - (0.05 * number * number), 0.7 * number);

    private static List<MadeFrame> Render(Assignment work)
    {
        var tool = new FillTool();
        return [.. tool.Render(work, tool.Prepare(work, null, default), work.Range, default)];
    }
}
