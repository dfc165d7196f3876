using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Provenance.Keys;

namespace Answerprint.Verify;

/// <summary>`verify`: checks a package, a file of one, or a book with nothing but itself and, where given, a list of trusted keys.</summary>
internal static class VerifyCommand
{
    private const string Name = "verify";

    private static readonly Argument<string> Where = new("PATH") { Description = "A package's folder, a file in one, or a book's folder" };
    private static readonly Option<string?> Trust = new("--trust") { Description = "A file of public keys that you trust, one a line" };
    private static readonly Option<bool> Require = new("--require-trust") { Description = "End with 5 unless a trusted key signed" };
    private static readonly Option<bool> Render = new("--render") { Description = "Also make every made frame again from its origin pass and compare" };
    private static readonly Option<string[]> Plates = new("--plates") { Description = "Of --render: a folder in which the plates lie, at any depth, to make relit and reframed frames again, which hold no pixel of the plate untouched; may be given several times" };
    private static readonly Option<string?> Page = new("--page") { Description = "Writes what was found as one page for a browser (.html), without script" };

    /// <summary>As a command among others.</summary>
    public static Command Create() => Dressed(new Command(Name, "Checks a package, a file of one, or a book offline: names every file that was changed, added, removed or renamed, and holds every picture against what the performance lock proved. Examples: answerprint verify back/TURNBACK_myshow_1 --trust keys.txt; answerprint verify back/TURNBACK_myshow_1 --render --plates turnover/media"));

    /// <summary>As a program of its own.</summary>
    public static RootCommand Alone()
    {
        var root = new RootCommand("Checks a package, a file of one, or a book of Answerprint offline: names every file that was changed, added, removed or renamed, and holds every picture against what the performance lock proved. Example: answerprint-verify back/TURNBACK_myshow_1 --trust keys.txt --page found.html");
        foreach (var option in Shell.Common) root.Options.Add(option);
        return Dressed(root);
    }

    private static T Dressed<T>(T command)
        where T : Command
    {
        command.Arguments.Add(Where);
        foreach (var option in new Option[] { Trust, Require, Render, Plates, Page }) command.Options.Add(option);
        command.Does(Name, Run);
        return command;
    }

    private static Outcome Run(Session session, ParseResult parsed)
    {
        var (path, plates) = (parsed.GetValue(Where)!, parsed.GetValue(Plates) ?? []);
        if (plates.Length > 0 && !parsed.GetValue(Render)) throw new FormatException("--plates belongs to --render");
        var keys = parsed.GetValue(Trust) is { } file ? ReadTrust(file) : null;
        var found = Check(path, keys, parsed.GetValue(Render), plates, session);
        Tell(found, session);
        if (parsed.GetValue(Page) is { } page) FoundPage.Write(page, [found], session.Clock.GetUtcNow());
        var errors = found.Faults.ToList();
        var fails = found.Fails(keys, parsed.GetValue(Require));
        if (fails && found.IsIntact) errors.Add(found.Untrusted);
        return new(fails ? ExitCode.CheckFailed : ExitCode.Done, found.ToJson(), errors);
    }

    private static Checked Check(string path, TrustList? keys, bool render, IReadOnlyList<string> plates, Session session)
    {
        if (File.Exists(path)) return PackageChecking.OfFile(path, keys, session);
        if (!Directory.Exists(path)) throw new BadInputException("no-package", path, "", "there is no such file or folder", "Name a package, a file in one, or a book");
        if (Show.IsShow(path)) Show.RefuseLinks(path);
        var book = Show.IsShow(path) ? Path.Combine(path, "book") : path;
        if (PackageCheck.IsPackage(path)) return PackageChecking.Of(path, keys, render, plates, session);
        if (File.Exists(Path.Combine(book, "checkpoint")) || Directory.Exists(Path.Combine(book, "tile"))) return BookChecking.Of(path, book, keys, session);
        throw new BadInputException("no-package", path, "", "the folder is neither a package (it has no manifest.json) nor a book (it has no checkpoint)", "Name the folder of a package or of a book");
    }

    private static void Tell(Checked found, Session session)
    {
        if (!found.IsIntact) session.Say($"{found.Path}: NOT intact, {Counted.Of(found.Faults.Count, "fault")}");
        else foreach (var line in found.Words) session.Say(line);
        if (found.Solo) session.Say(OnePerson);
        foreach (var remark in found.Remarks) session.Say($"entry {remark.Index}: {remark.Words} [{remark.Code}]");
    }

    internal const string OnePerson = "One-person house: under the solo profile one person may do what otherwise asks for two.";

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
