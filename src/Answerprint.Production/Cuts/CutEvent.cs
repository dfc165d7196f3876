using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>One clip laid out on the record side: what a line of an EDL says, for any cut, cuts within cuts opened.</summary>
/// <param name="Number">1 for the first of the table: tracks from the bottom up, then record time.</param>
/// <param name="TrackIndex">0 for the bottom track of the cut.</param>
/// <param name="Record">Record frames counted from the first frame of the cut (0).</param>
/// <param name="RecordStart">The record label of the first frame.</param>
/// <param name="Source">The first moment of media that is seen, and the length on the record side, in the time of the media; pictures count at the rate of the cut.</param>
/// <param name="Speed">1 = as shot, 0 = one frame held, negative = backwards.</param>
/// <param name="Enabled">Whether clip, track and everything around it are switched on.</param>
/// <param name="In">The transition that leads in, if any.</param>
/// <param name="Out">The transition that leads out, if any.</param>
/// <param name="HeadOverlap">Record frames that a transition shows before <paramref name="Record"/>.</param>
/// <param name="TailOverlap">Record frames that a transition shows after it.</param>
public sealed record CutEvent(
    int Number, int TrackIndex, string Track, TrackKind Kind, ClipItem Clip, FrameRange Record, Timecode RecordStart, TimeRange Source, double Speed, bool Enabled,
    TransitionItem? In, TransitionItem? Out, int HeadOverlap, int TailOverlap)
{
    public string Name => Clip.Name;

    public string Reel => Clip.Reel;

    public MediaReference Media => Clip.Media;

    /// <summary>The record label of the first frame after.</summary>
    public Timecode RecordEnd => RecordStart.Add(Record.Length);

    /// <summary>The label of the first source frame, where the media's time has labels.</summary>
    public Timecode SourceStart => Timecode.FromFrame(Source.Start.Round(), Source.Start.Rate, RecordStart.IsDropFrame && Timecode.CanDrop(Source.Start.Rate));

    /// <summary>
    /// The media frames that the event shows, counted in the time of the media from its zero: first and first-after. Played backwards it
    /// shows the same stretch from its end. With <paramref name="head"/> and <paramref name="tail"/> record frames more on either side.
    /// </summary>
    public (long First, long End) SourceFrames(int head = 0, int tail = 0)
    {
        var start = Source.Start;
        if (Speed == 0) return (start.Floor(), start.Floor() + 1);
        var speed = Math.Abs(Speed);
        var (before, after) = Speed < 0 ? (tail, head) : (head, tail);
        var first = (start - new RationalTime(before, start.Rate).Times(speed)).Floor();
        var last = (start + new RationalTime(Math.Max(0, Record.Length + after - 1), start.Rate).Times(speed)).Floor();
        return (first, Math.Max(first, last) + 1);
    }

    /// <summary>The media frame, counted from the media's zero, that a record frame shows.</summary>
    /// <param name="record">A record frame of the cut, inside the event or its overlaps.</param>
    public long SourceFrameAt(int record)
    {
        if (Speed == 0) return Source.Start.Floor();
        var step = Speed < 0 ? Record.End - 1 - record : record - Record.Start;
        return (Source.Start + new RationalTime(step, Source.Start.Rate).Times(Math.Abs(Speed))).Floor();
    }
}
