using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>More rectangles of a region are kept as mattes.</summary>
    private const int MostBoxes = 200;

    /// <summary>Writes down what a named person attests of a part of a plate's pictures.</summary>
    /// <param name="seen">Digests of the pictures that they looked at.</param>
    /// <exception cref="BadInputException">The part lies outside the pictures, or a performer's matte says otherwise.</exception>
    public void DeclarePart(Act plate, Said says, PictureRegion region, FrameRange? frames, IReadOnlyList<string> seen)
    {
        var taken = PlateOf(plate);
        foreach (var box in region.Boxes)
        {
            if (box.X >= taken.Width || box.Y >= taken.Height) throw new BadInputException("region-outside", plate.Body.Text("name"), box.ToString(), $"the picture is {taken.Width} × {taken.Height}", "Count columns and rows from 0 at the top left: x,y,width,height");
            if (box.Frames is { } range && taken.Range.Intersect(range).IsEmpty) throw new BadInputException("region-outside", plate.Body.Text("name"), box.ToString(), $"the plate has the frames {taken.Range}", "Name frames of the plate, in its own numbers");
        }
        var declaration = new Declaration(plate.Body.Text("root"), null, null, frames, seen, by.Person, Show.Clock.GetUtcNow(), -1) { Says = says };
        Declare(plate, region.Boxes.Count <= MostBoxes ? declaration with { Region = region } : declaration with { RegionMatte = AsMattes(region, taken, frames).Hex });
    }

    /// <summary>Writes down that a performer is in a plate and, as boxes around them, where: no matte has to be drawn to keep away from them.</summary>
    /// <param name="boxes">Keyed by the frame that each is drawn on; between keys a box moves in a straight line, before the first and after the last it stands. A box without a frame is on all.</param>
    /// <exception cref="BadInputException">A box is outside, or none is on a frame of the plate.</exception>
    public void DeclarePerformerNear(Act plate, Person performer, IReadOnlyList<RegionBox> boxes, FrameRange? frames, IReadOnlyList<string> seen)
    {
        var taken = PlateOf(plate);
        if (boxes.FirstOrDefault(b => b.X >= taken.Width || b.Y >= taken.Height) is { } outside) throw new BadInputException("region-outside", plate.Body.Text("name"), outside.ToString(), $"the picture is {taken.Width} × {taken.Height}", "Count columns and rows from 0 at the top left: x,y,width,height");
        var wanted = taken.Bits.Keys.Where(n => frames is not { } range || range.Contains(n)).Order().ToList();
        if (wanted.Count == 0) throw new BadInputException("no-frames", plate.Body.Text("name"), $"frames {frames}", "the plate has none of these frames", "Name frames of the plate, in its own numbers");
        var set = MatteSet.Of(wanted.Select(n => (n, KeyedBoxes.At(boxes, n, taken.Width, taken.Height))), Show.Vault, Show.Staging);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        Declare(plate, new(plate.Body.Text("root"), performer.Digest, set.Hex, frames, seen, by.Person, Show.Clock.GetUtcNow(), -1) { IsRough = true });
    }

    /// <summary>The part of a plate that a brief changes, grown by the distance that is kept from people.</summary>
    /// <exception cref="BadInputException">There is no such brief, or it makes whole frames.</exception>
    public (Act Plate, PictureRegion Region) RegionOf(string briefId)
    {
        var now = Now;
        var brief = now.Briefs.FirstOrDefault(b => b.Id == briefId) ?? throw new BadInputException("no-brief", briefId, "", "no brief that counts has this number", now.Briefs.Count > 0 ? $"Name one of: {string.Join(", ", now.Briefs.Select(b => b.Id).Take(40))}" : "Ask for one: answerprint brief");
        var shot = now.Shots[brief.Shot];
        if (shot.Plate is not { } index || ChangedOn(now, shot, brief) is not { } changed || !(brief.IsRepair || brief.HasMattes))
            throw new BadInputException("whole-frames", briefId, brief.Kind, "it makes or shows whole frames, so there is no part that it keeps to", "Attest of the frames beside the gap that nobody is in them (--no-people --frames), or name the region yourself: --region");
        var boxes = brief.IsRepair
            ? brief.Defects().Defects.SelectMany(d => d.Frame is { } own ? [new RegionBox(new FrameRange(own, own + 1), d.X, d.Y, d.Width, d.Height)] : Ranges(brief.Frames).Select(r => new RegionBox(r, d.X, d.Y, d.Width, d.Height)))
            : brief.Frames.SelectMany(n => changed(n) is { } work ? Tiles(work, n) : []);
        return (now.Plates[index], new PictureRegion([.. boxes.Take(PictureRegion.Most)]).Grown(PeopleInRegion.KeepAway));
    }

    /// <summary>A matte in tiles of 16 pixels, alike rows of them joined.</summary>
    private static IEnumerable<RegionBox> Tiles(Matte matte, int frame)
    {
        const int tile = 16;
        var small = new Matte((matte.Width + tile - 1) / tile, (matte.Height + tile - 1) / tile);
        for (var i = 0; i < matte.Coverage.Length; i++)
            if (matte.Coverage[i] > 0) small.Coverage[(i / matte.Width / tile * small.Width) + (i % matte.Width / tile)] = 1;
        return DefectMap.Of(small, frame, "").Select(d => new RegionBox(new FrameRange(frame, frame + 1), d.X * tile, d.Y * tile, Math.Min(d.Width * tile, matte.Width - (d.X * tile)), Math.Min(d.Height * tile, matte.Height - (d.Y * tile))));
    }

    /// <summary>The crops that a person looks at before they attest something of a region: a PNG, the same bytes each time.</summary>
    public byte[] RegionCrops(Act plate, PictureRegion region, FrameRange? frames)
    {
        var taken = PlateOf(plate);
        using var clip = Open(taken);
        return RegionSheet.Draw(clip, [.. taken.Bits.Keys.Where(n => (frames is not { } range || range.Contains(n)) && region.IsOn(n)).Order()], region, Show.Staging, Answerprint.Media.Colour.ColourSpace.Find(taken.Colour.Light));
    }

    /// <summary>Who is where on a frame, as far as anybody has said.</summary>
    private PeopleOnFrame PeopleOn(IReadOnlyList<Declaration> said, Plate plate, int frame) =>
        PeopleOnFrame.Of(said, frame, plate.Width, plate.Height, (performer, n) => Mattes([.. said.Where(d => d.Performer == performer)], n).GetValueOrDefault(performer), PartOf);

    /// <summary>The part that a declaration speaks of by mattes, on a frame; null where it has none there.</summary>
    private Matte? PartOf(Declaration declaration, int frame) => declaration.RegionMatte is { } digest ? MatteSet.Open(Show.Vault, Digest.Parse(digest)).Read(Show.Vault, frame) : null;

    private Digest AsMattes(PictureRegion region, Plate plate, FrameRange? frames)
    {
        var digest = MatteSet.Of(plate.Bits.Keys.Where(n => (frames is not { } range || range.Contains(n)) && region.IsOn(n)).Order().Select(n => (n, region.On(n, plate.Width, plate.Height))), Show.Vault, Show.Staging);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        return digest;
    }

    /// <summary>The first frame on which an attested part lies on a performer's matte; null where none does.</summary>
    private int? Overlap(Declaration part, Declaration performer, FrameRange frames)
    {
        if (performer.Matte is null) return null;
        var set = MatteSet.Open(Show.Vault, Digest.Parse(performer.Matte));
        foreach (var frame in set.Frames.Keys.Where(frames.Contains).Order())
        {
            cancel.ThrowIfCancellationRequested();
            if (part.Region?.IsOn(frame) == false || set.Read(Show.Vault, frame) is not { } matte) continue;
            if (PeopleInRegion.Part(part.Says, [part], frame, matte.Width, matte.Height, PartOf) is not { } inside) continue;
            for (var i = 0; i < inside.Length; i++)
                if (inside[i] && !(matte.Coverage[i] <= 0)) return frame;
        }
        return null;
    }

    /// <summary>What a declaration says, for people.</summary>
    private static string Told(Declaration d, PeopleFiles names) => d.Says switch
    {
        Said.NobodyInRegion => "that nobody is in a part of it",
        Said.NotCast => "that whoever is in a part of it is not cast",
        Said.NotFace => "that no face, hair or hand is in a part of it",
        _ => d.NoPeople ? "that nobody is in it" : $"that {names.NameOf(d.Performer!)} is in it",
    };

    private static IEnumerable<FrameRange> Ranges(IReadOnlyList<int> frames)
    {
        for (var i = 0; i < frames.Count;)
        {
            var end = i + 1;
            while (end < frames.Count && frames[end] == frames[end - 1] + 1) end++;
            yield return new(frames[i], frames[end - 1] + 1);
            i = end;
        }
    }
}
