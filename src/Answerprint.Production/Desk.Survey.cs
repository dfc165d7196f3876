using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>
    /// Names what is missing and what editors ask for by markers, and writes briefs for all that a tool may be asked. What no tool should
    /// invent (a missing shot) stands in the findings with the next best thing to do.
    /// </summary>
    /// <param name="pictures">Whether pictures are looked at, for the ladders of missing shots: takes its time on the first run over new media.</param>
    /// <param name="defects">Whether frames of every shot are looked at for stuck pixels.</param>
    /// <param name="eye">Looks through the shots for what does not match; null: nobody looks.</param>
    public Surveyed FindWork(bool pictures = false, bool defects = false, ContinuityEye? eye = null)
    {
        var conformed = Conformed();
        var report = Apart.Run(() => Survey.Run(conformed, Show.File.Handles), cancel);
        var now = Now;
        var ladders = pictures ? Ladders(conformed, report, now) : [];
        var names = now.Shots.Values.ToDictionary(s => (s.Track, s.Item), s => s.Name);
        var count = Show.Book.Acts.Count(a => a.Name == Brief.ActName);
        var briefs = new List<Brief>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        var again = new SortedSet<string>(StringComparer.Ordinal);
        var findings = new JsonArray();
        foreach (var span in report.Missing)
        {
            cancel.ThrowIfCancellationRequested();
            var shot = NameOf(span.Event);
            var asks = shot is not null && span.Tool.Length > 0 && span.PlateFrames.Count > 0;
            findings.Add(new JsonObject
            {
                ["kind"] = span.Kind.ToString(), ["severity"] = span.Severity.ToString(), ["shot"] = shot ?? "", ["record"] = new JsonArray(span.Record.Start, span.Record.End),
                ["timecode"] = span.RecordStart.ToString(), ["frames"] = FrameList.Format(span.PlateFrames), ["tool"] = asks ? span.Tool : "", ["words"] = span.Words,
                ["needed"] = span.PlateFrames.Count > 0 ? span.PlateFrames.Count : span.Record.Length, ["before"] = NameOf(span.Before) ?? "", ["after"] = NameOf(span.After) ?? "",
                ["pull"] = PullLine.Of(span, conformed.Cut.Timeline)?.Write(),
            });
            if (asks) Ask(shot!, span.Tool, span.PlateFrames, "survey", span.Words);
        }
        foreach (var wish in report.Wishes)
        {
            if (NameOf(wish.Event) is not { } shot)
            {
                Unheard("Wish", Severity.Must, "", wish.RecordStart, $"a marker asks for {BadCut.Quote(wish.Words)}, and no shot of the show is there");
                continue;
            }
            var wanted = FramesOf(wish, shot);
            var frames = wanted.Where(now.Shots[shot].Range.Contains).ToList();
            if (frames.Count > 0) Ask(shot, wish.Kind, frames, "marker", wish.Words);
            if (frames.Count > 0 && frames.Count == wanted.Count) continue;
            var has = now.Shots[shot].Range is { IsEmpty: false } range ? $"the shot has the frames {range} of its plate" : "the shot has no media";
            findings.Add(new JsonObject
            {
                ["kind"] = "Wish", ["severity"] = nameof(Severity.Must), ["shot"] = shot, ["record"] = new JsonArray(wish.Record.Start, wish.Record.End), ["timecode"] = wish.RecordStart.ToString(),
                ["frames"] = FrameList.Format(wanted.Except(frames)), ["tool"] = "",
                ["words"] = $"a marker asks for {BadCut.Quote(wish.Words)}, and {has}{(frames.Count > 0 ? $"; only {FrameList.Format(frames)} can be asked for" : "")}; write the plate's own frame numbers into the marker",
            });
        }
        foreach (var marker in report.Unmet.Where(m => m.Asks))
            Unheard("Wish", Severity.Must, marker.Event is { } on ? names.GetValueOrDefault((on.TrackIndex, on.Number)) ?? "" : "", marker.RecordStart, $"a marker asks for {BadCut.Quote(marker.Words)}, and nothing came of it: {marker.Why}");
        foreach (var other in report.Unmet.Where(m => !m.Asks).GroupBy(m => m.Words, StringComparer.Ordinal).Take(100))
            Unheard("Marker", Severity.Note, "", other.First().RecordStart, $"{(other.Count() == 1 ? "a marker says" : $"{other.Count()} markers say")} {BadCut.Quote(other.Key)}: {other.First().Why}");
        foreach (var warning in conformed.Cut.Warnings.Concat(conformed.Remarks).Take(100))
            Unheard("Cut", Severity.Look, "", conformed.Cut.Timeline.RecordTimecode(0), warning);
        if (defects) foreach (var stuck in StuckFindings(now, f => conformed.Cut.Timeline.RecordTimecode(f).ToString())) findings.Add(stuck);
        var seen = eye is null ? [] : LookThrough(now, eye, f => conformed.Cut.Timeline.RecordTimecode(f).ToString());
        foreach (var fault in seen) findings.Add(fault.Finding.DeepClone());
        var document = Show.Vault.Add(PlainJson.Bytes(new JsonObject
        {
            ["format"] = "answerprint.survey.1", ["findings"] = findings, ["ladders"] = new JsonArray([.. ladders.Select(l => (JsonNode)l.Write())]),
        }));
        Show.Book.AppendAll(
        [
            (ActNames.SurveyDone, by, new JsonObject { ["findings"] = document.Hex, ["missing"] = report.Missing.Count, ["wishes"] = report.Wishes.Count, ["ladders"] = ladders.Count, ["again"] = JsonReading.Array(again) }),
            .. briefs.Select(b => (Brief.ActName, by, b.Body())),
        ]);
        return new(conformed, report, ladders, briefs) { Seen = seen };

        void Unheard(string kind, Severity severity, string shot, Timecode at, string words) => findings.Add(new JsonObject
        {
            ["kind"] = kind, ["severity"] = severity.ToString(), ["shot"] = shot, ["record"] = new JsonArray(), ["timecode"] = at.ToString(), ["frames"] = "", ["tool"] = "", ["words"] = words,
        });

        static string Same(Brief b) => $"{b.Shot}\n{b.Kind}\n{FrameList.Format(b.Frames)}\n{System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(b.Options))}";

        string? NameOf(ConformedEvent? e) => e is null ? null : names.GetValueOrDefault((e.Event.TrackIndex, e.Event.Number));

        void Ask(string shot, string kind, IReadOnlyList<int> frames, string found, string words)
        {
            var brief = new Brief(IdOf(count + briefs.Count), shot, kind, frames, found, words, []);
            // what was asked before keeps its name, and what was made for it
            if (now.AskedBefore(brief) is { } before) again.Add(before.Id);
            else if (asked.Add(Same(brief))) briefs.Add(brief);
        }
    }

    /// <summary>Asks for one piece of work by hand.</summary>
    /// <param name="frames">In the plate's numbers; empty for all that the shot lacks.</param>
    /// <exception cref="BadInputException">The cut has no such shot, or frames lie outside it.</exception>
    public Brief Ask(string shotName, string kind, IReadOnlyList<int> frames, string reason, JsonObject options)
    {
        var now = Now;
        if (!now.Shots.TryGetValue(shotName, out var shot))
            throw new BadInputException("no-shot", shotName, "", "the cut has no such shot", now.Cut is null ? "Take a cut in first: answerprint ingest SHOW CUT --media DIR" : $"Name one of: {string.Join(", ", now.Shots.Keys)}");
        if (!tools.ContainsKey(kind) && kind is not (Brief.Hold or Brief.Repair or Brief.Retime))
            throw new BadInputException("no-tool", kind, "", "there is no such tool", $"Ask for one of: {string.Join(", ", tools.Keys.Append(Brief.Hold).Append(Brief.Repair).Append(Brief.Retime).Order(StringComparer.Ordinal))}");
        if (shot.Plate is null) throw new BadInputException("no-plate", shotName, "", "the shot has no media", "Bring its media and ingest the cut again");
        if (kind == Brief.Retime)
        {
            // the whole shot is in the new timing: it takes the place of what was asked for before
            if (frames.Count > 0) throw new BadInputException("whole-shot", shotName, $"frames {FrameList.Format(frames)}", "a shot is retimed as a whole", "Leave the frames out; speeds may change along it: --set speed=1001=1,1020=0.5");
            frames = [.. shot.Range.Numbers];
            var retime = new Brief("", shotName, kind, frames, "hand", reason, options);
            ShotTiming.Check(shot, retime.Speed);
            _ = RetimedFrames(now, shot, retime);
        }
        if (kind == Brief.Repair) frames = Damaged(now, shot, new Brief("", shotName, kind, frames, "hand", reason, options));
        if (kind == Brief.Background) (frames, options) = AskBackground(now, shot, tools[kind], frames, options);
        else if (kind is Brief.Relight or Brief.Reframe) (frames, options) = AskWhole(now, shot, tools[kind], frames, options);
        else if (tools.GetValueOrDefault(kind) is { } matted && (matted is OutsideTool || matted.Card.NeedsMatte)) (frames, options) = AskMatted(now, shot, matted, frames, options);
        if (frames.Count == 0) frames = Lacking(now, shot);
        if (frames.Count == 0) throw new BadInputException("nothing-missing", shotName, $"frames {shot.Range}", "the shot lacks no frame", "Name the frames that are meant, in the plate's numbers");
        if (frames.FirstOrDefault(f => !shot.Range.Contains(f), int.MinValue) is var outside and not int.MinValue)
            throw new BadInputException("outside", shotName, $"frame {outside}", $"the shot has the frames {shot.Range} of its plate", "Ask for frames of the shot, in the plate's numbers");
        var brief = new Brief(IdOf(Show.Book.Acts.Count(a => a.Name == Brief.ActName)), shotName, kind, frames, "hand", reason, options);
        if (now.Briefs.FirstOrDefault(b => b.AsksTheSame(brief)) is { } there) return there;
        Write(Brief.ActName, brief.Body());
        return brief;
    }

    /// <summary>The frames of a shot that a repair is about: those that are there and damaged, of those that it names.</summary>
    /// <exception cref="BadInputException">There is none, or a defect lies outside the picture or the shot.</exception>
    private IReadOnlyList<int> Damaged(Standing now, Shot shot, Brief brief)
    {
        var plate = PlateOf(now.Plates[shot.Plate!.Value]);
        var map = brief.Defects();
        foreach (var d in map.Defects)
        {
            _ = new DefectMap([d with { Frame = null }]).On(0, plate.Width, plate.Height);
            if (d.Frame is { } frame && !plate.Bits.ContainsKey(frame))
                throw new BadInputException("defect-outside", shot.Name, $"{d}", $"the plate has no frame {frame}; the shot has the frames {shot.Range}", "Name frames of the shot, in the plate's numbers");
        }
        List<int> damaged = [.. shot.Range.Numbers.Where(n => plate.Bits.ContainsKey(n) && map.IsOn(n) && (brief.Frames.Count == 0 || brief.Frames.Contains(n)))];
        return damaged.Count > 0 ? damaged : throw new BadInputException("nothing-damaged", shot.Name, $"frames {shot.Range}", "no frame of the shot that was named is damaged", "Name defects of frames that the shot has");
    }

    /// <summary>The frames of a shot that its plate has not.</summary>
    private IReadOnlyList<int> Lacking(Standing now, Shot shot)
    {
        var bits = PlateOf(now.Plates[shot.Plate!.Value]).Bits;
        return [.. shot.Range.Numbers.Where(n => !bits.ContainsKey(n))];
    }

    /// <summary>
    /// The plate frames of a marker: those that its words list ("fill 20-22"; none where the list can not be read), else those that it covers; of a
    /// hold only what is missing of these, for nobody holds over a real frame unless it is named.
    /// </summary>
    private IReadOnlyList<int> FramesOf(Wish wish, string shot)
    {
        if (Listed().Match(wish.Words) is { Success: true } listed)
        {
            try
            {
                return FrameList.Parse(listed.Groups["list"].Value);
            }
            catch (FormatException)
            {
                return [];
            }
        }
        var covered = wish.Record.Numbers.Select(r => wish.Event!.PlateFrameAt(r)).OfType<long>().Select(n => (int)n).Distinct().Order();
        if (wish.Kind != Brief.Hold) return [.. covered];
        var now = Now;
        return now.Shots[shot].Plate is null ? [] : [.. covered.Intersect(Lacking(now, now.Shots[shot]))];
    }

    private static string IdOf(int before) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"B{before + 1:0000}");

    [GeneratedRegex(@"\b(fill|hold|frames?)\s+(?<list>\d+([-,x]\d+)*)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listed();
}
