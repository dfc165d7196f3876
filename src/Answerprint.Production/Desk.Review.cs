using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Writes a note on a version.</summary>
    public void Note(Version version, string frames, string words) => Write(Review.Note.ActName, Review.Note.Body(version, frames, words));

    /// <summary>
    /// Whoever sits here says yes to the bytes of a version and signs its contact sheet. Holds for those bytes only: another render needs
    /// another yes.
    /// </summary>
    /// <param name="notPeople">The questions of the sheet that this person answers with "this is no person".</param>
    /// <param name="seen">What was before this person's eyes, where it was read at another moment than now; null: what stands now.</param>
    /// <exception cref="BadInputException">The version was not inspected or did not pass, a question of its sheet stays open, or it is no longer what was seen.</exception>
    public void Approve(Version version, string words, IReadOnlyCollection<string> notPeople, SeenSheet? seen = null)
    {
        if (seen is not null) Held(version, seen);
        if (!Now.Inspections.TryGetValue(version.Document, out var inspection))
            throw new BadInputException("not-inspected", version.Name, "", "the version has not been inspected", "Run render, which inspects what it made");
        if (!inspection.Body.Bool("passed"))
            throw new BadInputException("not-passed", version.Name, "", "the inspector found faults in the version", "Look at them with why, and render it again");
        if (Open(version, notPeople) is [var first, ..])
            throw new BadInputException("question-open", version.Name, first.Id, "a question of the contact sheet has no answer", $"Look at the sheet and answer: --not-a-person {first.Id}; where it is a person, refuse the version");
        var body = Approval.Body(version, words);
        body["sheet"] = inspection.Body.Text("sheet");
        body["notPeople"] = JsonReading.Array(SheetQuestion.Of(inspection).Select(q => q.Id));
        Write(Approval.Yes, body);
    }

    /// <summary>The questions of a version's sheet that these answers leave open.</summary>
    public IReadOnlyList<SheetQuestion> Open(Version version, IReadOnlyCollection<string> notPeople) =>
        [.. Questions(version).Where(q => !notPeople.Contains(q.Id, StringComparer.OrdinalIgnoreCase))];

    /// <summary>What the people screen asked about a version; empty where it asked nothing.</summary>
    public IReadOnlyList<SheetQuestion> Questions(Version version) => Now.Inspections.TryGetValue(version.Document, out var inspection) ? SheetQuestion.Of(inspection) : [];

    /// <inheritdoc cref="Approve"/>
    public void Refuse(Version version, string words, SeenSheet? seen = null)
    {
        if (seen is not null) Held(version, seen);
        Write(Approval.No, Approval.Body(version, words));
    }

    /// <summary>Nobody signs what they did not see: bytes, sheet and place in the cut must be those of the moment when the person looked.</summary>
    private void Held(Version version, SeenSheet seen)
    {
        var now = Now;
        var changed = version.Document != seen.Bytes ? "it has other bytes now"
            : now.Latest(version.Shot) is { } latest && latest.Document != version.Document ? $"{latest.Name} is the version of this shot now"
            : now.Latest(version.Shot) is null ? "the cut or what was asked changed, and it is no version of this shot now"
            : now.Inspections.GetValueOrDefault(version.Document)?.Body.TextOrNull("sheet") != seen.Sheet.Hex ? "it was inspected again, and its sheet is another"
            : !Show.Vault.Intact(version.Document) || !Show.Vault.Intact(seen.Sheet) ? "its files in the vault are not those that were rendered"
            : "";
        if (changed.Length > 0) throw new BadInputException("version-changed", version.Name, "", $"the version changed since you looked at it: {changed}; nothing was signed", "Look at what stands there now, then decide");
    }

    /// <summary>Where the sheet of a version lies, for looking at.</summary>
    public string? SheetOf(Version version) =>
        Now.Inspections.TryGetValue(version.Document, out var inspection) ? Show.Vault.PathOf(inspection.Body.Digest("sheet")) : null;
}
