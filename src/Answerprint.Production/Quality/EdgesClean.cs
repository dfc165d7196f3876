using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>
/// A made or changed picture has no border that its real neighbours lack: a row or column at the edge that is one flat value while the neighbour's is not.
/// Resamplers that reach outside a picture leave such borders.
/// </summary>
public sealed class EdgesClean : Check
{
    private const int Depth = 4;

    public override string Name => "edges-clean";

    public override IEnumerable<Finding> Frame(Inspection given, SeenFrame frame)
    {
        if (frame.Work is null && frame.Plate is not null) yield break;
        var reference = frame.PlatePicture ?? (given.Neighbours(frame.Number) is var (before, after) && (before ?? after) is { } near ? given.Plate.Read(near) : null);
        if (reference is null || reference.Width != frame.Picture.Width || reference.Height != frame.Picture.Height) yield break;
        foreach (var (side, lines) in Sides(frame.Picture.Width, frame.Picture.Height))
        {
            var flat = lines.Count(l => Flat(frame.Picture, l) && !Flat(reference, l));
            if (flat > 0) yield return Say("flat-border", Weight.Flag, frame.Number, side, flat, $"{flat} lines at the {side} edge are one flat value, and are not so in the plate");
        }
    }

    private static (string Side, (int Start, int Step, int Count)[] Lines)[] Sides(int w, int h)
    {
        var depth = Math.Min(Depth, Math.Min(w, h));
        return
        [
            ("top", [.. Enumerable.Range(0, depth).Select(k => (k * w, 1, w))]),
            ("bottom", [.. Enumerable.Range(0, depth).Select(k => ((h - 1 - k) * w, 1, w))]),
            ("left", [.. Enumerable.Range(0, depth).Select(k => (k, w, h))]),
            ("right", [.. Enumerable.Range(0, depth).Select(k => (w - 1 - k, w, h))]),
        ];
    }

    private static bool Flat(Frame picture, (int Start, int Step, int Count) line)
    {
        for (var c = 0; c < Math.Min(3, picture.Channels.Count); c++)
        {
            var plane = picture.Plane(c);
            var first = plane[line.Start];
            for (var i = 1; i < line.Count; i++)
                if (plane[line.Start + (i * line.Step)] != first) return false;
        }
        return true;
    }
}
