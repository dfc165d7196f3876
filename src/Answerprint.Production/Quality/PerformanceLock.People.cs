using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>The part of the lock that knows about people: where work may be, and what it may draw from.</summary>
public static partial class PerformanceLock
{
    /// <summary>Made and changed regions keep away from people; what nobody has declared counts as people.</summary>
    private static IEnumerable<Finding> People(Inspection given, int number, Matte? work, OriginPass? origin)
    {
        // of a frame in another timing the number says nothing: whoever is in what it is drawn from is asked there
        if (given.IsRetimed) yield break;
        PeopleThere there;
        List<string> performers = [.. given.Declarations.Where(d => d.Performer is not null && d.Covers(number)).Select(d => d.Performer!).Distinct(StringComparer.Ordinal)];
        if (given.IsMade(number))
        {
            var (before, after) = given.Neighbours(number);
            there = before is null && after is null ? PeopleThere.Unknown : PeopleInRegion.OfMissing(work, given.Declarations, [.. new[] { before, number, after }.OfType<int>()], Mattes(before), Mattes(after));
        }
        else
        {
            there = PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [number] = work }, given.Declarations, given.PerformerMatte, given.Parts);
            if (origin is not null)
                foreach (var performer in performers)
                    if (given.PerformerMatte(performer, number) is { } matte && Overlap(origin, matte) is { } spot)
                        yield return Fault("synth-on-performer", number, spot.Place, spot.Count, "pixels of a performer were made up");
        }
        if (there == PeopleThere.People) yield return Fault("work-near-performer", number, "", 1, $"the work reaches a performer, or comes nearer than {PeopleInRegion.KeepAway} pixels");
        if (there == PeopleThere.Unknown) yield return Fault("people-unknown", number, "", 1, "nobody has declared who is in this frame, so work on it is not proved to keep away from people");

        Dictionary<string, Matte> Mattes(int? frame)
        {
            var mattes = new Dictionary<string, Matte>(StringComparer.Ordinal);
            if (frame is not { } f) return mattes;
            foreach (var performer in given.Declarations.Where(d => d.Performer is not null).Select(d => d.Performer!).Distinct(StringComparer.Ordinal))
                if (given.PerformerMatte(performer, f) is { } matte) mattes[performer] = matte;
            return mattes;
        }
    }

    /// <summary>People may be drawn from where they are only mended of a sensor's defect, or moved and coloured as a whole as declared.</summary>
    private static bool IsOwn(Inspection given, ClassFound? measured, int number) =>
        IsDust(given, measured, number) || (!given.IsElsewhere && WholeChange.On(given.Change, number) is not null && measured!.Reasons.All(r => r.Frame is not null && r.Frame != number));

    /// <summary>A sensor's defect on somebody is mended from their own pixels beside it, and from nothing else: that its values lie among theirs was measured.</summary>
    private static bool IsDust(Inspection given, ClassFound? measured, int number) =>
        measured?.Frames.FirstOrDefault(f => f.Frame == number) is { } frame && frame.Classes.All(c => c is PerformerClass.R or PerformerClass.P0) && given.Change!.On(number).All(r => r.Class == PerformerClass.R);

    /// <summary>Where a thing in front of people is declared to have been filled from their wardrobe, H×W; null: nowhere. That its words are those of the declared place was measured, and a fault where not.</summary>
    private static bool[]? FrontOn(Inspection given, int number, int width, int height)
    {
        bool[]? front = null;
        foreach (var hole in given.Change!.On(number).SelectMany(r => r.Holes).Where(h => h.Box.IsOn(number))) new PictureRegion([hole.Box]).Mark(front ??= new bool[width * height], number, width, height);
        if (front is null || given.Measured.People(number).Area(width, height) is not { } area) return null;
        for (var i = 0; i < front.Length; i++) front[i] &= area[i];
        return front;
    }

    /// <summary>Every performer's matte on a real frame, grown by the reach of a resampler; null where none is there.</summary>
    private static bool[]? PerformerArea(Inspection given, int frame, int width, int height)
    {
        bool[]? area = null;
        foreach (var performer in given.Declarations.Where(d => d.Performer is not null && d.Covers(frame)).Select(d => d.Performer!).Distinct(StringComparer.Ordinal))
        {
            area ??= new bool[width * height];
            if (given.PerformerMatte(performer, frame) is not { } matte || matte.Width != width || matte.Height != height)
            {
                // a performer whose matte is not to be had may be anywhere
                area.AsSpan().Fill(value: true);
                continue;
            }
            for (var i = 0; i < area.Length; i++) area[i] |= !(matte.Coverage[i] <= 0);
        }
        return area is null ? null : PeopleInRegion.Grown(area, width, height, SampleReach);
    }

    private static (string Place, long Count)? Overlap(OriginPass origin, Matte matte)
    {
        var (place, count, i) = ("", 0L, 0);
        if (origin.Width * origin.Height != matte.Coverage.Length) return ("size", 1);
        foreach (var row in origin.Rows())
            for (var x = 0; x < origin.Width; x++, i++)
                if (!(row.Synth[x] <= 0) && !(matte.Coverage[i] <= 0) && count++ == 0) place = At(i, matte.Width);
        return count == 0 ? null : (place, count);
    }
}
