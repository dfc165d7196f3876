using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Which real frames would stand for these, if they were held.</summary>
    private FrameMap HoldOf(Standing now, Shot shot, IReadOnlyList<int> frames)
    {
        if (shot.Plate is not { } index) return FrameMap.None;
        var real = PlateOf(now.Plates[index]).Bits;
        // a frame that somebody wants another in place of is nobody's stand-in
        var wanted = now.Briefs.Where(b => b.Shot == shot.Name && b.Tool == Brief.Filler && !b.IsRepair).SelectMany(b => b.Frames).Concat(frames).ToHashSet();
        return FrameMap.Holding(frames, shot.Range, n => real.ContainsKey(n) && !wanted.Contains(n));
    }

    /// <summary>A hold as the gate judges it: nothing is made; whoever is in the frames that are shown stands still for so long.</summary>
    private Use Holding(Standing now, Shot shot, FrameMap map, IReadOnlyList<int> frames, Stage stage, RightsFacts rights)
    {
        var root = shot.Plate is { } index && now.Plates.TryGetValue(index, out var act) ? act.Body.Text("root") : null;
        var said = root is null ? [] : rights.Of(root);
        var shown = map.Shows.Values.Distinct().ToDictionary(n => n, _ => (Matte?)null);
        var there = PeopleInRegion.OfChanged(shown, said, (performer, frame) => Mattes([.. said.Where(d => d.Performer == performer)], frame).GetValueOrDefault(performer));
        return new()
        {
            Stage = stage, Shot = shot.Name, Operation = Brief.Hold, MakesPixels = false, IsModel = false, Class = PerformerClass.P3, Map = map, LongestHold = map.Longest, CutFreezes = CutFreezes(shot),
            Plates = root is null ? [] : [root], People = [.. said.Where(d => d.Performer is not null).Select(d => d.Performer!).Distinct(StringComparer.Ordinal)],
            Frames = frames.Count > 0 ? new FrameRange(frames[0], frames[^1] + 1) : default, InMadeRegion = there, InChangedRegion = there,
        };
    }

    private static bool CutFreezes(Shot shot) => shot.Speed == 0;
}
