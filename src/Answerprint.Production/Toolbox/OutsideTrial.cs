using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>A dry run of an outside tool on loose frames: the laws of all tools, before a show knows it. No picture of it is kept.</summary>
public static class OutsideTrial
{
    /// <summary>The most frames that are tried.</summary>
    public const int MostFrames = 24;

    /// <summary>How many times it is run.</summary>
    public const int Steps = 3;

    /// <param name="Frames">What was changed, frame by frame.</param>
    /// <param name="PutBack">Pixels that it changed outside the matte.</param>
    /// <param name="Seconds">Of a frame, on the first run.</param>
    /// <param name="Broken">The laws that it broke, a sentence each.</param>
    public sealed record Report(IReadOnlyList<JsonObject> Frames, long PutBack, double Seconds, IReadOnlyList<string> Broken);

    /// <param name="matte">Where it may work; null: everywhere.</param>
    /// <param name="scratch">A folder of its own; made and taken away.</param>
    /// <exception cref="BadInputException">It fails, or hands back what can not be used.</exception>
    public static Report Run(OutsideManifest manifest, string folder, OutsideFiles files, FileClip clip, FileClip? matte, IReadOnlyList<int> frames, string scratch, Action<string> step, CancellationToken cancel)
    {
        if (frames.Count == 0) throw new BadInputException("no-frames", clip.Name, "", "there is no frame to try it on", "Name frames that are there");
        // the digest stands for the mattes that were handed in: nothing is in a vault
        var set = Digest.Of([0]);
        var tool = new OutsideTool(manifest, folder, files.Digests, (_, n) => matte is not null && matte.Has(n) ? matte.ReadMatte(n) : null, scratch, _ => { });
        var options = new OutsideOptions(frames) { Mattes = matte is null ? [] : new() { [WorkMattes.KeyOf(frames)] = System.Text.Json.JsonSerializer.SerializeToElement(set.Hex) } };
        var assignment = new Assignment([new(0, clip)], new(frames[0], frames[^1] + 1), options, 1, 1, Assignment.NoMattes);
        try
        {
            var preparation = tool.Prepare(assignment, null, cancel);
            var clock = Stopwatch.StartNew();
            var first = tool.Render(assignment, preparation, assignment.Range, cancel).ToList();
            var seconds = clock.Elapsed.TotalSeconds / frames.Count;
            step("once");
            var broken = new List<string>();
            Same("the second time", first, tool.Render(assignment, preparation, assignment.Range, cancel), broken);
            step("again");
            var middle = frames[frames.Count / 2];
            Same($"in two chunks (frames {frames[0]}-{middle - 1} and {middle}-{frames[^1]})", first, tool.Render(assignment, preparation, new(frames[0], middle), cancel).Concat(tool.Render(assignment, preparation, new(middle, frames[^1] + 1), cancel)), broken);
            step("in two chunks");
            if (first.Count == 0) broken.Add("it changed nothing inside the matte of any frame");
            return new(
                [.. first.Select(f => new JsonObject { ["frame"] = f.Number, ["changed"] = (long)f.Figures.Measures["changed"], ["putBack"] = (long)f.Figures.Measures["putBack"] })],
                first.Sum(f => (long)f.Figures.Measures["putBack"]), seconds, broken);
        }
        finally
        {
            if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        }
    }

    private static void Same(string how, List<MadeFrame> first, IEnumerable<MadeFrame> second, List<string> broken)
    {
        var others = second.ToDictionary(m => m.Number);
        foreach (var made in first)
        {
            if (!others.TryGetValue(made.Number, out var other)) broken.Add($"frame {made.Number} is not changed {how}");
            else if (!Equal(made.Work.Coverage, other.Work.Coverage) || Enumerable.Range(0, made.Picture.Channels.Count).Any(c => !Equal(made.Picture.Plane(c), other.Picture.Plane(c)))) broken.Add($"frame {made.Number} has other bits {how}: the same recipe gives the same bits");
            else continue;
            return;
        }
        if (others.Count != first.Count) broken.Add($"other frames are changed {how}");
    }

    private static bool Equal(float[] a, float[] b) => MemoryMarshal.AsBytes<float>(a).SequenceEqual(MemoryMarshal.AsBytes<float>(b));
}
