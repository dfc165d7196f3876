using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tests.Production.Toolbox;
using Answerprint.Tests.Studio.Commands;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production;

/// <summary>Work made elsewhere, with programs of others, on pictures that a camera took.</summary>
public sealed class AcceptRealTest
{
    [SharedFact("footage/park_joy/park_joy_420_720p50_frm0to9_480x270.y4m", "ffmpeg")]
    public void Accept_MovieThatFfmpegPaintedABoxInto_KeepsEveryWordOutside()
    {
        using var folder = new TestFolder();
        var (media, show, version) = (folder.File("media"), folder.File("show"), folder.File("elsewhere.mkv"));
        Directory.CreateDirectory(media);
        File.Copy(Checkout.Shared("footage/park_joy/park_joy_420_720p50_frm0to9_480x270.y4m")!, Path.Combine(media, "park.y4m"));
        var cut = SmallTurnover.CutOf(50, ("park", SmallTurnover.Movie("park.y4m"), 0, 10));
        cut["global_start_time"] = null;
        File.WriteAllText(folder.File("cut.otio"), cut.ToJsonString());
        using (var ffmpeg = Process.Start("ffmpeg", ["-nostdin", "-loglevel", "error", "-i", Path.Combine(media, "park.y4m"), "-vf", "drawbox=x=100:y=60:w=40:h=30:color=red:t=fill", "-c:v", "ffv1", version])) ffmpeg.WaitForExit();
        Assert.Equal(0, CommandLine.Run("init", show, "--title", "Show", "--rate", "50", "--by", "Ann Lee").Exit);
        var ingested = CommandLine.Run("ingest", show, folder.File("cut.otio"), "--media", media, "--by", "Ann Lee");
        Assert.True(ingested.Exit == 0, ingested.ToString());
        Assert.Equal(0, CommandLine.Run("declare", show, "park.y4m", "--no-people", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("accept", show, "show_0010", "--version", version, "--made-by", "ffmpeg", "--model", "no", "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(ran.Exit == 0, ran.ToString());
        using var open = Answerprint.Production.Editorial.Show.Open(show, TimeProvider.System);
        var frames = Version.Frames(JsonReading.Parse(open.Vault.Read(Standing.Of(open.Book.Acts).Versions.Single().Document)));
        Assert.Equal(10, frames.Count(f => f.IsMade));
        using var plate = FrameFiles.Open(Path.Combine(media, "park.y4m"));
        foreach (var frame in frames)
        {
            var (own, made) = (plate.ReadStored(frame.Number), ExrFile.Read(open.Vault.PathOf(frame.Picture)));
            var inside = 0;
            for (var i = 0; i < own.Width * own.Height; i++)
            {
                // chroma is shared by neighbours, so the box reaches a little farther
                var (x, y) = (i % own.Width, i / own.Width);
                var near = x is >= 96 and < 144 && y is >= 56 and < 94;
                var same = new[] { "R", "G", "B" }.All(c => own.Channel(c)!.Words.AsSpan(2 * i, 2).SequenceEqual(made.Channel(c)!.Words.AsSpan(2 * i, 2)));
                if (!near) Assert.True(same, $"frame {frame.Number} x {x} y {y}");
                else if (!same) inside++;
            }
            Assert.True(inside >= 40 * 30);
        }
    }

    [SharedFact("exr/beachball/singlepart.0001.exr", "ffmpeg", "prlimit", "setsid")]
    public void OutsideTool_OnAPlateWhoseDataWindowIsPartOfThePicture_TakesThatPartOfWhatItHandsBack()
    {
        var plate = ExrFile.Read(Checkout.Shared("exr/beachball/singlepart.0001.exr")!);
        Assert.NotEqual(plate.DisplayWindow, plate.DataWindow);
        using var clip = new MemoryClip("beachball", new(24), [KeyValuePair.Create(1, plate)]);
        using var stage = new OutsideStage();
        var (width, height) = (plate.Width, plate.Height);
        var matte = OutsideStage.Left(width, height, width / 2);
        var work = new Assignment([new(0, clip)], new(1, 2), new OutsideOptions([1]) { Mattes = new() { ["matte 1"] = System.Text.Json.JsonSerializer.SerializeToElement(Digest.Of([1]).Hex) } }, 7, 1, Assignment.NoMattes);
        var made = Assert.Single(stage.Tool(_ => matte).Render(work, new([]), work.Range, default));
        // softened where it was, not moved: the two pictures differ little on the whole
        var (before, after) = (plate.ToFrame("plate"), plate.With(made.Picture, made.Work).ToFrame("made"));
        var (far, changed) = (0.0, 0);
        for (var i = 0; i < before.Size; i++)
        {
            if (i % width >= width / 2) Assert.Equal(before.Plane(0)[i], after.Plane(0)[i]);
            if (before.Plane(0)[i] == after.Plane(0)[i]) continue;
            far += Math.Abs(before.Plane(0)[i] - after.Plane(0)[i]);
            changed++;
        }
        Assert.True(changed > 10_000 && far / changed < 0.05, $"{changed} {far / changed}");
    }

    [SharedFact("exr/beachball/singlepart.0001.exr")]
    public void Difference_OfARealPictureSavedAnew_IsNothing_AndOfOnePaintedPixelOne()
    {
        var plate = ExrFile.Read(Checkout.Shared("exr/beachball/singlepart.0001.exr")!);
        var again = plate.ToFrame("v").ToStored(SampleType.Float);
        Assert.Equal(0, OutsideDifference.Of(plate, again, "v", 1).Changed);
        var painted = plate.ToFrame("v");
        painted.Plane(1)[(300 * plate.Width) + 200] += 0.1f;
        var one = OutsideDifference.Of(plate, painted.ToStored(SampleType.Float), "v", 1);
        Assert.Equal((1, new OutsideBox(200, 300, 1, 1)), (one.Changed, Assert.Single(one.Boxes)));
        Assert.Null(Record.Exception(() => OutsideVersionTool.Judged(Clip(again), 1, PlateBits.Of(again), Clip(plate))));
        // written over between looking and taking
        Assert.Equal("version-changed", Assert.Throws<BadInputException>(() => OutsideVersionTool.Judged(Clip(again), 1, PlateBits.Of(plate), Clip(plate))).Code);

        static MemoryClip Clip(StoredFrame picture) => new("clip", new(24), [KeyValuePair.Create(1, picture)]);
    }
}
