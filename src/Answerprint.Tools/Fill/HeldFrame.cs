using System.Diagnostics;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>A real frame once more: nothing is made, so whoever writes it copies that frame's stored words.</summary>
internal static class HeldFrame
{
    /// <param name="real">The frame that it shows.</param>
    public static MadeFrame Make(PlateAtWork plate, int number, int real)
    {
        var clock = Stopwatch.GetTimestamp();
        var picture = plate.Clip.Read(real);
        // that a frame which is not there looked like the one before it, nothing says
        var origin = new StillOrigin(picture.Width, picture.Height, plate.Index, [(real, 1)], (_, row) => row.Confidence.AsSpan().Fill(FrameTrust.Unknown));
        var figures = new FrameFigures(Stopwatch.GetElapsedTime(clock).TotalSeconds, FrameTrust.Unknown, 0, Flagged: true, Calibrated: false, "hold", new Dictionary<string, double>(StringComparer.Ordinal));
        return new(number, picture, Matte.Whole(picture.Width, picture.Height), origin, figures) { Shows = real };
    }

    /// <summary>A real frame in its own place of another timing: that is what stands there, and nothing is in doubt.</summary>
    public static MadeFrame Show(PlateAtWork plate, int number, int real)
    {
        var clock = Stopwatch.GetTimestamp();
        var picture = plate.Clip.Read(real);
        var origin = new StillOrigin(picture.Width, picture.Height, plate.Index, [(real, 1)], (_, row) => row.Confidence.AsSpan().Fill(1));
        var figures = new FrameFigures(Stopwatch.GetElapsedTime(clock).TotalSeconds, 1, 0, Flagged: false, Calibrated: false, "real", new Dictionary<string, double>(StringComparer.Ordinal));
        return new(number, picture, Matte.Whole(picture.Width, picture.Height), origin, figures) { Shows = real };
    }

    /// <summary>Puts held frames between filled ones, ascending.</summary>
    /// <param name="held">Number → the frame that it shows.</param>
    public static IEnumerable<(int Number, Func<MadeFrame> Make)> Among(
        IEnumerable<(int Number, Func<MadeFrame> Make)> filled, IEnumerable<KeyValuePair<int, int>> held, PlateAtWork plate, CancellationToken cancel)
    {
        var waiting = new Queue<KeyValuePair<int, int>>(held.OrderBy(h => h.Key));
        foreach (var made in filled)
        {
            while (waiting.TryPeek(out var next) && next.Key < made.Number) yield return Next();
            cancel.ThrowIfCancellationRequested();
            yield return made;
        }
        while (waiting.Count > 0) yield return Next();

        (int Number, Func<MadeFrame> Make) Next()
        {
            cancel.ThrowIfCancellationRequested();
            var (number, real) = waiting.Dequeue();
            return (number, () => Make(plate, number, real));
        }
    }
}
