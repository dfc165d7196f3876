using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`recut`: takes in a changed cut and makes again only what it changed.</summary>
internal static class RecutCommand
{
    public static Command Create()
    {
        var (show, rate, by) = (ShowArguments.Show(), ShowArguments.Rate(), Seat.By());
        var cut = new Argument<string>("NEWCUT") { Description = "The changed cut: .otio or .edl" };
        var media = new Option<string[]>("--media") { Description = "Folder with the plates; may be given several times; default: where they lay for the cut before", AllowMultipleArgumentsPerToken = true };
        var list = new Option<string?>("--list") { Description = "Folder for the change list; default: recuts/ in the show" };
        var output = new Option<string?>("--out") { Description = "Makes the return package there as well" };
        var command = new Command("recut", "Takes in a changed cut: shots keep their names, only what changed is made again, approvals lapse only where their pictures changed. Writes the change list. Example: answerprint recut myshow cut2.otio --by \"Ann Lee\"")
        {
            show, cut, media, rate, list, output, by,
        };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(output) is { } back) Output.CheckFolder("--out", back);
            if (parsed.GetValue(list) is { } named) Output.CheckFolder("--list", named);
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
            if (!desk.TakeRecut(parsed.GetValue(cut)!, parsed.GetValue(media) ?? [], ShowArguments.RateOf(parsed.GetValue(rate)))) session.Say("The cut is the one that the show has: nothing is new in it.");
            var ended = MissionLoop.Run(desk, parsed.GetValue(output), session);
            var result = ended.Result as JsonObject ?? [];
            if (desk.Changes() is not { } changes) return new(ended.Exit, result, ended.Errors);
            var folder = parsed.GetValue(list) ?? Path.Combine(open.Folder, "recuts");
            var number = open.Book.Acts.Count(a => a.Name == ActNames.CutChanged);
            var files = new[] { ("csv", changes.Table()), ("html", changes.Page()) }.Select(f => (Path: Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"recut_{number:000}.{f.Item1}")), Text: f.Item2)).ToList();
            foreach (var (path, text) in files) WholeFile.Write(path, text);
            Say(changes, session);
            session.Say($"Change list: {string.Join(" and ", files.Select(f => f.Path))}");
            result["changes"] = new JsonArray([.. changes.Rows.Select(r => (JsonNode)r.Write())]);
            result["lists"] = JsonReading.Array(files.Select(f => f.Path));
            return new(ended.Exit, result, ended.Errors);
        });
    }

    private static void Say(RecutList changes, Session session)
    {
        session.Say(changes.Sum());
        foreach (var row in changes.Rows.Where(r => r.Change.Kind != ShotChangeKind.Unchanged || r.Approval.StartsWith("awaiting", StringComparison.Ordinal)))
            session.Say($"  {row.Change.Name}: {row.Change.Words}. {row.Done}{(row.Approval.Length > 0 ? $" ({row.Approval})" : "")}");
    }
}
