using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;

namespace Answerprint.Studio.Commands;

/// <summary>What every `try` leaves beside its pictures: a report, and in a show's folder a word in its book.</summary>
internal static class TrialFiles
{
    /// <summary>Writes a report, whole or not at all.</summary>
    /// <param name="format">"answerprint.fill-report.1".</param>
    public static void Report(string path, string format, JsonObject result)
    {
        var document = new JsonObject { ["format"] = format, ["result"] = result.DeepClone() };
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var part = $"{path}.part";
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write))
        {
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) document.WriteTo(writer);
            stream.Flush(flushToDisk: true);
        }
        File.Move(part, path, overwrite: true);
    }

    /// <summary>The show in whose folder the trial lies gets to know its pictures, read as anybody will read them: without their mark they are found by that.</summary>
    /// <param name="tool">"fill 3".</param>
    /// <param name="source">The input.</param>
    /// <param name="range">The frames of the output.</param>
    /// <param name="made">Of these, what the tool made.</param>
    /// <param name="onlyMade">Nothing else was written.</param>
    /// <param name="looked">Real frames of the input that a made one resembles.</param>
    public static void Known(Show show, string tool, Clip source, FrameRate rate, FrameRange range, IReadOnlyList<int> made, bool onlyMade, IReadOnlyList<int> looked, string path, CancellationToken cancel)
    {
        // a movie counts from its first frame, stills keep their numbers
        using var written = FrameFiles.Open(path, new OpenOptions { First = onlyMade ? 0 : range.Start, Rate = rate });
        var numbers = FrameFiles.IsMovie(path) && onlyMade ? Enumerable.Range(0, made.Count).ToList() : made;
        Trials.Write(show, tool, Path.GetFileName(path), written, numbers, Real());

        IEnumerable<StoredFrame> Real()
        {
            foreach (var n in looked)
            {
                cancel.ThrowIfCancellationRequested();
                if (source.Has(n)) yield return source.ReadStored(n);
            }
            foreach (var n in onlyMade ? [] : written.Range.Numbers.Except(numbers).Where(n => written.Has(n) && (numbers.Contains(n - 1) || numbers.Contains(n + 1))))
                yield return written.ReadStored(n);
        }
    }
}
