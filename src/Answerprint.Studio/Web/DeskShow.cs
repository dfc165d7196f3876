using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Studio.Web;

/// <summary>
/// A show as the desk in a browser sees it: read from the book anew for every page, since others write to it meanwhile. It holds nobody up, and gives out no bytes but
/// pictures of sheets that it has shown. Safe for use from several threads.
/// </summary>
internal sealed class DeskShow : IDisposable
{
    private readonly Lock door = new();
    private readonly Show show;
    private readonly HashSet<Digest> pictures = [];
    private Standing standing = Standing.Of([]);

    /// <exception cref="Media.Frames.BadInputException">The folder is no show.</exception>
    public DeskShow(string folder, TimeProvider clock) => show = Show.Look(folder, clock);

    public string Folder => show.Folder;

    public string Title => show.File.Title;

    public int FirstFrame => show.File.FirstFrame;

    public PeopleFiles People => new(show.PeopleFolder);

    /// <summary>Those who may approve and refuse here.</summary>
    public IReadOnlyList<Person> Approvers => [.. People.All.Where(p => p.Holds(Approver))];

    /// <summary>The role in which versions are approved and refused.</summary>
    public const Role Approver = Role.VfxSupervisor;

    /// <summary>The versions that count, in the order of the cut.</summary>
    public IReadOnlyList<DeskVersion> Versions()
    {
        var (now, rights) = Now();
        return [.. Turnaround.Current(now).Select(v => Seen(now, rights, v))];
    }

    /// <summary>Shots that have no version.</summary>
    public int Without() => Now().Now.Shots.Keys.Count(s => standing.Latest(s) is null);

    /// <summary>A version by its name; null where there is none.</summary>
    public DeskVersion? Version(string name)
    {
        var (now, rights) = Now();
        return now.Versions.LastOrDefault(v => v.Name == name) is { } version ? Seen(now, rights, version) : null;
    }

    /// <summary>The pictures of a version's sheet. From now on they are given out.</summary>
    public IReadOnlyList<SheetRow> Rows(DeskVersion of)
    {
        if (of.Inspection is not { } inspection) return [];
        var rows = SheetRow.Of(inspection, show.Vault);
        lock (door)
        {
            pictures.Add(inspection.Body.Digest("sheet"));
            foreach (var cell in rows.SelectMany(r => r.Cells)) pictures.Add(cell.Picture);
        }
        return rows;
    }

    /// <summary>A picture of a sheet that was shown; null for anything else.</summary>
    public byte[]? Picture(string name)
    {
        if (!Digest.TryParse(name, out var digest)) return null;
        lock (door)
            if (!pictures.Contains(digest)) return null;
        return show.Vault.Read(digest);
    }

    /// <summary>What the gate said last about what a version is for.</summary>
    public IReadOnlyList<Decision> Verdicts(DeskVersion of)
    {
        var now = Now().Now;
        return [.. now.Briefs.Where(b => of.Version.Briefs.Contains(b.Id)).Select(now.LastDecision).OfType<Ruled>().Select(r => Decision.From(r.Decision))];
    }

    public IReadOnlyList<Note> Notes(DeskVersion of) => [.. Now().Now.Notes.Where(n => n.Version == of.Version.Name)];

    public void Dispose() => show.Dispose();

    private (Standing Now, RightsFacts Rights) Now()
    {
        lock (door)
        {
            show.Book.Refresh();
            standing = standing.Since(show.Book.Acts);
            return (standing, RightsFacts.From(show.Book.Acts));
        }
    }

    private static DeskVersion Seen(Standing now, RightsFacts rights, Version version)
    {
        var inspection = now.Inspections.GetValueOrDefault(version.Document);
        var questions = inspection is null ? [] : SheetQuestion.Of(inspection);
        var latest = now.Latest(version.Shot);
        var contest = rights.Contests.FirstOrDefault(c => c.IsOpen && c.Subject == ContestSubject.Shot && c.Name == version.Shot);
        var state = inspection is null ? DeskState.NotInspected
            : now.Answer(version) is { Approved: false } ? DeskState.Refused
            : contest is not null ? DeskState.Contested
            : now.Answer(version) is { Approved: true } ? DeskState.Approved
            : !inspection.Body.Bool("passed") ? DeskState.NotPassed
            : questions.Count > 0 ? DeskState.Asking : DeskState.Awaiting;
        return new(version, state, questions, inspection, now.Answer(version), contest, latest?.Document == version.Document ? null : latest);
    }
}

/// <summary>Where a version stands, for people.</summary>
internal enum DeskState
{
    Awaiting = 0,

    /// <summary>Awaiting, and its sheet asks questions.</summary>
    Asking,
    Approved,
    Refused,
    Contested,
    NotPassed,
    NotInspected,
}

/// <summary>A version with what people must know of it.</summary>
/// <param name="Newer">The version of the shot that counts instead of this one; null where this one does.</param>
internal sealed record DeskVersion(
    Version Version, DeskState State, IReadOnlyList<SheetQuestion> Questions, Production.Acts.Act? Inspection, Approval? Answer, Contest? Contest, Version? Newer)
{
    /// <summary>Whether a person can say yes or no here.</summary>
    public bool CanBeAnswered => State is not DeskState.NotInspected && Newer is null;

    public bool Waits => State is DeskState.Awaiting or DeskState.Asking && Newer is null;

    public string Words => State switch
    {
        DeskState.Awaiting => "awaiting approval",
        DeskState.Asking => $"awaiting approval, {Counted.Of(Questions.Count, "question")}",
        DeskState.Approved => "approved",
        DeskState.Refused => "refused",
        DeskState.Contested => "contested",
        DeskState.NotPassed => "not passed by the inspector",
        _ => "not inspected yet",
    };

    /// <summary>The style of <see cref="Words"/>.</summary>
    public string Look => State switch { DeskState.Approved => "ok", DeskState.Awaiting or DeskState.Asking => "wait", _ => "stop" };
}
