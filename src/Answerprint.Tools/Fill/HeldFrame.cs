using System.Diagnostics;
using Answerprint.Media.Frames;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Fill;

/// <summary>A real frame once more: nothing is made, so whoever writes it copies that frame's stored words.</summary>
internal static class HeldFrame
{
    /// <summary>How sure one can be that a frame which is not there looked like the one before it: next to nothing is known.</summary>
    private const float Believed = 0.15f;

    /// <param name="real">The frame that it shows.</param>
    public static MadeFrame Make(PlateAtWork plate, int number, int real)
    {
        var clock = Stopwatch.GetTimestamp();
        var picture = plate.Clip.Read(real);
        var origin = new Origin(picture.Width, picture.Height, 1);
        var tap = origin.Tap[0];
        tap.Plate.AsSpan().Fill(plate.Index);
        tap.Frame.AsSpan().Fill((uint)real);
        tap.Weight.AsSpan().Fill(1);
        for (var i = 0; i < tap.X.Length; i++)
        {
            tap.X[i] = i % picture.Width;
            tap.Y[i] = i / picture.Width;
        }
        origin.Confidence.AsSpan().Fill(Believed);
        var figures = new FrameFigures(Stopwatch.GetElapsedTime(clock).TotalSeconds, Believed, 0, Flagged: true, Calibrated: false, "hold", new Dictionary<string, double>(StringComparer.Ordinal));
        return new(number, picture, Matte.Whole(picture.Width, picture.Height), origin, figures) { Shows = real };
    }

    /// <summary>Puts held frames between filled ones, ascending.</summary>
    /// <param name="held">Number → the frame that it shows.</param>
    public static IEnumerable<MadeFrame> Among(IEnumerable<MadeFrame> filled, IEnumerable<KeyValuePair<int, int>> held, PlateAtWork plate, CancellationToken cancel)
    {
        var waiting = new Queue<KeyValuePair<int, int>>(held.OrderBy(h => h.Key));
        foreach (var made in filled)
        {
            while (waiting.TryPeek(out var next) && next.Key < made.Number) yield return Next();
            cancel.ThrowIfCancellationRequested();
            yield return made;
        }
        while (waiting.Count > 0) yield return Next();

        MadeFrame Next()
        {
            cancel.ThrowIfCancellationRequested();
            var (number, real) = waiting.Dequeue();
            return Make(plate, number, real);
        }
    }
}
