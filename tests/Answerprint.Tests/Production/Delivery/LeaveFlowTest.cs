using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Tests.Studio.Commands;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Leave on its way through a show: given, held against, lapsed, taken back, and what it reached by then.</summary>
public sealed class LeaveFlowTest
{
    private const string Plate = "beach.%04d.exr", Version = "show_0010_comp_v001";

    [Fact]
    public void Grant_ForAlterButNotDeliver_IsRenderedAndNotHandedBack_ThenDeliveredThenRevoked()
    {
        using var small = new SmallTurnover("leave", 1, 24, 12, 13);
        File.WriteAllText(Path.Combine(small.Folder, "contract.txt"), "leave to alter");
        Begin(small);
        var grant = Done("grant", small.Show, Plate, "--for", "alter", "--from", "Northlight Ltd", "--title", "Show", "--contract", Path.Combine(small.Folder, "contract.txt"), "--by", "Ann Lee");
        Assert.Equal(Digest.Of("leave to alter"u8).Hex, (string?)grant["contract"]);
        using (var show = Show.Look(small.Show, TimeProvider.System)) Assert.True(show.Vault.Has(Digest.Of("leave to alter"u8)));
        Done("render", small.Show, "--by", "Ann Lee", "--progress", "none");
        Done("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee");
        Assert.Contains("no grant on file lets it be handed back yet", CommandLine.Run("why", small.Show, "show_0010").Out, StringComparison.Ordinal);
        Withheld(small, "PRJ-21", "answerprint grant SHOW PLATE --for deliver");

        var second = Done("grant", small.Show, "show_0010", "--for", "deliver", "--from", "Northlight Ltd", "--by", "Ann Lee");
        var sent = Done("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none");
        Assert.Equal("approved", (string?)sent["versions"]![0]!["status"]);
        Assert.Equal(0, CommandLine.Run("verify", (string)sent["package"]!, "--json").Exit);

        // what it reaches is listed, and nothing is written by looking
        var acts = Acts(small);
        var listed = Done("rights", small.Show, "--revoke", $"plate:{Plate}");
        Assert.Equal(acts, Acts(small));
        Assert.Equal([Version], Names(listed, "versions", "version"));
        Assert.Equal(["B0001"], Names(listed, "briefs", "brief"));
        Assert.Equal([Version], Names(listed, "approvals", "version"));
        var package = Assert.Single(listed["packages"]!.AsArray(), p => ((JsonArray)p!["finals"]!).Count == 1)!;
        Assert.Equal(Path.GetFileName((string)sent["package"]!), (string?)package["package"]);
        Assert.Equal(Digest.Of(File.ReadAllBytes(Path.Combine((string)sent["package"]!, Manifest.FileName))).Hex, (string?)package["manifest"]);
        Assert.True((bool)package["laid"]!);
        var other = Done("rights", small.Show, "--revoke", $"grant:{second["grants"]![0]}");
        Assert.Equal("alter; for Show", (string?)other["plates"]![0]!["left"]);

        var taken = Done("rights", small.Show, "--revoke", $"plate:{Plate}", "--yes", "--reason", "sold", "--by", "Ann Lee");
        Assert.Equal(Acts(small) - 1, (int)taken["revoked"]!);
        Withheld(small, "PRJ-21", "answerprint grant");
        Assert.Equal(4, CommandLine.Run("render", small.Show, "--by", "Ann Lee", "--progress", "none").Exit);
        Assert.Equal(4, CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none").Exit);

        // granted anew it goes on, from the version that is there
        Done("grant", small.Show, "*", "--for", "alter,deliver", "--from", "Northlight Ltd", "--by", "Ann Lee");
        Done("render", small.Show, "--by", "Ann Lee", "--progress", "none");
        Assert.Equal("approved", (string?)Done("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none")["versions"]![0]!["status"]);
    }

    [Fact]
    public void Deliver_OnTheDayAfterAGrantEnded_HoldsTheVersionBack()
    {
        using var small = new SmallTurnover("lapse", 1, 12, 6);
        Begin(small);
        var last = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(10);
        Done("grant", small.Show, "*", "--for", "alter,deliver", "--from", "Northlight Ltd", "--until", last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "--by", "Ann Lee");
        Done("render", small.Show, "--by", "Ann Lee", "--progress", "none");
        Done("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee");
        Assert.Contains("ends on", CommandLine.Run("rights", small.Show).Out, StringComparison.Ordinal);
        Assert.Equal(["show_0010"], Deliver(small, 10).Delivered.Select(d => d.Shot.Name));
        var late = Deliver(small, 11);
        Assert.Empty(late.Delivered);
        Assert.Contains("PRJ-21", Assert.Single(late.Withheld, w => w.What == Answerprint.Production.Delivery.Withheld.AtDelivery).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Consent_PerformerTakesLeaveBackThenAgreesAnewThenWithdraws_IsHeldBackEachTimeItIsGone()
    {
        using var small = WithPerformer();
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee", "--solo", "--role", "vfx_editor", "vfx_supervisor", "legal").Exit);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Done("brief", small.Show, "show_0010", "hold", "--by", "Ann Lee");
        Done("render", small.Show, "--by", "Ann Lee", "--progress", "none");
        Done("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee");
        Assert.Equal("approved", (string?)Done("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none")["versions"]![0]!["status"]);

        var reached = Done("rights", small.Show, "--revoke", "person:A walker", "--yes", "--by", "Ann Lee");
        Assert.Equal([Version], Names(reached, "versions", "version"));
        Assert.NotEmpty(reached["packages"]!.AsArray());
        Withheld(small, "PRJ-24", "consent");

        File.WriteAllText(Path.Combine(small.Folder, "signed.txt"), "I agree that frames are held");
        string[] consent = ["consent", small.Show, "A walker", "--class", "P3", "--text", Path.Combine(small.Folder, "signed.txt"), "--separate", "--describes", "--counsel", "Lou Law", "--by", "Ann Lee"];
        var given = Done(consent);
        Assert.Equal(Digest.Of("I agree that frames are held"u8).Hex, (string?)given["text"]);
        Done("render", small.Show, "--by", "Ann Lee", "--progress", "none");
        Assert.Equal("approved", (string?)Done("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none")["versions"]![0]!["status"]);
        Done("consent", small.Show, "--withdraw", $"{given["consent"]}", "--by", "Ann Lee");
        Withheld(small, "PRJ-24", "consent");

        // what nobody can consent to, whatever it is called
        foreach (var never in new[] { "X", "performance", "lip-sync", "voice" })
        {
            var refused = CommandLine.Run(["consent", small.Show, "A walker", "--class", never, "--text", Path.Combine(small.Folder, "signed.txt"), "--by", "Ann Lee", "--json"]);
            Assert.True(refused.Exit == 4, refused.ToString());
            Assert.Equal("never", (string?)refused.Json["errors"]![0]!["code"]);
            Assert.Contains("PickUp", ((JsonArray)refused.Json["result"]!["waysOut"]!).Select(w => (string?)w));
        }

        // the statement is theirs, and names nobody else; it stays when others are erased, and when they are themselves
        Done("contest", small.Show, "--person", "A walker", "--reason", "not what I agreed to", "--by", "A walker");
        var printed = CommandLine.Run("rights", small.Show, "--person", "A walker");
        Assert.True(printed.Exit == 0, printed.ToString());
        foreach (var words in new[] { "show_0010", "real frames held or dropped (P3)", "TURNBACK_show", "not what I agreed to", "No performance of yours was made or altered", "No frame, view or pixel was made where you are", "refused. People are in the part of the picture that would be made" })
            Assert.Contains(words, printed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Lou Law", printed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann Lee", printed.Out, StringComparison.Ordinal);
        var before = Done("rights", small.Show, "--person", "A walker");
        Done("person", small.Show, "Lou Law", "--erase", "--by", "Ann Lee");
        Assert.True(JsonNode.DeepEquals(before, Done("rights", small.Show, "--person", "A walker")));
        var digest = (string)before["performer"]!;
        Done("person", small.Show, "A walker", "--erase", "--by", "Ann Lee");
        var after = Done("rights", small.Show, "--person", digest);
        after["name"] = before["name"]!.DeepClone();
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public void Contest_RaisedAndAnswered_IsListedAndBothStandInThePackage()
    {
        using var small = new SmallTurnover("objection", 1, 12, 6);
        Begin(small);
        Done("render", small.Show, "--by", "Ann Lee", "--progress", "none");
        Done("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee");
        Done("person", small.Show, "Cy Dee", "--role", "performer", "--by", "Ann Lee");
        Assert.Equal("Nobody objects to anything.", CommandLine.Run("contest", small.Show).Out.Trim());
        var raised = Done("contest", small.Show, "--shot", "show_0010", "--reason", "that is <my> house", "--by", "Cy Dee");
        var held = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.Equal(4, held.Exit);
        var open = Disclosed(held.Json["result"]!);
        Assert.Equal((true, "that is <my> house", "performer"), ((bool)open["open"]!, (string?)open["reason"], (string?)open["by"]));
        Assert.Contains("not answered yet", File.ReadAllText(Path.Combine((string)held.Json["result"]!["package"]!, "disclosure.html")), StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run("contest", small.Show, "--answer", $"{raised["contest"]}", "--words", "mine", "--by", "Cy Dee").Exit);
        Assert.Equal(2, CommandLine.Run("contest", small.Show, "--answer", $"{raised["contest"]}", "--words", " ", "--by", "Ann Lee").Exit);
        Done("contest", small.Show, "--answer", $"{raised["contest"]}", "--words", "it is out of sight now", "--by", "Ann Lee");
        var sent = Done("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--progress", "none");
        var answered = Disclosed(sent);
        Assert.Equal((false, "it is out of sight now", "VFX editor"), ((bool)answered["open"]!, (string?)answered["answer"], (string?)answered["answeredBy"]));
        Assert.Contains("that is &lt;my&gt; house", File.ReadAllText(Path.Combine((string)sent["package"]!, "disclosure.html")), StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("verify", (string)sent["package"]!).Exit);
        var list = Assert.Single(Done("contest", small.Show)["contests"]!.AsArray())!;
        Assert.Equal(("show_0010", false), ((string?)list["name"], (bool)list["open"]!));

        static JsonNode Disclosed(JsonNode result) => Assert.Single(JsonNode.Parse(File.ReadAllText(Path.Combine((string)result["package"]!, "disclosure.json")))!["objections"]!.AsArray())!;
    }

    [Fact]
    public void Commands_BadWords_EndWithOneClearError()
    {
        using var small = new SmallTurnover("leave-words", 1, 12, 6);
        Begin(small);
        var paper = Path.Combine(small.Folder, "paper.txt");
        File.WriteAllText(paper, "x");
        string[] by = ["--by", "Ann Lee"];
        Fails(3, "no-subject", ["grant", small.Show, "nothing.mov", "--for", "alter", "--from", "N", .. by]);
        Fails(2, "usage", ["grant", small.Show, Plate, "--for", "conquer", "--from", "N", .. by]);
        Fails(2, "usage", ["grant", small.Show, Plate, "--from", "N", .. by]);
        Fails(2, "usage", ["grant", small.Show, Plate, "--for", "alter", .. by]);
        Fails(2, "usage", ["grant", small.Show, Plate, "--for", "alter", "--from", "N", "--until", "soon", .. by]);
        Fails(2, "usage", ["grant", small.Show, Plate, "--for", "alter", "--from", "N", "--since", "2027-01-02", "--until", "2027-01-01", .. by]);
        Fails(2, "usage", ["grant", small.Show, Plate, "--for", "alter", "--from", "N", "--territory", "Mars", .. by]);
        Fails(3, "file-missing", ["grant", small.Show, Plate, "--for", "alter", "--from", "N", "--contract", small.Folder, .. by]);
        Fails(3, "file-empty", ["grant", small.Show, Plate, "--for", "alter", "--from", "N", "--contract", "/dev/zero", .. by]);
        Fails(3, "no-grant", ["grant", small.Show, "--withdraw", "3", .. by]);
        Fails(3, "no-plates", ["grant", small.Show, $"folder:{small.Show}", "--for", "alter", "--from", "N", .. by]);
        Fails(4, "role", ["consent", small.Show, "Cy Dee", "--class", "P5", "--text", paper, .. by]);
        Fails(2, "usage", ["consent", small.Show, "Cy Dee", "--class", "P9", "--text", paper, .. by]);
        Fails(2, "usage", ["consent", small.Show, "Cy Dee", "--text", paper, .. by]);
        Fails(2, "usage", ["consent", small.Show, "Cy Dee", "--class", "P5", .. by]);
        Fails(2, "usage", ["rights", small.Show, "--revoke", "everything"]);
        Fails(2, "usage", ["rights", small.Show, "--revoke", "grant:one"]);
        Fails(3, "no-grant", ["rights", small.Show, "--revoke", "grant:0"]);
        Fails(3, "person-unknown", ["rights", small.Show, "--revoke", "person:Nobody"]);
        Fails(3, "person-unknown", ["rights", small.Show, "--person", "Nobody"]);
        Fails(2, "usage", ["rights", small.Show, "--yes"]);
        // nothing of all that was written
        Assert.Equal("No grant for footage is on file: that it was handed over is all the leave there is.", CommandLine.Run("rights", small.Show).Out.Trim());

        // the folder of the plates is leave for each of them; a show that states where it is shown, and a show.json that can not be read
        Assert.Equal(Plate, (string?)Done("grant", small.Show, small.Media, "--for", "alter", "--from", "N", "--territory", "US", "--by", "Ann Lee")["subjects"]![0]!["name"]);
        Assert.Equal("alter", (string?)Done("rights", small.Show)["notCovered"]![0]!["lacks"]![0]);
        ShowFile("territories", new JsonArray("US-CA"));
        Assert.Equal(["deliver"], Done("rights", small.Show)["notCovered"]![0]!["lacks"]!.AsArray().Select(l => (string?)l));
        ShowFile("grants", "perhaps");
        Fails(3, "bad-show", ["rights", small.Show]);
        Fails(3, "bad-show", ["plan", small.Show, .. by]);

        void ShowFile(string member, JsonNode value)
        {
            var path = Path.Combine(small.Show, "show.json");
            var file = JsonNode.Parse(File.ReadAllText(path))!;
            file[member] = value;
            File.WriteAllText(path, file.ToJsonString());
        }
    }

    private static void Begin(SmallTurnover small)
    {
        Done("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee");
        Done("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee", "--progress", "none");
        Done("declare", small.Show, "show_0010", "--no-people", "--by", "Ann Lee");
        Done("survey", small.Show, "--by", "Ann Lee");
    }

    private static JsonNode Done(params string[] words)
    {
        var ran = CommandLine.Run([.. words, "--json"]);
        Assert.True(ran.Exit == 0, $"{string.Join(' ', words)}\n{ran}");
        return ran.Json["result"]!;
    }

    private static void Fails(int exit, string code, string[] words)
    {
        var ran = CommandLine.Run([.. words, "--json"]);
        Assert.True(ran.Exit == exit && (string?)ran.Json["errors"]![0]!["code"] == code, $"{string.Join(' ', words)}\n{ran}");
    }

    /// <summary>A turn-back that holds the version back for a reason.</summary>
    private static void Withheld(SmallTurnover small, string rule, string way)
    {
        var ran = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Empty(ran.Json["result"]!["versions"]!.AsArray());
        Assert.Contains(ran.Json["errors"]!.AsArray(), e => ((string)e!["problem"]!).Contains(rule, StringComparison.Ordinal) && ((string)e["remedy"]!).Contains(way, StringComparison.Ordinal));
    }

    private static PackageMade Deliver(SmallTurnover small, int daysAhead)
    {
        using var show = Show.Open(small.Show, new Ahead(TimeSpan.FromDays(daysAhead)));
        return new Desk(show, show.Book.Acts[^1].By, [new FillTool()], "", Watch.Nobody, default).Deliver(small.Out);
    }

    private static int Acts(SmallTurnover small)
    {
        using var show = Show.Look(small.Show, TimeProvider.System);
        return show.Book.Acts.Count;
    }

    private static IEnumerable<string?> Names(JsonNode result, string list, string member) => result[list]!.AsArray().Select(n => (string?)n![member]);

    private static SmallTurnover WithPerformer()
    {
        var small = new SmallTurnover("walker", 1, 24, 12, 13);
        for (var n = 1; n <= 24; n++)
        {
            var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
            matte.Coverage.AsSpan(200, 20).Fill(1);
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "performer": "A walker", "matte": "walker.%04d.exr"}]""");
        return small;
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
