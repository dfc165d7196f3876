using System.Runtime.InteropServices;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tests.House;

/// <summary>The laws that every tool obeys, as a list of those that it broke.</summary>
internal static class ToolLaws
{
    /// <param name="assignment">A piece of work on a clip whose range the tool makes or changes frames of.</param>
    public static IReadOnlyList<string> Broken(Tool tool, Assignment assignment)
    {
        var broken = new List<string>();
        var plate = new WatchedClip(assignment.Plate.Clip);
        assignment = assignment with { Plates = [assignment.Plate with { Clip = plate }, .. assignment.Plates.Skip(1)], Threads = 1 };
        var card = tool.Card;
        if (string.IsNullOrWhiteSpace(card.Name) || string.IsNullOrWhiteSpace(card.Purpose) || card.Limits.Count == 0 || string.IsNullOrWhiteSpace(card.Craft))
            broken.Add("card: names no purpose, limit or craft");

        var preparation = tool.Prepare(assignment, null, CancellationToken.None);
        plate.Forget();
        var whole = tool.Render(assignment, preparation, assignment.Range, CancellationToken.None).ToList();
        if (whole.Count == 0) broken.Add("work: nothing was made");
        var needs = tool.Needs(assignment, assignment.Range).Where(n => n.Plate == assignment.Plate.Index).SelectMany(n => n.Frames).ToHashSet();
        var beyond = plate.Seen.Where(f => !needs.Contains(f)).ToList();
        if (beyond.Count > 0) broken.Add($"needs: read frames {FrameList.Format(beyond)} that it did not name");

        foreach (var made in whole) Picture(made, assignment, broken);
        if (!whole.Select(m => m.Number).SequenceEqual(whole.Select(m => m.Number).Distinct().Order())) broken.Add("range: frames are not ascending, each once");

        Same("again", whole, tool.Render(assignment, preparation, assignment.Range, CancellationToken.None), broken);
        Same("prepared again", whole, tool.Render(assignment, tool.Prepare(assignment, null, CancellationToken.None), assignment.Range, CancellationToken.None), broken);
        var two = assignment with { Threads = 2 };
        Same("on two threads", whole, tool.Render(two, tool.Prepare(two, null, CancellationToken.None), assignment.Range, CancellationToken.None), broken);
        var numbers = whole.Select(m => m.Number).ToList();
        if (numbers.Count > 1)
        {
            var cut = numbers[numbers.Count / 2];
            var late = tool.Render(assignment, preparation, new(cut, assignment.Range.End), CancellationToken.None).ToList();
            var early = tool.Render(assignment, preparation, new(assignment.Range.Start, cut), CancellationToken.None).ToList();
            Same("in two chunks", whole, early.Concat(late), broken);
        }
        Cancels(tool, assignment, preparation, broken);
        return broken;
    }

    private static void Picture(MadeFrame made, Assignment assignment, List<string> broken)
    {
        var plate = assignment.Plate.Clip;
        var place = $"frame {made.Number}";
        if (!assignment.Range.Contains(made.Number)) broken.Add($"range: {place} lies outside it");
        if (made.Picture.Width != plate.Width || made.Picture.Height != plate.Height) { broken.Add($"size: {place} is {made.Picture.Width}×{made.Picture.Height}"); return; }
        var missing = !plate.Has(made.Number) || IsListed(assignment.Options, made.Number);
        if (missing && made.Work.Coverage.AsSpan().ContainsAnyExcept(1f)) broken.Add($"work matte: {place} is made but not wholly named as work");
        if (!missing)
        {
            var before = plate.Read(made.Number);
            for (var c = 0; c < made.Picture.Channels.Count; c++)
            {
                var (was, now) = (before.Plane(made.Picture.Channels[c]), made.Picture.Plane(c));
                for (var i = 0; was is not null && i < now.Length; i++)
                    if (made.Work.Coverage[i] == 0 && BitConverter.SingleToInt32Bits(was[i]) != BitConverter.SingleToInt32Bits(now[i]))
                    {
                        broken.Add($"outside the work matte: {place} changed at {i % plate.Width},{i / plate.Width}");
                        return;
                    }
            }
        }
        var origin = made.Origin.Whole();
        for (var i = 0; i < origin.Synth.Length; i++)
        {
            if (made.Work.Coverage[i] == 0) continue;
            var sum = origin.Synth[i] + origin.Tap.Sum(t => t.Weight[i]);
            if (!(MathF.Abs(sum - 1) <= 1e-4f)) { broken.Add($"origin: {place} weights sum to {sum} at {i % plate.Width},{i / plate.Width}"); return; }
            foreach (var tap in origin.Tap)
                if (tap.Weight[i] > 0 && (tap.X[i] * 64 != MathF.Round(tap.X[i] * 64) || tap.Y[i] * 64 != MathF.Round(tap.Y[i] * 64)))
                {
                    broken.Add($"origin: {place} has a position off the 1/64 px grid");
                    return;
                }
        }
    }

    private static bool IsListed(object options, int frame) =>
        options.GetType().GetProperty("Missing")?.GetValue(options) is IEnumerable<int> missing && missing.Contains(frame);

    private static void Same(string how, IReadOnlyList<MadeFrame> first, IEnumerable<MadeFrame> second, List<string> broken)
    {
        var other = second.ToDictionary(m => m.Number);
        foreach (var made in first)
        {
            if (!other.TryGetValue(made.Number, out var twin)) { broken.Add($"same bits: frame {made.Number} is not made {how}"); return; }
            var planes = Enumerable.Range(0, made.Picture.Channels.Count).Select(c => (made.Picture.Plane(c), twin.Picture.Plane(c)))
                .Append((made.Work.Coverage, twin.Work.Coverage)).Append((made.Origin.Whole().Confidence, twin.Origin.Whole().Confidence));
            if (planes.Any(p => !MemoryMarshal.AsBytes<float>(p.Item1).SequenceEqual(MemoryMarshal.AsBytes<float>(p.Item2))))
            {
                broken.Add($"same bits: frame {made.Number} differs {how}");
                return;
            }
        }
        if (other.Count != first.Count) broken.Add($"same bits: {other.Count} frames {how} instead of {first.Count}");
    }

    private static void Cancels(Tool tool, Assignment assignment, Preparation preparation, List<string> broken)
    {
        using var stop = new CancellationTokenSource();
        var after = 0;
        try
        {
            foreach (var _ in tool.Render(assignment, preparation, assignment.Range, stop.Token))
            {
                if (stop.IsCancellationRequested) after++;
                stop.Cancel();
            }
            broken.Add("cancel: the work went on to its end");
        }
        catch (OperationCanceledException)
        {
            if (after > 0) broken.Add($"cancel: {after} frames were made after the wish to stop");
        }
    }
}
