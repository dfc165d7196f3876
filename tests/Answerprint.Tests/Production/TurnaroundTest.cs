using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production;

/// <summary>The mission as a pure function: a book is told act by act, and what comes next is asked after each.</summary>
public sealed class TurnaroundTest
{
    private static readonly Actor Ann = new("site", "vfx_editor", "editorial", "Us", "Us Ltd", "here");
    private static readonly HashSet<string> Nothing = [];

    private readonly List<Act> book = [];
    private readonly Digest bytes = Digest.Of("version"u8);

    [Fact]
    public void Next_FromAnEmptyBookToAPackage_AsksForEachMoveOnce()
    {
        Assert.IsType<Move.Ingest>(Next());
        Cut();
        Assert.IsType<Move.Survey>(Next());
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Assert.IsType<Move.Package>(Next());
        Ask("B0001", "s_0010");
        Ask("B0002", "s_0020");
        Assert.IsType<Move.Judge>(Next());
        Rule("B0001", allowed: true);
        Assert.IsType<Move.Judge>(Next());
        Rule("B0002", allowed: false);
        Assert.Equal("B0002", Assert.IsType<Move.HandOff>(Next()).Brief.Id);
        Tell(ActNames.HandedOff, new() { ["brief"] = "B0002", ["files"] = new JsonObject() });
        Assert.Equal("s_0010", Assert.IsType<Move.Render>(Next()).Shot.Name);
        Made();
        Assert.Equal("s_0010_comp_v001", Assert.IsType<Move.Inspect>(Next()).Version.Name);
        Inspected();
        Assert.IsType<Move.Package>(Next());
        Tell(ActNames.PackageMade, []);
        // a package that was begun and never laid is made again
        Assert.IsType<Move.Package>(Next());
        Tell(ActNames.PackageMade, []);
        Tell(ActNames.PackageLaid, []);
        Assert.IsType<Move.Rest>(Next());
    }

    [Fact]
    public void Next_AfterADeclaration_JudgesTheRefusedBriefAgain()
    {
        Cut();
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Ask("B0001", "s_0010");
        Rule("B0001", allowed: false);
        Tell(ActNames.HandedOff, new() { ["brief"] = "B0001", ["files"] = new JsonObject() });
        Tell(ActNames.PackageLaid, []);
        Assert.IsType<Move.Rest>(Next());
        Tell(Declaration.ActName, new() { ["plate"] = "another" });
        Assert.IsType<Move.Package>(Next());
        Tell(Declaration.ActName, new() { ["plate"] = "root" });
        Assert.IsType<Move.Judge>(Next());
        Rule("B0001", allowed: true);
        Assert.IsType<Move.Render>(Next());
    }

    [Fact]
    public void Next_AfterAToolGaveUp_GoesOnWithoutIt()
    {
        Cut();
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Ask("B0001", "s_0010");
        Rule("B0001", allowed: true);
        Tell(ActNames.StepGivenUp, new() { ["briefs"] = new JsonArray("B0001") });
        Assert.IsType<Move.Package>(Next());
    }

    [Fact]
    public void Next_ShotSetAside_IsLeftToTheNextRun()
    {
        Cut();
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Ask("B0001", "s_0010");
        Rule("B0001", allowed: true);
        Assert.IsType<Move.Package>(Turnaround.Next(book, new HashSet<string>(["B0001"])));
        Assert.IsType<Move.Render>(Next());
    }

    [Fact]
    public void Next_AfterAnApproval_PacksAgainAndNeverApprovesByItself()
    {
        Cut();
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Ask("B0001", "s_0010");
        Rule("B0001", allowed: true);
        Made();
        Inspected();
        Tell(ActNames.PackageLaid, []);
        Assert.IsType<Move.Rest>(Next());
        Assert.Null(Standing.Of(book).Answer(Standing.Of(book).Versions[0]));
        Tell(Approval.Yes, Approval.Body(Standing.Of(book).Versions[0], ""));
        Assert.IsType<Move.Package>(Next());
        Assert.True(Standing.Of(book).Answer(Standing.Of(book).Versions[0])!.Approved);
        // other bytes under the same name are not approved
        Assert.Null(Standing.Of(book).Answer(Standing.Of(book).Versions[0] with { Document = Digest.Of("other"u8) }));
        Assert.DoesNotContain(typeof(Move).GetNestedTypes(), t => t.Name.Contains("Approv", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Next_AfterARecut_DoesNotCountVersionsOfOtherFramesUnderTheSameName()
    {
        Cut();
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Ask("B0001", "s_0010");
        Rule("B0001", allowed: true);
        Made();
        Inspected();
        Assert.NotNull(Standing.Of(book).Latest("s_0010"));
        Tell(ActNames.CutIngested, []);
        Assert.IsType<Move.Survey>(Next());
        Tell(ActNames.ShotConformed, new Shot("s_0010", "a", 0, new(6, 20), new(1, 25), new(0, 14), 0, 1).Write());
        Assert.NotNull(Standing.Of(book).Latest("s_0010"));
        Tell(ActNames.ShotConformed, new Shot("s_0010", "c", 0, new(9, 20), new(2, 25), new(0, 11), 0, 1).Write());
        Assert.Null(Standing.Of(book).Latest("s_0010"));
    }

    [Fact]
    public void Next_AnyBookReplayedFromAnyPoint_AnswersTheSame()
    {
        Cut();
        Tell(ActNames.SurveyDone, new() { ["findings"] = bytes.Hex });
        Ask("B0001", "s_0010");
        Rule("B0001", allowed: true);
        Made();
        for (var n = 0; n <= book.Count; n++) Assert.Equal(Turnaround.Next(book.Take(n), Nothing).GetType(), Turnaround.Next(book.Take(n).ToList(), Nothing).GetType());
    }

    private Move Next() => Turnaround.Next(book, Nothing);

    private void Tell(string name, JsonObject body) => book.Add(new(name, DateTimeOffset.UnixEpoch.AddSeconds(book.Count), Ann, body, book.Count));

    private void Cut()
    {
        Tell(ActNames.CutIngested, []);
        Tell(Plate.ActName, new Plate(0, "p.%04d.exr", new(1, 25), new(24), 8, 8, 0, "", "", [], new Dictionary<int, Digest>()).Body(bytes));
        book[^1].Body["root"] = "root";
        Tell(ActNames.ShotConformed, new Shot("s_0010", "a", 0, new(5, 20), new(1, 25), new(0, 15), 0, 1).Write());
        Tell(ActNames.ShotConformed, new Shot("s_0020", "b", null, default, default, new(15, 20), 0, 2).Write());
    }

    private void Ask(string id, string shot) => Tell(Brief.ActName, new Brief(id, shot, "fill", [7], "survey", "", []).Body());

    private void Rule(string brief, bool allowed) => Tell(ActNames.GateDecided, new() { ["brief"] = brief, ["decision"] = new JsonObject { ["allowed"] = allowed } });

    private void Made() => Tell(Version.ActName, new Version("s_0010_comp_v001", "s_0010", 1, 0, new(1, 25), bytes, bytes, "fill", ["B0001"]).Body());

    private void Inspected() => Tell(Report.ActName, new() { ["picture"] = bytes.Hex, ["passed"] = true });
}
