using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>The frames of a brief for a tool that works in mattes, and its options with the mattes taken into the vault.</summary>
    /// <exception cref="BadInputException">The plate has not a frame, a frame has no matte, an option is unknown, or the shot has work of another tool.</exception>
    private (IReadOnlyList<int> Frames, JsonObject Options) AskMatted(Standing now, Shot shot, Tool tool, IReadOnlyList<int> frames, JsonObject options)
    {
        var name = tool.Card.Name;
        var plate = PlateToChange(now, shot, name, frames);
        var others = new JsonObject(options.Where(o => o.Key is not ("matte" or "inverted" or "objects" or "shapes") && !ScreenOptions.Contains(o.Key)).Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone())));
        CheckOptions(shot, tool, others);
        // one version is made in one manner: what one brief was judged by may not be widened by another
        if (tool.Card.NeedsMatte && now.Briefs.FirstOrDefault(b => b.Shot == shot.Name && b.Tool == name && b.HasMattes && now.Decision(b) is not { Allowed: false } && !JsonNode.DeepEquals(Plain(b.Options), Plain(others))) is { } unlike)
            throw new BadInputException("other-options", shot.Name, unlike.Id, $"{unlike.Id} asks {name} of this shot for work with other options, and a version is made in one manner", "Ask with the same options for both");
        if (options["screen"] is not null) return (AskScreens(shot, plate, frames, options, others), others);
        var (file, shapes) = (options.TextOrNull("matte"), options.TextOrNull("shapes"));
        if (file is null && shapes is null)
        {
            if (tool.Card.NeedsMatte) throw new BadInputException("no-matte", shot.Name, name, "it is not said what is to be taken out", "Draw it, 1 = take this out, under the plate's numbers: --matte PATTERN; or type it: --wire, --area, --mark");
            return (frames.Count > 0 ? frames : [.. shot.Range.Numbers.Where(plate.Bits.ContainsKey)], others);
        }
        using var clip = Open(plate);
        using var mattes = file is not null ? Drawing.Open(file, options["inverted"]?.GetValue<bool>() == true, options["objects"] is JsonArray ? options.Texts("objects") : [], clip, cancel: cancel) : Drawing.Of("the drawing", ShapeFile.Parse(shapes!), clip, cancel);
        var pattern = mattes.Name;
        // a frame whose matte is not known would be taken for one in which nothing is to be taken out
        var wanted = tool.Card.NeedsMatte ? [.. plate.Bits.Keys.Where(mattes.Has).Order()] : frames.Count > 0 ? frames : [.. shot.Range.Numbers.Where(plate.Bits.ContainsKey)];
        var must = frames.Count > 0 ? frames : tool.Card.NeedsMatte ? [] : wanted;
        if (must.FirstOrDefault(n => !mattes.Has(n), int.MinValue) is var bare and not int.MinValue)
            throw new BadInputException("no-matte", pattern, $"frame {bare}", "there is no matte for this frame", "Number the mattes as the plate, or name fewer frames");
        var covered = new List<int>();
        var set = MatteSet.Of(wanted.Select(n => (n, Read(n))).Where(m => !tool.Card.NeedsMatte || !m.Item2.IsEmpty), Show.Vault, Show.Staging);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        if (tool.Card.NeedsMatte)
        {
            frames = [.. covered.Where(n => frames.Count > 0 ? frames.Contains(n) : shot.Range.Contains(n))];
            if (frames.Count == 0) throw new BadInputException("empty-matte", pattern, $"frames {shot.Range}", "no matte of a frame of the shot covers anything", "Number the mattes as the plate; where dark means take out, say --inverted");
            wanted = covered;
        }
        else if (frames.Count == 0) frames = wanted;
        others[WorkMattes.KeyOf([.. wanted])] = set.Hex;
        return (frames, others);

        Matte Read(int number)
        {
            cancel.ThrowIfCancellationRequested();
            var matte = mattes.Of(number);
            if (matte.Width != plate.Width || matte.Height != plate.Height)
                throw new BadInputException("matte-size", pattern, $"frame {number}", $"the matte is {matte.Width}×{matte.Height}, the plate is {plate.Width}×{plate.Height}", "Deliver mattes in the size of the plate");
            if (!matte.IsEmpty) covered.Add(number);
            return matte;
        }
    }

    /// <summary>The plate of a shot on which a tool changes frames that are there.</summary>
    /// <exception cref="BadInputException">The plate has not a frame, or the shot has work of another tool.</exception>
    private Plate PlateToChange(Standing now, Shot shot, string tool, IReadOnlyList<int> frames)
    {
        if (now.Briefs.FirstOrDefault(b => b.Shot == shot.Name && b.Tool != tool && now.Decision(b) is not { Allowed: false } && now.GivenUp(b) is null) is { } other)
            throw new BadInputException("one-tool", shot.Name, other.Id, $"the shot has work for '{other.Tool}', and a version holds the work of one tool", "Render and turn back that first; put both together elsewhere, and bring it back with answerprint accept");
        var plate = PlateOf(now.Plates[shot.Plate!.Value]);
        return frames.FirstOrDefault(n => !plate.Bits.ContainsKey(n), int.MinValue) is var hole and not int.MinValue
            ? throw new BadInputException("no-frame", shot.Name, $"frame {hole}", $"the plate has no such frame, and {tool} works on frames that are there", "Name frames that the plate has; missing ones are made by fill, or elsewhere")
            : plate;
    }

    private static JsonObject Plain(JsonObject options) => new(options.Where(o => !WorkMattes.IsAnyKey(o.Key)).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone())));

    private static void CheckOptions(Shot shot, Tool tool, JsonObject options)
    {
        if (tool is OutsideTool && options.FirstOrDefault().Key is { } unknown) throw new BadInputException("bad-options", shot.Name, unknown, $"{tool.Card.Name} has no such option", "An outside tool takes a matte (--matte PATTERN); all else stands in its tool.json");
        try
        {
            if (tool is not OutsideTool) tool.Check(ToolOptions.Read(tool.Card, options));
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-options", shot.Name, tool.Card.Name, e.Message.TrimEnd('.'), "Ask for the brief with options that the tool has", e);
        }
    }

    /// <summary>The mattes that a brief names.</summary>
    private static IMatted MattedOf(Tool tool, Brief brief)
    {
        var options = new JsonObject(brief.Options.Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone())));
        if (tool is OutsideTool) options["frames"] = new JsonArray([.. brief.Frames.Select(f => (JsonNode)JsonValue.Create(f))]);
        return (IMatted)ToolOptions.Read(tool.Card, options);
    }

    /// <summary>Where a tool changes a frame: its matte and what it changes around; null where there is no matte.</summary>
    private Matte? WorkOn(Tool tool, IMatted options, int frame)
    {
        if (WorkMattes.Of(options, frame, tool.Card.Name, MatteOf) is not { } matte) return null;
        if (options.Around <= 0) return matte;
        var grown = PeopleInRegion.Grown(PeopleInRegion.Inside(matte), matte.Width, matte.Height, options.Around);
        for (var i = 0; i < grown.Length; i++) matte.Coverage[i] = grown[i] ? 1 : 0;
        return matte;
    }

    /// <summary>Where a brief changes frames that are there; null: it makes or shows whole frames.</summary>
    private Func<int, Matte?>? ChangedOn(Standing now, Shot shot, Brief brief)
    {
        if (brief.IsRepair) return DamagedOn(now, shot, brief);
        // what is kept is known once it is keyed: until then it may be anywhere
        if (brief.IsBackground || brief.IsDeclared) return _ => null;
        if (tools.GetValueOrDefault(brief.Tool) is not { } tool || !(tool.Card.NeedsMatte || brief.Kind == Brief.Relight)) return null;
        if (!brief.HasMattes) return _ => null;
        var options = MattedOf(tool, brief);
        return frame => WorkOn(tool, options, frame);
    }

    private Matte? MatteOf(Digest set, int frame) => MatteSet.Open(Show.Vault, set).Read(Show.Vault, frame);

    /// <summary>What a tool is given to work on.</summary>
    private Assignment AssignmentOf(Step step, PlateClip clip) => new([new(step.Plate.Index, clip), .. BehindOf(step), .. LightOf(step)], step.Range, step.Options, step.Seed, Environment.ProcessorCount, MattesFor(step, clip)) { Screens = ScreensOf(step, clip) };

    private IReadOnlyDictionary<string, Clip> MattesFor(Step step, PlateClip clip)
    {
        if (step.Work[0].Brief.IsBackground) return KeyMattes(step, clip);
        if (!(step.Tool.Card.NeedsMatte || step.Work[0].Brief is { Kind: Brief.Relight, HasMattes: true }) || step.Options is not IMatted) return Assignment.NoMattes;
        // what a brief drew on frames that it does not ask for stands there, and is drawn from by nobody
        var asked = step.Work.Where(w => !w.Brief.HasScreens).Select(w => (w.Brief.Frames, Mattes: MattedOf(step.Tool, w.Brief))).ToList();
        var sets = Digest.Of(PlainJson.Bytes(new JsonObject(step.Work.Select(w => KeyValuePair.Create(w.Brief.Id, (JsonNode?)new JsonObject { ["frames"] = FrameList.Format(w.Brief.Frames), ["options"] = w.Brief.Options.DeepClone() })))));
        IEnumerable<IMatted> On(int n) => asked.Where(a => a.Frames.Contains(n) && a.Mattes.SetsOf(n).Count > 0).Select(a => a.Mattes);
        var work = new PlateMattes("work", clip, sets, n => On(n).Any(), n => On(n).Select(m => WorkMattes.Of(m, n, step.Tool.Card.Name, MatteOf)!).Aggregate(Union));
        var mattes = MattesFor(step.Plate, clip, work, step.Work.Any(w => w.Leave.Use.Class == PerformerClass.P5));
        mattes[WorkMattes.DrawnRole] = new PlateMattes("drawn", clip, sets, n => Drawn(n).Any(), n => Drawn(n).Select(m => WorkMattes.Of(m, n, step.Tool.Card.Name, MatteOf)!).Aggregate(Union));
        return mattes;

        IEnumerable<IMatted> Drawn(int n) => asked.Where(a => a.Mattes.SetsOf(n).Count > 0).Select(a => a.Mattes);
    }

    /// <summary>
    /// What is worked on, and where nothing may be drawn from: performers; crew on frames of which no matte says where they are; and what nobody has said anything of.
    /// </summary>
    /// <param name="work">The mattes of what is worked on.</param>
    /// <param name="wardrobe">Whether leave was given to copy what of people is neither face, hair nor hands.</param>
    private Dictionary<string, Clip> MattesFor(Plate plate, Clip clip, PlateMattes work, bool wardrobe)
    {
        var said = RightsFacts.From(Show.Book.Acts).Of(Now.Plates[plate.Index].Body.Text("root"));
        var mattes = new Dictionary<string, Clip>(StringComparer.Ordinal) { [WorkMattes.Role] = work };
        var words = Digest.Of(PlainJson.Bytes(new JsonObject { ["mattes"] = work.What.Hex, ["said"] = new JsonArray([.. said.Select(d => (JsonNode)SaidOf(d))]) }));
        (int Frame, PeopleOnFrame People)? last = null;
        Add(WorkMattes.CastRole, (people, _) => people.Performers is { IsEmpty: false } cast ? cast : null);
        Add($"{WorkMattes.PerformerRole}crew", (people, n) => people.NotCast is { } crew && !work.Has(n) ? Of(crew) : null);
        if (wardrobe) Add(WorkMattes.WardrobeRole, (people, _) => people.NotFace is { } parts ? Of(parts) : null);
        Add(WorkMattes.UnsaidRole, (people, _) => people.Performers is not null ? null : people.Nobody is { } nobody ? Of([.. nobody.Select(n => !n)]) : Matte.Whole(plate.Width, plate.Height));
        return mattes;

        void Add(string role, Func<PeopleOnFrame, int, Matte?> of) => mattes[role] = new PlateMattes(role, clip, words, n => of(On(n), n) is not null, n => of(On(n), n)!);

        PeopleOnFrame On(int frame)
        {
            if (last is { } there && there.Frame == frame) return there.People;
            var people = PeopleOn(said, plate, frame);
            last = (frame, people);
            return people;
        }

        Matte Of(bool[] inside)
        {
            var matte = new Matte(plate.Width, plate.Height);
            for (var i = 0; i < inside.Length && i < matte.Coverage.Length; i++) matte.Coverage[i] = inside[i] ? 1 : 0;
            return matte;
        }
    }

    /// <summary>What of a declaration decides where nothing is drawn from: who said it and when does not.</summary>
    private static JsonObject SaidOf(Declaration d) => new()
    {
        ["says"] = d.Says.ToString(), ["performer"] = d.Performer, ["matte"] = d.Matte, ["frames"] = d.Frames?.ToString(), ["region"] = d.Region?.ToJson(), ["regionMatte"] = d.RegionMatte,
    };
}
