using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>
    /// Takes in a version of a shot that was made elsewhere: measures what it changed of the plate as it was ingested, asks the gate about exactly that, and makes a version of it in which
    /// every word that was not changed is the plate's own. The same pictures again end in the same version.
    /// </summary>
    /// <exception cref="BadInputException">The version is not one of this shot: another size, rate or range, a picture that can not be read or is not finite.</exception>
    /// <exception cref="RefusedException">The gate gives no leave, or a picture is a trial's.</exception>
    /// <exception cref="ToolRefusedException">Something was changed outside the work matte that was given.</exception>
    public Accepted Accept(Shot shot, AcceptRequest asked)
    {
        var work = asked.Work.Checked();
        var now = Now;
        if (shot.Plate is not { } index) throw new BadInputException("no-plate", shot.Name, "", "the shot has no media, so nothing can be held against it", "Bring its media and ingest the cut again");
        var plate = PlateOf(now.Plates[index]);
        using var clip = Open(plate);
        using var version = OutsideVersionClip.Open(asked.Version, Wanted(shot, asked.Frames), Show.File.FirstFrame - shot.Range.Start, new OpenOptions { Colour = SpaceOf(plate) }, plate.Width, plate.Height, plate.Rate);
        foreach (var warning in version.Warnings) watch.Say($"{asked.Version}: {warning}");
        if (plate.Colour.Space.Length == 0 && !version.IsLight) watch.Say($"{asked.Version}: the plate is light as stored and the version holds codes, so nearly every pixel of it is another; EXR keeps the words");
        if (shot.Range.Numbers.Where(n => !clip.Has(n) && !version.Has(n)).ToList() is { Count: > 0 } holes)
            throw new BadInputException("frames", asked.Version, $"frames {FrameList.Format(holes)}", "neither the version nor the plate has these frames of the shot", "Write every frame of the shot, those that the plate lacks as well");
        var rights = RightsFacts.From(Show.Book.Acts);
        var said = rights.Of(now.Plates[index].Body.Text("root"));
        var change = asked.Change is { } declared ? KeepChange(declared) : (Digest?)null;
        using var rebuilt = new RebuiltClip(clip, version);
        // of codes there is no light to make again
        using var settled = change is { } toSettle && version.IsLight && plate.Colour.Space.Length == 0 ? new SettledClip(version, ChangeGiven(shot, plate, clip, rebuilt, toSettle, said)) : null;
        var pictures = settled ?? (Clip)version;
        var seen = Measure(plate, clip, version, pictures, asked);
        if (settled?.Pixels > 0) watch.Say($"{asked.Version}: {settled.Pixels} pixels of people differ from the declared change by no more than {work.MadeBy} may round, and are taken in as the change gives them");
        var changed = seen.Where(s => s.Difference > 0).Select(s => s.Number).ToList();
        if (changed.Count == 0) throw new BadInputException("nothing-changed", asked.Version, "", "every picture of it is the plate's own", "Name the version that holds the work");

        var bits = seen.ToDictionary(s => s.Number, s => s.Bits);
        Matte? Worked(int n) => OutsideVersionTool.Judged(pictures, n, bits[n], clip).Work;
        var whole = OutsideUse(now, shot, work, changed, Worked, Stage.Alter, rights);
        List<Use> uses = [whole];
        if (change is { } kept)
        {
            using var taken = new RebuiltClip(clip, pictures);
            var found = ChangeClass.Measure(ChangeGiven(shot, plate, clip, taken, kept, said), cancel);
            foreach (var reason in found.Reasons.Take(12)) watch.Say($"{asked.Version}{(reason.Frame is { } n ? $", frame {n}" : "")}{(reason.Place.Length > 0 ? $", {reason.Place}" : "")}: {reason.Words}");
            uses = ClassUses(whole, found, ChangeKept(kept).Change, plate, changed, Worked, said, made => OutsideUse(now, shot, work, made, Worked, Stage.Alter, rights));
        }
        // every part of it needs leave; the first that has none is what is said
        var verdicts = uses.Select(u => Ask(u, FactsFor(u, rights, made: false).And(work.Terms.ToFacts()))).ToList();
        var verdict = verdicts.Find(v => v is not Verdict.Allowed) ?? verdicts[^1];
        var judged = Digest.Of(PlainJson.Bytes(JsonReading.Array(seen.Select(s => s.Bits.Hex)))).Hex;
        var before = Show.Book.Acts.LastOrDefault(a => a.Name == ActNames.GateDecided && a.Body.TextOrNull("pictures") == judged && a.Body.TextOrNull("shot") == shot.Name);
        var isNews = IsNews(before is null ? null : new Ruled(before.Body.Object("decision").Bool("allowed"), before.Index, before.Body.Object("decision"), before.By), verdict.Decision);
        if (isNews) Write(ActNames.GateDecided, new() { ["shot"] = shot.Name, ["stage"] = "alter", ["elsewhere"] = work.MadeBy, ["frames"] = FrameList.Format(changed), ["pictures"] = judged, ["decision"] = verdict.Decision.ToJson() });
        if (verdict is not Verdict.Allowed leave) throw Refused(shot, plate, changed, verdict.Decision, asked, isNews);

        var tool = new OutsideVersionTool(pictures, work);
        var brief = new Brief("elsewhere", shot.Name, tool.Card.Name, changed, "hand", work.Note, []);
        var options = new OutsideVersionOptions(bits.OrderBy(b => b.Key).ToDictionary(b => b.Key, b => b.Value.Hex), work);
        var step = new Step(shot, plate, tool, [new(brief, leave)], options, 0, Bid.OfPeople(0, 0, Show.File.Rates));
        var assignment = new Assignment([new(plate.Index, clip)], shot.Range, options, 0, Environment.ProcessorCount, Assignment.NoMattes);
        var farm = new LocalFarm(Show.Book, Show.Vault, Show.Staging, Show.Clock, machineClass);
        var prepared = farm.Prepare(step, assignment, by, null, cancel);
        IReadOnlyList<RenderedFrame> frames;
        using (var progress = watch.Begin($"accept {shot.Name}", shot.Range.Length)) frames = farm.Render(prepared, by, n => progress.Step($"frame {n}"), cancel);
        var made = AcceptedVersion(now, shot, plate, work, change, prepared, frames);
        if (!Now.Inspections.ContainsKey(made.Document)) Inspect(made);
        return new(made, [.. seen.Select(s => s.Said)]);
    }

    /// <summary>Legal approves the outside step of a version of which nobody says what it learnt from; holds for those bytes only.</summary>
    /// <exception cref="BadInputException">There is nothing to approve in it.</exception>
    public void ApproveOutside(Version version)
    {
        if (version.Outside is not { } work) throw new BadInputException("not-outside", version.Name, "", "it was made by a tool of the house, which says what it learnt from", "Approve it with review");
        if (!work.Terms.IsUndeclared) throw new BadInputException("nothing-open", version.Name, "", $"nothing is open about what it was made with ({work.Terms.Words()})", "Approve the version itself with review");
        if (Now.OutsideApproved(version)) return;
        Write(ActNames.OutsideStepApproved, new() { ["version"] = version.Name, ["shot"] = version.Shot, ["bytes"] = version.Document.Hex, ["madeBy"] = work.MadeBy, ["terms"] = work.Terms.Write() });
    }

    /// <summary>Puts the document of what a model learnt from into the vault.</summary>
    public Digest TrainingDocument(byte[] document) => Show.Vault.Add(document);

    /// <summary>The sets of frames that a version may hold: those that were named, else the shot with its handles, or what the cut shows of it.</summary>
    private static IReadOnlyList<IReadOnlyList<int>> Wanted(Shot shot, IReadOnlyList<int> named)
    {
        if (named.FirstOrDefault(n => !shot.Range.Contains(n), int.MinValue) is var outside and not int.MinValue)
            throw new BadInputException("outside", shot.Name, $"frame {outside}", $"the shot has the frames {shot.Range} of its plate", "Name frames of the shot, in the plate's numbers");
        if (named.Count > 0) return [named];
        return [[.. shot.Range.Numbers], .. shot.Cut == shot.Range || shot.Cut.IsEmpty ? [] : (IReadOnlyList<int>[])[[.. shot.Cut.Numbers]]];
    }

    /// <summary>A picture of the version: its bits, how much it changed, and what is said of that.</summary>
    private sealed record SeenOutside(int Number, Digest Bits, long Difference, JsonObject Said);

    /// <param name="pictures">The version's, as they are taken in.</param>
    private List<SeenOutside> Measure(Plate plate, PlateClip clip, OutsideVersionClip version, Clip pictures, AcceptRequest asked)
    {
        using var matte = asked.WorkMatte is { } pattern ? FrameFiles.Open(pattern) : null;
        var trials = Trials.Of(Show.Book.Acts);
        var numbers = version.Range.Numbers.Where(version.Has).ToList();
        Trials.RefuseMarked(asked.Version, numbers.Select(version.NumberOf));
        using var work = watch.Begin($"measure {Path.GetFileName(asked.Version)}", numbers.Count);
        var seen = new List<SeenOutside>();
        foreach (var number in numbers)
        {
            cancel.ThrowIfCancellationRequested();
            var stored = version.ReadStored(number);
            trials.RefuseKnown(stored, asked.Version, version.NumberOf(number));
            var there = clip.Has(number);
            var own = there ? clip.ReadStored(number) : null;
            if (own is not null && version.IsLight && plate.Colour.Space.Length == 0 && (own.Width, own.Height) == (stored.Width, stored.Height) && (own.DataWindow != stored.DataWindow || own.DisplayWindow != stored.DisplayWindow))
                throw new BadInputException("window", asked.Version, $"frame {version.NumberOf(number)}", $"its windows are not the plate's (data window {stored.DataWindow} and {own.DataWindow})", "Write the plate's own data and display window");
            if (pictures != version) stored = pictures.ReadStored(number);
            var difference = own is not null ? OutsideDifference.Of(own, stored, asked.Version, version.NumberOf(number)) : OutsideDifference.Made(stored, plate.Width, plate.Height, asked.Version, version.NumberOf(number));
            if (matte is not null) Inside(difference, matte, asked, number, version.NumberOf(number));
            var said = difference.Write(number);
            said["made"] = !there;
            seen.Add(new(number, PlateBits.Of(stored), difference.Changed, said));
            work.Step($"frame {number}");
        }
        return seen;
    }

    /// <exception cref="ToolRefusedException">Something was changed outside the matte.</exception>
    private static void Inside(OutsideDifference difference, FileClip matte, AcceptRequest asked, int number, int other)
    {
        if (difference.Changed == 0) return;
        var at = matte.Has(number) ? number : other;
        if (!matte.Has(at)) throw new BadInputException("no-matte", asked.WorkMatte!, $"frame {number}", "there is no work matte for a frame that was changed", "Number the mattes as the version");
        var inside = matte.ReadMatte(at);
        if (inside.Width != difference.Work.Width || inside.Height != difference.Work.Height) throw new BadInputException("matte-size", asked.WorkMatte!, $"frame {at}", $"the matte is {inside.Width}×{inside.Height}, the plate is {difference.Work.Width}×{difference.Work.Height}", "Deliver mattes in the size of the plate");
        if (difference.Within(inside) is (_, > 0 and var count, var first))
            throw new ToolRefusedException("outside-changed", $"{asked.Version}, frame {other}, {first}", $"{count} pixels were changed outside the work matte", "Leave them as they are in the plate, or give a matte that covers what was worked on");
    }

    /// <summary>What an outside step does to a plate, as the gate judges it: only changed pixels, and whole frames where the plate has none.</summary>
    /// <param name="changed">The frames that are changed or made, ascending.</param>
    /// <param name="region">Where a frame that is there is changed.</param>
    private Use OutsideUse(Standing now, Shot shot, OutsideWork work, IReadOnlyList<int> changed, Func<int, Matte?> region, Stage stage, RightsFacts rights)
    {
        var root = shot.Plate is { } index && now.Plates.TryGetValue(index, out var act) ? act.Body.Text("root") : null;
        var bits = root is null ? null : PlateOf(now.Plates[shot.Plate!.Value]).Bits;
        List<int> there = [.. changed.Where(n => bits?.ContainsKey(n) == true)], missing = [.. changed.Except(there)];
        var answers = new List<PeopleThen>();
        if (there.Count > 0 || missing.Count == 0) answers.Add(PeopleAt(now, shot, root, there, region, rights));
        if (missing.Count > 0) answers.Add(PeopleIn(now, shot, root, missing, rights));
        var people = answers.Exists(a => a.There == PeopleThere.People) ? PeopleThere.People : answers.TrueForAll(a => a.There == PeopleThere.NoneAttested) ? PeopleThere.NoneAttested : PeopleThere.Unknown;
        return new()
        {
            Stage = stage, Shot = shot.Name, Operation = work.Operation, MakesPixels = true, IsModel = work.Terms.CountsAsModel, HasReceipt = work.Terms is { CountsAsModel: true, Training: TrainingSaid.Declared },
            // what nobody says the training data of may be looked at, and is judged as a final when it is to leave as one
            IsFinal = !work.Terms.IsUndeclared,
            // nobody has declared what kind of change it is, so on people it is the kind that is always refused
            Class = people == PeopleThere.People ? PerformerClass.X : PerformerClass.P0,
            Plates = root is null ? [] : [root], People = [.. answers.SelectMany(a => a.Digests).Distinct(StringComparer.Ordinal)],
            Frames = changed.Count > 0 ? new FrameRange(changed[0], changed[^1] + 1) : default, InMadeRegion = people, InChangedRegion = people,
        };
    }

    /// <summary>Writes the pack for those who may do it in another way, and says why and how.</summary>
    private RefusedException Refused(Shot shot, Plate plate, IReadOnlyList<int> changed, Decision decision, AcceptRequest asked, bool isNews)
    {
        var files = Pack(shot, plate, changed, decision, "elsewhere");
        if (isNews) Write(ActNames.HandedOff, new() { ["brief"] = $"elsewhere {shot.Name}", ["shot"] = shot.Name, ["files"] = files });
        if (asked.Pack is { } folder)
        {
            Directory.CreateDirectory(folder);
            foreach (var (name, digest) in files) Show.Vault.CopyTo(Digest.Parse((string?)digest ?? ""), Path.Combine(folder, name));
        }
        var pack = asked.Pack is { } where ? $"the hand-off pack is in {where}" : "the hand-off pack is in the show (--pack DIR copies it out)";
        return new("refused", shot.Name, $"frames {FrameList.Format(changed)}", Reasons(decision), $"{WayOn(decision)}; {pack}");
    }

    private Version AcceptedVersion(Standing now, Shot shot, Plate plate, OutsideWork work, Digest? change, PreparedStep prepared, IReadOnlyList<RenderedFrame> frames)
    {
        var recipe = prepared.Recipe.Hash;
        var document = Show.Vault.Add(PlainJson.Bytes(Version.DocumentOf(shot.Name, recipe, plate.Index, shot.Range, frames)));
        // it answers for what was asked of the shot and not refused: whoever accepts it says so
        var briefs = now.Briefs.Where(b => b.Shot == shot.Name && !b.IsRetime && now.Decision(b) is not { Allowed: false }).Select(b => b.Id).Order(StringComparer.Ordinal).ToList();
        var mine = now.VersionsOf(shot.Name);
        if (Version.Like(mine, document, briefs) is { } there && there.Change == change) return there;
        var number = mine.Count == 0 ? 1 : mine.Max(v => v.Number) + 1;
        var version = new Version(Show.File.Naming.Version(shot.Name, number), shot.Name, number, plate.Index, shot.Range, recipe, document, work.ToolWords, briefs) { Outside = work, Change = change };
        var body = version.Body();
        body["frames"] = frames.Count;
        body["made"] = FrameList.Format(frames.Where(f => f.IsMade).Select(f => f.Number));
        Write(Version.ActName, body);
        return version;
    }
}

/// <summary>Work that was made elsewhere, to be taken in.</summary>
/// <param name="Version">A pattern or a movie.</param>
/// <param name="Work">Who made it, and what is said of that.</param>
public sealed record AcceptRequest(string Version, OutsideWork Work)
{
    /// <summary>The frames that it holds, in the plate's numbers; empty for all of the shot, or those that the cut shows.</summary>
    public IReadOnlyList<int> Frames { get; init; } = [];

    /// <summary>Mattes outside of which nothing may have been changed; null: the work is what was changed.</summary>
    public string? WorkMatte { get; init; }

    /// <summary>What it says was done to people's pixels: a document `answerprint.change.1`; null: it keeps away from them.</summary>
    public string? Change { get; init; }

    /// <summary>A folder for the hand-off pack, where it is refused; null: it stays in the show.</summary>
    public string? Pack { get; init; }
}

/// <summary>A version that was taken in, and what each picture changed.</summary>
public sealed record Accepted(Version Version, IReadOnlyList<JsonObject> Frames);
