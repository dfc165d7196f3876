using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`accept`: takes in a version that was made elsewhere, or says legal's yes to a step of which nobody says what it learnt from.</summary>
internal static class AcceptCommand
{
    /// <summary>The largest document of training data that is taken.</summary>
    private const long MostDocument = 16 << 20;

    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shot = new Argument<string?>("SHOT") { Description = "The shot", Arity = ArgumentArity.ZeroOrOne };
        var version = new Option<string?>("--version") { Description = "The pictures: name.%04d.exr or a movie, every frame of the shot (with its handles, or those that the cut shows) in the plate's numbers or in those of versions" };
        var madeBy = new Option<string?>("--made-by") { Description = "Program and version, or who and with what: \"Nuke 15.1\"" };
        var operation = new Option<string>("--operation") { Description = "What was done: cleanup, missing_frames, relight, bg_replace, reframe", DefaultValueFactory = _ => "cleanup" };
        var frames = new Option<string?>("--frames") { Description = "The version holds only these frames, in the plate's numbers: 1012-1014" };
        var workMatte = new Option<string?>("--work-matte") { Description = "Mattes, 1 = where work was done: whatever was changed outside them is named, and nothing is taken in" };
        var change = new Option<string?>("--change") { Description = "What was done to people's pixels, with every parameter (docs/performers.md): it is made again from them and compared. Without it a version keeps 16 pixels away from people" };
        var model = new Option<string?>("--model") { Description = "Whether trained weights decided pixels: yes or no. Not said counts as yes" };
        var training = new Option<string>("--training-data") { Description = "What a model learnt from: a document (any file), none, or undeclared, which is legal's to approve and stands on page one", DefaultValueFactory = _ => "undeclared" };
        var licence = new Option<string?>("--licence") { Description = "The three licences: code=MIT,weights=CC-BY-4.0,data=…" };
        var hosting = new Option<string>("--hosting") { Description = "Where it ran: local, private_cloud or public_cloud", DefaultValueFactory = _ => "" };
        var note = new Option<string>("--note") { Description = "Whatever else is to be said", DefaultValueFactory = _ => "" };
        var pack = new Option<string?>("--pack") { Description = "A folder for the hand-off pack, where it is refused" };
        var approve = new Option<string?>("--approve-outside") { Description = "Legal approves the outside step of this version, of which nobody says what it learnt from" };
        var (by, minutes) = (Seat.By(), Seat.Minutes());
        var command = new Command("accept", "Takes in a version that was made elsewhere: measures what it changed, asks the gate about that, inspects it. Example: answerprint accept myshow tst_0010 --version from-artist/tst_0010.%04d.exr --made-by \"Nuke 15.1\" --model no --by \"Ann Lee\"")
        {
            show, shot, version, madeBy, operation, frames, workMatte, change, model, training, licence, hosting, note, pack, approve, by, minutes,
        };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(approve) is { } named)
            {
                if (parsed.GetValue(shot) is not null || parsed.GetValue(version) is not null) throw new FormatException("--approve-outside VERSION stands alone: nothing is taken in with it");
                using var held = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
                return Approve(session, new Desk(held, Seat.Of(held, parsed.GetValue(by), Role.Legal, parsed.GetValue(minutes)), [], "", new SessionWatch(session), session.Cancel), named);
            }
            if (parsed.GetValue(shot) is not { } name) throw new FormatException("name the shot that the version is of");
            if (parsed.GetValue(version) is not { } pattern) throw new FormatException("name the pictures: --version name.%04d.exr");
            if (parsed.GetValue(madeBy) is not { } maker) throw new FormatException("say what it was made with: --made-by \"Nuke 15.1\"");
            var terms = TermsOf(parsed.GetValue(model), parsed.GetValue(training)!, parsed.GetValue(licence), parsed.GetValue(hosting)!);
            var work = new OutsideWork(maker, parsed.GetValue(operation)!, terms, Elsewhere: true, parsed.GetValue(note)!).Checked();
            var listed = parsed.GetValue(frames) is { } list ? FrameList.Parse(list) : [];
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by), null, parsed.GetValue(minutes)), ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
            if (!desk.Now.Shots.TryGetValue(name, out var of))
                throw new BadInputException("no-shot", name, "", "the cut has no such shot", desk.Now.Cut is null ? "Take a cut in first: answerprint ingest SHOW CUT --media DIR" : $"Name one of: {string.Join(", ", desk.Now.Shots.Keys)}");
            if (parsed.GetValue(training) is var said && terms.Training == TrainingSaid.Declared) work = work with { Terms = terms with { TrainingDocument = desk.TrainingDocument(Document(said!)) } };
            if (work.Terms.IsModel is null) session.Warn("Nobody says whether it is a trained model, which counts as one whose training data is undeclared. If it is none, say --model no.");
            var accepted = desk.Accept(of, new(pattern, work) { Frames = listed, WorkMatte = parsed.GetValue(workMatte), Change = parsed.GetValue(change), Pack = parsed.GetValue(pack) });
            return Said(session, desk, accepted);
        });
    }

    private static Outcome Said(Session session, Desk desk, Accepted accepted)
    {
        var made = accepted.Version;
        var inspection = desk.Now.Inspections[made.Document].Body;
        var changed = accepted.Frames.Where(f => f.Long("changed") > 0).ToList();
        session.Say(string.Create(CultureInfo.InvariantCulture, $"{made.Name}: {made.Tool}. Changed: {Counted.Of(changed.Count, "frame")}, at most {changed.Max(f => f.Number("share")) * 100:0.##} % of a picture, by at most {changed.Max(f => f.Number("largest")):0.#} codes of 255."));
        session.Say($"{OutsideWork.LockWords[..1].ToUpperInvariant()}{OutsideWork.LockWords[1..]}.");
        if (made.Outside!.Terms.IsUndeclared) session.Say($"Nobody says what it learnt from: it can be looked at, and is no final before legal approves it (answerprint accept SHOW --approve-outside {made.Name}).");
        var result = new JsonObject { ["version"] = made.Name, ["shot"] = made.Shot, ["bytes"] = made.Document.Hex, ["outside"] = made.Outside.Write(), ["frames"] = new JsonArray([.. accepted.Frames.Select(f => (JsonNode)f.DeepClone())]), ["inspection"] = inspection.DeepClone() };
        if (inspection.Bool("passed"))
        {
            session.Say($"Passed by the inspector, {desk.Now.AnswerWord(made)}. Next: answerprint review SHOW {made.Name} --sheet sheet.png");
            return Outcome.Done(result);
        }
        return Outcome.Failed(ExitCode.CheckFailed, result, new Fault("not-passed", made.Name, "", $"the inspector found: {string.Join(", ", inspection.Texts("faults"))}", "See: answerprint why; mend it where it was made, and accept it again"));
    }

    private static Outcome Approve(Session session, Desk desk, string named)
    {
        var version = desk.Now.Versions.LastOrDefault(v => v.Name == named) ??
            throw new BadInputException("no-version", named, "", "there is no such version", desk.Now.Versions.Count == 0 ? "Accept one first" : $"Name one of: {string.Join(", ", desk.Now.Versions.Select(v => v.Name))}");
        desk.ApproveOutside(version);
        session.Say($"{version.Name} (bytes {version.Document.Hex[..12]}…): legal approves {version.Outside!.MadeBy}, of which nobody says what it learnt from. It stands on page one of the package.");
        return Outcome.Done(new JsonObject { ["version"] = version.Name, ["bytes"] = version.Document.Hex, ["did"] = "approved the outside step" });
    }

    /// <exception cref="FormatException">The options do not say terms.</exception>
    private static OutsideTerms TermsOf(string? model, string training, string? licences, string hosting)
    {
        bool? isModel = model switch { null => null, "yes" => true, "no" => false, _ => throw new FormatException("--model is yes or no") };
        var said = training switch { "none" => TrainingSaid.None, "undeclared" => isModel == false ? TrainingSaid.None : TrainingSaid.Undeclared, _ => TrainingSaid.Declared };
        var licence = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "", ["weights"] = "", ["data"] = "" };
        foreach (var pair in (licences ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (pair.Split('=', 2) is [var name, { Length: > 0 } value] && licence.ContainsKey(name.Trim())) licence[name.Trim()] = value.Trim();
            else throw new FormatException($"'{pair}' is no licence; write --licence code=MIT,weights=CC-BY-4.0,data=CC0-1.0");
        return new OutsideTerms(isModel, said, licence["code"], licence["weights"], licence["data"], hosting).Checked();
    }

    /// <exception cref="BadInputException">It is not there, no regular file, or too large.</exception>
    private static byte[] Document(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length == 0) throw new BadInputException("no-document", path, "", "there is no document, or it is empty or no regular file", "Name a file that says what the model learnt from, or say undeclared");
        if (file.Length > MostDocument) throw new BadInputException("too-large", path, "", $"the document has {file.Length >> 20} MiB", "Name a document of at most 16 MiB");
        return File.ReadAllBytes(path);
    }
}
