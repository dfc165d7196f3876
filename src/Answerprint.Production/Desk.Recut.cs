using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Cuts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>
    /// Takes in a cut that replaces the one before: <see cref="Ingest"/> in a show that has one. Which shots it touches, and what stands, is decided by <see cref="Recut"/>.
    /// </summary>
    /// <param name="folders">Where the media lie; empty: where they lay for the cut before.</param>
    /// <returns>Whether anything is new.</returns>
    /// <exception cref="BadInputException">The show has no cut, or the new one can not be used; nothing is written.</exception>
    public bool TakeRecut(string cut, IReadOnlyList<string> folders, FrameRate? rate)
    {
        var before = Now.Cut ?? throw new BadInputException("no-cut", Show.Folder, "", "the show has no cut that could be replaced", "Take the first one in: answerprint ingest SHOW CUT --media DIR");
        if (folders.Count == 0) folders = PlatePlaces.Open(Show.Folder).Folders;
        if (folders.Count == 0) throw new BadInputException("no-media", cut, "", "this machine does not know where the media of the show lie", "Name the folders with --media");
        Ingest(cut, folders, rate);
        return Now.Cut!.Index != before.Index;
    }

    /// <summary>What the last cut changed, shot by shot, and what came of it so far; null where the show has had one cut only.</summary>
    public RecutList? Changes()
    {
        var now = Now;
        if (now.Recut is not { } recut || now.Cut is not { } cut) return null;
        var old = Show.Book.Acts[(int)recut.Body.Long("fromCut")];
        Turnover before = Apart.Run(() => Read(old), cancel), after = TurnoverOf(cut);
        var (oldEvents, newEvents) = (EventsOf(before), EventsOf(after));
        var rows = new List<RecutRow>();
        foreach (var change in JsonReading.Parse(Show.Vault.Read(recut.Body.Digest("changes"))).Objects("changes").Select(ShotChange.Read))
        {
            cancel.ThrowIfCancellationRequested();
            var plate = (change.New ?? change.Old)!.Plate is { } index ? PlateOf(now.Plates[index]) : null;
            var version = change.New is null ? null : now.Latest(change.Name);
            rows.Add(new(
                change, plate?.Name ?? "", change.Old is { } o ? Labels(now, o, before, oldEvents) : null, change.New is { } n ? Labels(now, n, after, newEvents) : null,
                change.New is { Plate: not null } s ? (Math.Max(0, s.Cut.Start - s.Range.Start), Math.Max(0, s.Range.End - s.Cut.End)) : null,
                Done(now, change, version), version?.Name ?? "", ApprovalOf(now, change, version)));
        }
        return new(Show.File.Title, old.Body.Text("name"), cut.Body.Text("name"), rows);

        Turnover Read(Act act) => Turnover.Read(Show.Vault.Read(act.Body.Digest("document")), act.Body.Text("name"), act.Body.Rate("rate"));

        static Dictionary<(int, int), CutEvent> EventsOf(Turnover cut) => cut.Events.ToDictionary(e => (e.TrackIndex, e.Number));
    }

    /// <summary>Labels of a shot in a cut: those of the cut itself where it has the clip, else those of the plate.</summary>
    private CutLabels Labels(Standing now, Shot shot, Turnover cut, Dictionary<(int, int), CutEvent> events)
    {
        var (from, to) = (cut.Timeline.RecordTimecode(shot.Record.Start).ToString(), cut.Timeline.RecordTimecode(shot.Record.End).ToString());
        if (events.TryGetValue((shot.Track, shot.Item), out var e) && e.Record == shot.Record && e.Name == shot.Clip && e.Source.Start.Rate.Nominal <= Timecode.MostNominal)
        {
            var (first, end) = e.SourceFrames();
            return new(from, to, At(first, e.Source.Start.Rate), At(end, e.Source.Start.Rate));
        }
        if (shot.Plate is not { } index) return new(from, to, "", "");
        var plate = PlateOf(now.Plates[index]);
        return new(from, to, At(plate.Start + shot.Cut.Start - plate.Range.Start, plate.Rate), At(plate.Start + shot.Cut.End - plate.Range.Start, plate.Rate));

        string At(long frame, FrameRate rate) => Timecode.FromFrame(frame, rate, cut.Timeline.DropFrame && Timecode.CanDrop(rate)).ToString();
    }

    private string Done(Standing now, ShotChange change, Version? version)
    {
        if (change.New is not { } shot)
            return now.VersionsOf(change.Name) is [.., var kept] ? $"set aside: {kept.Name} is kept, and comes back if a cut brings the shot back" : "set aside: nothing was made for it";
        if (shot.Plate is null) return "its media is not there: bring it and take the cut in again";
        var told = new List<string>();
        if (version is not null)
        {
            var made = Show.Book.Acts.Last(a => a.Name == Version.ActName && a.Body.TextOrNull("version") == version.Name).Index > now.Cut!.Index;
            var why = change.Kind switch
            {
                ShotChangeKind.HandlesExceeded => $"made anew over frames {shot.Range}",
                ShotChangeKind.MediaReplaced => "made anew from the new media",
                _ => "made for this cut",
            };
            told.Add(made ? $"{version.Name} was {why}" : $"nothing was made: {version.Name} holds all that is shown");
        }
        var mine = now.Briefs.Where(b => b.Shot == shot.Name).ToList();
        foreach (var brief in mine)
        {
            if (now.LastDecision(brief) is { Allowed: false } no) told.Add($"{brief.Id} was refused: {Reasons(Decision.From(no.Decision))}");
            else if (now.GivenUp(brief) is { } given) told.Add($"{brief.Id} was given up: {given.Body.Text("problem")}");
            else if (version?.Briefs.Contains(brief.Id) != true) told.Add($"{brief.Id} is still to be done: run render");
        }
        if (told.Count == 0) told.Add(now.VersionsOf(shot.Name) is [.., var earlier] ? $"nothing is asked of it in this cut: {earlier.Name} is kept" : "nothing is asked of it");
        return string.Join("; ", told);
    }

    /// <summary>What people said of what stands, and why an earlier yes does not hold for it.</summary>
    private string ApprovalOf(Standing now, ShotChange change, Version? version)
    {
        var word = version is null ? "" : now.AnswerWord(version);
        if (word is "approved" or "refused") return word;
        if (now.VersionsOf(change.Name).LastOrDefault(v => v != version && now.Answer(v) is { Approved: true }) is not { } yes) return word;
        if (version is null) return $"{yes.Name} is approved and kept";
        var why = yes.Plate != version.Plate ? "its media is another" : yes.Range != version.Range ? "it has other frames" : "it holds other work";
        return $"{word}: the yes to {yes.Name} does not hold for it, because {why}{(ShowsTheSame(yes, version, change.New!.Cut) ? "; the frames that the cut shows are the same, to the bit" : "")}";
    }

    private bool ShowsTheSame(Version a, Version b, FrameRange cut)
    {
        Dictionary<int, Digest> x = Bits(a), y = Bits(b);
        return cut.Numbers.All(n => x.TryGetValue(n, out var one) && y.TryGetValue(n, out var other) && one == other);

        Dictionary<int, Digest> Bits(Version v) => Version.Frames(JsonReading.Parse(Show.Vault.Read(v.Document))).ToDictionary(f => f.Number, f => f.Bits);
    }
}
