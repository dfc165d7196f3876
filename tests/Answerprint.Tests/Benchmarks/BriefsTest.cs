using Answerprint.Benchmarks.Briefs;
using Answerprint.Media.Screens;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Benchmarks;

public sealed class BriefsTest
{
    /// <summary>The street comes with the system, so these can run anywhere: by our tools, by hand, and a lie.</summary>
    [Fact]
    public void Bench_BriefsOnTheStreet_GoTheWholeWayAndTheTwinIsStopped()
    {
        using var room = new TestFolder("briefs");
        Directory.CreateDirectory(room.File("clips"));
        Directory.CreateDirectory(room.File("work"));
        var ran = CommandLine.Run("bench", "briefs", "--clips", room.File("clips"), "--work", room.File("work"), "--out", room.File("out"), "--only", "street-hold", "street-crew", "--json", "--progress", "none");
        Assert.True(ran.Exit == 0, ran.ToString());
        var briefs = ran.Json["result"]!["briefs"]!.AsArray().Select(b => ((string?)b!["kind"], (string?)b["class"], (string?)b["ended"], (int)b["exit"]!)).ToList();
        Assert.Equal([("hold", "P3", "", 0), ("crew", "N", "", 0), ("crew mended", "N", "", 0), ("crew", "", "declare", 3)], briefs);
        var honest = ran.Json["result"]!["honest"]!;
        Assert.Equal((3, 3, 3, 0, 0), ((int)honest["briefs"]!, (int)honest["wentAhead"]!, (int)honest["withoutDrawnMatte"]!, (int)honest["heldBack"]!, (int)honest["falseAlarms"]!));
        // figures and no pictures of anybody, and no show is left
        Assert.Equal(["briefs.json", "briefs.md"], Directory.GetFiles(room.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.GetFileSystemEntries(room.File("work")));
    }

    [Fact]
    public void Bench_ClipThatIsNotThere_IsToldBeforeAnythingRuns()
    {
        using var room = new TestFolder("briefs-missing");
        Directory.CreateDirectory(room.File("clips"));
        Directory.CreateDirectory(room.File("work"));
        var ran = CommandLine.Run("bench", "briefs", "--clips", room.File("clips"), "--work", room.File("work"), "--only", "dog-hold", "--json");
        Assert.Equal((3, "missing-clip"), (ran.Exit, (string?)ran.Json["errors"]![0]!["code"]));
        Assert.Equal(2, CommandLine.Run("bench", "briefs", "--clips", room.File("clips"), "--work", room.File("work"), "--only", "nothing-such").Exit);
    }

    [Fact]
    public void Cases_AreEnoughAndEachIsNamedOnce()
    {
        var all = BriefCases.Honest.Concat(BriefAttacks.All).ToList();
        Assert.Equal(all.Count, all.Select(c => c.Name).Distinct().Count());
        Assert.True(BriefCases.Honest.Count >= 40 && BriefAttacks.All.Count >= 12, $"{BriefCases.Honest.Count} and {BriefAttacks.All.Count}");
        Assert.All(BriefCases.Honest, c => Assert.Null(c.Attack));
        Assert.All(BriefAttacks.All, c => Assert.NotNull(c.Attack));
    }

    /// <summary>What an honest brief works on is far enough from whoever is boxed; else it would not be honest.</summary>
    [Fact]
    public void Clips_ClearPart_LiesSixteenPixelsFromEverybody()
    {
        foreach (var clip in PeopleClip.All)
        {
            Assert.True(Inside(clip.Clear, clip), clip.Name);
            if (clip.Wardrobe is { } cloth) Assert.True(Inside(cloth, clip), clip.Name);
            var boxes = clip.People.SelectMany(p => p).Select(t => RegionBox.Parse(t)).ToList();
            Assert.All(boxes, b => Assert.True(Apart(clip.Clear, b) >= PeopleInRegion.KeepAway, $"{clip.Name} {b}"));
            Assert.Contains(boxes, b => Apart(clip.Skin, b) < 0);
        }
    }

    private static bool Inside(Box box, PeopleClip clip) => box.X >= 0 && box.Y >= 0 && box.X + box.Width <= clip.Width && box.Y + box.Height <= clip.Height;

    /// <summary>Pixels between two boxes, below 0 where they meet.</summary>
    private static int Apart(Box a, RegionBox b) => Math.Max(Math.Max(b.X - (a.X + a.Width), a.X - (b.X + b.Width)), Math.Max(b.Y - (a.Y + a.Height), a.Y - (b.Y + b.Height)));
}
