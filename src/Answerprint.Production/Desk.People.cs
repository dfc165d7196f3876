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
        var people = said.Where(d => d.Performer is not null).Select(d => d.Performer!).Distinct(StringComparer.Ordinal).ToList();
        var real = PlateOf(now.Plates[index]).Bits.Keys.Except(frames).Order().ToList();
        var answers = Gaps(frames, real).Select(gap => PeopleInRegion.OfMissing(
            null, said, [.. gap.Missing, .. new[] { gap.Before, gap.After }.OfType<int>()], Mattes(said, gap.Before), Mattes(said, gap.After))).ToList();
        var there = answers.Count == 0 ? PeopleThere.Unknown
            : answers.Contains(PeopleThere.People) ? PeopleThere.People
            : answers.TrueForAll(a => a == PeopleThere.NoneAttested) ? PeopleThere.NoneAttested : PeopleThere.Unknown;
        return new(there, people);
    }

    /// <summary>Whether people are where frames that are there are to be changed, or nearer than the distance to be kept; one frame at a time.</summary>
    /// <param name="region">Where a frame is changed; null: all of it.</param>
    private PeopleThen PeopleAt(Standing now, Shot shot, string? root, IReadOnlyList<int> frames, Func<int, Matte?> region, RightsFacts rights)
    {
        if (root is null || shot.Plate is null || frames.Count == 0) return new(PeopleThere.Unknown, []);
        var said = rights.Of(root);
        var people = said.Where(d => d.Performer is not null).Select(d => d.Performer!).Distinct(StringComparer.Ordinal).ToList();
        var there = PeopleThere.NoneAttested;
        foreach (var frame in frames)
        {
            cancel.ThrowIfCancellationRequested();
            // where nobody is declared the region is of no account
            var answer = PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [frame] = people.Count == 0 && said.All(d => d.Says == Said.Whole) ? null : region(frame) }, said, (performer, n) => Mattes([.. said.Where(d => d.Performer == performer)], n).GetValueOrDefault(performer), PartOf);
            if (answer == PeopleThere.People) return new(answer, people);
            if (answer == PeopleThere.Unknown) there = answer;
        }
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
        // a performer who is nowhere would be a promise that nobody is there, made by a file that may just be black
        var set = MatteSet.Open(Show.Vault, digest);
        if (!set.Frames.Keys.Any(n => set.Read(Show.Vault, n) is { IsEmpty: false }))
        {
            throw new BadInputException(
                "empty-matte", matte, $"frames {FrameList.Format(set.Frames.Keys.Order())}", $"no pixel of any matte is inside: it says that {performer.Name} is in the plate and nowhere in it",
                "Draw the matte so that 1 (white) covers the performer; of frames that nobody is in, say --no-people --frames RANGE");
        }
        Declare(plate, performer, digest.Hex, frames, seen);
    }

    private void Declare(Act plate, Person? performer, string? matte, FrameRange? frames, IReadOnlyList<string> seen) =>
        Declare(plate, new(plate.Body.Text("root"), performer?.Digest, matte, frames, seen, by.Person, Show.Clock.GetUtcNow(), -1));

    private void Declare(Act plate, Declaration declaration)
    {
        var said = RightsFacts.From(Show.Book.Acts).Of(declaration.Plate);
        // the same words of the same person once more are no news
        if (said.Any(d => d.By == declaration.By && System.Text.Json.Nodes.JsonNode.DeepEquals(d.ToJson(), declaration.ToJson()))) return;
        if (said.FirstOrDefault(d => Contradicts(d, declaration, taken: PlateOf(plate).Range)) is { } earlier)
        {
            var names = new PeopleFiles(Show.PeopleFolder);
            var place = earlier.Frames is { } part ? $"frames {part}" : "all frames";
            throw new BadInputException(
                "contradiction", plate.Body.Text("name"), $"act {earlier.Index}, {place}",
                $"{names.NameOf(earlier.By)} said {Told(earlier, names)} ({earlier.At.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}), and both can not be so",
                $"Speak of other frames with --frames; or have the earlier word taken back by whoever said it: answerprint declare SHOW PLATE --withdraw {earlier.Index}; or object to it: answerprint contest");
        }
        Write(Declaration.ActName, declaration.ToJson());
    }

    /// <summary>"Nobody" and "a performer" about the same frame, or about the same pixels.</summary>
    private bool Contradicts(Declaration a, Declaration b, FrameRange taken)
    {
        var both = (a.Frames ?? taken).Intersect(b.Frames ?? taken);
        if (both.IsEmpty) return false;
        if (a.Says == Said.Whole && b.Says == Said.Whole) return a.NoPeople != b.NoPeople;
        var (part, whole) = a.Says == Said.Whole ? (b, a) : (a, b);
        return whole.Performer is not null && part.Says is Said.NobodyInRegion or Said.NotCast && Overlap(part, whole, both) is not null;
    }

    /// <summary>Takes back what the person who sits here said about a plate; both stand in the book.</summary>
    /// <exception cref="BadInputException">There is no such declaration, or another person made it.</exception>
    public void WithdrawDeclaration(long index)
    {
        var all = RightsFacts.From(Show.Book.Acts).Declarations;
        var one = all.FirstOrDefault(d => d.Index == index) ??
            throw new BadInputException("no-declaration", Show.Folder, $"act {index}", "no declaration that holds has this number", all.Count > 0 ? $"Name one of: {string.Join(", ", all.Select(d => d.Index))}" : "Nobody has declared anything yet");
        if (one.By != by.Person)
            throw new BadInputException("not-yours", Show.Folder, $"act {index}", $"{new PeopleFiles(Show.PeopleFolder).NameOf(one.By)} said this, and only they can take it back", "Ask them to, or object to it: answerprint contest");
        Write(Declaration.WithdrawnName, new() { ["index"] = index, ["plate"] = one.Plate });
    }
}
