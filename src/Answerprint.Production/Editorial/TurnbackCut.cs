using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>A version to lay over the cut.</summary>
/// <param name="Shot">"demo_010".</param>
/// <param name="Version">"demo_010_comp_v001": the clip's name.</param>
/// <param name="Record">Record frames of the cut (0 = its first) that it replaces, without handles.</param>
/// <param name="Proxy">What an editor plays: DEFAULT_MEDIA.</param>
/// <param name="Plate">What it was made from.</param>
/// <param name="Pictures">The version itself.</param>
/// <param name="Approved">Only an approved version is switched on.</param>
/// <param name="Notes">Markers of the clip, in plate time.</param>
public sealed record FinishedVersion(
    string Shot, string Version, FrameRange Record, MediaReference Proxy, MediaReference Plate, MediaReference Pictures, bool Approved, IReadOnlyList<Marker> Notes, JsonObject Metadata)
{
    /// <summary>Where the plate stands at the first record frame; null: as the event below says.</summary>
    public RationalTime? PlateStart { get; init; }

    /// <summary>Its frames are in the cut's own timing already: no speed lies on it.</summary>
    public bool IsRetimed { get; init; }

    /// <summary>The tape that a list names; null: as the event below says.</summary>
    public string? Reel { get; init; }
}

/// <summary>A cut that goes back: the one that came, and one new track on top. Makes documents; writes no file.</summary>
/// <param name="Otio">All original tracks as they came, value for value.</param>
/// <param name="Edl">A list a picture track, the new one last.</param>
/// <param name="ChangesCsv">A line a version, with a heading.</param>
public sealed record TurnbackCut(OtioDocument Otio, EdlDocument Edl, string ChangesCsv)
{
    public const string TrackName = "Answerprint";

    /// <exception cref="ArgumentException">Two versions lie over each other, or one outside the cut.</exception>
    public static TurnbackCut Make(Turnover cut, IEnumerable<FinishedVersion> versions, string trackName = TrackName)
    {
        var rate = cut.Timeline.Rate;
        var ordered = versions.OrderBy(v => v.Record.Start).ThenBy(v => v.Version, StringComparer.Ordinal).ToList();
        var items = new List<TrackItem>();
        var csv = new StringBuilder("shot,version,record_in,record_out,frames,source_in,source_out,status,enabled,proxy\n");
        var cursor = 0;
        var seen = new TopIndex<CutEvent>(cut.Events.Where(e => e.Kind == TrackKind.Picture && e.Enabled), e => e.TrackIndex, e => e.Record);
        foreach (var v in ordered)
        {
            if (v.Record.IsEmpty || v.Record.Start < 0) throw new ArgumentException($"the version {v.Version} lies outside the cut", nameof(versions));
            if (v.Record.Start < cursor) throw new ArgumentException($"the version {v.Version} lies over the one before it", nameof(versions));
            if (v.Record.Start > cursor) items.Add(new GapItem("", Enabled: true, TimeRange.Of(0, v.Record.Start - cursor, rate), [], [], []));
            var below = seen.At(v.Record.Start);
            var start = v.PlateStart?.At(rate) ?? (below is null ? RationalTime.Zero(rate) : new RationalTime(below.SourceFrameAt(v.Record.Start), rate));
            items.Add(ClipOf(v, new(start, new(v.Record.Length, rate)), below));
            Line(csv, cut.Timeline, v, start);
            cursor = v.Record.End;
        }
        // hosts line tracks up by their length
        if (cut.PictureLength > cursor) items.Add(new GapItem("", Enabled: true, TimeRange.Of(0, cut.PictureLength - cursor, rate), [], [], []));
        var track = new Track(trackName, TrackKind.Picture, "Video", Enabled: true, null, items, [], [], []);
        var document = cut.Document.WithTopTrack(track);
        return new(document, EdlDocument.From(document.ToTimeline(rate, out _) with { DropFrame = cut.Timeline.DropFrame }, cut.File), csv.ToString());
    }

    private static ClipItem ClipOf(FinishedVersion v, TimeRange source, CutEvent? below) => new(
        v.Version, v.Approved, source,
        new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = v.Proxy, ["plate"] = v.Plate, ["version"] = v.Pictures },
        // a version has the plate's frames: it is played at the speed at which the cut plays the plate
        ClipItem.DefaultKey, v.Notes, v.IsRetimed ? [] : [.. below?.Clip.Effects.OfType<LinearTimeWarp>() ?? []], v.Metadata)
    {
        Reel = v.Reel ?? below?.Reel ?? "",
    };

    private static void Line(StringBuilder csv, Timeline timeline, FinishedVersion v, RationalTime start)
    {
        var source = Timecode.FromFrame(start.Round(), timeline.Rate, timeline.DropFrame);
        string[] fields =
        [
            v.Shot, v.Version, timeline.RecordTimecode(v.Record.Start).ToString(), timeline.RecordTimecode(v.Record.End).ToString(), v.Record.Length.ToString(CultureInfo.InvariantCulture),
            source.ToString(), source.Add(v.Record.Length).ToString(), v.Approved ? "approved" : "awaiting approval", v.Approved ? "yes" : "no",
            v.Proxy is ExternalReference external ? external.TargetUrl : v.Proxy is ImageSequenceReference sequence ? sequence.TargetUrlBase + sequence.Pattern : "",
        ];
        csv.AppendJoin(',', fields.Select(CountSheet.Field)).Append('\n');
    }
}
