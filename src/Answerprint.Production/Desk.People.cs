using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Whether people are where frames are to be made, and who they are.</summary>
    private sealed record PeopleThen(PeopleThere There, IReadOnlyList<string> Digests);

    /// <summary>
    /// Asks the declarations about a plate and, where they name performers, the mattes of the nearest real frames on both sides of each gap.
    /// Those real frames must be declared as well: nobody can have looked at a frame that is not there. What nobody has said stays unknown, and
    /// one gap with people in it is people.
    /// </summary>
    private PeopleThen PeopleIn(Standing now, Shot shot, string? root, IReadOnlyList<int> frames, RightsFacts rights)
    {
        if (root is null || shot.Plate is not { } index) return new(PeopleThere.Unknown, []);
        var said = rights.Of(root);
        var people = said.Where(d => !d.NoPeople).Select(d => d.Performer!).Distinct(StringComparer.Ordinal).ToList();
        var real = PlateOf(now.Plates[index]).Bits.Keys.Except(frames).Order().ToList();
        var answers = Gaps(frames, real).Select(gap => PeopleInRegion.OfMissing(
            null, said, [.. gap.Missing, .. new[] { gap.Before, gap.After }.OfType<int>()], Mattes(said, gap.Before), Mattes(said, gap.After))).ToList();
        var there = answers.Count == 0 ? PeopleThere.Unknown
            : answers.Contains(PeopleThere.People) ? PeopleThere.People
            : answers.TrueForAll(a => a == PeopleThere.NoneAttested) ? PeopleThere.NoneAttested : PeopleThere.Unknown;
        return new(there, people);
    }

    /// <summary>Frames that are to be made, cut where a real frame lies between them, with the nearest real frame on each side.</summary>
    private static IEnumerable<(IReadOnlyList<int> Missing, int? Before, int? After)> Gaps(IReadOnlyList<int> frames, List<int> real) =>
        frames.GroupBy(f => Below(real, f)).Select(g => ((IReadOnlyList<int>)[.. g.Order()], g.Key > 0 ? real[g.Key - 1] : (int?)null, g.Key < real.Count ? real[g.Key] : (int?)null));

    /// <summary>How many of ascending numbers lie below one.</summary>
    private static int Below(List<int> real, int frame) => real.BinarySearch(frame) is var at && at < 0 ? ~at : at;

    private Dictionary<string, Matte> Mattes(IReadOnlyList<Declaration> said, int? frame)
    {
        var mattes = new Dictionary<string, Matte>(StringComparer.Ordinal);
        if (frame is not { } number) return mattes;
        foreach (var declaration in said.Where(d => d.Matte is not null && d.Covers(number)))
        {
            if (MatteSet.Open(Show.Vault, Digest.Parse(declaration.Matte!)).Read(Show.Vault, number) is not { } matte) continue;
            // several mattes of one performer: wherever any of them is
            if (mattes.TryGetValue(declaration.Performer!, out var known) && known.Coverage.Length == matte.Coverage.Length)
                for (var i = 0; i < matte.Coverage.Length; i++) matte.Coverage[i] = Math.Max(matte.Coverage[i], known.Coverage[i]);
            mattes[declaration.Performer!] = matte;
        }
        return mattes;
    }

    /// <summary>Writes down that a named person attests that nobody is in a plate.</summary>
    /// <param name="seen">Digests of the pictures that they looked at.</param>
    public void DeclareNoPeople(Act plate, FrameRange? frames, IReadOnlyList<string> seen) => Declare(plate, null, null, frames, seen);

    /// <summary>Writes down that a performer is in a plate, and where.</summary>
    /// <param name="matte">The performer's mattes, coverage 1 = this performer, under the plate's frame numbers.</param>
    /// <exception cref="BadInputException">No matte fits a frame of the plate, or one can not be read.</exception>
    public void DeclarePerformer(Act plate, Person performer, string matte, FrameRange? frames, IReadOnlyList<string> seen)
    {
        var taken = PlateOf(plate);
        using var clip = FrameFiles.Open(matte);
        var (digest, count) = MatteSet.Ingest(clip, Show.Vault, Show.Staging, taken.Bits.Keys.Where(n => frames is not { } range || range.Contains(n)), taken.Width, taken.Height);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        if (count == 0) throw new BadInputException("no-matte", matte, "", $"no matte has the number of a frame of {taken.Name}", "Number the mattes as the plate's frames");
        Declare(plate, performer, digest.Hex, frames, seen);
    }

    private void Declare(Act plate, Person? performer, string? matte, FrameRange? frames, IReadOnlyList<string> seen)
    {
        var declaration = new Declaration(plate.Body.Text("root"), performer?.Digest, matte, frames, seen, by.Person, Show.Clock.GetUtcNow(), -1);
        var said = RightsFacts.From(Show.Book.Acts).Of(declaration.Plate);
        // the same words of the same person once more are no news
        if (said.Any(d => d.By == declaration.By && System.Text.Json.Nodes.JsonNode.DeepEquals(d.ToJson(), declaration.ToJson()))) return;
        Write(Declaration.ActName, declaration.ToJson());
    }
}
