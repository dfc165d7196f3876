using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Review;

public sealed class SheetQuestionTest
{
    [Fact]
    public void From_OnePlaceOverSeveralFrames_IsOneQuestion()
    {
        var questions = SheetQuestion.From(
        [
            new(12, new(102, 50, 40, 80), SeenKind.Figure, 1), new(11, new(100, 50, 40, 80), SeenKind.Face, 3), new(13, new(106, 52, 40, 80), SeenKind.Figure, 1),
            new(12, new(400, 10, 20, 60), SeenKind.Figure, 1),
        ]);
        Assert.Equal(["Q1", "Q2"], questions.Select(q => q.Id));
        Assert.Equal([11, 12, 13], questions[0].Frames);
        Assert.Equal(new Box(100, 50, 46, 82), questions[0].Box);
        Assert.Equal([SeenKind.Face, SeenKind.Figure], questions[0].Kinds);
    }

    /// <summary>What the lock made again is not asked about; a new face beside a performer is, and so is whatever stands where crew was painted over.</summary>
    [Fact]
    public void IsAnswered_OnlyWhereEveryChangedPixelWasMadeAgain()
    {
        const int w = 100, h = 60;
        var (performer, crew) = (new Matte(w, h), new bool[w * h]);
        for (var y = 20; y < 40; y++) performer.Coverage.AsSpan((y * w) + 20, 10).Fill(1);
        for (var y = 10; y < 30; y++) crew.AsSpan((y * w) + 70, 20).Fill(value: true);
        var people = new PeopleOnFrame(performer) { NotCast = crew };
        var again = people.MadeAgain(w, h)!;
        Assert.True(SheetQuestion.IsAnswered(new(4, 4, 42, 52), again, null, w));
        Assert.False(SheetQuestion.IsAnswered(new(4, 4, 43, 52), again, null, w));
        Assert.False(SheetQuestion.IsAnswered(new(72, 12, 10, 10), again, null, w));
        // beside what was made again nothing changed
        Assert.True(SheetQuestion.IsAnswered(new(4, 4, 90, 52), again, new Matte(w, h), w));
        // asking changed nothing about who is judged
        Assert.True(people.Area(w, h)![(15 * w) + 75]);
        Assert.False(new PeopleOnFrame(new Matte(w, h)) { NotCast = crew }.MadeAgain(w, h)!.Contains(value: true));
        Assert.True(crew[(15 * w) + 75]);
    }

    /// <summary>Somebody says falsely that nobody is in the plate: the screen asks, and nothing is approved until each question is answered.</summary>
    [Fact]
    public void Review_MadeFramesThatShowPeople_AreNotApprovedUnanswered()
    {
        const string street = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";
        using var small = new SmallTurnover("questions", 1, 16, 9);
        using (var movie = FrameFiles.Open(street))
            for (var n = 1; n <= 16; n++)
                if (n != 9) ExrFile.Write(Path.Combine(small.Media, $"beach.{n:0000}.exr"), movie.Read(15 + n).ToStored(SampleType.Half));
        var made = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.True(made.Exit == 0, made.ToString());

        var refused = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee", "--json");
        Assert.True(refused.Exit == 4, refused.ToString());
        var errors = refused.Json["errors"]!.AsArray();
        Assert.All(errors, e => Assert.Equal("question-open", (string?)e!["code"]));
        Assert.Contains("is this a person?", (string?)errors[0]!["problem"], StringComparison.Ordinal);
        var sheet = Path.Combine(small.Folder, "sheet.png");
        Assert.Equal(0, CommandLine.Run("review", small.Show, "show_0010", "--sheet", sheet).Exit);
        Assert.True(new FileInfo(sheet).Length > 10_000);

        // all but one is not all
        var some = errors.Skip(1).Select(e => (string)e!["place"]!).DefaultIfEmpty("Q99");
        Assert.Equal(4, CommandLine.Run(["review", small.Show, "show_0010", "--approve", "--by", "Ann Lee", "--not-a-person", .. some]).Exit);
        Assert.Contains("awaiting approval", CommandLine.Run("review", small.Show).Out, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee", "--not-a-person", "all").Exit);
    }
}
