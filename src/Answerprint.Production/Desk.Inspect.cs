using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>
    /// Has a version inspected against its plate as it was ingested and against what it says of itself, and draws the sheet that people sign.
    /// The inspector is not told which tool was at work.
    /// </summary>
    /// <exception cref="BadInputException">A picture can not be read.</exception>
    public Report Inspect(Version version)
    {
        var now = Now;
        var shot = now.Shots[version.Shot];
        var plate = PlateOf(now.Plates[shot.Plate!.Value]);
        var frames = Version.Frames(JsonReading.Parse(Show.Vault.Read(version.Document)));
        var declared = RightsFacts.From(Show.Book.Acts).Of(now.Plates[plate.Index].Body.Text("root"));
        using var clip = Open(plate);
        using var render = new VersionClip(version.Name, frames, plate, version.Range, Show.Vault);
        var (change, pictures) = ChangeOf(version, frames, declared);
        var flagged = frames.Where(f => f.Figures is { Flagged: true }).Select(f => f.Number).ToHashSet();
        var given = new Inspection
        {
            Plate = clip,
            Version = render,
            Range = version.Range,
            IsRetimed = version.Timing is not null,
            IsElsewhere = version.Outside is not null,
            Work = render.Work,
            Origin = render.Origin,
            Declarations = declared,
            PerformerMatte = (performer, frame) => Mattes([.. declared.Where(d => d.Performer == performer)], frame).GetValueOrDefault(performer),
            IsAsIngested = (frame, stored) => plate.Bits.TryGetValue(frame, out var bits) ? bits == PlateBits.Of(stored) : null,
            PlateIndex = plate.Index,
            Regather = (_, origin) => Gather.Again(origin, (_, frame) => new EncodedPicture(clip.Read((int)frame)), ["R", "G", "B"], Environment.ProcessorCount, cancel),
            Flagged = flagged.Contains,
            Held = frames.Where(f => f.IsHeld).ToDictionary(f => f.Number, f => f.Shows!.Value),
            CutFreezes = CutFreezes(shot),
            Class = version.Timing is null && frames.Any(f => f.IsHeld) ? PerformerClass.P3 : PerformerClass.P0,
            Change = change,
            ChangePictures = pictures,
            Parts = PartOf,
            People = frame => PeopleOn(declared, plate, frame),
            Source = (index, frame) => index == plate.Index && clip.Has(frame) ? clip.ReadStored(frame) : null,
        };
        Report report;
        using (var work = watch.Begin($"inspect {version.Name}", 100)) report = Inspector.Inspect(given, new Percent(work), cancel);
        var said = report.ToJson();
        if (version.Outside is not null) said["outside"] = $"{version.Tool}: {OutsideWork.LockWords}";
        var document = Show.Vault.Add(PlainJson.Bytes(said));
        // where the lock made people's pixels again from a declared change, nobody new can be
        Func<int, bool[]?>? proved = !report.Passed || change is null ? null : frame => version.Outside is null && WholeChange.On(change, frame) is not null ? Everywhere(clip) : given.People(frame).MadeAgain(clip.Width, clip.Height);
        var questions = Questions(frames, render, proved);
        var sheet = ContactSheet.Make(
            version.Document, frames, questions, version.Timing is null ? clip : null, n => version.FrameNumber(n, Show.File.FirstFrame), plate.Width, plate.Height, Show.Vault, Answerprint.Media.Colour.ColourSpace.Find(plate.Colour.Light), cancel);
        if (Directory.Exists(Show.Staging)) Directory.Delete(Show.Staging, recursive: true);
        var body = report.Body(version.Name, version.Document.Hex, document.Hex);
        body["shot"] = version.Shot;
        if (version.Outside is not null) body["outside"] = said["outside"]!.DeepClone();
        body["sheet"] = sheet.Picture.Hex;
        body["sheetRows"] = sheet.Rows.Hex;
        body["questions"] = new JsonArray([.. questions.Select(q => (JsonNode)q.Write())]);
        body["screen"] = PeopleScreen.Disclosure;
        Write(Report.ActName, body);
        return report;
    }

    /// <summary>What the people screen asks about the changed regions of the changed frames. Of a frame that is held whole it asks nothing: whoever is there was filmed there.</summary>
    /// <param name="proved">Where every pixel of a frame was made again from what was declared, H×W; null: nowhere. What changed nowhere else is not asked about.</param>
    private IReadOnlyList<SheetQuestion> Questions(IReadOnlyList<Farm.RenderedFrame> frames, VersionClip render, Func<int, bool[]?>? proved)
    {
        using var screen = PeopleScreen.Open();
        var changed = PeopleScreen.Choose([.. frames.Where(f => f.IsMade).Select(f => f.Number)]);
        using var work = watch.Begin($"people screen {render.Name}", changed.Count);
        var seen = new List<Question>();
        foreach (var frame in changed)
        {
            var again = proved?.Invoke(frame);
            seen.AddRange(screen.Ask(render, [frame], render.Work, cancel).Where(q => again is null || !SheetQuestion.IsAnswered(q.Box, again, render.Work(frame), render.Width)));
            work.Step($"frame {frame}");
        }
        return SheetQuestion.From(seen);
    }

    private static bool[] Everywhere(Clip clip)
    {
        var all = new bool[clip.Width * clip.Height];
        all.AsSpan().Fill(value: true);
        return all;
    }

    /// <summary>Turns a share into steps of a hundred.</summary>
    private sealed class Percent(WatchedWork work) : IProgress<double>
    {
        private int shown;

        public void Report(double value)
        {
            for (; shown < (int)(value * 100); shown++) work.Step("");
        }
    }
}
