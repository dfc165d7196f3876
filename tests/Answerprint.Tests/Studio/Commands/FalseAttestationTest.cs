using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>Somebody says that nobody is there, and somebody is: the screen asks on the sheet, and nothing is approved past its question.</summary>
public sealed class FalseAttestationTest
{
    [SharedFact("footage/coffee/04_coffee.mp4", "ffmpeg")]
    public void Approve_PersonInAFrameThatWasDeclaredEmpty_Is4UntilTheQuestionIsAnswered()
    {
        using var small = new SmallTurnover("coffee", 1, 2);
        using (var movie = FrameFiles.Open(Checkout.Shared("footage/coffee/04_coffee.mp4")!))
        using (var plates = VersionWriter.Create(Path.Combine(small.Media, "coffee.%04d.png"), movie))
            foreach (var number in new[] { 9, 10, 11, 13, 14, 15 }) plates.Copy(number);
        var sequence = SmallTurnover.Sequence("coffee", 9, 15);
        sequence["name_suffix"] = ".png";
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("coffee", sequence, 0, 7)).ToJsonString());
        File.WriteAllText(small.People, """[{"plate": "coffee.%04d.png", "noPeople": true}]""");
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.True(ran.Exit == 0, ran.ToString());

        var sheet = Path.Combine(small.Folder, "sheet.png");
        var looked = CommandLine.Run("review", small.Show, "show_0010", "--sheet", sheet, "--json");
        Assert.True(File.Exists(sheet), looked.ToString());
        var question = (string?)looked.Json["result"]!["questions"]![0]!["id"];
        Assert.Equal("Q1", question);
        var approved = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee", "--json");
        Assert.True(approved.Exit == 4, approved.ToString());
        Assert.Equal("question-open", (string?)approved.Json["errors"]![0]!["code"]);
        Assert.Equal("awaiting approval", (string?)CommandLine.Run("review", small.Show, "--json").Json["result"]!["versions"]![0]!["status"]);
    }
}
