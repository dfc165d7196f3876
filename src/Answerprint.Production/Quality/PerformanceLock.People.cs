using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>The part of the lock that knows about people: where work may be, and what it may draw from.</summary>
public static partial class PerformanceLock
{
    /// <summary>Made and changed regions keep away from people; what nobody has declared counts as people.</summary>
    private static IEnumerable<Finding> People(Inspection given, int number, Matte? work, Origin? origin)
    {
        PeopleThere there;
        List<string> performers = [.. given.Declarations.Where(d => !d.NoPeople && d.Covers(number)).Select(d => d.Performer!).Distinct(StringComparer.Ordinal)];
        if (given.IsMade(number))
        {
            var (before, after) = given.Neighbours(number);
            there = before is null && after is null ? PeopleThere.Unknown : PeopleInRegion.OfMissing(work, given.Declarations, [.. new[] { before, number, after }.OfType<int>()], Mattes(before), Mattes(after));
        }
        else
        {
            there = PeopleInRegion.OfChanged(new Dictionary<int, Matte?> { [number] = work }, given.Declarations, given.PerformerMatte);
            if (origin is not null)
                foreach (var performer in performers)
                    if (given.PerformerMatte(performer, number) is { } matte && Overlap(origin.Synth, matte) is { } spot)
                        yield return Fault("synth-on-performer", number, spot.Place, spot.Count, "pixels of a performer were made up");
        }
        if (there == PeopleThere.People) yield return Fault("work-near-performer", number, "", 1, $"the work reaches a performer, or comes nearer than {PeopleInRegion.KeepAway} pixels");
        if (there == PeopleThere.Unknown) yield return Fault("people-unknown", number, "", 1, "nobody has declared who is in this frame, so work on it is not proved to keep away from people");

        Dictionary<string, Matte> Mattes(int? frame)
        {
            var mattes = new Dictionary<string, Matte>(StringComparer.Ordinal);
            if (frame is not { } f) return mattes;
            foreach (var performer in given.Declarations.Where(d => !d.NoPeople).Select(d => d.Performer!).Distinct(StringComparer.Ordinal))
                if (given.PerformerMatte(performer, f) is { } matte) mattes[performer] = matte;
            return mattes;
        }
    }

    /// <summary>What the origin cites exists, and is nobody's pixels.</summary>
    private static IEnumerable<Finding> Sources(Inspection given, int number, Matte? work, Origin origin)
    {
        var near = new Dictionary<uint, bool[]?>();
        var known = new Dictionary<(uint Plate, uint Frame), bool>();
        long unreal = 0, people = 0, unsaid = 0;
        string unrealAt = "", peopleAt = "", unsaidAt = "";
        foreach (var tap in origin.Tap)
        {
            // neighbours mostly cite the same frame
            var (key, real, own, empty) = ((uint.MaxValue, uint.MaxValue), false, false, false);
            bool[]? area = null;
            for (var i = 0; i < tap.Weight.Length; i++)
            {
                if (tap.Weight[i] == 0 || (work is not null && work.Coverage[i] == 0)) continue;
                if (key != (tap.Plate[i], tap.Frame[i]))
                {
                    key = (tap.Plate[i], tap.Frame[i]);
                    if (!known.TryGetValue(key, out real)) known[key] = real = key.Item2 <= int.MaxValue && (key.Item1 == given.PlateIndex ? given.Plate.Has((int)key.Item2) : given.Cited(key.Item1, (int)key.Item2) is not null);
                    area = null;
                    own = key.Item1 == given.PlateIndex;
                    empty = own || given.IsAttestedEmpty(key.Item1);
                    if (real && own && !near.TryGetValue(key.Item2, out area)) near[key.Item2] = area = PerformerArea(given, (int)key.Item2, origin.Width, origin.Height);
                }
                if (!real)
                {
                    if (unreal++ == 0) unrealAt = At(i, origin.Width);
                    continue;
                }
                if (!empty && unsaid++ == 0) unsaidAt = At(i, origin.Width);
                if (area is null) continue;
                var (x, y) = (Math.Clamp((int)MathF.Round(tap.X[i]), 0, origin.Width - 1), Math.Clamp((int)MathF.Round(tap.Y[i]), 0, origin.Height - 1));
                if (area[(y * origin.Width) + x] && people++ == 0) peopleAt = At(i, origin.Width);
            }
        }
        if (unreal > 0) yield return Fault("source-not-real", number, unrealAt, unreal, "pixels are said to come from a frame that is in no plate");
        if (unsaid > 0) yield return Fault("source-people-unknown", number, unsaidAt, unsaid, "pixels were drawn from another plate, and nobody attests that no person is in it");
        if (people > 0) yield return Fault("source-is-performer", number, peopleAt, people, "pixels were drawn from a performer");
    }

    /// <summary>Every performer's matte on a real frame, grown by the reach of a resampler; null where none is there.</summary>
    private static bool[]? PerformerArea(Inspection given, int frame, int width, int height)
    {
        bool[]? area = null;
        foreach (var performer in given.Declarations.Where(d => !d.NoPeople && d.Covers(frame)).Select(d => d.Performer!).Distinct(StringComparer.Ordinal))
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

    private static (string Place, long Count)? Overlap(float[] synth, Matte matte)
    {
        var (place, count) = ("", 0L);
        if (synth.Length != matte.Coverage.Length) return ("size", 1);
        for (var i = 0; i < synth.Length; i++)
            if (!(synth[i] <= 0) && !(matte.Coverage[i] <= 0) && count++ == 0) place = At(i, matte.Width);
        return count == 0 ? null : (place, count);
    }
}
