using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Tests.Studio.Commands;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

public sealed class RecutTest
{
    [Fact]
    public void Ingest_ACutThatShowsTheSameFramesElsewhere_KeepsPlateDeclarationAndRender()
    {
        using var small = new SmallTurnover("recut", 1, 16, 8);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        using var show = Show.Open(small.Show, TimeProvider.System);
        var desk = new Desk(show, show.Book.Acts[0].By, [new FillTool()], "", Watch.Nobody, default);
        desk.Ingest(small.Cut, [small.Media], null);
        desk.DeclareNoPeople(desk.Now.Plates[0], null, []);
        desk.Ask("show_0010", "fill", [8], "", new() { ["method"] = "linear" });
        var first = desk.Render(desk.Now.Shots["show_0010"])!;
        var rendered = show.Book.Acts.Count(a => a.Name == Commit.ActName);

        // the same again says nothing new
        var acts = show.Book.Acts.Count;
        desk.Ingest(small.Cut, [small.Media], null);
        Assert.Equal(acts, show.Book.Acts.Count);

        // another cut of the same frames: the clip is called something else
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("shore", SmallTurnover.Sequence("beach", 1, 16), 4, 9)).ToJsonString());
        desk.Ingest(small.Cut, [small.Media], null);
        Assert.Single(desk.Now.Plates);
        desk.Ask("show_0010", "fill", [8], "", new() { ["method"] = "linear" });
        var second = desk.Render(desk.Now.Shots["show_0010"])!;
        Assert.Equal(first.Document, second.Document);
        Assert.Equal(rendered, show.Book.Acts.Count(a => a.Name == Commit.ActName));

        // a picture that is another picture is another plate, about which nobody has said anything
        SmallTurnover.WritePlate(Path.Combine(small.Media, "beach.0005.exr"), 99);
        desk.Ingest(small.Cut, [small.Media], null);
        Assert.Equal(2, desk.Now.Plates.Count);
        desk.Ask("show_0010", "fill", [8], "", new() { ["method"] = "linear" });
        Assert.Empty(desk.Plan().Steps);
    }
}
