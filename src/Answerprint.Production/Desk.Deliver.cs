using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>
    /// Writes the return package: asks the gate a second time, about delivery; takes in what it allows (as finals where people approved those
    /// bytes, else switched off and awaiting approval) and says of the rest why it is not there.
    /// </summary>
    /// <param name="outFolder">The folder in which the package's own folder is made.</param>
    /// <param name="profile">The program that it goes back to; null for none in particular.</param>
    /// <param name="aces">Whether each version goes out as ACES containers as well.</param>
    /// <exception cref="BadInputException">There is no cut; or a plate's light can not lawfully be put into ACES containers.</exception>
    public PackageMade Deliver(string outFolder, TurnbackProfile? profile = null, bool aces = false)
    {
        var host = profile ?? TurnbackProfile.Any;
        var now = Now;
        var cut = TurnoverOf(now.Cut ?? throw new BadInputException("no-cut", Show.Folder, "", "the show has no cut yet", "Take one in: answerprint ingest SHOW CUT --media DIR"));
        var plates = PlatesOf(now, now.Plates.Keys);
        var rights = RightsFacts.From(Show.Book.Acts);
        var withheld = new List<Withheld>();
        var delivered = new List<Delivered>();
        foreach (var version in Turnaround.Current(now))
            if (JudgeDelivery(now, version, plates, rights, withheld) is { } one) delivered.Add(one);
        withheld.AddRange(NotDone(now));
        if (aces) foreach (var d in delivered) ScenePlate(d.Plate);

        using var package = Package.Begin(outFolder, Show.File.Code, now.Packages + 1);
        var versions = new List<JsonObject>();
        foreach (var d in delivered)
        {
            using (var work = watch.Begin($"package {d.Version.Name}", d.Frames.Count)) versions.Add(package.Put(d, Show.Vault, Show.File.FirstFrame, n => work.Step($"frame {n}")));
            package.Put($"{d.Folder}/recipe.json", Show.Vault.Read(RecipeDocument(d.Version)));
            if (ScreensShown(now, d.Version) is { } screens) package.Put($"{d.Folder}/screens.json", screens);
            if (BehindShown(now, d.Version) is { } behind) package.Put($"{d.Folder}/background.json", behind);
            // every pixel of it is a function of the plate's: the package says so, and whoever has the plate makes it again
            if (d.Version.Change is { } change && Published(change, package, d.Folder).IsWhole && d.Version.Outside is null) versions[^1]["whole"] = true;
            package.Put($"{d.Folder}/inspection.json", Show.Vault.Read(now.Inspections[d.Version.Document].Body.Digest("report")));
            if (SheetOf(d.Version) is { } sheet) package.Put($"{d.Folder}/sheet.png", File.ReadAllBytes(sheet));
            if (aces) Containers(d, package);
            Proxy(d, package.PathOf($"{d.Folder}/{host.ProxyName(d.Version.Name)}"), host);
        }
        foreach (var pack in withheld.Where(w => w.Pack.Length > 0))
            foreach (var (name, digest) in now.HandOff(now.Briefs.First(b => b.Id == pack.Brief))!.Body.Object("files"))
                package.Put($"{pack.Pack}/{name}", Show.Vault.Read(Digest.Parse((string?)digest ?? "")));
        var moved = new MovedReferences(PlatePlaces.Open(Show.Folder).CutFolder, package.Target);
        var events = cut.Events.ToDictionary(e => (e.TrackIndex, e.Number), e => e.Media);
        var laid = OnTop(delivered).Select(d => Finished(now, d, host, cut.Timeline, events.GetValueOrDefault((d.Shot.Track, d.Shot.Item)) is { } media ? moved.Of(media) : null)).ToList();
        var (finished, document) = Apart.Run(() => TurnbackCut.Make(cut with { Otio = cut.Document.Moved(moved) }, laid) is var made ? (made, made.Otio.ToBytes()) : default, cancel);
        var losses = new List<Loss>();
        if (host.Host is not (CutHost.Any or CutHost.Avid)) document = Apart.Run(() => finished.Otio.For(host.Host, losses).ToBytes(), cancel);
        foreach (var loss in losses.Select(l => l.What).Distinct().Take(20)) watch.Say($"{host.Name}: {loss}");
        package.Put("cut.otio", document);
        if (host.Log && delivered.Count > 0) package.Put("cut.ale", LogOf(delivered, host));
        // a list has no switch for a clip: a track on which nothing is switched on would be a heading and no event
        foreach (var edl in finished.Edl.Files.Where(l => l.Events > 0)) package.Put(finished.Edl.Files.Count == 1 ? "cut.edl" : $"cut.{edl.Track}.edl", edl.Text);
        package.Put("changes.csv", ChangeTable.Write(delivered, withheld, Show.File.FirstFrame, f => cut.Timeline.RecordTimecode(f).ToString()));
        if (Changes() is { } list)
        {
            package.Put("recut.csv", list.Table());
            package.Put("recut.html", list.Page());
        }
        var disclosure = Disclosure.Write(Show.File.Title, delivered, withheld, Show.File.FirstFrame, CountedActs.Of(Show.Book.Acts).Roll.EverSolo, rights.Contests);
        package.Put("disclosure.json", disclosure);
        package.Put("disclosure.html", Disclosure.Page(disclosure));
        package.Put("credits.csv", Credits.Write(Show.Book.Acts, _ => null));

        cancel.ThrowIfCancellationRequested();
        var sidecars = Sidecars(cut, delivered, package);
        var rows = now.Plates.Values.Select(a => Package.Row(plates[(uint)a.Body.Long("plate")], a.Body.Digest("root"))).ToList();
        var manifest = new Manifest(Show.File.Title, Show.File.Code, now.Packages + 1, Manifest.FilesOf(package.Folder), rows, versions) { Sidecars = sidecars, For = host.Name }.Write();
        package.Put(Manifest.FileName, manifest);
        var made = Show.Book.Append(ActNames.PackageMade, by, new()
        {
            ["package"] = Path.GetFileName(package.Target), ["number"] = now.Packages + 1, ["manifest"] = Digest.Of(manifest).Hex,
            ["finals"] = JsonReading.Array(delivered.Where(d => d.IsFinal).Select(d => d.Version.Name)), ["awaiting"] = JsonReading.Array(delivered.Where(d => !d.IsFinal).Select(d => d.Version.Name)),
            ["withheld"] = withheld.Count,
        });
        BookCopy.Write(Show.Book, Path.Combine(Show.Folder, "book"), package.PathOf(Manifest.BookFolder), made);
        package.Lay();
        Write(ActNames.PackageLaid, new() { ["package"] = Path.GetFileName(package.Target), ["manifest"] = Digest.Of(manifest).Hex });
        return new(package.Target, delivered, withheld);
    }

    private Delivered? JudgeDelivery(Standing now, Version version, Dictionary<uint, Plate> plates, RightsFacts rights, List<Withheld> withheld)
    {
        var shot = now.Shots[version.Shot];
        var plate = plates[shot.Plate!.Value];
        var briefs = string.Join(' ', version.Briefs);
        var answer = now.Answer(version);
        if (answer is { Approved: false })
        {
            withheld.Add(new(shot.Name, briefs, "refused in review", answer.Words.Length > 0 ? answer.Words : "a person refused this version", "ask for the brief again with other options", ""));
            return null;
        }
        if (!now.Inspections.TryGetValue(version.Document, out var inspection) || !inspection.Body.Bool("passed"))
        {
            withheld.Add(new(shot.Name, briefs, "not passed by the inspector", inspection is null ? "the version has not been inspected" : $"the inspector found: {string.Join(", ", inspection.Body.Texts("faults"))}", "run render, or see why", ""));
            return null;
        }
        var frames = Version.Frames(JsonReading.Parse(Show.Vault.Read(version.Document)));
        var approved = answer is { Approved: true };
        var leaves = new List<Verdict.Allowed>();
        foreach (var use in UsesOf(now, version, plate, frames, rights).Select(u => u with { IsFinal = approved, Models = u.MakesPixels ? ModelsOf(version.Tool) : [] }))
        {
            var facts = FactsFor(use, rights, made: tools.ContainsKey(version.Tool), frames).And(Report.FactsOf(inspection.Body, version.Document.Hex));
            if (version.Outside is { } outside) facts = facts.And(outside.Terms.ToFacts()).With("approval.outside_step", now.OutsideApproved(version));
            if (approved) facts = facts.With("approval.human", value: true).With("approval.contact_sheet", value: true).WithEvidence("human_approval", "contact_sheet_signed");
            if (approved && now.Approvals[version.Document].Any(a => a.Approved && IsDirector(a.Person))) facts = facts.With("approval.director", value: true);
            var verdict = Ask(use, facts);
            Write(ActNames.GateDecided, new() { ["version"] = version.Name, ["bytes"] = version.Document.Hex, ["shot"] = shot.Name, ["stage"] = "deliver", ["decision"] = verdict.Decision.ToJson() });
            if (verdict is Verdict.Allowed leave)
            {
                leaves.Add(leave);
                continue;
            }
            withheld.Add(new(shot.Name, briefs, Withheld.AtDelivery, Reasons(verdict.Decision), WayOn(verdict.Decision), ""));
            return null;
        }
        var oneHand = approved && Show.Book.Acts.Any(a => a.Name == Version.ActName && a.Body.TextOrNull("document") == version.Document.Hex && a.By.Person == answer!.Person);
        return new(version, shot, plate, frames, leaves, approved ? answer : null, oneHand) { Speed = shot.Speed, OutsideApproved = now.OutsideApproved(version) };
    }

    /// <summary>What a version does to its plate: what it makes and what it holds are judged each by itself.</summary>
    private IEnumerable<Use> UsesOf(Standing now, Version version, Plate plate, IReadOnlyList<Farm.RenderedFrame> frames, RightsFacts rights)
    {
        var shot = now.Shots[version.Shot];
        var root = now.Plates[plate.Index].Body.Text("root");
        if (version.Timing is not null)
        {
            var shown = PeopleAt(now, shot, root, [.. ShotTiming.Around(frames.Where(f => f.Moment is not null).Select(f => f.Moment!.Value)).Where(plate.Bits.ContainsKey)], _ => null, rights);
            yield return new Use
            {
                Stage = Stage.Deliver, Shot = shot.Name, Operation = Brief.Retime, MakesPixels = tools.GetValueOrDefault(version.Tool)?.Card.MakesPixels ?? true, IsModel = tools.GetValueOrDefault(version.Tool)?.Card.IsModel ?? false,
                Class = shown.There == PeopleThere.People ? PerformerClass.X : PerformerClass.P0, Plates = [root], People = shown.Digests, Frames = version.Range, InMadeRegion = shown.There, InChangedRegion = shown.There,
            };
            yield break;
        }
        if (version.Outside is not null || version.Change is not null)
        {
            var parts = frames.Where(f => f.IsMade).ToDictionary(f => f.Number);
            Matte? Worked(int n) => parts[n].Work is { } work ? MatteFile.FromStored(ExrFile.Read(Show.Vault.PathOf(work)), version.Name, $"frame {n}") : null;
            Use Of(IReadOnlyList<int> made) => version.Outside is { } outside ? OutsideUse(now, shot, outside, made, Worked, Stage.Deliver, rights) : ChangedUse(now, version, root, made, Worked, rights);
            var whole = Of([.. parts.Keys.Order()]);
            // what the lock measured on these very bytes
            if (version.Change is { } kept && JsonReading.Parse(Show.Vault.Read(now.Inspections[version.Document].Body.Digest("report"))).Object("lock")["change"] is JsonObject measured)
            {
                foreach (var use in ClassUses(whole, ClassFound.From(measured), ChangeKept(kept).Change, plate, [.. parts.Keys.Order()], Worked, rights.Of(root), Of)) yield return use;
                yield break;
            }
            yield return whole;
            yield break;
        }
        var held = frames.Where(f => f.IsHeld).ToDictionary(f => f.Number, f => f.Shows!.Value);
        if (held.Count > 0) yield return Holding(now, shot, new(held), [.. held.Keys.Order()], Stage.Deliver, rights);
        var tool = tools.GetValueOrDefault(version.Tool);
        var mended = frames.Where(f => f.IsMade && f.Work is not null).ToDictionary(f => f.Number);
        if (mended.Count > 0)
        {
            Matte? Mended(int n) => MatteFile.FromStored(ExrFile.Read(Show.Vault.PathOf(mended[n].Work!.Value)), version.Name, $"frame {n}");
            var mends = ChangedUse(now, version, root, [.. mended.Keys.Order()], Mended, rights);
            foreach (var use in Parts(mends, InClass(mends, rights.Of(root), [.. mended.Keys.Order()], Mended, dust: version.Tool == Brief.Filler))) yield return use;
        }
        var made = frames.Where(f => f.IsMade && f.Work is null).Select(f => f.Number).ToList();
        if (made.Count == 0 && held.Count + mended.Count > 0) yield break;
        var people = PeopleIn(now, shot, root, made, rights);
        yield return new Use
        {
            Stage = Stage.Deliver, Shot = shot.Name, Operation = OperationOf(version.Tool), MakesPixels = tool?.Card.MakesPixels ?? true, IsModel = tool?.Card.IsModel ?? false, HasReceipt = tool?.Card.Model is not null,
            Plates = [root], People = people.Digests, Frames = made.Count > 0 ? new FrameRange(made[0], made[^1] + 1) : default, InMadeRegion = people.There, InChangedRegion = people.There,
        };
    }

    /// <summary>What a version changes on frames that are there, judged by where that is.</summary>
    private Use ChangedUse(Standing now, Version version, string root, IReadOnlyList<int> frames, Func<int, Matte?> region, RightsFacts rights)
    {
        var (tool, beside) = (tools.GetValueOrDefault(version.Tool), PeopleAt(now, now.Shots[version.Shot], root, frames, region, rights));
        return new()
        {
            Stage = Stage.Deliver, Shot = version.Shot, Operation = version.Tool == Brief.Filler ? Brief.Repair : OperationOf(version.Tool), MakesPixels = tool?.Card.MakesPixels ?? true, IsModel = tool?.Card.IsModel ?? false,
            Plates = [root], People = beside.Digests, Frames = new FrameRange(frames[0], frames[^1] + 1), InMadeRegion = beside.There, InChangedRegion = beside.There,
        };
    }

    /// <summary>Briefs that are in no version, and what the survey found that no tool may invent.</summary>
    private IEnumerable<Withheld> NotDone(Standing now)
    {
        foreach (var brief in now.Briefs)
        {
            if (now.LastDecision(brief) is { Allowed: false } no)
            {
                var decision = Decision.From(no.Decision);
                var pack = now.HandOff(brief) is { } act && act.Body.Object("files").Count > 0 ? $"handoff/{brief.Id}" : "";
                yield return new(brief.Shot, brief.Id, "refused by the gate", Reasons(decision), WayOn(decision), pack);
            }
            else if (now.GivenUp(brief) is { } given && now.Latest(brief.Shot)?.Briefs.Contains(brief.Id) != true) yield return new(brief.Shot, brief.Id, "given up by the tool", given.Body.Text("problem"), given.Body.Text("remedy"), "");
            else if (now.IsInAVersion(brief) && now.Latest(brief.Shot)?.Briefs.Contains(brief.Id) != true) yield return new(brief.Shot, brief.Id, "in another version", "another tool worked on the shot since, and a version holds the work of one tool", "put both together elsewhere and bring it back: answerprint accept", "");
            else if (Turnaround.Open(now, brief)) yield return new(brief.Shot, brief.Id, "not done yet", "it is allowed and not rendered", "run render", "");
        }
        if (now.Findings is not { } findings) yield break;
        foreach (var finding in JsonReading.Parse(Show.Vault.Read(findings)).Objects("findings"))
            if (finding.Text("severity") == nameof(Severity.Must) && finding.Text("tool").Length == 0 && !IsGiven(now, finding))
                yield return new(finding.Text("shot"), "", $"{(finding.Text("kind") == "Wish" ? "not understood" : "missing")} at {finding.Text("timecode")}", finding.Text("words"), "", "");
    }

    /// <summary>Whether the frames that a finding misses are in the shot's version by now, because somebody asked for them.</summary>
    private static bool IsGiven(Standing now, JsonObject finding) =>
        finding.Frames("frames") is { Count: > 0 } frames && now.Latest(finding.Text("shot")) is { } version
        && frames.All(f => now.Briefs.Any(b => version.Briefs.Contains(b.Id) && b.Frames.Contains(f)));

    private static string Reasons(Decision decision) => string.Join("; ", decision.Reasons.Select(r => $"{r.Words.TrimEnd('.')} [{r.Rule}]").Distinct());

    private static string WayOn(Decision decision) => decision.SmallestChange.Count > 0
        ? string.Join("; and ", decision.SmallestChange.Select(c => c.Words))
        : decision.WaysOut.Count > 0 ? decision.WaysOut[0].ToString() : "";

    private Digest RecipeDocument(Version version) => Show.Book.Acts.Last(a => a.Name == Farm.PreparedStep.ActName && a.Body.Text("recipe") == version.Recipe.Hex).Body.Digest("recipeDocument");

    /// <summary>Where tracks lie over each other the cut shows the upper one: only that can be laid on the new track.</summary>
    private static List<Delivered> OnTop(IEnumerable<Delivered> delivered)
    {
        var laid = new List<Delivered>();
        foreach (var track in delivered.GroupBy(d => d.Shot.Track).OrderByDescending(g => g.Key))
        {
            var above = new RecordIndex<Delivered>(laid, l => l.Shot.Record);
            var end = int.MinValue;
            foreach (var d in track.OrderBy(d => d.Shot.Record.Start).Where(d => !above.TryFind(d.Shot.Record, out _)))
            {
                if (d.Shot.Record.Start < end) continue;
                end = d.Shot.Record.End;
                laid.Add(d);
            }
        }
        return laid;
    }
}

/// <summary>A package that stands, and what is in it and what is not.</summary>
public sealed record PackageMade(string Folder, IReadOnlyList<Delivered> Delivered, IReadOnlyList<Withheld> Withheld);
