using Answerprint.Media.Formats;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Answerprint.Tools.Fill;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Recuts of real pictures at the desk itself: what it reads, renders and keeps.</summary>
public sealed class DeskRecutTest
{
    [Fact]
    public void Ingest_RandomRecuts_DeliversNothingStaleAndMakesNothingTwice()
    {
        for (var seed = 0; seed < LongRun.Of(10); seed++) Show(seed);
    }

    private static void Show(int seed)
    {
        using var small = new SmallTurnover("desk-recut", 1, 60, 14, 31, 44);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        using var show = Answerprint.Production.Editorial.Show.Open(small.Show, TimeProvider.System);
        var desk = new Desk(show, show.Book.Acts[0].By with { Role = "vfx_supervisor" }, [new FillTool()], "", Watch.Nobody, default);
        var chance = new Random(seed);
        List<(int Start, int Length)> cut = [(9, 10), (25, 12)];
        Take(small, desk, cut);
        for (var n = 0; n < 5; n++)
        {
            foreach (var v in Turnaround.Current(desk.Now).Where(_ => chance.Next(2) == 0).ToList()) desk.Approve(v, "", [.. desk.Questions(v).Select(q => q.Id)]);
            var before = Picture(desk);
            var next = cut.Select(c => chance.Next(2) == 0 ? c : (Math.Clamp(c.Start + chance.Next(-3, 4), 2, 40), Math.Clamp(c.Length + chance.Next(-2, 3), 4, 16))).ToList();
            if (chance.Next(3) == 0) next.Insert(chance.Next(next.Count + 1), (chance.Next(2, 40), 8));
            if (chance.Next(3) == 0 && next.Count > 1) next.RemoveAt(chance.Next(next.Count));
            Take(small, desk, next);
            var rendered = desk.Show.Book.Acts.Count(a => a.Name == Commit.ActName);
            var versions = desk.Now.Versions.Count;
            Take(small, desk, cut);
            Assert.Equal(before, Picture(desk));
            Assert.Equal((rendered, versions), (desk.Show.Book.Acts.Count(a => a.Name == Commit.ActName), desk.Now.Versions.Count));
            Take(small, desk, next);
            Assert.Equal((rendered, versions), (desk.Show.Book.Acts.Count(a => a.Name == Commit.ActName), desk.Now.Versions.Count));
            cut = next;
        }
    }

    private static void Take(SmallTurnover small, Desk desk, List<(int Start, int Length)> cut)
    {
        File.WriteAllText(small.Cut, SmallTurnover.CutOf([.. cut.Select(c => ("beach", SmallTurnover.Sequence("beach", 1, 60), c.Start, c.Length))]).ToJsonString());
        desk.Ingest(small.Cut, [small.Media], null);
        foreach (var plate in desk.Now.Shots.Values.Select(s => s.Plate).OfType<uint>().Distinct().ToList()) desk.DeclareNoPeople(desk.Now.Plates[plate], null, []);
        for (var move = Turnaround.Next(desk.Now, new HashSet<string>()); move is not Move.Package; move = Turnaround.Next(desk.Now, new HashSet<string>()))
        {
            switch (move)
            {
                case Move.Survey:
                    desk.FindWork();
                    break;
                case Move.Judge:
                    desk.PlanAll();
                    break;
                case Move.HandOff(var brief):
                    desk.HandOff(brief);
                    break;
                case Move.Render(var shot):
                    desk.Render(shot);
                    break;
                case Move.Inspect(var version):
                    desk.Inspect(version);
                    break;
            }
        }
        Assert.True(desk.Changes() is null || desk.Changes()!.Rows.Count >= desk.Now.Shots.Count);
        // every frame that would go out is the file's own, or was made because it is asked for
        foreach (var version in Turnaround.Current(desk.Now))
        {
            var shot = desk.Now.Shots[version.Shot];
            var asked = desk.Now.Briefs.Where(b => version.Briefs.Contains(b.Id)).SelectMany(b => b.Frames).ToHashSet();
            foreach (var frame in Version.Frames(JsonReading.Parse(desk.Show.Vault.Read(version.Document))))
            {
                Assert.True(shot.Range.Contains(frame.Number));
                Assert.Equal(asked.Contains(frame.Number), frame.IsTouched);
                if (!frame.IsTouched) Assert.Equal(PlateBits.Of(ExrFile.Read(Path.Combine(small.Media, $"beach.{frame.Number:0000}.exr"))), frame.Bits);
            }
        }
    }

    private static List<string> Picture(Desk desk) =>
        [.. desk.Now.Shots.Values.Select(s => $"{s.Name} {s.Plate} {s.Cut} {s.Range} {s.Record} {desk.Now.Latest(s.Name)?.Name} {(desk.Now.Latest(s.Name) is { } v ? desk.Now.Answer(v)?.Approved : null)}")];
}
