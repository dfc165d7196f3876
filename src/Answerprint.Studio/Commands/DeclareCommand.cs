using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`declare`: who is in a plate, said by a named person.</summary>
internal static class DeclareCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var plate = new Argument<string>("PLATE") { Description = "The plate: its name, its number in the table of plates, or a shot that uses it" };
        var nobody = new Option<bool>("--no-people") { Description = "You looked at the plate and no person is in it" };
        var performer = new Option<string?>("--performer") { Description = "The performer who is in it (added to the show's people where unknown)" };
        var matte = new Option<string?>("--matte") { Description = "Mattes that cover the performer, 1 = performer: a pattern or a movie, numbered as the plate" };
        var boxes = new Option<string[]>("--box") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Instead of a matte, boxes around the performer: x,y,width,height@frame for some frames, straight between them; without @ on all. Work keeps away from them" };
        var region = new Option<string[]>("--region") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "With --no-people: only this part of the pictures, x,y,width,height or x,y,width,height@1001-1050; work that stays 16 pixels inside needs no matte of anybody" };
        var near = new Option<string?>("--no-people-near") { Description = "You looked at the region that this brief changes, and 16 pixels around it, and no person is there. Writes the crops to look at first: --sheet" };
        var sheet = new Option<string?>("--sheet") { Description = "A picture (.png) of the region in close-up. Where it is not there yet it is written and nothing is declared; look at it and run the same command again" };
        var notCast = new Option<string[]>("--not-cast") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Whoever is in this part is crew and not cast, and may be removed: x,y,width,height@frames" };
        var notFace = new Option<string[]>("--not-face") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "No face, hair or hand is in this part: a sensor's defect there may be mended: x,y,width,height@frames" };
        var frames = new Option<string?>("--frames") { Description = "Only these frames, both ends included: 1001-1050; default the whole plate" };
        var withdraw = new Option<long?>("--withdraw") { Description = "Take back what you said before: the number of that act in the book" };
        var by = Seat.By();
        var command = new Command("declare", "Says who is in a plate: without it nothing is made there. Example: answerprint declare myshow beach.mov --no-people --by \"Ann Lee\"")
        {
            show, plate, nobody, performer, matte, boxes, region, near, sheet, notCast, notFace, frames, withdraw, by,
        };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(withdraw) is { } index)
            {
                if (parsed.GetValue(nobody) || parsed.GetValue(performer) is not null) throw new FormatException("take the earlier word back first, then declare anew");
                using var held = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
                new Desk(held, Seat.Of(held, parsed.GetValue(by)), [], "", new SessionWatch(session), session.Cancel).WithdrawDeclaration(index);
                session.Say($"What act {index} said is taken back; both stand in the book. Say what holds now: answerprint declare");
                return Outcome.Done(new JsonObject { ["withdrawn"] = index });
            }
            var parts = new DeclaredPart.Asked(parsed.GetValue(plate)!, parsed.GetValue(near), parsed.GetValue(region)!, parsed.GetValue(notCast)!, parsed.GetValue(notFace)!, parsed.GetValue(sheet), parsed.GetValue(frames), parsed.GetValue(by));
            if (parts.IsAsked)
            {
                if (parsed.GetValue(performer) is not null) throw new FormatException("speak of a performer, or of a part of the pictures; one after the other");
                if (parts.Region.Count > 0 != parsed.GetValue(nobody)) throw new FormatException("say --no-people --region x,y,width,height");
                using var about = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
                return DeclaredPart.Apply(about, parts, session);
            }
            if (parsed.GetValue(sheet) is not null) throw new FormatException("--sheet shows a region: --no-people-near BRIEF, or --no-people --region x,y,width,height");
            if (parsed.GetValue(nobody) == (parsed.GetValue(performer) is not null)) throw new FormatException("say either --no-people, or --performer NAME with --matte PATTERN or --box x,y,width,height");
            if (parsed.GetValue(performer) is not null && parsed.GetValue(matte) is null == (parsed.GetValue(boxes)!.Length == 0)) throw new FormatException("a performer needs --matte PATTERN, or --box x,y,width,height@frame, which says where they are");
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var one = new Declared(parsed.GetValue(plate)!, parsed.GetValue(performer), parsed.GetValue(matte), parsed.GetValue(frames), parsed.GetValue(by)) { Boxes = [.. parsed.GetValue(boxes)!.Select(RegionBox.Parse)] };
            return Outcome.Done(new JsonObject { ["declared"] = JsonReading.Array(Apply(open, [one], session)) });
        });
    }

    /// <summary>One thing that is said about a plate.</summary>
    internal sealed record Declared(string Plate, string? Performer, string? Matte, string? Frames, string? By)
    {
        /// <summary>Instead of a matte; empty where there is one.</summary>
        public IReadOnlyList<RegionBox> Boxes { get; init; } = [];
    }

    /// <summary>Reads the file of `turnaround --declare`: a JSON list of {"plate", "noPeople": true | "performer" + "matte", "frames", "by"}.</summary>
    public static IReadOnlyList<Declared> Read(string path)
    {
        try
        {
            if (!File.Exists(path)) throw new BadInputException("missing-file", path, "", "the file does not exist", "Check its path");
            var list = JsonNode.Parse(File.ReadAllBytes(path)) switch
            {
                JsonArray a => a,
                JsonObject o when o["declarations"] is JsonArray a => a,
                _ => throw new FormatException("it is no list of declarations"),
            };
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            return [.. list.Select(n => One(n as JsonObject ?? throw new FormatException("a declaration is a JSON object"), folder))];
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new BadInputException("bad-declarations", path, "", e.Message.TrimEnd('.'), "Write [{\"plate\": \"beach.mov\", \"noPeople\": true}]", e);
        }
    }

    /// <summary>Writes declarations down; each under the name of whoever said it.</summary>
    /// <returns>The names of the plates.</returns>
    public static IReadOnlyList<string> Apply(Show show, IReadOnlyList<Declared> all, Session session)
    {
        var names = new List<string>();
        foreach (var one in all)
        {
            var now = Standing.Of(show.Book.Acts);
            var acts = Find(now, one.Plate);
            if (acts.Count == 0)
                throw new BadInputException("no-plate", one.Plate, "", "the show has no such plate", $"Name one of: {string.Join(", ", now.Plates.Values.Select(p => p.Body.Text("name")))}");
            var by = Seat.Of(show, one.By);
            var desk = new Desk(show, by, [], "", new SessionWatch(session), session.Cancel);
            var range = one.Frames is null ? (FrameRange?)null : Whole(one.Frames);
            foreach (var act in acts)
            {
                if (one.Performer is null)
                {
                    desk.DeclareNoPeople(act, range, []);
                    continue;
                }
                var performer = new PeopleFiles(show.PeopleFolder).Find(one.Performer) ?? Seat.Add(show, one.Performer, [Role.Performer], "", "", "", "", _ => by);
                if (one.Matte is null) desk.DeclarePerformerNear(act, performer, one.Boxes, range, []);
                else desk.DeclarePerformer(act, performer, one.Matte, range, []);
            }
            names.Add(acts[^1].Body.Text("name"));
            session.Say($"{acts[^1].Body.Text("name")}: {(one.Performer is null ? "nobody is in it" : $"{one.Performer} is in it")}, says {Seat.Person(show, one.By).Name}.");
        }
        return names;
    }

    /// <summary>A declaration holds for the frames that were looked at and no other: of a list with gaps the first and the last would promise what lies between.</summary>
    internal static FrameRange Whole(string frames)
    {
        var list = FrameList.Parse(frames);
        return list[^1] - list[0] + 1 == list.Count ? new(list[0], list[^1] + 1) : throw new FormatException($"'{frames}' is more than one range of frames; declare each range by itself");
    }

    /// <summary>The plates that a name stands for: of several that were taken in under it, those that the cut uses now, else the last.</summary>
    internal static IReadOnlyList<Act> Find(Standing now, string plate)
    {
        var named = now.Plates.Where(p => p.Value.Body.Text("name") == plate || p.Value.Body.Text("root") == plate).ToList();
        var used = now.Shots.Values.Select(s => s.Plate).OfType<uint>().ToHashSet();
        if (named.Count > 0) return named.Where(p => used.Contains(p.Key)).Select(p => p.Value).ToList() is { Count: > 0 } current ? current : [named[^1].Value];
        var index = now.Shots.TryGetValue(plate, out var shot) && shot.Plate is { } of ? of : uint.TryParse(plate, out var number) ? number : (uint?)null;
        return index is { } i && now.Plates.TryGetValue(i, out var act) ? [act] : [];
    }

    private static Declared One(JsonObject o, string folder)
    {
        var nobody = o["noPeople"] is JsonValue v && v.GetValue<bool>();
        var performer = o.TextOrNull("performer");
        if (nobody == (performer is not null)) throw new FormatException("a declaration says noPeople or a performer");
        var matte = o.TextOrNull("matte");
        if (performer is not null && matte is null) throw new FormatException("a performer needs a matte");
        return new(o.Text("plate"), performer, matte is null ? null : Path.Combine(folder, matte), o.TextOrNull("frames"), o.TextOrNull("by"));
    }
}
