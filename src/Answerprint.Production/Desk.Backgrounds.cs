using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>The option of a background brief that names the mattes of what is kept, where no screen says it.</summary>
    private const string KeepOption = "keep";

    /// <summary>The mattes of a background brief: their role at the tool, the file that asks for them, the option that names them in the vault.</summary>
    private static readonly (string Role, string Asked, string Option)[] KeyRoles = [(WorkMattes.Role, "matte", KeepOption), (WorkMattes.GarbageRole, WorkMattes.GarbageRole, WorkMattes.GarbageRole), (WorkMattes.HoldoutRole, WorkMattes.HoldoutRole, WorkMattes.HoldoutRole)];

    /// <summary>What of a brief's options says what is seen behind, and is no option of the tool.</summary>
    private static readonly string[] BehindOptions = ["plate", "describe", "setting", "source", "noPeople", "matte", "inverted", "objects", "shapes"];

    /// <summary>The frames of a brief that sets a shot over another plate, and its options with the plate and all mattes taken into the vault.</summary>
    /// <param name="frames">Those that are asked for; empty: all of the shot.</param>
    /// <param name="options">As the brief was asked for.</param>
    /// <exception cref="BadInputException">A picture or matte is missing, or an option is unknown.</exception>
    /// <exception cref="RefusedException">Nobody attests that no person is in the new plate, or says whose leave there is to use it.</exception>
    private (IReadOnlyList<int> Frames, JsonObject Options) AskBackground(Standing now, Shot shot, Tool tool, IReadOnlyList<int> frames, JsonObject options)
    {
        var plate = PlateToChange(now, shot, tool.Card.Name, frames);
        if (frames.Count == 0) frames = [.. shot.Range.Numbers.Where(plate.Bits.ContainsKey)];
        var others = new JsonObject(options.Where(o => !BehindOptions.Contains(o.Key) && !KeyRoles.Any(r => r.Asked == o.Key)).Select(o => KeyValuePair.Create(o.Key, o.Value?.DeepClone())));
        var setting = Spoken(shot, "setting", () => BackgroundPaper.SettingOf(options.TextOrNull("setting") ?? "neutral"));
        var (behind, words, source, nobody) = (options.TextOrNull("plate"), options.TextOrNull("describe") ?? "", options.TextOrNull("source") ?? "", options.TextOrNull("noPeople") ?? "");
        if (behind is null) throw new BadInputException("no-plate", shot.Name, "", "it is not said what is to be seen behind", "Say --plate PATTERN: one picture for all frames, or one for every frame under the plate's numbers");
        if (words.Trim().Length == 0) throw new BadInputException("no-description", shot.Name, "", "the new background is not described, and whoever was filmed must be able to know where they are put", "Say --describe \"a river bank at dusk\"");
        if (nobody.Length == 0) throw new RefusedException("plate-people", behind, "", "a person in the new plate counts as a person until somebody attests that nobody is there", "Look at it, and say --no-people \"YOUR NAME\"");
        if (nobody != by.Person) throw new RefusedException("plate-people", behind, "", "whoever asks for it attests that nobody is in the new plate, and another person is named", "Ask as that person: --by and --no-people name the same");
        if (source.Length == 0) throw new RefusedException("plate-source", behind, "", "it is not said where the new plate comes from and who gave leave to use it", "Say --source \"second unit, 2026-11-20\"");
        using var clip = Open(plate);
        foreach (var (_, asked, option) in KeyRoles)
            if (options.TextOrNull(asked) is { } file) others[option] = KeyMatteSet(file, option == KeepOption, options, clip, frames).Hex;
        if (options.TextOrNull("shapes") is { } shapes) others[KeepOption] = Taken(Drawing.Of("the drawing", ShapeFile.Parse(shapes), clip, cancel), clip, frames).Hex;
        if (others[KeepOption] is not null)
        {
            if (others["key"] is not null) throw new BadInputException("bad-options", shot.Name, "key", "a screen says what is kept, or mattes do", "Name one of --key and --matte");
            others["key"] = null;
        }
        CheckOptions(shot, tool, others);
        using var pictures = FrameFiles.Open(behind);
        if (pictures.Range.Length > 1 && frames.FirstOrDefault(n => !pictures.Has(n), int.MinValue) is var bare and not int.MinValue)
            throw new BadInputException("no-plate", behind, $"frame {bare}", "the new plate has no picture for this frame", "Give one picture for all frames, or one for every frame under the plate's numbers");
        var paper = new BackgroundPaper(PictureSet.Take(pictures, pictures.Range.Length == 1 ? pictures.Range.Numbers : frames, Show.Vault, Show.Staging, cancel), words, setting, source, nobody);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        others[BackgroundPaper.Option] = Show.Vault.Add(PlainJson.Bytes(paper.Write())).Hex;
        // whatever is asked for later takes its frames; two manners can not be in one version
        if (now.Briefs.FirstOrDefault(b => b.Shot == shot.Name && b.IsBackground && now.Decision(b) is not { Allowed: false } && b.Frames.Except(frames).Any() && !JsonNode.DeepEquals(Plain(b.Options), Plain(others))) is { } unlike)
            throw new BadInputException("other-options", shot.Name, unlike.Id, $"{unlike.Id} sets other frames of this shot over a plate in another manner, and a version is made in one manner", "Ask for all frames of the shot");
        return (frames, others);
    }

    private Digest KeyMatteSet(string file, bool keep, JsonObject options, Clip clip, IReadOnlyList<int> frames)
    {
        using var mattes = Drawing.Open(file, keep && options["inverted"]?.GetValue<bool>() == true, keep && options["objects"] is JsonArray ? options.Texts("objects") : [], clip, cancel: cancel);
        if (keep && !frames.Any(mattes.Has)) throw new BadInputException("no-matte", file, $"frames {FrameList.Format(frames)}", "there is no matte for any of these frames", "Number the mattes as the plate: one key is enough, the rest is made from it");
        return Taken(mattes, clip, frames);
    }

    private Digest Taken(MatteClip mattes, Clip clip, IReadOnlyList<int> frames) => MatteSet.Of(frames.Where(mattes.Has).Select(n =>
    {
        cancel.ThrowIfCancellationRequested();
        var matte = mattes.Of(n);
        return matte.Width == clip.Width && matte.Height == clip.Height ? (n, matte)
            : throw new BadInputException("matte-size", mattes.Name, $"frame {n}", $"the matte is {matte.Width}×{matte.Height}, the plate is {clip.Width}×{clip.Height}", "Deliver mattes in the size of the plate");
    }), Show.Vault, Show.Staging);

    /// <summary>What somebody typed, read; what can not be read is bad input.</summary>
    private static T Spoken<T>(Shot shot, string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new BadInputException("bad-options", shot.Name, place, e.Message.TrimEnd('.'), "Ask for the brief with options that the tool has", e);
        }
    }

    /// <summary>What a brief says of the new plate; null where it says nothing.</summary>
    private BackgroundPaper? PaperOf(Brief brief) => brief.Options.TextOrNull(BackgroundPaper.Option) is { } hex ? BackgroundPaper.Read(Show.Vault.Read(Digest.Parse(hex))) : null;

    /// <summary>The new plate of a step, where it has one: no origin pass cites it, so it bears a number that no plate of the show has.</summary>
    private IEnumerable<PlateAtWork> BehindOf(Step step) => step.Work[0].Brief is { IsBackground: true } brief && PaperOf(brief) is { } paper ? [new(uint.MaxValue, PictureSet.Open(Show.Vault, paper.Pictures))] : [];

    /// <summary>The mattes of a step that sets a shot over another plate: what is kept or thrown away whatever it looks like; and, where people are, who and where they are judged.</summary>
    private Dictionary<string, Clip> KeyMattes(Step step, PlateClip clip)
    {
        var mattes = new Dictionary<string, Clip>(StringComparer.Ordinal);
        foreach (var (role, _, option) in KeyRoles)
        {
            if (step.Work[0].Brief.Options.TextOrNull(option) is not { } hex) continue;
            var (digest, set) = (Digest.Parse(hex), MatteSet.Open(Show.Vault, Digest.Parse(hex)));
            mattes[role] = new PlateMattes(role, clip, digest, set.Frames.ContainsKey, n => set.Read(Show.Vault, n)!);
        }
        var said = RightsFacts.From(Show.Book.Acts).Of(Now.Plates[step.Plate.Index].Body.Text("root"));
        if (said.All(d => d.Performer is null)) return mattes;
        var words = Digest.Of(PlainJson.Bytes(new JsonObject { ["said"] = new JsonArray([.. said.Select(d => (JsonNode)SaidOf(d))]) }));
        PeopleOnFrame On(int frame) => PeopleOn(said, step.Plate, frame);
        mattes[WorkMattes.CastRole] = new PlateMattes(WorkMattes.CastRole, clip, words, n => On(n).Performers is { IsEmpty: false }, n => On(n).Performers!);
        mattes[WorkMattes.JudgedRole] = new PlateMattes(WorkMattes.JudgedRole, clip, words, n => On(n).Area(clip.Width, clip.Height) is not null, n =>
        {
            var (matte, area) = (new Matte(clip.Width, clip.Height), On(n).Area(clip.Width, clip.Height)!);
            for (var i = 0; i < area.Length; i++) matte.Coverage[i] = area[i] ? 1 : 0;
            return matte;
        });
        return mattes;
    }

    /// <summary>
    /// A use that sets a shot over another plate: where people are, only the soft band at their edge is mixed (class P4). That can be proved where a drawn matte says which pixels are theirs, on every frame.
    /// </summary>
    private Use AtTheEdge(Use use, Plate plate, IReadOnlyList<Declaration> said, Brief brief)
    {
        if (use.InChangedRegion != PeopleThere.People || PaperOf(brief) is not { } paper) return use;
        foreach (var frame in brief.Frames)
        {
            cancel.ThrowIfCancellationRequested();
            if (PeopleOn(said, plate, frame) is { IsRough: true } or { Performers: null }) return use;
        }
        return use with { Class = PerformerClass.P4, MakesPixels = false, Setting = paper.Setting };
    }

    /// <summary>What a step declares of the edges of performers, with the pictures that prove it, in the vault; null where nobody is judged.</summary>
    private Digest? EdgesOf(Step step, IReadOnlyList<RenderedFrame> frames)
    {
        List<RenderedFrame> edged = [.. frames.Where(f => f.Edge is not null)];
        if (edged.Count == 0 || PaperOf(step.Work[0].Brief) is not { } paper) return null;
        var (records, kept) = (new List<ChangeRecord>(), new JsonObject());
        foreach (var run in edged.Index().GroupBy(f => (f.Item.Number - f.Index, f.Item.Edge!.Despill, f.Item.Edge.Blur)))
        {
            List<RenderedFrame> mine = [.. run.Select(f => f.Item)];
            var range = new FrameRange(mine[0].Number, mine[^1].Number + 1);
            if (run.Key.Despill is { } despill) records.Add(new(range, PerformerClass.P1) { Steps = [despill] });
            records.Add(new(range, PerformerClass.P4)
            {
                Edge = new(Pictures(mine, "alpha", e => e.Alpha), Pictures(mine, "foreground", e => e.Foreground), Pictures(mine, "background", e => e.Background), EdgeChange.MostBand, run.Key.Blur, paper.Words, paper.Setting),
            });
        }
        return Show.Vault.Add(PlainJson.Bytes(new JsonObject { ["format"] = ChangeFormat, ["change"] = new DeclaredChange(records).ToJson(), ["pictures"] = kept }));

        ChangePictures Pictures(List<RenderedFrame> run, string name, Func<RenderedEdge, KeptPicture> of)
        {
            var pictures = new ChangePictures($"{name}.%04d.exr", Convert.ToHexStringLower(PictureTree.Join([.. run.Select(f => of(f.Edge!).Tree.Bytes)])));
            // runs of the same pictures share a name and a hash
            var list = kept[Key(pictures)] as JsonObject ?? [];
            foreach (var f in run) list[f.Number.ToString(CultureInfo.InvariantCulture)] = of(f.Edge!).File.Hex;
            kept[Key(pictures)] = list;
            return pictures;
        }
    }

    /// <summary>What is seen behind in a version, as a package carries it; null where nothing was put there.</summary>
    private byte[]? BehindShown(Standing now, Review.Version version) =>
        now.Briefs.Where(b => version.Briefs.Contains(b.Id)).Select(PaperOf).OfType<BackgroundPaper>().FirstOrDefault() is { } paper ? PlainJson.Bytes(paper.Write()) : null;

    /// <summary>Writes what a version declares of people's pixels into a package, with the pictures that it cites.</summary>
    private DeclaredChange Published(Digest change, Package package, string folder)
    {
        var body = JsonReading.Parse(Show.Vault.Read(change));
        var (kept, declared) = (body.Object("pictures"), DeclaredChange.From(body.Object("change")));
        PublishedChange.Put(package, folder, declared, Show.Vault, (pictures, frame) => Digest.Parse(kept.Object(Key(pictures)).Text(frame.ToString(CultureInfo.InvariantCulture))));
        return declared;
    }
}
