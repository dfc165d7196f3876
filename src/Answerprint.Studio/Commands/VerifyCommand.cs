using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Studio.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`verify`: checks a package or a book with nothing but itself and, where given, a list of trusted keys.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A package's folder, or a book's" };
        var trust = new Option<string?>("--trust") { Description = "A file of public keys that you trust, one a line" };
        var require = new Option<bool>("--require-trust") { Description = "End with 5 unless a trusted key signed" };
        var render = new Option<bool>("--render") { Description = "Also make every made frame again from its origin pass and compare" };
        var plates = new Option<string[]>("--plates") { Description = "Of --render: a folder in which the plates lie, at any depth, to make relit and reframed frames again, which hold no pixel of the plate untouched; may be given several times" };
        var command = new Command("verify", "Checks a package or a book offline: names every file that was changed, added, removed or renamed. Examples: answerprint verify back/TURNBACK_myshow_1 --trust keys.txt; answerprint verify back/TURNBACK_myshow_1 --render --plates turnover/media") { path, trust, require, render, plates };
        return command.Does((session, parsed) =>
        {
            var folder = parsed.GetValue(path)!;
            if (!Directory.Exists(folder)) throw new BadInputException("no-package", folder, "", File.Exists(folder) ? "it is a file; a package or a book is a folder" : "there is no such folder", "Name the folder of a package or of a book");
            if (parsed.GetValue(plates) is { Length: > 0 } && !parsed.GetValue(render)) throw new FormatException("--plates belongs to --render");
            var keys = parsed.GetValue(trust) is { } file ? ReadTrust(file) : null;
            if (Show.IsShow(folder)) Show.RefuseLinks(folder);
            var book = Show.IsShow(folder) ? Path.Combine(folder, "book") : folder;
            if (PackageCheck.IsPackage(folder)) return Package(folder, keys, parsed.GetValue(require), parsed.GetValue(render), parsed.GetValue(plates) ?? [], session);
            if (File.Exists(Path.Combine(book, "checkpoint")) || Directory.Exists(Path.Combine(book, "tile"))) return Book(book, keys, parsed.GetValue(require), session);
            throw new BadInputException("no-package", folder, "", "the folder is neither a package (it has no manifest.json) nor a book (it has no checkpoint)", "Name the folder of a package or of a book");
        });
    }

    private static Outcome Package(string folder, TrustList? keys, bool require, bool render, string[] plates, Session session)
    {
        var report = PackageCheck.Check(folder, keys, session.Cancel);
        var faults = report.Faults.ToList();
        var (again, elsewhere) = (0, 0);
        if (render && report.IsIntact)
        {
            using var progress = session.Progress("verify", report.Manifest!.Files.Count(f => f.Path.Contains("/origin/", StringComparison.Ordinal)));
            using var brought = new BroughtPlates(plates, report.Manifest.Plates);
            (again, elsewhere, var differences) = RenderCheck.Check(folder, report.Manifest, brought, progress.Step, session.Cancel);
            faults.AddRange(differences);
        }
        var intact = faults.Count == 0;
        if (intact)
        {
            session.Say($"{Counted.Of(report.Files, "file")} and {Counted.Of(report.Acts, "act")}: {Whose(report.Signer, report.KeyId, report.Trusted)}");
            if (render) session.Say($"{Counted.Of(again, "made or held frame")} {(again == 1 ? "was" : "were")} made again from real frames: every word is the same.");
            if (elsewhere > 0) session.Say($"{Counted.Of(elsewhere, "retimed, relit or reframed frame")} {(elsewhere == 1 ? "was" : "were")} made of real frames that this package does not hold{(plates.Length > 0 ? ", nor the plates that were brought" : ": whoever has the plates makes them again, with --plates DIR")}.");
        }
        else session.Say($"{folder}: NOT intact, {Counted.Of(faults.Count, "fault")}");
        Remark(report.Remarks, report.Solo, session);
        var untrusted = require && !report.Trusted;
        var errors = faults.Select(f => new Fault(f.Code, f.File, "", f.Words, "Ask the sender for the package again")).ToList();
        if ((require || keys is not null) && !report.Trusted && intact) errors.Add(Untrusted(report.Signer, report.KeyId));
        var failed = !intact || untrusted || (keys is not null && !report.Trusted);
        return new(failed ? ExitCode.CheckFailed : ExitCode.Done, new JsonObject
        {
            ["kind"] = "package", ["intact"] = intact, ["signer"] = report.Signer, ["key"] = report.KeyId, ["trusted"] = report.Trusted, ["files"] = report.Files, ["acts"] = report.Acts,
            ["solo"] = report.Solo, ["remarks"] = Listed(report.Remarks), ["madeAgain"] = render ? again : null, ["notMadeAgain"] = render ? elsewhere : null,
            ["faults"] = new JsonArray([.. faults.Select(f => (JsonNode)new JsonObject { ["code"] = f.Code, ["file"] = f.File, ["words"] = f.Words })]),
        }, errors);
    }

    private static Outcome Book(string folder, TrustList? keys, bool require, Session session)
    {
        var acts = new List<Act>();
        var report = LedgerCheck.Check(folder, keys, (index, entry) => Take(acts, index, entry), session.Cancel);
        for (var n = 0; n < acts.Count; n++) acts[n] = acts[n] with { Origin = report.Checkpoint?.Origin ?? "" };
        var remarks = BookRemarks.Of(acts);
        var signer = report.Signers.Count > 0 ? report.Signers[0] : null;
        session.Say(report.IsIntact ? $"{Counted.Of(report.Checkpoint!.Size, "act")}: {Whose(signer?.Name ?? "", signer?.IdText ?? "", report.Trusted)}" : $"{folder}: NOT intact, {Counted.Of(report.Faults.Count, "fault")}");
        var errors = report.Faults.Select(f => new Fault("book", f.File, f.Index is { } i ? $"entry {i}" : "", f.Problem, "Bring the book back from a copy")).ToList();
        errors.AddRange(remarks.Where(r => r.IsFault).Select(r => new Fault(r.Code, "", $"entry {r.Index}", r.Words, "Ask the site how it came about: this program writes no such entry")));
        Remark(remarks, CountedActs.Of(acts).Roll.EverSolo, session);
        var failed = !report.IsIntact || errors.Count > 0 || ((require || keys is not null) && !report.Trusted);
        if (report.IsIntact && (require || keys is not null) && !report.Trusted) errors.Add(Untrusted(signer?.Name ?? "", signer?.IdText ?? ""));
        return new(failed ? ExitCode.CheckFailed : ExitCode.Done, new JsonObject
        {
            ["kind"] = "book", ["intact"] = report.IsIntact, ["signer"] = signer?.Name, ["key"] = signer?.IdText, ["trusted"] = report.Trusted, ["acts"] = report.Checkpoint?.Size,
            ["remarks"] = Listed(remarks),
            ["faults"] = new JsonArray([.. report.Faults.Select(f => (JsonNode)new JsonObject { ["code"] = "book", ["file"] = f.File, ["words"] = f.ToString() })]),
        }, errors);
    }

    /// <summary>What is no act of ours is no fault of the log: it is passed over.</summary>
    private static void Take(List<Act> acts, long index, Entry entry)
    {
        try
        {
            acts.Add(ActReader.House.Read(entry, index));
        }
        catch (FormatException)
        {
            // the log of something else
        }
    }

    private static void Remark(IReadOnlyList<BookRemark> remarks, bool solo, Session session)
    {
        if (solo) session.Say("One-person house: under the solo profile one person may do what otherwise asks for two.");
        foreach (var remark in remarks) session.Say($"entry {remark.Index}: {remark.Words} [{remark.Code}]");
    }

    private static JsonArray Listed(IReadOnlyList<BookRemark> remarks) =>
        [.. remarks.Select(r => (JsonNode)new JsonObject { ["index"] = r.Index, ["code"] = r.Code, ["words"] = r.Words, ["fault"] = r.IsFault })];

    private static string Whose(string signer, string key, bool trusted) => trusted ? $"intact; signed by {signer} ({key}), whom you trust" : $"intact; signer UNKNOWN {key} (it calls itself {signer})";

    private static Fault Untrusted(string signer, string key) => new("untrusted", signer, key, "no key that you trust signed it", "Ask the sender for their public key by another way, and add it to the file of --trust");

    private static TrustList ReadTrust(string file)
    {
        try
        {
            return TrustList.Read(file);
        }
        catch (BadRecordException e)
        {
            throw new BadInputException(e.Code, e.File, e.Place, e.Problem, e.Remedy, e);
        }
    }
}
