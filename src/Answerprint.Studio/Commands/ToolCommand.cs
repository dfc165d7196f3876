using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`tool`: programs of others as tools of a show.</summary>
internal static class ToolCommand
{
    public static Command Create() => new("tool", "Programs of others as tools of a show, under the same gate, chunks and inspector. Example: answerprint tool test soften/tool.json --in plate.%04d.exr --matte matte.%04d.exr")
    {
        Add(), List(), Test(),
    };

    private static Argument<string> Manifest() => new("TOOL") { Description = "Its tool.json" };

    private static Command Add()
    {
        var (show, manifest, by) = (ShowArguments.Show(), Manifest(), Seat.By());
        var command = new Command("add", "Adds a program to the tools of a show, as it is now to the byte: changed, it is refused until it is added again. Example: answerprint tool add myshow soften/tool.json --by \"Ann Lee\"") { show, manifest, by };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            var added = desk.AddTool(parsed.GetValue(manifest)!);
            session.Say($"{added.Work.MadeBy}: {added.Purpose} ({added.Terms.Words()}).");
            if (added.Terms.IsUndeclared) session.Say("What it makes is no final before legal approves each version: answerprint accept SHOW --approve-outside VERSION");
            session.Say($"Next: answerprint brief {parsed.GetValue(show)} SHOT {added.Name} FRAMES --set matte=PATTERN");
            return Outcome.Done(OutsideShelf.Added(open.Book.Acts)[added.Name].Body.DeepClone().AsObject());
        });
    }

    private static Command List()
    {
        var show = ShowArguments.Show();
        var command = new Command("list", "The outside tools of a show, and whether they are here as they were added. Example: answerprint tool list myshow") { show };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
            var shelf = OutsideShelf.Open(open);
            var list = new JsonArray();
            foreach (var (name, act) in OutsideShelf.Added(open.Book.Acts))
            {
                var state = StateOf(open, name, act, shelf.FolderOf(name));
                session.Say($"{name}  {act.Body.Text("version")}  {act.Body.Text("operation")}  {OutsideTerms.Read(act.Body.Object("terms")).Words()}  {state}");
                var line = act.Body.DeepClone().AsObject();
                line["state"] = state;
                list.Add(line);
            }
            if (list.Count == 0) session.Say("The show has no outside tool: answerprint tool add SHOW tool.json");
            return Outcome.Done(new JsonObject { ["tools"] = list });
        });
    }

    private static string StateOf(Show show, string name, Production.Acts.Act act, string? folder)
    {
        if (folder is null) return "not on this machine";
        try
        {
            var manifest = OutsideManifest.Read(show.Vault.Read(act.Body.Digest("manifest")), name);
            OutsideFiles.Of(manifest, folder).Hold(manifest, OutsideShelf.FilesOf(act));
            return "as it was added";
        }
        catch (Media.Frames.BadInputException e)
        {
            return $"not usable: {e.Place}: {e.Problem}";
        }
    }

    private static Command Test()
    {
        var manifest = Manifest();
        var input = new Option<string>("--in") { Required = true, Description = "Frames to try it on: name.%04d.exr, or a movie" };
        var matte = new Option<string?>("--matte") { Description = "Mattes, 1 = where it may work; without them it may work everywhere" };
        var frames = new Option<string?>("--frames") { Description = "Only these frames, at most 24 of which are tried: 1001-1008" };
        var command = new Command("test", "Tries a program on loose frames against the laws of all tools: its output is complete, size and finite numbers are kept, outside the matte the plate's bits stand, the same again gives the same bits, in one chunk or two. Keeps no picture. Example: answerprint tool test soften/tool.json --in plate.%04d.exr") { manifest, input, matte, frames };
        return command.Does((session, parsed) =>
        {
            var path = parsed.GetValue(manifest)!;
            var of = OutsideManifest.Open(path);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var files = OutsideFiles.Of(of, folder);
            using var clip = FrameFiles.Open(parsed.GetValue(input)!);
            using var inside = parsed.GetValue(matte) is { } pattern ? FrameFiles.Open(pattern) : null;
            var wanted = (parsed.GetValue(frames) is { } listed ? FrameList.Parse(listed) : clip.Frames).Where(clip.Has).Take(OutsideTrial.MostFrames).ToList();
            OutsideTrial.Report report;
            using (var progress = session.Progress($"test {of.Name}", OutsideTrial.Steps))
                report = OutsideTrial.Run(of, folder, files, clip, inside, wanted, Path.Combine(folder, $".{of.Name}.{Environment.ProcessId}.trial"), progress.Step, session.Cancel);
            session.Say(string.Create(CultureInfo.InvariantCulture, $"{of.Work.MadeBy}: {Counted.Of(report.Frames.Count, "frame")} of {wanted.Count} changed, {report.Seconds:0.0} s a frame; {report.PutBack} pixels outside the matte were put back."));
            foreach (var broken in report.Broken) session.Say($"  broken: {broken}");
            var result = new JsonObject
            {
                ["tool"] = of.Name, ["version"] = of.Version, ["identity"] = OutsideTool.Identity(of, files.Digests).Hex, ["frames"] = new JsonArray([.. report.Frames.Select(f => (JsonNode)f)]), ["secondsAFrame"] = Math.Round(report.Seconds, 3),
                ["putBack"] = report.PutBack, ["broken"] = JsonReading.Array(report.Broken),
            };
            return report.Broken.Count == 0
                ? Outcome.Done(result)
                : Outcome.Failed(ExitCode.CheckFailed, result, [.. report.Broken.Select(b => new Fault("law-broken", path, "", b, "Mend the tool; see docs/outside-tools.md"))]);
        });
    }
}
