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
    /// <exception cref="BadInputException">The version was not inspected or did not pass, or a question of its sheet stays open.</exception>
    public void Approve(Version version, string words, IReadOnlyCollection<string> notPeople)
    {
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

    public void Refuse(Version version, string words) => Write(Approval.No, Approval.Body(version, words));

    /// <summary>Where the sheet of a version lies, for looking at.</summary>
    public string? SheetOf(Version version) =>
        Now.Inspections.TryGetValue(version.Document, out var inspection) ? Show.Vault.PathOf(inspection.Body.Digest("sheet")) : null;
}
