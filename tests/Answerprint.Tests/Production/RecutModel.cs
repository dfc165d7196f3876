using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Review;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production;

/// <summary>
/// A show without pictures: cuts, media as lists of digests, and a book in memory. Every decision is the program's own (<see cref="Recut"/>, <see cref="Standing"/>,
/// <see cref="Turnaround"/>, <see cref="MediaTaken"/>); only the pixels are numbers.
/// </summary>
internal sealed class RecutModel
{
    public const int Reach = 16, Handles = 8;
    private static readonly Actor Ann = new("site", "vfx_editor", "editorial", "Us", "Us Ltd", "here");
    private readonly List<Act> book = [];
    private readonly Dictionary<uint, Plate> plates = [];
    private Standing now = Standing.Of([]);

    /// <summary>Media by name: what each frame shows; a frame that is not there is missing.</summary>
    public Dictionary<string, Dictionary<int, int>> Media { get; } = new(StringComparer.Ordinal);

    public Standing Now => now = now.Since(book);

    public IReadOnlyList<Act> Book => book;

    public IReadOnlyDictionary<uint, Plate> Plates => plates;

    public sealed record Clip(string Media, int Start, int Length, double Speed);

    /// <summary>Takes a cut in as `ingest` does, then makes move after move until the machine may rest.</summary>
    public Recut Take(IReadOnlyList<Clip> cut)
    {
        var events = Events(cut);
        var taken = events.Select(e => e.Media).Distinct().ToDictionary(m => m, m => Read(m, events), StringComparer.Ordinal);
        var media = new MediaTaken(Now.Plates, act => plates[(uint)act.Body.Long("plate")], taken, Reach);
        var recut = Recut.Of(Now, events, Naming.Generic, "s", (e, plate, range) => media.Agrees(e.Media, plate, range), e => media.PlateFor(e.Media));
        Tell(ActNames.CutIngested, []);
        foreach (var (plate, index, _) in media.New)
        {
            plates[index] = plate;
            Tell(Plate.ActName, plate.Body(Digest.Of(PlainJson.Bytes(plate.Document()))));
        }
        foreach (var shot in recut.Shots) Tell(ActNames.ShotConformed, shot.Write());
        if (recut.Changes.Count > 0) Tell(ActNames.CutChanged, []);
        Rest();
        return recut;
    }

    public void Ask(string shot, int frame)
    {
        var brief = new Brief($"B{book.Count}", shot, "fill", [frame], "hand", "", []);
        if (Now.Briefs.Any(b => b.AsksTheSame(brief))) return;
        Tell(Brief.ActName, brief.Body());
        Rest();
    }

    public void Approve(Version version) => Tell(Approval.Yes, Approval.Body(version, ""));

    /// <summary>What a version of a shot as it is now must be: a digest of the pictures that it is made of and of what is made.</summary>
    public Digest Expected(Shot shot, IEnumerable<Brief> work)
    {
        var pictures = string.Join(' ', shot.Range.Numbers.Select(n => Media[MediaOf(shot)].GetValueOrDefault(n, -1)));
        return Digest.Of(System.Text.Encoding.UTF8.GetBytes($"{shot.Name} {shot.Range} {shot.Plate} {pictures} | {string.Join(' ', work.Select(b => FrameList.Format(b.Frames)))}"));
    }

    public string MediaOf(Shot shot) => plates[shot.Plate!.Value].Name;

    /// <summary>Briefs of a shot that the gate of this model allows: all but those about a frame that ends in 7.</summary>
    public IReadOnlyList<Brief> Allowed(string shot) => [.. Now.Briefs.Where(b => b.Shot == shot && IsAllowed(b))];

    private static bool IsAllowed(Brief brief) => brief.Frames.All(f => f % 10 != 7);

    private void Rest()
    {
        for (var moves = 0; moves < 1000; moves++)
        {
            switch (Turnaround.Next(Now, new HashSet<string>()))
            {
                case Move.Survey:
                    Survey();
                    break;
                case Move.Judge:
                    foreach (var brief in Now.Briefs.Where(b => Now.Decision(b) is null).ToList()) Tell(ActNames.GateDecided, new() { ["brief"] = brief.Id, ["decision"] = new JsonObject { ["allowed"] = IsAllowed(brief) } });
                    break;
                case Move.HandOff(var brief):
                    Tell(ActNames.HandedOff, new() { ["brief"] = brief.Id, ["files"] = new JsonObject() });
                    break;
                case Move.Render(var shot):
                    Render(shot);
                    break;
                case Move.Inspect(var version):
                    Tell(Report.ActName, new() { ["picture"] = version.Document.Hex, ["passed"] = true });
                    break;
                case Move.Package:
                    Tell(ActNames.PackageLaid, []);
                    break;
                case Move.Rest:
                    return;
            }
        }
        throw new InvalidOperationException($"no rest: {Turnaround.Next(Now, new HashSet<string>())}");
    }

    // missing frames that the cut shows, as the survey asks for them
    private void Survey()
    {
        var asked = new List<Brief>();
        var again = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var shot in Now.Shots.Values)
        {
            var missing = shot.Cut.Numbers.Where(n => !Media[MediaOf(shot)].ContainsKey(n)).ToList();
            if (missing.Count == 0) continue;
            var brief = new Brief($"B{book.Count}.{asked.Count}", shot.Name, "fill", missing, "survey", "", []);
            if (Now.AskedBefore(brief) is { } before) again.Add(before.Id);
            else asked.Add(brief);
        }
        Tell(ActNames.SurveyDone, new() { ["findings"] = Digest.Of([]).Hex, ["again"] = JsonReading.Array(again) });
        foreach (var brief in asked) Tell(Brief.ActName, brief.Body());
    }

    private void Render(Shot shot)
    {
        var work = Allowed(shot.Name);
        var document = Expected(shot, work);
        var mine = Now.VersionsOf(shot.Name);
        if (Version.Like(mine, document, [.. work.Select(b => b.Id)]) is not null) return;
        var number = mine.Count + 1;
        Tell(Version.ActName, new Version($"{shot.Name}_comp_v{number:000}", shot.Name, number, shot.Plate!.Value, shot.Range, document, document, "fill", [.. work.Select(b => b.Id)]).Body());
    }

    private List<ShotEvent> Events(IReadOnlyList<Clip> cut)
    {
        var events = new List<ShotEvent>();
        var record = 0;
        foreach (var clip in cut)
        {
            var shown = clip.Speed == 0 ? new FrameRange(clip.Start, clip.Start + 1) : new FrameRange(clip.Start, clip.Start + Math.Max(1, (int)(clip.Length * Math.Abs(clip.Speed))));
            var there = Media[clip.Media].Keys.ToList();
            var span = new FrameRange(Math.Max(there.Min(), shown.Start - Handles), Math.Min(there.Max() + 1, shown.End + Handles));
            // a handle ends where the media has a hole
            var head = shown.Start;
            while (head > span.Start && Media[clip.Media].ContainsKey(head - 1)) head--;
            var tail = shown.End;
            while (tail < span.End && Media[clip.Media].ContainsKey(tail)) tail++;
            events.Add(new(clip.Media, clip.Media, shown, new(head, tail), new(record, record + clip.Length), 0, events.Count, clip.Speed));
            record += clip.Length;
        }
        return events;
    }

    private Plate Read(string name, List<ShotEvent> events)
    {
        var frames = Media[name];
        var past = Now.Past.Where(s => s.Plate is not null && MediaOf(s) == name).Select(s => s.Range);
        var wanted = events.Where(e => e.Media == name).Select(e => e.Span).Concat(past).SelectMany(r => new FrameRange(r.Start - Reach, r.End + Reach).Numbers).Where(frames.ContainsKey).Distinct();
        var range = new FrameRange(frames.Keys.Min(), frames.Keys.Max() + 1);
        return new(0, name, range, new(24), 8, 8, range.Start, "", "", [.. range.Numbers.Where(n => !frames.ContainsKey(n))], wanted.ToDictionary(n => n, n => Digest.Of(BitConverter.GetBytes(frames[n]))));
    }

    private void Tell(string name, JsonObject body) => book.Add(new(name, DateTimeOffset.UnixEpoch.AddSeconds(book.Count), Ann, body, book.Count));
}
