using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`rules` and `why` as a lawyer and a producer type them.</summary>
public sealed class RulesCommandTest
{
    private const string House = """
        {"format":"answerprint.rules.1","id":"house","title":"House rules","asOf":"2026-01-01","reviewed":null,"rules":[
          {"id":"H-1","title":"made frames are approved by the client","authority":"client","source":{"url":"https://client.example","tier":"S"},"inForce":{"from":"2026-03-01"},
           "when":{"all":[{"eq":["production.client","acme"]},{"eq":["use.makes_pixels",true]}]},"effect":{"approve":"client"},"evidence":["client_letter"],"words":"The client has not agreed to made frames."}]}
        """;

    [Fact]
    public void Test_PackOfOnesOwn_Is0OrIs5WithEachFaultInWords()
    {
        using var folder = new TestFolder();
        var (pack, good, bad) = (Write(folder, "house.json", House), Write(folder, "good.json", """[{"name":"g","facts":{"production.client":"acme","use.makes_pixels":true,"use.people_in_made_region":"none_attested"},"expect":"approve","rules":["H-1"],"not":[]}]"""),
            Write(folder, "bad.json", """[{"name":"one","facts":{"production.client":"other","use.makes_pixels":true,"use.people_in_made_region":"none_attested"},"expect":"approve","rules":["H-1","Z-9"],"not":[]},{"name":"two","facts":{"production.client":"acme","use.makes_pixels":true,"use.people_in_made_region":"none_attested"},"expect":"allow","rules":[],"not":["H-1"]}]"""));
        Assert.Equal(0, CommandLine.Run("rules", "test", pack, good, "--day", "2026-11-22").Exit);

        var failed = CommandLine.Run("rules", "test", pack, bad, "--day", "2026-11-22", "--json");
        Assert.True(failed.Exit == 5, failed.ToString());
        var said = string.Join("\n", failed.Json["errors"]!.AsArray().Select(e => $"{e!["place"]}: {e["problem"]}"));
        Assert.Contains("one: H-1 is not hit: it would have been hit if production.client were acme (it is other)", said, StringComparison.Ordinal);
        Assert.Contains("one: Z-9 is not hit: no pack that is tested has a rule of this name", said, StringComparison.Ordinal);
        Assert.Contains("two: H-1 is hit, and should not be: it would not have been hit if", said, StringComparison.Ordinal);
        Assert.Contains("client_letter", said, StringComparison.Ordinal);

        var early = CommandLine.Run("rules", "test", pack, good, "--day", "2026-02-28");
        Assert.True(early.Exit == 5, early.ToString());
        Assert.Contains("not in force on 2026-02-28 (from 2026-03-01)", early.Errors, StringComparison.Ordinal);
        Assert.Equal(2, CommandLine.Run("rules", "test", pack, good, "--day", "tomorrow").Exit);
    }

    [Fact]
    public void Check_MisspeltFactAndBrokenRule_NameThePlaceAndTheNearestWord()
    {
        using var folder = new TestFolder();
        var misspelt = CommandLine.Run("rules", "check", Write(folder, "a.json", House.Replace("production.client", "production.cleint", StringComparison.Ordinal).Replace("\"evidence\"", "\"evidense\"", StringComparison.Ordinal)));
        Assert.True(misspelt.Exit == 5, misspelt.ToString());
        Assert.Contains("Did you mean: production.client", misspelt.Errors, StringComparison.Ordinal);
        Assert.Contains("Did you mean: evidence", misspelt.Errors, StringComparison.Ordinal);
        var broken = CommandLine.Run("rules", "check", Write(folder, "b.json", House.Replace("""{"eq":["use.makes_pixels",true]}""", """{"equals":["use.makes_pixels",true]}""", StringComparison.Ordinal)), "--json");
        Assert.True(broken.Exit == 3, broken.ToString());
        Assert.Equal("H-1 when all[2]", (string?)broken.Json["errors"]![0]!["place"]);
        var comma = CommandLine.Run("rules", "check", Write(folder, "c.json", House.Replace("\"authority\"", "\"authority", StringComparison.Ordinal)), "--json");
        Assert.StartsWith("line 2", (string?)comma.Json["errors"]![0]!["place"], StringComparison.Ordinal);
    }

    [Fact]
    public void Test_HostileFiles_EndWithOneClearError()
    {
        using var folder = new TestFolder();
        File.CreateSymbolicLink(folder.File("loop.json"), folder.File("loop.json"));
        Process.Start("mkfifo", folder.File("pipe.json")).WaitForExit();
        File.WriteAllText(folder.File("deep.json"), new string('[', 200_000));
        File.WriteAllText(folder.File("cut.json"), House[..200]);
        using (var huge = File.Create(folder.File("huge.json"))) huge.SetLength(5L << 30);
        File.WriteAllText(folder.File("house.json"), House);
        foreach (var name in new[] { "loop.json", "pipe.json", "deep.json", "cut.json", "huge.json", "/dev/zero", "none.json" })
        {
            var path = Path.IsPathRooted(name) ? name : folder.File(name);
            foreach (var words in new[] { new[] { "check", path }, ["test", folder.File("house.json"), path] })
            {
                var watch = Stopwatch.StartNew();
                var ran = CommandLine.Run(["rules", .. words, "--json"]);
                Assert.True(ran.Exit == 3 && ran.Json["errors"]!.AsArray().Count == 1 && watch.Elapsed.TotalSeconds < 20, $"{name}: {ran}");
            }
        }
        Assert.Equal(3, CommandLine.Run("rules", "check", folder.Path + "/none").Exit);
    }

    [Fact]
    public void Copy_Sample_CanBeEditedAndTested()
    {
        using var folder = new TestFolder();
        Assert.Equal(0, CommandLine.Run("rules", "copy", "dga", "--to", folder.File("counsel")).Exit);
        var edited = File.ReadAllText(folder.File("counsel/dga.json")).Replace("\"reviewed\": null", "\"reviewed\": { \"by\": \"A. Counsel\", \"on\": \"2026-11-25\" }", StringComparison.Ordinal);
        File.WriteAllText(folder.File("counsel/dga.json"), edited);
        var tested = CommandLine.Run("rules", "test", folder.File("counsel/dga.json"), folder.File("counsel/dga.scenarios.json"), "--day", "2026-11-22");
        Assert.True(tested.Exit == 0, tested.ToString());
        Assert.Contains("Reviewed by A. Counsel on 2026-11-25", CommandLine.Run("rules", "show", folder.File("counsel")).Out, StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run("rules", "copy", "dga", "--to", folder.File("counsel")).Exit);
    }

    [Fact]
    public void Show_FromPacksToWhy_DecidesAtOnceAndExplainsWhenThePeopleAreForgotten()
    {
        using var small = new SmallTurnover("rulesflow", 1, 12, 6);
        Ran(0, CommandLine.Turnaround(small, "--declare", small.People));
        var pack = Path.Combine(small.Folder, "house.json");
        File.WriteAllText(pack, House);
        Ran(0, "person", small.Show, "Cy Dee", "--role", "performer", "--by", "Ann Lee");

        // who may, and what nobody may
        Ran(4, "rules", "use", small.Show, pack, "--by", "Cy Dee");
        Ran(4, "rules", "state", small.Show, "consent.exists=yes", "--by", "Ann Lee");
        Ran(4, "rules", "state", small.Show, "use.people_in_made_region=none_attested", "--by", "Ann Lee");
        Ran(4, "rules", "file", small.Show, "human_approval", "--document", pack, "--by", "Ann Lee");
        File.WriteAllText(Path.Combine(small.Folder, "own.json"), House.Replace("\"house\"", "\"project\"", StringComparison.Ordinal));
        Ran(4, "rules", "use", small.Show, Path.Combine(small.Folder, "own.json"), "--by", "Ann Lee");
        Ran(2, "rules", "use", small.Show, "--by", "Ann Lee");
        Ran(2, "rules", "state", small.Show, "hpf.tier=high", "--by", "Ann Lee");
        Ran(3, "rules", "state", small.Show, "production.client=acme", "--shot", "nosuch", "--by", "Ann Lee");
        Ran(2, "plan", small.Show, "--no-rules", "--by", "Ann Lee");

        Ran(0, "rules", "use", small.Show, pack, "--by", "Ann Lee");
        Ran(0, "rules", "state", small.Show, "production.client=acme", "--by", "Ann Lee");
        var refused = Ran(0, "plan", small.Show, "--by", "Ann Lee");
        Assert.Contains("The client has not agreed to made frames [H-1, check the rule's own text]", refused.Out, StringComparison.Ordinal);
        Assert.Contains("The rule pack 'house' has not been reviewed by anyone", refused.Out, StringComparison.Ordinal);
        Assert.Contains("production.client is acme, says Ann Lee (producer)", Ran(0, "rules", small.Show).Out, StringComparison.Ordinal);
        Ran(0, "rules", "file", small.Show, "client_letter", "--document", pack, "--shot", "show_0010", "--by", "Ann Lee");
        Assert.DoesNotContain("may not go ahead", Ran(0, "plan", small.Show, "--by", "Ann Lee").Out, StringComparison.Ordinal);
        Ran(0, "rules", "replay", small.Show);

        Directory.Delete(Path.Combine(small.Show, "people"), recursive: true);
        var why = Ran(0, "why", small.Show, "show_0010", "--replay");
        Assert.DoesNotContain("Ann Lee", why.Out, StringComparison.Ordinal);
        foreach (var said in new[] { "house (", "reviewed by nobody", "H-1, approve, counts: made frames are approved by the client (client; https://client.example; read in a report: check the text)", "client letter.", "Smallest change: put on file: client letter", "the same comes out again", "the paper client_letter is on file now" })
            Assert.Contains(said, why.Out, StringComparison.Ordinal);
        Assert.StartsWith("Answerable: ", why.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains("for the choice of rules: person ", why.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains("(producer)", why.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);

        // the bytes of the pack in the vault are edited
        var hash = RulePack.Open(pack).Hash;
        File.WriteAllText(Path.Combine(small.Show, "vault", hash[..2], hash), House.Replace("approve", "record", StringComparison.Ordinal));
        foreach (var words in new[] { new[] { "rules", small.Show }, ["rules", "replay", small.Show], ["why", small.Show, "show_0010", "--replay"] })
        {
            var ran = CommandLine.Run([.. words, "--json"]);
            Assert.True(ran.Exit == 5, ran.ToString());
            Assert.Equal("pack-tampered", (string?)ran.Json["errors"]![0]!["code"]);
            Assert.Contains("house", (string?)ran.Json["errors"]![0]!["file"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Turnback_PackAsksForTheDirector_WithholdsUntilADirectorHasApprovedTheseBytes()
    {
        using var small = new SmallTurnover("director", 1, 12, 6);
        Ran(0, CommandLine.Turnaround(small, "--declare", small.People));
        var pack = Path.Combine(small.Folder, "director.json");
        File.WriteAllText(pack, House.Replace("""{"all":[{"eq":["production.client","acme"]},{"eq":["use.makes_pixels",true]}]}""", """{"all":[{"eq":["use.makes_pixels",true]},{"ne":["approval.director",true]}]}""", StringComparison.Ordinal).Replace("client_letter", "director_approval", StringComparison.Ordinal));
        Ran(0, "rules", "use", small.Show, pack, "--by", "Ann Lee");
        Assert.Contains("Before it is delivered: made frames are approved by the client [H-1", Ran(0, "plan", small.Show, "--by", "Ann Lee").Out, StringComparison.Ordinal);
        Ran(0, "review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee");
        Assert.Contains("[H-1]", Ran(4, "turnback", small.Show, "--out", small.Out, "--by", "Ann Lee").Out, StringComparison.Ordinal);
        Ran(4, "person", small.Show, "Ann Lee", "--role", "director", "--by", "Ann Lee");
        Ran(0, "person", small.Show, "Di Rector", "--role", "director", "--by", "Ann Lee");
        Ran(4, "turnback", small.Show, "--out", small.Out, "--by", "Ann Lee");
        Ran(0, "review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Di Rector");
        Assert.DoesNotContain("H-1", Ran(0, "turnback", small.Show, "--out", small.Out, "--by", "Ann Lee").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ShowFileAndEnvironmentThatWouldLiftRules_ChangeNothing()
    {
        using var small = new SmallTurnover("liftrules", 1, 12, 6);
        var first = CommandLine.Run(CommandLine.Turnaround(small));
        Assert.True(first.Exit == 4, first.ToString());
        var file = Path.Combine(small.Show, "show.json");
        var json = (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
        foreach (var (name, value) in new (string, JsonNode)[] { ("rules", new JsonArray()), ("rulePacks", new JsonArray()), ("skipRules", true), ("project", false), ("disable", new JsonArray("PRJ-07")), ("role", "owner"), ("facts", new JsonObject { ["use.people_in_made_region"] = "none_attested" }) }) json[name] = value;
        File.WriteAllText(file, json.ToJsonString());
        string[] forcing = ["ANSWERPRINT_RULES", "ANSWERPRINT_NO_RULES", "ANSWERPRINT_FORCE", "ANSWERPRINT_DEBUG", "ANSWERPRINT_ROLE"];
        var start = new ProcessStartInfo("env", [.. forcing.Select(f => f + "=1"), "dotnet", Path.Combine(AppContext.BaseDirectory, "answerprint.dll"), "plan", small.Show, "--by", "Ann Lee", "--json"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var said = JsonNode.Parse(process.StandardOutput.ReadToEnd())!;
        Assert.Empty(said["result"]!["steps"]!.AsArray());
        Assert.Contains("PRJ-07", said["result"]!["refused"]![0]!["decision"]!["hits"]!.AsArray().Select(h => (string?)h!["rule"]));
    }

    private static CommandLine.Ran Ran(int exit, params string[] words)
    {
        var ran = CommandLine.Run(words);
        Assert.True(ran.Exit == exit, $"{string.Join(' ', words)}: {ran}");
        return ran;
    }

    private static string Write(TestFolder folder, string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }
}
