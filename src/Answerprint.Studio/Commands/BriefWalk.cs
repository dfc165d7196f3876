using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Briefs;

namespace Answerprint.Studio.Commands;

/// <summary>Takes one brief the whole way by the commands that a person would type, in a show of its own, and says how it ended.</summary>
/// <param name="run">Runs a command of this program, as if typed.</param>
internal sealed class BriefWalk(Func<string[], int> run)
{
    private const string Ann = "Ann Lee", Shot = "briefs_0010";

    private sealed class StoppedException(string command, int exit, JsonObject said) : Exception
    {
        public string Command { get; } = command;

        public int Exit { get; } = exit;

        public JsonObject Said { get; } = said;
    }

    /// <param name="folder">Empty; left to the caller.</param>
    /// <param name="codes">The clip's frames, 8-bit R, G, B.</param>
    public BriefEnd Walk(BriefCase brief, string folder, IReadOnlyList<byte[]> codes)
    {
        var material = new BriefMaterial(folder, brief, codes);
        brief.Made?.Invoke(material);
        File.WriteAllText(Path.Combine(folder, "signed.txt"), "I agree that a wire over my wardrobe is taken out of this show.");
        if (brief.Change is not null) File.WriteAllText(Path.Combine(material.Elsewhere, "change.json"), brief.Change);
        var (show, questions) = (Path.Combine(folder, "show"), 0);
        try
        {
            Type("init", show, "--title", "Briefs", "--code", "briefs", "--rate", "24", "--handles", "0", "--by", Ann, "--solo", "--role", "vfx_editor", "vfx_supervisor", "legal");
            Type("ingest", show, material.Cut, "--media", material.Media, "--by", Ann);
            foreach (var said in brief.Declared) Type(["declare", show, Shot, .. said.Select(In), "--by", Ann]);
            if (brief.Consent.Count > 0) Type(["consent", show, "Performer 1", .. brief.Consent.Select(In), "--by", Ann]);
            if (brief.Brief.Count > 0)
            {
                var asked = Type(["brief", show, Shot, .. brief.Brief, "--by", Ann]);
                // the first time the crops are written to be looked at, the second time it is said
                for (var time = 0; time < 2 && brief.Near; time++) Type("declare", show, Shot, "--no-people-near", (string)asked["brief"]!, "--sheet", Path.Combine(folder, "crops.png"), "--by", Ann);
            }
            if (brief.Made is null) Type("render", show, "--by", Ann);
            else Type(["accept", show, Shot, "--version", material.Versions, "--made-by", "Another program", "--model", "no", .. brief.Change is null ? Array.Empty<string>() : ["--change", Path.Combine(material.Elsewhere, "change.json")], "--by", Ann]);
            questions = Questions(Answer("review", show, Shot, "--approve", "--by", Ann));
            Type("review", show, Shot, "--approve", "--not-a-person", "all", "--by", Ann);
            var back = (string)Type("turnback", show, "--out", Path.Combine(folder, "back"), "--by", Ann)["package"]!;
            Type("verify", back);
            return new(brief, "", 0, "", ClassOf(back), questions, HasWayOn: false, LockFailed: false);
        }
        catch (StoppedException e)
        {
            var error = e.Said["errors"]?.AsArray().FirstOrDefault();
            var way = e.Exit == 4 && (string?)error?["remedy"] is { Length: > 0 } && Packs(show);
            return new(brief, e.Command, e.Exit, (string?)error?["code"] ?? "", "", questions, way, e.Exit == 5);
        }

        string In(string word) => word.Replace(BriefCases.Folder, folder, StringComparison.Ordinal);
    }

    /// <summary>Runs a command that must succeed.</summary>
    private JsonObject Type(params string[] words)
    {
        var (exit, said) = Typed(words);
        return exit == 0 ? said["result"] as JsonObject ?? [] : throw new StoppedException(words[0], exit, said);
    }

    private JsonObject Answer(params string[] words) => Typed(words).Said;

    private (int Exit, JsonObject Said) Typed(string[] words)
    {
        var (output, errors) = (Console.Out, Console.Error);
        using var heard = new StringWriter();
        try
        {
            Console.SetOut(heard);
            Console.SetError(TextWriter.Null);
            var exit = run([.. words, "--json", "--progress", "none"]);
            return (exit, JsonNode.Parse(heard.ToString()) as JsonObject ?? []);
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
        }
    }

    private static int Questions(JsonObject said) => said["errors"]?.AsArray().Count(e => (string?)e?["code"] == "question-open") ?? 0;

    private static bool Packs(string show)
    {
        using var look = Production.Editorial.Show.Look(show, TimeProvider.System);
        return look.Book.Acts.Any(a => a.Name == Production.ActNames.HandedOff);
    }

    private static string ClassOf(string package) => Directory.GetFiles(Path.Combine(package, "versions"), "inspection.json", SearchOption.AllDirectories) is [var only] ? (string?)JsonNode.Parse(File.ReadAllText(only))!["lock"]!["class"] ?? "" : "";
}
