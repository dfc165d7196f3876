using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Delivery;
using Answerprint.Provenance.Keys;

namespace Answerprint.Verify;

/// <summary>Checks a package, or one file of it.</summary>
internal static class PackageChecking
{
    private const string Remedy = "Ask the sender for the package again";

    /// <param name="again">Also make every made frame again from its origin pass.</param>
    /// <param name="plates">Folders in which plates lie, for <paramref name="again"/>.</param>
    public static Checked Of(string folder, TrustList? keys, bool again, IReadOnlyList<string> plates, Session session)
    {
        var report = PackageCheck.Check(folder, keys, session.Cancel);
        var faults = report.Faults.ToList();
        var words = new List<string>();
        var more = new JsonObject { ["files"] = report.Files, ["acts"] = report.Acts, ["proved"] = null, ["notOpened"] = null, ["madeAgain"] = null, ["notMadeAgain"] = null };
        // pictures are opened once they are known to be those that were packed
        if (report.IsIntact) Prove(folder, report, faults, words, more, session);
        if (report.IsIntact && again) MakeAgain(folder, report, plates, faults, words, more, session);
        if (faults.Count == 0) words.Insert(0, $"{Counted.Of(report.Files, "file")} and {Counted.Of(report.Acts, "act")}: {Blank(report).Whose}");
        return Blank(report) with
        {
            Path = folder, Faults = [.. faults.Select(f => new Fault(f.Code, f.File, "", f.Words, Remedy))], Words = words, Remarks = report.Remarks, Solo = report.Solo, Acts = report.Book, Head = report.Head, More = more,
        };
    }

    /// <summary>One file: the book and the manifest of the package around it, and its own bytes.</summary>
    /// <exception cref="BadInputException">It lies in no package.</exception>
    public static Checked OfFile(string path, TrustList? keys, Session session)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full);
        while (folder is not null && !PackageCheck.IsPackage(folder)) folder = Path.GetDirectoryName(folder);
        if (folder is null) throw new BadInputException("no-package", path, "", "it is a file that lies in no package", "Name a file inside a package, or the folder of a package or of a book");
        var name = Path.GetRelativePath(folder, full).Replace('\\', '/');
        var report = PackageCheck.Check(folder, keys, session.Cancel, name);
        var faults = report.Faults.Select(f => new Fault(f.Code, f.File, "", f.Words, Remedy)).ToList();
        return Blank(report) with
        {
            Kind = "file", Path = path, Faults = faults, Remarks = report.Remarks, Solo = report.Solo, Acts = report.Book, Head = report.Head,
            Words = faults.Count > 0 ? [] : [$"{name} is a file of {Path.GetFileName(folder)}, as it was packed; {Counted.Of(report.Acts, "act")}: {Blank(report).Whose}", "The other files of the package were not looked at."],
            More = new JsonObject { ["package"] = Path.GetFileName(folder), ["file"] = name, ["acts"] = report.Acts },
        };
    }

    private static Checked Blank(PackageReport report) => new("package", "", report.Signer, report.KeyId, report.Trusted, []);

    private static void Prove(string folder, PackageReport report, List<PackageFault> faults, List<string> words, JsonObject more, Session session)
    {
        using var progress = session.Progress("verify", report.Manifest!.Files.Count(f => f.Path.Contains("/exr/", StringComparison.Ordinal)));
        var proved = LockCheck.Check(folder, report.Manifest, report.Book, progress.Step, session.Cancel);
        faults.AddRange(proved.Faults);
        (more["proved"], more["notOpened"]) = (proved.Pictures, proved.Unread.Count);
        if (proved.Faults.Count > 0 || report.Manifest.Versions.Count == 0) return;
        words.Add($"{Counted.Of(proved.Pictures, "picture")}: the tiles that the performance lock proved.");
        if (proved.Unread.Count > 0) words.Add($"{Counted.Of(proved.Unread.Count, "picture")} packed in a way that this program can not open on its own: their bytes are those of the manifest, their tiles were not looked at.");
    }

    private static void MakeAgain(string folder, PackageReport report, IReadOnlyList<string> plates, List<PackageFault> faults, List<string> words, JsonObject more, Session session)
    {
        using var progress = session.Progress("make again", report.Manifest!.Files.Count(f => f.Path.Contains("/origin/", StringComparison.Ordinal)));
        using var brought = new BroughtPlates(plates, report.Manifest.Plates);
        var (made, elsewhere, differences) = RenderCheck.Check(folder, report.Manifest, brought, progress.Step, session.Cancel);
        faults.AddRange(differences);
        (more["madeAgain"], more["notMadeAgain"]) = (made, elsewhere);
        words.Add($"{Counted.Of(made, "made or held frame")} {(made == 1 ? "was" : "were")} made again from real frames: every word is the same.");
        if (elsewhere > 0) words.Add($"{Counted.Of(elsewhere, "retimed, relit or reframed frame")} {(elsewhere == 1 ? "was" : "were")} made of real frames that this package does not hold{(plates.Count > 0 ? ", nor the plates that were brought" : ": whoever has the plates makes them again, with --plates DIR")}.");
    }
}
