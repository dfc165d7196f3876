using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>The part of `declare` that speaks of a part of the pictures: nobody is there, not cast, no face.</summary>
internal static class DeclaredPart
{
    /// <summary>What was asked for.</summary>
    internal sealed record Asked(string Plate, string? Near, IReadOnlyList<string> Region, IReadOnlyList<string> NotCast, IReadOnlyList<string> NotFace, string? Sheet, string? Frames, string? By)
    {
        public bool IsAsked => Near is not null || Region.Count + NotCast.Count + NotFace.Count > 0;
    }

    public static Outcome Apply(Show show, Asked asked, Session session)
    {
        if (new[] { asked.Near is not null, asked.Region.Count > 0, asked.NotCast.Count > 0, asked.NotFace.Count > 0 }.Count(said => said) > 1) throw new FormatException("say one thing at a time: --no-people-near, --no-people --region, --not-cast or --not-face");
        var by = Seat.Of(show, asked.By);
        var desk = new Desk(show, by, ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
        var frames = asked.Frames is null ? (Media.Time.FrameRange?)null : DeclareCommand.Whole(asked.Frames);
        IReadOnlyList<Act> plates;
        PictureRegion region;
        if (asked.Near is { } brief)
        {
            (var plate, region) = desk.RegionOf(brief);
            plates = [plate];
            if (!DeclareCommand.Find(desk.Now, asked.Plate).Contains(plate)) throw new BadInputException("other-plate", asked.Plate, brief, "this brief is about another plate", "Name the shot of the brief");
            if (asked.Sheet is null) throw new FormatException("name a picture for the crops that you look at: --sheet crops.png");
        }
        else
        {
            region = PictureRegion.Parse(asked.Region.Concat(asked.NotCast).Concat(asked.NotFace));
            plates = DeclareCommand.Find(desk.Now, asked.Plate);
            if (plates.Count == 0) throw new BadInputException("no-plate", asked.Plate, "", "the show has no such plate", $"Name one of: {string.Join(", ", desk.Now.Plates.Values.Select(p => p.Body.Text("name")))}");
        }
        IReadOnlyList<string> seen = [];
        if (asked.Sheet is { } path)
        {
            if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) throw new FormatException("--sheet is a picture: crops.png");
            var crops = desk.RegionCrops(plates[^1], region, frames);
            var digest = Digest.Of(crops);
            if (!IsThere(path, crops))
            {
                WholeFile.Write(path, crops);
                session.Say($"Look at {path}. If it is so, run the same command once more, and it is declared under your name with this picture.");
                return Outcome.Done(new JsonObject { ["declared"] = new JsonArray(), ["sheet"] = path, ["look"] = true });
            }
            show.Vault.Add(crops);
            seen = [digest.Hex];
        }
        var says = asked.NotCast.Count > 0 ? Said.NotCast : asked.NotFace.Count > 0 ? Said.NotFace : Said.NobodyInRegion;
        foreach (var plate in plates) desk.DeclarePart(plate, says, region, frames, seen);
        var name = plates[^1].Body.Text("name");
        var words = says switch { Said.NotCast => "whoever is there is not cast", Said.NotFace => "no face, hair or hand is there", _ => "nobody is there" };
        session.Say($"{name}, {(region.Boxes.Count == 1 ? $"region {region.Boxes[0]}" : $"{region.Boxes.Count} regions")}: {words}, says {Seat.Person(show, asked.By).Name}.");
        return Outcome.Done(new JsonObject { ["declared"] = JsonReading.Array([name]), ["says"] = says.ToString(), ["region"] = JsonReading.Array(region.Boxes.Take(200).Select(b => b.ToString())), ["seen"] = JsonReading.Array(seen) });
    }

    /// <summary>Whether the picture that is there is the one that would be written: then it has been looked at.</summary>
    private static bool IsThere(string path, byte[] crops) => File.Exists(path) && new FileInfo(path).Length == crops.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(crops);
}
