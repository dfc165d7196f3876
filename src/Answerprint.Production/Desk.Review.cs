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
    /// <exception cref="BadInputException">The version was not inspected, or did not pass.</exception>
    public void Approve(Version version, string words)
    {
        if (!Now.Inspections.TryGetValue(version.Document, out var inspection))
            throw new BadInputException("not-inspected", version.Name, "", "the version has not been inspected", "Run render, which inspects what it made");
        if (!inspection.Body.Bool("passed"))
            throw new BadInputException("not-passed", version.Name, "", "the inspector found faults in the version", "Look at them with why, and render it again");
        var body = Approval.Body(version, words);
        body["sheet"] = inspection.Body.Text("sheet");
        Write(Approval.Yes, body);
    }

    public void Refuse(Version version, string words) => Write(Approval.No, Approval.Body(version, words));

    /// <summary>Where the sheet of a version lies, for looking at.</summary>
    public string? SheetOf(Version version) =>
        Now.Inspections.TryGetValue(version.Document, out var inspection) ? Show.Vault.PathOf(inspection.Body.Digest("sheet")) : null;
}
