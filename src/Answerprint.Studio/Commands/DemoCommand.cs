using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Studio.Pages;

namespace Answerprint.Studio.Commands;

/// <summary>`demo`: the whole flow on a small show, by the very commands that a user would type, and a page about what came of it.</summary>
internal static class DemoCommand
{
    /// <param name="run">Runs another command of this program, as if typed.</param>
    public static Command Create(Func<string[], int> run)
    {
        var output = new Option<string>("--out") { Description = "Where the demo is made; a demo that lies there is replaced", DefaultValueFactory = _ => "out/demo" };
        var command = new Command("demo", "The whole flow on a small show, offline: fills two shots, refuses one that has people in it, hands back a package, checks it, and writes a page. Example: answerprint demo --out out/demo")
        {
            output,
        };
        return command.Does((session, parsed) => Run(Path.GetFullPath(parsed.GetValue(output)!), run, session));
    }

    private static Outcome Run(string folder, Func<string[], int> run, Session session)
    {
        Output.CheckFolder("--out", folder);
        var clock = Stopwatch.StartNew();
        Clear(folder);
        session.Say("Making the demo's footage: a camera move over a real photograph, a street with people, a rendered set; some frames left out.");
        var material = new DemoMaterial(folder, session);
        material.Make();
        var show = Path.Combine(folder, "show");
        var package = Path.Combine(folder, "package");

        // the commands of a first day, as they would be typed
        Type("init", show, "--title", "Demo", "--rate", "24", "--by", DemoMaterial.Supervisor);
        Type("turnaround", show, material.CutFile, "--media", material.Media, "--out", package, "--declare", material.Declarations, "--by", DemoMaterial.Supervisor);
        using (var look = Show.Look(show, session.Clock))
            foreach (var version in Turnaround.Current(Standing.Of(look.Book.Acts)))
                Type("review", show, version.Name, "--approve", "--not-a-person", "all", "--by", DemoMaterial.Supervisor, "--note", "looked at in the demo");
        Type("turnback", show, "--out", package, "--by", DemoMaterial.Supervisor);
        var back = Directory.EnumerateDirectories(package, "TURNBACK_*").OrderBy(d => d, StringComparer.Ordinal).Last();
        var key = Path.Combine(show, "keys", "site.pub");
        var verified = Type("verify", back, "--trust", key, "--require-trust");

        var page = new DemoPage(folder, material, session).Write(show, back, verified == 0, clock.Elapsed);
        session.Say();
        session.Say(page.Summary);
        session.Say($"The page: {Path.Combine(folder, "index.html")}");
        session.Say($"The package: {back}");
        var result = new JsonObject
        {
            ["page"] = Path.Combine(folder, "index.html"), ["package"] = back, ["seconds"] = Math.Round(clock.Elapsed.TotalSeconds, 1), ["verified"] = verified == 0, ["frames"] = page.Frames,
        };
        return verified == 0 ? Outcome.Done(result) : Outcome.Failed(ExitCode.CheckFailed, result, new Fault("verify", back, "", "the package did not verify", "Run verify on it and read what it names"));

        int Type(params string[] words)
        {
            session.Cancel.ThrowIfCancellationRequested();
            session.Say();
            session.Say($"$ answerprint {string.Join(' ', words.Select(w => w.Contains(' ') ? $"\"{w}\"" : w))}");
            var ended = session.Json ? Muted(() => run(words)) : run(words);
            // the refusal of the street is what the demo is there to show
            if (ended != (int)ExitCode.Done && !(words[0] is "turnaround" or "turnback" && ended == (int)ExitCode.Refused) && words[0] != "verify")
                throw new InvalidOperationException($"answerprint {words[0]} ended with {ended}");
            return ended;
        }
    }

    /// <summary>Under `--json` the inner commands say nothing on stdout.</summary>
    private static int Muted(Func<int> work)
    {
        var output = Console.Out;
        try
        {
            Console.SetOut(TextWriter.Null);
            return work();
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    /// <summary>Removes an earlier demo, and nothing that is not one.</summary>
    private static void Clear(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
        {
            if (!File.Exists(Path.Combine(folder, Mark)))
                throw new BadInputException("not-empty", folder, "", "something else than a demo is there", "Name a folder that is empty or does not exist");
            Directory.Delete(folder, recursive: true);
        }
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, Mark), "made by answerprint demo; replaced by the next one\n");
    }

    private const string Mark = ".demo";
}
